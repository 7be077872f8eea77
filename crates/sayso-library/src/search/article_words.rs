//! One article as words, read once for any number of searches.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::forward_index::ForwardIndex;
use super::index::{Index, is_searched};
use super::letter_set::LetterSet;
use super::rank::age;
use super::vocabulary::Vocabulary;
use crate::{Article, ArticleId, Library, PersonId};
use sayso_attribution::Analysis;
use sayso_attribution::document::Document;
use sayso_attribution::text::Span;

/// Number of different words kept before all are read anew: more than a few hundred articles have.
const MOST_WORDS: usize = 60_000;

/// The words of an article.
#[derive(Clone, Debug)]
pub(super) struct WordsOfArticle {
    pub document: Arc<Document>,
    pub analysis: Arc<Analysis>,
    /// One unit.
    pub title: ForwardIndex,
    pub letters: LetterSet,
    /// One unit: who wrote and who printed it.
    pub credits: ForwardIndex,
    /// The searched blocks, a unit each.
    pub paragraphs: ForwardIndex,
    pub blocks: Vec<Span>,
    /// A unit a quote.
    pub contents: ForwardIndex,
    /// For each quote in which of `blocks` it stands.
    pub quotes: Vec<Range<usize>>,
    pub age: u32,
}

impl WordsOfArticle {
    /// Reads an article.
    pub fn of(vocabulary: &mut Vocabulary, article: &Article) -> Self {
        let (document, meta) = (&article.document, article.document.meta());
        let (mut title, mut credits, mut paragraphs, mut contents) = Default::default();
        let blocks: Vec<Span> = document.blocks().iter().filter(|b| is_searched(b)).map(|b| b.span).collect();
        ForwardIndex::put_all(&mut title, vocabulary, [meta.title.as_str()]);
        let named = [&meta.author, &meta.publication].into_iter().flatten();
        ForwardIndex::put_all(&mut credits, vocabulary, named.map(String::as_str));
        for block in &blocks {
            ForwardIndex::put(&mut paragraphs, vocabulary, document.text(), [*block]);
        }
        let quotes = article.analysis.attributions.iter().map(|quote| {
            ForwardIndex::put(&mut contents, vocabulary, document.text(), quote.content.iter());
            let hull = quote.content.hull();
            let from = blocks.partition_point(|b| b.end() <= hull.start());
            from..blocks.partition_point(|b| b.start() < hull.end()).max(from)
        });
        Self {
            quotes: quotes.collect(),
            document: Arc::clone(document),
            analysis: Arc::clone(&article.analysis),
            letters: LetterSet::of(&meta.title),
            age: age(meta.published.as_deref()),
            title,
            credits,
            paragraphs,
            blocks,
            contents,
        }
    }

    fn is_of(&self, article: &Article) -> bool {
        Arc::ptr_eq(&self.document, &article.document) && Arc::ptr_eq(&self.analysis, &article.analysis)
    }
}

/// Articles as words, by their numbers in the whole library.
#[derive(Clone, Debug, Default)]
pub struct ArticleWords {
    vocabulary: Arc<Vocabulary>,
    read: HashMap<ArticleId, WordsOfArticle>,
}

impl ArticleWords {
    /// The words of these articles of `library`, in this order, and of its people who speak in them or are among
    /// `others`. What was read before and has not changed is not read again.
    pub fn index(&mut self, library: &Library, ids: &[ArticleId], others: &[PersonId]) -> Index {
        if self.vocabulary.len() > MOST_WORDS {
            *self = Self::default();
        }
        let vocabulary = Arc::make_mut(&mut self.vocabulary);
        for (id, article) in ids.iter().filter_map(|id| Some((id, library.article(*id)?))) {
            if !self.read.get(id).is_some_and(|words| words.is_of(article)) {
                self.read.insert(*id, WordsOfArticle::of(vocabulary, article));
            }
        }
        let here = ids.iter().filter(|id| library.article(**id).is_some());
        let articles = here.filter_map(|id| Some((*id, self.read.get(id)?)));
        let index = Index::laid_out(std::mem::take(&mut self.vocabulary), library, articles, others);
        self.vocabulary = Arc::clone(&index.vocabulary);
        index
    }

    /// Forgets the articles that nobody keeps.
    pub fn retain(&mut self, keep: impl Fn(ArticleId) -> bool) {
        self.read.retain(|id, _| keep(*id));
    }
}
