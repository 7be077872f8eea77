//! Many articles together: who speaks in them, what is printed twice, citations, corrections, the journal, search, and
//! an index on disk; and one service that opens, watches, indexes and searches, which the screen and the commands
//! share.
//!
//! | module | holds |
//! |---|---|
//! | [`files`] | reading articles from disk, the user's own folders |
//! | `journal` | what the user did, one line of JSON each, as a file |
//! | [`state`] | the same as events and what they add up to |
//! | [`people`], [`LinkEvidence`] | one speaker across articles, and why a short name is theirs |
//! | [`AnalysedArticle`] | an article and its analysis, kept elsewhere |
//! | [`near_duplicates`] | the same words printed in several articles |
//! | [`correction`], [`cite`], [`wording_diff`], [`address`] | corrections, citations, differences in wording, names of quotes |
//! | `outside` | programs outside that turn a file into text |
//! | [`search`] | the query language and the search over articles in memory |
//! | [`index`] | the index on disk |
//! | [`second_reading`] | the careful analyzer, if it is part of the program |
//! | [`voices`] | who is quoted, how often and how |
//! | `postgres` | the library of a team on a server |
//! | [`add`] | copies of articles into a folder, none twice |
//! | [`service`] | indexer, watcher, and questions to an open library |

pub mod add;
pub mod address;
mod analysed_article;
mod catalogue;
pub mod cite;
mod column;
pub mod correction;
pub mod escape;
pub mod fault;
pub mod files;
mod fragment;
pub mod index;
mod jagged;
mod journal;
mod link_evidence;
pub mod near_duplicates;
mod numbering;
mod outside;
mod parts;
pub mod people;
#[cfg(feature = "postgres")]
pub mod postgres;
mod quote_filter;
pub mod search;
pub mod second_reading;
pub mod service;
pub mod state;
pub mod suggest;
#[cfg(any(test, feature = "test-support"))]
pub mod test_support;
pub mod voices;
pub mod wording_diff;

pub use analysed_article::{AnalysedArticle, PackedArticle, PackedSpeaker, UnpackError};
pub use catalogue::{Catalogue, Entry, Orders, Rows, group};
pub use column::{Column, Plain};
pub use fragment::is_fragment;
pub use jagged::Lists;
pub use journal::{Fresh, Journal};
pub use link_evidence::LinkEvidence;
pub use numbering::Numbering;
pub use outside::{PDF_TEXT, read_pdfs_with};
pub(crate) use parts::articles_of;
pub use parts::{Read, check, documents};
pub use people::{People, Person};
pub use quote_filter::{Only, SURE, Wanted};

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use correction::AppliedCorrections;
use sayso_attribution::document::{Document, ingest};
use sayso_attribution::{Analysis, Analyzer, Attribution};
use state::{ArticleKey, Event, State};
use zerocopy::{FromBytes, Immutable, IntoBytes};

/// An article's place in the library; stays the same for the life of the program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, FromBytes, IntoBytes, Immutable)]
#[repr(transparent)]
pub struct ArticleId(pub u32);

/// A speaker across all articles: an index into [`Library::people`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, FromBytes, IntoBytes, Immutable)]
#[repr(transparent)]
pub struct PersonId(pub u32);

impl PersonId {
    /// The number for words that name nobody, and for a speaker who is in no article.
    pub(crate) const NOBODY: Self = Self(u32::MAX);
}

/// One attribution of one article; `quote` counts from 0 (shown to people from 1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, FromBytes, IntoBytes, Immutable)]
#[repr(C)]
pub struct QuoteId {
    /// The article.
    pub article: ArticleId,
    /// Index into its analysis.
    pub quote: u32,
}

/// One article as read: its text and who said what in it.
#[derive(Clone, Debug)]
pub struct Article {
    /// Path as the user named it, escaped for display: a file's path or `-`, and behind a `#` the part
    /// of a file that holds several articles.
    pub path: String,
    /// Its text.
    pub document: Arc<Document>,
    /// Who said what in it.
    pub analysis: Arc<Analysis>,
}

impl Article {
    /// Reads and analyses one article; `path` is escaped for showing.
    pub fn read(path: String, bytes: &[u8]) -> Self {
        Self::read_with(path, bytes, |document| Analyzer::default().analyze(document))
    }

    /// Like [`Article::read`], with an analysis that may be known already.
    pub fn read_with(path: String, bytes: &[u8], analyse: impl FnOnce(&Document) -> Analysis) -> Self {
        let document = ingest(bytes, address::file_name(&path));
        Self::of(path, document, |_, document| analyse(document))
    }

    /// The article of a document that was made already.
    pub fn of(path: String, document: Document, analyse: impl FnOnce(&str, &Document) -> Analysis) -> Self {
        let analysis = analyse(&path, &document);
        Self { path, document: Arc::new(document), analysis: Arc::new(analysis) }
    }
}

