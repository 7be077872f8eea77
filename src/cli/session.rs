//! The events of earlier sessions, for every command.

use super::exit::warn;
#[cfg(feature = "postgres")]
use sayso_library::postgres::{LibraryAddress, PostgresError, TeamEvents, sync::journal_path};
use sayso_library::state::Event;
#[cfg(feature = "postgres")]
use sayso_library::state::State;
use sayso_library::{Journal, files::shown};

/// All that was done so far. What cannot be read is told and costs nothing else.
pub fn events() -> Vec<Event> {
    events_of(Journal::usual())
}

fn events_of(journal: Option<Journal>) -> Vec<Event> {
    let Some(mut journal) = journal else { return Vec::new() };
    match journal.read() {
        Ok(fresh) => fresh.events,
        Err(error) => {
            warn(&format_args!("{}: {error}; continuing without corrections and marks", shown(journal.path())));
            Vec::new()
        }
    }
}

/// What was done so far over the library of a team, by this reader and by the others. Changes that were not sent yet are
/// sent now.
///
/// # Errors
///
/// Fails if the server does not answer.
#[cfg(feature = "postgres")]
pub fn team_state(address: &LibraryAddress) -> Result<State, PostgresError> {
    let mut team = TeamEvents::open(address)?;
    let theirs = team.read()?;
    let own = events_of(journal_path(address).map(Journal::at));
    // A server that takes no changes now still tells what the others did.
    if let Err(error) = team.send(&own) {
        warn(&format!("{error}; your changes are sent later"));
    }
    Ok(State::of(theirs.into_iter().map(|theirs| theirs.event).chain(own)))
}

/// Opens the usual journal to write to: repairs it, and returns its events and a line about what was repaired.
pub fn open() -> Earlier {
    open_of(Journal::usual())
}

/// The journal, its events, and a line where something was amiss.
pub type Earlier = (Option<Journal>, Vec<Event>, Option<String>);

/// Like [`open`], with the given journal.
pub fn open_of(journal: Option<Journal>) -> Earlier {
    let Some(mut journal) = journal else { return (None, Vec::new(), None) };
    let place = shown(journal.path());
    let (events, amiss) = match journal.open() {
        Ok(fresh) if fresh.damaged > 0 => {
            let lines = if fresh.damaged == 1 { "a line" } else { "lines" };
            (
                fresh.events,
                Some(format!("{place}: {lines} cut off by a crash moved to journal.damaged; the rest is in use")),
            )
        }
        Ok(fresh) => (fresh.events, None),
        Err(error) => (Vec::new(), Some(format!("{place}: {error}; earlier sessions are not available"))),
    };
    (Some(journal), events, amiss)
}
