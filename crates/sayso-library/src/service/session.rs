//! Queries over one state of the index.
//!
//! The index selects candidates, their articles are loaded, and the search ranks what they say.

use std::collections::HashSet;
use std::sync::Arc;

use thiserror::Error;

use super::article_cache::ArticleCache;
pub use super::article_cache::Articles;
use crate::index::{Finder, Found, Index, Limits, SharedError, Snapshot};
use crate::near_duplicates::{self, Duplicate};
use crate::search::{self, ArticleWords, Query, Results, WhoHit};
use crate::state::State;
use crate::{Article, ArticleId, Catalogue, Library, PersonId, QuoteId};
use sayso_attribution::text::fold::word_list;

/// Minimum number of candidates ranked per tab of an answer; more only where more rows are requested.
pub const ROWS: usize = 40;

/// Number of rows per tab of a list on the screen: more than anybody walks through.
pub const LISTED: usize = 100;

/// Number of rows per tab of the [first](LibrarySession::first) answer: about one screen, few enough that a key is
/// answered within a frame.
pub const FIRST: usize = 16;

/// Maximum number of articles searched for near duplicates of a quote: all articles of its speaker if there are no
/// more, else those that contain most of its words.
pub const HEARD: usize = 80;

/// Maximum number of quotes of a speaker whose other prints are searched for: a command takes a few milliseconds each.
pub const PRINTED: usize = 200;

/// Maximum number of articles that are searched for prints of one quote.
const PRINTS: usize = 12;

/// Maximum number of words of a quote that its near duplicates are searched by; the longest, which are the rarest.
const TELLING: usize = 24;

/// Maximum number of corrected articles that are candidates of every search.
const PUT_RIGHT: usize = 200;

/// A query that cannot be answered.
#[derive(Debug, Error)]
pub enum SearchError {
    /// The index is damaged or its files are gone. What opens it next makes it anew.
    #[error("the index cannot be read ({0}) and is rebuilt")]
    UnreadableIndex(tantivy::TantivyError),
    /// The index of somebody else is damaged or may not be read.
    #[error(transparent)]
    SharedIndex(SharedError),
    /// The library of a team cannot be searched.
    #[cfg(feature = "postgres")]
    #[error(transparent)]
    Server(#[from] crate::postgres::PostgresError),
}

/// Queries over one snapshot of the index.
pub struct LibrarySession {
    snapshot: Arc<Snapshot>,
    finder: Option<Arc<Finder>>,
    cache: Arc<ArticleCache>,
    /// The words of the articles in the cache.
    words: ArticleWords,
    /// All articles; the candidates of the last answer are loaded.
    library: Library,
    /// The corrected articles: the index has what the engine found in them.
    put_right: Vec<ArticleId>,
    /// The query of the last first answer and its candidates, of which only some were ranked.
    unfinished: Option<(Query, Found)>,
}

impl LibrarySession {
    /// A session over `snapshot` that loads no article of more than `cap` bytes.
    pub fn new(index: Index, snapshot: Arc<Snapshot>, cap: u64) -> Self {
        let cache = Arc::new(ArticleCache::new(index, Arc::clone(&snapshot), cap));
        let library = Library::listing(Arc::clone(&snapshot.catalogue), Arc::default());
        let (words, put_right) = (ArticleWords::default(), Vec::new());
        Self { snapshot, finder: None, cache, words, library, put_right, unfinished: None }
    }

    /// The loaded articles, to fetch some while a search runs.
    pub(super) fn cache(&self) -> &Arc<ArticleCache> {
        &self.cache
    }

    /// Applies the corrections and the read marks of `state` from now on.
    pub fn keep(&mut self, state: &Arc<State>) {
        let before = self.library.state();
        let same_marks = state.shares_read_marks(before);
        if state.shares_corrections(before) {
            if !same_marks {
                self.library.replace_state(Arc::clone(state));
                self.unfinished = None;
            }
            return;
        }
        let concerned = self.catalogue().like(state.corrections().iter().map(|(_, made)| &made.article));
        self.put_right = concerned.take(PUT_RIGHT).collect();
        self.library = Library::listing(Arc::clone(self.catalogue()), Arc::clone(state));
        self.unfinished = None;
    }

