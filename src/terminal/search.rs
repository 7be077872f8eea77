//! Searching and opening in the background: one search runs, the newest waits, those between are dropped.

use std::io;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use super::Wake;
use crate::app::Input;
use sayso_library::echo::{self, Echo};
use sayso_library::index::{Index, Snapshot};
use sayso_library::search::{self, Query, Results};
use sayso_library::service::desk::{self, Articles, Desk};
use sayso_library::service::panic::{WORKER, caught};
use sayso_library::{ArticleId, Library, QuoteId};

/// The most rows of one tab where all articles are at hand: more than anybody walks through, few enough that a key is
/// answered within a frame.
const ROWS: usize = 200;

/// When nothing was asked for so long, the rows follow that were not seen first, and the words of a new index are read,
/// so that the first search need not wait.
const IDLE: Duration = Duration::from_millis(30);

/// Something to do.
enum Job {
    /// Answer a search.
    Search(Asked),
    /// Find where else the words of a quote of this library are printed.
    Echoes(QuoteId, Library),
    /// Read articles.
    Fetch(Vec<ArticleId>),
    /// From now on look here.
    LookIn(Box<Desk>),
}

/// A search that is asked for. The library is looked at where there is no index.
struct Asked {
    ticket: u64,
    query: Query,
    library: Library,
}

/// What is found, and the articles it is found in.
type Answer = Result<(Results, Articles), String>;

/// The way to the worker.
#[derive(Clone)]
pub struct Searcher(Sender<Job>);

impl Searcher {
    /// Starts the worker.
    pub fn start(wakes: Sender<Wake>) -> io::Result<Self> {
        Self::start_with(wakes, Worker::default())
    }

    fn start_with(wakes: Sender<Wake>, mut worker: impl Work + 'static) -> io::Result<Self> {
        let (jobs, waiting) = channel();
        thread::Builder::new().name(WORKER.to_owned()).spawn(move || work(&waiting, &wakes, &mut worker))?;
        Ok(Self(jobs))
    }

    /// Asks for an answer to `query`, over `library` where there is no index.
    pub fn ask(&self, ticket: u64, query: Query, library: Library) {
        self.send(Job::Search(Asked { ticket, query, library }));
    }

    /// Asks where else the words of a quote of `library`, whose article is at hand there, are printed.
    pub fn echoes(&self, id: QuoteId, library: Library) {
        self.send(Job::Echoes(id, library));
    }

    /// Asks for articles.
    pub fn fetch(&self, ids: Vec<ArticleId>) {
        self.send(Job::Fetch(ids));
    }

    /// From now on searches are answered from this index.
    pub fn look_in(&self, index: Index, snapshot: Arc<Snapshot>, cap: u64) {
        self.send(Job::LookIn(Box::new(Desk::new(index, snapshot, cap))));
    }

    fn send(&self, job: Job) {
        // The worker ends only with the program.
        let _ = self.0.send(job);
    }
}

/// What the worker can do.
trait Work: Send {
    /// The rows that are seen first, if these come sooner than all.
    fn first(&mut self, asked: &Asked) -> Option<Answer>;
    fn search(&mut self, asked: &Asked) -> Answer;
    fn echoes(&mut self, id: QuoteId, library: Library) -> Result<Vec<Echo>, String>;
    fn fetch(&mut self, ids: &[ArticleId]) -> Articles;
    fn look_in(&mut self, desk: Desk);
    fn idle(&mut self);
}

/// The worker: with an index, or without one over the articles themselves.
#[derive(Default)]
struct Worker {
    desk: Option<Desk>,
    index: search::Index,
}

impl Work for Worker {
    fn first(&mut self, asked: &Asked) -> Option<Answer> {
        self.desk.as_mut().map(|desk| answer(desk, asked, Desk::first))
    }

    fn search(&mut self, asked: &Asked) -> Answer {
        if let Some(desk) = &mut self.desk {
            return answer(desk, asked, |desk, query| desk.search(query, desk::LISTED));
        }
        let Asked { query, library, .. } = asked;
        self.index.learn(library);
        Ok((folded(search::search(&self.index, library, query, ROWS), library), Vec::new()))
    }

    fn echoes(&mut self, id: QuoteId, library: Library) -> Result<Vec<Echo>, String> {
        match &mut self.desk {
            Some(desk) => {
                desk.keep(library.state());
                desk.echoes(library, id, desk::HEARD)
            }
            None => Ok(echo::elsewhere(&library, id)),
        }
    }

    fn fetch(&mut self, ids: &[ArticleId]) -> Articles {
        self.desk.as_mut().map_or_else(Vec::new, |desk| desk.fetch(ids))
    }

    fn look_in(&mut self, desk: Desk) {
        self.desk = Some(desk);
    }

    fn idle(&mut self) {
        if let Some(desk) = &mut self.desk {
            // What is wrong shows with the first search.
            let _ = desk.warm();
        }
    }
}

fn answer(desk: &mut Desk, asked: &Asked, ask: impl Fn(&mut Desk, &Query) -> Answer) -> Answer {
    desk.keep(asked.library.state());
    let (results, articles) = ask(desk, &asked.query)?;
    Ok((folded(results, &desk.library(articles.clone())), articles))
}

/// On the screen the same words are one row, whatever was asked.
fn folded(results: Results, library: &Library) -> Results {
    Results { quotes: search::folded(library, results.quotes), ..results }
}

