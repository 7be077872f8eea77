//! Indexing in the background: lists what the index has, reads what changed, then follows the folders.

use std::collections::HashSet;
use std::panic::AssertUnwindSafe;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use std::{io, thread};

use super::indexer::{IndexEvent, Indexer};
use super::panic::{WORKER, caught};
use super::search_worker::SearchWorker;
use super::watcher::{self, WatchEvent};
use super::{Events, ServiceEvent};
use crate::index::Look;

/// Interval between reports of progress.
const PROGRESS_INTERVAL: Duration = Duration::from_millis(500);

/// Where the articles of a session are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArticleSource {
    /// Under these paths, with an index of the user's own.
    Paths(Vec<PathBuf>),
    /// Under the paths of the index in this folder, which is somebody else's and is only read.
    Index(PathBuf),
}

/// Starts a thread that indexes everything in `source` and follows it until nobody listens to `events`. `searches` is
/// handed each new state of the index before that is reported, so that what is listed can be opened.
///
/// # Errors
///
/// If the system gives no thread.
pub fn start(source: ArticleSource, cap: u64, events: Events, searches: SearchWorker) -> io::Result<SecondReader> {
    let (told, changes) = channel();
    let second = SecondReader { wanted: Arc::default(), worker: told.clone() };
    let wanted = Arc::clone(&second.wanted);
    let mut worker = IndexWorker { events, searches, reported: Instant::now(), unread: HashSet::new(), wanted };
    let work = move || {
        if let Err(panicked) = caught("reading", AssertUnwindSafe(|| worker.run(source, cap, (told, changes)))) {
            worker.send(ServiceEvent::Notice(panicked.to_string()));
            worker.send(ServiceEvent::UpToDate);
        }
    };
    thread::Builder::new().name(WORKER.to_owned()).spawn(work).map(|_| second)
}

/// Asks for the second reading of files. The index keeps it, and the new state of the index is reported.
#[derive(Clone, Debug)]
pub struct SecondReader {
    wanted: Arc<Mutex<Option<String>>>,
    worker: Sender<WatchEvent>,
}

impl SecondReader {
    /// Asks for the second reading of a file, as it is shown, in the place of the one asked for before.
    pub fn read(&self, file: String) {
        *lock(&self.wanted) = Some(file);
        // Only a session that has ended does not listen.
        let _ = self.worker.send(WatchEvent::Work);
    }
}

fn lock(wanted: &Mutex<Option<String>>) -> MutexGuard<'_, Option<String>> {
    wanted.lock().unwrap_or_else(PoisonError::into_inner)
}

struct IndexWorker {
    events: Events,
    searches: SearchWorker,
    /// When progress was reported last.
    reported: Instant,
    /// Lines of files that cannot be read: each is reported once.
    unread: HashSet<String>,
    /// The file of which a second reading is asked for.
    wanted: Arc<Mutex<Option<String>>>,
}

impl IndexWorker {
    fn run(&mut self, source: ArticleSource, cap: u64, told: (Sender<WatchEvent>, Receiver<WatchEvent>)) {
        let (paths, opened) = match source {
            ArticleSource::Paths(paths) if paths.is_empty() => {
                self.send(ServiceEvent::UpToDate);
                return;
            }
            ArticleSource::Paths(paths) => (paths.clone(), Ok(Indexer::open(paths, cap))),
            ArticleSource::Index(folder) => {
                (vec![folder.clone()], Indexer::shared(&folder, cap).map(|indexer| (indexer, None)))
            }
        };
        match opened {
            Ok((indexer, notice)) => self.follow((indexer, notice), &paths, told),
            Err(error) => {
                self.send(ServiceEvent::Notice(error.to_string()));
                self.send(ServiceEvent::UpToDate);
            }
        }
    }

    /// Reports what the index has, and each change below `paths`.
    fn follow(
        &mut self,
        (mut indexer, notice): (Indexer, Option<String>),
        paths: &[PathBuf],
        told: (Sender<WatchEvent>, Receiver<WatchEvent>),
    ) {
        self.publish(&mut indexer);
        // The list is reported first: to follow many folders takes a while. Changes from here on are reported by the
        // watcher, those before are found by the update.
        let watcher = watcher::FolderWatcher::on(paths, told);
        let mut wait = indexer.update(&Look::All, &mut |indexer, news| self.report(indexer, news));
        if let Some(notice) = notice {
            self.send(ServiceEvent::Notice(notice));
        }
        self.send(ServiceEvent::UpToDate);
        loop {
            indexer.index().damage().notify(watcher.waker());
            self.read_again(&mut indexer);
            let Some(look) = watcher.changed(wait) else { continue };
            wait = indexer.update(&look, &mut |indexer, news| self.report(indexer, news));
            if !self.send(ServiceEvent::UpToDate) {
                return;
            }
        }
    }

