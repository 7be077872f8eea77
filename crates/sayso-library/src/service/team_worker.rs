//! The library of a team in the background: lists the newest articles, more of them on demand, searches and fetches.

use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;
use std::{io, thread};

use super::panic::{WORKER, caught};
use super::search_worker::{Answer, SearchRequest, SearchWorker, Work};
use super::session::{FIRST, HEARD, LISTED, LibrarySession, SearchError};
use super::{Events, ServiceEvent};
use crate::near_duplicates::Duplicate;
use crate::postgres::{LibraryAddress, PostgresError, PostgresSession};
use crate::{ArticleId, Library, QuoteId};

/// Number of articles that are listed at a time. The list has no rows for those that nobody went down to.
const PAGE: usize = 1_000;

/// Time between looks whether an import has changed the library.
const REFRESH: Duration = Duration::from_secs(2);

/// Starts the threads for the library of an address.
///
/// # Errors
///
/// If the system gives no thread.
pub fn start(address: LibraryAddress, events: Events) -> io::Result<SearchWorker> {
    let team = Arc::new(Team { address, events: events.clone(), open: Mutex::default() });
    let fetching = Arc::clone(&team);
    let fetch = move |ids: &[ArticleId]| {
        let fetched = fetching.with(|session| session.fetch(ids));
        fetched.unwrap_or_else(|error| fetching.tell(&error))
    };
    let worker = SearchWorker::start_with(events, TeamSource(Arc::clone(&team)), Some(Arc::new(fetch)))?;
    let first = move || {
        let listed = caught("opening the library", AssertUnwindSafe(|| team.list_more()));
        match listed {
            Ok(Ok(())) => {}
            Ok(Err(error)) => team.tell(&error),
            Err(panicked) => team.tell(&panicked),
        }
        let listens = team.events.send(ServiceEvent::UpToDate);
        // This thread must not keep the library open that it follows.
        let followed = Arc::downgrade(&team);
        drop(team);
        if listens {
            follow(&followed);
        }
    };
    thread::Builder::new().name(WORKER.to_owned()).spawn(first)?;
    Ok(worker)
}

/// Shows what imports change, until nobody listens or the threads that search and fetch have ended and closed the library.
fn follow(team: &Weak<Team>) {
    loop {
        thread::sleep(REFRESH);
        match team.upgrade() {
            Some(team) if team.refresh() => {}
            _ => return,
        }
    }
}

/// The library, shared by the threads that search and fetch.
struct Team {
    address: LibraryAddress,
    events: Events,
    open: Mutex<Open>,
}

#[derive(Default)]
struct Open {
    session: Option<PostgresSession>,
    /// The last article that was listed.
    last: Option<ArticleId>,
    /// Whether all are listed.
    is_whole: bool,
    /// Number of articles that were reported.
    reported: usize,
}

impl Team {
    /// Does something with the session, which is opened first, and again where the connection was lost.
    fn with<T>(&self, job: impl Fn(&mut PostgresSession) -> Result<T, PostgresError>) -> Result<T, PostgresError> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        self.with_open(&mut open, job)
    }

    fn with_open<T>(
        &self,
        open: &mut Open,
        job: impl Fn(&mut PostgresSession) -> Result<T, PostgresError>,
    ) -> Result<T, PostgresError> {
        let session = match &mut open.session {
            Some(session) => session,
            none => none.insert(PostgresSession::open(&self.address)?),
        };
        session.connect_again()?;
        let answer = match job(session) {
            Err(_) if session.is_lost() => {
                session.connect_again()?;
                job(session)
            }
            answer => answer,
        };
        self.report(open);
        answer
    }

    /// Shows what an import has changed; `false` if nobody listens any more. A server that is away is not asked: a key
    /// connects again.
    fn refresh(&self) -> bool {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let refreshed = match &mut open.session {
            Some(session) if !session.is_lost() => session.refresh(PAGE),
            _ => return true,
        };
        let Ok(Some(page)) = refreshed else { return true };
        // What lies behind the newest articles may be new as well, so the list goes on from there.
        open.is_whole = page.len() < PAGE;
        open.last = page.last().copied();
        open.reported = 0;
        self.report(&mut open)
    }

    /// Reports the articles that were met since the last time; `false` if nobody listens any more.
    fn report(&self, open: &mut Open) -> bool {
        let Some(session) = &open.session else { return true };
        let catalogue = session.library().catalogue();
        if catalogue.articles() == open.reported {
            return true;
        }
        open.reported = catalogue.articles();
        self.events.send(ServiceEvent::Catalogue(Arc::clone(catalogue)))
    }

    /// Lists the next articles.
    fn list_more(&self) -> Result<(), PostgresError> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if open.is_whole {
            return Ok(());
        }
        let last = open.last;
        let page = self.with_open(&mut open, |session| session.page(last, PAGE))?;
        open.is_whole = page.len() < PAGE;
        open.last = page.last().copied().or(last);
        if last.is_none() && !open.is_whole {
            let all = self.with_open(&mut open, PostgresSession::articles)?;
            let line = format!("the newest {PAGE} of {all} articles are listed; more come as you go down the list");
            self.events.send(ServiceEvent::Notice(line));
        }
        Ok(())
    }

    /// Reports a failure; nothing comes of it.
    fn tell<T: Default>(&self, fault: &dyn std::fmt::Display) -> T {
        self.events.send(ServiceEvent::Notice(fault.to_string()));
        T::default()
    }
}

/// Answers from the library of a team.
struct TeamSource(Arc<Team>);

impl TeamSource {
    fn list(&self, request: &SearchRequest, limit: usize) -> Answer {
        Ok(self.0.with(|session| {
            session.keep(request.state())?;
            session.list(&request.query, limit)
        })?)
    }
}

impl Work for TeamSource {
    fn first(&mut self, request: &SearchRequest) -> Option<Answer> {
        Some(self.list(request, FIRST))
    }

    fn search(&mut self, request: &SearchRequest) -> Answer {
        let answer = self.list(request, LISTED)?;
        // Of one key this is the last answer, so that the line comes once.
        let open = self.0.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(line) = open.session.as_ref().and_then(PostgresSession::left_out) {
            self.0.events.send(ServiceEvent::Notice(line));
        }
        Ok(answer)
    }

    fn duplicates(&mut self, id: QuoteId, library: Library) -> Result<Vec<Duplicate>, SearchError> {
        Ok(self.0.with(|session| {
            session.keep(library.state())?;
            session.echoes(&library, id, HEARD)
        })?)
    }

    fn open(&mut self, _: LibrarySession) {}

    fn idle(&mut self) {}

    fn more(&mut self) {
        if let Err(error) = self.0.list_more() {
            self.0.tell::<()>(&error);
        }
    }
}
