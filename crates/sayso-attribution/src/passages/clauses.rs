//! Reported speech that runs on into a clause with a speaker of its own: `Lowe said the ice was thin [but Aron
//! Beck denied his claim]`.

use crate::language::{ENGLISH, WordList};
use crate::text::token::tokens;
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

/// Ends the content of reported speech where somebody else begins to speak.
pub(super) fn cut(text: &str, found: &mut [Found]) {
    for one in found.iter_mut().filter(|one| one.kind == Kind::Indirect) {
        let Some(last) = one.content.iter().last() else { continue };
        let Some(end) = turn(text, last) else { continue };
        let kept = one.content.iter().filter(|span| *span != last).chain([Span::new(last.start(), end).trim(text)]);
        if let Some(content) = Spans::new(kept) {
            one.content = content;
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

/// First byte of the clause of another speaker in `content`.
fn turn(text: &str, content: Span) -> Option<usize> {
    let tokens = tokens(text, content);
    let word = |at: usize| tokens[at].span.of(text);
    (CONTENT..tokens.len()).filter(|&at| AGAINST.contains(&word(at))).find_map(|at| {
        let clause = at + 1..tokens.len().min(at + 2 + SUBJECT);
        let verb = clause.clone().find(|&at| ENGLISH.speaks(word(at)) || ANSWERS.contains(&word(at)))?;
        let subject = at + 1..verb;
        let name = subject.clone().any(|at| word(at).starts_with(char::is_uppercase) && word(at).len() > 1);
        let plain =
            subject.clone().all(|at| word(at).chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '’' | '\'')));
        (name && plain).then(|| tokens[at].span.start())
    })
}
