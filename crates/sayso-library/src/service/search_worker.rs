//! Searching and fetching in the background.
//!
//! One search runs and the newest waits; those between are dropped. Articles are fetched by a second thread, so that
//! opening one does not wait for a search.

use std::io;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use thiserror::Error;

use super::panic::{Panicked, WORKER, caught};
use super::session::{self, Articles, LibrarySession, SearchError};
use super::{Events, ServiceEvent, Ticket};
use crate::index::{Index, Snapshot};
use crate::near_duplicates::{self, Duplicate};
use crate::search::{self, Query, Results};
use crate::state::State;
use crate::voices::{By, Voices};
use crate::{ArticleId, Library, QuoteId};

/// Maximum number of rows per tab where there is no index and all articles are loaded: more than anybody walks through,
/// few enough that a key is answered within a frame.
const ROWS: usize = 200;

/// Time without a request after which the remaining rows of a search are found, or the term dictionary of a new index
/// is read, so that the first search need not wait for it.
const IDLE: Duration = Duration::from_millis(30);

/// A request to the thread that searches.
enum Request {
    Search(SearchRequest),
    /// The near duplicates of a quote, whose article this library has loaded.
    Duplicates(QuoteId, Library),
    /// Use this index from now on.
    Open(Box<LibrarySession>),
    /// Use these articles instead of those read from the index.
    Replace(Articles),
    /// List more articles, where not all are listed.
    More,
}

/// A request to the thread that fetches.
enum FetchRequest {
    Articles(Vec<ArticleId>),
    /// Count the quotes of this library.
    Voices(By, Library),
    /// Get articles so from now on.
    Open(Fetch),
}

/// Gets articles by their numbers; those that cannot be read are left out.
pub(super) type Fetch = Arc<dyn Fn(&[ArticleId]) -> Articles + Send + Sync>;

pub(super) struct SearchRequest {
    ticket: Ticket,
    pub(super) query: Query,
    corpus: Corpus,
    /// All rows are reported at once, and not the first ones before.
    whole: bool,
}

/// What is searched.
enum Corpus {
    /// The index that was opened last, as the reader has put it right.
    Index(Arc<State>),
    /// These articles themselves, where there is no index. A library that is shared is copied where it changes, so it
    /// is shared only where it has no other source.
    Memory(Library),
}

impl SearchRequest {
    /// What the reader has done.
    #[cfg(feature = "postgres")]
    pub(super) fn state(&self) -> &Arc<State> {
        self.corpus.state()
    }
}

impl Corpus {
    fn of(library: &Library) -> Self {
        if library.is_listing() {
            Self::Index(Arc::new(library.state().of_articles()))
        } else {
            Self::Memory(library.clone())
        }
    }

    fn state(&self) -> &Arc<State> {
        match self {
            Self::Index(state) => state,
            Self::Memory(library) => library.state(),
        }
    }
}

