//! All documents and what is known of them: articles, people across articles, search, and what a
//! reader keeps of them.

pub mod cite;
pub mod people;
pub mod search;
pub mod state;

pub use people::{People, Person};

use std::sync::Arc;

use crate::attribution::{Analysis, Attribution, analyse};
use crate::document::{Document, ingest};

/// An article's place in the library; stays the same for the life of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId(pub u32);

/// A speaker across all articles: an index into [`Library::people`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonId(pub u32);

/// One attribution of one article; `quote` counts from 0 (shown to people from 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QuoteId {
    /// The article.
    pub article: ArticleId,
    /// Index into its analysis.
    pub quote: u32,
}

/// One article as read: its text and who said what in it.
#[derive(Clone, Debug)]
pub struct Article {
    /// Where it came from, as the user named it, escaped for showing: a file's path or `-`.
    pub path: String,
    /// Its text.
    pub document: Arc<Document>,
    /// Who said what in it.
    pub analysis: Arc<Analysis>,
}

impl Article {
    /// Reads and analyses one article; `path` is escaped for showing.
    pub fn read(path: String, bytes: &[u8]) -> Self {
        let name = path.rsplit('/').next().unwrap_or(&path);
        let document = ingest(bytes, name);
        let analysis = analyse(&document);
        Self { path, document: Arc::new(document), analysis: Arc::new(analysis) }
    }
}

/// All articles of this session. Cheap to clone: the parts are shared.
#[derive(Clone, Debug, Default)]
pub struct Library {
    articles: Vec<Article>,
    people: People,
}

impl Library {
    /// Adds an article, or replaces the one from the same path; people are merged anew.
    pub fn learn(&mut self, article: Article) -> ArticleId {
        self.learn_all([article]).first().copied().unwrap_or(ArticleId(0))
    }

    /// Adds many and merges people once.
    pub fn learn_all(&mut self, articles: impl IntoIterator<Item = Article>) -> Vec<ArticleId> {
        let ids = articles.into_iter().map(|article| self.place(article)).collect();
        self.people = People::merge(&self.articles);
        ids
    }

    fn place(&mut self, article: Article) -> ArticleId {
        if let Some(at) = self.articles.iter().position(|a| a.path == article.path) {
            self.articles[at] = article;
            return ArticleId(at as u32);
        }
        self.articles.push(article);
        ArticleId(self.articles.len() as u32 - 1)
    }

    /// How many articles.
    pub fn len(&self) -> usize {
        self.articles.len()
    }

    /// No article at all?
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    /// One article; `None` for an id of another library.
    pub fn article(&self, id: ArticleId) -> Option<&Article> {
        self.articles.get(id.0 as usize)
    }

    /// All articles in the order they were learnt.
    pub fn articles(&self) -> impl ExactSizeIterator<Item = (ArticleId, &Article)> + DoubleEndedIterator {
        self.articles.iter().enumerate().map(|(at, article)| (ArticleId(at as u32), article))
    }

    /// One attribution; `None` for an id of another library.
    pub fn quote(&self, id: QuoteId) -> Option<&Attribution> {
        self.article(id.article)?.analysis.attributions.get(id.quote as usize)
    }

    /// Every attribution of every article, in order.
    pub fn quotes(&self) -> impl Iterator<Item = (QuoteId, &Attribution)> {
        self.articles().flat_map(|(article, a)| {
            a.analysis.attributions.iter().enumerate().map(move |(at, q)| (QuoteId { article, quote: at as u32 }, q))
        })
    }

    /// The speakers across articles.
    pub fn people(&self) -> &People {
        &self.people
    }
}
