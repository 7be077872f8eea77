//! The index of a library: every word of it, every quote, and a row for every article, so that a hundred thousand
//! articles are open at once without one of them being read.
//!
//! Kept in the user's cache folder, one folder for each library; it may be thrown away at any time. Does not know
//! what is asked of it, nor when it is made.

mod article;
mod best;
mod changes;
mod checked;
mod disk;
mod documents;
mod draft;
mod finder;
mod lookup;
mod marks;
mod merged;
mod names;
mod open;
mod pack;
mod pairs;
mod pool;
mod recall;
mod roots;
mod schema;
mod sieve;
mod snapshot;
mod stamp;
mod whole;
mod words;
mod writer;

pub use changes::{Changed, Changes, Look};
pub use checked::Check;
pub use finder::{Finder, Found, Limits};
pub use open::Index;
pub use snapshot::{Numbers, Snapshot};
pub use stamp::Stamp;
pub use writer::Writer;
#[cfg(any(test, feature = "test-support"))]
pub(crate) use {
    documents::Told,
    pack::{pack, unpack},
};
