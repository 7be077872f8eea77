//! Queries over the library of a team.
//!
//! The server selects candidates, their articles are loaded, and the search ranks what they say, as it does for the index
//! of one machine.

use std::sync::Arc;

use super::STATEMENT_MS;
use super::address::LibraryAddress;
use super::called::PersonRow;
use super::candidate::ArticleNumber;
use super::error::PostgresError;
use super::finder::{Candidates, Finder};
use super::loaded::Loaded;
use super::prepared::PreparedClient;
use super::statistics::Statistics;
use crate::index::Limits;
use crate::near_duplicates::{self, Duplicate};
use crate::search::{self, ArticleWords, Manner, Query, Results, WhoHit};
use crate::service::session::telling;
use crate::state::State;
use crate::{Article, ArticleId, Library, PersonId, QuoteId};
use sayso_attribution::text::fold::word_list;

/// Minimum number of candidates ranked per tab of an answer; more only where more rows are requested.
const ROWS: usize = 40;

/// Maximum number of corrected articles that are candidates of every search.
const PUT_RIGHT: usize = 200;

/// Maximum number of merges, the newest first, that hold in articles that were not corrected themselves: each takes a few
/// statements to look up.
const MERGES: usize = 200;

/// Number of articles whose texts are asked for at once.
const AT_ONCE: usize = 64;

/// Number of rows that are asked for at once where all are wanted.
const PAGE: i64 = 2_000;

/// One connection to the library of a team, and what was met of it.
pub struct PostgresSession {
    address: LibraryAddress,
    client: PreparedClient,
    team: i32,
    loaded: Loaded,
    statistics: Statistics,
    words: ArticleWords,
    /// All articles that were met; the candidates of the last answer are loaded.
    library: Library,
    /// The corrected articles: the server has what the engine found in them.
    put_right: Vec<ArticleId>,
    /// People whom a reader has made one with others.
    merged: Vec<MergedPerson>,
    not_before: Option<i32>,
    /// The imports that were seen.
    changes: Option<i64>,
}

/// Somebody whom a reader has made one with somebody else.
struct MergedPerson {
    from: PersonId,
    into: PersonId,
    /// Whether that is so in all articles, not in those alone that have one word of the name.
    is_whole: bool,
}

/// Articles with their numbers.
pub type Articles = Vec<(ArticleId, Article)>;

impl PostgresSession {
    /// Opens the library of an address.
    ///
    /// # Errors
    ///
    /// [`PostgresError`], if no server answers, there is no library of this version, or the reader is no member.
    pub fn open(address: &LibraryAddress) -> Result<Self, PostgresError> {
        let (client, team) = connected(address)?;
        let (loaded, words, library) =
            (Loaded::default(), ArticleWords::default(), Library::listing(Arc::default(), Arc::default()));
        let mut session = Self {
            address: address.clone(),
            client,
            team,
            loaded,
            statistics: Statistics::default(),
            words,
            library,
            put_right: Vec::new(),
            merged: Vec::new(),
            not_before: None,
            changes: None,
        };
        session.refresh(0)?;
        Ok(session)
    }

    /// Connects again where the connection was lost, to the next host that answers. What was met keeps its numbers.
    ///
    /// # Errors
    ///
    /// As [`Self::open`].
    pub fn connect_again(&mut self) -> Result<(), PostgresError> {
        if self.client.is_closed() {
            (self.client, self.team) = connected(&self.address)?;
        }
        Ok(())
    }

    /// Returns `true` if the connection was lost.
    pub fn is_lost(&self) -> bool {
        self.client.is_closed()
    }

    /// The number of articles that the team has.
    ///
    /// # Errors
    ///
    /// [`PostgresError::Server`].
    pub fn articles(&mut self) -> Result<i64, PostgresError> {
        Ok(self.client.query_one("SELECT articles FROM sayso.team WHERE id = $1", &[&self.team])?.get(0))
    }

