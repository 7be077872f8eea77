//! The attributions of an article while they are being completed, with a way from a paragraph to those that credit
//! words of it. Without that each step would look at all attributions for each quotation.

use super::passage::{Passage, has_word};
use crate::Found;
use crate::text::{Span, Spans};

/// Attributions by paragraph.
pub(super) struct Credits<'a> {
    text: &'a str,
    passages: &'a [Passage],
    /// `None` for one that was taken away.
    found: Vec<Option<Found>>,
    /// For each passage, indices into `found`.
    by_passage: Vec<Vec<usize>>,
}

impl<'a> Credits<'a> {
    /// The attributions `found` in `passages` of `text`.
    pub fn new(text: &'a str, passages: &'a [Passage], found: Vec<Found>) -> Self {
        let mut credits = Self { text, passages, found: Vec::new(), by_passage: vec![Vec::new(); passages.len()] };
        for one in found {
            credits.push(one);
        }
        credits
    }

    /// Adds an attribution.
    pub fn push(&mut self, one: Found) {
        let index = self.found.len();
        for piece in one.content.iter() {
            self.note(index, piece);
        }
        self.found.push(Some(one));
    }

    /// Adds pieces to the content of an attribution.
    pub fn extend(&mut self, index: usize, pieces: &[Span]) {
        if let Some(one) = &mut self.found[index]
            && let Some(whole) = Spans::new(one.content.iter().chain(pieces.iter().copied()))
        {
            one.content = whole;
            for piece in pieces {
                self.note(index, *piece);
            }
        }
    }

    /// Takes `pieces`, in text order, away from every attribution but `keep` whose source stands outside of them. One
    /// that has fewer than two words left is taken away whole.
    pub fn take_away(&mut self, pieces: &[Span], keep: Option<usize>) {
        for index in self.touching(pieces) {
            let Some(one) = self.found[index].as_mut().filter(|one| Some(index) != keep && !is_inside(one, pieces))
            else {
                continue;
            };
            match without(self.text, &one.content, pieces) {
                Some(left) => one.content = left,
                None => self.found[index] = None,
            }
        }
    }

    /// Takes away the attributions in a passage that `gone` picks.
    pub fn drop_in(&mut self, passage: usize, gone: impl Fn(&Found) -> bool) {
        for index in &self.by_passage[passage] {
            if self.found[*index].as_ref().is_some_and(&gone) {
                self.found[*index] = None;
            }
        }
    }

    /// Changes the attributions that credit words of a passage; their content may lose words, but gain none.
    pub fn change_in(&mut self, passage: usize, change: impl Fn(&mut Found)) {
        for index in &self.by_passage[passage] {
            self.found[*index].iter_mut().for_each(&change);
        }
    }

    /// The attributions that credit words of a passage, with their indices.
    pub fn of(&self, passage: usize) -> impl DoubleEndedIterator<Item = (usize, &Found)> {
        let span = self.passages[passage].span;
        let all = self.by_passage[passage].iter().filter_map(|index| Some((*index, self.found[*index].as_ref()?)));
        all.filter(move |(_, one)| overlapped(one.content.as_slice(), span))
    }

    /// Indices of the attributions that may share words with `pieces`, each once.
    pub fn touching(&self, pieces: &[Span]) -> Vec<usize> {
        let passages = pieces.iter().filter_map(|piece| self.passage_of(*piece));
        let mut indices: Vec<usize> = passages.flat_map(|at| self.by_passage[at].iter().copied()).collect();
        indices.sort_unstable();
        indices.dedup();
        indices.retain(|index| {
            let content = self.found[*index].as_ref().map(|one| one.content.as_slice());
            // The fewer ones are looked for among the others: one quotation may run over a whole book.
            content.is_some_and(|content| {
                let (few, many) = if content.len() < pieces.len() { (content, pieces) } else { (pieces, content) };
                few.iter().any(|piece| overlapped(many, *piece))
            })
        });
        indices
    }

    /// One attribution; `None` if it was taken away.
    pub fn get(&self, index: usize) -> Option<&Found> {
        self.found.get(index)?.as_ref()
    }

    /// All attributions that are left.
    pub fn into_found(self) -> Vec<Found> {
        let mut found = Vec::with_capacity(self.found.len());
        found.extend(self.found.into_iter().flatten());
        found
    }

    fn passage_of(&self, span: Span) -> Option<usize> {
        let at = self.passages.partition_point(|passage| passage.span.end() <= span.start());
        (at < self.passages.len()).then_some(at)
    }

    fn note(&mut self, index: usize, piece: Span) {
        let Some(first) = self.passage_of(piece) else { return };
        let touched = self.passages[first..].iter().take_while(|passage| passage.span.start() < piece.end()).count();
        for indices in &mut self.by_passage[first..first + touched] {
            if indices.last() != Some(&index) {
                indices.push(index);
            }
        }
    }
}

/// Whether the source of an attribution is among the words of `pieces`: somebody quoted within a quotation.
pub(super) fn is_inside(found: &Found, pieces: &[Span]) -> bool {
    found.source.as_ref().is_some_and(|source| covered(pieces, source.hull()))
}

/// Those of `pieces`, disjoint and in text order, that are within `span`.
pub(super) fn pieces_within(pieces: &[Span], span: Span) -> impl Iterator<Item = Span> {
    let from = pieces.partition_point(|piece| piece.start() < span.start());
    pieces[from..].iter().copied().take_while(move |piece| span.covers(*piece))
}

/// Whether one of `pieces`, disjoint and in text order, holds all of `span`.
pub(super) fn covered(pieces: &[Span], span: Span) -> bool {
    let at = pieces.partition_point(|piece| piece.end() < span.end());
    pieces.get(at).is_some_and(|piece| piece.covers(span))
}

fn overlapped(pieces: &[Span], span: Span) -> bool {
    let at = pieces.partition_point(|piece| piece.end() <= span.start());
    pieces.get(at).is_some_and(|piece| piece.overlaps(span))
}

/// `content` without `pieces`, which are in text order; `None` if fewer than two words are left.
fn without(text: &str, content: &Spans, pieces: &[Span]) -> Option<Spans> {
    let mut left = Vec::new();
    for span in content.iter() {
        let mut from = span.start();
        let first = pieces.partition_point(|piece| piece.end() <= span.start());
        for piece in pieces[first..].iter().take_while(|piece| piece.start() < span.end()) {
            left.push(Span::new(from, piece.start().max(from)));
            from = piece.end().min(span.end());
        }
        left.push(Span::new(from, span.end()));
    }
    let words = |span: &Span| span.of(text).split_whitespace().filter(|word| has_word(word)).count();
    let left: Vec<Span> = left.into_iter().map(|span| span.trim(text)).filter(|span| words(span) > 0).collect();
    if left.iter().map(words).sum::<usize>() < 2 { None } else { Spans::new(left) }
}
