//! Which terms of a query each document has, and how well.

use std::ops::Range;

use tantivy::schema::Field;

use super::finder::Finder;
use super::pool::Bytes;
use super::schema::Words;
use super::snapshot::{Quote, Row};
use super::words::Meant;
use crate::search::{Fit, Term};

/// The terms that documents and people have, and how well they have them.
pub struct Marks<'a> {
    terms: Vec<Levels<'a>>,
    /// By document: not 0 where it has any term. None where there is but one.
    any: Option<Bytes<'a>>,
    /// Does a term stand in somebody's name?
    named: bool,
}

/// How well one term stands where: 0 where it does not, else more for better.
struct Levels<'a> {
    documents: Bytes<'a>,
    /// By number; empty where nobody has it.
    people: Vec<u8>,
}

/// Words in so many documents are marked on two processors.
const MANY: u32 = 200_000;

/// How much a row lacks: in the highest byte how many terms, below it, for the others, the typos, how far away they
/// stand, and how many are cut. The least is best.
pub type Cost = u32;

/// One term is missing.
pub const MISSING: Cost = 1 << 24;

/// Fewer typos come first, then nearer to the words said, then whole words.
fn level(fit: Fit, away: u8) -> u8 {
    u8::MAX - ((fit.typos << 3) | (away << 1) | u8::from(fit.cut))
}

/// What each level costs.
static COSTS: [Cost; 256] = {
    let mut costs = [MISSING; 256];
    let mut off = 0;
    while off < 128 {
        costs[255 - off] = ((off >> 3) << 16 | (off >> 1 & 3) << 8 | (off & 1)) as Cost;
        off += 1;
    }
    costs
};

fn cost(level: u8) -> Cost {
    COSTS[usize::from(level)]
}

/// The highest level.
fn highest(levels: &[u8]) -> u8 {
    levels.iter().copied().fold(0, u8::max)
}

/// The highest level inside an article, where all stands as far from its title.
fn highest_inside(levels: &[u8]) -> u8 {
    let most = level(Fit::default(), 0);
    let [near, far] = [most - level(Fit::default(), 1), most - level(Fit::default(), 2)];
    // Levels that are there are above all that are not by their highest bit.
    let inside = |level: &u8| if *level >> 7 == 1 { (level | near) & !far } else { 0 };
    levels.iter().map(inside).fold(0, u8::max)
}

/// Puts a level down where there is no higher one.
fn mark(levels: &mut [u8], at: u32, level: u8) {
    if let Some(there) = levels.get_mut(at as usize) {
        *there = level.max(*there);
    }
}

impl<'a> Marks<'a> {
    /// Marks what has each of `terms`, at most 32. With `mistyped`, words are taken for others even where they stand.
    pub fn new(finder: &'a Finder, terms: &[Term], mistyped: bool) -> tantivy::Result<Self> {
        let terms = terms.iter().take(32).map(|term| Levels::of(finder, term, mistyped));
        let terms = terms.collect::<tantivy::Result<Vec<_>>>()?;
        let any = (terms.len() > 1).then(|| {
            let mut any = finder.zeros();
            for term in &terms {
                any.iter_mut().zip(term.documents.iter()).for_each(|(any, level)| *any |= level);
            }
            any
        });
        let named = terms.iter().any(|term| !term.people.is_empty());
        Ok(Self { terms, any, named })
    }

    /// Are there no terms?
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Does it have any of the terms, if there are any?
    pub fn has_any(&self, cost: Cost) -> bool {
        self.is_empty() || cost / MISSING < self.terms.len() as u32
    }

    /// May an article or one of its quotes answer? A quick no to most, where there are terms and nobody is named.
    pub fn may_answer(&self, article: &Row) -> bool {
        let any = self.any.as_ref().or_else(|| self.terms.first().map(|term| &term.documents));
        let stands = |any: &Bytes| any[article.documents()].iter().fold(0, |all, level| all | level) > 0;
        self.named || any.is_none_or(stands)
    }

