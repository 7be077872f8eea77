//! What a query may ask of an article, a quote or a speaker.
//!
//! There are two sources of facts: articles in memory, which are known word by word, and the index, which knows some
//! facts of a whole paragraph only. [`Predicates`](super::Predicates) evaluates a query over either.

use super::level::Level;
use super::query::Filter;
use sayso_attribution::{Act, Attribution, Kind, Status};

/// An answer that a source of facts may not know. Ordered so that `min` is “and” and `max` is “or”.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Truth {
    /// Does not hold.
    No,
    /// May hold.
    Unknown,
    /// Holds.
    Yes,
}

impl Truth {
    /// The opposite where `negated`; what is unknown stays so.
    #[must_use]
    pub fn negated_if(self, negated: bool) -> Self {
        match (self, negated) {
            (Self::No, true) => Self::Yes,
            (Self::Yes, true) => Self::No,
            (truth, _) => truth,
        }
    }

    /// Returns `true` unless it is known not to hold.
    pub fn may_hold(self) -> bool {
        self != Self::No
    }
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }
}

/// How something was said, and how sure that is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Manner {
    /// Quoted, partly quoted or reported.
    pub kind: Kind,
    /// Said, believed or intended.
    pub act: Act,
    /// Asserted, denied, hypothetical or second-hand.
    pub status: Status,
    /// 0 to 1, as in [`Attribution::confidence`](sayso_attribution::Attribution).
    pub confidence: f32,
}

impl Manner {
    /// How an attribution was said.
    pub fn of(attribution: &Attribution) -> Self {
        let &Attribution { kind, act, status, confidence, .. } = attribution;
        Self { kind, act, status, confidence }
    }
}

/// What is known of one unit: an article, a quote or a speaker.
pub trait Facts {
    /// How well a term of the query stands in the unit, by its place in [`Branch::terms`](super::Branch).
    fn level(&self, term: usize) -> Level;

    /// Whether the unit has an unwanted term, by its place in [`Branch::without`](super::Branch).
    fn has_unwanted(&self, term: usize) -> Truth;

    /// Whether one text that the filter’s field names has all words of the filter. `at` is the place of the filter in
    /// [`Branch::filters`](super::Branch).
    fn has_words(&self, at: usize, filter: &Filter) -> Truth;

    /// How it was said; `None` for what is not a quote.
    fn manner(&self) -> Option<Manner> {
        None
    }

    /// The date of an article; `None` for an undated one, and for what is not an article.
    fn published(&self) -> Option<&str> {
        None
    }

    /// Returns `true` for an article that was read.
    fn is_read(&self) -> bool {
        false
    }
}
