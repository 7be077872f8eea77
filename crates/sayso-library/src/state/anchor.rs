//! Words in a text, told so that they are found again after an edit: where they stood, and what stood around them.
//!
//! It follows the text quote selector and the text position selector of the W3C's Web Annotation model.

use memchr::memmem;
use serde::{Deserialize, Serialize};

use sayso_attribution::text::span::floor;
use sayso_attribution::text::{Span, Spans};

/// Bytes of text before and after the words that are stored with them.
const AROUND: usize = 32;

/// Words shorter than this, in bytes, are found elsewhere only between the same neighbours: `yes` stands everywhere.
const TELLING: usize = 24;

/// Words of a text, with what stands around them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Anchor {
    /// First byte.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// What stands before them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub prefix: String,
    /// The words.
    pub exact: String,
    /// What stands behind them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub suffix: String,
}

/// Why words are not found any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Lost {
    /// They stand nowhere.
    #[error("the words are no longer in the article")]
    Gone,
    /// They stand at several places, none more likely than another; or are too few to be known by themselves.
    #[error("the words have moved, and their new place is not clear")]
    Unclear,
}

impl Anchor {
    /// Of the words at `span`.
    pub fn of(text: &str, span: Span) -> Self {
        let from = floor(text, span.start().saturating_sub(AROUND));
        let upto = floor(text, span.end() + AROUND);
        Self {
            start: span.start(),
            end: span.end(),
            prefix: Span::new(from, span.start()).of(text).to_owned(),
            exact: span.of(text).to_owned(),
            suffix: Span::new(span.end(), upto).of(text).to_owned(),
        }
    }

    /// Of the place at `offset`: the words that begin there.
    pub fn at(text: &str, offset: usize) -> Self {
        Self::of(text, Span::new(offset, floor(text, offset + AROUND)))
    }

    /// Of each of these pieces.
    pub fn of_all(text: &str, pieces: &Spans) -> Vec<Self> {
        pieces.iter().map(|piece| Self::of(text, piece)).collect()
    }

    /// Where the pieces stand now: all of them, in the order they had.
    pub fn find_all(pieces: &[Self], text: &str) -> Result<Spans, Lost> {
        let found: Vec<Span> = pieces.iter().map(|piece| piece.find(text)).collect::<Result<_, _>>()?;
        if found.windows(2).any(|pair| pair[1].start() < pair[0].end()) {
            return Err(Lost::Unclear);
        }
        Spans::new(found).ok_or(Lost::Gone)
    }

    /// Where the words stand now. The same place is taken as it is; another only if it is the one likely place.
    pub fn find(&self, text: &str) -> Result<Span, Lost> {
        let there = Span::new(self.start, self.end);
        if there.of(text) == self.exact && self.alike(text, there.start()) == self.whole() {
            return Ok(there);
        }
        if self.exact.is_empty() {
            return Err(Lost::Gone);
        }
        let mut best: Option<(usize, usize)> = None;
        let mut tied = false;
        for at in memmem::find_iter(text.as_bytes(), self.exact.as_bytes()) {
            let alike = self.alike(text, at);
            match best {
                Some((most, _)) if alike == most => tied = true,
                Some((most, _)) if alike < most => {}
                _ => (best, tied) = (Some((alike, at)), false),
            }
        }
        let (alike, at) = best.ok_or(Lost::Gone)?;
        let known = self.exact.len() >= TELLING || alike * 2 >= self.whole();
        if known && !tied { Ok(Span::new(at, at + self.exact.len())) } else { Err(Lost::Unclear) }
    }

    /// How many bytes on both sides of `at` stand as they stood.
    fn alike(&self, text: &str, at: usize) -> usize {
        let before = text.get(..at).unwrap_or_default().bytes().rev().zip(self.prefix.bytes().rev());
        let after = text.get(at + self.exact.len()..).unwrap_or_default().bytes().zip(self.suffix.bytes());
        before.take_while(|(a, b)| a == b).count() + after.take_while(|(a, b)| a == b).count()
    }

    fn whole(&self) -> usize {
        self.prefix.len() + self.suffix.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str = "One said yes. Another said that the money had been spent. A third said yes, and left.";

    fn anchor(words: &str) -> Anchor {
        let at = TEXT.find(words).unwrap();
        Anchor::of(TEXT, Span::new(at, at + words.len()))
    }

    #[test]
    fn words_are_found_where_an_edit_moved_them() {
        let spent = anchor("the money had been spent");
        assert_eq!(spent.find(TEXT).map(|s| s.of(TEXT)), Ok("the money had been spent"));
        let edited = format!("A new first line. {}", TEXT.replace("Another said", "Somebody told us"));
        assert_eq!(spent.find(&edited).map(|s| s.of(&edited)), Ok("the money had been spent"));
        assert_eq!(spent.find(&TEXT.replace("money", "funds")), Err(Lost::Gone));
    }

    #[test]
    fn few_words_are_never_taken_for_the_same_words_elsewhere() {
        let yes = anchor("yes");
        assert_eq!(yes.find(TEXT).map(Span::start), Ok(9));
        let first_gone = TEXT.replace("One said yes. ", "");
        assert_eq!(yes.find(&first_gone), Err(Lost::Unclear), "the third man's yes is not the first one's");
        let twice = "It was the same old story again. It was the same old story again.";
        let far = Anchor {
            start: 900,
            end: 933,
            prefix: String::new(),
            exact: twice[..32].to_owned(),
            suffix: String::new(),
        };
        assert_eq!(far.find(twice), Err(Lost::Unclear));
    }

    proptest! {
        #[test]
        fn an_edit_before_or_behind_moves_the_words_and_finds_them(
            before in "[a-z é]{0,60}", after in "[a-z é]{0,60}", words in "[A-Z][A-Z ]{22,40}[A-Z]", more in "[a-z\n é]{0,40}",
        ) {
            let text = format!("{before}{words}{after}");
            let anchor = Anchor::of(&text, Span::new(before.len(), before.len() + words.len()));
            for edited in [format!("{more}{text}"), format!("{text}{more}"), format!("{before}{more}{words}{after}")] {
                prop_assert_eq!(anchor.find(&edited).map(|s| s.of(&edited).to_owned()), Ok(words.clone()));
            }
            prop_assert_eq!(anchor.find(&format!("{before}{more}{after}")), Err(Lost::Gone));
        }
    }
}
