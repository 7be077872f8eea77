//! Sources: noun phrases told by the shapes of words, left or right of a cue.

use std::ops::Range;

use super::closed;
use super::paragraph::Paragraph;
use crate::language::WordList;

/// How far a source reaches, in tokens: no text makes the search long.
const REACH: usize = 24;

/// The noun phrase that ends right before `end`, none of it before `start`. Appositions and relative clauses
/// between commas are stepped over; where one holds the name (`the minister, General Li,`), it is the source.
pub(super) fn before(p: &Paragraph, end: usize, start: usize) -> Option<Range<usize>> {
    let mut end = end;
    for _ in 0..3 {
        if end <= start {
            return None;
        }
        if p.is(end - 1, &[")"]) {
            end = (start.max(end.saturating_sub(REACH))..end).rev().find(|&i| p.is(i, &["("]))?;
            continue;
        }
        if !p.is(end - 1, &[","]) {
            return Some(out_of_phrase(p, plain_before(p, end, start)?, start));
        }
        let from = start.max(end.saturating_sub(REACH));
        let comma = (from..end - 1).rev().find(|&i| p.is(i, &[","]) && !p.is_quoted(i))?;
        let described = plain_before(p, comma, start).is_some_and(|head| describes(p, head));
        if described && is_name(p, comma + 1..end - 1) {
            return plain_before(p, end - 1, comma + 1);
        }
        end = comma;
    }
    None
}

/// Who owns what starts at `end`: the noun phrase before it, as it stands.
pub(super) fn owner(p: &Paragraph, end: usize, start: usize) -> Option<Range<usize>> {
    plain_before(p, end, start)
}

/// The noun phrase that starts at `start`, none of it past `end`.
pub(super) fn after(p: &Paragraph, start: usize, end: usize) -> Option<Range<usize>> {
    let end = end.min(start + REACH);
    if start >= end || p.is_quoted(start) {
        return None;
    }
    if is_pronoun(p, start) {
        return Some(start..start + 1);
    }
    let mut at = start;
    while at < end && !p.is_quoted(at) && (is_inside(p, at) || joins_right(p, start, at, end)) {
        at += 1;
    }
    let found = start..at;
    // `its secretary general, Jens Stoltenberg,`: the name is the source.
    if p.is(at, &[","]) && describes(p, found.clone()) {
        let next = (at + 1..end).find(|&i| !p.is_capital(i)).unwrap_or(end);
        let ends = next >= end || p.is(next, &[",", ".", ";", ":", "who", "and"]) || p.is_quoted(next);
        if next > at + 2 && ends && is_name(p, at + 1..next) {
            return Some(at + 1..next);
        }
    }
    has_head(p, found.clone()).then_some(found)
}

/// `China’s defence minister`, `the chief of staff`: words that a name may follow in apposition.
fn describes(p: &Paragraph, range: Range<usize>) -> bool {
    let owned = range.clone().any(|i| p.is(i, &["'s", "of"]));
    let role = range.clone().any(|i| is_role(p.word(i)));
    role && (owned || (!range.is_empty() && is_determiner(p, range.start)))
}

/// The subject of a unit: its first noun phrase, after `In June,` or `However,`.
pub(super) fn subject(p: &Paragraph, unit: Range<usize>) -> Option<Range<usize>> {
    let mut at = unit.start;
    while p.is(at, &["but", "and", "yet", "so", "then", "now", "still"]) {
        at += 1;
    }
    if is_outside(p, at) || p.word(at).ends_with("ly") {
        at = (at..unit.end.min(at + REACH)).find(|&i| p.is(i, &[","]))? + 1;
    }
    let found = after(p, at, unit.end)?;
    // Without parts of speech a phrase may have swallowed the verb behind it: a name ends at a small word, and
    // of a long run of small words only the head up front is sure.
    let verb =
        found.clone().skip(1).find(|&i| p.is_capital(i - 1) && p.is_word(i) && !p.is_capital(i) && !is_part(p, i));
    let long = (found.len() > 6).then_some(found.start + 3);
    Some(found.start..verb.or(long).unwrap_or(found.end))
}

/// A small word that may stand behind a capital in a name: `University of`, `Trump’s`, `White House spokesman`.
fn is_part(p: &Paragraph, at: usize) -> bool {
    is_link(p, at) || is_role(p.word(at)) || p.is(at - 1, &["the", "a", "an"])
}

/// A name: two words or more with a capital, or one behind a title.
pub(super) fn is_name(p: &Paragraph, range: Range<usize>) -> bool {
    let capitals = range.clone().filter(|&i| p.is_capital(i) && !is_determiner(p, i)).count();
    capitals >= 1 && capitals == p.words(range.clone()) && capitals <= 6 && p.words(range.clone()) == range.len()
}

/// Returns `true` if the noun (lower case) is a role or a kind of people.
pub(super) fn is_role(word: &str) -> bool {
    let one = word.strip_suffix('s').unwrap_or(word);
    let ending = |e: &&str| one.ends_with(*e) && one.len() > e.len() + 2;
    closed::is_known_role(one)
        || closed::is_known_role(word)
        || ["man", "men", "woman", "women", "person", "er", "or", "ist", "ian", "ant", "ary", "eer"].iter().any(ending)
}

