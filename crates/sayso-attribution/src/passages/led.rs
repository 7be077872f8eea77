//! A quotation that a sentence of its own introduces: `I asked the water company about this. [It sent a short reply:]
//! “…”` is not what was asked.

use super::passage::Passage;
use crate::text::{Span, Spans};
use crate::{Found, Kind, Parsed, rules};

/// Most bytes of the sentence that introduces a quotation.
const LEAD: usize = 300;

/// Fewest words of such a sentence.
const CLAUSE: usize = 3;

/// Gives the pieces of a content that another sentence introduces to the subject of that sentence.
pub(super) fn part(text: &str, passages: &[Passage], found: &mut Vec<Found>) {
    let mut parted = Vec::new();
    for one in found.iter_mut() {
        let pieces = one.content.as_slice();
        let led = (1..pieces.len()).find_map(|at| Some((at, leader(text, passages, one, at)?)));
        let Some((at, leader)) = led else { continue };
        let (before, behind) = pieces.split_at(at);
        let (Some(before), Some(behind)) = (Spans::new(before.to_vec()), Spans::new(behind.to_vec())) else { continue };
        parted.push(Found { content: behind, kind: Kind::Direct, via: None, confidence: one.confidence, ..leader });
        one.content = before;
    }
    found.extend(parted);
}

/// Takes the sentence before a quotation away from who is credited behind it: in `The widow told the hearing of it. “[He
/// slept badly],” she said` only the quotation is hers.
pub(super) fn strip(text: &str, passages: &[Passage], found: &mut [Found]) {
    for one in found.iter_mut().filter(|one| one.kind == Kind::Mixed) {
        if let Some(quoted) = quoted_end(text, passages, one) {
            (one.content, one.kind) = (Spans::from(quoted), Kind::Direct);
        }
    }
}

/// The quotation that ends the one stretch of a content and that a whole sentence stands before.
fn quoted_end(text: &str, passages: &[Passage], one: &Found) -> Option<Span> {
    let content = one.content.iter().next().filter(|_| one.content.iter().len() == 1)?;
    let behind = [&one.source, &one.cue].into_iter().flatten().all(|spans| spans.start() >= content.end());
    let passage = passages.get(passages.partition_point(|passage| passage.span.end() <= content.start()))?;
    let at = passage.quotes.partition_point(|quote| quote.outer.end() < content.end());
    let quote = passage.quotes.get(at).filter(|quote| quote.closed && content.contains(quote.outer.start()))?;
    let before = Span::new(content.start(), quote.outer.start()).trim(text).of(text);
    let sentence = before.ends_with(['.', '?', '!']) && before.split_whitespace().count() >= CLAUSE;
    (behind && sentence && !before.contains(['“', '"', '‘'])).then_some(quote.inner)
}

/// What a rule makes of the sentence before the piece at `at`, if it ends with a colon and `one` is credited elsewhere.
fn leader(text: &str, passages: &[Passage], one: &Found, at: usize) -> Option<Found> {
    let pieces = one.content.as_slice();
    let (before, piece) = (pieces[at - 1], pieces[at]);
    let passage = &passages[passages.partition_point(|passage| passage.span.end() <= piece.start())..];
    let quote = passage.first()?.quotes.iter().find(|quote| quote.inner.covers(piece))?;
    let gap = Span::new(before.end(), quote.outer.start()).trim(text);
    if !gap.of(text).ends_with(':') || gap.len() > LEAD || quote.inner.start() < before.end() {
        return None;
    }
    let stop = gap.of(text).rfind(['.', '?', '!'])?;
    let lead = Span::new(gap.start() + stop + 1, gap.end()).trim(text);
    // `Wait:` introduces nobody.
    let clause = lead.of(text).split_whitespace().count() >= CLAUSE;
    let own = passage.first()?.span.covers(lead);
    let elsewhere = [&one.source, &one.cue].into_iter().flatten().all(|spans| !spans.overlaps(lead));
    let sentence = (Span::new(lead.start(), quote.outer.end()), false);
    let told = (elsewhere && clause && own).then(|| rules::find(&Parsed::of_paragraphs(text, [sentence])))?;
    told.into_iter().find(|told| told.source.is_some() && told.content.overlaps(piece))
}
