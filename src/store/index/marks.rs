//! Which terms of a query each document has, and how well.

use tantivy::schema::Field;

use super::finder::Finder;
use super::schema::Words;
use super::words::Meant;
use crate::library::search::{Fit, Term};

/// The terms that documents and people have, a bit each, and how far they are from having them well.
#[derive(Default)]
pub struct Marks {
    pub documents: Marked,
    pub people: Marked,
    pub terms: u32,
}

/// By number: which terms, and what it costs.
#[derive(Default)]
pub struct Marked {
    pub terms: Vec<u32>,
    pub cost: Vec<u16>,
    /// Of the term at hand, the best of each.
    best: Vec<u8>,
    touched: Vec<u32>,
}

const NONE: u8 = u8::MAX;

impl Marked {
    fn new(len: usize) -> Self {
        Self { terms: vec![0; len], cost: vec![0; len], best: vec![NONE; len], touched: Vec::new() }
    }

    fn touch(&mut self, at: u32, cost: u8) {
        let Some(best) = self.best.get_mut(at as usize) else { return };
        if *best == NONE {
            self.touched.push(at);
        }
        *best = cost.min(*best);
    }

    fn settle(&mut self, term: u32) {
        for at in self.touched.drain(..) {
            let at = at as usize;
            self.terms[at] |= 1 << term;
            self.cost[at] += u16::from(self.best[at]);
            self.best[at] = NONE;
        }
    }
}

/// Fewer typos come first, then nearer to the words said, then whole words.
fn cost(fit: Fit, away: u8) -> u8 {
    (fit.typos << 3) | (away << 1) | u8::from(fit.cut)
}

impl Marks {
    /// Marks what has each of `terms`, at most 32. With `mistyped`, words are taken for others even where they stand.
    pub fn new(finder: &Finder, terms: &[Term], mistyped: bool) -> tantivy::Result<Self> {
        let mut marks = Self {
            documents: Marked::new(finder.snapshot.documents()),
            people: Marked::new(finder.names.len()),
            terms: 0,
        };
        for term in terms.iter().take(32) {
            marks.mark(finder, term, mistyped)?;
        }
        Ok(marks)
    }

    fn mark(&mut self, finder: &Finder, term: &Term, mistyped: bool) -> tantivy::Result<()> {
        let Words { said, around, title, author, publication, .. } = finder.snapshot.fields.words;
        match term.words.as_slice() {
            [word] if !term.exact => {
                let meaning = finder.meant(word, term.open, mistyped)?;
                let places: [(Field, u8); 5] = [(said, 0), (title, 0), (author, 1), (publication, 1), (around, 2)];
                for (field, away) in places {
                    let touch = |doc, word: &Meant| self.documents.touch(doc, cost(word.fit, away));
                    finder.dictionary.each(field, &meaning.words, touch)?;
                }
                finder.names.each(&meaning.of_people, |person, fit| self.people.touch(person, cost(fit, 1)));
            }
            words => {
                for fields in [&[said, around][..], &[title], &[author], &[publication]] {
                    finder.dictionary.side_by_side(fields, words, |doc| self.documents.touch(doc, 0))?;
                }
                let called = finder.names.called_exactly(words);
                called.for_each(|person| self.people.touch(person, cost(Fit::default(), 1)));
            }
        }
        self.documents.settle(self.terms);
        self.people.settle(self.terms);
        self.terms += 1;
        Ok(())
    }

    /// What the terms of a document and of a person lack together, and what they cost.
    pub fn of(&self, documents: std::ops::Range<usize>, person: Option<usize>) -> (u32, u16) {
        let (mut terms, mut cost) = (0, u16::MAX);
        for at in documents {
            terms |= self.documents.terms[at];
            cost = cost.min(self.documents.cost[at]);
        }
        if let Some(person) = person {
            let named = self.people.terms[person];
            if named & !terms != 0 {
                cost = cost.saturating_add(self.people.cost[person]);
                terms |= named;
            }
        }
        (self.terms - terms.count_ones(), cost)
    }
}
