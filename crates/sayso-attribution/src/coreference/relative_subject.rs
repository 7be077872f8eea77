//! The subject of a crediting verb from which a relative clause parts it: `[Ann Holt], whose son is ill, said`.

use super::context::Context;
use super::page::Page;
use super::source::{Answer, named};
use crate::Found;
use crate::text::Span;

/// Most tokens of a relative clause.
const CLAUSE: usize = 40;

/// The name before the relative clause that ends at the verb of what was found, and its words.
pub fn before_relative(context: &Context, found: &Found) -> Option<(Span, Answer)> {
    let page = &context.page;
    let comma = page.range(found.cue.as_ref()?.hull()).start.checked_sub(1)?;
    let opens = opening(page, comma)?;
    let mention = context.entities.mention_at(opens.checked_sub(1)?)?;
    let name = &context.entities.mentions[mention];
    let subject = name.subject && !name.possessive && name.name.end == opens;
    subject.then(|| (page.span(name.name.clone()), named(context, mention)))
}

/// The comma that begins the relative clause which the comma at `end` ends.
fn opening(page: &Page, end: usize) -> Option<usize> {
    let inside = |at: &usize| page.together(*at, end) && !matches!(page.word(*at), "“" | "”" | "\"" | ";");
    let relative = |at: &usize| page.word(*at) == "," && matches!(page.word(at + 1), "who" | "whose" | "which");
    let clause = (end.saturating_sub(CLAUSE)..end).rev().take_while(inside);
    (page.word(end) == ",").then(|| clause.into_iter().find(relative)).flatten()
}
