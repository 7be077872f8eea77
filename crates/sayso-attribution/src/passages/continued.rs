//! Quotations that run over paragraphs: each paragraph opens with a mark, only the last one closes, or all of them are
//! set off as a block quotation.
//!
//! All pieces of such a quotation belong to one attribution. The words are never given to the next name in the text.

use std::ops::Range;

use super::credits::{Credits, covered, is_inside};
use super::passage::{Passage, runs};
use super::signatures::after_dash;
use crate::text::{Quotation, Span};

/// Joins the pieces of each quotation that runs on to the attribution that credits part of it.
pub(super) fn join(text: &str, passages: &[Passage], credits: &mut Credits) {
    for pieces in quotations_of_pieces(text, passages) {
        if let Some(owner) = owner(credits, &pieces) {
            credits.extend(owner, &pieces);
            credits.take_away(&pieces, Some(owner));
        }
    }
    for block in runs(passages, |passage| passage.set_off && passage.is_argument) {
        join_block(text, passages, block, credits);
    }
}

/// Gives all paragraphs of a block quotation to the one attribution that credits a whole one of them.
fn join_block(text: &str, passages: &[Passage], block: Range<usize>, credits: &mut Credits) {
    let spoken = block.filter(|&at| after_dash(text, passages[at].span).is_none());
    let pieces: Vec<Span> = spoken.clone().map(|at| words(&passages[at])).collect();
    let whole = |(at, piece): (usize, &Span)| {
        // A content may be found without the stop at its end.
        let bare = piece.of(text).trim_end_matches('.').len();
        let bare = Span::new(piece.start(), piece.start() + bare);
        let mut own = credits.of(at).filter(|(_, one)| covered(one.content.as_slice(), bare));
        own.next().map(|(index, _)| index)
    };
    let mut owners: Vec<usize> = spoken.zip(&pieces).filter_map(whole).collect();
    owners.dedup();
    if let ([owner], true) = (&owners[..], pieces.len() > 1) {
        credits.extend(*owner, &pieces);
        credits.take_away(&pieces, Some(*owner));
    }
}

/// The words of a paragraph, without the quotation marks around all of it.
fn words(passage: &Passage) -> Span {
    let one = passage.quotes.first().filter(|quote| quote.outer == passage.span);
    one.map_or(passage.span, |quote| quote.inner)
}

/// Quotations of two pieces or more, as their pieces without marks.
fn quotations_of_pieces(text: &str, passages: &[Passage]) -> Vec<Vec<Span>> {
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
