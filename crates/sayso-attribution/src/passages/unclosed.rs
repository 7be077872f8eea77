//! Quotations that have lost their closing mark before the clause that credits them: `“Shall we sell? Anna asked.`

use super::credits::Credits;
use super::dashes::{Clause, clause};
use super::passage::Passage;
use super::uncredited::METHOD;
use crate::text::{Span, Spans};
use crate::weights::Weight;
use crate::{Found, Kind};

/// Ends the open quotation of each paragraph that ends with a clause of speech and a name, so that it does not run on
/// into the next paragraph. Returns the attributions.
pub(super) fn close(text: &str, passages: &mut [Passage]) -> Vec<Found> {
    passages.iter_mut().filter_map(|passage| closed(text, passage)).collect()
}

fn closed(text: &str, passage: &mut Passage) -> Option<Found> {
    let end = passage.span.end();
    let quote = passage.quotes.last_mut().filter(|quote| !quote.closed)?;
    let Clause { span, source, cue } = clause(text, quote.inner)?;
    if span.end() != end || !source.of(text).starts_with(char::is_uppercase) {
        return None;
    }
    quote.inner = Span::new(quote.inner.start(), span.start()).trim(text);
    quote.outer = Span::new(quote.outer.start(), quote.inner.end());
    quote.closed = true;
    Some(Found {
        source: Some(Spans::from(source)),
        cue: Some(Spans::from(cue)),
        content: Spans::from(quote.inner),
        kind: Kind::Direct,
        via: None,
        confidence: Weight::Dash.value(),
        found_by: METHOD,
    })
}

/// Puts the attributions in place of what credits the same words.
pub(super) fn credit(found: Vec<Found>, credits: &mut Credits) {
    for one in found {
        credits.take_away(&[one.content.hull()], None);
        credits.push(one);
    }
}
