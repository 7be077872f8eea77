//! Parts of speech: a greedy linear tagger over hashed features, one sentence from left to right.

use super::feature_ids::Features;
use super::hash::{pair, triple};
use super::reading::{Reading, Word};
use crate::text::TokenKind;

/// A part of speech, as fine as attribution needs it: verb forms as in the Penn Treebank, the rest as in
/// Universal Dependencies.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
#[repr(u8)]
#[allow(missing_docs, reason = "the names are the tag sets' own")]
pub enum Pos {
    Vb,
    Vbd,
    Vbg,
    Vbn,
    Vbp,
    Vbz,
    Aux,
    Md,
    Nn,
    Nns,
    Nnp,
    Prp,
    PrpS,
    Wp,
    Pron,
    Adj,
    Adp,
    Adv,
    Cconj,
    Det,
    Num,
    Part,
    Sconj,
    X,
    /// Marks; told by their characters, never by weights.
    Punct,
}

/// How many tags the weights tell apart.
pub const TAGS: usize = 24;

impl Pos {
    /// All, each at its own number.
    pub const ALL: [Self; TAGS + 1] = [
        Self::Vb,
        Self::Vbd,
        Self::Vbg,
        Self::Vbn,
        Self::Vbp,
        Self::Vbz,
        Self::Aux,
        Self::Md,
        Self::Nn,
        Self::Nns,
        Self::Nnp,
        Self::Prp,
        Self::PrpS,
        Self::Wp,
        Self::Pron,
        Self::Adj,
        Self::Adp,
        Self::Adv,
        Self::Cconj,
        Self::Det,
        Self::Num,
        Self::Part,
        Self::Sconj,
        Self::X,
        Self::Punct,
    ];

    /// From the two tags a Universal Dependencies treebank gives a word: `VERB` and `VBD`.
    pub fn of_treebank(upos: &str, xpos: &str) -> Self {
        let form = match xpos {
            "VB" => Self::Vb,
            "VBD" => Self::Vbd,
            "VBG" => Self::Vbg,
            "VBN" => Self::Vbn,
            "VBP" => Self::Vbp,
            "VBZ" => Self::Vbz,
            "MD" => Self::Md,
            _ => Self::X,
        };
        match upos {
            "VERB" if form == Self::X => Self::Vb,
            "AUX" if matches!(form, Self::Vbd | Self::Vbp | Self::Vbz | Self::X) => Self::Aux,
            "VERB" | "AUX" => form,
            "NOUN" if matches!(xpos, "NNS") => Self::Nns,
            "NOUN" => Self::Nn,
            "PROPN" => Self::Nnp,
            "PRON" if xpos == "PRP" => Self::Prp,
            "PRON" if xpos == "PRP$" => Self::PrpS,
            "PRON" if xpos.starts_with('W') => Self::Wp,
            "PRON" => Self::Pron,
            "ADJ" => Self::Adj,
            "ADP" => Self::Adp,
            "ADV" => Self::Adv,
            "CCONJ" => Self::Cconj,
            "DET" => Self::Det,
            "NUM" => Self::Num,
            "PART" => Self::Part,
            "SCONJ" => Self::Sconj,
            "PUNCT" => Self::Punct,
            _ => Self::X,
        }
    }

    /// Can a word of this sort be a cue by itself: a verb, a noun, `according`, `concerned`?
    pub fn can_credit(self) -> bool {
        use Pos::{Adj, Adp, Adv, Aux, Nn, Nnp, Nns, Num, Vb, Vbd, Vbg, Vbn, Vbp, Vbz};
        matches!(self, Vb | Vbd | Vbg | Vbn | Vbp | Vbz | Aux | Adj | Adp | Adv | Nn | Nns | Nnp | Num)
    }

    /// The tag as a feature's value; never that of a missing word, which is 0.
    pub fn value(self) -> u64 {
        self as u64 + 1
    }
}

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
pub struct Tagger<'a> {
    rows: &'a [[u8; TAGS]],
    bits: u32,
}

impl<'a> Tagger<'a> {
    /// Over `weights`, rows of [`TAGS`] signed bytes; `None` where there are not `2^n` rows.
    pub fn new(weights: &'a [u8]) -> Option<Self> {
        let (rows, rest) = weights.as_chunks::<TAGS>();
        (rest.is_empty() && rows.len().is_power_of_two()).then(|| Self { rows, bits: rows.len().trailing_zeros() })
    }

    /// Gives every word of `reading` its part of speech.
    pub fn tag(&self, reading: &mut Reading) {
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
