//! Reads articles of the index a second time.

use std::collections::{HashSet, VecDeque};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::{IndexEvent, Indexer, OnEvent};
use crate::index::{Access, Changed, Changes, Snapshot, WantedReading};
use crate::second_reading::{self, Unavailable};
use crate::service::parallel::Pool;
use crate::service::session::Articles;
use crate::state::State;
use sayso_attribution::Reading;

/// Which articles are read a second time, and how.
pub struct SecondReadingJob<'a> {
    /// Their files as they are shown, in this order; all files if there are none.
    pub files: &'a [String],
    /// Ends the work between two windows of an article, once it is set.
    pub stop: &'a AtomicBool,
    /// The threads to work on.
    pub pool: &'a Pool,
}

impl Indexer {
    /// Reads articles a second time of which the index has the first reading only. What is done is kept, also when
    /// `tell` or the flag stops the work.
    ///
    /// # Errors
    ///
    /// If this program has no second reading, or the index cannot be written because it is somebody else's or another
    /// process writes it.
    pub fn read_again(&mut self, again: &SecondReadingJob, tell: OnEvent) -> Result<(), Unavailable> {
        if self.index.access() == Access::ReadOnly {
            return Err(Unavailable::Shared);
        }
        second_reading::analyzer()?;
        let damage = self.index.damage().clone();
        match damage.guard(|| self.try_read_again(again, tell)) {
            Ok(true) => Ok(()),
            Ok(false) => Err(Unavailable::Taken),
            Err(error) => {
                tell(self, IndexEvent::Say(format!("the second reading cannot be kept: {error}")));
                Ok(())
            }
        }
    }

    /// Returns `false` if another process writes the index.
    fn try_read_again(&mut self, again: &SecondReadingJob, tell: OnEvent) -> tantivy::Result<bool> {
        let Some(mut writer) = self.index.writer()? else { return Ok(false) };
        let snapshot = self.read()?;
        let changes = Changes::unread(&snapshot, again.files);
        if changes.is_empty() {
            return Ok(true);
        }
        let work = (WantedReading::Second(again.stop), again.pool);
        if self.take_in(&changes, &snapshot, work, &mut writer, tell)?.files == 0 {
            return Ok(true);
        }
        writer.commit()?;
        if tell(self, IndexEvent::Kept) && writer.finish_if_many()? {
            tell(self, IndexEvent::Kept);
        }
        Ok(true)
    }

    /// Reads the articles of files a second time and leaves the index as it is, whose state comes with them. Files that
    /// cannot be read are left out.
    ///
    /// # Errors
    ///
    /// If this program has no second reading, or the index cannot be read.
    pub fn read_in_memory(&mut self, again: &SecondReadingJob) -> Result<(Articles, Arc<Snapshot>), Unavailable> {
        second_reading::analyzer()?;
        let snapshot = self.snapshot().map_err(|error| Unavailable::Unreadable(error.to_string()))?;
        let (index, cap) = (&self.index, self.cap);
        let read = |Changed { place, known }: &Changed| {
            let taken = index.take_in(place, &snapshot, known, (WantedReading::Second(again.stop), cap));
            let id =
                |path: &str| known.iter().find(|id| snapshot.catalogue.entry(**id).is_some_and(|e| e.path == path));
            let articles = taken.map(|taken| taken.articles).unwrap_or_default().into_iter();
            let articles = articles.filter(|article| article.analysis.reading == Reading::Second);
            articles.filter_map(|article| Some((*id(&article.path)?, article))).collect::<Articles>()
        };
        let changes = Changes::unread(&snapshot, again.files);
        let articles = again.pool.map(&changes.read, read).into_iter().flatten().flatten().collect();
        Ok((articles, snapshot))
    }
}

/// The files, as they are shown, whose articles have only the first reading: those with an article that the user has
/// not read, then the others, each in the order of their paths; without those of `tried`.
pub(crate) fn in_order(snapshot: &Snapshot, state: &State, tried: &HashSet<String>) -> VecDeque<String> {
    let is_read = |changed: &Changed| {
        let entries = changed.known.iter().filter_map(|id| snapshot.catalogue.entry(*id));
        entries.into_iter().all(|entry| state.is_read(entry.path, entry.title))
    };
    let changes = Changes::unread(snapshot, &[]);
    let (read, unread): (Vec<&Changed>, Vec<&Changed>) = changes.read.iter().partition(|changed| is_read(changed));
    let files = unread.into_iter().chain(read).map(|changed| changed.place.shown());
    files.filter(|file| !tried.contains(file)).collect()
}
