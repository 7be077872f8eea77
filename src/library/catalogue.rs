//! What is known of every article without reading it.

use super::state::ArticleKey;
use super::{Article, ArticleId, People};
use crate::attribution::Analysis;
use crate::document::Meta;

/// One article as a row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Where it came from, as in [`Article::path`].
    pub path: String,
    /// Title, author, outlet, date.
    pub meta: Meta,
    /// How many attributions it has.
    pub quotes: u32,
    /// Of its bytes: another one means that it changed. 0 where nobody looked.
    pub hash: u64,
}

impl Entry {
    /// The row of an article that was read.
    pub fn of(article: &Article) -> Self {
        Self {
            path: article.path.clone(),
            meta: article.document.meta().clone(),
            quotes: article.analysis.attributions.len() as u32,
            hash: 0,
        }
    }

    /// Is it the article that a key tells of, edited or not?
    pub fn is_called(&self, key: &ArticleKey) -> bool {
        key.names(&self.path, &self.meta.title)
    }
}

/// All articles of a library and who speaks in them. An article keeps its number while the program runs.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    /// By [`ArticleId`]; `None` for one that is no longer there.
    pub entries: Vec<Option<Entry>>,
    /// Who speaks in them.
    pub people: People,
    articles: usize,
    quotes: usize,
}

impl Catalogue {
    /// A catalogue of these rows and people.
    pub fn new(entries: Vec<Option<Entry>>, people: People) -> Self {
        let there = || entries.iter().flatten();
        let (articles, quotes) = (there().count(), there().map(|entry| entry.quotes as usize).sum());
        Self { entries, people, articles, quotes }
    }

    /// Every article that is there, in the order of their numbers.
    pub fn listed(&self) -> impl Iterator<Item = (ArticleId, &Entry)> {
        let entries = self.entries.iter().enumerate();
        entries.filter_map(|(at, entry)| Some((ArticleId(at as u32), entry.as_ref()?)))
    }

    /// Tells anew who speaks in an article: the reader has put it right.
    pub(super) fn put_right(&mut self, id: ArticleId, analysis: &Analysis) {
        self.people.put_right(id, analysis);
        if let Some(Some(entry)) = self.entries.get_mut(id.0 as usize) {
            self.quotes = self.quotes + analysis.attributions.len() - entry.quotes as usize;
            entry.quotes = analysis.attributions.len() as u32;
        }
    }

    /// How many articles there are.
    pub fn articles(&self) -> usize {
        self.articles
    }

    /// How many quotes they have.
    pub fn quotes(&self) -> usize {
        self.quotes
    }

    /// The row of one article.
    pub fn entry(&self, id: ArticleId) -> Option<&Entry> {
        self.entries.get(id.0 as usize)?.as_ref()
    }
}
