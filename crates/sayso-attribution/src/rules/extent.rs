//! Where content ends, when nothing but words tells.

use std::ops::Range;

use super::cue::Cue;
use super::paragraph::Paragraph;
use crate::language::WordList;

/// How far content reaches, in tokens: no sentence makes the search long.
const REACH: usize = 400;

/// Words that start an aside of the author’s own: `, an act which …`, `, while others …`.
static ASIDES: WordList = WordList::named("extent.asides");

/// One past the last token of the content that starts at `from`; `cues` are those of the unit.
pub(super) fn end(p: &Paragraph, from: usize, unit: &Range<usize>, cues: &[Cue]) -> usize {
    let stops = |at: usize| -> bool {
        if p.is_quoted(at) || at < from + 2 {
            return false;
        }
        let cue_at = |i: usize| starting(cues, i).is_some_and(|c| !c.infinitive);
        match p.word(at) {
            "," => p.is(at + 1, &ASIDES) || comments(p, at + 1) || participle(p, at + 1, cues),
            "and" | "but" => cue_at(at + 1) && !p.is(at + 1, &["to"]),
            "–" | "—" | "--" => lone_dash(p, at, unit),
            "according" => p.is(at + 1, &["to"]),
            _ => false,
        }
    };
    let reach = unit.end.min(from + REACH);
    (from..reach).find(|&at| stops(at)).unwrap_or(reach)
}

/// `, an act which …`, `, a reference to …`: the author names what was said or done.
fn comments(p: &Paragraph, at: usize) -> bool {
    p.is(at, &["a", "an"]) && (at + 2..at + 4).any(|i| p.is(i, &["which", "that", "to"]) && !p.is_quoted(i))
}

fn participle(p: &Paragraph, at: usize, cues: &[Cue]) -> bool {
    let lead = usize::from(p.is(at, &["and", "then", "also"]));
    starting(cues, at + lead).is_some_and(|c| c.participle)
}

fn starting(cues: &[Cue], at: usize) -> Option<&Cue> {
    cues.binary_search_by_key(&at, |c| c.span.start).ok().map(|i| &cues[i])
}

/// Tokens on both sides of a dash within which its pair stands.
const DASH: usize = 60;

/// A dash with a space before it and no other one to pair with.
fn lone_dash(p: &Paragraph, at: usize, unit: &Range<usize>) -> bool {
    let near = unit.start.max(at.saturating_sub(DASH))..unit.end.min(at + DASH);
    let is_dash = |i: usize| p.is(i, &["–", "—", "--"]) && !p.is_quoted(i);
    p.tokens[at - 1].span.end() < p.tokens[at].span.start() && !(near.start..near.end).any(|i| i != at && is_dash(i))
}
