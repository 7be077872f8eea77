//! An article and a quote of it as the index knows them, as they lie in the catalogue.

use std::ops::Range;

use zerocopy::{FromBytes, Immutable, IntoBytes};

use super::documents::{QuoteNumber, Sort};
use super::fingerprint::Fingerprint;
use crate::PersonId;
use crate::search::Manner;
use sayso_attribution::Reading;

/// An article in the index.
#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, Immutable)]
#[repr(C)]
pub struct ArticleRow {
    /// Its document, counted over all segments; its paragraphs follow.
    pub head: u32,
    pub blocks: u32,
    /// Smaller for newer ones.
    pub age: u32,
    /// Place in the order of the paths: of equals the first one comes first.
    pub order: u32,
    pub stamp: Fingerprint,
    /// Whether the second reading is kept of it; the rest fills the structure up.
    second: [u8; 8],
}

/// A quote in the index: in few bytes, for a large library has a million.
#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, Immutable)]
#[repr(C)]
pub struct Quote {
    /// The document of its first paragraph.
    first: u32,
    person: PersonId,
    /// How many more paragraphs there are.
    more: u8,
    sort: Sort,
    /// In hundredths.
    confidence: u8,
    /// Nothing; it fills the structure up.
    unused: u8,
}

impl ArticleRow {
    /// An article whose place in the order of the paths is not known yet.
    pub(super) fn of((head, blocks): (u32, u32), age: u32, stamp: Fingerprint, reading: Reading) -> Self {
        let second = [u8::from(reading == Reading::Second), 0, 0, 0, 0, 0, 0, 0];
        Self { head, blocks, age, order: 0, stamp, second }
    }

    /// The reading that is kept of it.
    pub fn reading(&self) -> Reading {
        if self.second[0] == 1 { Reading::Second } else { Reading::First }
    }

    /// Its documents.
    pub fn documents(&self) -> Range<usize> {
        self.head as usize..self.head as usize + 1 + self.blocks as usize
    }

    /// The documents of its quotes: its paragraphs, or the document of the article if it has no paragraphs.
    pub fn paragraphs(&self) -> Range<usize> {
        let all = self.documents();
        all.start + usize::from(self.blocks > 0)..all.end
    }
}

impl Quote {
    /// One that somebody says in an article.
    pub(super) fn of(told: QuoteNumber, article: &ArticleRow, person: Option<PersonId>) -> Self {
        let QuoteNumber { first, more, sort, confidence, .. } = told;
        let first = first.saturating_add(1).min(article.blocks);
        let more = u8::try_from(article.blocks - first).map_or(more, |left| more.min(left));
        Self {
            first: article.head + first,
            more,
            person: person.unwrap_or(PersonId::NOBODY),
            sort,
            confidence,
            unused: 0,
        }
    }

    /// The documents of its paragraphs.
    #[inline]
    pub fn documents(&self) -> Range<usize> {
        self.first as usize..self.first as usize + 1 + usize::from(self.more)
    }

    /// Who said it.
    #[inline]
    pub fn person(&self) -> Option<PersonId> {
        Some(self.person).filter(|person| *person != PersonId::NOBODY)
    }

    /// How it was said.
    #[inline]
    pub fn manner(&self) -> Option<Manner> {
        let (kind, act, status) = self.sort.parts()?;
        Some(Manner { kind, act, status, confidence: f32::from(self.confidence) / 100.0 })
    }
}
