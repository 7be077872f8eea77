//! What of the first reading stands in the second one.

use crate::attribution::Found;
use crate::text::{Span, Spans};

/// Lowest confidence of an attribution of the first reading that stands in the second one too, where that found none in
/// its words: on held-out articles it costs nothing, and quotations are lost without it.
const LEAST_KEPT: f32 = 0.8;

/// Share of the bytes of two contents from which on they are the same words: on both halves of dev, 0.8 gives the right
/// source to more of them than 0.5.
const SAME: f32 = 0.8;

/// The rule for phrases that credit the sentence in which they stand.
const OF_A_SENTENCE: &str = "in X’s view";

/// Adds to what the second reading `found` what only the `first` one found, if that is sure or somebody else is quoted so
/// within a turn of a transcript: the network has learned no transcripts. Where both found the same words, the source is
/// that of the surer one. What a phrase such as `in X’s view` credits reaches as far as the rule
/// among `hints` says: the network often ends at the first comma.
pub fn join(text: &str, found: &mut Vec<Found>, first: Vec<Found>, hints: &[Found]) {
    for second in found.iter_mut() {
        let mut surer = first.iter().filter(|first| first.confidence > second.confidence);
        if let Some(first) = surer.find(|first| likeness(&first.content, &second.content) >= SAME) {
            second.source.clone_from(&first.source);
        }
        if let Some(sentence) = hints.iter().find(|hint| is_sentence(hint, second)) {
            second.content.clone_from(&sentence.content);
        }
        if let Some(hint) = hints.iter().find(|hint| is_source_in_content(hint, second)) {
            (second.source, second.content) = (hint.source.clone(), hint.content.clone());
        }
    }
    let told: Vec<Span> = found.iter().map(|found| found.content.hull()).collect();
    let turns: Vec<Span> =
        found.iter().filter(|found| is_turn(text, found)).map(|found| found.content.hull()).collect();
    let is_kept = |first: &Found| {
        let content = first.content.hull();
        let mut others = told.iter().filter(|told| told.overlaps(content)).peekable();
        match others.peek() {
            None => first.confidence >= LEAST_KEPT,
            Some(_) => others.all(|told| turns.contains(told) && quotes_within(*told, first)),
        }
    };
    found.extend(first.into_iter().filter(is_kept));
}

/// Returns `true` if a colon credits the words of `found`, as in a transcript.
fn is_turn(text: &str, found: &Found) -> bool {
    found.cue.as_ref().is_some_and(|cue| cue.hull().of(text) == ":")
}

/// Returns `true` if `found` credits somebody else within the words `turn`.
fn quotes_within(turn: Span, found: &Found) -> bool {
    found.source.as_ref().is_some_and(|source| turn.covers(source.hull().cover(found.content.hull())))
}

/// Returns `true` if `hint` credits a sentence that begins with the words of `found` to a source that overlaps that of `found`.
fn is_sentence(hint: &Found, found: &Found) -> bool {
    hint.found_by == OF_A_SENTENCE
        && hint.content.start() == found.content.start()
        && hint.content.end() > found.content.end()
        && hint.source.as_ref().zip(found.source.as_ref()).is_some_and(|(hint, found)| hint.overlaps(found.hull()))
}

/// Returns `true` if `found` has no source because its content holds the one that `hint` finds beside the same cue, as in
/// the headline `Minister ‘lied’, claims [whistleblower]`.
fn is_source_in_content(hint: &Found, found: &Found) -> bool {
    let holds = |source: &Spans| found.content.overlaps(source.hull());
    found.source.is_none() && hint.cue == found.cue && hint.source.as_ref().is_some_and(holds)
}

