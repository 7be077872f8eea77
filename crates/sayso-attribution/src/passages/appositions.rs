//! Words about the source that were read as the beginning of what it says: `According to Paul Stone, [a critic of the
//! plan], the road is too narrow`.

use crate::Found;
use crate::language::{Class, ENGLISH, WordList};
use crate::text::token::tokens;
use crate::text::{Span, Spans};

/// Articles and the like that an apposition begins with.
static OPENERS: WordList = WordList::named("appositions.openers");

/// Ends of nouns for what somebody is or does: `opponent`, `pathologist`.
static ENDINGS: WordList = WordList::named("appositions.endings");

/// Words behind the comma with which the clause before it would go on.
static JOINTS: WordList = WordList::named("appositions.joints");

/// Finite verbs that show a clause.
static FINITE: WordList = WordList::named("cue.finite");
static BE: WordList = WordList::named("cue.be");

/// Most tokens of an apposition.
const TOKENS: usize = 20;

/// Fewest tokens of the content behind it.
const CONTENT: usize = 3;

/// Begins each content behind the apposition of its source, which becomes part of the source.
pub(super) fn skip(text: &str, found: &mut [Found]) {
    for one in found {
        let Some((source, content)) = parted(text, one) else { continue };
        (one.source, one.content) = (Some(source), content);
    }
}

/// Source and content of an attribution whose content begins with an apposition of the source.
fn parted(text: &str, one: &Found) -> Option<(Spans, Spans)> {
    let (source, cue) = (one.source.as_ref()?.hull(), one.cue.as_ref()?.hull());
    let first = one.content.iter().next()?;
    let gap = text.get(source.end()..first.start())?;
    if cue.start() > source.start() || gap.trim() != "," {
        return None;
    }
    let end = apposition(text, first)?;
    let rest = Span::new(end + 1, first.end()).trim(text);
    let content = Spans::new([rest].into_iter().chain(one.content.iter().skip(1)))?;
    Some((Spans::from(Span::new(source.start(), end)), content))
}

/// Where the apposition ends that `content` begins with: the byte of the comma behind it.
fn apposition(text: &str, content: Span) -> Option<usize> {
    let tokens = tokens(text, content);
    let word = |at: usize| tokens.get(at).map_or("", |token| token.span.of(text));
    let comma = (2..tokens.len().min(TOKENS)).find(|&at| word(at) == ",")?;
    let clause = (1..comma).any(|at| FINITE.contains(&word(at)) || BE.contains(&word(at)));
    let relative = matches!(word(0), "who" | "whose");
    let person =
        || (1..comma).take_while(|&at| !ENGLISH.class(word(at)).is(Class::PREPOSITION)).any(|at| is_one(word(at)));
    // `economist Dag Rye`
    let titled =
        ENGLISH.class(word(0)).is(Class::ROLE) && (1..comma).all(|at| word(at).starts_with(char::is_uppercase));
    let fits = relative || titled || OPENERS.contains(&word(0)) && !clause && person();
    let next = word(comma + 1);
    let goes_on =
        JOINTS.contains(&next) || !next.starts_with(char::is_alphanumeric) && !matches!(next, "“" | "\"" | "‘");
    (fits && !goes_on && tokens.len() > comma + CONTENT).then(|| tokens[comma].span.start())
}

/// Returns `true` for a noun that tells what somebody is.
fn is_one(word: &str) -> bool {
    let class = ENGLISH.class(word);
    let noun = word.starts_with(char::is_lowercase) && ENDINGS.iter().any(|ending| word.ends_with(ending));
    class.is(Class::ROLE) || noun && !class.is(Class::FUNCTION)
}