/// All articles of this session: a row of the list for each, and the text of those that are at hand. Cheap to clone:
/// the parts are shared.
#[derive(Clone, Debug, Default)]
pub struct Library {
    catalogue: Arc<Catalogue>,
    /// As the articles have it, without what the reader has put right.
    found: Arc<Catalogue>,
    at_hand: Arc<BTreeMap<ArticleId, Article>>,
    state: Arc<State>,
    /// The articles at hand that the reader has put right.
    corrected: Arc<HashMap<ArticleId, AppliedCorrections>>,
    /// What is put away can be had again.
    elsewhere: bool,
}

impl Library {
    /// Adds an article, or replaces the one from the same path; people are merged anew.
    pub fn learn(&mut self, article: Article) -> ArticleId {
        self.learn_all([article]).first().copied().unwrap_or(ArticleId(0))
    }

    /// Adds many to a library that has all its articles at hand, and merges people once.
    pub fn learn_all(&mut self, articles: impl IntoIterator<Item = Article>) -> Vec<ArticleId> {
        let known = self.at_hand.iter().map(|(id, article)| (article.path.clone(), *id));
        let mut known: HashMap<String, ArticleId> = known.collect();
        let ids = articles.into_iter().map(|article| {
            let next = ArticleId(known.len() as u32);
            let id = *known.entry(article.path.clone()).or_insert(next);
            Arc::make_mut(&mut self.at_hand).insert(id, article);
            Arc::make_mut(&mut self.corrected).remove(&id);
            self.correct(id);
            id
        });
        let ids = ids.collect();
        self.meet();
        ids
    }

    /// The articles of a catalogue, none of them loaded, with what the reader did.
    pub fn listing(catalogue: Arc<Catalogue>, state: Arc<State>) -> Self {
        let found = Arc::clone(&catalogue);
        let mut library = Self { catalogue, found, state, elsewhere: true, ..Self::default() };
        library.unite();
        library
    }

    /// Makes one of the people that the reader has called one.
    fn unite(&mut self) {
        let mut merges = self.state.merges().peekable();
        if merges.peek().is_some() {
            Arc::make_mut(&mut self.catalogue).unite(merges);
        }
    }

    /// Returns `true` if articles that are put away can be had again: not all need be loaded.
    pub fn is_listing(&self) -> bool {
        self.elsewhere
    }

    /// A copy of the library with only this article loaded. It shares nothing that changes.
    #[must_use]
    pub fn with_only(&self, id: ArticleId) -> Self {
        let at_hand = self.at_hand.get(&id).map(|article| (id, article.clone())).into_iter().collect();
        let corrected = self.corrected.get(&id).map(|over| (id, over.clone())).into_iter().collect();
        Self {
            catalogue: Arc::clone(&self.catalogue),
            found: Arc::clone(&self.found),
            at_hand: Arc::new(at_hand),
            state: Arc::new(self.state.of_articles()),
            corrected: Arc::new(corrected),
            elsewhere: self.elsewhere,
        }
    }

    /// Merges the people of a library that has all its articles at hand.
    fn meet(&mut self) {
        let people = People::of(&self.at_hand.values().collect::<Vec<_>>());
        let entries = self.at_hand.values().map(|article| Some(Entry::of(article)));
        self.catalogue = Arc::new(Catalogue::of(entries, people));
        self.unite();
    }

    /// The articles of a catalogue, none of them at hand but those that are already and have not changed since; or
    /// that somebody keeps as they were.
    pub fn show(&mut self, catalogue: Arc<Catalogue>, keep: impl Fn(ArticleId) -> bool) {
        let hash = |catalogue: &Catalogue, id| catalogue.entry(id).map(|entry| (entry.hash, entry.reading));
        Arc::make_mut(&mut self.at_hand)
            .retain(|id, _| keep(*id) || hash(&catalogue, *id) == hash(&self.catalogue, *id));
        Arc::make_mut(&mut self.corrected).retain(|id, _| self.at_hand.contains_key(id));
        self.elsewhere = true;
        self.found = catalogue;
        self.meet_corrected();
    }

    /// Takes the catalogue as it was found, and puts right in it what the reader has put right.
    fn meet_corrected(&mut self) {
        self.catalogue = Arc::clone(&self.found);
        self.unite();
        let at_hand: Vec<ArticleId> = self.at_hand.keys().copied().collect();
        for id in at_hand {
            if self.corrected.contains_key(&id) || self.is_read_further(id) {
                self.meet_again(id);
            }
        }
    }

    /// Returns `true` if the article at hand was read more carefully than the one of the catalogue.
    fn is_read_further(&self, id: ArticleId) -> bool {
        let held = self.at_hand.get(&id).map(|article| article.analysis.reading);
        held > self.found.entry(id).map(|entry| entry.reading) && self.found.entry(id).is_some()
    }

    /// Who speaks in an article that was put right, where not all articles are at hand to merge people anew.
    fn meet_again(&mut self, id: ArticleId) {
        if let Some(article) = self.at_hand.get(&id) {
            Arc::make_mut(&mut self.catalogue).put_right(id, &article.analysis);
        }
    }

    /// Puts an article of the catalogue at hand, as it is on disk now. What the engine found gives way to what the
    /// reader has put right, before anything uses it.
    pub fn hold(&mut self, id: ArticleId, article: Article) {
        Arc::make_mut(&mut self.at_hand).insert(id, article);
        Arc::make_mut(&mut self.corrected).remove(&id);
        if self.correct(id) || self.is_read_further(id) {
            self.meet_again(id);
        }
    }

