//! The events of earlier sessions, for every command.

use std::path::PathBuf;

use super::exit::warn;
#[cfg(feature = "postgres")]
use super::{opened, settings::Chosen};
#[cfg(feature = "postgres")]
use sayso_library::postgres::{LibraryAddress, PostgresError, TeamEvents, sync::journal_path};
use sayso_library::state::{Event, State};
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

/// What all that was done so far comes to, over the library that a command reads where it names these paths.
///
/// # Errors
///
/// Fails if that is the library of a team and its server does not answer.
pub fn state(paths: &[PathBuf]) -> anyhow::Result<State> {
    #[cfg(feature = "postgres")]
    if let Some(address) = opened::address(paths, Chosen::load(None).settings.library.as_deref()) {
        return Ok(team_state(&address.parse()?)?);
    }
    #[cfg(not(feature = "postgres"))]
    let _ = paths;
    Ok(State::of(events()))
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
    team.send(&own)?;
    Ok(State::of(theirs.into_iter().map(|theirs| theirs.event).chain(own)))
}

/// The same for a session that goes on writing, with the journal put in order, and a line where something was amiss.
pub fn open() -> Earlier {
    open_of(Journal::usual())
}

/// The journal, its events, and a line where something was amiss.
pub type Earlier = (Option<Journal>, Vec<Event>, Option<String>);

/// The same of another journal than the usual one.
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
