//! Queries over one state of the index.
//!
//! The index selects candidates, their articles are loaded, and the search ranks what they say.

use std::sync::Arc;

use thiserror::Error;

use super::article_cache::ArticleCache;
use crate::echo::{self, Echo};
use crate::index::{Finder, Found, Index, Limits, Snapshot};
use crate::search::{self, Query, Results, Sheets, WhoHit};
use crate::state::State;
use crate::{Article, ArticleId, Catalogue, Library, PersonId, QuoteId};
use sayso_attribution::text::fold;

/// Minimum number of candidates ranked per tab of an answer; more only where more rows are requested.
pub const ROWS: usize = 40;

/// Number of rows per tab of a list on the screen: more than anybody walks through.
pub const LISTED: usize = 100;

/// Number of rows per tab of the [first](Desk::first) answer: about one screen, few enough that a key is answered within
/// a frame.
pub const FIRST: usize = 16;

/// Maximum number of articles searched for near duplicates of a quote: all articles of its speaker if there are no more,
/// else those that contain most of its words.
pub const HEARD: usize = 80;

/// Maximum number of words of a quote that its near duplicates are searched by; the longest, which are the rarest.
const TELLING: usize = 24;

/// Maximum number of corrected articles that are candidates of every search.
const PUT_RIGHT: usize = 200;

/// A query that cannot be answered.
#[derive(Debug, Error)]
pub enum SearchError {
    /// The index is damaged or its files are gone.
    #[error("the index cannot be read ({0}); it is made anew at the next start")]
    UnreadableIndex(tantivy::TantivyError),
}

/// Queries over one snapshot of the index.
pub struct Desk {
    snapshot: Arc<Snapshot>,
    finder: Option<Arc<Finder>>,
    cache: Arc<ArticleCache>,
    /// The words of the articles in the cache.
    sheets: Sheets,
    state: Arc<State>,
    /// The corrected articles: the index has what the engine found in them.
    put_right: Vec<ArticleId>,
}

/// Articles with their numbers.
pub type Articles = Vec<(ArticleId, Article)>;

impl Desk {
    /// A session over `snapshot` that loads no article of more than `cap` bytes.
    pub fn new(index: Index, snapshot: Arc<Snapshot>, cap: u64) -> Self {
        let cache = Arc::new(ArticleCache::new(index, Arc::clone(&snapshot), cap));
        Self { snapshot, finder: None, cache, sheets: Sheets::default(), state: Arc::default(), put_right: Vec::new() }
    }

    /// The loaded articles, to fetch some while a search runs.
    pub(super) fn cache(&self) -> &Arc<ArticleCache> {
        &self.cache
    }

    /// Applies the corrections of `state` from now on.
    pub fn keep(&mut self, state: &Arc<State>) {
        if Arc::ptr_eq(&self.state, state) {
            return;
        }
        self.state = Arc::clone(state);
        let concerned = self.catalogue().like(state.corrections().iter().map(|(_, made)| &made.article));
        self.put_right = concerned.take(PUT_RIGHT).collect();
    }

    /// All articles of the index, and their speakers.
    pub fn catalogue(&self) -> &Arc<Catalogue> {
        &self.snapshot.catalogue
    }

    /// The state of the index that is searched.
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// Reads the term dictionary of the index, unless that is done already.
    ///
    /// # Errors
    ///
    /// [`SearchError::UnreadableIndex`].
    pub fn warm(&mut self) -> Result<Arc<Finder>, SearchError> {
        if let Some(finder) = &self.finder {
            return Ok(Arc::clone(finder));
        }
        let finder = Arc::new(Finder::new(Arc::clone(&self.snapshot)).map_err(SearchError::UnreadableIndex)?);
        self.finder = Some(Arc::clone(&finder));
        Ok(finder)
    }

    /// Answers a query with at most `limit` rows per tab, and the articles of the candidates.
    ///
    /// # Errors
    ///
    /// [`SearchError::UnreadableIndex`].
    pub fn search(&mut self, query: &Query, limit: usize) -> Result<(Results, Articles), SearchError> {
        self.answer(query, limit, limits(limit.max(ROWS)), Repeats::Listed)
    }

