//! `Ann Lee was asked: “Will you go?”`: the subject of a passive verb of asking or telling does not speak. The source is
//! who asks, if `by` names them, else nobody.

use crate::Found;
use crate::language::WordList;
use crate::text::span::floor;
use crate::text::token::tokens;
use crate::text::{Span, Spans, Token};

/// Participles whose subject is spoken to.
static VERBS: WordList = WordList::named("receivers.verbs");

/// Words between a form of `be` and the participle.
static BETWEEN: WordList = WordList::named("receivers.between");

/// Forms of `be`.
static BE: WordList = WordList::named("cue.be");

/// Words that end the name of who asks.
static ENDS: WordList = WordList::named("receivers.ends");

/// Bytes around a cue that are read.
const WINDOW: usize = 120;

/// Most tokens between a form of `be` and the participle.
const GAP: usize = 3;

/// Most tokens of the one who asks.
const ASKER: usize = 8;

/// Takes the receiver of a question or message away as the source, and puts in who asks or tells.
pub(super) fn replace(text: &str, found: &mut [Found]) {
    for one in found {
        let Some(verb) = one.cue.as_ref().and_then(|cue| passive(text, cue)) else { continue };
        if one.source.as_ref().is_some_and(|source| source.start() < verb.start()) {
            one.source = asker(text, verb.end()).filter(|asker| !one.content.overlaps(*asker)).map(Spans::from);
        }
    }
}

/// Returns `true` if the subject of `cue` is spoken to: `was asked`, `had been told`.
pub fn is_of_receiver(text: &str, cue: &Spans) -> bool {
    passive(text, cue).is_some()
}

/// The participle of a passive cue of asking or telling.
fn passive(text: &str, cue: &Spans) -> Option<Span> {
    let word = |token: &Token| token.span.of(text).to_lowercase();
    let start = floor(text, cue.start().saturating_sub(WINDOW));
    let tokens = tokens(text, Span::new(start, cue.end()));
    let verb = tokens.iter().position(|t| cue.overlaps(t.span) && VERBS.contains(&word(t).as_str()))?;
    let between = |token: &&Token| {
        let word = word(token);
        word.ends_with("ly") || BETWEEN.contains(&word.as_str())
    };
    let adverbs = tokens[..verb].iter().rev().take(GAP).take_while(between).count();
    let be = verb.checked_sub(1 + adverbs)?;
    BE.contains(&word(&tokens[be]).as_str()).then(|| tokens[verb].span)
}

/// Who asks: the words behind `by` right behind the participle at `from`.
fn asker(text: &str, from: usize) -> Option<Span> {
    let rest = text[from..].trim_start().strip_prefix("by ")?;
    let start = text.len() - rest.len();
    let end = floor(text, (start + WINDOW).min(text.len()));
    let ends = |token: &&Token| {
        let word = token.span.of(text);
        !word.starts_with(char::is_alphanumeric) || ENDS.contains(&word)
    };
    let all = tokens(text, Span::new(start, end));
    let words = all.iter().take(ASKER).take_while(|token| !ends(token));
    words.map(|token| token.span).reduce(Span::cover)
}
