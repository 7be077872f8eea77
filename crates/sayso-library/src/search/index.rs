//! What a search needs of a library, kept up with it.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use super::article_words::WordsOfArticle;
use super::forward_index::ForwardIndex;
use super::letter_set::LetterSet;
use super::vocabulary::Vocabulary;
use crate::{Article, ArticleId, Library, PersonId, QuoteId, is_fragment};
use sayso_attribution::Analysis;
use sayso_attribution::document::{Block, BlockKind, Document};
use sayso_attribution::text::Span;

/// The words of a library: of its quotes, paragraphs, titles and names. Knows the texts only as words.
#[derive(Clone, Debug, Default)]
pub struct Index {
    pub(super) vocabulary: Arc<Vocabulary>,
    pub(super) articles: Vec<ArticleEntry>,
    /// The searched blocks of all articles, in the text of each.
    pub(super) blocks: Vec<Span>,
    pub(super) quotes: Vec<QuoteEntry>,
    /// The people whose names are known, each once.
    pub(super) people: Vec<PersonId>,
    /// One unit an article: its title.
    pub(super) titles: ForwardIndex,
    pub(super) title_letters: Vec<LetterSet>,
    /// One unit an article: who wrote and who printed it.
    pub(super) credits: ForwardIndex,
    /// One unit a searched block.
    pub(super) paragraphs: ForwardIndex,
    /// One unit a quote: the words credited.
    pub(super) contents: ForwardIndex,
    /// The places of people who say what the query asks for, some of them in articles that are not here.
    pub(super) heard: HashSet<usize>,
    /// One unit a person: the name.
    pub(super) names: ForwardIndex,
    pub(super) name_letters: Vec<LetterSet>,
    /// One unit a person: other forms of the name.
    pub(super) forms: ForwardIndex,
    /// One unit a person: titles and roles.
    pub(super) roles: ForwardIndex,
}

#[derive(Clone, Debug)]
pub(super) struct ArticleEntry {
    pub id: ArticleId,
    document: Arc<Document>,
    analysis: Arc<Analysis>,
    pub blocks: Range<usize>,
    pub age: u32,
}

#[derive(Clone, Debug)]
pub(super) struct QuoteEntry {
    pub id: QuoteId,
    /// The place of its article.
    pub article: usize,
    /// The searched blocks it stands in.
    pub blocks: Range<usize>,
    /// The place of its speaker among the people.
    pub person: Option<usize>,
    /// It is no whole claim.
    pub fragment: bool,
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
            let words = WordsOfArticle::of(Arc::make_mut(&mut self.vocabulary), article);
            self.lay(id, &words);
        }
        self.meet(library, (0..library.people().len() as u32).map(PersonId).collect());
    }

    /// The words of some articles of `library` that were read before, in this order; of those who speak in them, and of
    /// `others`.
    pub(super) fn laid_out<'a>(
        vocabulary: Arc<Vocabulary>,
        library: &Library,
        articles: impl IntoIterator<Item = (ArticleId, &'a WordsOfArticle)>,
        others: &[PersonId],
    ) -> Self {
        let mut index = Self { vocabulary, ..Self::default() };
        for (id, words) in articles {
            index.lay(id, words);
        }
        let speakers = index.articles.iter().flat_map(|entry| library.people().speakers(entry.id));
        let mut known = HashSet::new();
        let people = speakers.chain(others).copied().filter(|person| known.insert(*person)).collect();
        index.meet(library, people);
        let here: HashSet<ArticleId> = index.articles.iter().map(|entry| entry.id).collect();
        let others: HashSet<PersonId> = others.iter().copied().collect();
        // Of whoever speaks only in articles that are here, these tell what is said.
        let speaks_elsewhere = |person: &PersonId| {
            let quotes = library.people().get(*person).map_or(&[][..], |person| person.quotes);
            quotes.iter().any(|quote| !here.contains(&quote.article))
        };
        let heard = index.people.iter().enumerate();
        let heard = heard.filter(|(_, person)| others.contains(person) && speaks_elsewhere(person));
        index.heard = heard.map(|(place, _)| place).collect();
        index
    }

    fn lay(&mut self, id: ArticleId, words: &WordsOfArticle) {
        let before = self.blocks.len();
        self.titles.append(&words.title);
        self.title_letters.push(words.letters);
        self.credits.append(&words.credits);
        self.paragraphs.append(&words.paragraphs);
        self.blocks.extend(&words.blocks);
        self.contents.append(&words.contents);
        for (at, blocks) in words.quotes.iter().enumerate() {
            let id = QuoteId { article: id, quote: at as u32 };
            let (article, blocks) = (self.articles.len(), before + blocks.start..before + blocks.end);
            let quote = words.analysis.attributions.get(at);
            let fragment = quote.is_some_and(|quote| is_fragment(&words.document, quote));
            self.quotes.push(QuoteEntry { id, article, blocks, person: None, fragment });
        }
        self.articles.push(ArticleEntry {
            id,
            document: Arc::clone(&words.document),
            analysis: Arc::clone(&words.analysis),
            blocks: before..self.blocks.len(),
            age: words.age,
        });
    }

    /// People are merged anew with every article, so their names are read anew too.
    fn meet(&mut self, library: &Library, mut people: Vec<PersonId>) {
        people.retain(|id| library.people().get(*id).is_some());
        (self.names, self.forms, self.roles, self.name_letters) = Default::default();
        let vocabulary = Arc::make_mut(&mut self.vocabulary);
        for person in people.iter().filter_map(|id| library.people().get(*id)) {
            self.names.put_all(vocabulary, [person.name]);
            self.name_letters.push(LetterSet::of(person.name));
            self.forms.put_all(vocabulary, person.also);
            self.roles.put_all(vocabulary, person.roles);
        }
        let places: HashMap<PersonId, usize> = people.iter().copied().zip(0..).collect();
        for quote in &mut self.quotes {
            quote.person = library.person_of(quote.id).and_then(|person| places.get(&person).copied());
        }
        self.people = people;
    }
}

/// Titles and bylines are searched as such; an excerpt stands again below; furniture is nobody's text.
pub fn is_searched(block: &Block) -> bool {
    !matches!(block.kind, BlockKind::Title | BlockKind::Byline | BlockKind::Excerpt | BlockKind::Furniture)
}
