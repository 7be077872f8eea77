//! What the program is and how it changes: [`Model::update`] takes an [`Input`] and answers with [`Effect`]s.
//!
//! Knows no disk, no thread, no screen and no clock: whatever it needs of those arrives as an input and
//! leaves as an effect.

mod action;
pub mod card;
mod clippings;
pub mod command;
pub mod correct;
mod dispatch;
mod echoes;
mod errand;
pub mod find;
pub mod flow;
mod help;
mod history;
pub mod info;
mod keep;
mod key;
pub mod keymap;
pub mod layers;
pub mod layout;
pub mod list;
mod model;
mod motion;
mod narrow;
pub mod panel;
pub mod picker;
mod pipe;
pub mod prompt;
pub mod quotes;
pub mod reader;
mod search;
mod seek;
pub mod select;
mod take;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod travel;
pub mod twins;
mod walk;
mod wanted;

pub use action::Action;
pub use key::{Key, KeyCode};
pub use keymap::{Keymap, Mode, Outcome, Pending};
pub use model::{Model, Settings, entry_rows};
pub use pipe::{Pipe, Piped};

use std::sync::Arc;

use sayso_library::echo::Echo;
use sayso_library::search::Query;
use sayso_library::state::{Deed, Event};
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
    /// Text was pasted (bracketed paste); never runs as keys.
    Paste(String),
    /// The terminal has this many columns and rows now.
    Resize(u16, u16),
    /// Articles were read and analysed.
    Loaded(Vec<Article>),
    /// A path could not be read: the line to show.
    Unread(String),
    /// Which articles there are now; those that are opened are asked for.
    Catalogue(Arc<Catalogue>),
    /// The answer to [`Effect::Fetch`], or articles that rows of a search stand in.
    Fetched(Vec<(ArticleId, Article)>),
    /// Articles asked for with [`Effect::Fetch`] that cannot be read.
    Unfetched(Vec<ArticleId>),
    /// How far the articles are read.
    Reading(sayso_library::service::Reading),
    /// Every path has been tried.
    LoadingDone,
    /// The answer to [`Effect::Search`] with the same ticket.
    Found(sayso_library::service::Ticket, Arc<sayso_library::search::Results>),
    /// The answer to [`Effect::Echoes`] for this quote.
    Echoes(QuoteId, Vec<Echo>),
    /// Back from being suspended.
    Resumed,
    /// [`Effect::Record`] was performed: on the disk, or only in this session for the reason given.
    Recorded(Box<Event>, Option<String>),
    /// What other sessions did, or this user's sessions before this one.
    Told(Vec<Event>),
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
    /// Find where else the words of this quote are printed; [`Input::Echoes`] follows. A newer one replaces a waiting
    /// one.
    Echoes(QuoteId),
    /// Put text on the user's clipboard, by whatever road there is; a notice tells which.
    Copy(String),
    /// Write a new file with this name and text; a notice tells what became of it.
    Save(String, String),
    /// Keep what was done. [`Input::Recorded`] follows for what the reader is told of; nothing is shown as done
    /// before that.
    Record(Box<Deed>),
    /// Run a program on some input; [`Input::Piped`] follows.
    Pipe(Pipe),
    /// End the programs that run; asked once more, without mercy. [`Input::Piped`] follows for each.
    StopPipes,
    /// Open a web address (`http`, `https`); over SSH show and copy it instead.
    OpenUrl(String),
}

impl Effect {
    /// Asks for a deed to be kept.
    pub fn record(deed: Deed) -> Self {
        Self::Record(Box::new(deed))
    }
}