/// An answer that failed.
#[derive(Debug, Error)]
enum Failure {
    #[error(transparent)]
    Search(#[from] SearchError),
    #[error(transparent)]
    Panicked(#[from] Panicked),
}

/// The rows of an answer and the articles they stand in.
pub(super) type Answer = Result<(Results, Articles), SearchError>;

/// Handle of the threads that search and fetch.
#[derive(Clone)]
pub struct SearchWorker {
    requests: Sender<Request>,
    fetches: Sender<FetchRequest>,
    is_busy: Arc<AtomicBool>,
}

impl SearchWorker {
    /// Starts the threads.
    ///
    /// # Errors
    ///
    /// If the system gives no thread.
    pub fn start(events: Events) -> io::Result<Self> {
        Self::start_with(events, SearchSource::default(), None)
    }

    /// Starts the threads, to search with `engine` and fetch with `fetch`.
    ///
    /// # Errors
    ///
    /// If the system gives no thread.
    pub(super) fn start_with(events: Events, engine: impl Work + 'static, fetch: Option<Fetch>) -> io::Result<Self> {
        let (requests, waiting) = channel();
        let (searching, is_busy) = (events.clone(), Arc::<AtomicBool>::default());
        let busy = Arc::clone(&is_busy);
        spawn(move || Worker { engine, events: searching, unfinished: None, is_busy: busy }.run(&waiting))?;
        let (fetches, waiting) = channel();
        spawn(move || fetch_all(fetch, &waiting, &events))?;
        Ok(Self { requests, fetches, is_busy })
    }

    /// Requests an answer to `query`; from `library` where there is no index.
    pub fn search(&self, ticket: Ticket, query: Query, library: &Library) {
        self.send(Request::Search(SearchRequest { ticket, query, corpus: Corpus::of(library), whole: false }));
    }

    /// Asks a query and sends all rows in one answer, for where rows that were read must not move.
    pub fn search_whole(&self, ticket: Ticket, query: Query, library: &Library) {
        self.send(Request::Search(SearchRequest { ticket, query, corpus: Corpus::of(library), whole: true }));
    }

    /// Requests the near duplicates of a quote of `library`, whose article is loaded there.
    pub fn duplicates(&self, id: QuoteId, library: &Library) {
        let library = if library.is_listing() { library.with_only(id.article) } else { library.clone() };
        self.send(Request::Duplicates(id, library));
    }

    /// Requests articles.
    pub fn fetch(&self, ids: Vec<ArticleId>) {
        // The thread ends only with the program.
        let _ = self.fetches.send(FetchRequest::Articles(ids));
    }

    /// Requests a count of who is quoted in `library`.
    pub fn voices(&self, by: By, library: &Library) {
        // The thread ends only with the program.
        let _ = self.fetches.send(FetchRequest::Voices(by, library.clone()));
    }

    /// Answers requests from this index from now on.
    pub fn open(&self, index: Index, snapshot: Arc<Snapshot>, cap: u64) {
        let session = LibrarySession::new(index, snapshot, cap);
        let cache = Arc::clone(session.cache());
        let _ = self.fetches.send(FetchRequest::Open(Arc::new(move |ids| cache.fetch(ids))));
        self.send(Request::Open(Box::new(session)));
    }

    /// Returns `true` while a request is being answered.
    pub fn is_busy(&self) -> bool {
        self.is_busy.load(Ordering::Relaxed)
    }

    /// Answers requests from these articles in the place of those that were read from the index, until another state of
    /// the index is opened.
    pub fn replace(&self, articles: Articles) {
        self.send(Request::Replace(articles));
    }

    /// Asks for more rows of the list, where not all articles are listed.
    pub fn more(&self) {
        self.send(Request::More);
    }

    fn send(&self, request: Request) {
        // The thread ends only with the program.
        let _ = self.requests.send(request);
    }
}

fn spawn(work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    thread::Builder::new().name(WORKER.to_owned()).spawn(work).map(drop)
}

fn fetch_all(mut fetch: Option<Fetch>, requests: &Receiver<FetchRequest>, events: &Events) {
    for request in requests {
        match request {
            FetchRequest::Open(new) => fetch = Some(new),
            FetchRequest::Voices(by, library) => count_voices(by, library, fetch.clone(), events.clone()),
            FetchRequest::Articles(ids) => {
                let get = || fetch.as_ref().map_or_else(Vec::new, |fetch| fetch(&ids));
                let articles = caught("opening", AssertUnwindSafe(get)).unwrap_or_else(|panicked| {
                    events.send(ServiceEvent::Notice(panicked.to_string()));
                    Vec::new()
                });
                let came = |id: &ArticleId| articles.iter().any(|(other, _)| other == id);
                let missing = ids.iter().copied().filter(|id| !came(id)).collect();
                events.send(ServiceEvent::Fetched { articles, missing });
            }
        }
    }
}

/// Counts on a thread of its own, so that opening an article does not wait for it.
fn count_voices(by: By, library: Library, fetch: Option<Fetch>, events: Events) {
    let fetch = move |ids: &[ArticleId]| fetch.as_ref().map_or_else(Vec::new, |fetch| fetch(ids));
    let told = events.clone();
    let count = move || {
        let counted = caught("counting", AssertUnwindSafe(|| Voices::of(by, library, fetch)));
        let event = counted.map(|voices| ServiceEvent::Voices(Arc::new(voices)));
        events.send(event.unwrap_or_else(|panicked| ServiceEvent::Notice(panicked.to_string())));
    };
    if let Err(error) = spawn(count) {
        told.send(ServiceEvent::Notice(error.to_string()));
    }
}

/// What answers the requests: an index, the library of a team, or what a test has.
pub(super) trait Work: Send {
    /// The first rows, if these come sooner than all.
    fn first(&mut self, request: &SearchRequest) -> Option<Answer>;
    fn search(&mut self, request: &SearchRequest) -> Answer;
    fn duplicates(&mut self, id: QuoteId, library: Library) -> Result<Vec<Duplicate>, SearchError>;
    fn open(&mut self, session: LibrarySession);
    fn idle(&mut self);
    /// Uses articles instead of those read from the index.
    fn replace(&mut self, _: Articles) {}
    /// Lists more articles, where not all are listed.
    fn more(&mut self) {}
}

/// Answers from an index, or without one from the articles themselves.
#[derive(Default)]
struct SearchSource {
    session: Option<LibrarySession>,
    index: search::Index,
}

impl Work for SearchSource {
    fn first(&mut self, SearchRequest { query, corpus, .. }: &SearchRequest) -> Option<Answer> {
        self.session.as_mut().map(|session| {
            session.keep(corpus.state());
            session.first(query)
        })
    }

    fn search(&mut self, SearchRequest { query, corpus, .. }: &SearchRequest) -> Answer {
        if let Some(session) = &mut self.session {
            session.keep(corpus.state());
            return session.list(query);
        }
        let Corpus::Memory(library) = corpus else { return Ok(Default::default()) };
        self.index.learn(library);
        let results = search::search(&self.index, library, query, ROWS);
        let quotes = search::folded(library, results.quotes);
        Ok((Results { quotes, ..results }, Vec::new()))
    }

    fn duplicates(&mut self, id: QuoteId, library: Library) -> Result<Vec<Duplicate>, SearchError> {
        match &mut self.session {
            Some(session) => {
                session.keep(library.state());
                session.echoes(library, id, session::HEARD)
            }
            None => Ok(near_duplicates::by_anyone(&library, id)),
        }
    }

    fn open(&mut self, session: LibrarySession) {
        self.session = Some(session);
    }

    fn replace(&mut self, articles: Articles) {
        if let Some(session) = &mut self.session {
            session.replace(articles);
        }
    }

    fn idle(&mut self) {
        if let Some(session) = &mut self.session {
            // A failure shows with the first search.
            let _ = session.warm();
        }
    }
}

struct Worker<E> {
    engine: E,
    events: Events,
    /// The search whose first rows were reported and whose remaining rows were not.
    unfinished: Option<SearchRequest>,
    /// A request is being answered.
    is_busy: Arc<AtomicBool>,
}

impl<E: Work> Worker<E> {
    fn run(mut self, requests: &Receiver<Request>) {
        while let Some(next) = self.next(requests) {
            self.answer(std::iter::once(next).chain(requests.try_iter()));
        }
    }

    /// The next request; meanwhile does what can wait. `None` at the end of the program.
    fn next(&mut self, requests: &Receiver<Request>) -> Option<Request> {
        loop {
            match requests.recv_timeout(IDLE) {
                Ok(request) => return Some(request),
                Err(RecvTimeoutError::Disconnected) => return None,
                Err(RecvTimeoutError::Timeout) => {}
            }
            let Some(request) = self.unfinished.take() else { break };
            self.report(&request, |engine| engine.search(&request));
        }
        if let Err(panicked) = caught("search", AssertUnwindSafe(|| self.engine.idle())) {
            tracing::error!("{panicked}");
        }
        self.is_busy.store(false, Ordering::Relaxed);
        let request = requests.recv().ok();
        self.is_busy.store(true, Ordering::Relaxed);
        request
    }

    /// Answers the newest search and the newest quote of all that were requested.
    fn answer(&mut self, requests: impl Iterator<Item = Request>) {
        let (mut search, mut quote) = (None, None);
        for request in requests {
            match request {
                Request::More => self.engine.more(),
                Request::Replace(articles) => self.engine.replace(articles),
                Request::Search(request) => search = Some(request),
                Request::Duplicates(id, library) => quote = Some((id, library)),
                Request::Open(session) => self.engine.open(*session),
            }
        }
        if let Some(request) = search {
            let mut more = false;
            self.report(&request, |engine| {
                let first = engine.first(&request).filter(|_| !request.whole);
                more = matches!(first, Some(Ok(_)));
                first.unwrap_or_else(|| engine.search(&request))
            });
            self.unfinished = Some(request).filter(|_| more);
        }
        if let Some((id, library)) = quote {
            let found = self.attempt("the source card", |engine| engine.duplicates(id, library));
            self.send(found.map(|found| ServiceEvent::Duplicates(id, found)));
        }
    }

    fn report(&mut self, request: &SearchRequest, search: impl FnOnce(&mut E) -> Answer) {
        let found = self.attempt("search", search).map(|(results, articles)| ServiceEvent::Found {
            ticket: request.ticket,
            results: Arc::new(results),
            articles,
        });
        self.send(found);
    }

    fn attempt<T>(&mut self, job: &str, run: impl FnOnce(&mut E) -> Result<T, SearchError>) -> Result<T, Failure> {
        Ok(caught(job, AssertUnwindSafe(|| run(&mut self.engine)))??)
    }

    fn send(&self, event: Result<ServiceEvent, Failure>) {
        // Without a listener the program is about to end.
        self.events.send(event.unwrap_or_else(|failure| ServiceEvent::Notice(failure.to_string())));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_support::article;

    /// Answers when the test says so.
    struct Gated(Receiver<()>);

    impl Work for Gated {
        fn first(&mut self, request: &SearchRequest) -> Option<Answer> {
            self.0.recv().expect("the test opens the gate");
            assert_ne!(request.query.text, "bad", "a query that breaks the search");
            (request.query.text == "many").then(|| Ok(Default::default()))
        }

        fn search(&mut self, _: &SearchRequest) -> Answer {
            Ok((Results { query: "all".to_owned(), ..Results::default() }, Articles::new()))
        }

        fn duplicates(&mut self, _: QuoteId, _: Library) -> Result<Vec<Duplicate>, SearchError> {
            Ok(Vec::new())
        }

        fn open(&mut self, _: LibrarySession) {}

        fn idle(&mut self) {}
    }

    #[test]
    fn near_duplicates_are_one_row_without_an_index() {
        let said = |path: &str, year: &str| {
            let marked = "He said: [Ann Lee: Prices of bread will rise by a tenth in spring].";
            article(path, "Bread", year, marked)
        };
        let mut library = Library::default();
        library.learn_all([said("a.md", "2022"), said("b.md", "2023")]);
        let corpus = Corpus::of(&library);
        let request = SearchRequest { ticket: Ticket(1), query: Query::parse("prices of bread"), corpus, whole: false };
        let (results, _) = SearchSource::default().search(&request).unwrap();
        let rows: Vec<_> = results.quotes.rows.iter().map(|hit| (hit.id.article.0, hit.again)).collect();
        assert_eq!((rows, results.quotes.total), (vec![(0, 1)], 1));
    }

    #[test]
    fn a_search_of_the_index_shares_nothing_that_changes_on_the_screen() {
        let state = Arc::new(State::default());
        let mut library = Library::listing(Arc::default(), Arc::clone(&state));
        library.hold(ArticleId(3), article("a.md", "Bread", "2022", "He said: [Ann Lee: Yes]."));
        let loaded = std::ptr::from_ref(library.article(ArticleId(3)).expect("an article"));
        let asked = (Corpus::of(&library), library.with_only(ArticleId(3)));
        assert!(matches!(asked.0, Corpus::Index(_)));
        assert!(asked.1.article(ArticleId(3)).is_some() && Arc::strong_count(&state) == 2);
        // What is shared would be copied here, and the article would stand elsewhere.
        library.hold(ArticleId(4), article("b.md", "Milk", "2022", "He said: [Ann Lee: No]."));
        assert!(std::ptr::eq(loaded, library.article(ArticleId(3)).expect("an article")));
    }

    #[test]
    fn the_newest_search_is_answered_and_a_panic_does_not_end_the_worker() {
        let (events, reported) = Events::channel();
        let (go, gate) = channel::<()>();
        let worker = SearchWorker::start_with(events, Gated(gate), None).expect("a worker");
        let next = |requests: &[(u64, &str)]| {
            for (ticket, query) in requests {
                worker.search(Ticket(*ticket), Query::parse(query), &Library::default());
            }
            go.send(()).expect("a worker");
            format!("{:?}", reported.recv().expect("an answer"))
        };
        assert!(next(&[(1, "bad")]).contains("internal error"));
        assert!(next(&[(2, "a")]).contains("Ticket(2)"));
        assert!(!next(&[(3, "many")]).contains("all"), "the first rows");
        assert!(next(&[]).contains("all"), "then all");
    }

    #[test]
    fn a_whole_search_is_answered_once_with_all_rows() {
        let (events, reported) = Events::channel();
        let (go, gate) = channel::<()>();
        let worker = SearchWorker::start_with(events, Gated(gate), None).expect("a worker");
        for ticket in [1, 2] {
            worker.search_whole(Ticket(ticket), Query::parse("many"), &Library::default());
            go.send(()).expect("a worker");
            let answer = format!("{:?}", reported.recv().expect("an answer"));
            assert!(answer.contains("all") && answer.contains(&format!("Ticket({ticket})")), "{answer}");
        }
    }

    #[test]
    fn articles_are_fetched_while_a_search_runs() {
        let (events, reported) = Events::channel();
        let (go, gate) = channel::<()>();
        let worker = SearchWorker::start_with(events, Gated(gate), None).expect("a worker");
        worker.search(Ticket(1), Query::parse("a"), &Library::default());
        worker.fetch(vec![ArticleId(7)]);
        let ServiceEvent::Fetched { missing, .. } = reported.recv().expect("an answer") else {
            panic!("the search cannot be answered yet")
        };
        assert_eq!(missing, [ArticleId(7)]);
        go.send(()).expect("a worker");
        assert!(matches!(reported.recv(), Ok(ServiceEvent::Found { ticket: Ticket(1), .. })));
    }
}
