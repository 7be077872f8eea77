//! Quotations that run over paragraphs: each paragraph opens with a mark, only the last one closes.
//!
//! All pieces of such a quotation belong to one attribution. The words are never given to the next name in the text.

use super::credits::{Credits, is_inside};
use super::passage::Passage;
use crate::text::{Quotation, Span};

/// Joins the pieces of each quotation that runs on to the attribution that credits part of it.
pub(super) fn join(text: &str, passages: &[Passage], credits: &mut Credits) {
    for pieces in runs(text, passages) {
        if let Some(owner) = owner(credits, &pieces) {
            credits.extend(owner, &pieces);
            credits.take_away(&pieces, Some(owner));
        }
    }
}

/// Quotations of two pieces or more, as their pieces without marks.
fn runs(text: &str, passages: &[Passage]) -> Vec<Vec<Span>> {
    let mut runs = Vec::new();
    let mut open: Vec<Quotation> = Vec::new();
    for passage in passages {
        for (at, quote) in passage.quotes.iter().enumerate() {
            let follows = open.last().is_some_and(|last| {
                let meets = if at == 0 { quote.outer.start() == passage.span.start() } else { !last.closed };
                meets && mark(text, last) == mark(text, quote)
            });
            if !follows {
                close(&mut open, &mut runs);
            }
            open.push(*quote);
            if quote.closed {
                close(&mut open, &mut runs);
            }
        }
        if passage.quotes.is_empty() || !passage.after_quotes().is_empty() {
            close(&mut open, &mut runs);
        }
    }
    close(&mut open, &mut runs);
    runs
}

fn close(open: &mut Vec<Quotation>, runs: &mut Vec<Vec<Span>>) {
    if open.len() > 1 {
        runs.push(open.iter().map(|quote| quote.inner).collect());
    }
    open.clear();
}

/// The sign that opens a quotation.
fn mark(text: &str, quote: &Quotation) -> Option<char> {
    quote.outer.of(text).chars().next()
}

/// The attribution that a quotation belongs to: the first one that credits its beginning, else any of its pieces. One
/// with a source goes before one without.
fn owner(credits: &Credits, pieces: &[Span]) -> Option<usize> {
    let candidates = credits.touching(pieces).into_iter().filter_map(|index| Some((index, credits.get(index)?)));
    let ranked = candidates.filter(|(_, one)| !is_inside(one, pieces)).map(|(index, one)| {
        // The first piece of the content stands in the first piece that is credited.
        let from = pieces.first().map_or(0, |first| first.start());
        let start = one.content.iter().find(|span| span.end() > from).map_or(0, Span::start);
        (one.source.is_none(), pieces.partition_point(|piece| piece.end() <= start), index)
    });
    ranked.min().map(|(.., index)| index)
}
