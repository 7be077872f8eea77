//! Keeps the index of a library like its files: reads what is new or changed, takes out what is gone.

mod again;

pub use again::SecondReadingJob;
pub(crate) use again::in_order;

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tantivy::TantivyError;

use super::IndexProgress;
use super::panic::Panicked;
use super::parallel;
use super::session::SearchError;
use crate::files::{ReadError, folders};
use crate::index::{
    Access, Changed, Changes, DAMAGED, Fingerprint, Index, Look, Numbers, Prepared, SharedError, Snapshot, Taken,
    WantedReading, Writer,
};

/// Number of articles in the first batch: one of them can be read while the others are indexed.
const AT_FIRST: usize = 8;

/// Later ones come together, so that putting them in order takes this part of the time at most, and not more often
/// than this.
const SHARE: u32 = 8;
const APART: Duration = Duration::from_secs(1);

/// Bytes of files that are read at once: 16 MiB. A larger file is read alone.
pub(super) static AT_ONCE: parallel::Budget = parallel::Budget::new(16 << 20);

/// Maximum number of long files that are shown before they are read.
const MOST_BEGUN: usize = 32;

/// While another program writes the index of a library, one of so few articles is read into memory instead of waiting.
const FEW: usize = 2000;

/// What happens meanwhile.
pub enum IndexEvent {
    /// Another commit can be asked.
    Kept,
    /// This much is done.
    Progress(IndexProgress),
    /// This cannot be read.
    ReadError(String),
    /// There is this to say of the index.
    Say(String),
}

/// How the last look at the files went.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wait {
    /// How many files there are.
    pub files: usize,
    /// Another program is writing the index.
    pub others: bool,
}

/// Who is told; false stops the work.
pub type OnEvent<'a> = &'a mut dyn FnMut(&mut Indexer, IndexEvent) -> bool;

/// The index of a library and the way to its files.
pub struct Indexer {
    paths: Vec<PathBuf>,
    cap: u64,
    index: Index,
    numbers: Numbers,
    /// What was read last.
    last: Option<Arc<Snapshot>>,
    /// Everything was looked at, and is in the index.
    complete: bool,
    /// The index was thrown away, which is still to be told.
    rebuilt: bool,
}

impl Indexer {
    /// Opens the index of `paths` in the user's cache folder, or makes an empty one; with what there is to say of it.
    pub fn open(paths: Vec<PathBuf>, cap: u64) -> (Self, Option<String>) {
        Self::open_in(folders::cache().as_deref(), paths, cap)
    }

    /// Like [`Self::open`], with an index in the folder `cache`; in memory without one.
    pub fn open_in(cache: Option<&Path>, paths: Vec<PathBuf>, cap: u64) -> (Self, Option<String>) {
        let (index, said) = Index::open(&paths, cache);
        (Self::of(index, paths, cap), said)
    }

    /// The index of `paths` in `folder`, which others may read too; with what there is to say of it.
    ///
    /// # Errors
    ///
    /// [`SharedError`] where it cannot be built there.
    pub fn build(paths: &[PathBuf], folder: &Path, cap: u64) -> Result<(Self, Option<String>), SharedError> {
        let (index, paths, said) = Index::build(paths, folder)?;
        Ok((Self::of(index, paths, cap), said))
    }

    /// The index that somebody built in `folder`, which is read and never written.
    ///
    /// # Errors
    ///
    /// [`SharedError`] where there is none that can be read.
    pub fn shared(folder: &Path, cap: u64) -> Result<Self, SharedError> {
        let (index, paths) = Index::shared(folder)?;
        Ok(Self::of(index, paths, cap))
    }

    fn of(index: Index, paths: Vec<PathBuf>, cap: u64) -> Self {
        Self { paths, cap, index, numbers: Numbers::default(), last: None, complete: false, rebuilt: false }
    }

    /// What the index is of.
    pub fn paths(&self) -> &[PathBuf] {
        &self.paths
    }

    /// The index.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// The most bytes an article may have.
    pub fn cap(&self) -> u64 {
        self.cap
    }

