//! The facts of articles in memory, and which of their rows pass.

use super::edit_distance::has_words;
use super::facts::{Facts, Manner, Truth};
use super::index::{Index, QuoteEntry};
use super::level::Level;
use super::occurrences::{Occurrences, level_of};
use super::predicate::Predicates;
use super::query::{Branch, Field, Filter, Query};
use super::resolved_query::Lenience;
use crate::{Article, Library, Person};
use sayso_attribution::text::fold;
use sayso_attribution::{Attribution, SpeakerKind};

/// Articles in memory as a source of facts for one alternative of a query.
pub struct Memory<'a> {
    pub index: &'a Index,
    pub library: &'a Library,
    /// The terms that are wanted.
    pub terms: Occurrences<'a>,
    unwanted: Occurrences<'a>,
}

/// An article by its place in the index.
pub struct ArticleFacts<'a>(pub &'a Memory<'a>, pub usize);

/// A quote by its place in the index.
pub struct QuoteFacts<'a>(pub &'a Memory<'a>, pub usize);

/// A speaker by the place in the index.
pub struct SpeakerFacts<'a>(pub &'a Memory<'a>, pub usize);

/// The quotes, articles and people that pass the filters of an alternative of a query, by their places in the index,
/// whatever terms they have.
pub struct Passing {
    pub quotes: Vec<bool>,
    pub articles: Vec<bool>,
    pub people: Vec<bool>,
}

impl<'a> Memory<'a> {
    /// The facts that `branch` asks for. A typed word is taken for another only where the library does not have it.
    pub fn new(index: &'a Index, library: &'a Library, branch: &Branch) -> Self {
        let terms = Occurrences::new(index, &branch.terms, Lenience::Unknown);
        let unwanted = Occurrences::new(index, &branch.without, Lenience::Unknown);
        Self { index, library, terms, unwanted }
    }

    /// What passes.
    pub fn passing(&self, query: &Query, branch: &Branch) -> Passing {
        let asked = Predicates::new(query, branch);
        let yes = |truth: Truth| truth == Truth::Yes;
        let (all_articles, all_people) = (0..self.index.articles.len(), 0..self.index.people.len());
        let mut articles: Vec<bool> = all_articles.map(|at| yes(asked.article(&ArticleFacts(self, at)))).collect();
        // A speaker is judged once, not with every quote.
        let speakers: Vec<bool> = all_people.map(|at| yes(asked.speaker(&SpeakerFacts(self, at)))).collect();
        let nobody = yes(asked.nobody());
        let passes = |(at, entry): (usize, &QuoteEntry)| {
            articles[entry.article]
                && entry.person.map_or(nobody, |person| speakers[person])
                && yes(asked.quote(&QuoteFacts(self, at)))
        };
        let mut quotes: Vec<bool> = self.index.quotes.iter().enumerate().map(passes).collect();
        let mut people = vec![!asked.ask_for_speech(); self.index.people.len()];
        for (entry, _) in self.index.quotes.iter().zip(&quotes).filter(|(_, passes)| **passes) {
            if let Some(person) = entry.person {
                people[person] = true;
            }
        }
        if asked.are_decided_by_columns() {
            self.index.heard.iter().for_each(|person| people[*person] |= speakers[*person]);
        }
        if asked.ask_for_quotes() {
            articles.fill(false);
        }
        if !branch.without.is_empty() {
            let lacks = |unit: &dyn Fn(usize) -> Truth, rows: &mut Vec<bool>| {
                rows.iter_mut()
                    .enumerate()
                    .filter(|(_, passes)| **passes)
                    .for_each(|(at, passes)| *passes = yes(unit(at)));
            };
            lacks(&|at| asked.lacks_unwanted(&QuoteFacts(self, at)), &mut quotes);
            lacks(&|at| asked.lacks_unwanted(&ArticleFacts(self, at)), &mut articles);
            lacks(&|at| asked.lacks_unwanted(&SpeakerFacts(self, at)), &mut people);
        }
        Passing { quotes, articles, people }
    }

    /// The article at a place in the index.
    pub fn article(&self, at: usize) -> Option<&'a Article> {
        self.library.article(self.index.articles.get(at)?.id)
    }

    fn quote(&self, at: usize) -> Option<&'a Attribution> {
        self.library.quote(self.index.quotes.get(at)?.id)
    }

    /// The person at a place in the index.
    pub fn person(&self, at: usize) -> Option<Person<'a>> {
        self.library.people().get(*self.index.people.get(at)?)
    }
}

