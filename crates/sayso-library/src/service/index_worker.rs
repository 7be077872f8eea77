//! Indexing in the background: lists what the index has, reads what changed, then follows the folders.

use std::collections::{HashSet, VecDeque};
use std::panic::AssertUnwindSafe;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};
use std::{io, thread};

use super::indexer::{IndexEvent, Indexer, SecondReadingJob, in_order};
use super::panic::{WORKER, caught};
use super::parallel;
use super::search_worker::SearchWorker;
use super::second_reader::{SecondReader, SecondReadingRequests};
use super::session::Articles;
use super::watcher::{self, WatchEvent};
use super::{Events, SecondReadings, ServiceEvent};
use crate::files::{POWER_SUPPLIES, is_on_battery};
use crate::index::{Access, Fingerprint, Look, Snapshot};
use crate::second_reading::Unavailable;
use crate::state::State;
use crate::{Article, ArticleId};
use sayso_attribution::Reading;

/// Interval between reports of progress.
const PROGRESS_INTERVAL: Duration = Duration::from_millis(500);

/// Number of files that are read a second time before files that changed are looked at: some seconds.
const AT_ONCE: usize = 32;

/// Time after which it is tried again to read articles a second time: on battery, or while another process writes the
/// index.
const LATER: Duration = Duration::from_secs(30);

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
    start_with(source, cap, (events, searches), POWER_SUPPLIES.into())
}

fn start_with(
    source: ArticleSource,
    cap: u64,
    (events, searches): (Events, SearchWorker),
    supplies: PathBuf,
) -> io::Result<SecondReader> {
    let (told, changes) = channel();
    let second = SecondReader::new(told.clone());
    let (wanted, reported) = (second.wanted(), Instant::now());
    let (unread, left, tried, opened) = Default::default();
    let mut worker = IndexWorker { events, searches, reported, unread, wanted, left, tried, opened, supplies };
    let work = move || {
        if let Err(panicked) = caught("reading", AssertUnwindSafe(|| worker.run(source, cap, (told, changes)))) {
            worker.send(ServiceEvent::Notice(panicked.to_string()));
            worker.send(ServiceEvent::UpToDate);
        }
    };
    thread::Builder::new().name(WORKER.to_owned()).spawn(work).map(|_| second)
}