    /// Answers a query with the [`LISTED`] best rows per tab, near duplicates as one row.
    ///
    /// # Errors
    ///
    /// [`SearchError::UnreadableIndex`].
    pub fn list(&mut self, query: &Query) -> Result<(Results, Articles), SearchError> {
        self.answer(query, LISTED, limits(LISTED), Repeats::Folded)
    }

    /// Answers a query with the [`FIRST`] best rows per tab, near duplicates as one row. The answer of [`Self::list`]
    /// may have other rows between them.
    ///
    /// # Errors
    ///
    /// [`SearchError::UnreadableIndex`].
    pub fn first(&mut self, query: &Query) -> Result<(Results, Articles), SearchError> {
        self.answer(query, FIRST, limits(FIRST), Repeats::Folded)
    }

    fn answer(
        &mut self,
        query: &Query,
        limit: usize,
        limits: Limits,
        repeats: Repeats,
    ) -> Result<(Results, Articles), SearchError> {
        let mut found = self.warm()?.find(query, limits).map_err(SearchError::UnreadableIndex)?;
        if found.lacking && query.is_remembered() {
            let more = self.warm()?.who(query, limits).map_err(SearchError::UnreadableIndex)?.articles;
            found.articles.extend(more);
            found.articles.sort_unstable();
            found.articles.dedup();
        }
        let (articles, library, people) = self.lay_out(&mut found);
        let ids: Vec<ArticleId> = articles.iter().map(|(id, _)| *id).collect();
        let index = self.sheets.index(&library, &ids);
        let mut results = search::search(&index, &library, query, limit);
        if !found.all {
            let [quotes, articles, _] = found.totals;
            results.quotes.total = quotes.max(results.quotes.rows.len());
            results.articles.total = articles.max(results.articles.rows.len());
        }
        results.speakers.total = results.speakers.total.max(found.totals[2]);
        if repeats == Repeats::Folded {
            results.quotes = search::folded(&library, results.quotes);
        }
        Ok((results.renumbered(&ids, &people), articles))
    }

    /// The most likely sources of a misquote, at most `limit`, and the articles of the candidates.
    ///
    /// # Errors
    ///
    /// [`SearchError::UnreadableIndex`].
    pub fn who(&mut self, words: &str, limit: usize) -> Result<(Vec<WhoHit>, Articles), SearchError> {
        let found = self.warm()?.who(&Query::parse(words), limits(limit.max(ROWS)));
        let mut found = found.map_err(SearchError::UnreadableIndex)?;
        let (articles, library, _) = self.lay_out(&mut found);
        let ids: Vec<ArticleId> = articles.iter().map(|(id, _)| *id).collect();
        let mut hits = search::who(&self.sheets.index(&library, &ids), &library, words, limit);
        for id in hits.iter_mut().flat_map(|hit| std::iter::once(&mut hit.id).chain(&mut hit.also)) {
            id.article = ids.get(id.article.0 as usize).copied().unwrap_or(id.article);
        }
        Ok((hits, articles))
    }

    /// A library of the articles that quote one of `people`, and the numbers of these people in it.
    pub fn heard(&mut self, people: &[PersonId]) -> (Library, Vec<PersonId>) {
        let catalogue = Arc::clone(&self.snapshot.catalogue);
        let quotes = people.iter().filter_map(|id| catalogue.people.get(*id)).flat_map(|person| person.quotes);
        let mut ids: Vec<ArticleId> = quotes.map(|quote| quote.article).collect();
        ids.sort_unstable();
        ids.dedup();
        let (library, numbers) = Library::part(&catalogue, self.fetch(&ids), people, Arc::clone(&self.state));
        let own = people.iter().filter_map(|id| numbers.iter().position(|number| number == id));
        (library, own.map(|at| PersonId(at as u32)).collect())
    }

