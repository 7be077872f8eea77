//! What parts one event from every other, and puts all in one order.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// One event of all: the session that made it, and its number in that session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id {
    /// A number no other session has.
    pub session: u64,
    /// Counts from 1.
    pub number: u32,
}

/// When an event was made, and which it is. Orders events: by time, then by session and number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Stamp {
    /// Milliseconds since 1970, never before that of an event its session knew of.
    #[serde(with = "time")]
    pub at: i64,
    /// Id of the event.
    pub id: Id,
}

impl Stamp {
    /// When it was, in the time of the place: `29 Nov 12:04`; empty for a time that no calendar has.
    pub fn told(self) -> String {
        let at = Timestamp::from_millisecond(self.at).ok();
        at.map_or_else(String::new, |at| at.to_zoned(TimeZone::system()).strftime("%-d %b %H:%M").to_string())
    }
}

/// Gives one session's events their stamps.
#[derive(Clone, Debug)]
pub struct Stamper {
    session: u64,
    number: u32,
    last: i64,
}

impl Stamper {
    /// For the session with this number. Of it 48 bits count: a person reads them.
    pub fn new(session: u64) -> Self {
        Self { session: session & 0xffff_ffff_ffff, number: 0, last: i64::MIN }
    }

    /// The number of the session.
    pub fn session(&self) -> u64 {
        self.session
    }

    /// Has seen an event: later ones come after it, even where a clock runs behind.
    pub fn see(&mut self, stamp: Stamp) {
        self.last = self.last.max(stamp.at);
        if stamp.id.session == self.session {
            self.number = self.number.max(stamp.id.number);
        }
    }

    /// The stamp of an event made at `now`, in milliseconds since 1970.
    pub fn stamp(&mut self, now: i64) -> Stamp {
        self.last = now.max(self.last.saturating_add(1));
        self.number += 1;
        Stamp { at: self.last, id: Id { session: self.session, number: self.number } }
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:012x}-{}", self.session, self.number)
    }
}

/// A text that is not an [`Id`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// It is not a session in hexadecimal digits, `-` and a number.
    #[error("`{0}` is not an event id")]
    Form(String),
}

impl FromStr for Id {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let parts = text.split_once('-').and_then(|(session, number)| {
            Some(Self { session: u64::from_str_radix(session, 16).ok()?, number: number.parse().ok()? })
        });
        parts.ok_or_else(|| IdError::Form(text.to_owned()))
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

/// A time as people write it: `2026-11-21T21:45:38.123Z`.
mod time {
    use super::{Deserialize, Deserializer, Error, Serializer, Timestamp};

    // serde hands over a reference, whatever the size.
    #[allow(clippy::trivially_copy_pass_by_ref)]
    pub fn serialize<S: Serializer>(at: &i64, serializer: S) -> Result<S::Ok, S::Error> {
        let time = Timestamp::from_millisecond(*at).unwrap_or(Timestamp::UNIX_EPOCH);
        serializer.serialize_str(&format!("{time:.3}"))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
        let time: Timestamp = String::deserialize(deserializer)?.parse().map_err(D::Error::custom)?;
        Ok(time.as_millisecond())
    }
}
