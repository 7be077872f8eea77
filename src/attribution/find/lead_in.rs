//! A paragraph that ends in a colon credits the quotation that is the next one: `Xi had put it this way:`.

use std::ops::Range;

use super::cue::{self, Cue};
use super::lexicon::Class;
use super::paragraph::Paragraph;
use crate::attribution::Found;
use crate::text::{Span, Spans};

/// Who is to speak in the paragraph that follows.
pub(super) struct LeadIn {
    source: Option<Span>,
    cue: Option<Span>,
}

impl LeadIn {
    /// What the end of the paragraph leads in, if it does.
    pub fn of(p: &Paragraph) -> Option<Self> {
        let unit = p.units.last()?.clone();
        if !p.is(unit.end - 1, &[":"]) || p.is_quoted(unit.end - 1) {
            return None;
        }
        let credit = cue::cues(p, unit.clone()).into_iter().chain(puts_it(p, &unit)).next_back();
        let source = credit.as_ref().and_then(|cue| cue::source(p, cue, &unit, &[]));
        let cue = source.as_ref().and(credit).map(|cue| p.span(cue.span));
        Some(Self { source: source.map(|s| p.span(s)), cue })
    }

    /// The next paragraph, all of it quoted, as its words.
    pub fn credit(self, p: &Paragraph) -> Option<Found> {
        let whole = 0..p.tokens.len();
        Some(Found {
            confidence: if self.source.is_some() { 0.8 } else { 0.5 },
            source: self.source.and_then(|s| Spans::new([s])),
            cue: self.cue.and_then(|s| Spans::new([s])),
            content: Spans::new([p.content(whole.clone())]).filter(|_| p.words(whole) > 0)?,
            kind: crate::attribution::Kind::Direct,
            via: None,
            found_by: "colon before",
        })
    }
}

/// `put it this way`, `puts it thus`.
fn puts_it(p: &Paragraph, unit: &Range<usize>) -> Option<Cue> {
    let at = unit.clone().find(|&i| p.is(i, &["put", "puts"]) && p.is(i + 1, &["it"]))?;
    let first = if p.is(at.saturating_sub(1), &["had", "has", "have"]) { at - 1 } else { at };
    Some(Cue { span: first..at + 2, class: Class::Say, participle: false, infinitive: false })
}
