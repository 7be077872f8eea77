//! What the tagger looks at, as rows of a table of weights.
//!
//! Each file holds one sort of evidence; each numbers its features within a block of its own, so that a new
//! one disturbs no other. Training and reading call the same functions.

mod clauses;
mod cues;
mod earlier;
mod quotes;
mod rules;
mod words;

pub use super::feature_ids::Features;
pub use cues::Cues;
pub use earlier::Earlier;

use clauses::Clauses;
use quotes::QuoteShapes;

use super::crf::Tagging;
use super::tokenized_text::{NONE, TokenizedText};

/// What both passes see of a text: its quotations and clauses.
#[derive(Clone, Debug)]
pub struct Shapes {
    quotes: QuoteShapes,
    clauses: Clauses,
}

impl Shapes {
    /// Looks over `reading`.
    pub fn new(reading: &TokenizedText) -> Self {
        Self { quotes: QuoteShapes::new(reading), clauses: Clauses::new(reading) }
    }
}

/// Everything the features of a text are taken from. `earlier` is what a first pass made of it.
#[derive(Debug)]
pub struct FeatureContext<'a> {
    reading: &'a TokenizedText,
    shapes: &'a Shapes,
    cues: Cues,
    earlier: Option<Earlier<'a>>,
}

impl<'a> FeatureContext<'a> {
    /// For the first pass: cues are guessed from words that often are one.
    pub fn first(reading: &'a TokenizedText, shapes: &'a Shapes) -> Self {
        let cues = Cues::new(reading, |at| {
            let word = &reading.words[at];
            (word.level >= 2 && word.pos.can_credit()) || reading.hints.get(Some(at)).role == 2
        });
        Self { reading, shapes, cues, earlier: None }
    }

    /// For the second pass: `first` is what the first one made of it.
    pub fn second(reading: &'a TokenizedText, shapes: &'a Shapes, first: &'a Tagging) -> Self {
        let cues = Cues::new(reading, |at| first.tags[at] == super::crf::Tag::CUE_BEGINS);
        Self { reading, shapes, cues, earlier: Some(Earlier::new(reading, first)) }
    }

    /// Whether this is the last pass.
    pub fn is_last(&self) -> bool {
        self.earlier.is_some()
    }

    /// The features of word `at`.
    pub fn features(&self, at: usize, out: &mut Features) {
        out.clear();
        words::add(self.reading, at, out);
        self.shapes.quotes.add(self.reading, at, out);
        self.cues.add(self.reading, at, out);
        self.shapes.clauses.add(self.reading, at, out);
        rules::add(self, at, out);
        if let Some(earlier) = &self.earlier {
            earlier.add(self.reading, &self.cues, at, out);
            rules::beside(self, at, earlier.tag(at, 0), out);
            self.shapes.clauses.beside(at, earlier, out);
        }
    }
}

/// A distance in words, told apart more coarsely the longer it is.
fn coarse(words: usize) -> u64 {
    match words {
        0..4 => words as u64,
        4..6 => 4,
        6..10 => 6,
        10..20 => 10,
        _ => 20,
    }
}

/// The word `offset` away from `at` as a value; 0 where there is none.
fn word(reading: &TokenizedText, at: usize, offset: isize) -> u64 {
    at.checked_add_signed(offset).and_then(|i| reading.get(i)).map_or(0, |w| u64::from(w.lexeme.word))
}

/// The part of speech of the word `offset` away from `at` as a value; 0 where there is none.
fn pos(reading: &TokenizedText, at: usize, offset: isize) -> u64 {
    at.checked_add_signed(offset).and_then(|i| reading.get(i)).map_or(0, |w| w.pos.value())
}

fn quoted(reading: &TokenizedText, at: usize) -> bool {
    reading.words[at].quote != NONE
}
