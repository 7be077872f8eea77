//! What the fields and the `-not` words of a query let through.

use super::index::Index;
use super::plan::{Lenience, Places, Plan};
use super::query::{Branch, Field, Filter, Query, acts, kinds};
use super::typo::Typos;
use crate::{Article, ArticleId, Library, Person};
use sayso_attribution::Attribution;
use sayso_attribution::text::fold;

/// Which quotes, articles and people a query is about, before any of its words is looked for.
pub struct Sieve {
    /// By place in the index.
    pub quotes: Vec<bool>,
    /// By place in the library.
    pub articles: Vec<bool>,
    /// By place among the people.
    pub people: Vec<bool>,
}

impl Sieve {
    /// The sieve of one alternative of `query`: a person passes with one of their quotes; articles do not where a field asks for quotes.
    pub fn new(index: &Index, library: &Library, query: &Query, branch: &Branch) -> Self {
        let (of_article, of_quote): (Vec<&Filter>, Vec<&Filter>) =
            branch.filters.iter().partition(|f| f.field.is_of_article());
        let passes = |(id, article): (ArticleId, &Article)| {
            let read = query.read.has(&article.path) || library.is_read(id);
            of_article.iter().all(|f| article_passes(f, article, read))
        };
        let articles: Vec<bool> = library.articles().map(passes).collect();
        let (of_speaker, of_quote): (Vec<&Filter>, Vec<&Filter>) =
            of_quote.into_iter().partition(|f| f.field == Field::Speaker);
        // A speaker is judged once, not with every quote.
        let speaks = |person: Option<&Person>| of_speaker.iter().all(|f| speaker_passes(f, person));
        let speakers: Vec<bool> = library.people().iter().map(|(_, person)| speaks(Some(&person))).collect();
        let nobody = speaks(None);
        let quotes: Vec<bool> = index
            .quotes
            .iter()
            .map(|entry| {
                articles.get(entry.id.article.0 as usize) == Some(&true)
                    && entry.person.map_or(nobody, |p| speakers.get(p.0 as usize) == Some(&true))
                    && library.article(entry.id.article).is_some_and(|article| {
                        let quote = library.quote(entry.id);
                        quote.is_some_and(|q| {
                            query.wanted.has(q) && of_quote.iter().all(|f| quote_passes(f, article, q))
                        })
                    })
            })
            .collect();
        let mut sieve = Self { people: vec![branch.filters.is_empty(); library.people().len()], quotes, articles };
        sieve.narrow(index, of_quote.is_empty() && of_speaker.is_empty());
        sieve.without(index, branch);
        sieve
    }

    /// People pass with one of their quotes. Articles are not said by anyone: they pass only where no field asks
    /// for quotes.
    fn narrow(&mut self, index: &Index, all_quotes: bool) {
        if !all_quotes {
            self.articles.fill(false);
        }
        for (entry, _) in index.quotes.iter().zip(&self.quotes).filter(|(_, passes)| **passes) {
            if let Some(passes) = entry.person.and_then(|p| self.people.get_mut(p.0 as usize)) {
                *passes = true;
            }
        }
    }

    /// A quote must not say the word nor be by someone of that name, an article must not have it anywhere.
    fn without(&mut self, index: &Index, branch: &Branch) {
        if branch.without.is_empty() {
            return;
        }
        let plan = Plan::new(&index.vocabulary, &branch.without, Lenience::Unknown);
        let names = plan.places(&index.names);
        let (contents, paragraphs) = (plan.places(&index.contents), plan.places(&index.paragraphs));
        let (titles, credits) = (plan.places(&index.titles), plan.places(&index.credits));
        let has = |places: &Places, unit: usize| (0..plan.len()).any(|term| places.fit(term, unit).is_some());
        for (at, passes) in self.people.iter_mut().enumerate() {
            *passes &= !has(&names, at);
        }
        for (at, (entry, passes)) in index.quotes.iter().zip(&mut self.quotes).enumerate() {
            *passes &= !has(&contents, at) && !entry.person.is_some_and(|p| has(&names, p.0 as usize));
        }
        for (at, (entry, passes)) in index.articles.iter().zip(&mut self.articles).enumerate() {
            *passes &= !has(&titles, at) && !has(&credits, at) && !entry.blocks.clone().any(|b| has(&paragraphs, b));
        }
    }
}

fn article_passes(filter: &Filter, article: &Article, read: bool) -> bool {
    let meta = article.document.meta();
    let published = meta.published.as_deref();
    let text = |text: &str| has_words(text, &filter.words);
    let passes = match filter.field {
        Field::Article => text(&article.path) || text(&meta.title),
        Field::Title => text(&meta.title),
        Field::Author => meta.author.as_deref().is_some_and(text),
        Field::Publication => meta.publication.as_deref().is_some_and(text),
        // `2023` may be any day of that year: it passes when one of its days does.
        Field::After => published.is_some_and(|date| format!("{date}-99") > filter.value),
        Field::Before => published.is_some_and(|date| date < filter.value.as_str()),
        // `r` may still become `read`: only what begins like `unread` asks for the others.
        Field::Is => read != "unread".starts_with(&fold::fold(&filter.value)),
        Field::Speaker | Field::Kind | Field::Act | Field::Via | Field::Cue => true,
    };
    passes != filter.negated
}

fn speaker_passes(filter: &Filter, person: Option<&Person>) -> bool {
    let text = |text: &str| has_words(text, &filter.words);
    let passes = person.is_some_and(|p| p.names().any(text));
    passes != filter.negated
}

fn quote_passes(filter: &Filter, article: &Article, quote: &Attribution) -> bool {
    let text = |text: &str| has_words(text, &filter.words);
    let passes = match filter.field {
        Field::Kind => kinds(&filter.value).any(|kind| kind == quote.kind),
        Field::Act => acts(&filter.value).any(|act| act == quote.act),
        Field::Via => quote.via.as_ref().is_some_and(|via| text(&via.name)),
        Field::Cue => quote.cue.as_ref().is_some_and(|cue| text(&cue.text(article.document.text()))),
        _ => true,
    };
    passes != filter.negated
}

/// Is every one of `wanted` a word of `text`, the beginning of one, or one with a typo?
pub fn has_words(text: &str, wanted: &[String]) -> bool {
    let words = fold::word_list(text);
    wanted.iter().all(|want| {
        let mut typos = Typos::new(want);
        let mut near = |word: &str| typos.to(word).is_some_and(|d| d.whole <= typos.most());
        words.iter().any(|word| word.starts_with(want.as_str()) || near(word))
    })
}
