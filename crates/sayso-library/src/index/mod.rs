//! The index of a library: every word of it, every quote, and a row for every article, so that a hundred thousand
//! articles are open at once without one of them being read.
//!
//! Kept in the user's cache folder, one folder for each library; it may be thrown away at any time. Or kept by one user
//! for many, who only read it. Does not know what is asked of it, nor when it is made.

mod analysis_codec;
mod article;
mod buffer_pool;
mod catalogue_file;
mod changes;
mod checksum;
mod column_filter;
mod common_bigrams;
mod damage;
mod disk;
mod documents;
mod finder;
mod fingerprint;
mod merged;
mod misquote_retrieval;
mod names;
mod numbers;
mod open;
mod place;
mod postings;
mod quote_counts;
mod roots;
mod row;
mod schema;
mod score_accumulator;
mod shared;
mod snapshot;
mod snapshot_loader;
mod term_dictionary;
mod top_k;
mod walk;
mod whole;
mod word_list;
mod writer;

#[cfg(any(test, feature = "test-support"))]
pub(crate) use analysis_codec::{pack_spans, unpack_spans};
pub use article::{Taken, WantedReading};
pub use changes::{Changed, Changes, Look};
pub use damage::{Damage, is_guarded};
pub use disk::Access;
pub(crate) use documents::QuoteNumber;
pub use finder::{Finder, Found, Limits};
pub use fingerprint::{BEGINNING, Fingerprint};
pub use numbers::Numbers;
pub use open::{DAMAGED, Index};
pub use roots::are_few;
pub use shared::SharedError;
pub use snapshot::Snapshot;
pub use writer::{Prepared, Writer};
pub(crate) use {
    analysis_codec::{pack, unpack_if},
    documents::blocks,
};
#[cfg(feature = "postgres")]
pub(crate) use {
    analysis_codec::{speaker_line, speaker_of_line},
    common_bigrams::{Pairs, terms as pair_terms},
    documents::{Sort, pieces_in},
    finder::{among_equals, taken_in_turn},
};
