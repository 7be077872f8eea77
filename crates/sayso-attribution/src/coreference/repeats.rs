//! One claim at two places: what an excerpt at the head says again below is attributed below, once.

use crate::Found;
use crate::document::{Document, Repeat};
use crate::text::{Span, Spans};

/// The found in order of their content, without those that stand in an excerpt and again below.
pub fn without_excerpts(document: &Document, mut found: Vec<Found>) -> Vec<Found> {
    let repeats = document.repeats();
    found.retain(|f| !repeats.iter().any(|r| r.excerpt.covers(f.content.hull())));
    found.sort_by(|a, b| a.content.cmp(&b.content));
    found
}

/// The other places of a content: the pieces moved into each excerpt whose original holds them all.
pub fn elsewhere(document: &Document, content: &Spans) -> Vec<Spans> {
    let holds = |r: &&Repeat| r.original.covers(content.hull());
    document.repeats().iter().filter(holds).filter_map(|r| moved(content, *r)).collect()
}

fn moved(content: &Spans, repeat: Repeat) -> Option<Spans> {
    let place = |offset: usize| offset - repeat.original.start() + repeat.excerpt.start();
    Spans::new(content.iter().map(|s| Span::new(place(s.start()), place(s.end()))))
}
