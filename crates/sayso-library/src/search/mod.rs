//! One search across all articles, all quotes and all speakers.
//!
//! [`Index::learn`] keeps up with a library, [`Query::parse`] reads what was typed, [`search`] answers it, and
//! [`who`] finds the source of words half remembered. Words are matched first (as they are, as the beginning
//! of a longer word, with a typo or two), then rows are ranked by [`Rank`]; letters alone are matched only for
//! names, titles and commands ([`letters`]). Does not know what a key, a screen or a file is.

mod answers;
mod article_words;
mod branch_search;
mod complete;
mod compound;
mod edit_distance;
mod facts;
mod filter;
mod fit;
mod forward_index;
mod highlight;
mod index;
mod letter_set;
mod level;
mod occurrences;
mod predicate;
mod query;
mod rank;
mod resolved_query;
mod results;
pub mod subsequence;
mod vocabulary;
mod who;

pub use answers::{folded, search};
pub use article_words::ArticleWords;
pub use complete::Completion;
pub use compound::spellings;
pub use edit_distance::EditDistance;
pub use edit_distance::{has_words, typos};
pub use facts::{Facts, Manner, Truth};
pub(crate) use filter::is_called;
pub use forward_index::ForwardIndex;
pub use index::{Index, is_searched};
pub use letter_set::LetterSet;
pub(crate) use level::{ABSENT, Cost, Level, Ring, highest, highest_inside, level};
pub use predicate::Predicates;
pub use query::{Branch, Fault, Field, FieldRow, Filter, Query, Term, Unit};
pub use rank::{Rank, age, year};
pub use results::{ArticleHit, Hits, QuoteHit, Results, SpeakerHit};
pub(crate) use vocabulary::{AROUND, NAMED};
pub use vocabulary::{Fit, Vocabulary, WordId};
pub use who::{WhoHit, who};

#[cfg(test)]
mod tests;