    /// The near duplicates of a quote in at most `most` other articles. `library` has the quote's own article loaded.
    ///
    /// # Errors
    ///
    /// [`PostgresError::TooLong`], [`PostgresError::Server`].
    pub fn echoes(&mut self, library: &Library, id: QuoteId, most: usize) -> Result<Vec<Duplicate>, PostgresError> {
        let query = Query::parse(&telling(library, id));
        let found = self.finder().prints(&query, Limits { rows: most, articles: most + 1 })?;
        let mut ids = self.loaded.meet(&mut self.client, self.team, &found.articles)?;
        ids.extend(&self.put_right);
        ids.retain(|other| *other != id.article);
        let articles = self.fetch(&ids)?;
        let mut all = Library::listing(Arc::new(self.loaded.catalogue()), Arc::clone(library.state()));
        let own = library.article(id.article).map(|article| (id.article, article.clone()));
        for (other, article) in articles.into_iter().chain(own) {
            all.hold(other, article);
        }
        Ok(near_duplicates::by_anyone(&all, id))
    }

    /// Applies the corrections and the read marks of `state` from now on.
    ///
    /// # Errors
    ///
    /// [`PostgresError::Server`].
    pub fn keep(&mut self, state: &Arc<State>) -> Result<(), PostgresError> {
        let same = state.shares_corrections(self.library.state());
        if same && state.shares_read_marks(self.library.state()) {
            return Ok(());
        }
        let now = Library::listing(Arc::clone(self.library.catalogue()), Arc::clone(state));
        let before = std::mem::replace(&mut self.library, now);
        if same {
            return Ok(());
        }
        let met = self.meet_corrected(before.state());
        if met.is_err() {
            // The next call tries again.
            self.library = before;
        }
        met
    }

    /// Meets the articles and people that the corrections are about, which were those of `before`.
    fn meet_corrected(&mut self, before: &State) -> Result<(), PostgresError> {
        let state = Arc::clone(self.library.state());
        if !state.merges().eq(before.merges()) {
            self.meet_merged()?;
        }
        let titles: Vec<&str> = state.corrections().iter().map(|(_, made)| made.article.title.as_str()).collect();
        let rows = "SELECT id, year FROM sayso.article WHERE team = $1 AND title = ANY ($2) ORDER BY day DESC LIMIT $3";
        let rows = self.client.query(rows, &[&self.team, &titles, &(PUT_RIGHT as i64)])?;
        let keys: Vec<ArticleNumber> =
            rows.iter().map(|row| ArticleNumber { id: row.get(0), year: row.get(1) }).collect();
        self.put_right = self.loaded.meet(&mut self.client, self.team, &keys)?;
        self.show();
        Ok(())
    }

    /// Meets the people whom readers have made one: a list without one of the two could not tell.
    fn meet_merged(&mut self) -> Result<(), PostgresError> {
        let state = Arc::clone(self.library.state());
        self.merged.clear();
        let merges: Vec<(&str, &str)> = state.merges().collect();
        for (from_name, into_name) in merges.into_iter().rev().take(MERGES) {
            let mut named = [None; 2];
            for (at, name) in [from_name, into_name].into_iter().enumerate() {
                let rows = self.finder().called_by(&word_list(name))?;
                let also = |row: &PersonRow| row.speaker.also.iter().any(|form| form == name);
                let best = rows.into_iter().filter(|row| row.speaker.name == name || also(row));
                let best = best.max_by_key(|row| (row.speaker.name == name, row.said));
                named[at] = best.map(|row| self.loaded.person(row));
            }
            if let [Some(from), Some(into)] = named {
                let is_whole = from_name.contains(' ')
                    || self.loaded.person_row(from).is_some_and(|row| row.speaker.name == from_name);
                self.merged.push(MergedPerson { from, into, is_whole });
            }
        }
        Ok(())
    }

    /// Answers a query with at most `limit` rows per tab, and the articles of the candidates.
    ///
    /// # Errors
    ///
    /// [`PostgresError::TooLong`], [`PostgresError::Server`].
    pub fn search(&mut self, query: &Query, limit: usize) -> Result<(Results, Articles), PostgresError> {
        self.answer(query, limits(limit.max(ROWS)), limit)
    }

