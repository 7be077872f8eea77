//! Where the terms of a query stand in articles in memory.

use super::index::Index;
use super::level::{ABSENT, Level, Ring, level};
use super::query::Term;
use super::resolved_query::{Lenience, Places, Plan};
use super::vocabulary::Fit;

/// How a term stands in each [`Ring`] around a unit.
pub type Rings = [Option<Fit>; Ring::ALL.len()];

/// The terms of one alternative of a query and where they stand.
pub struct Occurrences<'a> {
    index: &'a Index,
    /// What the terms stand for.
    pub plan: Plan,
    pub titles: Places,
    credits: Places,
    pub paragraphs: Places,
    pub contents: Places,
    pub names: Places,
    forms: Places,
    roles: Places,
}

impl<'a> Occurrences<'a> {
    /// Looks for `terms` everywhere.
    pub fn new(index: &'a Index, terms: &[Term], lenience: Lenience) -> Self {
        let plan = Plan::new(&index.vocabulary, terms, lenience);
        Self {
            titles: plan.places(&index.titles),
            credits: plan.places(&index.credits),
            paragraphs: plan.places(&index.paragraphs),
            contents: plan.places(&index.contents),
            names: plan.places(&index.names),
            forms: plan.places(&index.forms),
            roles: plan.places(&index.roles),
            index,
            plan,
        }
    }

    /// Around a quote: its words, its speaker, its paragraphs.
    pub fn of_quote(&self, term: usize, at: usize) -> Rings {
        let entry = &self.index.quotes[at];
        let named = entry.person.and_then(|person| {
            let [own, other, _] = self.of_person(term, person);
            own.into_iter().chain(other).min()
        });
        let around = entry.blocks.clone().filter_map(|block| self.paragraphs.fit(term, block)).min();
        [self.contents.fit(term, at), named, around]
    }

    /// Around an article: its title, who wrote and printed it, its text.
    pub fn of_article(&self, term: usize, at: usize) -> Rings {
        let blocks = self.index.articles[at].blocks.clone();
        let inside = blocks.filter_map(|block| self.paragraphs.fit(term, block)).min();
        [self.titles.fit(term, at), self.credits.fit(term, at), inside]
    }

    /// Around a person: the name, and its other forms, titles and roles.
    pub fn of_person(&self, term: usize, at: usize) -> Rings {
        let others = self.forms.fit(term, at).into_iter().chain(self.roles.fit(term, at));
        [self.names.fit(term, at), others.min(), None]
    }

    /// Returns `true` if a form of the person’s name has the term.
    pub fn is_in_name(&self, term: usize, at: usize) -> bool {
        self.names.fit(term, at).or_else(|| self.forms.fit(term, at)).is_some()
    }
}

/// The best of the levels in all rings.
pub fn level_of(rings: Rings) -> Level {
    let levels = Ring::ALL.iter().zip(rings).filter_map(|(ring, fit)| Some(level(fit?, *ring)));
    levels.max().unwrap_or(ABSENT)
}
