//! Texts of one sort (quotes, paragraphs, names) as words: which words each has, in order.

use std::ops::Range;

use super::vocabulary::{Vocabulary, WordId};
use sayso_attribution::text::{Span, fold};

/// The words of units of text, numbered from 0 in the order they were added.
#[derive(Clone, Debug, Default)]
pub struct ForwardIndex {
    words: Vec<WordId>,
    /// Where each unit's words end in `words`.
    ends: Vec<u32>,
}

impl ForwardIndex {
    /// Puts up one more unit, made of `spans` of `text`.
    pub fn put(&mut self, vocabulary: &mut Vocabulary, text: &str, spans: impl IntoIterator<Item = Span>) {
        for span in spans {
            fold::words(text, span, |word, _| self.words.push(vocabulary.enter(word)));
        }
        self.ends.push(self.words.len() as u32);
    }

    /// Puts up one more unit, made of whole texts that have nothing to do with each other.
    pub fn put_all<'a>(&mut self, vocabulary: &mut Vocabulary, texts: impl IntoIterator<Item = &'a str>) {
        for (at, text) in texts.into_iter().enumerate() {
            self.words.extend((at > 0).then_some(WordId::BREAK));
            fold::words(text, Span::new(0, text.len()), |word, _| self.words.push(vocabulary.enter(word)));
        }
        self.ends.push(self.words.len() as u32);
    }

    /// Adds all units of another index, which has its words from the same vocabulary.
    pub fn append(&mut self, other: &Self) {
        let before = self.words.len() as u32;
        self.words.extend(&other.words);
        self.ends.extend(other.ends.iter().map(|end| before + end));
    }

    /// How many units.
    #[expect(clippy::len_without_is_empty, reason = "nobody asks")]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The words of every unit.
    pub fn units(&self) -> impl Iterator<Item = &[WordId]> {
        (0..self.len()).map(|unit| self.words(unit))
    }

    /// The words of a unit in order; empty for one that is not there.
    pub fn words(&self, unit: usize) -> &[WordId] {
        let Some(&end) = self.ends.get(unit) else { return &[] };
        let start = unit.checked_sub(1).map_or(0, |before| self.ends[before]);
        let range: Range<usize> = start as usize..end as usize;
        &self.words[range]
    }
}