pub(super) fn is_pronoun(p: &Paragraph, at: usize) -> bool {
    closed::is_pronoun(p.word(at))
}

pub(super) fn is_determiner(p: &Paragraph, at: usize) -> bool {
    closed::is_determiner(p.word(at))
}

/// Returns `true` for a word that stands in no noun phrase.
pub(super) fn is_outside(p: &Paragraph, at: usize) -> bool {
    closed::is_outside(p.word(at))
}

/// `The report on the crisis said`: a phrase behind a preposition is no subject, the noun before it is.
fn out_of_phrase(p: &Paragraph, found: Range<usize>, start: usize) -> Range<usize> {
    static PREPOSITIONS: WordList = WordList::named("noun-phrase.prepositions");
    let mut at = found.start;
    for _ in 0..3 {
        if at <= start || !p.is(at - 1, &PREPOSITIONS) {
            break;
        }
        match plain_before(p, at - 1, start) {
            // Behind a verb it is an object, and the subject stands further up.
            Some(head) if head.start > start && is_inside(p, head.start - 1) => {
                return subject(p, start..head.start).unwrap_or(head);
            }
            Some(head) if !p.is(head.start.saturating_sub(1), &PREPOSITIONS) => return head,
            Some(head) => at = head.start,
            None => break,
        }
    }
    found
}

fn plain_before(p: &Paragraph, end: usize, start: usize) -> Option<Range<usize>> {
    let start = start.max(end.saturating_sub(REACH));
    if end <= start || p.is_quoted(end - 1) {
        return None;
    }
    if is_pronoun(p, end - 1) {
        return Some(end - 1..end);
    }
    let mut at = end;
    while at > start && !p.is_quoted(at - 1) {
        let here = at - 1;
        if is_determiner(p, here) && at < end && !p.is(at, &["of"]) {
            at = here;
            if !(at > start + 1 && joins_left(p, start, at - 1)) {
                break;
            }
        } else if is_inside(p, here) || (at < end && joins_left(p, start, here)) {
            at = here;
        } else {
            break;
        }
    }
    let found = shorten(p, at..end);
    has_head(p, found.clone()).then_some(found)
}

/// A name keeps the words before it only where a role leads up to it: `ministry spokesman Li`, not `knows Li`.
fn shorten(p: &Paragraph, found: Range<usize>) -> Range<usize> {
    if found.is_empty() || !p.is_capital(found.end - 1) {
        return found;
    }
    let name = (found.clone()).rev().find(|&i| p.is_word(i) && !p.is_capital(i) && !is_link(p, i));
    match name {
        Some(i) if !p.is(i + 1, &["of"]) && !is_role(p.word(i)) && !is_determiner(p, i) && i + 1 < found.end => {
            i + 1..found.end
        }
        _ => found,
    }
}

fn is_link(p: &Paragraph, at: usize) -> bool {
    p.is(at, &["'s", "of", "and", "for", "de", "van", "von", "der", "al", "bin", "la", "du", "the"])
}

/// Nouns, adjectives, names, numbers: any word that is not known to stand outside.
fn is_inside(p: &Paragraph, at: usize) -> bool {
    let word = p.word(at);
    if p.is_word(at) {
        let adverb = word.ends_with("ly") && !p.is_capital(at);
        let name = p.is(at, &["may", "will"]) && p.is_capital(at) && at > 0;
        return (name || !is_outside(p, at)) && !adverb && !is_pronoun(p, at) && word != "of";
    }
    let between_words = at > 0 && p.is_word(at - 1) && p.is_word(at + 1);
    match word {
        "-" | "–" => between_words && touches(p, at - 1) && touches(p, at),
        "'" => between_words && touches(p, at - 1) && (p.word(at - 1).ends_with('s') || touches(p, at)),
        "&" | "/" => between_words,
        _ => false,
    }
}

fn touches(p: &Paragraph, at: usize) -> bool {
    p.tokens.get(at + 1).is_some_and(|next| next.span.start() == p.tokens[at].span.end())
}

/// `leader of`, `spokesman for`, `Russia and`: a small word that carries the phrase on to the left.
fn joins_left(p: &Paragraph, start: usize, at: usize) -> bool {
    at > start && joins(p, at)
}

fn joins_right(p: &Paragraph, start: usize, at: usize, end: usize) -> bool {
    let determiner = is_determiner(p, at) && (at == start || p.is(at - 1, &["of", "for", "at", "from"]));
    determiner || (at > start && at + 1 < end && joins(p, at))
}

fn joins(p: &Paragraph, at: usize) -> bool {
    if !p.is_word(at - 1) || is_outside(p, at - 1) || p.is_quoted(at - 1) {
        return false;
    }
    match p.word(at) {
        "of" => !is_pronoun(p, at - 1),
        "and" => p.is_capital(at - 1) && p.is_capital(at + 1) && !is_pronoun(p, at + 1),
        "for" | "from" | "at" | "in" | "with" | "to" => is_role(p.word(at - 1)),
        _ => false,
    }
}

fn has_head(p: &Paragraph, range: Range<usize>) -> bool {
    range.clone().any(|i| p.is_word(i) && !is_determiner(p, i) && !is_outside(p, i) && !p.is(i, &["'s", "of"]))
        || range.clone().any(|i| p.is(i, &["many", "some", "most", "several", "few", "both", "all"]))
}