/// Bytes in both of two contents as a share of those in either, 0 to 1.
fn likeness(one: &Spans, other: &Spans) -> f32 {
    let shared = |span: Span| other.iter().filter_map(move |piece| piece.intersect(span));
    let both: usize = one.iter().flat_map(shared).map(Span::len).sum();
    both as f32 / (one.total() + other.total() - both).max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribution::Kind;

    fn spans(start: usize, end: usize) -> Spans {
        Spans::new([Span::new(start, end)]).unwrap()
    }

    fn found(source: Option<(usize, usize)>, content: (usize, usize), confidence: f32) -> Found {
        let (source, content) = (source.map(|(start, end)| spans(start, end)), spans(content.0, content.1));
        let (cue, via, kind) = (None, None, Kind::Indirect);
        Found { source, cue, content, kind, via, confidence, found_by: "test" }
    }

    fn joined(second: Found, first: Found, hints: &[Found]) -> Vec<(Option<Spans>, Spans)> {
        let mut all = vec![second];
        join("", &mut all, vec![first], hints);
        all.into_iter().map(|found| (found.source, found.content)).collect()
    }

    #[test]
    fn the_surer_reading_says_who_said_the_same_words() {
        let second = || found(None, (20, 60), 0.5);
        let first = |content, confidence| found(Some((0, 8)), content, confidence);
        let source = |first| joined(second(), first, &[])[0].0.clone();
        assert_eq!(source(first((20, 60), 0.6)), Some(spans(0, 8)));
        assert_eq!(source(first((20, 58), 0.9)), Some(spans(0, 8)), "nearly the same words");
        assert_eq!(source(first((20, 40), 0.9)), None, "other words");
        assert_eq!(source(first((20, 60), 0.4)), None, "less sure");
    }

    #[test]
    fn what_only_the_first_reading_found_stays_if_it_is_sure() {
        let contents = |content, confidence| joined(found(None, (20, 60), 0.5), found(None, content, confidence), &[]);
        assert_eq!(contents((80, 90), 0.8).len(), 2);
        assert_eq!(contents((80, 90), 0.7).len(), 1);
        assert_eq!(contents((50, 90), 0.9).len(), 1, "some of the words are told");
    }

    #[test]
    fn a_source_is_no_part_of_the_content() {
        let cue = |found| Found { cue: Some(spans(20, 26)), ..found };
        let both = Spans::new([Span::new(0, 18), Span::new(27, 40)]).unwrap();
        let second = || Found { content: both.clone(), ..cue(found(None, (0, 1), 0.6)) };
        let one = |hint: Found| joined(second(), found(None, (99, 100), 0.1), &[hint])[0].clone();
        let hint = || found(Some((27, 40)), (0, 18), 0.3);
        assert_eq!(one(cue(hint())), (Some(spans(27, 40)), spans(0, 18)));
        assert_eq!(one(hint()), (None, both.clone()), "another cue");
        assert_eq!(one(cue(found(Some((50, 60)), (0, 18), 0.3))), (None, both.clone()), "a source elsewhere");
    }

    #[test]
    fn who_is_quoted_within_a_turn_stays() {
        let text = "Mr Harte: As the paper said, “it is inevitable”. We disagree.";
        let at = |words: &str| text.find(words).map(|start| spans(start, start + words.len()));
        let outer = |cue| {
            let content = at("As the paper said, “it is inevitable”. We disagree.").unwrap();
            Found { cue: at(cue), source: at("Mr Harte"), content, ..found(None, (0, 1), 0.7) }
        };
        let content = at("it is inevitable").unwrap();
        let inner = Found { source: at("the paper"), content, ..found(None, (0, 1), 0.5) };
        let kept = |outer, inner: &Found| {
            let mut all = vec![outer];
            join(text, &mut all, vec![inner.clone()], &[]);
            all.len()
        };
        assert_eq!(kept(outer(":"), &inner), 2);
        assert_eq!(kept(outer("said"), &inner), 1, "not a transcript");
        assert_eq!(kept(outer(":"), &Found { source: at("Mr Harte"), ..inner.clone() }), 1, "the speaker of the turn");
    }

    #[test]
    fn what_is_so_in_somebodys_view_is_all_of_the_sentence() {
        let hint = |rule| Found { found_by: rule, ..found(Some((3, 8)), (20, 90), 0.2) };
        let content = |source, rule| {
            joined(found(source, (20, 60), 0.6), found(None, (99, 100), 0.1), &[hint(rule)])[0].1.clone()
        };
        assert_eq!(content(Some((3, 10)), OF_A_SENTENCE), spans(20, 90));
        assert_eq!(content(Some((12, 14)), OF_A_SENTENCE), spans(20, 60), "another source");
        assert_eq!(content(Some((3, 8)), "said before"), spans(20, 60));
    }
}
