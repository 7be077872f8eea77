//! The letters of the original text that a query matches.

use super::resolved_query::Plan;
use super::vocabulary::{Vocabulary, WordId};
use sayso_attribution::text::{Span, Spans, fold};

/// The letters of `text[within]` that `plan` matches: whole words, or the typed beginning of longer ones.
pub fn lit(plan: &Plan, vocabulary: &Vocabulary, text: &str, within: impl IntoIterator<Item = Span>) -> Vec<Span> {
    let mut found = Vec::new();
    for span in within.into_iter().filter(|_| plan.len() > 0) {
        let (words, places) = known_words(vocabulary, text, span);
        for at in 0..words.len() {
            light_at(plan, text, &words, &places, at, &mut found);
        }
    }
    Spans::new(found).map_or_else(Vec::new, |spans| spans.as_slice().to_vec())
}

/// The words of `text[span]` by number (a word the vocabulary lacks has a number of its own) and their places.
pub fn known_words(vocabulary: &Vocabulary, text: &str, span: Span) -> (Vec<WordId>, Vec<Span>) {
    let (mut words, mut places) = (Vec::new(), Vec::new());
    fold::words(text, span, |word, place| {
        words.push(vocabulary.get(word).unwrap_or(WordId(u32::MAX)));
        places.push(place);
    });
    (words, places)
}

fn light_at(plan: &Plan, text: &str, words: &[WordId], places: &[Span], at: usize, found: &mut Vec<Span>) {
    let terms = plan.terms_of(words[at]);
    for term in (0..plan.len()).filter(|term| terms & 1 << term != 0) {
        match plan.matches_at(term, words, at) {
            Some(1) => found.push(match plan.letters_of(term, words[at]) {
                Some(letters) => fold::head(text, places[at], letters),
                None => places[at],
            }),
            Some(count) => found.extend(&places[at..at + count]),
            None => {}
        }
    }
}
