//! The trained engine: from a text to attributions with nothing but tables of small whole numbers.
//!
//! ```text
//! text → words, sentences, quotations   reading.rs, lexeme.rs
//!      → parts of speech                pos.rs
//!      → tags, first pass               features/, crf.rs
//!      → tags, second pass              the same, seeing the first one's tags and spans
//!      → runs in a role → linked        runs.rs, link.rs
//!      → attributions                   assemble.rs, judge.rs
//! ```
//! A word plays one role; the unit of tagging is the paragraph, and its features see the paragraphs beside
//! it. Everything is linear in the words. `examples/train` learns the tables; `models/README.md` says from what.

pub mod assemble;
pub mod crf;
pub mod features;
pub mod hash;
pub mod judge;
pub mod lexeme;
pub mod lexicon;
pub mod link;
pub mod pos;
pub mod reading;
pub mod runs;
pub mod weights;

use std::sync::LazyLock;

use assemble::Tagged;
use crf::{Crf, Tag};
use features::{QuoteShapes, Scene};
use judge::Evidence;
use reading::Reading;
use runs::runs;
use weights::{Refused, Weights};

use super::Found;
use crate::text::Span;

/// The weights the program carries.
static BYTES: &[u8] = include_bytes!("../../../models/sayso.bin");
static CARRIED: LazyLock<Result<Engine<'static>, Refused>> = LazyLock::new(|| Engine::new(BYTES));

/// Attributions less likely right than this are not given: about where one more right one costs as many wrong.
pub const LEAST: f32 = 0.3;

/// The trained engine over its weights.
#[derive(Clone, Debug)]
pub struct Engine<'a> {
    weights: Weights<'a>,
}

impl<'a> Engine<'a> {
    /// Over the bytes of a weights file.
    pub fn new(bytes: &'a [u8]) -> Result<Self, Refused> {
        Ok(Self { weights: Weights::read(bytes)? })
    }

    /// Over the weights the program carries; read once.
    pub fn carried() -> Result<&'static Engine<'static>, Refused> {
        CARRIED.as_ref().map_err(|refused| *refused)
    }

    /// The attributions in `parts` of `text`, in the order of their cues. Each part is a paragraph's bytes and
    /// whether it is a headline.
    pub fn find(&self, text: &str, parts: impl IntoIterator<Item = (Span, bool)>) -> Vec<Found> {
        let weighed = self.weigh(&self.read(text, parts));
        weighed.into_iter().map(|(found, _)| found).filter(|found| found.confidence >= LEAST).collect()
    }

    /// `parts` of `text` with parts of speech and cue levels.
    pub fn read(&self, text: &str, parts: impl IntoIterator<Item = (Span, bool)>) -> Reading {
        let mut reading = Reading::new(text, parts);
        self.weights.tagger.tag(&mut reading);
        for word in &mut reading.words {
            word.level = self.weights.lexicon.level(word.lexeme.word);
        }
        reading
    }

    /// Every attribution in `reading`, however unsure, with the evidence for it.
    pub fn weigh(&self, reading: &Reading) -> Vec<(Found, Evidence)> {
        let shapes = QuoteShapes::new(reading);
        let first = tag(&self.weights.first, reading, &Scene::first(reading, &shapes), None);
        self.weigh_after(reading, &first)
    }

    /// The same when the first pass has given the tags `first`.
    pub fn weigh_after(&self, reading: &Reading, first: &[u8]) -> Vec<(Found, Evidence)> {
        let shapes = QuoteShapes::new(reading);
        let mut sure = vec![1.0; reading.words.len()];
        let second = tag(&self.weights.second, reading, &Scene::second(reading, &shapes, first), Some(&mut sure));
        let runs = runs(&second);
        let linked = self.weights.linker.link(reading, &runs);
        Tagged { reading, sure: &sure, runs: &runs }.attributions(&linked, &self.weights.judge)
    }
}

/// The tags of every word. `sure` takes how likely each is, where a paragraph has any role.
pub fn tag(crf: &Crf, reading: &Reading, scene: &Scene, mut sure: Option<&mut [f32]>) -> Vec<u8> {
    let mut tags = Vec::with_capacity(reading.words.len());
    let mut scores = Vec::new();
    for paragraph in &reading.paragraphs {
        let words = paragraph.words.start as usize..paragraph.words.end as usize;
        crf.scores(scene, words.clone(), &mut scores);
        crf.decode(&scores, &mut tags);
        let roles = tags[words.clone()].iter().any(|tag| *tag != Tag::OUTSIDE);
        if let Some(sure) = sure.as_deref_mut().filter(|_| roles) {
            for (at, chances) in words.zip(crf.posteriors(&scores)) {
                sure[at] = chances[tags[at] as usize];
            }
        }
    }
    tags
}
