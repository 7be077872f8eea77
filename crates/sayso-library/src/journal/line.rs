//! One event as one line: JSON with a version in front and a checksum behind, over all that stands before it.

use memchr::memmem;
use serde::{Deserialize, Serialize};

use crate::state::Event;

/// The newest version of the lines that is understood.
const VERSION: u32 = 1;

/// How a line begins. In no string can it stand: the quotation marks would be escaped.
const HEAD: &[u8] = b"{\"v\":";

/// Between what is checked and the checksum.
const CRC: &str = ",\"crc\":\"";

/// `,"crc":"89abcdef"}`
const TAIL: usize = CRC.len() + 8 + 2;

#[derive(Serialize, Deserialize)]
struct Wire<E> {
    v: u32,
    #[serde(flatten)]
    event: E,
}

#[derive(Deserialize)]
struct Any {}

/// What a line holds.
#[derive(Debug, PartialEq)]
pub enum Line {
    /// An event.
    Event(Box<Event>),
    /// Whole, but of a newer version: kept as it is, not understood.
    Foreign,
    /// Cut short or changed.
    Damaged,
}

/// The line of an event, with its line end.
pub fn write(event: &Event) -> String {
    // Plain records of strings and numbers: nothing in them can fail to be written.
    let mut line = serde_json::to_string(&Wire { v: VERSION, event }).unwrap_or_default();
    line.pop();
    let crc = crc32fast::hash(line.as_bytes());
    line + &format!("{CRC}{crc:08x}\"}}\n")
}

/// What stands in a line, given without its line end.
pub fn parse(line: &[u8]) -> Line {
    let Some(text) = checked(line) else { return Line::Damaged };
    match serde_json::from_str::<Wire<Event>>(text) {
        Ok(Wire { v: VERSION, event }) => Line::Event(Box::new(event)),
        _ => serde_json::from_str::<Wire<Any>>(text).map_or(Line::Damaged, |_| Line::Foreign),
    }
}

/// The whole line that stands behind one cut short, where two journals were put one behind the other.
pub fn rescue(line: &[u8]) -> Option<&[u8]> {
    memmem::rfind(line, HEAD).filter(|&at| at > 0).map(|at| &line[at..])
}

fn checked(line: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(line).ok()?;
    let (body, tail) = text.split_at_checked(text.len().checked_sub(TAIL)?)?;
    let crc = tail.strip_prefix(CRC)?.strip_suffix("\"}")?;
    (u32::from_str_radix(crc, 16).ok()? == crc32fast::hash(body.as_bytes())).then_some(text)
}