    /// What a quote costs: each term is taken where it stands best, in the quote's paragraphs or in its speaker's name.
    pub fn of_quote(&self, quote: &Quote) -> Cost {
        let documents = quote.documents();
        let texts = |term: &Levels| match documents.len() {
            1 => term.documents[documents.start],
            _ => highest(&term.documents[documents.clone()]),
        };
        if !self.named {
            return self.terms.iter().map(|term| cost(texts(term))).sum();
        }
        let person = quote.person().map_or(usize::MAX, |person| person.0 as usize);
        self.terms.iter().map(|term| cost(texts(term).max(term.of_person(person)))).sum()
    }

    /// The same of an article: what stands in its text is as far from its title, whoever says it.
    pub fn of_article(&self, documents: Range<usize>) -> Cost {
        let of_term = |term: &Levels| match &term.documents[documents.clone()] {
            [head, text @ ..] => highest_inside(text).max(*head),
            [] => 0,
        };
        self.terms.iter().map(|term| cost(of_term(term))).sum()
    }

    /// The same of a person.
    pub fn of_person(&self, person: usize) -> Cost {
        self.terms.iter().map(|term| cost(term.of_person(person))).sum()
    }
}

impl<'a> Levels<'a> {
    fn of(finder: &'a Finder, term: &Term, mistyped: bool) -> tantivy::Result<Self> {
        let mut people = Vec::new();
        let mut call = |person, fit| {
            people.resize(finder.names.len(), 0);
            mark(&mut people, person, level(fit, 1));
        };
        let documents = match term.words.as_slice() {
            [word] if !term.exact => {
                let meaning = finder.meant(word, term.open, mistyped)?;
                finder.names.each_called(&meaning.of_people, call);
                by_document(finder, &meaning.words)?
            }
            words => {
                finder.names.called_exactly(words).into_iter().for_each(|person| call(person, Fit::default()));
                match words {
                    [word] => by_document(finder, &finder.exactly(word)?)?,
                    words => by_document_in_order(finder, words)?,
                }
            }
        };
        Ok(Self { documents, people })
    }

    fn of_person(&self, person: usize) -> u8 {
        self.people.get(person).copied().unwrap_or(0)
    }
}

/// By document how well it has one of `words`.
fn by_document<'a>(finder: &'a Finder, words: &[Meant]) -> tantivy::Result<Bytes<'a>> {
    let Words { said, around, title, author, publication, .. } = finder.snapshot.fields.words;
    let all: [(Field, u8); 5] = [(said, 0), (title, 0), (author, 1), (publication, 1), (around, 2)];
    // What stands around is as much as all the others together.
    let many = words.iter().map(|word| word.documents).sum::<u32>() >= MANY;
    let half = |places: &[(Field, u8)]| {
        let mut documents = finder.zeros();
        for (field, away) in places {
            let put = |doc, word: &Meant| mark(&mut documents, doc, level(word.fit, *away));
            finder.dictionary.each(*field, words, put)?;
        }
        Ok(documents)
    };
    let best = |mut all: Bytes<'a>, other: Bytes<'a>| {
        all.iter_mut().zip(other.iter()).for_each(|(level, other)| *level = (*level).max(*other));
        all
    };
    let halves = finder.dictionary.executor.map(half, all.chunks(if many { 4 } else { 5 }))?;
    Ok(halves.into_iter().reduce(best).unwrap_or_else(|| finder.zeros()))
}

/// By document whether the words stand in it side by side.
fn by_document_in_order<'a>(finder: &'a Finder, words: &[String]) -> tantivy::Result<Bytes<'a>> {
    let mut documents = finder.zeros();
    for (doc, near) in finder.dictionary.side_by_side(finder.snapshot.fields.words, words)? {
        mark(&mut documents, doc, level(Fit::default(), if near { 0 } else { 2 }));
    }
    Ok(documents)
}
