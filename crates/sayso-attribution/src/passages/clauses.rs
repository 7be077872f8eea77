//! Reported speech that runs on into a clause with a speaker of its own: `Hewson said the grass was slow [but Geoff
//! Pole rejected his claim]`.

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
