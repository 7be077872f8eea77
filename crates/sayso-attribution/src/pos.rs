//! Parts of speech.

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

    /// Returns `true` if a word of this sort can be a cue by itself: a verb, a noun, `according`, `concerned`.
    pub fn can_credit(self) -> bool {
        use Pos::{Adj, Adp, Adv, Aux, Nn, Nnp, Nns, Num, Vb, Vbd, Vbg, Vbn, Vbp, Vbz};
        matches!(self, Vb | Vbd | Vbg | Vbn | Vbp | Vbz | Aux | Adj | Adp | Adv | Nn | Nns | Nnp | Num)
    }

    /// Returns `true` for common and proper nouns.
    pub fn is_noun(self) -> bool {
        matches!(self, Self::Nn | Self::Nns | Self::Nnp)
    }

    /// Returns `true` for every form of a verb, auxiliaries too.
    pub fn is_verb(self) -> bool {
        matches!(self, Self::Vb | Self::Vbg | Self::Vbn) || self.is_finite()
    }

    /// Returns `true` for the forms of a verb that take a subject: `said`, `says`, `is`, `will`.
    pub fn is_finite(self) -> bool {
        matches!(self, Self::Vbd | Self::Vbp | Self::Vbz | Self::Aux | Self::Md)
    }

    /// The tag as a feature's value; never that of a missing word, which is 0.
    pub fn value(self) -> u64 {
        self as u64 + 1
    }
}
