//! A query against a vocabulary: for every term, which words it stands for and where they stand.

use super::forward_index::ForwardIndex;
use super::query::Term;
use super::vocabulary::{Fit, Vocabulary, WordId};

/// When a typed word may be taken for another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lenience {
    /// Only when no word of the library is it or begins like it.
    Unknown,
    /// Always: asked for when nothing was found otherwise.
    Any,
}

/// Every term of a query with the words it stands for, at most 64 terms.
pub struct Plan {
    terms: Vec<ResolvedTerm>,
    /// For each word of the vocabulary, a bit for each term it is part of.
    terms_of: Vec<u64>,
}

/// What one term stands for: one set of words, or several that must stand side by side.
struct ResolvedTerm {
    /// Each set in the order of its words' numbers.
    words: Vec<Vec<(WordId, Fit)>>,
    /// Letters typed of the last word.
    letters: usize,
}

/// Where each term stands in one forward index: `fits[term][unit]`.
pub struct Places {
    fits: Vec<Vec<Option<Fit>>>,
}

impl Plan {
    /// The plan for these terms.
    pub fn new(vocabulary: &Vocabulary, terms: &[Term], lenience: Lenience) -> Self {
        let terms: Vec<ResolvedTerm> =
            terms.iter().take(64).map(|t| ResolvedTerm::new(vocabulary, t, lenience)).collect();
        // Most queries have no unwanted terms, and the vocabulary is large.
        let mut terms_of = if terms.is_empty() { Vec::new() } else { vec![0; vocabulary.len()] };
        for (at, term) in terms.iter().enumerate() {
            for (word, _) in term.words.iter().flatten() {
                terms_of[word.0 as usize] |= 1 << at;
            }
        }
        Self { terms, terms_of }
    }

    /// How many terms.
    pub fn len(&self) -> usize {
        self.terms.len()
    }

    /// Where the terms stand on `forward_index`.
    pub fn places(&self, forward_index: &ForwardIndex) -> Places {
        if self.terms.is_empty() {
            return Places { fits: Vec::new() };
        }
        let mut fits: Vec<Vec<Option<Fit>>> = vec![vec![None; forward_index.len()]; self.terms.len()];
        for (unit, words) in forward_index.units().enumerate() {
            for (at, word) in words.iter().enumerate() {
                let mut terms = self.terms_of(*word);
                while terms != 0 {
                    let term = terms.trailing_zeros() as usize;
                    terms &= terms - 1;
                    let fit = self.terms[term].at(&words[at..]);
                    fits[term][unit] = fits[term][unit].into_iter().chain(fit).min();
                }
            }
        }
        Places { fits }
    }

    /// The terms that a word is part of, a bit each.
    pub fn terms_of(&self, word: WordId) -> u64 {
        self.terms_of.get(word.0 as usize).copied().unwrap_or(0)
    }

    /// Number of words that the term takes at `at` among `words`, if it matches there.
    pub fn matches_at(&self, term: usize, words: &[WordId], at: usize) -> Option<usize> {
        self.terms[term].at(&words[at..]).map(|_| self.terms[term].words.len())
    }

    /// How many letters of `word` the term lights when it is only its beginning; `None` for the whole word.
    pub fn letters_of(&self, term: usize, word: WordId) -> Option<usize> {
        let meaning = &self.terms[term];
        let fit = fit_of(meaning.words.last()?, word)?;
        (fit.cut && fit.typos == 0).then_some(meaning.letters)
    }
}

impl ResolvedTerm {
    fn new(vocabulary: &Vocabulary, term: &Term, lenience: Lenience) -> Self {
        let exact = |word: &String| vocabulary.get(word).map(|id| (id, Fit::default())).into_iter().collect();
        let words = match term.words.as_slice() {
            [word] if !term.exact => vec![vocabulary.meant(word, term.open, lenience == Lenience::Any)],
            words => words.iter().map(exact).collect(),
        };
        Self { words, letters: term.words.last().map_or(0, |w| w.chars().count()) }
    }

    /// The worst fit of its words, if they are what `words` begins with.
    fn at(&self, words: &[WordId]) -> Option<Fit> {
        if words.len() < self.words.len() {
            return None;
        }
        let fits = self.words.iter().zip(words).map(|(set, word)| fit_of(set, *word));
        fits.reduce(|a, b| Some(a?.max(b?))).flatten()
    }
}

fn fit_of(set: &[(WordId, Fit)], word: WordId) -> Option<Fit> {
    set.binary_search_by_key(&word, |(id, _)| *id).ok().map(|at| set[at].1)
}

impl Places {
    /// How the term fits the unit; `None` when it is not there.
    pub fn fit(&self, term: usize, unit: usize) -> Option<Fit> {
        self.fits.get(term)?.get(unit).copied().flatten()
    }
}