    /// Uses these articles in the place of those that the index has.
    pub fn replace(&mut self, articles: Articles) {
        for (id, article) in articles {
            self.words.retain(|other| other != id);
            self.library.let_go(|other| other != id);
            self.cache.insert(id, article);
        }
        self.unfinished = None;
    }

    /// All articles of the index, and their speakers.
    pub fn catalogue(&self) -> &Arc<Catalogue> {
        &self.snapshot.catalogue
    }

    /// The state of the index that is searched.
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    fn unreadable(&self, error: tantivy::TantivyError) -> SearchError {
        let shared = self.cache.index().not_mended(&error);
        shared.map_or(SearchError::UnreadableIndex(error), SearchError::SharedIndex)
    }

    /// Reads the term dictionary of the index, unless that is done already.
    ///
    /// # Errors
    ///
    /// [`SearchError`].
    pub fn warm(&mut self) -> Result<Arc<Finder>, SearchError> {
        if let Some(finder) = &self.finder {
            return Ok(Arc::clone(finder));
        }
        let finder = self.snapshot.guard(|| Finder::new(Arc::clone(&self.snapshot)));
        let finder = Arc::new(finder.map_err(|error| self.unreadable(error))?);
        self.finder = Some(Arc::clone(&finder));
        Ok(finder)
    }

    /// Answers a query with at most `limit` rows per tab, and the articles of the candidates.
    ///
    /// # Errors
    ///
    /// [`SearchError`].
    pub fn search(&mut self, query: &Query, limit: usize) -> Result<(Results, Articles), SearchError> {
        let limits = limits(limit.max(ROWS));
        let (found, _) = self.find(query, limits, limits)?;
        Ok(self.answer(query, found, limit))
    }

    /// Answers a query with the [`LISTED`] best rows per tab, near duplicates as one row.
    ///
    /// # Errors
    ///
    /// [`SearchError`].
    pub fn list(&mut self, query: &Query) -> Result<(Results, Articles), SearchError> {
        let found = match self.unfinished.take().filter(|(first, _)| first == query) {
            Some((_, mut found)) => {
                let (finder, state) = (self.warm()?, self.library.state());
                let add = || finder.add_by_letters(query, state, limits(LISTED), &mut found);
                let added = self.snapshot.guard(add);
                added.map_err(|error| self.unreadable(error))?;
                found
            }
            None => self.find(query, limits(LISTED), limits(LISTED))?.0,
        };
        let (results, articles) = self.answer(query, found, LISTED);
        Ok((self.folded(results), articles))
    }

    /// Answers a query with the [`FIRST`] best rows per tab, near duplicates as one row. The answer of [`Self::list`]
    /// may have other rows between them; it ranks the same candidates, and more of them.
    ///
    /// # Errors
    ///
    /// [`SearchError`].
    pub fn first(&mut self, query: &Query) -> Result<(Results, Articles), SearchError> {
        let (first, found) = self.find(query, limits(FIRST), limits(LISTED))?;
        let (results, articles) = self.answer(query, first, FIRST);
        self.unfinished = Some((query.clone(), found));
        Ok((self.folded(results), articles))
    }

    /// The candidates of a query within two limits, the second wider.
    fn find(&mut self, query: &Query, first: Limits, all: Limits) -> Result<(Found, Found), SearchError> {
        let (finder, state) = (self.warm()?, self.library.state());
        let found = self.snapshot.guard(|| finder.find(query, state, first, all));
        let (mut few, mut found) = found.map_err(|error| self.unreadable(error))?;
        let sides = if found.all { Vec::new() } else { query.sides() };
        for side in &sides {
            let share = |limits: Limits| self::limits(limits.rows.div_ceil(sides.len()));
            let of_side = self.snapshot.guard(|| finder.find(side, state, share(first), share(all)));
            let (of_side_first, of_side) = of_side.map_err(|error| self.unreadable(error))?;
            add(&mut few, of_side_first);
            add(&mut found, of_side);
        }
        if found.lacking && query.is_remembered() {
            let recalled = self.snapshot.guard(|| finder.who(query, state, all));
            found.recalled = recalled.map_err(|error| self.unreadable(error))?.articles;
            few.recalled = found.recalled.iter().take(first.articles).copied().collect();
        }
        Ok((few, found))
    }

