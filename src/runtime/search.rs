//! Searching in the background: one search runs, the newest waits, those between are dropped.

use std::io;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use super::Wake;
use super::panic::{WORKER, caught};
use crate::app::Input;
use crate::library::Library;
use crate::library::search::{self, Index, Query, Results};

/// The most rows of one tab: more than anybody walks through, few enough that a key is answered within a frame.
const ROWS: usize = 200;

/// The search itself; its index grows with the library between two searches.
pub fn over_all() -> impl FnMut(&Library, &Query) -> Results + Send + 'static {
    let mut index = Index::default();
    move |library, query| {
        index.learn(library);
        search::search(&index, library, query, ROWS)
    }
}

/// One search to do.
struct Job {
    ticket: u64,
    query: Query,
    library: Library,
}

/// The way to the worker.
pub struct Searcher(Sender<Job>);

impl Searcher {
    /// Starts the worker; `answer` is the search itself and may keep what it learnt between two of them.
    pub fn start(
        wakes: Sender<Wake>,
        answer: impl FnMut(&Library, &Query) -> Results + Send + 'static,
    ) -> io::Result<Self> {
        let (jobs, waiting) = channel();
        thread::Builder::new().name(WORKER.to_owned()).spawn(move || work(&waiting, &wakes, answer))?;
        Ok(Self(jobs))
    }

    /// Asks for an answer to `query` over `library` as it is now.
    pub fn ask(&self, ticket: u64, query: Query, library: Library) {
        // The worker ends only with the program.
        let _ = self.0.send(Job { ticket, query, library });
    }
}

fn work(waiting: &Receiver<Job>, wakes: &Sender<Wake>, mut answer: impl FnMut(&Library, &Query) -> Results) {
    while let Ok(first) = waiting.recv() {
        let job = waiting.try_iter().last().unwrap_or(first);
        let found = caught("search", AssertUnwindSafe(|| answer(&job.library, &job.query)));
        let input = match found {
            Ok(results) => Input::Found(job.ticket, Arc::new(results)),
            Err(line) => Input::Notice(line),
        };
        if wakes.send(Wake::Inputs(vec![input])).is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_question_is_answered_and_a_fault_does_not_end_the_worker() {
        let (wakes, answers) = channel();
        let (go, gate) = channel::<()>();
        let searcher = Searcher::start(wakes, move |_, query| {
            gate.recv().expect("the test opens the gate");
            assert_ne!(query.text, "bad", "a query that breaks the search");
            Results::default()
        })
        .expect("a worker");
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
        assert!(next(&[(2, "a")]).starts_with("[Found(2,"));
    }
}
