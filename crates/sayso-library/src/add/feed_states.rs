//! What is known of feeds between two fetches, in a file of the state folder.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::files::{self, Reason, folders};

/// Largest file that is read: 64 MiB, which is some 10,000 feeds.
const MOST: u64 = 64 << 20;

/// Ids of entries that are kept for one feed; a feed shows a few hundred at most.
const SEEN: usize = 2000;

/// What is known of one feed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FeedState {
    /// Header `ETag` of its last answer.
    pub etag: Option<String>,
    /// Header `Last-Modified` of its last answer.
    pub last_modified: Option<String>,
    /// Ids of the entries that were added, the oldest first: what the user deleted does not come back.
    pub seen: Vec<String>,
}

impl FeedState {
    /// Notes that an entry was added.
    pub fn see(&mut self, id: &str) {
        if self.seen.iter().all(|seen| seen != id) {
            self.seen.push(id.to_owned());
        }
        let over = self.seen.len().saturating_sub(SEEN);
        self.seen.drain(..over);
    }
}

/// What is known of all feeds, by their addresses.
#[derive(Debug, Default)]
pub struct FeedStates {
    /// `None` where the system names no home.
    path: Option<PathBuf>,
    feeds: BTreeMap<String, FeedState>,
}

/// A file that cannot be read or written.
#[derive(Debug, thiserror::Error)]
#[error("{place}: {reason}")]
pub struct FeedStatesError {
    place: String,
    reason: String,
}

impl FeedStates {
    /// What the file in the user's state folder says. If it cannot be read, nothing is known, and why is told; entries are
    /// still told apart by their words.
    pub fn load() -> (Self, Option<FeedStatesError>) {
        Self::load_from(folders::state().map(|folder| folder.join("feeds.json")))
    }

    fn load_from(path: Option<PathBuf>) -> (Self, Option<FeedStatesError>) {
        let bytes = path.as_ref().map(|path| files::read_bytes(path, MOST));
        let feeds = match bytes {
            None | Some(Err(Reason::Missing)) => Ok(BTreeMap::new()),
            Some(Err(reason)) => Err(reason.to_string()),
            Some(Ok(bytes)) => serde_json::from_slice(&bytes).map_err(|error| format!("damaged ({error})")),
        };
        let place = path.as_ref().map(|path| files::shown(path)).unwrap_or_default();
        let (feeds, fault) = match feeds {
            Ok(feeds) => (feeds, None),
            Err(reason) => (BTreeMap::new(), Some(format!("{reason}; all feeds will be fetched again"))),
        };
        (Self { path, feeds }, fault.map(|reason| FeedStatesError { place, reason }))
    }

    /// What is known of a feed.
    pub fn of(&mut self, address: &str) -> &mut FeedState {
        self.feeds.entry(address.to_owned()).or_default()
    }

    /// Writes the file.
    ///
    /// # Errors
    ///
    /// If the state folder cannot be written to.
    pub fn save(&self) -> Result<(), FeedStatesError> {
        let Some(path) = &self.path else { return Ok(()) };
        let told = |reason: String| FeedStatesError { place: files::shown(path), reason };
        let text = serde_json::to_string_pretty(&self.feeds).map_err(|error| told(error.to_string()))?;
        files::replace(path, text.as_bytes()).map_err(|error| told(format!("cannot be written: {error}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_outlasts_the_program_and_damage_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = Some(folder.path().join("state/feeds.json"));
        let (mut states, fault) = FeedStates::load_from(path.clone());
        assert!(fault.is_none());
        let state = states.of("https://quay.example/feed");
        state.etag = Some("\"1\"".to_owned());
        (0..SEEN + 2).for_each(|n| state.see(&n.to_string()));
        state.see("5");
        states.save().unwrap();
        let (mut again, fault) = FeedStates::load_from(path.clone());
        let state = again.of("https://quay.example/feed").clone();
        assert_eq!((fault.is_none(), state.etag.as_deref()), (true, Some("\"1\"")));
        assert_eq!((state.seen.len(), state.seen[0].as_str()), (SEEN, "2"));
        std::fs::write(path.as_ref().unwrap(), "{\"a\": 1").unwrap();
        let (mut none, fault) = FeedStates::load_from(path);
        assert!(fault.unwrap().to_string().contains("feeds.json: damaged"));
        assert_eq!(none.of("https://quay.example/feed"), &FeedState::default());
    }
}