    /// Waits until no other program writes the index; `tell` is called where one does.
    pub fn wait(&self, tell: impl FnOnce()) {
        if self.is_taken() {
            tell();
            while self.is_taken() {
                std::thread::sleep(APART);
            }
        }
    }

    /// Returns `true` while another program writes the index.
    pub fn is_taken(&self) -> bool {
        matches!(self.index.writer(), Ok(None))
    }

    /// What is kept now. An index that cannot be read is thrown away, which [`Self::update`] tells before it reads all
    /// articles again; one whose lock is held is made in memory.
    ///
    /// # Errors
    ///
    /// [`SearchError`] where that cannot be read either, and for the index of somebody else.
    pub fn snapshot(&mut self) -> Result<Arc<Snapshot>, SearchError> {
        let read = self.read().or_else(|error| {
            if self.index.access() == Access::ReadOnly {
                return Err(error);
            }
            if matches!(error, TantivyError::LockFailure(..)) {
                self.put(Index::in_memory(&self.paths));
            } else {
                self.rebuild();
            }
            self.read()
        });
        read.map_err(|error| self.unreadable(error))
    }

    fn unreadable(&self, error: TantivyError) -> SearchError {
        let shared = self.index.not_mended(&error);
        shared.map_or(SearchError::UnreadableIndex(error), SearchError::SharedIndex)
    }

    /// Reads what was committed since by whoever keeps the index of another. One that was damaged may have been made
    /// anew meanwhile.
    fn follow(&mut self, tell: OnEvent) -> Wait {
        let before = self.last.clone();
        if self.index.damage().is_found()
            && let Some((index, _)) = self.index.folder().and_then(|folder| Index::shared(folder).ok())
        {
            self.put(index);
        }
        // Until all rows are there, those before are shown: to find them out takes time and memory.
        if before.is_some() && matches!(self.index.has_table(), Ok(false)) {
            return Wait::default();
        }
        match self.read() {
            Err(error) => {
                tell(self, IndexEvent::Say(self.unreadable(error).to_string()));
            }
            Ok(now) if before.is_none_or(|before| !Arc::ptr_eq(&before, &now)) => {
                tell(self, IndexEvent::Kept);
            }
            Ok(_) => {}
        }
        Wait::default()
    }

    /// Reads all that changed since, there where it is to be looked. A damaged index is made anew. Where it cannot be
    /// kept on disk it is made in memory.
    pub fn update(&mut self, look: &Look, tell: OnEvent) -> Wait {
        if self.index.access() == Access::ReadOnly {
            return self.follow(tell);
        }
        let mut result = self.guarded_update(look, tell);
        if self.index.damage().is_found() {
            self.rebuild();
            result = self.guarded_update(&Look::All, tell);
        }
        result.unwrap_or_else(|error| {
            if self.index.folder().is_some() {
                tell(self, IndexEvent::Say(format!("cannot write the index; using memory: {error}")));
                self.put(Index::in_memory(&self.paths));
            }
            self.try_update(look, tell).unwrap_or_else(|error| {
                tell(self, IndexEvent::Say(format!("cannot build the index: {error}")));
                Wait::default()
            })
        })
    }

    fn guarded_update(&mut self, look: &Look, tell: OnEvent) -> tantivy::Result<Wait> {
        if std::mem::take(&mut self.rebuilt) {
            tell(self, IndexEvent::Say(DAMAGED.to_owned()));
        }
        let damage = self.index.damage().clone();
        damage.guard(|| self.try_update(look, tell))
    }

    fn rebuild(&mut self) {
        self.put(self.index.anew(&self.paths));
        self.rebuilt = true;
    }

    fn read(&mut self) -> tantivy::Result<Arc<Snapshot>> {
        if let Some(last) = self.last.take()
            && self.index.is_as_in(&last)?
        {
            return Ok(Arc::clone(self.last.insert(last)));
        }
        let snapshot = Snapshot::read(&self.index, &mut self.numbers)?;
        Ok(Arc::clone(self.last.insert(Arc::new(snapshot))))
    }

    /// Goes on with another index.
    fn put(&mut self, index: Index) {
        (self.index, self.last, self.complete) = (index, None, false);
    }

