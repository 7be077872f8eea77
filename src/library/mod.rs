//! All documents and what is known of them: articles, people across articles, search, and what a
//! reader keeps of them.

mod catalogue;
pub mod cite;
pub mod echo;
pub mod people;
pub mod search;
pub mod state;
pub mod wording;

pub use catalogue::{Catalogue, Entry};
pub use people::{People, Person, Voices};

use std::collections::BTreeMap;
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

/// All articles of this session: a row of the list for each, and the text of those that are at hand. Cheap to clone:
/// the parts are shared.
#[derive(Clone, Debug, Default)]
pub struct Library {
    catalogue: Arc<Catalogue>,
    at_hand: BTreeMap<ArticleId, Article>,
}

impl Library {
    /// Adds an article, or replaces the one from the same path; people are merged anew.
    pub fn learn(&mut self, article: Article) -> ArticleId {
        self.learn_all([article]).first().copied().unwrap_or(ArticleId(0))
    }

    /// Adds many to a library that has all its articles at hand, and merges people once.
    pub fn learn_all(&mut self, articles: impl IntoIterator<Item = Article>) -> Vec<ArticleId> {
        let catalogue = Arc::make_mut(&mut self.catalogue);
        let ids = articles.into_iter().map(|article| {
            let id = catalogue.place(Entry::of(&article));
            self.at_hand.insert(id, article);
            id
        });
        let ids = ids.collect();
        catalogue.people = People::of(&self.at_hand.values().collect::<Vec<_>>());
        ids
    }

    /// The articles of a catalogue, none of them at hand but those that are already.
    pub fn show(&mut self, catalogue: Arc<Catalogue>) {
        self.at_hand.retain(|id, _| catalogue.entry(*id).is_some());
        self.catalogue = catalogue;
    }

    /// Puts an article of the catalogue at hand, as it is on disk now.
    pub fn hold(&mut self, id: ArticleId, article: Article) {
        self.at_hand.insert(id, article);
    }

    /// Puts away all that nobody keeps.
    pub fn let_go(&mut self, keep: impl Fn(ArticleId) -> bool) {
        self.at_hand.retain(|id, _| keep(*id));
    }

    /// A library of some of these articles, which are at hand, with numbers of their own, and of their speakers and
    /// `others`; and the number that each of these people has here.
    pub fn part(
        catalogue: &Catalogue,
        articles: impl IntoIterator<Item = (ArticleId, Article)>,
        others: &[PersonId],
    ) -> (Self, Vec<PersonId>) {
        let (mut part, mut ids) = (Catalogue::default(), Vec::new());
        let at_hand = articles.into_iter().enumerate().map(|(at, (id, article))| {
            ids.push(id);
            part.entries.push(catalogue.entry(id).cloned());
            (ArticleId(at as u32), article)
        });
        let at_hand = at_hand.collect();
        let (people, from) = catalogue.people.part(&ids, others);
        part.people = people;
        (Self { catalogue: Arc::new(part), at_hand }, from)
    }

    /// How many articles, at hand or not.
    pub fn len(&self) -> usize {
        self.entries().count()
    }

    /// No article at all?
    pub fn is_empty(&self) -> bool {
        self.entries().next().is_none()
    }

    /// What is known of all articles.
    pub fn catalogue(&self) -> &Arc<Catalogue> {
        &self.catalogue
    }

    /// The row of one article; `None` for an id of another library.
    pub fn entry(&self, id: ArticleId) -> Option<&Entry> {
        self.catalogue.entry(id)
    }

    /// The rows of all articles in the order they were met.
    pub fn entries(&self) -> impl Iterator<Item = (ArticleId, &Entry)> {
        let entries = self.catalogue.entries.iter().enumerate();
        entries.filter_map(|(at, entry)| Some((ArticleId(at as u32), entry.as_ref()?)))
    }

    /// One article; `None` for one that is not at hand.
    pub fn article(&self, id: ArticleId) -> Option<&Article> {
        self.at_hand.get(&id)
    }

    /// All articles at hand, in the order they were met.
    pub fn articles(&self) -> impl ExactSizeIterator<Item = (ArticleId, &Article)> + DoubleEndedIterator {
        self.at_hand.iter().map(|(id, article)| (*id, article))
    }

    /// One attribution of an article at hand.
    pub fn quote(&self, id: QuoteId) -> Option<&Attribution> {
        self.article(id.article)?.analysis.attributions.get(id.quote as usize)
    }

    /// Every attribution of every article at hand, in order.
    pub fn quotes(&self) -> impl Iterator<Item = (QuoteId, &Attribution)> {
        self.articles().flat_map(|(article, a)| {
            a.analysis.attributions.iter().enumerate().map(move |(at, q)| (QuoteId { article, quote: at as u32 }, q))
        })
    }

    /// The speakers across articles.
    pub fn people(&self) -> &People {
        &self.catalogue.people
    }
}
