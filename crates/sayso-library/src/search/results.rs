//! What a search found.

use super::{Fault, Rank};
use crate::{ArticleId, PersonId, QuoteId};
use sayso_attribution::text::Span;

/// The rows of the three tabs, best first, and what was wrong with the query.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Results {
    /// The query as it was typed.
    pub query: String,
    /// Quotes and reported claims.
    pub quotes: Hits<QuoteHit>,
    /// Articles.
    pub articles: Hits<ArticleHit>,
    /// Speakers.
    pub speakers: Hits<SpeakerHit>,
    /// What in the query could not be used; the rest was searched.
    pub faults: Vec<Fault>,
}

/// The best rows, and how many there are in all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hits<T> {
    /// The best, at most as many as were asked for.
    pub rows: Vec<T>,
    /// All that match.
    pub total: usize,
}

impl<T> Default for Hits<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), total: 0 }
    }
}

/// A quote that matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuoteHit {
    /// Which.
    pub id: QuoteId,
    /// How well it matches.
    pub rank: Rank,
    /// The letters that match, in the document's text: in the quote's words and in the paragraphs around them.
    pub spans: Vec<Span>,
    /// How many later prints of the same words are folded into this row.
    pub again: usize,
}

/// An article that matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleHit {
    /// Which.
    pub id: ArticleId,
    /// How well it matches.
    pub rank: Rank,
    /// The letters that match in its title (bytes of `Meta::title`).
    pub title: Vec<Span>,
    /// The paragraph that matches best; `None` when only title or names do.
    pub best: Option<Span>,
    /// The letters that match in that paragraph, in the document's text.
    pub spans: Vec<Span>,
}

impl ArticleHit {
    /// The first words that match in the article, if any do.
    pub fn place(&self) -> Option<Span> {
        self.spans.first().copied().or(self.best)
    }
}

/// A speaker that matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpeakerHit {
    /// Who.
    pub id: PersonId,
    /// How well it matches.
    pub rank: Rank,
    /// The letters that match (bytes of `Person::name`).
    pub name: Vec<Span>,
}