    fn changes(&mut self, look: &Look) -> tantivy::Result<(Arc<Snapshot>, Changes)> {
        let snapshot = self.read()?;
        let look = if self.complete { look } else { &Look::All };
        let changes = Changes::find(&self.paths, look, &snapshot, &self.numbers);
        // Until what changed is in.
        self.complete = changes.is_empty();
        Ok((snapshot, changes))
    }

    fn try_update(&mut self, look: &Look, tell: OnEvent) -> tantivy::Result<Wait> {
        let (mut snapshot, mut changes) = self.changes(look)?;
        let wait = Wait { files: changes.files, others: false };
        if changes.is_empty() {
            self.say(&changes.unread, tell);
            return Ok(wait);
        }
        let Some(mut writer) = self.index.writer()? else {
            if changes.files <= FEW {
                self.put(Index::in_memory(&self.paths));
                return self.try_update(look, tell);
            }
            tell(self, IndexEvent::Say("another sayso is indexing; showing what it has so far".to_owned()));
            tell(self, IndexEvent::Kept);
            return Ok(Wait { others: true, ..wait });
        };
        if !self.index.is_as_in(&snapshot)? {
            // Another program wrote it in between.
            (snapshot, changes) = self.changes(&Look::All)?;
        }
        self.say(&changes.unread, tell);
        changes.gone.iter().try_for_each(|path| writer.remove(path))?;
        let work = (WantedReading::First, &*parallel::INDEXING);
        if self.take_in(&changes, &snapshot, work, &mut writer, tell)?.is_complete {
            writer.commit()?;
            self.complete = true;
            if tell(self, IndexEvent::Kept) && writer.finish()? {
                tell(self, IndexEvent::Kept);
            }
        }
        Ok(wait)
    }

    fn say(&mut self, unread: &[ReadError], tell: OnEvent) {
        for unread in unread {
            tell(self, IndexEvent::ReadError(unread.to_string()));
        }
    }

    /// Reads the articles on the threads of a pool and puts them in. Those that are there are put in and can be asked for
    /// while others take long.
    fn take_in(
        &mut self,
        changes: &Changes,
        snapshot: &Snapshot,
        (wanted, pool): (WantedReading, &parallel::Pool),
        writer: &mut Writer,
        tell: OnEvent,
    ) -> tantivy::Result<Intake> {
        let (index, cap) = (self.index.clone(), self.cap);
        let begun = self.put_in_beginnings(changes, writer)?;
        let is_first = changes.read.first().is_some_and(|first| begun.contains(&first.place.shown()));
        if is_first {
            writer.commit()?;
            if !tell(self, IndexEvent::Kept) {
                return Ok(Intake { is_complete: false, files: begun.len() });
            }
        }
        let read = |changed: &Changed| {
            let _share = AT_ONCE.take(changed.place.size());
            let entries = changed.known.iter().filter_map(|id| snapshot.catalogue.entry(*id));
            let mut gone: Vec<String> = entries.map(|entry| entry.path.to_owned()).collect();
            gone.extend(begun.get(&changed.place.shown()).cloned());
            if wanted.is_stopped() {
                return Ok(None);
            }
            match index.take_in(&changed.place, snapshot, &changed.known, (wanted, cap)) {
                Ok(taken) if wanted.is_stopped() && !taken.is_read_again() => Ok(None),
                Ok(Taken { stamp, articles, left_out }) => {
                    let articles = articles.iter().map(|article| index.prepared(stamp, article)).collect();
                    Ok(Some(ReadFile { gone, articles, left_out }))
                }
                Err(unread) if changed.known.is_empty() => {
                    Ok(Some(ReadFile { gone, articles: Vec::new(), left_out: vec![unread.to_string()] }))
                }
                Err(unread) => Err(unread),
            }
        };
        let mut pace = Pace::of(changes.read.len());
        let mut result = Ok(true);
        pool.stream(&changes.read, read, |read, slow| {
            let read = read.and_then(|read| read.map(Result::transpose).transpose());
            pace.done += usize::from(read.is_some());
            result = read.map_or(Ok(()), |read| self.put_in(read, writer, tell)).and_then(|()| {
                let slow = slow.map(|changed| changed.place.shown().into());
                self.go_on(&mut pace, slow, writer, tell)
            });
            let goes_on = matches!(result, Ok(true));
            if !goes_on {
                wanted.stop();
            }
            goes_on
        });
        result.map(|is_complete| Intake { is_complete, files: pace.done })
    }

