//! Positions: a [`Span`] is a stretch of bytes, [`Spans`] a stretch in one or more pieces.
//!
//! The shape (private fields, the invariant beside them) follows ruff's `TextRange`.

use std::cmp::Ordering;
use std::fmt;

use super::steps::step;

/// A half-open stretch `start..end` of bytes into a document's text; `start <= end`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The bytes `start..end`. An `end` before `start` gives the empty span at `start`; positions past
    /// 4 GiB are held at 4 GiB (ingest refuses such texts long before).
    pub fn new(start: usize, end: usize) -> Self {
        let start = u32::try_from(start).unwrap_or(u32::MAX);
        let end = u32::try_from(end).unwrap_or(u32::MAX).max(start);
        Self { start, end }
    }

    /// First byte.
    pub fn start(self) -> usize {
        step();
        self.start as usize
    }

    /// One past the last byte.
    pub fn end(self) -> usize {
        step();
        self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Returns `true` for an empty span.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Returns `true` if the byte at `offset` is in the span.
    pub fn contains(self, offset: usize) -> bool {
        self.start() <= offset && offset < self.end()
    }

    /// Returns `true` if `other` is wholly inside; a span contains itself.
    pub fn covers(self, other: Span) -> bool {
        step();
        self.start <= other.start && other.end <= self.end
    }

    /// Returns `true` if the two share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        step();
        self.start < other.end && other.start < self.end
    }

    /// The bytes both hold; `None` when they share none.
    pub fn intersect(self, other: Span) -> Option<Span> {
        step();
        let (start, end) = (self.start.max(other.start), self.end.min(other.end));
        (start < end).then_some(Span { start, end })
    }

    /// The shortest span over both.
    #[must_use]
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The text it stands for; empty when it does not fit the text or cuts a character in two.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start()..self.end()).unwrap_or_default()
    }

    /// Without white space at either end.
    #[must_use]
    pub fn trim(self, text: &str) -> Span {
        let whole = self.of(text);
        let start = self.start() + (whole.len() - whole.trim_start().len());
        Span::new(start, start + whole.trim().len())
    }
}

/// The last place in `text` at or before `offset` that cuts no character in two.
pub fn floor(text: &str, offset: usize) -> usize {
    (0..=offset.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// One stretch of text in one or more pieces: not empty, sorted, disjoint, no piece empty.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Spans(Pieces);

/// Nearly all have one piece: it takes no memory of its own.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Pieces {
    One(Span),
    More(Box<[Span]>),
}

impl Spans {
    /// From pieces in any order; empty ones are dropped, pieces that overlap or touch are joined.
    /// `None` when nothing is left.
    pub fn new(pieces: impl IntoIterator<Item = Span>) -> Option<Self> {
        let mut all: Vec<Span> = pieces.into_iter().filter(|s| !s.is_empty()).collect();
        all.sort_unstable();
        let mut joined: Vec<Span> = Vec::with_capacity(all.len());
        for piece in all {
            match joined.last_mut() {
                Some(last) if piece.start <= last.end => *last = last.cover(piece),
                _ => joined.push(piece),
            }
        }
        match joined[..] {
            [] => None,
            [piece] => Some(piece.into()),
            _ => Some(Self(Pieces::More(joined.into()))),
        }
    }

    /// The pieces, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Span> + DoubleEndedIterator + '_ {
        self.as_slice().iter().copied()
    }

    /// The pieces as a slice; never empty.
    pub fn as_slice(&self) -> &[Span] {
        match &self.0 {
            Pieces::One(piece) => std::slice::from_ref(piece),
            Pieces::More(pieces) => pieces,
        }
    }

    /// First byte of the first piece.
    pub fn start(&self) -> usize {
        self.as_slice().first().map_or(0, |s| s.start())
    }

    /// One past the last byte of the last piece.
    pub fn end(&self) -> usize {
        self.as_slice().last().map_or(0, |s| s.end())
    }

    /// From the first piece's start to the last one's end, gaps included.
    pub fn hull(&self) -> Span {
        Span::new(self.start(), self.end())
    }

    /// Bytes in all pieces together.
    pub fn total(&self) -> usize {
        self.iter().map(Span::len).sum()
    }

    /// Returns `true` if the byte at `offset` is in one of the pieces.
    pub fn contains(&self, offset: usize) -> bool {
        let first = self.as_slice().partition_point(|piece| piece.end() <= offset);
        self.as_slice().get(first).is_some_and(|piece| piece.contains(offset))
    }

    /// Returns `true` if a piece shares a byte with `span`.
    pub fn overlaps(&self, span: Span) -> bool {
        let first = self.as_slice().partition_point(|piece| piece.end() <= span.start());
        self.as_slice().get(first).is_some_and(|piece| piece.overlaps(span))
    }

    /// The pieces' texts with ` … ` between them.
    pub fn text(&self, text: &str) -> String {
        let pieces: Vec<&str> = self.iter().map(|s| s.of(text)).collect();
        pieces.join(" … ")
    }
}

impl PartialOrd for Spans {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Spans {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_slice().cmp(other.as_slice())
    }
}

impl From<Span> for Option<Spans> {
    fn from(span: Span) -> Self {
        Spans::new([span])
    }
}

impl From<Span> for Spans {
    /// One piece. The span must not be empty.
    fn from(span: Span) -> Self {
        debug_assert!(!span.is_empty(), "a piece is not empty");
        Self(Pieces::One(span))
    }
}

impl fmt::Debug for Spans {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.as_slice()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn pieces_that_touch_are_one() {
        let spans = Spans::new([Span::new(5, 9), Span::new(0, 2), Span::new(2, 4), Span::new(7, 7)]).unwrap();
        assert_eq!(spans.as_slice(), [Span::new(0, 4), Span::new(5, 9)]);
        assert_eq!(Spans::new([Span::new(3, 3)]), None);
    }

    #[test]
    fn a_backward_span_is_empty() {
        assert!(Span::new(9, 3).is_empty());
    }

    proptest! {
        #[test]
        fn spans_are_sorted_disjoint_and_cover_what_went_in(raw in prop::collection::vec((0usize..60, 0usize..60), 0..12)) {
            let pieces: Vec<Span> = raw.iter().map(|&(a, b)| Span::new(a, b)).collect();
            let got = Spans::new(pieces.clone());
            for at in 0..60 {
                prop_assert_eq!(got.as_ref().is_some_and(|g| g.contains(at)), pieces.iter().any(|p| p.contains(at)));
            }
            if let Some(spans) = got {
                prop_assert!(spans.as_slice().windows(2).all(|w| w[0].end() < w[1].start()));
            }
        }
    }
}