struct IndexWorker {
    events: Events,
    searches: SearchWorker,
    /// When progress was reported last.
    reported: Instant,
    /// Lines of files that cannot be read: each is reported once.
    unread: HashSet<String>,
    /// What is asked to be read a second time.
    wanted: Arc<SecondReadingRequests>,
    /// Files that nobody has opened, in the order in which they are to be read a second time by a user of this state;
    /// none after any file changed.
    left: Option<(Arc<State>, VecDeque<String>)>,
    /// Files of which the second reading was tried since any file changed.
    tried: HashSet<String>,
    /// The article opened last, as it was read a second time, if the index does not keep that; with the file as it was.
    opened: Vec<(Fingerprint, ArticleId, Article)>,
    /// Folder that describes batteries.
    supplies: PathBuf,
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
        let mut watcher = watcher::FolderWatcher::on(paths, told);
        let mut wait = indexer.update(&Look::All, &mut |indexer, news| self.report(indexer, news));
        if let Some(notice) = notice {
            self.send(ServiceEvent::Notice(notice));
        }
        self.send(ServiceEvent::UpToDate);
        loop {
            indexer.index().damage().notify(watcher.waker());
            self.read_opened(&mut indexer);
            let due = self.read_others(&mut indexer);
            let Some(look) = watcher.changed(wait, due) else { continue };
            let mut has_changed = false;
            wait = indexer.update(&look, &mut |indexer, news| {
                has_changed |= matches!(news, IndexEvent::Kept);
                self.report(indexer, news)
            });
            if has_changed {
                self.left = None;
                self.tried.clear();
            }
            if !self.send(ServiceEvent::UpToDate) {
                return;
            }
        }
    }

    /// Reads the article that was opened a second time. Another one that is opened meanwhile ends that.
    fn read_opened(&mut self, indexer: &mut Indexer) {
        let wanted = Arc::clone(&self.wanted);
        while let Some(file) = wanted.take_open() {
            let again = SecondReadingJob { files: &[file], stop: &wanted.replaced, pool: &parallel::AGAIN };
            let read = indexer.read_again(&again, &mut |indexer, news| match news {
                // The list shows how far all articles are, not one.
                IndexEvent::Progress(_) => true,
                news => self.report(indexer, news),
            });
            let read = match read {
                Err(Unavailable::Shared | Unavailable::Taken) => {
                    indexer.read_in_memory(&again).map(|(articles, snapshot)| self.keep_opened(articles, &snapshot))
                }
                read => read,
            };
            if let Err(unavailable) = read {
                self.send(ServiceEvent::Notice(unavailable.to_string()));
            }
        }
    }

    /// Reports articles that the index does not keep as they were read, and searches them.
    fn keep_opened(&mut self, articles: Articles, snapshot: &Snapshot) {
        let stamped = articles.iter().filter_map(|(id, article)| Some((snapshot.stamp(*id)?, *id, article.clone())));
        self.opened = stamped.collect();
        self.searches.replace(articles.clone());
        self.send(ServiceEvent::Fetched { articles, missing: Vec::new() });
    }

    /// Reads some of the articles that nobody has opened a second time, if that is asked for and nothing else is to be
    /// done. Returns after what time the next ones may be read; `None` if there are none.
    fn read_others(&mut self, indexer: &mut Indexer) -> Option<Duration> {
        let wanted = Arc::clone(&self.wanted);
        let state = wanted.all().filter(|_| indexer.index().access() != Access::ReadOnly)?;
        if let Some(wait) = wanted.wait(self.searches.is_busy()) {
            return Some(wait);
        }
        let snapshot = indexer.snapshot().ok()?;
        let files = self.next_files(&snapshot, &state);
        let (done, all) = (snapshot.second_readings(), snapshot.catalogue.articles());
        let on_battery = is_on_battery(&self.supplies);
        let progress = SecondReadings { done, all, on_battery };
        self.send(ServiceEvent::SecondReadings((!files.is_empty()).then_some(progress)));
        if files.is_empty() || on_battery {
            return on_battery.then_some(LATER);
        }
        let again = SecondReadingJob { files: &files, stop: &wanted.interrupted, pool: &parallel::AGAIN };
        let read = indexer.read_again(&again, &mut |indexer, news| match news {
            // It counts files, while the list shows articles, whose number is known once they are kept.
            IndexEvent::Progress(_) => self.send(ServiceEvent::SecondReadings(Some(progress))),
            news => self.report(indexer, news),
        });
        if read.is_ok() && !wanted.interrupted.load(Ordering::Relaxed) {
            self.left.iter_mut().for_each(|(_, left)| drop(left.drain(..files.len())));
            self.tried.extend(files);
        }
        match read {
            Ok(()) => Some(Duration::ZERO),
            Err(Unavailable::Taken) => Some(LATER),
            Err(_) => None,
        }
    }

    /// The files to read next, which stay the first ones of those that are left. They are put in order once for each
    /// state of the user and each change of the files: that takes long for many.
    fn next_files(&mut self, snapshot: &Snapshot, state: &Arc<State>) -> Vec<String> {
        let left = self.left.take().filter(|(of, _)| Arc::ptr_eq(of, state));
        let (_, files) =
            self.left.insert(left.unwrap_or_else(|| (Arc::clone(state), in_order(snapshot, state, &self.tried))));
        files.iter().take(AT_ONCE).cloned().collect()
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

    fn publish(&mut self, indexer: &mut Indexer) -> bool {
        match indexer.snapshot() {
            Ok(snapshot) => {
                let catalogue = Arc::clone(&snapshot.catalogue);
                let is_first = |id| snapshot.reading(id) == Some(Reading::First);
                self.opened.retain(|(stamp, id, _)| snapshot.stamp(*id) == Some(*stamp) && is_first(*id));
                self.searches.open(indexer.index().clone(), snapshot, indexer.cap());
                self.searches.replace(self.opened.iter().map(|(_, id, article)| (*id, article.clone())).collect());
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

    #[cfg(feature = "careful")]
    mod second_readings {
        use super::*;
        use crate::files::shown;
        use std::path::Path;

        const TEXT: &str = "“The harvest was good,” said Ann Lee. She denied that it would rain.";

        /// A session on articles `names` of `folder`, with a machine whose supplies `folder` describes.
        fn session(folder: &Path, names: &[&str]) -> (SecondReader, Receiver<ServiceEvent>) {
            for name in names {
                std::fs::write(folder.join(name), TEXT).unwrap();
            }
            let paths: Vec<PathBuf> = names.iter().map(|name| folder.join(name)).collect();
            start_on(ArticleSource::Paths(paths), folder)
        }

        fn start_on(source: ArticleSource, folder: &Path) -> (SecondReader, Receiver<ServiceEvent>) {
            let (events, reported) = Events::channel();
            let searches = SearchWorker::start(events.clone()).unwrap();
            let second = start_with(source, 1 << 20, (events, searches), folder.join("supplies")).unwrap();
            while !matches!(reported.recv().unwrap(), ServiceEvent::UpToDate) {}
            (second, reported)
        }

        /// How far the second readings are, if `event` says that they go on.
        fn progress(event: &ServiceEvent) -> Option<SecondReadings> {
            if let ServiceEvent::SecondReadings(progress) = event { *progress } else { None }
        }

        /// Names of the articles that were read a second time, as they come, until nothing is left.
        fn read_in_turn(reported: &Receiver<ServiceEvent>) -> Vec<String> {
            let mut names = Vec::new();
            for event in reported {
                if let ServiceEvent::Catalogue(catalogue) = &event {
                    for (_, entry) in catalogue.listed().filter(|(_, entry)| entry.reading == Reading::Second) {
                        let name = crate::address::file_name(entry.path).to_owned();
                        names.extend((!names.contains(&name)).then_some(name));
                    }
                }
                if matches!(event, ServiceEvent::SecondReadings(None)) {
                    break;
                }
            }
            names
        }

        #[test]
        fn the_open_article_comes_first_then_all_others() {
            let folder = tempfile::tempdir().unwrap();
            let (second, reported) = session(folder.path(), &["a.md", "b.md", "c.md"]);
            second.read(shown(&folder.path().join("c.md")));
            second.read_all(Arc::default());
            let names = read_in_turn(&reported);
            assert_eq!((names[0].as_str(), names.len()), ("c.md", 3), "{names:?}");
        }

        #[test]
        fn a_key_interrupts_and_what_is_left_is_read_later() {
            let folder = tempfile::tempdir().unwrap();
            let (second, reported) = session(folder.path(), &["a.md", "b.md", "c.md"]);
            second.interrupt();
            second.read_all(Arc::default());
            assert!(reported.recv_timeout(Duration::from_millis(500)).is_err(), "nothing is read after a key");
            while !matches!(reported.recv().unwrap(), ServiceEvent::SecondReadings(_)) {}
            second.interrupt();
            assert_eq!(read_in_turn(&reported).len(), 3);
        }

        #[test]
        fn on_battery_only_what_is_opened_is_read() {
            let folder = tempfile::tempdir().unwrap();
            let battery = folder.path().join("supplies/BAT0");
            std::fs::create_dir_all(&battery).unwrap();
            std::fs::write(battery.join("status"), "Discharging\n").unwrap();
            let (second, reported) = session(folder.path(), &["a.md", "b.md"]);
            second.read_all(Arc::default());
            let waits = reported.iter().find_map(|event| progress(&event)).unwrap();
            assert_eq!(waits, SecondReadings { done: 0, all: 2, on_battery: true });
            second.read(shown(&folder.path().join("b.md")));
            let done = reported.iter().filter_map(|event| progress(&event)).find(|now| now.done > 0);
            assert_eq!(done, Some(SecondReadings { done: 1, all: 2, on_battery: true }));
        }

        #[test]
        fn an_index_of_another_is_not_written_and_the_open_article_is_read_in_memory() {
            let folder = tempfile::tempdir().unwrap();
            let (articles, index) = (folder.path().join("articles"), folder.path().join("index"));
            std::fs::create_dir(&articles).unwrap();
            for name in ["a.md", "b.md"] {
                std::fs::write(articles.join(name), TEXT).unwrap();
            }
            let (mut indexer, _) = Indexer::build(std::slice::from_ref(&articles), &index, 1 << 20).unwrap();
            indexer.update(&Look::All, &mut |_, _| true);
            indexer.snapshot().unwrap();
            drop(indexer);
            let (second, reported) = start_on(ArticleSource::Index(index.clone()), folder.path());
            second.read_all(Arc::default());
            second.read(shown(&articles.join("b.md")));
            let came = reported.iter().find_map(|event| match event {
                ServiceEvent::Fetched { articles, .. } => Some(articles),
                ServiceEvent::SecondReadings(_) | ServiceEvent::Notice(_) => panic!("{event:?}"),
                _ => None,
            });
            let [(_, article)] = &came.unwrap()[..] else { panic!("one article") };
            assert!(article.path.ends_with("b.md") && article.analysis.reading == Reading::Second);
            let indexer = Indexer::shared(&index, 1 << 20);
            assert_eq!(indexer.unwrap().snapshot().unwrap().second_readings(), 0);
        }

        #[test]
        fn an_index_that_another_process_writes_is_left_alone() {
            let folder = tempfile::tempdir().unwrap();
            let (articles, index) = (folder.path().join("articles"), folder.path().join("index"));
            std::fs::create_dir(&articles).unwrap();
            std::fs::write(articles.join("a.md"), TEXT).unwrap();
            let open = || Indexer::build(std::slice::from_ref(&articles), &index, 1 << 20).unwrap().0;
            let mut indexer = open();
            indexer.update(&Look::All, &mut |_, _| true);
            let other = open();
            let writer = other.index().writer().unwrap().unwrap();
            let stop = std::sync::atomic::AtomicBool::new(false);
            let again = SecondReadingJob { files: &[], stop: &stop, pool: &parallel::AGAIN };
            assert_eq!(indexer.read_again(&again, &mut |_, _| true), Err(Unavailable::Taken));
            let (read, _) = indexer.read_in_memory(&again).unwrap();
            assert_eq!((read.len(), read[0].1.analysis.reading), (1, Reading::Second));
            drop(writer);
            assert_eq!(indexer.read_again(&again, &mut |_, _| true), Ok(()));
            assert_eq!(indexer.snapshot().unwrap().second_readings(), 1);
        }
    }
}
