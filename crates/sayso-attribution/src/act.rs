//! Classification of cues: speech, belief or intention.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::attribution::Act;
use crate::rules;
use crate::text::Spans;

/// Cue words of belief and intention, with all their inflected forms. Every other cue word is of speech.
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
    /// The act that `cue`, a place in `text`, stands for. The first cue word with a known class decides: `voiced fears`
    /// and `announced plans` are speech.
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
