//! A paragraph that ends in a colon credits the quotation that is the next one: `Xi had put it this way:`.

use std::ops::Range;

use super::cue::{self, Cue};
use super::noun_phrase as np;
use super::paragraph::Paragraph;
use crate::attribution::{Found, Kind};
use crate::language::{CueClass, WordList};
use crate::text::{Span, Spans};
use crate::weights::Weight;

/// What the source card says of it.
pub const COLON_BEFORE: &str = "colon before";

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
        let verb = || cue::cues(p, unit.clone()).into_iter().chain(puts_it(p, &unit)).next_back();
        let told = |cue: cue::Cue| cue::source(p, &cue, &unit, &[]).map(|source| (source, cue.span));
        let credit = purpose(p, &unit).or_else(|| verb().and_then(told));
        let (source, cue) = credit.map(|(source, cue)| (p.span(source), p.span(cue))).unzip();
        Some(Self { source, cue })
    }

    /// The next paragraph, all of it quoted, as its words.
    pub fn credit(self, p: &Paragraph) -> Option<Found> {
        let whole = 0..p.tokens.len();
        Some(Found {
            confidence: if self.source.is_some() { Weight::LeadIn } else { Weight::LeadInUnnamed }.value(),
            source: self.source.and_then(|s| Spans::new([s])),
            cue: self.cue.and_then(|s| Spans::new([s])),
            content: Spans::new([p.content(whole.clone())]).filter(|_| p.words(whole) > 0)?,
            kind: Kind::Direct,
            via: None,
            found_by: COLON_BEFORE,
        })
    }
}

/// `The stated purpose of the delegation was to:`, `its declared aim is to:`: whose it is, and the purpose.
fn purpose(p: &Paragraph, unit: &Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
    static AIMS: WordList = WordList::named("lead-in.aims");
    let at = unit.clone().find(|&i| p.is(i, &AIMS))?;
    let told = p.is(at - usize::from(at > unit.start), &["stated", "declared", "avowed", "official", "professed"]);
    let cue = at - usize::from(told)..at + 1;
    let (source, next) = if p.is(at + 1, &["of"]) {
        let source = np::after(p, at + 2, unit.end)?;
        (source.clone(), source.end)
    } else {
        let owner = cue.start.checked_sub(1).filter(|&i| i >= unit.start)?;
        let pronoun = p.is(owner, &["its", "his", "her", "their"]).then(|| owner..owner + 1);
        let named = || p.is(owner, &["'s", "'"]).then(|| np::owner(p, owner, unit.start)).flatten();
        (pronoun.or_else(named)?, at + 1)
    };
    (p.is(next, &["is", "was", "were"]) && p.is(next + 1, &["to", ":"])).then_some((source, cue))
}

/// `put it this way`, `puts it thus`.
fn puts_it(p: &Paragraph, unit: &Range<usize>) -> Option<Cue> {
    let at = unit.clone().find(|&i| p.is(i, &["put", "puts"]) && p.is(i + 1, &["it"]))?;
    let first = if p.is(at.saturating_sub(1), &["had", "has", "have"]) { at - 1 } else { at };
    Some(Cue { span: first..at + 2, class: CueClass::Say, participle: false, infinitive: false })
}