    /// What the reader did and keeps.
    pub fn state(&self) -> &Arc<State> {
        &self.state
    }

    /// Takes what the reader did from another state with the same corrections.
    pub(crate) fn replace_state(&mut self, state: Arc<State>) {
        self.state = state;
    }

    /// Takes in what the reader did, in this session or another; true if any of it was new.
    pub fn keep(&mut self, events: impl IntoIterator<Item = Event>) -> bool {
        self.learn_events(|state| state.learn(events))
    }

    /// Takes in what other readers of a team did; true if any of it was new.
    pub fn keep_from_others(&mut self, events: Vec<Event>) -> bool {
        self.learn_events(|state| state.learn_from_others(events))
    }

    fn learn_events(&mut self, learn: impl FnOnce(&mut State) -> bool) -> bool {
        let merges = self.state.merges().count();
        let new = learn(Arc::make_mut(&mut self.state));
        let same_merges = self.state.merges().count() == merges;
        let ids: Vec<ArticleId> = self.at_hand.keys().copied().collect();
        let corrected: Vec<ArticleId> = ids.into_iter().filter(|id| self.correct(*id)).collect();
        if self.elsewhere && !same_merges {
            self.meet_corrected();
        } else if self.elsewhere {
            for id in corrected {
                self.meet_again(id);
            }
        } else if !same_merges || !corrected.is_empty() {
            self.meet();
        }
        new
    }

    /// Returns `true` if the article was read to its end or marked as read.
    pub fn is_read(&self, id: ArticleId) -> bool {
        self.entry(id).is_some_and(|entry| self.state.is_read(entry.path, entry.title))
    }

    /// How many articles are not read.
    pub fn unread(&self) -> usize {
        if self.state.has_read_marks() {
            self.entries().filter(|(id, _)| !self.is_read(*id)).count()
        } else {
            self.len()
        }
    }

    /// The article that a key tells of, edited or not.
    pub fn called(&self, key: &ArticleKey) -> Option<ArticleId> {
        let all = || self.entries().filter(|(_, entry)| entry.is_called(key));
        let there = all().find(|(_, entry)| address::whole(entry.path) == key.path);
        there.or_else(|| all().next()).map(|(id, _)| id)
    }

    /// Puts away all that nobody keeps, where it can be had again.
    pub fn let_go(&mut self, keep: impl Fn(ArticleId) -> bool) {
        if self.elsewhere {
            Arc::make_mut(&mut self.at_hand).retain(|id, _| keep(*id));
            Arc::make_mut(&mut self.corrected).retain(|id, _| keep(*id));
        }
    }

    /// A library of some of these articles, which are at hand, with numbers of their own, and of their speakers and
    /// `others`; and the number that each of these people has here. They are as `state` puts them right.
    pub fn part(
        catalogue: &Catalogue,
        articles: impl IntoIterator<Item = (ArticleId, Article)>,
        others: &[PersonId],
        state: Arc<State>,
    ) -> (Self, Vec<PersonId>) {
        let (ids, at_hand): (Vec<ArticleId>, Vec<Article>) = articles.into_iter().unzip();
        let (people, from) = catalogue.people.part(&ids, others);
        let entries = ids.iter().map(|id| catalogue.entry(*id));
        let part = Catalogue::of(entries, people).part_of(catalogue);
        let mut part = Self { catalogue: Arc::new(part), state, ..Self::default() };
        part.unite();
        for (at, article) in at_hand.into_iter().enumerate() {
            part.hold(ArticleId(at as u32), article);
        }
        (part, from)
    }

    /// How many articles, at hand or not.
    pub fn len(&self) -> usize {
        self.catalogue.articles()
    }

    /// Returns `true` if there is no article.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What is known of all articles.
    pub fn catalogue(&self) -> &Arc<Catalogue> {
        &self.catalogue
    }

    /// The row of one article; `None` for an id of another library.
    pub fn entry(&self, id: ArticleId) -> Option<Entry<'_>> {
        self.catalogue.entry(id)
    }

    /// The rows of all articles in the order they were met.
    pub fn entries(&self) -> impl Iterator<Item = (ArticleId, Entry<'_>)> {
        self.catalogue.listed()
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

    /// Who said a quote of an article at hand, over all articles.
    pub fn person_of(&self, id: QuoteId) -> Option<PersonId> {
        self.people().of_speaker(id.article, self.quote(id)?.speaker?)
    }

    /// Who said a quote of a loaded article, with all that is known of them.
    pub fn speaker_of(&self, id: QuoteId) -> Option<Person<'_>> {
        self.people().get(self.person_of(id)?)
    }

    /// The name of whoever said a quote of an article at hand: the one used across articles, or else the article's own.
    pub fn name_of(&self, id: QuoteId) -> Option<&str> {
        let own = || Some(self.article(id.article)?.analysis.speakers.get(self.quote(id)?.speaker?)?.name.as_str());
        self.speaker_of(id).map(|person| person.name).or_else(own)
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
