//! One search across all articles, all quotes and all speakers.
//!
//! [`Index::learn`] keeps up with a library, [`Query::parse`] reads what was typed, [`search`] answers it, and
//! [`who`] finds the source of words half remembered. Words are matched first (as they are, as the beginning
//! of a longer word, with a typo or two), then rows are ranked by [`Rank`]; letters alone are matched only for
//! names, titles and commands ([`letters`]). Does not know what a key, a screen or a file is.

mod answers;
mod complete;
mod compound;
mod facts;
mod filter;
mod index;
mod letter_set;
pub mod letters;
mod level;
mod light;
mod occurrences;
mod plan;
mod predicate;
mod query;
mod rank;
mod results;
mod sheet;
mod shelf;
mod typo;
mod verb;
mod vocabulary;
mod who;

pub use answers::{folded, search};
pub use complete::Completion;
pub use compound::spellings;
pub use facts::{Facts, Manner, Truth};
pub use filter::has_words;
pub(crate) use filter::is_called;
pub use index::{Index, is_searched};
pub use letter_set::LetterSet;
pub(crate) use level::{ABSENT, Cost, Level, Ring, highest, highest_inside, level};
pub use predicate::Predicates;
pub use query::{Branch, Fault, Field, FieldRow, Filter, Query, Term, Unit};
pub use rank::{Rank, age};
pub use results::{ArticleHit, Hits, QuoteHit, Results, SpeakerHit};
pub use sheet::Sheets;
pub use shelf::Shelf;
pub use typo::Typos;
pub(crate) use vocabulary::{AROUND, NAMED};
pub use vocabulary::{Fit, Vocabulary, WordId};
pub use who::{WhoHit, who};

#[cfg(test)]
mod tests;