    /// The near duplicates of a quote by the same speaker, in at most `most` other articles. `library` has the quote's
    /// own article loaded, as it is shown.
    ///
    /// # Errors
    ///
    /// [`SearchError::UnreadableIndex`].
    pub fn echoes(&mut self, mut library: Library, id: QuoteId, most: usize) -> Result<Vec<Echo>, SearchError> {
        let Some(person) = library.speaker_of(id) else {
            return Ok(Vec::new());
        };
        let mut ids: Vec<ArticleId> = person.quotes.iter().map(|quote| quote.article).collect();
        ids.dedup();
        if ids.len() > most {
            let query = Query::parse(&telling(&library, id, person.name));
            // The quote's own article is found with the others.
            let limits = Limits { rows: most, articles: most + 1 };
            ids = self.warm()?.who(&query, limits).map_err(SearchError::UnreadableIndex)?.articles;
        }
        self.add_put_right(&mut ids);
        ids.retain(|other| *other != id.article);
        for (other, article) in self.fetch(&ids) {
            library.hold(other, article);
        }
        Ok(echo::elsewhere(&library, id))
    }

    /// The whole library, with `articles` loaded.
    pub fn library(&self, articles: Articles) -> Library {
        let mut library = Library::listing(Arc::clone(&self.snapshot.catalogue), Arc::clone(&self.state));
        for (id, article) in articles {
            library.hold(id, article);
        }
        library
    }

    /// Loads articles; those that cannot be read are left out.
    pub fn fetch(&mut self, ids: &[ArticleId]) -> Articles {
        let articles = self.cache.fetch(ids);
        // An article that was dropped may come back with other words.
        let dropped = self.cache.take_dropped();
        if !dropped.is_empty() {
            self.sheets.retain(|id| !dropped.contains(&id));
        }
        articles
    }

    /// The candidates and the corrected articles, as a library of their own, and the people of that library.
    fn lay_out(&mut self, found: &mut Found) -> (Articles, Library, Vec<PersonId>) {
        self.add_put_right(&mut found.articles);
        // Of equals the one whose path comes first is first, as it would be among all articles.
        self.snapshot.sort(&mut found.articles);
        let articles = self.fetch(&found.articles);
        let (own, state) = (articles.iter().cloned(), Arc::clone(&self.state));
        let (library, people) = Library::part(&self.snapshot.catalogue, own, &found.people, state);
        (articles, library, people)
    }

    fn add_put_right(&self, articles: &mut Vec<ArticleId>) {
        let more: Vec<ArticleId> = self.put_right.iter().copied().filter(|id| !articles.contains(id)).collect();
        articles.extend(more);
    }
}

/// How quotes of the same words are listed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Repeats {
    /// Each is a row.
    Listed,
    /// The first print is a row.
    Folded,
}

/// The query for the longest words of a quote, said by its speaker.
fn telling(library: &Library, id: QuoteId, name: &str) -> String {
    let (Some(article), Some(quote)) = (library.article(id.article), library.quote(id)) else { return String::new() };
    let mut words = fold::word_list(&quote.content.text(article.document.text()));
    words.sort_unstable_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    words.dedup();
    words.truncate(TELLING);
    format!("speaker:\"{}\" {} ", fold::word_list(name).join(" "), words.join(" "))
}