    /// Ranks the candidates.
    fn answer(&mut self, query: &Query, found: Found, limit: usize) -> (Results, Articles) {
        let Found { totals: [quotes, articles, speakers], all, .. } = found;
        let (index, loaded) = self.load(found);
        let mut results = search::search(&index, &self.library, query, limit);
        if !all {
            results.quotes.total = quotes.max(results.quotes.rows.len());
            results.articles.total = articles.max(results.articles.rows.len());
        }
        results.speakers.total = results.speakers.total.max(speakers);
        // Whom a correction has added has another number in another library.
        let known = self.catalogue().people.len();
        results.speakers.rows.retain(|hit| (hit.id.0 as usize) < known);
        (results, loaded)
    }

    fn folded(&self, results: Results) -> Results {
        let quotes = search::folded(&self.library, results.quotes);
        Results { quotes, ..results }
    }

    /// The most likely sources of a misquote, at most `limit`, and the articles of the candidates.
    ///
    /// # Errors
    ///
    /// [`SearchError`].
    pub fn who(&mut self, words: &str, limit: usize) -> Result<(Vec<WhoHit>, Articles), SearchError> {
        let finder = self.warm()?;
        let (query, state) = (Query::parse(words), self.library.state());
        let found = self.snapshot.guard(|| finder.who(&query, state, limits(limit.max(ROWS))));
        let (index, articles) = self.load(found.map_err(|error| self.unreadable(error))?);
        Ok((search::who(&index, &self.library, words, limit), articles))
    }

    /// A library of the articles that quote one of `people` and of those that were corrected, and the numbers of these people in it.
    pub fn heard(&mut self, people: &[PersonId]) -> (Library, Vec<PersonId>) {
        let catalogue = Arc::clone(&self.snapshot.catalogue);
        let quotes = people.iter().filter_map(|id| catalogue.people.get(*id)).flat_map(|person| person.quotes);
        let mut ids: Vec<ArticleId> = quotes.map(|quote| quote.article).collect();
        // Whom a correction names speaks in articles that the index does not know of.
        self.add_put_right(&mut ids);
        ids.sort_unstable();
        ids.dedup();
        let state = Arc::clone(self.library.state());
        let (library, numbers) = Library::part(&catalogue, self.fetch(&ids), people, state);
        let own = people.iter().filter_map(|id| numbers.iter().position(|number| number == id));
        (library, own.map(|at| PersonId(at as u32)).collect())
    }

    /// Like [`LibrarySession::heard`], with the articles that print the same words, whoever they credit: for the newest
    /// [`PRINTED`] quotes of these people the [`PRINTS`] most similar ones each.
    ///
    /// # Errors
    ///
    /// [`SearchError::UnreadableIndex`].
    pub fn printed(&mut self, people: &[PersonId]) -> Result<Library, SearchError> {
        let (library, own) = self.heard(people);
        let is_theirs = |id: &QuoteId| library.person_of(*id).is_some_and(|person| own.contains(&person));
        let mut quotes: Vec<QuoteId> = library.quotes().map(|(id, _)| id).filter(is_theirs).collect();
        near_duplicates::in_time(&library, &mut quotes);
        let mut ids: Vec<ArticleId> = Vec::new();
        for id in quotes.into_iter().rev().take(PRINTED) {
            ids.extend(self.telling("", &library, id, PRINTS)?);
        }
        let catalogue = Arc::clone(&self.snapshot.catalogue);
        let spoken = people.iter().filter_map(|id| catalogue.people.get(*id)).flat_map(|person| person.quotes);
        ids.extend(spoken.map(|quote| quote.article));
        self.add_put_right(&mut ids);
        ids.sort_unstable();
        ids.dedup();
        let state = Arc::clone(self.library.state());
        Ok(Library::part(&catalogue, self.fetch(&ids), people, state).0)
    }

