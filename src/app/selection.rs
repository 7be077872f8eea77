//! A selection of words: two ends, one of which moves.

use sayso_attribution::text::{Span, word};
use sayso_library::QuoteId;

/// A selection: from one word to another, the second one moving.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selection {
    /// The word that stays.
    fixed: Span,
    /// The word that moves.
    head: Span,
    /// The quote whose edges these are; a selection of the reader's own where it is none.
    pub edges: Option<QuoteId>,
}

impl Selection {
    /// One word, both ends of a selection of the reader's own.
    pub fn at(word: Span) -> Self {
        Self { fixed: word, head: word, edges: None }
    }

    /// The word that moves.
    pub fn head(&self) -> Span {
        self.head
    }

    /// Makes the other end the one that moves.
    pub fn swap(&mut self) {
        std::mem::swap(&mut self.fixed, &mut self.head);
    }

    /// From the first to the last word of `span`, the first one moving.
    pub fn of(text: &str, span: Span, edges: Option<QuoteId>) -> Option<Self> {
        let first = word::after(text, span.start()).filter(|first| first.start() < span.end())?;
        let last = word::before(text, span.end()).filter(|last| *last >= first).unwrap_or(first);
        // What stands beside the outer words belongs to them while they do not move.
        Some(Self {
            fixed: last.cover(Span::new(last.start(), span.end())),
            head: Span::new(span.start(), first.end()),
            edges,
        })
    }

    /// The selected bytes.
    pub fn span(&self) -> Span {
        self.fixed.cover(self.head)
    }

    /// Moves the moving end to a word, if there is one.
    pub fn put(&mut self, head: Option<Span>) {
        self.head = head.unwrap_or(self.head);
    }

    /// All of it and all of `more`, the far end moving.
    pub fn widen(&mut self, more: Span, down: bool) {
        let all = self.span().cover(more);
        let (start, end) = (Span::new(all.start(), all.start()), Span::new(all.end(), all.end()));
        (self.fixed, self.head) = if down { (start, end) } else { (end, start) };
    }
}