fn work(waiting: &Receiver<Job>, wakes: &Sender<Wake>, worker: &mut impl Work) {
    let mut seen: Option<Asked> = None;
    loop {
        let first = match waiting.recv_timeout(IDLE) {
            Ok(job) => job,
            Err(RecvTimeoutError::Disconnected) => return,
            Err(RecvTimeoutError::Timeout) if seen.is_some() => {
                seen.take().into_iter().for_each(|asked| tell(wakes, &asked, || worker.search(&asked)));
                continue;
            }
            Err(RecvTimeoutError::Timeout) => {
                if let Err(line) = caught("search", AssertUnwindSafe(|| worker.idle())) {
                    tracing::error!("{line}");
                }
                let Ok(job) = waiting.recv() else { return };
                job
            }
        };
        let (mut newest, mut echoes) = (None, None);
        for job in std::iter::once(first).chain(waiting.try_iter()) {
            match job {
                Job::Search(asked) => newest = Some(asked),
                Job::Echoes(id, library) => echoes = Some((id, library)),
                Job::Fetch(ids) => {
                    let articles = caught("opening", AssertUnwindSafe(|| worker.fetch(&ids)));
                    let came =
                        |id: &ArticleId| articles.as_ref().is_ok_and(|all| all.iter().any(|(other, _)| other == id));
                    let missing: Vec<ArticleId> = ids.iter().copied().filter(|id| !came(id)).collect();
                    send(wakes, vec![articles.map_or_else(Input::Aside, Input::Fetched), Input::Unfetched(missing)]);
                }
                Job::LookIn(desk) => worker.look_in(*desk),
            }
        }
        if let Some(asked) = newest {
            let mut more = false;
            tell(wakes, &asked, || {
                let first = worker.first(&asked);
                more = matches!(first, Some(Ok(_)));
                first.unwrap_or_else(|| worker.search(&asked))
            });
            seen = Some(asked).filter(|_| more);
        }
        if let Some((id, library)) = echoes {
            let found = caught("the source card", AssertUnwindSafe(|| worker.echoes(id, library)));
            let answer = found.and_then(|found| found);
            send(wakes, vec![answer.map_or_else(Input::Aside, |found| Input::Echoes(id, found))]);
        }
    }
}

fn tell(wakes: &Sender<Wake>, asked: &Asked, search: impl FnOnce() -> Answer) {
    let answer = caught("search", AssertUnwindSafe(search)).and_then(|answer| answer);
    let found = |(results, articles)| vec![Input::Fetched(articles), Input::Found(asked.ticket, Arc::new(results))];
    send(wakes, answer.map_or_else(|line| vec![Input::Aside(line)], found));
}

fn send(wakes: &Sender<Wake>, inputs: Vec<Input>) {
    // Only a session that has ended does not listen.
    let _ = wakes.send(Wake::Inputs(inputs));
}

#[cfg(test)]
mod tests {
    use super::*;
    use sayso_library::test_support::article;

    /// Answers when the test says so.
    struct Gated(Receiver<()>);

    impl Work for Gated {
        fn first(&mut self, asked: &Asked) -> Option<Answer> {
            self.0.recv().expect("the test opens the gate");
            assert_ne!(asked.query.text, "bad", "a query that breaks the search");
            (asked.query.text == "many").then(|| Ok(Default::default()))
        }

        fn search(&mut self, _: &Asked) -> Answer {
            Ok((Results { query: "all".to_owned(), ..Results::default() }, Articles::new()))
        }

        fn echoes(&mut self, _: QuoteId, _: Library) -> Result<Vec<Echo>, String> {
            Ok(Vec::new())
        }

        fn fetch(&mut self, _: &[ArticleId]) -> Articles {
            Vec::new()
        }

        fn look_in(&mut self, _: Desk) {}

        fn idle(&mut self) {}
    }

    #[test]
    fn the_same_words_are_one_row_whatever_is_asked() {
        let said = |path: &str, year: &str| {
            let marked = "He said: [Ann Lee: Prices of bread will rise by a tenth in spring].";
            article(path, "Bread", year, marked)
        };
        let mut library = Library::default();
        library.learn_all([said("a.md", "2022"), said("b.md", "2023")]);
        let (results, _) =
            Worker::default().search(&Asked { ticket: 1, query: Query::parse("prices of bread"), library }).unwrap();
        let rows: Vec<_> = results.quotes.rows.iter().map(|hit| (hit.id.article.0, hit.again)).collect();
        assert_eq!((rows, results.quotes.total), (vec![(0, 1)], 1));
    }

    #[test]
    fn the_newest_question_is_answered_and_a_fault_does_not_end_the_worker() {
        let (wakes, answers) = channel();
        let (go, gate) = channel::<()>();
        let searcher = Searcher::start_with(wakes, Gated(gate)).expect("a worker");
        let next = |asked: &[(u64, &str)]| {
            for (ticket, query) in asked {
                searcher.ask(*ticket, Query::parse(query), Library::default());
            }
            go.send(()).expect("a worker");
            match answers.recv().expect("an answer") {
                Wake::Inputs(inputs) => format!("{inputs:?}"),
                _ => panic!("an answer is an input"),
            }
        };
        assert!(next(&[(1, "bad")]).contains("a fault in sayso itself"));
        assert!(next(&[(2, "a")]).contains("Found(2,"));
        assert!(!next(&[(3, "many")]).contains("all"), "what is seen first");
        assert!(next(&[]).contains("all"), "then all");
    }
}