    /// Gives the file that is asked for a second reading. Another one that is asked for meanwhile ends that.
    fn read_again(&mut self, indexer: &mut Indexer) {
        while let Some(file) = { lock(&self.wanted).take() } {
            let read = indexer.read_again(&[file], &mut |indexer, news| match news {
                // The list shows how far all articles are, not one.
                IndexEvent::Progress(_) => lock(&self.wanted).is_none(),
                news => self.report(indexer, news),
            });
            if let Err(unavailable) = read {
                self.send(ServiceEvent::Notice(unavailable.to_string()));
            }
        }
    }

    fn send(&self, event: ServiceEvent) -> bool {
        self.events.send(event)
    }

    fn report(&mut self, indexer: &mut Indexer, news: IndexEvent) -> bool {
        match news {
            IndexEvent::Kept => self.publish(indexer),
            IndexEvent::Progress(_) if self.reported.elapsed() < PROGRESS_INTERVAL => true,
            IndexEvent::Progress(reading) => {
                self.reported = Instant::now();
                self.send(ServiceEvent::Progress(reading))
            }
            IndexEvent::ReadError(line) if !self.unread.insert(line.clone()) => true,
            IndexEvent::ReadError(line) => self.send(ServiceEvent::ReadError(line)),
            IndexEvent::Say(line) => self.send(ServiceEvent::Notice(line)),
        }
    }

    fn publish(&self, indexer: &mut Indexer) -> bool {
        match indexer.snapshot() {
            Ok(snapshot) => {
                let catalogue = Arc::clone(&snapshot.catalogue);
                self.searches.open(indexer.index().clone(), snapshot, indexer.cap());
                self.send(ServiceEvent::Catalogue(catalogue))
            }
            Err(error) => self.send(ServiceEvent::Notice(error.to_string())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_are_listed_and_what_cannot_be_read_is_reported() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["a.md", "b.txt"] {
            std::fs::write(folder.path().join(name), format!("Words of {name}.")).expect("an article");
        }
        let (events, reported) = Events::channel();
        let searches = SearchWorker::start(events.clone()).expect("a worker");
        let source = ArticleSource::Paths(vec![folder.path().join("missing.md"), folder.path().to_owned()]);
        start(source, 1 << 20, events, searches).expect("a worker");
        let (mut paths, mut unread) = (Vec::new(), Vec::new());
        loop {
            match reported.recv().expect("a worker") {
                ServiceEvent::Catalogue(catalogue) => {
                    paths = catalogue.listed().map(|(_, entry)| entry.path.to_owned()).collect();
                }
                ServiceEvent::ReadError(line) => unread.push(line),
                ServiceEvent::UpToDate => break,
                _ => {}
            }
        }
        paths.sort();
        assert!(paths[0].ends_with("a.md") && paths[1].ends_with("b.txt"), "{paths:?}");
        assert!(unread.len() == 1 && unread[0].contains("missing.md"), "{unread:?}");
    }

    #[test]
    fn who_reads_the_index_of_another_sees_what_is_built_into_it_and_writes_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let (articles, index) = (folder.path().join("articles"), folder.path().join("index"));
        std::fs::create_dir(&articles).expect("a folder");
        let build = |name: &str| {
            std::fs::write(articles.join(name), format!("Words of {name}.")).expect("an article");
            let (mut indexer, _) = Indexer::build(std::slice::from_ref(&articles), &index, 1 << 20).expect("an index");
            indexer.update(&Look::All, &mut |_, _| true);
            indexer.snapshot().expect("an index");
        };
        build("a.md");
        let (events, reported) = Events::channel();
        let searches = SearchWorker::start(events.clone()).expect("a worker");
        start(ArticleSource::Index(index.clone()), 1 << 20, events, searches).expect("a worker");
        let articles_of = || loop {
            if let ServiceEvent::Catalogue(catalogue) = reported.recv().expect("a worker") {
                return catalogue.articles();
            }
        };
        assert_eq!(articles_of(), 1);
        build("b.md");
        while articles_of() < 2 {}
        let (events, reported) = Events::channel();
        let searches = SearchWorker::start(events.clone()).expect("a worker");
        start(ArticleSource::Index(articles), 1 << 20, events, searches).expect("a worker");
        let told = reported.recv().expect("a worker");
        assert!(matches!(&told, ServiceEvent::Notice(line) if line.contains("there is no index here")), "{told:?}");
    }
}
