//! What the reader did in earlier sessions, as every command finds it.

use super::exit::warn;
use sayso_library::state::Event;
use sayso_library::{Journal, files::shown};

/// All that was done so far. What cannot be read is told and costs nothing else.
pub fn events() -> Vec<Event> {
    let Some(mut journal) = Journal::usual() else { return Vec::new() };
    match journal.read() {
        Ok(fresh) => fresh.events,
        Err(error) => {
            warn(&format_args!("{}: {error}; corrections and marks are left out", shown(journal.path())));
            Vec::new()
        }
    }
}

/// The journal of a session that goes on writing, put in order, with its events, and a line if something was wrong.
pub fn open() -> (Option<Journal>, Vec<Event>, Option<String>) {
    let Some(mut journal) = Journal::usual() else { return (None, Vec::new(), None) };
    let place = shown(journal.path());
    let (events, amiss) = match journal.open() {
        Ok(fresh) if fresh.damaged > 0 => {
            let lines = if fresh.damaged == 1 { "a line" } else { "lines" };
            (fresh.events, Some(format!("{place}: {lines} cut short by a crash set aside; the rest is here")))
        }
        Ok(fresh) => (fresh.events, None),
        Err(error) => (Vec::new(), Some(format!("{place}: {error}; nothing of earlier sessions is here"))),
    };
    (Some(journal), events, amiss)
}
