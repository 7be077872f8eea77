//! The library of a team on a PostgreSQL server.
//!
//! PostgreSQL finds, sayso ranks: the server chooses candidates by our own folded words, their articles are loaded, and
//! the same search ranks them as ranks those of the index.
//!
//! | module | holds |
//! |---|---|
//! | [`address`], `files` | how a library is reached; passwords, services, certificates |
//! | `connection`, `prepared`, [`schema`] | connections; the tables, teams and readers |
//! | `lexemes`, `rows` | an article as rows of the tables |
//! | `merge`, `mentions` | who the speakers of all articles are |
//! | `terms`, `shares`, `statistics`, `tiers`, `finder`, `remembered` | what a query asks of the rows, and how the server finds them |

mod address;
mod called;
mod candidate;
mod connection;
mod copy;
mod error;
mod files;
mod filters;
mod finder;
mod import;
mod import_lock;
mod lexemes;
mod loaded;
mod mentions;
mod merge;
mod prepared;
mod remembered;
mod rows;
mod schema;
pub mod session;
mod shares;
mod statistics;
pub mod sync;
mod team_events;
mod terms;
mod tiers;

pub use address::{LibraryAddress, is_address};
pub use error::PostgresError;
pub use import::{ImportEvent, ImportFile, Imported, Importer};
pub use schema::{add_readers, create, upgrade};
pub use session::PostgresSession;
pub use team_events::{TeamEvent, TeamEvents, is_shared};

/// Time after which the server stops a statement, in milliseconds. A user waits no longer for a key.
const STATEMENT_MS: u64 = 5_000;
