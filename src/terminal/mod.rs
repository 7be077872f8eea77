//! The loop, the threads, the terminal and the effects. Does not know what a key means or what is drawn.
//!
//! One channel wakes the loop ([`Wake`]). All that waits in it is taken before one frame is drawn, and a frame
//! in which nothing changed sends nothing: an idle screen costs no byte.

mod browser;
mod clipboard;
mod doctor;
mod encode;
mod event_loop;
mod input;
mod lines;
mod log;
mod panic;
mod pipe;
mod screen;
mod scroll;
mod service_events;
mod signals;

pub use doctor::{Check, Surroundings, doctor};
pub use panic::quiet_workers;
pub use pipe::{NO_PROGRAM, NOT_THERE, tether_with, tethered};

use std::ffi::OsStr;
use std::io::{self, IsTerminal};
use std::sync::mpsc::channel;
use std::time::Duration;

use crate::app::{Input, Model};
use event_loop::{EventLoop, Face, Workers};
use lines::Lines;
use sayso_library::Journal;
#[cfg(feature = "postgres")]
use sayso_library::service::Events;
use sayso_library::service::index_worker;
use sayso_library::service::journal_writer::JournalWriter;
use sayso_library::service::search_worker::SearchWorker;
use screen::Screen;

/// What wakes the loop.
#[derive(Debug)]
enum Wake {
    /// Something for the model.
    Inputs(Vec<Input>),
    /// A line was read; none at the end of the input.
    Line(Option<String>),
    /// Bytes for the terminal that are no frame.
    Write(Vec<u8>),
    /// Stop, as the shell or the user asked.
    Stop,
    /// The shell lets us go on.
    GoOn,
    /// No more keys will come.
    Lost(io::Error),
}

impl Wake {
    /// Returns `true` for what a person does.
    fn is_typed(&self) -> bool {
        let typed = |input: &Input| matches!(input, Input::Key(_) | Input::Paste(_));
        match self {
            Self::Inputs(inputs) => inputs.iter().any(typed),
            Self::Line(line) => line.is_some(),
            _ => false,
        }
    }
}

/// What a session reads.
pub enum SessionSource {
    /// Files and folders of this machine, or an index of them.
    Local(index_worker::ArticleSource),
    /// The library of a team.
    #[cfg(feature = "postgres")]
    Team(Box<sayso_library::postgres::LibraryAddress>),
}

/// What a session is started with.
pub struct Session {
    /// The state, without articles yet.
    pub model: Model,
    /// What to read.
    pub source: SessionSource,
    /// The most bytes one article may have.
    pub cap: u64,
    /// Where what the reader does is kept; `None` where the system names no home.
    pub journal: Option<Journal>,
    /// Time without a key after which the session ends.
    pub idle: Option<Duration>,
    /// Whether it runs in line mode instead of drawing on the screen.
    pub linear: bool,
}

/// Returns `true` if there is a terminal to draw on and to read keys from; otherwise the program prints.
pub fn has_screen() -> bool {
    !is_dumb() && io::stdout().is_terminal() && (io::stdin().is_terminal() || input::terminal_opens())
}

/// Returns `true` if lines are read from a terminal and printed on one.
pub fn has_lines() -> bool {
    io::stdout().is_terminal() && io::stdin().is_terminal()
}

/// Returns `true` if the terminal, as `TERM` says, has no cursor to move.
fn is_dumb() -> bool {
    std::env::var_os("TERM").is_none_or(|term| term.is_empty() || term == OsStr::new("dumb"))
}

/// Returns `true` if standard output is a terminal that understands more than text.
fn takes_sequences() -> bool {
    !is_dumb() && io::stdout().is_terminal()
}

/// Runs the session on the terminal until the user ends it. A terminal that is closed meanwhile is a quiet end.
pub fn run(session: Session) -> io::Result<()> {
    log::start()?;
    panic::guard_terminal();
    let (send, wakes) = channel();
    let events = service_events::to_loop(send.clone());
    let journal = JournalWriter::start(session.journal, session.model.newest_event(), events.clone())?;
    signals::listen(send.clone(), journal.clone())?;
    let face = if session.linear {
        lines::listen(send.clone())?;
        Face::Lines(Lines::new())
    } else {
        let screen = Screen::take()?;
        signals::watch_terminal(journal.clone())?;
        input::listen(send.clone())?;
        Face::Screen(screen)
    };
    let (searches, second) = match session.source {
        SessionSource::Local(source) => {
            let searches = SearchWorker::start(events.clone())?;
            let second = index_worker::start(source, session.cap, events, searches.clone())?;
            (searches, Some(second))
        }
        #[cfg(feature = "postgres")]
        SessionSource::Team(address) => (start_team(*address, events)?, None),
    };
    let workers = Workers { searches, journal: journal.clone(), second };
    let ended = EventLoop::new(session.model, face, workers, send).run(&wakes, session.idle);
    if ended.is_err() && !session.linear {
        signals::end_if_closed(&journal);
    }
    pipe::end_all();
    journal.flush();
    match ended {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        ended => ended,
    }
}

#[cfg(feature = "postgres")]
fn start_team(address: sayso_library::postgres::LibraryAddress, events: Events) -> io::Result<SearchWorker> {
    use sayso_library::postgres::sync;
    use sayso_library::service::team_worker;

    sync::start(address.clone(), sync::journal_path(&address), events.clone())?;
    team_worker::start(address, events)
}
