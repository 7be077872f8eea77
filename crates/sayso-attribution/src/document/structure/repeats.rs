//! An excerpt at the head: paragraphs that stand word for word again below.

use memchr::memmem;

use super::raw_block::RawBlock;
use super::words;
use crate::document::model::{BlockKind, Repeat};
use crate::text::{Span, sentence, token};

/// Paragraphs at the head that are looked for below: enough for any excerpt, and it keeps the search linear.
const HEAD: usize = 6;
/// Bytes of the longest paragraph that is looked for.
const LONGEST: usize = 8 * 1024;
/// Bytes behind a paragraph in which its words are looked for: the longest article, and a bound for hostile ones.
const REACH: usize = 256 * 1024;
/// Bytes that two places must share before it is more than a set phrase.
const SHORTEST: usize = 40;

/// Marks the paragraphs at the head that stand again below, and tells which words stand where.
pub(in crate::document) fn mark(text: &str, pieces: &mut [RawBlock]) -> Vec<Repeat> {
    let open: Vec<usize> = (0..pieces.len()).filter(|&at| pieces[at].kind.is_none()).take(HEAD).collect();
    let mut out = Vec::new();
    // A label may stand before the excerpt; the first paragraph without its words below ends the search.
    for &at in &open {
        let span = pieces[at].span;
        let found = repeats_of(text, span);
        let shared: usize = found.iter().map(|repeat| repeat.excerpt.len()).sum();
        if shared * 10 < span.len() * 7 {
            if !words::is_prose(span.of(text)) {
                continue;
            }
            break;
        }
        pieces[at].kind = Some(BlockKind::Excerpt);
        out.extend(found);
    }
    out
}

/// The sentences of `span`, or clauses of them, that stand again behind it.
pub(in crate::document) fn repeats_of(text: &str, span: Span) -> Vec<Repeat> {
    let mut out: Vec<Repeat> = Vec::new();
    if span.len() > LONGEST {
        return out;
    }
    let tokens = token::tokens(text, span);
    let mut from = span.end();
    for range in sentence::sentences(text, &tokens) {
        let whole = sentence::span_of(&tokens, range);
        if out.last_mut().is_some_and(|last| go_on(text, last, whole)) {
            continue;
        }
        let pieces = if find(text, whole, from).is_some() { vec![whole] } else { clauses(text, whole) };
        for piece in pieces {
            if out.last_mut().is_some_and(|last| go_on(text, last, piece)) {
                continue;
            }
            let Some(original) = find(text, piece, from).or_else(|| find(text, piece, span.end())) else { continue };
            from = original.end();
            out.push(Repeat { excerpt: piece, original });
        }
    }
    out
}

/// Stretches `last` over `next`, if the same words follow it at both places.
fn go_on(text: &str, last: &mut Repeat, next: Span) -> bool {
    let more = Span::new(last.excerpt.end(), next.end());
    let there = Span::new(last.original.end(), last.original.end() + more.len());
    let same = !more.is_empty() && more.of(text) == there.of(text);
    if same {
        last.excerpt = last.excerpt.cover(more);
        last.original = last.original.cover(there);
    }
    same
}

/// Where the words of `piece` stand at `from` or later.
fn find(text: &str, piece: Span, from: usize) -> Option<Span> {
    let words = piece.of(text);
    if words.len() < SHORTEST {
        return None;
    }
    let below = text.as_bytes().get(from..)?;
    let at = from + memmem::find(&below[..below.len().min(REACH)], words.as_bytes())?;
    Some(Span::new(at, at + words.len()))
}

/// The parts of a sentence between commas.
fn clauses(text: &str, sentence: Span) -> Vec<Span> {
    let mut start = sentence.start();
    let mut out = Vec::new();
    for part in sentence.of(text).split_inclusive([',', ';']) {
        out.push(Span::new(start, start + part.len()).trim(text));
        start += part.len();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::formats::plain;

    #[test]
    fn an_excerpt_is_one_claim_at_two_places() {
        let claim = "The alliance has not forgotten the threats that come from beyond its own borders. It will look to the east, he said.";
        let text = format!(
            "{claim}\n\nThe first paragraph of the article has other words than that.\n\nAccording to The Day, {claim} And more.\n"
        );
        let mut pieces = plain::pieces(&text);
        let found = mark(&text, &mut pieces);
        assert_eq!(pieces.iter().map(|p| p.kind).collect::<Vec<_>>(), [Some(BlockKind::Excerpt), None, None]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].excerpt.of(&text), claim);
        assert_eq!(found[0].original.of(&text), claim);
        assert!(found[0].original.start() > text.find("According").unwrap());
    }
}
