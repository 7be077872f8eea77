//! What a search needs of a library, kept up with it.

use std::ops::Range;
use std::sync::Arc;

use super::letter_set::LetterSet;
use super::rank::age;
use super::shelf::Shelf;
use super::vocabulary::Vocabulary;
use crate::document::{Block, BlockKind, Document};
use crate::library::{Article, ArticleId, Library, PersonId, QuoteId};
use crate::text::Span;

/// The words of a library: of its quotes, paragraphs, titles and names. Knows the texts only as words.
#[derive(Clone, Debug, Default)]
pub struct Index {
    pub(super) vocabulary: Vocabulary,
    pub(super) articles: Vec<ArticleEntry>,
    /// The searched blocks of all articles, in the text of each.
    pub(super) blocks: Vec<Span>,
    pub(super) quotes: Vec<QuoteEntry>,
    /// One unit an article: its title.
    pub(super) titles: Shelf,
    pub(super) title_letters: Vec<LetterSet>,
    /// One unit an article: who wrote and who printed it.
    pub(super) credits: Shelf,
    /// One unit a searched block.
    pub(super) paragraphs: Shelf,
    /// One unit a quote: the words credited.
    pub(super) contents: Shelf,
    /// One unit a person: the name.
    pub(super) names: Shelf,
    pub(super) name_letters: Vec<LetterSet>,
    /// One unit a person: other forms of the name, titles and roles.
    pub(super) forms: Shelf,
}

#[derive(Clone, Debug)]
pub(super) struct ArticleEntry {
    document: Arc<Document>,
    analysis: Arc<crate::attribution::Analysis>,
    pub blocks: Range<usize>,
    pub age: u32,
}

#[derive(Clone, Debug)]
pub(super) struct QuoteEntry {
    pub id: QuoteId,
    /// The searched blocks it stands in.
    pub blocks: Range<usize>,
    pub person: Option<PersonId>,
}

impl Index {
    /// The words of `library`.
    pub fn of(library: &Library) -> Self {
        let mut index = Self::default();
        index.learn(library);
        index
    }

    /// Takes in what `library` has and the index has not. Articles added at the end cost their own length;
    /// when one was replaced, all is read anew.
    pub fn learn(&mut self, library: &Library) {
        let known = |at: usize, article: &Article| {
            self.articles.get(at).is_none_or(|entry| {
                Arc::ptr_eq(&entry.document, &article.document) && Arc::ptr_eq(&entry.analysis, &article.analysis)
            })
        };
        if library.len() < self.articles.len() || !library.articles().all(|(id, a)| known(id.0 as usize, a)) {
            *self = Self::default();
        }
        if library.len() == self.articles.len() {
            return;
        }
        for (id, article) in library.articles().skip(self.articles.len()) {
            self.add(id, article);
        }
        self.meet(library);
    }

    fn add(&mut self, id: ArticleId, article: &Article) {
        let (document, meta) = (&article.document, article.document.meta());
        let first_block = self.blocks.len();
        self.titles.put_all(&mut self.vocabulary, [meta.title.as_str()]);
        self.title_letters.push(LetterSet::of(&meta.title));
        let credits = [&meta.author, &meta.publication].into_iter().flatten();
        self.credits.put_all(&mut self.vocabulary, credits.map(String::as_str));
        for block in document.blocks().iter().filter(|b| is_searched(b)) {
            self.paragraphs.put(&mut self.vocabulary, document.text(), [block.span]);
            self.blocks.push(block.span);
        }
        for (at, quote) in article.analysis.attributions.iter().enumerate() {
            self.contents.put(&mut self.vocabulary, document.text(), quote.content.iter());
            let hull = quote.content.hull();
            let own = &self.blocks[first_block..];
            let from = first_block + own.partition_point(|b| b.end() <= hull.start());
            let to = first_block + own.partition_point(|b| b.start() < hull.end());
            let id = QuoteId { article: id, quote: at as u32 };
            self.quotes.push(QuoteEntry { id, blocks: from..to.max(from), person: None });
        }
        self.articles.push(ArticleEntry {
            document: Arc::clone(document),
            analysis: Arc::clone(&article.analysis),
            blocks: first_block..self.blocks.len(),
            age: age(meta.published.as_deref()),
        });
    }

    /// People are merged anew with every article, so their names are read anew too.
    fn meet(&mut self, library: &Library) {
        (self.names, self.forms, self.name_letters) = Default::default();
        for (_, person) in library.people().iter() {
            self.names.put_all(&mut self.vocabulary, [person.name]);
            self.name_letters.push(LetterSet::of(person.name));
            self.forms.put_all(&mut self.vocabulary, person.also.iter().chain(person.roles));
        }
        for quote in &mut self.quotes {
            let speaker = library.quote(quote.id).and_then(|q| q.speaker);
            quote.person = speaker.and_then(|s| library.people().of_speaker(quote.id.article, s));
        }
    }
}

/// Titles and bylines are searched as such; an excerpt stands again below; furniture is nobody's text.
pub fn is_searched(block: &Block) -> bool {
    !matches!(block.kind, BlockKind::Title | BlockKind::Byline | BlockKind::Excerpt | BlockKind::Furniture)
}
