//! Classification of cues: speech, belief or intention.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::attribution::Act;
use crate::language::{ENGLISH, WordList};
use crate::text::Spans;

/// Cue words of belief. Every cue word of neither list is of speech.
static BELIEF: WordList = WordList::named("act.belief");

/// Cue words of intention.
static INTENTION: WordList = WordList::named("act.intention");

static ACTS: LazyLock<HashMap<&'static str, Act>> = LazyLock::new(|| {
    let words = |list: &'static WordList, act| list.iter().map(move |word| (*word, act));
    words(&BELIEF, Act::Belief).chain(words(&INTENTION, Act::Intention)).collect()
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
        ACTS.get(word).copied().or_else(|| ENGLISH.speaks(word).then_some(Self::Speech))
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
