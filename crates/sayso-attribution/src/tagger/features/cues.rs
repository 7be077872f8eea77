//! The nearest cue on either side within the sentence: which word, how far, what stands between.

use super::{Features, coarse, pos, quoted, word};
use crate::tagger::hash::{self, pair, triple};
use crate::tagger::tokenized_text::{NONE, TokenizedText};

/// For every word, the nearest cue before and after it in its sentence, or [`NONE`].
#[derive(Debug)]
pub struct Cues {
    before: Vec<u32>,
    after: Vec<u32>,
    that: u64,
}

impl Cues {
    /// Where `is_cue` holds, there is one.
    pub fn new(reading: &TokenizedText, is_cue: impl Fn(usize) -> bool) -> Self {
        let total = reading.words.len();
        let mut cues = Self { before: vec![NONE; total], after: vec![NONE; total], that: hash::word("that").into() };
        for sentence in &reading.sentences {
            let words = sentence.start as usize..sentence.end as usize;
            let mut last = NONE;
            for at in words.clone() {
                cues.before[at] = last;
                last = if is_cue(at) { at as u32 } else { last };
            }
            last = NONE;
            for at in words.rev() {
                cues.after[at] = last;
                last = if is_cue(at) { at as u32 } else { last };
            }
        }
        cues
    }

    /// The nearest cue before word `at`.
    pub fn before(&self, at: usize) -> Option<usize> {
        Some(self.before[at]).filter(|i| *i != NONE).map(|i| i as usize)
    }

    /// The nearest cue after word `at`.
    pub fn after(&self, at: usize) -> Option<usize> {
        Some(self.after[at]).filter(|i| *i != NONE).map(|i| i as usize)
    }

    /// The features of word `at`.
    pub fn add(&self, reading: &TokenizedText, at: usize, out: &mut Features) {
        let (before, after) = (self.before(at), self.after(at));
        if let Some(cue) = before {
            self.behind(reading, at, cue, out);
        }
        if let Some(cue) = after {
            ahead(reading, at, cue, out);
        }
        let level = |cue: Option<usize>| cue.map_or(9, |i| u64::from(reading.words[i].level));
        out.push(120, level(before) * 100 + level(after) * 2 + u64::from(quoted(reading, at)));
    }

    fn behind(&self, reading: &TokenizedText, at: usize, cue: usize, out: &mut Features) {
        let credit = &reading.words[cue];
        let word_of = u64::from(credit.lexeme.word);
        let level = u64::from(credit.level);
        let comma = u64::from(reading.comma_in(cue + 1, at));
        let next = if word(reading, cue, 1) == self.that { self.that } else { pos(reading, cue, 1) };
        let distance = coarse(at - cue);
        out.list(
            100,
            &[
                distance,
                word_of,
                level * 100 + distance,
                pair(word_of, next),
                triple(credit.pos.value(), next, comma),
                sides(reading, at, cue) + level * 10 + comma,
                pair(word_of, pos(reading, at, 0)),
            ],
        );
    }
}

fn ahead(reading: &TokenizedText, at: usize, cue: usize, out: &mut Features) {
    let credit = &reading.words[cue];
    let word_of = u64::from(credit.lexeme.word);
    let level = u64::from(credit.level);
    let comma = u64::from(reading.comma_in(at + 1, cue));
    let ends_soon = u64::from(reading.sentence(cue).end - 1 - cue < 6);
    let distance = coarse(cue - at);
    out.list(
        110,
        &[
            distance,
            word_of,
            level * 100 + distance,
            triple(credit.pos.value(), pos(reading, cue, 1), comma),
            sides(reading, at, cue) + level * 10 + comma,
            pair(word_of, comma * 2 + ends_soon),
            pair(word_of, pos(reading, at, 0)),
            triple(pos(reading, cue, -1), pos(reading, cue, -2), comma),
        ],
    );
}

/// Code of which of the two is in quotation marks.
fn sides(reading: &TokenizedText, at: usize, cue: usize) -> u64 {
    u64::from(quoted(reading, cue)) * 1000 + u64::from(quoted(reading, at)) * 500
}
