//! Opens, watches, indexes and searches one library.
//!
//! | module | holds |
//! |---|---|
//! | [`indexer`] | the index, updated from the files |
//! | [`few_files`] | a few files read without an index |
//! | [`watcher`] | file system changes |
//! | [`session`] | queries over one state of the index |
//! | [`index_worker`], [`search_worker`], [`journal_writer`] | the same on threads of their own |
//! | `team_worker` | the same over the library of a team |
//! | [`second_reader`] | what is to be read a second time, and when |
//! | [`event`] | what the workers report |
//! | [`stream`] | lines in, a line out for each |

mod article_cache;
mod clock;
pub mod event;
pub mod few_files;
pub mod index_worker;
pub mod indexer;
pub mod journal_writer;
pub mod panic;
pub mod parallel;
pub mod search_worker;
pub mod second_reader;
pub mod session;
pub mod stream;
#[cfg(feature = "postgres")]
pub mod team_worker;
pub mod watcher;
mod write_error;

pub use clock::today;
pub use event::{Events, ServiceEvent, Ticket};

use std::sync::Arc;

/// Progress of the second reading of all articles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SecondReadings {
    /// Number of articles that were read a second time.
    pub done: usize,
    /// Number of articles.
    pub all: usize,
    /// It waits until the machine is on mains.
    pub on_battery: bool,
}

/// Progress of reading articles into the index.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct IndexProgress {
    /// Number of files that are done.
    pub done: usize,
    /// Number of files to read.
    pub all: usize,
    /// Files per second so far; 0 where it is not known yet.
    pub pace: f32,
    /// The file, as it is shown, that has been read for longest, if that takes more than two seconds.
    pub slow: Option<Arc<str>>,
}
