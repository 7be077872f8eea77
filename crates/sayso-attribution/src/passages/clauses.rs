//! Reported speech that runs on into a clause with a speaker of its own: `Lowe said the ice was thin [but Aron
//! Beck denied his claim]`.

use std::collections::HashMap;

use crate::language::{ENGLISH, WordList};
use crate::text::token::{Token, tokens};
use crate::text::{Span, Spans};
use crate::{Found, Kind};

/// Words that set a clause against the one before.
static AGAINST: WordList = WordList::named("clauses.against");

/// Verbs by which somebody answers what another has said, besides those of saying.
static ANSWERS: WordList = WordList::named("clauses.answers");

/// Most tokens of the subject of such a clause.
const SUBJECT: usize = 7;

/// Fewest tokens of a content before such a clause.
const CONTENT: usize = 3;

/// Ends the content of reported speech where somebody else begins to speak, and credits what the verb of that clause
/// reports to its subject.
pub(super) fn cut(text: &str, found: &mut [Found]) {
    let mut subjects = HashMap::new();
    for one in found.iter_mut().filter(|one| one.kind == Kind::Indirect) {
        let Some(last) = one.content.iter().last() else { continue };
        let Some(clause) = turn(text, last) else { continue };
        let piece = Span::new(last.start(), clause.start).trim(text);
        let kept = one.content.iter().filter(|span| *span != last).chain([piece]);
        if let Some(content) = Spans::new(kept) {
            one.content = content;
            subjects.insert(clause.verb, clause.subject);
        }
    }
    for one in found {
        if let Some(subject) = one.cue.as_ref().and_then(|cue| subjects.get(&cue.start())) {
            one.source = Some(Spans::from(*subject));
        }
    }
}

/// Names of weather and the like that headlines begin with: `Storm Nils: ‘Stay indoors’ warning`.
static EVENTS: WordList = WordList::named("clauses.events");

/// Returns `true` if the source is the name of an event, which says nothing.
pub(super) fn is_of_event(text: &str, found: &Found) -> bool {
    let first = |source: &Spans| source.hull().of(text).split(' ').next().is_some_and(|word| EVENTS.contains(&word));
    found.source.as_ref().is_some_and(first)
}

/// Verbs of saying behind which a speaker may stand.
static SAID: WordList = WordList::named("after.plain");

/// Auxiliaries and forms of `be`, with which a clause goes on.
static FINITE: WordList = WordList::named("cue.finite");
static BE: WordList = WordList::named("cue.be");

/// Turns round an attribution that was read from the wrong side: in `The first task, said the board, is to hire cooks` the
/// board speaks.
pub(super) fn turn_round(text: &str, found: &mut [Found]) {
    for one in found.iter_mut().filter(|one| one.kind != Kind::Direct) {
        if let Some((source, content)) = inserted(text, one) {
            (one.source, one.content) = (Some(Spans::from(source)), content);
        }
    }
}

/// The speaker and the words of a clause into which `, said X,` is inserted.
fn inserted(text: &str, one: &Found) -> Option<(Span, Spans)> {
    let (subject, cue) = (one.source.as_ref()?.hull(), one.cue.as_ref()?.hull());
    let words = one.content.iter().next().filter(|_| one.content.iter().len() == 1)?;
    let between = |from: usize, to: usize| text.get(from..to).map(str::trim);
    let behind = between(subject.end(), cue.start())? == "," && between(cue.end(), words.start())?.is_empty();
    let opens = text[..subject.start()].trim_end_matches([' ', '“', '"']).ends_with(['.', '!', '?', '\n']);
    if !behind || !opens || !SAID.contains(&cue.of(text)) || subject.of(text).contains(',') {
        return None;
    }
    let tokens = tokens(text, words);
    let word = |at: usize| tokens.get(at).map_or("", |token| token.span.of(text));
    let comma = (1..tokens.len().min(SUBJECT)).find(|&at| word(at) == ",")?;
    let goes_on = FINITE.contains(&word(comma + 1)) || BE.contains(&word(comma + 1));
    let rest = Span::new(tokens.get(comma + 1)?.span.start(), words.end());
    let source = Span::new(words.start(), tokens[comma - 1].span.end());
    goes_on.then(|| Some((source, Spans::new([subject, rest])?)))?
}

/// A clause in which another speaker answers.
struct Clause {
    /// First byte of the word before it.
    start: usize,
    subject: Span,
    /// First byte of its verb.
    verb: usize,
}

/// The clause of another speaker in `content`; its verb may stand behind it.
fn turn(text: &str, content: Span) -> Option<Clause> {
    let inside = tokens(text, content);
    let count = inside.len();
    let tokens: Vec<_> = inside.into_iter().chain(next_word(text, content.end())).collect();
    let word = |at: usize| tokens[at].span.of(text);
    (CONTENT..count).filter(|&at| AGAINST.contains(&word(at))).find_map(|at| {
        let clause = at + 1..tokens.len().min(at + 2 + SUBJECT);
        let verb = clause.clone().find(|&at| ENGLISH.speaks(word(at)) || ANSWERS.contains(&word(at)))?;
        let subject = at + 1..verb;
        let name = subject.clone().any(|at| word(at).starts_with(char::is_uppercase) && word(at).len() > 1);
        let plain =
            subject.clone().all(|at| word(at).chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '’' | '\'')));
        (name && plain).then(|| Clause {
            start: tokens[at].span.start(),
            subject: tokens[at + 1].span.cover(tokens[verb - 1].span),
            verb: tokens[verb].span.start(),
        })
    })
}

/// The word that follows `end` in its sentence.
fn next_word(text: &str, end: usize) -> Option<Token> {
    let rest = text[end..].strip_prefix(' ')?;
    let length = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    tokens(text, Span::new(end + 1, end + 1 + length)).into_iter().next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clause_of_another_speaker_is_no_content_and_has_its_own_subject() {
        let text = "Rusk said the lift was safe but caretaker Olga Prins dismissed the claim.";
        let spans = |words: &str| text.find(words).map(|at| Spans::from(Span::new(at, at + words.len())));
        let found = |cue, content| {
            let (source, cue, content) = (spans("Rusk"), spans(cue), spans(content).unwrap());
            Found { source, cue, content, kind: Kind::Indirect, via: None, confidence: 0.7, found_by: "test" }
        };
        for content in
            ["the lift was safe but caretaker Olga Prins", "the lift was safe but caretaker Olga Prins dismissed"]
        {
            let mut rows = [found("said", content), found("dismissed", "the claim")];
            cut(text, &mut rows);
            assert_eq!(rows[0].content.text(text), "the lift was safe");
            assert_eq!(rows[1].source, spans("caretaker Olga Prins"));
        }
        let mut rows = [found("said", "the lift was safe")];
        cut(text, &mut rows);
        assert_eq!(rows[0].content.text(text), "the lift was safe", "nothing to cut");
    }
}
