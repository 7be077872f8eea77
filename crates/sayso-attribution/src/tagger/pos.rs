//! Parts of speech: a greedy linear tagger over hashed features, one sentence from left to right.

use super::feature_ids::Features;
use super::hash::{pair, triple};
use super::tokenized_text::{TokenizedText, Word};
pub use crate::pos::{Pos, TAGS};
use crate::text::TokenKind;

/// The tag a word has without a look at the weights: marks and figures.
pub fn known(word: &Word) -> Option<Pos> {
    match word.kind {
        TokenKind::Mark => Some(Pos::Punct),
        TokenKind::Number => Some(Pos::Num),
        TokenKind::Word => None,
    }
}

/// The features of word `at` of one sentence, `before` being the tags of the two words before it.
pub fn features(sentence: &[Word], at: usize, before: [Option<Pos>; 2], out: &mut Features) {
    let form = |offset: isize| at.checked_add_signed(offset).and_then(|i| sentence.get(i)).map(|w| &w.lexeme);
    let word = |offset| form(offset).map_or(0, |l| u64::from(l.word));
    let tail = |offset| form(offset).map_or(0, |l| u64::from(l.tails[1]));
    let lexeme = &sentence[at].lexeme;
    let here = u64::from(lexeme.word);
    let shape = u64::from(lexeme.shape);
    let [last, second] = before.map(|pos| pos.map_or(0, Pos::value));
    let next_shape = form(1).map_or(0, |l| u64::from(l.shape));
    out.clear();
    out.list(
        1,
        &[
            0,
            here,
            pair(shape, u64::from(at == 0)),
            u64::from(lexeme.tails[0]),
            u64::from(lexeme.tails[1]),
            u64::from(lexeme.tails[2]),
            u64::from(lexeme.head),
            word(-1),
            word(-2),
            word(1),
            word(2),
            tail(-1),
            tail(1),
            next_shape,
            pair(word(-1), here),
            pair(here, word(1)),
            last,
            pair(last, second),
            pair(last, here),
            triple(last, word(1), 0),
            pair(last, u64::from(lexeme.tails[1])),
        ],
    );
}

/// The tagger: a table of rows, one small whole number a tag.
#[derive(Clone, Copy, Debug)]
pub struct PosTagger<'a> {
    rows: &'a [[u8; TAGS]],
    bits: u32,
}

impl<'a> PosTagger<'a> {
    /// Over `weights`, rows of [`TAGS`] signed bytes; `None` where there are not `2^n` rows.
    pub fn new(weights: &'a [u8]) -> Option<Self> {
        let (rows, rest) = weights.as_chunks::<TAGS>();
        (rest.is_empty() && rows.len().is_power_of_two()).then(|| Self { rows, bits: rows.len().trailing_zeros() })
    }

    /// Gives every word of `reading` its part of speech.
    pub fn tag(&self, reading: &mut TokenizedText) {
        let mut features = Features::default();
        for range in &reading.sentences {
            let sentence = &mut reading.words[range.start as usize..range.end as usize];
            let mut before = [None, None];
            for at in 0..sentence.len() {
                let pos = known(&sentence[at]).unwrap_or_else(|| {
                    self::features(sentence, at, before, &mut features);
                    self.best(&features)
                });
                sentence[at].pos = pos;
                before = [Some(pos), before[0]];
            }
        }
    }

    fn best(&self, features: &Features) -> Pos {
        let mut scores = [0i16; TAGS];
        for row in features.rows(self.bits) {
            for (score, weight) in scores.iter_mut().zip(&self.rows[row]) {
                *score += i16::from(weight.cast_signed());
            }
        }
        let best = (1..TAGS).fold(0, |best, tag| if scores[tag] > scores[best] { tag } else { best });
        Pos::ALL[best]
    }
}