    fn finder(&mut self) -> Finder<'_> {
        Finder::new(&mut self.client, self.team, &mut self.statistics)
    }

    fn answer(&mut self, query: &Query, limits: Limits, limit: usize) -> Result<(Results, Articles), PostgresError> {
        let found = self.finder().find(query, limits)?;
        let totals = found.totals;
        let (index, articles) = self.load(found)?;
        let mut results = search::search(&index, &self.library, query, limit);
        results.quotes.total = results.quotes.total.max(totals[0]);
        results.articles.total = results.articles.total.max(totals[1]);
        results.speakers.total = results.speakers.total.max(totals[2]);
        Ok((results, articles))
    }

    /// Answers a query with at most `limit` rows per tab, near duplicates as one row. No more candidates are ranked than
    /// that takes.
    ///
    /// # Errors
    ///
    /// [`PostgresError::TooLong`], [`PostgresError::Server`].
    pub fn list(&mut self, query: &Query, limit: usize) -> Result<(Results, Articles), PostgresError> {
        let (mut results, articles) = self.answer(query, limits(limit), limit)?;
        // Whom a correction has added has another number in another library.
        results.speakers.rows.retain(|hit| self.loaded.person_row(hit.id).is_some());
        let quotes = search::folded(&self.library, results.quotes);
        Ok((Results { quotes, ..results }, articles))
    }

    /// The most likely sources of a misquote, at most `limit`, and the articles of the candidates.
    ///
    /// # Errors
    ///
    /// [`PostgresError::TooLong`], [`PostgresError::Server`].
    pub fn who(&mut self, words: &str, limit: usize) -> Result<(Vec<WhoHit>, Articles), PostgresError> {
        let query = Query::parse(words);
        let found = self.finder().who(&query, limits(limit.max(ROWS)))?;
        let (index, articles) = self.load(found)?;
        Ok((search::who(&index, &self.library, words, limit), articles))
    }

    /// A line to show where years were left out of the last answer for lack of time.
    pub fn left_out(&self) -> Option<String> {
        let year = self.not_before?;
        if year <= 1 {
            return Some("articles without a date were not searched for lack of time; more words find them".to_owned());
        }
        Some(format!(
            "articles before {year} were not searched for lack of time; more words or before:{year} find them"
        ))
    }

    /// The articles that were met, with the candidates of the last answer loaded.
    pub fn library(&self) -> &Library {
        &self.library
    }

    /// How many quotes of a person are theirs, without what they deny or would say.
    pub fn asserted(&self, id: PersonId) -> usize {
        let own = |id| self.loaded.person_row(id).map_or(0, |person| person.asserted as usize);
        let merged = || self.merged.iter().filter(|merged| merged.is_whole);
        if merged().any(|merged| merged.from == id) {
            return 0;
        }
        own(id) + merged().filter(|merged| merged.into == id).map(|merged| own(merged.from)).sum::<usize>()
    }

    /// Meets the next articles of the list, newest first, behind `last`; at most `most`.
    ///
    /// # Errors
    ///
    /// [`PostgresError::Server`].
    pub fn page(&mut self, last: Option<ArticleId>, most: usize) -> Result<Vec<ArticleId>, PostgresError> {
        let ids = self.loaded.page(&mut self.client, self.team, last, most as i64)?;
        self.show();
        Ok(ids)
    }

    /// Reads again what was met, and the newest articles, at most `most`, where an import has changed the library since
    /// the last look; then those newest articles, else `None`.
    ///
    /// # Errors
    ///
    /// [`PostgresError::Server`].
    pub fn refresh(&mut self, most: usize) -> Result<Option<Vec<ArticleId>>, PostgresError> {
        let changes: i64 = self.client.query_one("SELECT changes FROM sayso.team WHERE id = $1", &[&self.team])?.get(0);
        let is_new = self.changes.is_some_and(|seen| seen != changes);
        let page = if is_new {
            self.statistics = Statistics::default();
            self.meet_merged()?;
            self.loaded.refresh(&mut self.client, self.team)?;
            Some(self.page(None, most)?)
        } else {
            None
        };
        self.changes = Some(changes);
        Ok(page)
    }

    /// Loads articles; those that are gone are left out.
    ///
    /// # Errors
    ///
    /// [`PostgresError::Server`].
    pub fn fetch(&mut self, ids: &[ArticleId]) -> Result<Articles, PostgresError> {
        self.loaded.texts(&mut self.client, ids)
    }

    /// How a quote was said; `None` for one of an article that was not met.
    pub fn manner(&self, id: QuoteId) -> Option<Manner> {
        self.loaded.manner(id)
    }

    /// The people one of whose names has these words, as [`People::called`](crate::People::called) finds them.
    ///
    /// # Errors
    ///
    /// [`PostgresError::Server`].
    pub fn called(&mut self, words: &[String]) -> Result<Vec<PersonId>, PostgresError> {
        let rows = self.finder().called_by(words)?;
        let met: Vec<PersonId> = rows.into_iter().map(|row| self.loaded.person(row)).collect();
        self.show();
        let called = self.library.people().called(words);
        Ok(called.into_iter().filter(|id| met.contains(id)).collect())
    }

    /// A library of the articles that quote one of `people` and of those that were corrected.
    ///
    /// # Errors
    ///
    /// [`PostgresError::Server`].
    pub fn heard(&mut self, people: &[PersonId]) -> Result<Library, PostgresError> {
        let merged = self.merged.iter().filter(|merged| people.contains(&merged.into)).map(|merged| merged.from);
        let spoken: Vec<PersonId> = people.iter().copied().chain(merged).collect();
        let mut ids = self.loaded.quoting(&mut self.client, self.team, &spoken)?;
        ids.extend(&self.put_right);
        ids.sort_unstable();
        ids.dedup();
        let mut articles = Vec::new();
        for some in ids.chunks(AT_ONCE) {
            articles.extend(self.fetch(some)?);
        }
        self.show();
        let state = Arc::clone(self.library.state());
        Ok(Library::part(self.library.catalogue(), articles, people, state).0)
    }

    /// Meets every article, newest first. Their texts are not loaded.
    ///
    /// # Errors
    ///
    /// [`PostgresError::Server`].
    pub fn meet_all(&mut self) -> Result<Vec<ArticleId>, PostgresError> {
        let mut all: Vec<ArticleId> = Vec::new();
        loop {
            let page = self.loaded.page(&mut self.client, self.team, all.last().copied(), PAGE)?;
            if page.is_empty() {
                break;
            }
            all.extend(page);
        }
        self.show();
        Ok(all)
    }

    /// Loads the candidates and the corrected articles, and gives their words and those of the people found.
    fn load(&mut self, found: Candidates) -> Result<(search::Index, Articles), PostgresError> {
        let Candidates { articles: mut keys, recalled, people, not_before, .. } = found;
        self.not_before = not_before;
        keys.extend(recalled);
        let mut ids = self.loaded.meet(&mut self.client, self.team, &keys)?;
        ids.extend(&self.put_right);
        // Of equals the one whose path comes first is first, as it would be among all articles.
        self.loaded.sort(&mut ids);
        ids.dedup();
        let people: Vec<PersonId> = people.into_iter().map(|person| self.loaded.person(person)).collect();
        let articles = self.fetch(&ids)?;
        self.show();
        for (id, article) in &articles {
            self.library.hold(*id, article.clone());
        }
        let ids: Vec<ArticleId> = articles.iter().map(|(id, _)| *id).collect();
        self.words.retain(|id| ids.contains(&id));
        Ok((self.words.index(&self.library, &ids, &people), articles))
    }

    /// Lists all that was met so far, with nothing of it loaded.
    fn show(&mut self) {
        self.library = Library::listing(Arc::new(self.loaded.catalogue()), Arc::clone(self.library.state()));
    }
}

fn connected(address: &LibraryAddress) -> Result<(PreparedClient, i32), PostgresError> {
    let (mut client, team) = address.open_to_read()?;
    // Rows are looked up by their keys: where the server expects more of them than there are, it would read whole tables.
    client
        .batch_execute(&format!("SET statement_timeout = {STATEMENT_MS}; SET enable_seqscan = off; SET jit = off"))?;
    Ok((PreparedClient::new(client), team))
}

/// A third more articles than rows: those that match by their title contain none of the best quotes.
fn limits(rows: usize) -> Limits {
    Limits { rows, articles: rows + rows / 3 }
}
