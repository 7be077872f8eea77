//! Texts of one sort (quotes, paragraphs, names) as words: which words each has, and which texts have a word.

use std::ops::Range;

use super::vocabulary::{Vocabulary, WordId};
use crate::text::{Span, fold};

/// Units of text, numbered from 0 in the order they were put up.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    words: Vec<WordId>,
    /// Where each unit's words end in `words`.
    ends: Vec<u32>,
    /// For each word the units that have it, ascending, each once.
    units_of: Vec<Vec<u32>>,
}

impl Shelf {
    /// Puts up one more unit, made of `spans` of `text`.
    pub fn put(&mut self, vocabulary: &mut Vocabulary, text: &str, spans: impl IntoIterator<Item = Span>) {
        let unit = self.len() as u32;
        for span in spans {
            fold::words(text, span, |word, _| self.add(vocabulary.enter(word), unit));
        }
        self.ends.push(self.words.len() as u32);
    }

    /// Puts up one more unit, made of whole texts.
    pub fn put_all<'a>(&mut self, vocabulary: &mut Vocabulary, texts: impl IntoIterator<Item = &'a str>) {
        let unit = self.len() as u32;
        for text in texts {
            fold::words(text, Span::new(0, text.len()), |word, _| self.add(vocabulary.enter(word), unit));
        }
        self.ends.push(self.words.len() as u32);
    }

    fn add(&mut self, word: WordId, unit: u32) {
        self.words.push(word);
        let at = word.0 as usize;
        if self.units_of.len() <= at {
            self.units_of.resize_with(at + 1, Vec::new);
        }
        let units = &mut self.units_of[at];
        if units.last() != Some(&unit) {
            units.push(unit);
        }
    }

    /// How many units.
    #[expect(clippy::len_without_is_empty, reason = "nobody asks")]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The words of a unit in order; empty for one that is not there.
    pub fn words(&self, unit: usize) -> &[WordId] {
        let Some(&end) = self.ends.get(unit) else { return &[] };
        let start = unit.checked_sub(1).map_or(0, |before| self.ends[before]);
        let range: Range<usize> = start as usize..end as usize;
        &self.words[range]
    }

    /// The units that have a word, ascending.
    pub fn units(&self, word: WordId) -> &[u32] {
        self.units_of.get(word.0 as usize).map_or(&[], Vec::as_slice)
    }
}