impl Facts for ArticleFacts<'_> {
    fn level(&self, term: usize) -> Level {
        level_of(self.0.terms.of_article(term, self.1))
    }

    fn has_unwanted(&self, term: usize) -> Truth {
        self.0.unwanted.of_article(term, self.1).iter().any(Option::is_some).into()
    }

    fn has_words(&self, _: usize, filter: &Filter) -> Truth {
        let Some(article) = self.0.article(self.1) else { return Truth::No };
        let meta = article.document.meta();
        let text = |text: &str| has_words(text, &filter.words);
        let has = match filter.field {
            Field::Article => text(&article.path) || text(&meta.title),
            Field::Title => text(&meta.title),
            Field::Author => meta.author.as_deref().is_some_and(text),
            Field::Publication => meta.publication.as_deref().is_some_and(text),
            _ => false,
        };
        has.into()
    }

    fn published(&self) -> Option<&str> {
        self.0.article(self.1)?.document.meta().published.as_deref()
    }

    fn is_read(&self) -> bool {
        self.0.index.articles.get(self.1).is_some_and(|entry| self.0.library.is_read(entry.id))
    }
}

impl Facts for QuoteFacts<'_> {
    fn level(&self, term: usize) -> Level {
        level_of(self.0.terms.of_quote(term, self.1))
    }

    /// Its own words have it, or a name of who says them does.
    fn has_unwanted(&self, term: usize) -> Truth {
        let named = |person| self.0.unwanted.is_in_name(term, person);
        let person = self.0.index.quotes.get(self.1).and_then(|entry| entry.person);
        (self.0.unwanted.contents.fit(term, self.1).is_some() || person.is_some_and(named)).into()
    }

    fn has_words(&self, _: usize, filter: &Filter) -> Truth {
        let Some(quote) = self.0.quote(self.1) else { return Truth::No };
        let text = |text: &str| has_words(text, &filter.words);
        let article = || self.0.article(self.0.index.quotes.get(self.1)?.article);
        let has = match filter.field {
            Field::Via => quote.via.as_ref().is_some_and(|via| text(&via.name)),
            Field::Cue => {
                quote.cue.as_ref().zip(article()).is_some_and(|(cue, article)| text(&cue.text(article.document.text())))
            }
            _ => false,
        };
        has.into()
    }

    fn manner(&self) -> Option<Manner> {
        self.0.quote(self.1).map(Manner::of)
    }
}

impl Facts for SpeakerFacts<'_> {
    fn level(&self, term: usize) -> Level {
        level_of(self.0.terms.of_person(term, self.1))
    }

    fn has_unwanted(&self, term: usize) -> Truth {
        self.0.unwanted.is_in_name(term, self.1).into()
    }

    fn has_words(&self, _: usize, filter: &Filter) -> Truth {
        self.0.person(self.1).is_some_and(|person| is_called(&person, filter)).into()
    }
}

/// Returns `true` if the person is who a filter of speakers asks for, by name or by role.
pub fn is_called(person: &Person, filter: &Filter) -> bool {
    if filter.field == Field::Role {
        return person.roles.iter().any(|role| has_words(role, &filter.words));
    }
    if filter.exact {
        return fold::word_list(person.name) == filter.words;
    }
    person.names().filter(|form| is_name(person, form)).any(|name| has_words(name, &filter.words))
}

/// Of a person `the Sanders aide`, `Sanders rival Ann Lee` and `Ann Lee Hints Sanders` are descriptions: a name ends with a
/// word of the full name, and has small letters only where that has them.
fn is_name(person: &Person, form: &str) -> bool {
    if person.kind != SpeakerKind::Person || form == person.name {
        return true;
    }
    let name = fold::word_list(person.name);
    let is_own = |word: &str| fold::word_list(word).iter().all(|word| name.contains(word));
    let words = form.split_whitespace();
    let ends_well = words.clone().next_back().is_some_and(|last| is_own(last) || is_suffix(last));
    ends_well
        && words.clone().any(is_own)
        && !words.clone().any(|word| !is_own(word) && word.starts_with(char::is_lowercase))
}

/// What stands behind a family name.
fn is_suffix(word: &str) -> bool {
    ["Jr", "Sr", "II", "III", "IV"].contains(&word.trim_end_matches('.'))
}