/// A third more articles than rows: those that match by their title contain none of the best quotes.
fn limits(rows: usize) -> Limits {
    Limits { rows, articles: rows + rows / 3 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::{Numbers, Stamp};
    use crate::test_support::{article, sample};
    use proptest::prelude::*;
    use std::collections::HashMap;

    /// A session over an index in memory, with all articles loaded.
    fn desk(library: &Library) -> Desk {
        let index = Index::in_memory(&[]);
        let mut writer = index.writer().unwrap().unwrap();
        library.articles().for_each(|(_, article)| writer.put(Stamp::default(), article).unwrap());
        writer.commit().unwrap();
        let mut numbers = Numbers::default();
        let snapshot = Snapshot::read(&index, &mut numbers).unwrap();
        let desk = Desk::new(index, Arc::new(snapshot), 0);
        for (_, article) in library.articles() {
            desk.cache.insert(numbers.get(&article.path).unwrap(), article.clone());
        }
        desk
    }

    /// What is found, by names that hold in any library.
    fn outline(results: &Results, library: &Library) -> Vec<String> {
        let path = |id: ArticleId| library.entry(id).unwrap().path;
        let quotes =
            results.quotes.rows.iter().map(|hit| format!("{}#{} {:?}", path(hit.id.article), hit.id.quote, hit.rank));
        let articles = results.articles.rows.iter().map(|hit| format!("{} {:?}", path(hit.id), hit.rank));
        let name = |hit: &search::SpeakerHit| library.people().get(hit.id).unwrap().name;
        let speakers = results.speakers.rows.iter().map(|hit| format!("{} {:?}", name(hit), hit.rank));
        let totals = [results.quotes.total, results.articles.total, results.speakers.total];
        quotes.chain(articles).chain(speakers).chain([format!("{totals:?}")]).collect()
    }

    /// The same answer from the index as from the articles themselves.
    fn same(library: &Library, desk: &mut Desk, query: &str) -> (Vec<String>, Vec<String>) {
        let index = search::Index::of(library);
        let query = Query::parse(query);
        let plain = search::search(&index, library, &query, 50);
        let (found, _) = desk.search(&query, 50).unwrap();
        (outline(&found, &desk.library(Vec::new())), outline(&plain, library))
    }

    const QUERIES: &[&str] = &[
        "",
        "stoltenberg",
        "stoltenburg",
        "stotlenberg",
        "pistorious",
        "self servng cliqes",
        "stoltenbu",
        "alliance knows the",
        "history alliance",
        "small cliques",
        "freedom",
        "kyiv",
        "welcome cliques",
        "secur",
        "zoe",
        "alliance zzzz",
        "\"small cliques\"",
        "\"small cliqes\"",
        "alliance -history",
        "speaker:mao",
        "speaker:stotlenberg freedom",
        "-speaker:stoltenberg -speaker:\"mao ning\"",
        "kind:mixed cliques",
        "xylophone",
        "asia",
        "cliques welcome",
        "nlasia",
        "speaker:pistorius",
        "cliques -kyiv -nobody",
        "article:partners",
        "bpist",
        "wenbin wang",
        "article:summit",
        "mao cliques",
        "after:2023",
        "before:2023-07 asia",
        "author:writer kind:direct",
        "selfserving cliques",
        "stolten-berg freedom",
        "freedom OR cliques",
        "(mao OR pistorius) security",
        "is:unread asia",
        "speaker:mao OR kyiv",
    ];

    #[test]
    fn the_index_answers_as_the_articles_do() {
        let library = sample();
        let mut desk = desk(&library);
        for query in QUERIES {
            let (found, plain) = same(&library, &mut desk, query);
            assert_eq!(found.join("\n"), plain.join("\n"), "{query}");
        }
    }

    #[test]
    fn whose_words_half_remembered() {
        let library = sample();
        let mut desk = desk(&library);
        for words in
            ["the most succesful and strongest aliance", "smal cliqes nobody welcomes", "stoltenberg history freedom"]
        {
            let index = search::Index::of(&library);
            let want = search::who(&index, &library, words, 3);
            let (got, articles) = desk.who(words, 3).unwrap();
            let path = |id: ArticleId| articles.iter().find(|a| a.0 == id).unwrap().1.path.clone();
            let got = (path(got[0].id.article), got[0].id.quote);
            assert_eq!(got, (library.article(want[0].id.article).unwrap().path.clone(), want[0].id.quote), "{words}");
        }
    }

    #[test]
    fn the_same_words_are_found_in_articles_that_are_not_at_hand() {
        let mut library = Library::default();
        let said = ["Prices of bread will rise by a tenth", "Nobody asked the bakers", "The mill stands still"];
        let also = "Prices of bread will rise by a tenth in spring";
        library.learn_all(
            [said[0], said[1], said[2], also].iter().enumerate().map(|(at, words)| {
                article(&format!("{at}.md"), "T", "2023", &format!("She said: [Ann Lee: {words}]."))
            }),
        );
        let mut desk = desk(&library);
        let paths: HashMap<String, ArticleId> =
            desk.library(Vec::new()).entries().map(|(id, entry)| (entry.path.to_owned(), id)).collect();
        for (own, other, difference) in [
            ("0.md", Some("3.md"), "adds “in spring”"),
            ("3.md", Some("0.md"), "lacks “in spring”"),
            ("1.md", None, ""),
        ] {
            let id = QuoteId { article: paths[own], quote: 0 };
            let want = other.map(|path| QuoteId { article: paths[path], quote: 0 });
            let want: Vec<Echo> = want.map(|id| Echo { id, difference: difference.to_owned() }).into_iter().collect();
            for most in [HEARD, 1] {
                let open = desk.fetch(&[id.article]);
                let at_hand = desk.library(open);
                assert_eq!(echo::elsewhere(&at_hand, id), [], "only one article is at hand");
                assert_eq!(desk.echoes(at_hand, id, most).unwrap(), want, "{own} {most}");
            }
        }
    }

    #[test]
    fn of_more_quotes_than_are_looked_at_the_best_are_found() {
        let mut library = Library::default();
        let mut dice = 7u32;
        let mut throw = |sides: u32| {
            dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (dice >> 16) % sides
        };
        let words = ["alliance", "alliances", "alianse", "bread", "milk", "mill"];
        library.learn_all((0..150).map(|at| {
            let mut word = || words[throw(6) as usize];
            let text = format!("Once {} [Ann {}: {} now] and [Bo Lee: {}].", word(), word(), word(), word());
            article(&format!("{at:03}.txt"), word(), &format!("20{:02}", throw(30)), &text)
        }));
        let (index, mut desk) = (search::Index::of(&library), desk(&library));
        let rows = |results: &Results, library: &Library| {
            let row = |hit: &search::QuoteHit| {
                format!("{}#{} {:?}", library.entry(hit.id.article).unwrap().path, hit.id.quote, hit.rank)
            };
            let mut rows: Vec<String> = results.quotes.rows.iter().map(row).collect();
            rows.push(format!("{} {}", results.quotes.total, results.articles.total));
            rows
        };
        for typed in
            ["alliance", "alliance ", "alianse", "milk", "mil", "al", "bread OR milk", "speaker:bo mil", "kind:direct"]
        {
            let query = Query::parse(typed);
            let plain = search::search(&index, &library, &query, 20);
            let (found, _) = desk.search(&query, 20).unwrap();
            assert!(plain.quotes.total > ROWS, "{typed}");
            assert_eq!(rows(&found, &desk.library(Vec::new())), rows(&plain, &library), "{typed}");
        }
    }

    const WORD: &str = "(alliance|alliances|cliques|clique|ally|asia|asian|said|the|security|sécurité|don’t)";

    fn words(most: usize) -> impl Strategy<Value = String> {
        prop::collection::vec(WORD, 1..most).prop_map(|words| words.join(" "))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn the_index_misses_nothing(
            texts in prop::collection::vec((words(6), words(4)), 1..6),
            typed in prop::collection::vec("(alliance|alianse|cliqu|clqiues|asia|asain|the|th|security|dont|\"the asia\"|zzz)", 1..4),
            end in "( |)",
        ) {
            let mut library = Library::default();
            library.learn_all(texts.iter().enumerate().map(|(at, (around, quote))| {
                let text = format!("Once {around}.\n\nThen {around} [Ann Lee: {quote}] again.");
                article(&format!("{at}.txt"), "T", "2023", &text)
            }));
            let (found, plain) = same(&library, &mut desk(&library), &(typed.join(" ") + &end));
            prop_assert_eq!(found, plain);
        }
    }
}
