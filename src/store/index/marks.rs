//! Which terms of a query each document has, and how well.

use std::ops::Range;

use tantivy::schema::Field;

use super::finder::Finder;
use super::schema::Words;
use super::words::Meant;
use crate::library::PersonId;
use crate::library::search::{Fit, Term};

/// The terms that documents and people have, and how far they are from having them well.
pub struct Marks {
    /// For each term by document: 0 where it does not stand, else one more than what it costs.
    documents: Vec<Vec<u8>>,
    /// The same by person.
    people: Vec<Vec<u8>>,
    /// Is anybody's name a term?
    named: bool,
}

/// Fewer typos come first, then nearer to the words said, then whole words.
fn cost(fit: Fit, away: u8) -> u8 {
    (fit.typos << 3) | (away << 1) | u8::from(fit.cut)
}

/// Puts down what it costs there, if it is the least.
fn mark(levels: &mut [u8], at: u32, cost: u8) {
    if let Some(level) = levels.get_mut(at as usize) {
        // Nothing is one less than 0: there it becomes the most.
        *level = level.wrapping_sub(1).min(cost) + 1;
    }
}

impl Marks {
    /// Marks what has each of `terms`, at most 32. With `mistyped`, words are taken for others even where they stand.
    pub fn new(finder: &Finder, terms: &[Term], mistyped: bool) -> tantivy::Result<Self> {
        let mut marks = Self { documents: Vec::new(), people: Vec::new(), named: false };
        for term in terms.iter().take(32) {
            let (documents, people) = of_term(finder, term, mistyped)?;
            marks.named |= people.iter().any(|level| *level > 0);
            marks.documents.push(documents);
            marks.people.push(people);
        }
        Ok(marks)
    }

    /// How many terms.
    pub fn terms(&self) -> u32 {
        self.documents.len() as u32
    }

    /// Does a term stand in these documents, if there is any term? A quick no to most.
    pub fn stand_in(&self, documents: Range<usize>) -> bool {
        let any = |levels: &Vec<u8>| levels[documents.clone()].iter().fold(0, |all, level| all | level) > 0;
        self.documents.is_empty() || self.documents.iter().any(any)
    }

    /// Does a term stand in somebody's name?
    pub fn name_anybody(&self) -> bool {
        self.named
    }

    /// Does one stand in this one's?
    pub fn name(&self, person: Option<PersonId>) -> bool {
        let any = |person: PersonId| self.people.iter().any(|levels| levels[person.0 as usize] > 0);
        self.named && person.is_some_and(any)
    }

    /// What the terms of a document and of a person lack together, and what they cost.
    pub fn of(&self, documents: Range<usize>, person: Option<usize>) -> (u32, u16) {
        let (mut terms, mut cost) = (0u32, u16::MAX);
        for at in documents {
            let (own, costs) = sum(&self.documents, at);
            terms |= own;
            cost = cost.min(costs);
        }
        if let Some(person) = person.filter(|_| self.named) {
            let (named, costs) = sum(&self.people, person);
            if named & !terms != 0 {
                cost = cost.saturating_add(costs);
                terms |= named;
            }
        }
        (self.terms() - terms.count_ones(), cost)
    }
}

/// The terms that stand at a place, a bit each, and what they cost together.
fn sum(levels: &[Vec<u8>], at: usize) -> (u32, u16) {
    let of_term = |(terms, cost), (term, levels): (usize, &Vec<u8>)| match levels[at] {
        0 => (terms, cost),
        level => (terms | 1 << term, cost + u16::from(level - 1)),
    };
    levels.iter().enumerate().fold((0, 0), of_term)
}

/// By document and by person how well they have a term.
fn of_term(finder: &Finder, term: &Term, mistyped: bool) -> tantivy::Result<(Vec<u8>, Vec<u8>)> {
    let (mut documents, mut people) = (vec![0; finder.snapshot.documents()], vec![0; finder.names.len()]);
    let Words { said, around, title, author, publication, .. } = finder.snapshot.fields.words;
    match term.words.as_slice() {
        [word] if !term.exact => {
            let meaning = finder.meant(word, term.open, mistyped)?;
            let places: [(Field, u8); 5] = [(said, 0), (title, 0), (author, 1), (publication, 1), (around, 2)];
            for (field, away) in places {
                let put = |doc, word: &Meant| mark(&mut documents, doc, cost(word.fit, away));
                finder.dictionary.each(field, &meaning.words, put)?;
            }
            finder.names.each_called(&meaning.of_people, |person, fit| mark(&mut people, person, cost(fit, 1)));
        }
        words => {
            for fields in [&[said, around][..], &[title], &[author], &[publication]] {
                finder.dictionary.side_by_side(fields, words, |doc| mark(&mut documents, doc, 0))?;
            }
            for person in finder.names.called_exactly(words) {
                mark(&mut people, person, cost(Fit::default(), 1));
            }
        }
    }
    Ok((documents, people))
}
