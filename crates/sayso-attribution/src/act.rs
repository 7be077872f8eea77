//! What a cue says of the speaker: that they said it, hold it to be so, or mean to do it.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::rules;
use crate::text::Spans;

/// What the speaker did, by the words that credit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Act {
    /// Said, wrote, asked, promised; also where no words credit.
    Speech,
    /// Believes, fears, knows: nobody need have heard it.
    Belief,
    /// Wants, plans, hopes, seeks.
    Intention,
}

/// The words that are not of speech, every form written out.
const WORDS: &[(Act, &str)] = &[
    (
        Act::Belief,
        "believe believes believed believing think thinks thought thinking know knows knew known knowing feel feels felt \
         feeling fear fears feared fearing worry worries worried worrying doubt doubts doubted doubting suspect suspects \
         suspected suspecting expect expects expected expecting anticipate anticipates anticipated anticipating assume \
         assumes assumed assuming imagine imagines imagined imagining guess guesses guessed reckon reckons reckoned \
         consider considers considered considering deem deems deemed regard regards regarded regarding view views viewed \
         viewing see sees saw seen seeing understand understands understood understanding realize realizes realized \
         realizing realise realises realised realising recognize recognizes recognized recognizing recognise recognises \
         recognised recognising remember remembers remembered remembering learn learns learned learnt learning discover \
         discovers discovered discovering favor favors favored favour favours favoured convinced confident certain sure \
         aware afraid concerned skeptical sceptical optimistic pessimistic hopeful proud disappointed furious unhappy \
         belief beliefs opinion opinions conviction convictions feelings doubtful assumption assumptions expectation \
         expectations impression thoughts",
    ),
    (
        Act::Intention,
        "want wants wanted wanting wanna wish wishes wished wishing hope hopes hoped hoping plan plans planned planning \
         intend intends intended intending seek seeks sought seeking aim aims aimed aiming try tries tried trying attempt \
         attempts attempted attempting strive strives strove striving prefer prefers preferred preferring decide decides \
         decided deciding choose chooses chose chosen choosing like desire desires desired intention intentions ambition \
         ambitions goal goals eager keen willing unwilling determined poised bent",
    ),
];

static ACTS: LazyLock<HashMap<&'static str, Act>> = LazyLock::new(|| {
    WORDS.iter().flat_map(|&(act, words)| words.split_whitespace().map(move |word| (word, act))).collect()
});

impl Act {
    /// All three, in the order they are shown.
    pub const ALL: [Self; 3] = [Self::Speech, Self::Belief, Self::Intention];

    /// The word for it: `speech`, `belief`, `intention`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Speech => "speech",
            Self::Belief => "belief",
            Self::Intention => "intention",
        }
    }

    /// The act of a cue of `text`: the first word that tells decides (`voiced fears`, `announced plans` are speech).
    pub fn of(text: &str, cue: Option<&Spans>) -> Self {
        let pieces = cue.into_iter().flat_map(Spans::iter).map(|span| span.of(text));
        let mut words = pieces.flat_map(|piece| piece.split(|c: char| !c.is_alphanumeric()));
        words.find_map(|word| Self::of_word(&word.to_lowercase())).unwrap_or(Self::Speech)
    }

    fn of_word(word: &str) -> Option<Self> {
        ACTS.get(word).copied().or_else(|| rules::speaks(word).then_some(Self::Speech))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    #[test]
    fn the_first_word_that_tells_decides() {
        let cases = [
            (Act::Speech, ["said", "according to", "has vowed to", "voiced fears", "announced plans to", "is adamant"]),
            (Act::Belief, ["believes", "has long feared", "were not convinced", "’s view", "Thinks", "is expected to"]),
            (Act::Intention, ["wants to", "plans to", "sought", "would like", "is determined to", "had hoped"]),
        ];
        for (act, cues) in cases {
            for cue in cues {
                let whole = Spans::new([Span::new(0, cue.len())]);
                assert_eq!(Act::of(cue, whole.as_ref()), act, "{cue}");
            }
        }
        assert_eq!(Act::of("“Yes.”", None), Act::Speech);
    }
}
