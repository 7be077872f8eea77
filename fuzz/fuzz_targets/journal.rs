//! Any bytes can be read as a journal; the events in them are read again from the lines that are written of them.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sayso_library::state::State;
use sayso_library::test_support::{journal_events, journal_line};

fuzz_target!(|bytes: &[u8]| {
    let events = journal_events(bytes);
    let lines: String = events.iter().map(journal_line).collect();
    assert_eq!(journal_events(lines.as_bytes()), events);
    State::of(events);
});