    /// The near duplicates of a quote, whoever is credited with them, in at most twice `most` other articles. `library`
    /// has the quote's own article loaded, as it is shown.
    ///
    /// # Errors
    ///
    /// [`SearchError`].
    pub fn echoes(&mut self, mut library: Library, id: QuoteId, most: usize) -> Result<Vec<Duplicate>, SearchError> {
        let person = library.speaker_of(id);
        let mut ids: Vec<ArticleId> =
            person.iter().flat_map(|person| person.quotes).map(|quote| quote.article).collect();
        ids.dedup();
        if ids.len() > most {
            let name = person.map_or("", |person| person.name);
            ids = self.telling(&format!("speaker:=\"{}\" ", word_list(name).join(" ")), &library, id, most)?;
        }
        for other in self.telling("", &library, id, most)? {
            if !ids.contains(&other) {
                ids.push(other);
            }
        }
        self.add_put_right(&mut ids);
        ids.retain(|other| *other != id.article);
        for (other, article) in self.fetch(&ids) {
            library.hold(other, article);
        }
        Ok(near_duplicates::by_anyone(&library, id))
    }

    /// The articles that have most of the words of a quote, narrowed by `fields`.
    fn telling(
        &mut self,
        fields: &str,
        library: &Library,
        id: QuoteId,
        most: usize,
    ) -> Result<Vec<ArticleId>, SearchError> {
        let query = Query::parse(&(fields.to_owned() + &telling(library, id)));
        // The quote's own article is found with the others.
        let limits = Limits { rows: most, articles: most + 1 };
        let (finder, state) = (self.warm()?, self.library.state());
        let found = self.snapshot.guard(|| finder.who(&query, state, limits));
        Ok(found.map_err(|error| self.unreadable(error))?.articles)
    }

    /// The whole library, with the candidates of the last answer loaded.
    pub fn library(&self) -> &Library {
        &self.library
    }

    /// Loads articles; those that cannot be read are left out.
    pub fn fetch(&mut self, ids: &[ArticleId]) -> Articles {
        let articles = self.cache.fetch(ids);
        // An article that was dropped may come back with other words.
        let dropped = self.cache.take_dropped();
        if !dropped.is_empty() {
            self.words.retain(|id| !dropped.contains(&id));
        }
        articles
    }

    /// Loads the candidates and the corrected articles, and gives their words and those of the people found.
    fn load(&mut self, found: Found) -> (search::Index, Articles) {
        let Found { articles: mut ids, recalled, people, .. } = found;
        ids.extend(recalled);
        self.add_put_right(&mut ids);
        // Of equals the one whose path comes first is first, as it would be among all articles.
        self.snapshot.sort(&mut ids);
        ids.dedup();
        let articles = self.fetch(&ids);
        let ids: Vec<ArticleId> = articles.iter().map(|(id, _)| *id).collect();
        let wanted: HashSet<ArticleId> = ids.iter().copied().collect();
        self.library.let_go(|id| wanted.contains(&id));
        for (id, article) in &articles {
            let is_same = |loaded: &Article| Arc::ptr_eq(&loaded.document, &article.document);
            if !self.library.article(*id).is_some_and(is_same) {
                self.library.hold(*id, article.clone());
            }
        }
        (self.words.index(&self.library, &ids, &people), articles)
    }

    fn add_put_right(&self, articles: &mut Vec<ArticleId>) {
        let more: Vec<ArticleId> = self.put_right.iter().copied().filter(|id| !articles.contains(id)).collect();
        articles.extend(more);
    }
}

/// The longest words of a quote.
pub(crate) fn telling(library: &Library, id: QuoteId) -> String {
    let (Some(article), Some(quote)) = (library.article(id.article), library.quote(id)) else { return String::new() };
    let mut words = word_list(&quote.content.text(article.document.text()));
    words.sort_unstable_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    words.dedup();
    words.truncate(TELLING);
    words.join(" ") + " "
}

/// Adds the candidates of one of the speakers that are compared.
fn add(found: &mut Found, of_side: Found) {
    let known: HashSet<ArticleId> = found.articles.iter().copied().collect();
    found.articles.extend(of_side.articles.into_iter().filter(|id| !known.contains(id)));
}

/// A third more articles than rows: those that match by their title contain none of the best quotes.
fn limits(rows: usize) -> Limits {
    Limits { rows, articles: rows + rows / 3 }
}

#[cfg(test)]
mod tests;
