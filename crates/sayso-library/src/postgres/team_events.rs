//! What the readers of a team did that concerns the others: corrections, clippings and their undoing, as the events of
//! the journal in a table that only grows.

use std::collections::HashSet;
use std::time::Duration;

use postgres::Client;
use postgres::fallible_iterator::FallibleIterator;

use super::address::LibraryAddress;
use super::error::PostgresError;
use crate::state::{Event, EventKind, Id};

/// An event and who made it.
#[derive(Clone, Debug, PartialEq)]
pub struct TeamEvent {
    /// The event.
    pub event: Event,
    /// The role of the reader on the server.
    pub reader: String,
}

/// A connection to the events of a team.
pub struct TeamEvents {
    client: Client,
    team: i32,
    reader: String,
    /// Transactions before this one are known to be over, and their events were read.
    horizon: String,
    /// Events that are known to be on the server.
    known: HashSet<Id>,
}

/// Returns `true` for what concerns the team. Places, read marks and typed lines stay the reader's own.
pub fn is_shared(deed: &EventKind) -> bool {
    match deed {
        EventKind::Correct { .. }
        | EventKind::Clip { .. }
        | EventKind::ClipNote { .. }
        | EventKind::ClipMove { .. }
        | EventKind::ClipRemove { .. }
        | EventKind::Undo { .. } => true,
        EventKind::Place { .. }
        | EventKind::Jump { .. }
        | EventKind::Mark { .. }
        | EventKind::Read { .. }
        | EventKind::Type { .. } => false,
    }
}

/// An event as the team gets it: an article of the library has no place on this machine.
fn shared(event: &Event) -> Event {
    let mut event = event.clone();
    match &mut event.deed {
        EventKind::Correct { correction } => correction.article.path.clear(),
        EventKind::Clip { clip, .. } => clip.article.path.clear(),
        _ => {}
    }
    event
}

impl TeamEvents {
    /// Opens the events of the team of an address, and listens for new ones.
    ///
    /// # Errors
    ///
    /// As those of opening a library.
    pub fn open(address: &LibraryAddress) -> Result<Self, PostgresError> {
        let (mut client, team) = address.open_to_write()?;
        // A standby cannot listen; what is new is read from time to time there.
        let row = client.query_one("SELECT pg_is_in_recovery(), session_user::text", &[])?;
        let (is_standby, reader): (bool, String) = (row.get(0), row.get(1));
        if !is_standby {
            client.batch_execute("LISTEN sayso")?;
        }
        Ok(Self { client, team, reader, horizon: "0".to_owned(), known: HashSet::new() })
    }

    /// The role of this reader on the server.
    pub fn reader(&self) -> &str {
        &self.reader
    }

    /// Reads what was not read before.
    ///
    /// Events are in the order of their transactions' starts, not of their ends: one that began earlier may become
    /// visible later. So all events are read again whose transactions were not over at the last look.
    ///
    /// # Errors
    ///
    /// [`PostgresError::Server`].
    pub fn read(&mut self) -> Result<Vec<TeamEvent>, PostgresError> {
        let rows = self.client.query(
            "WITH look AS (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS xmin)
             SELECT look.xmin::text, e.body::text, e.reader::text FROM look
             LEFT JOIN sayso.event e ON e.team = $1 AND e.xid >= $2::text::xid8",
            &[&self.team, &self.horizon],
        )?;
        let mut fresh = Vec::new();
        for row in &rows {
            self.horizon = row.get(0);
            let (body, reader): (Option<&str>, Option<String>) = (row.get(1), row.get(2));
            // What a newer version wrote is not for this one.
            let event = body.and_then(|body| serde_json::from_str::<Event>(body).ok());
            if let (Some(event), Some(reader)) = (event, reader)
                && self.known.insert(event.stamp.id)
            {
                fresh.push(TeamEvent { event, reader });
            }
        }
        Ok(fresh)
    }

    /// Sends those of these events that concern the team and are not there yet; tells how many. Sending an event again
    /// changes nothing.
    ///
    /// # Errors
    ///
    /// [`PostgresError::Server`]; then all may be sent again.
    pub fn send<'e>(&mut self, events: impl IntoIterator<Item = &'e Event>) -> Result<usize, PostgresError> {
        let new = events.into_iter().filter(|event| is_shared(&event.deed) && !self.known.contains(&event.stamp.id));
        let new: Vec<Event> = new.map(shared).collect();
        if new.is_empty() {
            return Ok(0);
        }
        let sessions: Vec<String> = new.iter().map(|event| format!("{:012x}", event.stamp.id.session)).collect();
        let numbers: Vec<i64> = new.iter().map(|event| event.stamp.id.number.into()).collect();
        let bodies: Vec<serde_json::Value> = new.iter().filter_map(|event| serde_json::to_value(event).ok()).collect();
        self.client.execute(
            "INSERT INTO sayso.event (team, session, number, body)
             SELECT $1, * FROM unnest($2::text[], $3::bigint[], $4::jsonb[]) ON CONFLICT DO NOTHING",
            &[&self.team, &sessions, &numbers, &bodies],
        )?;
        self.known.extend(new.iter().map(|event| event.stamp.id));
        Ok(new.len())
    }

    /// Waits up to `longest` for a notification; returns `true` if one came.
    ///
    /// # Errors
    ///
    /// [`PostgresError::Server`] if the server went away.
    pub fn wait(&mut self, longest: Duration) -> Result<bool, PostgresError> {
        let wrote = {
            let mut notifications = self.client.notifications();
            let first = notifications.timeout_iter(longest).next()?.is_some();
            // The others are read together with the first.
            while first && notifications.iter().next()?.is_some() {}
            first
        };
        if self.client.is_closed() {
            return Err(PostgresError::Server("the connection was closed".to_owned()));
        }
        Ok(wrote)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::{ArticleKey, Stamp};

    #[test]
    fn what_is_shared_has_no_place_on_this_machine() {
        let article = ArticleKey { path: "/home/ann/a.md".to_owned(), ..ArticleKey::default() };
        let clip = crate::state::Clip { article: article.clone(), ..Default::default() };
        let stamp = Stamp { at: 1, id: Id { session: 2, number: 3 } };
        let event = Event { stamp, deed: EventKind::Clip { clip, after: None } };
        assert!(is_shared(&event.deed));
        assert_eq!(shared(&event).deed.article().map(|article| article.path.as_str()), Some(""));
        assert!(!is_shared(&EventKind::Read { article, read: true, by_hand: true, more: Vec::new() }));
    }
}
