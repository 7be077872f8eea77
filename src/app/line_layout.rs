//! An article as rows of the screen, wrapped only where somebody looks.
//!
//! The text is cut into pieces: a block is one piece, a line of code is one, and a block of megabytes is many, so
//! that its first screen costs no more than any other. A place is a piece and a row in it; what lasts over a
//! change of width is the byte that stands there.

use std::collections::HashMap;
use std::sync::Arc;

use crate::cells::Rows;
use sayso_attribution::document::{Block, BlockKind, Document};
use sayso_attribution::text::Span;
use sayso_attribution::text::span::floor;

/// Longest piece in bytes: wrapped in about a millisecond.
const PIECE_MAX: usize = 16 * 1024;
/// Wrapped pieces that are kept.
const KEEP: usize = 512;

/// A place among the rows: which piece, and which row of it (blank rows before it count).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    piece: usize,
    row: usize,
}

/// One row of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// The bytes it shows; white space at its end included.
    pub span: Span,
    /// What the block is that it belongs to.
    pub kind: BlockKind,
    /// The first row of its block.
    pub first: bool,
    /// A blank row between two blocks; its span is empty.
    pub gap: bool,
}

#[derive(Clone, Copy, Debug)]
struct LayoutPiece {
    span: Span,
    kind: BlockKind,
    first: bool,
    gap: usize,
    /// Bytes of all pieces shown before it.
    before: usize,
}

/// The rows of one document at one width.
#[derive(Debug)]
pub struct LineLayout {
    document: Arc<Document>,
    cells: usize,
    pieces: Vec<LayoutPiece>,
    /// Indices of pieces by where they start in the text: furniture is shown last wherever it stood.
    by_start: Vec<usize>,
    wrapped: HashMap<usize, Rows>,
}

impl LineLayout {
    /// For rows of `cells` columns.
    pub fn new(document: Arc<Document>, cells: usize) -> Self {
        let pieces = pieces(&document);
        let mut by_start: Vec<usize> = (0..pieces.len()).collect();
        by_start.sort_by_key(|&at| pieces[at].span.start());
        Self { document, cells, pieces, by_start, wrapped: HashMap::new() }
    }

    /// Changes the width; places made before no longer hold. True if it is another width.
    pub fn set_width(&mut self, cells: usize) -> bool {
        let other = cells != self.cells;
        if other {
            self.cells = cells;
            self.wrapped.clear();
        }
        other
    }

    /// The row that shows the byte at `offset`, or the nearest before it in the text.
    pub fn at(&mut self, offset: usize) -> Place {
        let after = self.by_start.partition_point(|&at| self.pieces[at].span.start() <= offset);
        let Some(&piece) = self.by_start.get(after.saturating_sub(1)) else { return Place::default() };
        let row = self.rows(piece).row_of(offset);
        Place { piece, row: row + self.pieces[piece].gap }
    }

    /// What stands at `place`; `None` in a document without text.
    pub fn line(&mut self, place: Place) -> Option<Line> {
        let piece = *self.pieces.get(place.piece)?;
        let Some(row) = place.row.checked_sub(piece.gap) else {
            let start = piece.span.start();
            return Some(Line { span: Span::new(start, start), kind: piece.kind, first: false, gap: true });
        };
        let span = *self.rows(place.piece).as_slice().get(row)?;
        Some(Line { span, kind: piece.kind, first: piece.first && row == 0, gap: false })
    }

    /// The place `delta` rows further down (up when negative), held at the ends.
    pub fn step(&mut self, from: Place, delta: isize) -> Place {
        let mut left = delta.unsigned_abs();
        let mut at = from;
        while left > 0 {
            let room = if delta > 0 { self.height(at.piece).saturating_sub(at.row + 1) } else { at.row };
            let taken = room.min(left);
            at.row = if delta > 0 { at.row + taken } else { at.row - taken };
            left -= taken;
            if left == 0 {
                break;
            }
            let Some(piece) = self.neighbour(at.piece, delta > 0) else { break };
            at = Place { piece, row: if delta > 0 { 0 } else { self.height(piece).saturating_sub(1) } };
            left -= 1;
        }
        at
    }

    /// The last row of all.
    pub fn last(&mut self) -> Place {
        let Some(piece) = self.pieces.len().checked_sub(1) else { return Place::default() };
        Place { piece, row: self.height(piece).saturating_sub(1) }
    }

    /// Up to `height` rows from `top` on.
    pub fn page(&mut self, top: Place, height: usize) -> Vec<(Place, Line)> {
        let mut page = Vec::with_capacity(height);
        let mut at = top;
        while page.len() < height {
            let Some(line) = self.line(at) else { break };
            page.push((at, line));
            let next = self.step(at, 1);
            if next == at {
                break;
            }
            at = next;
        }
        page
    }

    /// Rows from `a` down to `b`, counted no further than `most`; `None` if `b` is above or further.
    pub fn distance(&mut self, a: Place, b: Place, most: usize) -> Option<usize> {
        let mut at = a;
        for rows in 0..=most {
            if at == b {
                return Some(rows);
            }
            at = self.step(at, 1);
        }
        None
    }

    /// How far down `place` is, 0 to 100, by bytes.
    pub fn percent(&mut self, place: Place) -> usize {
        let Some(last) = self.pieces.last() else { return 100 };
        let (all, last_span) = (last.before + last.span.len(), last.span);
        let Some(line) = self.line(place) else { return 0 };
        let piece = self.pieces[place.piece];
        if line.span.end() >= last_span.end() && place.piece + 1 == self.pieces.len() {
            return 100;
        }
        (piece.before + line.span.end() - piece.span.start()) * 100 / all.max(1)
    }

