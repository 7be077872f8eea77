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

    /// How many terms these documents lack together.
    pub fn lacking_in(&self, documents: Range<usize>) -> u32 {
        let lacks = |levels: &&Vec<u8>| levels[documents.clone()].iter().fold(0, |all, level| all | level) == 0;
        self.documents.iter().filter(lacks).count() as u32
    }

    /// Where each document stands for so many rows: how many rows lack no term, one, two and so on.
    pub fn lacking(&self, rows: &[u8]) -> Vec<usize> {
        let mut counts = vec![0; self.documents.len() + 1];
        if let [levels] = self.documents.as_slice() {
            let having = levels.iter().zip(rows).map(|(level, rows)| usize::from(*rows) * usize::from(*level > 0));
            counts[0] = having.sum();
            return counts;
        }
        for (at, rows) in rows.iter().enumerate().filter(|(_, rows)| **rows > 0) {
            let lacking = self.documents.iter().filter(|levels| levels[at] == 0).count();
            counts[lacking] += usize::from(*rows);
        }
        counts
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

    /// How many terms a quote lacks, and what the others cost: each is taken where it stands best, in the quote's
    /// paragraphs or in its speaker's name.
    pub fn of_quote(&self, documents: Range<usize>, person: Option<PersonId>) -> (u32, u32) {
        self.sum(|term| {
            let texts = least(&self.documents[term][documents.clone()]);
            let name = person.filter(|_| self.named).map_or(NONE, |at| least(&self.people[term][at.0 as usize..][..1]));
            texts.min(name)
        })
    }

    /// The same of an article: what stands in its text is as far from its title, whoever says it.
    pub fn of_article(&self, documents: Range<usize>) -> (u32, u32) {
        self.sum(|term| {
            let (head, text) = self.documents[term][documents.clone()].split_at(1);
            let inside = text.iter().map(|level| (level.wrapping_sub(1) & !(3 << 1)) | (2 << 1)).min();
            least(head).min(inside.unwrap_or(NONE))
        })
    }

    /// The same of a person.
    pub fn of_person(&self, person: usize) -> (u32, u32) {
        self.sum(|term| least(&self.people[term][person..=person]))
    }

    /// No row that lacks so many terms costs less.
    pub fn least(&self, missing: u32) -> u32 {
        let of_term = |(texts, names): (&Vec<u8>, &Vec<u8>)| wide(least(texts).min(least(names)));
        let mut least: Vec<u32> = self.documents.iter().zip(&self.people).map(of_term).collect();
        least.sort_unstable();
        least.iter().take(least.len().saturating_sub(missing as usize)).sum()
    }

    fn sum(&self, cost: impl Fn(usize) -> u8) -> (u32, u32) {
        let costs = (0..self.documents.len()).map(cost);
        costs.fold((0, 0), |(missing, all), cost| match cost {
            MANY.. => (missing + 1, all),
            cost => (missing, all + wide(cost)),
        })
    }
}

/// What a term costs where it does not stand. No term costs [`MANY`].
const NONE: u8 = u8::MAX;
const MANY: u8 = 1 << 7;

/// The least that is put down; [`NONE`] for nothing.
fn least(levels: &[u8]) -> u8 {
    levels.iter().map(|level| level.wrapping_sub(1)).min().unwrap_or(NONE)
}

/// A cost that can be added up: typos, how far away, how many words are cut.
fn wide(cost: u8) -> u32 {
    u32::from(cost >> 3) << 16 | u32::from(cost >> 1 & 3) << 8 | u32::from(cost & 1)
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
