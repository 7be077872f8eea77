//! The people whom the terms and filters of a query call, asked for together.

use std::collections::{HashMap, HashSet};

use sayso_attribution::Speaker;
use sayso_attribution::text::fold::word_list;

use super::lexemes::{all, any};
use super::terms::{Dictionary, MISSING, Meaning, ranked};
use crate::people::{Everybody, Names};
use crate::search::{Branch, Field, Filter, Fit, Ring, Term, is_called};
use crate::{People, PersonId};

/// A person as the library has them.
#[derive(Clone, Debug)]
pub struct PersonRow {
    /// The number.
    pub id: i64,
    /// Names and roles.
    pub speaker: Speaker,
    /// All that is credited to them.
    pub said: u32,
    /// What of it is theirs, without what they deny or would say.
    pub asserted: u32,
}

/// What the terms of a branch cost in the names of a person: those that are missing, and those that are not whole there.
pub fn cost_of(branch: &Branch, person: &PersonRow, dictionary: &Dictionary) -> u32 {
    let Speaker { name, roles, also, .. } = &person.speaker;
    let words: HashSet<String> =
        std::iter::once(name).chain(roles).chain(also).flat_map(|text| word_list(text)).collect();
    let begun = |typed: &str| words.iter().any(|word| word.starts_with(typed));
    let slip = |typed: &str| {
        let slips = dictionary.slips.get(typed).into_iter().flatten();
        slips.filter(|slip| words.contains(&slip.word)).map(|slip| slip.fit).min()
    };
    let cost = |term: &Term| match term.words.as_slice() {
        all if all.iter().all(|word| words.contains(word)) => 0,
        [typed] if !term.exact && begun(typed) => ranked(0, Fit { typos: 0, cut: true }, Ring::Own),
        [typed] if !term.exact => slip(typed).map_or(MISSING, |fit| ranked(0, fit, Ring::Own)),
        _ => MISSING,
    };
    branch.terms.iter().map(cost).sum::<i32>().cast_unsigned()
}

/// Returns `true` for a filter of names or roles.
pub fn is_of_people(filter: &Filter) -> bool {
    matches!(filter.field, Field::Speaker | Field::Role)
}

/// Queries over the names of people, asked together.
#[derive(Default)]
pub struct Calls {
    /// Each a `tsquery`.
    pub queries: Vec<String>,
}

/// Where in the calls the answers for a branch stand.
pub struct Draft {
    /// What the terms stand for.
    pub meanings: Vec<Meaning>,
    /// For each term and each of its ways the place of the call.
    pub ways: Vec<Vec<(Fit, usize)>>,
    /// The calls for people who have all terms, or some.
    pub people: Vec<usize>,
    /// The place of the call and of the filter.
    pub filters: Vec<(usize, usize)>,
}

/// The people of each call, and the speakers who are they.
pub struct Answers {
    /// By call.
    pub people: Vec<Vec<PersonRow>>,
    /// By person.
    pub speakers: HashMap<i64, Vec<i64>>,
}

impl Calls {
    /// Adds a query, if it is new; gives its place.
    pub fn add(&mut self, query: String) -> usize {
        self.queries.iter().position(|known| *known == query).unwrap_or_else(|| {
            self.queries.push(query);
            self.queries.len() - 1
        })
    }

    /// Adds what a branch asks of people.
    pub fn of_branch(&mut self, branch: &Branch, dictionary: &Dictionary) -> Draft {
        let meanings: Vec<Meaning> = branch.terms.iter().map(|term| Meaning::of(term, dictionary)).collect();
        let ways =
            meanings.iter().map(|meaning| meaning.of_people().map(|(fit, query)| (fit, self.add(query))).collect());
        let ways = ways.collect();
        let people = if meanings.is_empty() {
            Vec::new()
        } else {
            let whole = all(meanings.iter().map(|meaning| meaning.whole("")));
            let every = all(meanings.iter().map(|meaning| meaning.any("")));
            let some = any(meanings.iter().map(|meaning| meaning.any("")));
            [whole, every, some].into_iter().map(|query| self.add(query)).collect()
        };
        let of_people = branch.filters.iter().enumerate().filter(|(_, filter)| is_of_people(filter));
        let filters = of_people
            .map(|(at, filter)| (self.add(all(filter.words.iter().map(|word| dictionary.begun(word, "")))), at));
        Draft { filters: filters.collect(), meanings, ways, people }
    }
}

impl Answers {
    /// The people of a call.
    pub fn people(&self, at: usize) -> impl Iterator<Item = &PersonRow> {
        self.people.get(at).into_iter().flatten()
    }

    /// The speakers who are people of a call.
    pub fn speakers(&self, at: usize) -> Vec<i64> {
        self.people(at).filter_map(|person| self.speakers.get(&person.id)).flatten().copied().collect()
    }

    /// The speakers who are people that a filter asks for.
    pub fn speakers_called(&self, at: usize, filter: &Filter) -> Vec<i64> {
        let is_meant = |person: &&PersonRow| {
            let Speaker { name, kind, roles, also } = &person.speaker;
            let mut names = Names::default();
            names.push(name, *kind, roles, also);
            let people = People::from(Everybody { names, ..Everybody::default() });
            people.get(PersonId(0)).is_some_and(|person| is_called(&person, filter))
        };
        self.people(at).filter(is_meant).filter_map(|person| self.speakers.get(&person.id)).flatten().copied().collect()
    }
}
