//! Letters that an article gives in full: from `Dear …` to the signature behind `Yours sincerely`.

use super::credits::Credits;
use super::passage::Passage;
use super::signatures::METHOD;
use crate::language::WordList;
use crate::text::{Span, Spans};
use crate::weights::Weight;
use crate::{Found, Kind};

/// Words of the line that closes a letter, in lower case.
static CLOSINGS: WordList = WordList::named("letters.closings");

/// Most paragraphs of a letter.
const PARAGRAPHS: usize = 60;

/// Most words of a salutation, and of a signature.
const WORDS: usize = 10;

/// Credits every letter that a sentence before it introduces to whoever signed it.
pub(super) fn credit(text: &str, passages: &[Passage], credits: &mut Credits) {
    let mut at = 1;
    while at < passages.len() {
        let letter = (passages[at - 1].is_argument && is_salutation(text, passages[at].span))
            .then(|| Letter::read(text, passages, at))
            .flatten();
        let Some(letter) = letter else {
            at += 1;
            continue;
        };
        at = letter.end;
        let pieces: Vec<Span> = letter.content.iter().collect();
        credits.take_away(&pieces, None);
        credits.push(Found {
            source: Some(Spans::from(letter.name)),
            cue: None,
            content: letter.content,
            kind: Kind::Direct,
            via: None,
            confidence: Weight::Signature.value(),
            found_by: METHOD,
        });
    }
}

/// The paragraphs of a letter and the name under it.
struct Letter {
    content: Spans,
    name: Span,
    /// Index of the passage behind it.
    end: usize,
}

impl Letter {
    /// The letter whose salutation is the passage at `at`; `None` if it is not signed.
    fn read(text: &str, passages: &[Passage], at: usize) -> Option<Self> {
        let near = &passages[..passages.len().min(at + PARAGRAPHS)];
        let closing = (at + 1..near.len()).find(|&at| closing(text, near[at].span).is_some())?;
        let content = Spans::new(near[at + 1..closing].iter().filter(|p| p.is_argument).map(|p| p.span))?;
        let behind = closing_rest(text, near[closing].span);
        let signed = behind.and_then(|rest| Some((signature(text, rest)?, closing + 1)));
        let next = || Some((signature(text, near.get(closing + 1)?.span)?, closing + 2));
        let (name, end) = signed.or_else(next)?;
        Some(Self { content, name, end })
    }
}

/// `Dear colleagues,`
fn is_salutation(text: &str, span: Span) -> bool {
    let part = span.of(text);
    part.starts_with("Dear ") && part.ends_with([',', ':']) && part.split_whitespace().count() <= WORDS
}

/// The closing words that a passage begins with, on a line of their own: `Yours sincerely,`.
fn closing(text: &str, span: Span) -> Option<Span> {
    let line = span.of(text).lines().next()?;
    let words = line.trim_end().trim_end_matches([',', '.']).to_lowercase();
    let closes = !words.is_empty() && words.split(' ').all(|word| CLOSINGS.contains(&word));
    closes.then(|| Span::new(span.start(), span.start() + line.len()))
}

/// What stands under the closing words in one passage.
fn closing_rest(text: &str, span: Span) -> Option<Span> {
    let closing = closing(text, span)?;
    Some(Span::new(closing.end(), span.end()).trim(text)).filter(|rest| !rest.is_empty())
}

/// The name that a signature begins with.
fn signature(text: &str, span: Span) -> Option<Span> {
    let line = span.of(text).lines().next()?;
    let end = line.find([',', '(']).unwrap_or(line.len());
    let name = Span::new(span.start(), span.start() + end).trim(text);
    let short = line.split_whitespace().count() <= WORDS && !line.ends_with(['.', '?', '!', ':']);
    (short && name.of(text).starts_with(char::is_uppercase)).then_some(name)
}
