//! Quotations without a crediting verb: the subject of the sentence beside them, the speaker of the paragraph before, or
//! the other of two speakers who alternate.

use super::passage::{Passage, by_passage, has_word, take_away};
use crate::text::{Quotation, Span, Spans};
use crate::{Found, Kind};

/// What the source card says of it.
pub(super) const METHOD: &str = "no verb";

/// How sure each way is. Set by hand from invented passages; PolNeAR marks hardly any.
const BY_UNKNOWN_VERB: f32 = 0.65;
const BY_SENTENCE_BEFORE: f32 = 0.6;
const BY_SENTENCE_AFTER: f32 = 0.5;
const BY_TURN: f32 = 0.5;
const BY_PARAGRAPH_BEFORE: f32 = 0.6;

/// Fewest words of a quotation that counts as somebody's sentence rather than a title or a scare quote.
const WORDS: usize = 3;

/// Most words of the clause after a quotation that ends in a comma.
const CLAUSE: usize = 10;

/// Words that begin a sentence about somebody although they are no name.
const PRONOUNS: &[&str] = &["He", "She", "They"];

/// Credits quotations that nothing credits yet.
pub(super) fn credit(text: &str, passages: &[Passage], mut found: Vec<Found>) -> Vec<Found> {
    for passage in passages {
        unknown_verb(text, passage, &mut found);
    }
    let credited = by_passage(passages, &found);
    let mut new: Vec<Found> = Vec::new();
    // The speakers of the two paragraphs before, as the words that name them.
    let mut last: [Option<Option<Spans>>; 2] = [None, None];
    for (passage, here) in passages.iter().zip(&credited) {
        let here: Vec<&Found> = here.iter().map(|index| &found[*index]).collect();
        let own: Vec<Found> = if here.is_empty() { alone(text, passage, &last) } else { beside(text, passage, &here) };
        let speaker = here.iter().copied().chain(&own).rfind(|one| one.kind != Kind::Indirect);
        last = [speaker.map(|one| one.source.clone()), last[0].take()];
        new.extend(own);
    }
    found.extend(new);
    found
}

/// A paragraph in which nothing is credited.
fn alone(text: &str, passage: &Passage, last: &[Option<Option<Spans>>; 2]) -> Vec<Found> {
    if !passage.all_quoted(text) {
        return beside(text, passage, &[]);
    }
    let sentence = passage.quotes.iter().any(|quote| is_sentence(text, quote));
    let (Some(content), Some(Some(before))) = (passage.quoted().filter(|_| sentence), &last[0]) else {
        return Vec::new();
    };
    let words = |source: &Spans| source.text(text).to_lowercase();
    match &last[1] {
        Some(Some(other)) if words(other) != words(before) => vec![made(Some(other.clone()), content, BY_TURN)],
        _ => vec![made(None, content, BY_PARAGRAPH_BEFORE)],
    }
}

/// Quotations beside a sentence whose subject is somebody: `Marta turned to the committee. “We were told …”`.
fn beside(text: &str, passage: &Passage, here: &[&Found]) -> Vec<Found> {
    let outside: Vec<Span> = passage.outside().collect();
    let mut out = Vec::new();
    for (at, quote) in passage.quotes.iter().enumerate() {
        let taken = here.iter().any(|one| one.content.overlaps(quote.outer) || sources(one, quote.outer));
        if taken || !quote.closed || !is_sentence(text, quote) {
            continue;
        }
        let before = outside[at].trim(text);
        let after = outside[at + 1].trim(text);
        let found = if has_word(before.of(text)) {
            let sentence = last_sentence(text, before);
            let free = here.iter().all(|one| !one.content.overlaps(sentence) && !sources(one, sentence));
            subject(text, sentence).filter(|_| free).map(|source| (source, BY_SENTENCE_BEFORE))
        } else {
            let free = at == 0 && here.is_empty();
            subject(text, after).filter(|_| free).map(|source| (source, BY_SENTENCE_AFTER))
        };
        out.extend(found.map(|(source, sure)| made(Some(Spans::from(source)), Spans::from(quote.inner), sure)));
    }
    out
}

