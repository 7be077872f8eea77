//! Quotations that are signed, `“…” — Helen Varga` and the name on a line of its own, and those led in by
//! `And from Ingrid Solheim:`.

use super::credits::Credits;
use super::passage::{Passage, has_word};
use crate::text::{Span, Spans};
use crate::weights::Weight;
use crate::{Found, Kind};

/// What the source card says of it.
pub(super) const METHOD: &str = "signature";

/// Most words of a signature.
const WORDS: usize = 12;

/// Most words of a role in lower case before the name of a signature.
const ROLE: usize = 3;

const DASHES: &[char] = &['—', '–', '-', '―', '~'];

/// Credits signed quotations to whoever signed them, and takes their words away from others.
pub(super) fn credit(text: &str, passages: &[Passage], credits: &mut Credits) {
    for (at, passage) in passages.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| &passages[before]);
        let next = passages.get(at + 1);
        let Some((content, source, confidence)) = signed(text, passage, before, next) else { continue };
        let pieces: Vec<Span> = content.iter().collect();
        credits.take_away(&pieces, None);
        credits.push(Found {
            source: Some(Spans::from(source)),
            cue: None,
            content,
            kind: Kind::Direct,
            via: None,
            confidence,
            found_by: METHOD,
        });
    }
}

/// The quoted words of `passage`, whose they are, and how sure.
fn signed(
    text: &str,
    passage: &Passage,
    before: Option<&Passage>,
    next: Option<&Passage>,
) -> Option<(Spans, Span, f32)> {
    let tail = passage.after_quotes();
    let leads = passage.outside().take(passage.quotes.len()).all(|span| !has_word(span.of(text)));
    if let Some(content) = passage.quoted().filter(|_| leads) {
        if let Some(name) = after_dash(text, tail) {
            return Some((content, name, Weight::Signature.value()));
        }
        if has_word(tail.of(text)) {
            return None;
        }
        if let Some(name) = before.and_then(|before| from(text, before.span)) {
            return Some((content, name, Weight::Signature.value()));
        }
        let next = next.filter(|next| next.quotes.is_empty())?;
        let dashed = after_dash(text, next.span).map(|name| (name, Weight::Signature.value()));
        let (name, sure) =
            dashed.or_else(|| Some((plain_signature(text, next.span)?, Weight::LooseSignature.value())))?;
        return Some((content, name, sure));
    }
    if let Some((content, name)) = posted(text, passage, next) {
        return Some((Spans::from(content), name, Weight::Signature.value()));
    }
    let next = next.filter(|next| passage.set_off && (next.set_off || next.is_argument))?;
    Some((Spans::from(passage.span), after_dash(text, next.span)?, Weight::Signature.value()))
}

/// The words and the name of a post that a page embeds as text: behind its last line, or in a paragraph of its own, `— Ann
/// Holt (@annholt) June 4, 2019`. A first line with the name and the handle is none of its words.
fn posted(text: &str, passage: &Passage, next: Option<&Passage>) -> Option<(Span, Span)> {
    let signature = |span: Span| after_dash(text, span).filter(|_| span.of(text).contains("(@"));
    let (words, name) = match passage.span.of(text).rsplit_once('\n') {
        Some((words, last)) if last.trim_start().starts_with(DASHES) => {
            let end = passage.span.start() + words.len();
            (Span::new(passage.span.start(), end), signature(Span::new(end, passage.span.end()))?)
        }
        _ => (passage.span, signature(next?.span)?),
    };
    let head = words.of(text).split_once('\n').filter(|(head, _)| head.contains(" @"));
    let words = Span::new(words.start() + head.map_or(0, |(head, _)| head.len()), words.end()).trim(text);
    (passage.is_argument && has_word(words.of(text))).then_some((words, name))
}

/// `— Helen Varga, agency head`: the name and title before the comma.
pub(super) fn after_dash(text: &str, span: Span) -> Option<Span> {
    let part = span.of(text).trim();
    let rest = part.trim_start_matches(DASHES);
    if rest.len() == part.len() || rest.split_whitespace().count() > WORDS || rest.ends_with(['.', '?', '!', ':']) {
        return None;
    }
    let whole = span.trim(text);
    name(text, Span::new(whole.end() - rest.len(), whole.end()), 0)
}

/// `Charles Boden, agency head` on a line of its own: a name of two words and more, then a comma and a role.
fn plain_signature(text: &str, span: Span) -> Option<Span> {
    let part = span.of(text);
    let (before, role) = part.split_once(", ")?;
    let words = before.split_whitespace().count();
    let fits = (2..=4).contains(&words)
        && part.split_whitespace().count() <= WORDS
        && role.starts_with(char::is_lowercase)
        && !part.ends_with(['.', '?', '!', ':', ',']);
    let named = before.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
    (fits && named).then(|| Span::new(span.start(), span.start() + before.len()))
}

/// `And from Captain Berit Falk:`, `From the desk of Imre Sandor, head gardener`: whose words follow.
fn from(text: &str, span: Span) -> Option<Span> {
    let part = span.of(text);
    if part.split_whitespace().count() > WORDS + 4 || part.ends_with(['.', '?', '!']) {
        return None;
    }
    let start = ["From ", "And from ", "Also from ", "This from ", "And this from "]
        .iter()
        .find_map(|lead| part.strip_prefix(lead))?;
    let start = ["the desk of ", "the office of "].iter().find_map(|lead| start.strip_prefix(lead)).unwrap_or(start);
    name(text, Span::new(span.end() - start.len(), span.end()), ROLE)
}

/// The words up to a comma, colon or bracket, if a word with a capital is the first or stands behind a role of at most
/// `role` words: `managing director Ilse Kern`.
fn name(text: &str, span: Span, role: usize) -> Option<Span> {
    let part = span.of(text);
    let end = part.find([',', ':', '(', '\n', ';', '/']).unwrap_or(part.len());
    let name = Span::new(span.start(), span.start() + end).trim(text);
    let small = |word: &&str| word.starts_with(char::is_lowercase);
    let mut words = name.of(text).split_whitespace();
    let small = words.clone().take_while(small).count();
    let named = words.nth(small)?.starts_with(|c: char| c.is_uppercase() || c == '@');
    (named && small <= role).then_some(name)
}
