//! The paragraphs of an article with their quotations, and the headings between them.

use std::ops::Range;

use crate::document::{BlockKind, Document};
use crate::text::quotation::quotations;
use crate::text::{Quotation, Span, Spans};

/// What the source card says of a line of a story.
pub const DIALOGUE: &str = "dialogue";

/// One paragraph, or a headline, heading or byline.
pub(super) struct Passage {
    /// Its bytes, without white space at the ends.
    pub span: Span,
    /// Whether it is a block quotation or a pull line.
    pub set_off: bool,
    /// Whether attributions are looked for in it: paragraphs, not headings.
    pub is_argument: bool,
    /// Outermost quotations of a paragraph, in text order; none in headings.
    pub quotes: Vec<Quotation>,
}

impl Passage {
    /// Returns `true` if no word stands outside quotation marks, and one stands inside.
    pub fn all_quoted(&self, text: &str) -> bool {
        !self.quotes.is_empty() && self.outside().all(|span| !has_word(span.of(text)))
    }

    /// The stretches between and around the quotations.
    pub fn outside(&self) -> impl Iterator<Item = Span> + '_ {
        let starts = std::iter::once(self.span.start()).chain(self.quotes.iter().map(|q| q.outer.end()));
        let ends = self.quotes.iter().map(|q| q.outer.start()).chain([self.span.end()]);
        starts.zip(ends).map(|(start, end)| Span::new(start.min(end), end))
    }

    /// The words of all its quotations; `None` if it has none.
    pub fn quoted(&self) -> Option<Spans> {
        Spans::new(self.quotes.iter().map(|q| q.inner))
    }

    /// From the end of the last quotation to the end of the paragraph.
    pub fn after_quotes(&self) -> Span {
        let start = self.quotes.last().map_or(self.span.start(), |q| q.outer.end());
        Span::new(start, self.span.end())
    }
}

/// The longest runs of passages that `is` holds for, in text order; none is empty.
pub(super) fn runs(passages: &[Passage], is: impl Fn(&Passage) -> bool) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + passages[from..].iter().position(&is)?;
        from = start + passages[start..].iter().take_while(|passage| is(passage)).count();
        Some(start..from)
    })
}

/// The paragraphs and headings, in text order.
pub(super) fn passages(document: &Document) -> Vec<Passage> {
    let read = |kind| !matches!(kind, BlockKind::Furniture | BlockKind::Code | BlockKind::Excerpt | BlockKind::Caption);
    let blocks = document.blocks().iter().filter(|block| read(block.kind));
    let passage = blocks.map(|block| {
        let is_argument = block.kind.is_argument();
        let quotes = if is_argument { quotations(document.text(), block.span) } else { Vec::new() };
        Passage {
            span: block.span,
            set_off: matches!(block.kind, BlockKind::BlockQuote | BlockKind::PullLine),
            is_argument,
            quotes: quotes.into_iter().filter(|q| q.depth == 0).collect(),
        }
    });
    passage.collect()
}

/// Returns `true` if `text` holds a letter or digit.
pub(super) fn has_word(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

/// Runs of capitalised words, each with its number of words.
pub(super) fn capital_runs(text: &str, within: Span) -> Vec<(Span, usize)> {
    let mut runs: Vec<(Span, usize)> = Vec::new();
    let mut joins = false;
    for token in crate::text::token::tokens(text, within) {
        let word = token.span.of(text);
        let capital = word.starts_with(char::is_uppercase);
        match runs.last_mut().filter(|_| joins && capital) {
            Some((run, words)) => {
                *run = run.cover(token.span);
                *words += 1;
            }
            None if capital => runs.push((token.span, 1)),
            None => {}
        }
        joins = capital;
    }
    runs
}
