//! What the program is and how it changes: [`Model::update`] takes an [`Input`] and answers with [`Effect`]s.
//!
//! Knows no disk, no thread, no screen and no clock: whatever it needs of those arrives as an input and
//! leaves as an effect.

mod action;
pub mod card;
pub mod claim;
mod clippings;
pub mod command;
mod copy;
pub mod correct;
mod dispatch;
mod duplicates;
mod filters;
pub mod find;
mod find_prompt;
pub mod help;
mod history;
pub mod info;
mod key;
pub mod keymap;
mod keys;
pub mod layout;
pub mod line_layout;
pub mod list;
mod model;
mod motion;
mod navigation;
mod near_duplicates;
pub mod overlay;
mod overlay_actions;
pub mod panel;
pub mod panes;
mod pending_open;
pub mod picker;
mod pipe;
mod preview;
pub mod prompt;
mod quote_navigation;
pub mod quotes;
pub mod reader;
mod requests;
mod search;
mod search_state;
mod second_reading;
mod select;
pub mod selection;
mod session;
mod settings;
mod status;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
pub mod title_disambiguation;
mod voices;
mod wanted;

pub use action::Action;
pub use key::{Key, KeyCode};
pub use keymap::{Keymap, Mode, Outcome, Pending};
pub use model::Model;
pub use motion::moves;
pub use panes::entry_rows;
pub use pipe::{Pipe, Piped};
pub use settings::Settings;

use std::sync::Arc;

use sayso_library::near_duplicates::Duplicate;
use sayso_library::search::Query;
use sayso_library::state::{Event, EventKind};
use sayso_library::voices::{By, Voices};
use sayso_library::{Article, ArticleId, Catalogue, QuoteId};

/// The panes, from left to right. One has the keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Pane {
    /// The articles.
    #[default]
    List,
    /// The text.
    Reader,
    /// The quotes.
    Quotes,
}

impl Pane {
    /// All of them, from left to right.
    pub const ALL: [Self; 3] = [Self::List, Self::Reader, Self::Quotes];

    /// Its table of the keymap.
    pub fn mode(self) -> Mode {
        match self {
            Self::List => Mode::List,
            Self::Reader => Mode::Reader,
            Self::Quotes => Mode::Quotes,
        }
    }
}

/// All the world can tell us.
#[derive(Clone, Debug)]
pub enum Input {
    /// A key was pressed.
    Key(Key),
    /// An action was chosen by its name, with a count or a character where one was given.
    Run(Action, Option<u32>, Option<char>),
    /// Text was pasted (bracketed paste); never runs as keys.
    Paste(String),
    /// The terminal has this many columns and rows now.
    Resize(u16, u16),
    /// Articles were read and analysed.
    Loaded(Vec<Article>),
    /// A path could not be read: the line to show.
    ReadError(String),
    /// Which articles there are now; those that are opened are asked for.
    Catalogue(Arc<Catalogue>),
    /// The answer to [`Effect::Fetch`], or articles that rows of a search stand in.
    Fetched(Vec<(ArticleId, Article)>),
    /// Articles asked for with [`Effect::Fetch`] that cannot be read.
    Unfetched(Vec<ArticleId>),
    /// How far the articles are read.
    IndexProgress(sayso_library::service::IndexProgress),
    /// How far the second reading of all articles is; `None` once nothing is left to read.
    SecondReadings(Option<sayso_library::service::SecondReadings>),
    /// Every path has been tried.
    LoadingDone,
    /// The answer to [`Effect::Search`] with the same ticket.
    Found(sayso_library::service::Ticket, Arc<sayso_library::search::Results>),
    /// The answer to [`Effect::NearDuplicates`] for this quote.
    NearDuplicates(QuoteId, Vec<Duplicate>),
    /// The answer to [`Effect::Voices`].
    Voices(Arc<Voices>),
    /// Back from being suspended.
    Resumed,
    /// No key came for a moment; sent while [`Model::awaits_pause`].
    Paused,
    /// [`Effect::Record`] was performed: on the disk, or only in this session for the reason given.
    Recorded(Box<Event>, Option<String>),
    /// What other sessions did, or this user's sessions before this one.
    Told(Vec<Event>),
    /// What other readers of a team did.
    ToldByOthers(Vec<Event>),
    /// What became of [`Effect::Pipe`].
    Piped(Piped),
    /// One line to show in the status: what an effect came to.
    Notice(String),
    /// One line that nobody asked for, such as a worker's fault. It waits until the answer to a key is gone.
    Aside(String),
}

/// All we ask of the world.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// End the program.
    Quit,
    /// Stop like any program at Ctrl-Z; [`Input::Resumed`] follows.
    Suspend,
    /// Paint every cell again.
    Redraw,
    /// Search on a worker; [`Input::Found`] follows with this ticket. A newer ticket replaces a waiting one.
    Search(sayso_library::service::Ticket, Query),
    /// Read these articles; [`Input::Fetched`] follows, without those that cannot be read.
    Fetch(Vec<ArticleId>),
    /// Read this file, as it is shown, a second time; [`Input::Catalogue`] follows. A newer one replaces it.
    ReadAgain(String),
    /// Read all articles a second time while nothing else is to be done, first those that are not read yet.
    ReadAllAgain,
    /// Find where else the words of this quote are printed; [`Input::NearDuplicates`] follows. A newer one replaces a
    /// waiting one.
    NearDuplicates(QuoteId),
    /// Count who is quoted in all articles; [`Input::Voices`] follows.
    Voices(By),
    /// Put text on the user's clipboard, by whatever road there is; a notice tells which.
    Copy(String),
    /// Write a new file with this name and text; a notice tells what became of it.
    Save(String, String),
    /// Keep what was done. [`Input::Recorded`] follows for what the reader is told of; nothing is shown as done
    /// before that.
    Record(Box<EventKind>),
    /// Run a program on some input; [`Input::Piped`] follows.
    Pipe(Pipe),
    /// End the programs that run; asked once more, without mercy. [`Input::Piped`] follows for each.
    StopPipes,
    /// Open a web address (`http`, `https`); over SSH show and copy it instead.
    OpenUrl(String),
}

impl Effect {
    /// Asks for an event to be stored.
    pub fn record(deed: EventKind) -> Self {
        Self::Record(Box::new(deed))
    }
}
