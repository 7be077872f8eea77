//! One speaker across articles (merging is being built).

use std::collections::HashMap;

use super::{Article, ArticleId, PersonId, QuoteId};
use crate::attribution::SpeakerKind;

/// One speaker, everywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The fullest name used in any article.
    pub name: String,
    /// What sort of speaker.
    pub kind: SpeakerKind,
    /// Titles and roles, the most frequent first.
    pub roles: Vec<String>,
    /// Other forms of the name.
    pub also: Vec<String>,
    /// All that is credited to them, in library order.
    pub quotes: Vec<QuoteId>,
}

/// All speakers of a library.
#[derive(Clone, Debug, Default)]
pub struct People {
    people: Vec<Person>,
    /// (article, index into its analysis' speakers) → person
    by_speaker: HashMap<(ArticleId, usize), PersonId>,
}

impl People {
    /// Merges the speakers of all articles: one person is one, whatever form of the name each article uses.
    pub fn merge(articles: &[Article]) -> Self {
        let mut merged = Self::default();
        let mut by_name: HashMap<String, PersonId> = HashMap::new();
        for (at, article) in articles.iter().enumerate() {
            let article_id = ArticleId(at as u32);
            for (index, speaker) in article.analysis.speakers.iter().enumerate() {
                let id = *by_name.entry(speaker.name.clone()).or_insert_with(|| {
                    merged.people.push(Person {
                        name: speaker.name.clone(),
                        kind: speaker.kind,
                        roles: speaker.roles.clone(),
                        also: speaker.also.clone(),
                        quotes: Vec::new(),
                    });
                    PersonId(merged.people.len() as u32 - 1)
                });
                merged.by_speaker.insert((article_id, index), id);
            }
            for (quote, attribution) in article.analysis.attributions.iter().enumerate() {
                let person = attribution.speaker.and_then(|s| merged.by_speaker.get(&(article_id, s)));
                if let Some(person) = person.copied() {
                    merged.people[person.0 as usize].quotes.push(QuoteId { article: article_id, quote: quote as u32 });
                }
            }
        }
        merged
    }

    /// One person; `None` for an id of another library.
    pub fn get(&self, id: PersonId) -> Option<&Person> {
        self.people.get(id.0 as usize)
    }

    /// All of them.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (PersonId, &Person)> {
        self.people.iter().enumerate().map(|(at, person)| (PersonId(at as u32), person))
    }

    /// Who the `index`-th speaker of an article is.
    pub fn of_speaker(&self, article: ArticleId, index: usize) -> Option<PersonId> {
        self.by_speaker.get(&(article, index)).copied()
    }
}