    fn neighbour(&self, piece: usize, down: bool) -> Option<usize> {
        if down { Some(piece + 1).filter(|&p| p < self.pieces.len()) } else { piece.checked_sub(1) }
    }

    fn height(&mut self, piece: usize) -> usize {
        let gap = self.pieces.get(piece).map_or(0, |p| p.gap);
        gap + self.rows(piece).as_slice().len()
    }

    fn rows(&mut self, piece: usize) -> &Rows {
        if self.wrapped.len() > KEEP {
            self.wrapped.clear();
        }
        let (text, pieces, cells) = (self.document.text(), &self.pieces, self.cells);
        self.wrapped.entry(piece).or_insert_with(|| {
            let (span, kind) = pieces.get(piece).map_or((Span::default(), BlockKind::Paragraph), |p| (p.span, p.kind));
            Rows::wrap(text, span, cells.saturating_sub(usize::from(indent(kind))).max(1))
        })
    }
}

/// Columns a block of this kind is set in.
pub fn indent(kind: BlockKind) -> u16 {
    match kind {
        BlockKind::BlockQuote | BlockKind::Code => 4,
        BlockKind::ListItem => 2,
        _ => 0,
    }
}

fn pieces(document: &Document) -> Vec<LayoutPiece> {
    let alone = document.blocks().len() == 1;
    let shown = |b: &&Block| alone || b.kind != BlockKind::Title;
    let (furniture, argument): (Vec<&Block>, Vec<&Block>) =
        document.blocks().iter().filter(shown).partition(|b| b.kind == BlockKind::Furniture);
    let mut pieces: Vec<LayoutPiece> = Vec::new();
    for block in argument.into_iter().chain(furniture) {
        let gap = usize::from(pieces.last().is_some_and(|last| !close(last.kind, block.kind)));
        let lines = match block.kind {
            BlockKind::Code => lines(document.text(), block.span),
            _ => broken(document, block.span),
        };
        let chunks = lines.into_iter().flat_map(|line| chunks(document.text(), line));
        for (at, span) in chunks.enumerate() {
            let before = pieces.last().map_or(0, |last| last.before + last.span.len());
            let first = at == 0;
            pieces.push(LayoutPiece { span, kind: block.kind, first, gap: if first { gap } else { 0 }, before });
        }
    }
    pieces
}

/// Two blocks that stand under each other without a blank row.
fn close(above: BlockKind, below: BlockKind) -> bool {
    above == below && matches!(above, BlockKind::ListItem | BlockKind::Furniture | BlockKind::Footnote)
}

fn lines(text: &str, span: Span) -> Vec<Span> {
    let mut at = span.start();
    let line = |piece: &str| {
        let start = at;
        at += piece.len();
        Span::new(start, start + piece.trim_end_matches(['\n', '\r']).len())
    };
    span.of(text).split_inclusive('\n').map(line).collect()
}

/// The lines that the writer of a paragraph broke it into.
fn broken(document: &Document, span: Span) -> Vec<Span> {
    let breaks = document.breaks(span).iter().copied();
    let starts = std::iter::once(span.start()).chain(breaks.clone());
    let lines = starts.zip(breaks.chain([span.end()])).map(|(start, end)| Span::new(start, end));
    lines.map(|line| line.trim(document.text())).filter(|line| !line.is_empty()).collect()
}

fn chunks(text: &str, span: Span) -> Vec<Span> {
    let mut out = Vec::new();
    let mut rest = span;
    while rest.len() > PIECE_MAX {
        let part = rest.of(text);
        let most = floor(part, PIECE_MAX);
        let cut = part[..most].rfind(' ').map_or(most, |at| at + 1);
        out.push(Span::new(rest.start(), rest.start() + cut));
        rest = Span::new(rest.start() + cut, rest.end());
    }
    out.push(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use sayso_attribution::document::ingest;

    fn flow(text: &str, cells: usize) -> LineLayout {
        LineLayout::new(Arc::new(ingest(text.as_bytes(), "x.md")), cells)
    }

    #[test]
    fn a_step_down_and_up_is_no_step() {
        let mut flow = flow("one two three four\n\nfive six\n\nseven eight nine ten eleven", 9);
        let last = flow.last();
        let mut at = Place::default();
        while at != last {
            let next = flow.step(at, 1);
            assert!(next > at);
            assert_eq!(flow.step(next, -1), at);
            let offset = flow.line(next).unwrap().span.start();
            assert!(flow.line(next).unwrap().gap || flow.at(offset) == next);
            at = next;
        }
        assert_eq!(flow.percent(at), 100);
    }

    #[test]
    fn a_line_that_its_writer_broke_stays_broken() {
        let mut flow =
            flow("Before.\n\n> Roses are red,  \n> violets\n> are blue,\\\n> sugar<br><br>is sweet.\n\nAfter.", 60);
        let text = flow.document.shared_text();
        let rows: Vec<String> =
            flow.page(Place::default(), 20).iter().map(|(_, l)| l.span.of(&text).replace('\n', " ")).collect();
        assert_eq!(rows, ["Before.", "", "Roses are red,", "violets are blue,", "sugar", "is sweet.", "", "After."]);
    }

    #[test]
    fn a_paragraph_of_megabytes_is_wrapped_where_it_is_read() {
        let mut flow = flow(&"many words in a row ".repeat(100_000), 60);
        assert_eq!(flow.page(Place::default(), 40).len(), 40);
        let last = flow.last();
        assert_eq!(flow.step(last, 1), last);
        assert!(flow.wrapped.len() <= 2);
    }
}
