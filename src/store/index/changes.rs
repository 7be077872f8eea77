//! What changed in a library since it was indexed.

use std::collections::HashSet;
use std::fs;
use std::path::PathBuf;

use super::snapshot::{Numbers, Snapshot};
use crate::store::{Place, Unread, list};

/// Files to read, files that are gone, and what cannot be read.
#[derive(Debug, Default)]
pub struct Changes {
    /// New ones and those that look other than they did.
    pub read: Vec<Place>,
    /// The paths of those that are no longer there.
    pub gone: Vec<String>,
    /// What gives no article.
    pub unread: Vec<Unread>,
    /// How many files there are in all.
    pub files: usize,
}

impl Changes {
    /// Compares the files under `paths` with what the index knows of them.
    pub fn find(paths: &[PathBuf], snapshot: &Snapshot, numbers: &Numbers) -> Self {
        let mut changes = Self::default();
        let mut there = HashSet::new();
        for place in list(paths) {
            let place = match place {
                Ok(place) => place,
                Err(unread) => {
                    changes.unread.push(unread);
                    continue;
                }
            };
            changes.files += 1;
            let id = numbers.get(&place.shown());
            there.extend(id);
            let known = id.and_then(|id| snapshot.stamp(id)).is_some_and(|stamp| match &place {
                Place::Stdin => true,
                Place::File(path) => fs::metadata(path).is_ok_and(|meta| stamp.fits(&meta)),
            });
            if !known {
                changes.read.push(place);
            }
        }
        let gone = snapshot.catalogue.listed().filter(|(id, _)| !there.contains(id));
        changes.gone = gone.map(|(_, entry)| entry.path.to_owned()).collect();
        changes
    }

    /// Nothing to do?
    pub fn is_empty(&self) -> bool {
        self.read.is_empty() && self.gone.is_empty()
    }
}
