//! Quotations that a headline credits behind them: `Keeper ‘to leave in summer’, say friends`.

use super::credits::Credits;
use super::passage::Passage;
use super::uncredited::METHOD;
use crate::language::ENGLISH;
use crate::text::quotation::quotations;
use crate::text::{Span, Spans};
use crate::weights::Weight;
use crate::{Found, Kind};

/// Most words of who is credited.
const WORDS: usize = 6;

/// Credits the last quotation of each headline and heading that nothing credits yet.
pub(super) fn credit(text: &str, passages: &[Passage], credits: &mut Credits) {
    for (at, passage) in passages.iter().enumerate().filter(|(_, passage)| !passage.is_argument) {
        if credits.of(at).next().is_none()
            && let Some(one) = credited(text, passage.span)
        {
            credits.push(one);
        }
    }
}

fn credited(text: &str, headline: Span) -> Option<Found> {
    let quote = quotations(text, headline).into_iter().rfind(|quote| quote.depth == 0 && quote.closed)?;
    let tail = Span::new(quote.outer.end(), headline.end());
    let comma = tail.of(text).starts_with(',') || quote.inner.of(text).ends_with(',');
    let clause = tail.of(text).trim_start_matches(',').trim();
    let (verb, who) = clause.split_once(' ').filter(|(verb, _)| comma && ENGLISH.speaks(verb))?;
    let plain = who.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '’' | '\'' | '.'));
    let start = headline.end() - clause.len() - (tail.of(text).len() - tail.of(text).trim_end().len());
    let cue = Span::new(start, start + verb.len());
    (plain && who.split(' ').count() <= WORDS).then(|| Found {
        source: Some(Spans::from(Span::new(cue.end(), start + clause.len()).trim(text))),
        cue: Some(Spans::from(cue)),
        content: Spans::from(quote.inner),
        kind: Kind::Direct,
        via: None,
        confidence: Weight::Headline.value(),
        found_by: METHOD,
    })
}