/// `“…,” a circular from the owners ran.`: a noun phrase and a verb that the lexicon does not have.
fn unknown_verb(text: &str, passage: &Passage, found: &mut Vec<Found>) {
    let outside: Vec<Span> = passage.outside().collect();
    for (at, quote) in passage.quotes.iter().enumerate() {
        let clause = outside[at + 1].trim(text);
        let part = clause.of(text);
        let Some(end) = part.find('.').filter(|_| quote.inner.of(text).ends_with(',')) else { continue };
        let words: Vec<&str> = part[..end].split_whitespace().collect();
        let known = found.iter().any(|one| sources(one, clause));
        if known
            || !(2..=CLAUSE).contains(&words.len())
            || !part[..end].chars().all(|c| c.is_alphabetic() || " -’'".contains(c))
        {
            continue;
        }
        let verb = words[words.len() - 1];
        if !(verb.ends_with("ed") || ["ran", "went", "read", "began", "came", "wrote"].contains(&verb)) {
            continue;
        }
        let verb = Span::new(clause.start() + end - verb.len(), clause.start() + end);
        let source = Span::new(clause.start(), verb.start()).trim(text);
        take_away(text, found, &[quote.inner], None);
        let made = made(Some(Spans::from(source)), Spans::from(quote.inner), BY_UNKNOWN_VERB);
        found.push(Found { cue: Some(Spans::from(verb)), ..made });
    }
}

fn made(source: Option<Spans>, content: Spans, confidence: f32) -> Found {
    Found { source, cue: None, content, kind: Kind::Direct, via: None, confidence, found_by: METHOD }
}

/// Whether source or cue of an attribution stand in `span`.
fn sources(one: &Found, span: Span) -> bool {
    [&one.source, &one.cue].into_iter().flatten().any(|role| role.overlaps(span))
}

/// Whether a quotation reads as a sentence: a capital first, a stop, question or exclamation mark last.
fn is_sentence(text: &str, quote: &Quotation) -> bool {
    let words = quote.inner.of(text).trim();
    let begins = words.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || c == '[' || c == '…');
    begins && words.ends_with(['.', '?', '!', '…']) && words.split_whitespace().count() >= WORDS
}

/// The last sentence of `span`.
fn last_sentence(text: &str, span: Span) -> Span {
    let tokens = crate::text::token::tokens(text, span);
    let sentences = crate::text::sentence::sentences(text, &tokens);
    sentences.last().map_or(span, |range| crate::text::sentence::span_of(&tokens, range.clone()))
}

/// The name or pronoun that a sentence begins with, if a verb in lower case follows.
fn subject(text: &str, sentence: Span) -> Option<Span> {
    let part = sentence.of(text);
    if !part.ends_with(['.', ':']) && !part.contains(". ") {
        return None;
    }
    let mut end = 0;
    let mut words = part.split_inclusive(' ');
    let mut count = 0;
    let next = loop {
        let word = words.next()?;
        if !word.starts_with(char::is_uppercase) {
            break word.trim_end();
        }
        end += word.len();
        count += 1;
        if word.trim_end().ends_with(|c: char| !c.is_alphanumeric() && c != '.') {
            return None;
        }
    };
    let name = part[..end].trim_end();
    let named = count > 1 || PRONOUNS.contains(&name) || !is_common(name);
    (count > 0 && named && next.ends_with("ed")).then(|| Span::new(sentence.start(), sentence.start() + name.len()))
}

/// Words that begin sentences with a capital and name nobody.
fn is_common(word: &str) -> bool {
    const COMMON: &[&str] = &[
        "The", "A", "An", "This", "That", "These", "Those", "It", "There", "Here", "Then", "Now", "But", "And", "Or",
        "So", "If", "When", "While", "As", "In", "On", "At", "By", "For", "From", "With", "After", "Before", "What",
        "Who", "Some", "Many", "Most", "All", "Both", "Nobody", "Everyone", "Others", "One", "Two", "I", "We", "You",
        "Nothing", "Such",
    ];
    COMMON.contains(&word)
}