    /// Puts the beginnings of new long files in, so that they can be read while the files are analysed. The paths of
    /// these files.
    fn put_in_beginnings(&self, changes: &Changes, writer: &Writer) -> tantivy::Result<HashSet<String>> {
        let new: Vec<&Changed> = changes.read.iter().filter(|changed| changed.known.is_empty()).collect();
        let (index, cap) = (&self.index, self.cap);
        let articles = new.iter().filter_map(|changed| index.beginning(&changed.place, cap)).take(MOST_BEGUN);
        let mut begun = HashSet::new();
        for article in articles {
            writer.replace(std::iter::empty(), [index.prepared(Fingerprint::OF_BEGINNING, &article)])?;
            begun.insert(article.path);
        }
        Ok(begun)
    }

    /// Puts the articles of a file in, or tells why there are none.
    fn put_in(
        &mut self,
        read: Result<Result<ReadFile, ReadError>, Panicked>,
        writer: &Writer,
        tell: OnEvent,
    ) -> tantivy::Result<()> {
        let unread = match read {
            Ok(Ok(ReadFile { gone, articles, left_out })) => {
                writer.replace(gone.iter().map(String::as_str), articles)?;
                left_out
            }
            Ok(Err(unread)) => vec![unread.to_string()],
            Err(panicked) => vec![panicked.to_string()],
        };
        for line in unread {
            tell(self, IndexEvent::ReadError(line));
        }
        Ok(())
    }

    /// Tells how far it is, and commits what there is from time to time; false when it is to stop.
    fn go_on(
        &mut self,
        pace: &mut Pace,
        slow: Option<Arc<str>>,
        writer: &mut Writer,
        tell: OnEvent,
    ) -> tantivy::Result<bool> {
        if !tell(self, IndexEvent::Progress(pace.progress(slow))) {
            return Ok(false);
        }
        if !pace.is_time() {
            return Ok(true);
        }
        let before = Instant::now();
        writer.commit()?;
        let goes_on = tell(self, IndexEvent::Kept);
        pace.committed(before);
        Ok(goes_on)
    }
}

/// A file that was read, ready to be put into the index.
struct ReadFile {
    /// The paths of the articles that it had.
    gone: Vec<String>,
    articles: Vec<Prepared>,
    /// Lines to show: what of it was not read.
    left_out: Vec<String>,
}

/// What became of files that were to be put in.
struct Intake {
    /// Nobody stopped the work.
    is_complete: bool,
    /// Number of files that were put in, or cannot be read.
    files: usize,
}

/// How fast files are read, and when to commit.
struct Pace {
    done: usize,
    all: usize,
    /// Number of files that the last commit had.
    kept: usize,
    start: Instant,
    last: Instant,
    wait: Duration,
}

impl Pace {
    fn of(all: usize) -> Self {
        let now = Instant::now();
        Self { done: 0, all, kept: 0, start: now, last: now, wait: APART }
    }

    fn progress(&self, slow: Option<Arc<str>>) -> IndexProgress {
        let pace = self.done as f32 / self.start.elapsed().as_secs_f32().max(0.001);
        IndexProgress { done: self.done, all: self.all, pace, slow }
    }

    /// Returns `true` if there is something to commit, the first few files or after a while.
    fn is_time(&self) -> bool {
        let first = self.kept == 0 && self.done >= AT_FIRST;
        self.kept < self.done && self.done < self.all && (first || self.last.elapsed() >= self.wait)
    }

    fn committed(&mut self, before: Instant) {
        self.kept = self.done;
        self.last = Instant::now();
        self.wait = (before.elapsed() * SHARE).max(APART);
    }
}

#[cfg(test)]
mod tests;
