//! Events that the workers of a library report.

use std::sync::Arc;

use super::session::Articles;
use super::write_error::WriteError;
use super::{IndexProgress, SecondReadings};
use crate::near_duplicates::Duplicate;
use crate::search::Results;
use crate::state::Event;
use crate::voices::Voices;
use crate::{ArticleId, Catalogue, QuoteId};

/// Number of a search request; its answer has the same one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(pub u64);

impl Ticket {
    /// The number of the request after this one.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

/// An event of a worker.
#[derive(Debug)]
pub enum ServiceEvent {
    /// The index holds these articles now; they can be fetched.
    Catalogue(Arc<Catalogue>),
    /// Progress of the indexer.
    Progress(IndexProgress),
    /// Progress of the second reading of all articles; `None` once nothing is left to read.
    SecondReadings(Option<SecondReadings>),
    /// A file that cannot be read, and why: the line to show. Each line is reported once.
    ReadError(String),
    /// A line to show: something failed, or the state of the index changed.
    Notice(String),
    /// The index holds everything that the last look at the files found.
    UpToDate,
    /// Rows of a search: the first ones, or all of them.
    Found {
        /// The request that is answered.
        ticket: Ticket,
        /// The rows.
        results: Arc<Results>,
        /// The articles of the rows.
        articles: Articles,
    },
    /// Articles that were requested.
    Fetched {
        /// Those that can be read.
        articles: Articles,
        /// Those that cannot.
        missing: Vec<ArticleId>,
    },
    /// The near duplicates of a quote.
    Duplicates(QuoteId, Vec<Duplicate>),
    /// Who is quoted, counted.
    Voices(Arc<Voices>),
    /// An event of this session was written to the journal, or is kept in memory only, for the reason given.
    Recorded(Box<Event>, Option<WriteError>),
    /// Events that other sessions wrote to the journal.
    OtherSessions(Vec<Event>),
    /// Events of other readers of a team.
    OtherReaders(Vec<Event>),
}

/// Receiver of the events, shared by all workers.
#[derive(Clone)]
pub struct Events(Arc<dyn Fn(ServiceEvent) -> bool + Send + Sync>);

impl Events {
    /// Reports events to `receive`, which is called on the threads of the workers and returns `false` once nobody
    /// listens any more.
    pub fn new(receive: impl Fn(ServiceEvent) -> bool + Send + Sync + 'static) -> Self {
        Self(Arc::new(receive))
    }

    /// Reports an event; returns `false` if nobody listens any more.
    pub(crate) fn send(&self, event: ServiceEvent) -> bool {
        (self.0)(event)
    }

    /// Reports to a channel.
    #[cfg(test)]
    pub(super) fn channel() -> (Self, std::sync::mpsc::Receiver<ServiceEvent>) {
        let (send, receive) = std::sync::mpsc::channel();
        (Self::new(move |event| send.send(event).is_ok()), receive)
    }
}
