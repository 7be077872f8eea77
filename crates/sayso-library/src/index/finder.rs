//! What a search may look at closely: of all articles, quotes and people the few that answer a query best.
//!
//! The search itself ranks exactly, but it wants the articles at hand. Here they are chosen by the index alone: which
//! terms each paragraph has, how well, and how new it is.

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use fixedbitset::FixedBitSet;

use super::buffer_pool::{Bytes, Pool};
use super::column_filter::ColumnFilter;
use super::names::Names;
use super::place::{ArticlePlace, QuotePlace};
use super::quote_counts::QuoteCounts;
use super::schema::Words;
use super::score_accumulator::ScoreAccumulator;
use super::snapshot::{ArticleRow, Quote, Snapshot};
use super::term_dictionary::{Expansion, TermDictionary, likeliest};
use super::top_k::TopK;
use super::walk::{Asked, walk};
use crate::search::subsequence::Letters;
use crate::search::{Branch, Cost, Fit, LetterSet, Query, WordId, has_words, spellings};
use crate::state::State;
use crate::{ArticleId, PersonId};

/// A library is walked in so many pieces: a few for each processor, so that none waits long for another.
const PIECES: usize = 8;

/// Maximum numbers of candidates that are ranked.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Of quotes, articles and people each.
    pub rows: usize,
    /// Articles at most that have to be at hand for it.
    pub articles: usize,
}

/// What to look at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The articles to look at, the likeliest first.
    pub articles: Vec<ArticleId>,
    /// Those that may hold the words where these are half remembered.
    pub recalled: Vec<ArticleId>,
    /// People who are to be looked at besides those who speak in these.
    pub people: Vec<PersonId>,
    /// How many quotes, articles and people answer in all.
    pub totals: [usize; 3],
    /// Whether `articles` contains every article that answers.
    pub all: bool,
    /// Whether no quote has all the words.
    pub lacking: bool,
    /// Whether the best article has all the words, and the best person.
    pub(super) full: [bool; 2],
}

impl Found {
    /// The likeliest of them, within other limits.
    #[must_use]
    pub fn cut(mut self, limits: Limits) -> Self {
        self.articles.truncate(limits.articles);
        self.recalled.truncate(limits.articles);
        self.people.truncate(limits.rows);
        let few = self.totals[..2].iter().all(|total| *total <= limits.rows);
        self.all &= few && self.articles.len() < limits.articles;
        self
    }
}

/// A snapshot that can be asked.
pub struct Finder {
    /// What it was made of.
    pub snapshot: Arc<Snapshot>,
    pub(super) dictionary: TermDictionary,
    pub(super) names: Names,
    pub(super) quote_counts: QuoteCounts,
    title_letters: OnceLock<Vec<LetterSet>>,
    pool: Pool,
}

/// What a word of a query may stand for.
pub(super) struct TermMeaning {
    /// In texts, titles and bylines.
    pub words: Vec<Expansion>,
    /// In names and roles.
    pub of_people: Vec<(WordId, Fit)>,
}

impl Finder {
    /// Opens the words of a snapshot.
    pub fn new(snapshot: Arc<Snapshot>) -> tantivy::Result<Self> {
        let Words { said, around, pairs, title, author, publication, path, cue, via } = snapshot.fields.words;
        let fields = [said, around, pairs, title, author, publication, path, cue, via];
        let dictionary = TermDictionary::open(&snapshot.searcher, &fields)?;
        let names = Names::of(&snapshot.catalogue.people);
        let (quote_counts, title_letters) =
            (QuoteCounts::of(snapshot.documents(), snapshot.quotes.items()), OnceLock::new());
        Ok(Self { snapshot, dictionary, names, quote_counts, title_letters, pool: Pool::default() })
    }

    /// What a word of a query may stand for: what it is or begins, and what it is mistyped for, if there is nothing
    /// else or it is asked for.
    pub(super) fn meant(&self, typed: &str, open: bool, mistyped: bool) -> tantivy::Result<TermMeaning> {
        let texts = self.snapshot.fields.words.of_texts();
        let mut words = self.dictionary.spelt(&texts, typed, open)?;
        let mut of_people = self.names.vocabulary.spelt(typed, open);
        if mistyped || (words.is_empty() && of_people.is_empty()) {
            words.extend(self.dictionary.mistyped(&texts, typed, open)?);
            of_people = self.names.vocabulary.meant(typed, open, true);
        }
        Ok(TermMeaning { words: likeliest(typed, words), of_people })
    }

    /// Exactly this word in texts, titles and bylines.
    pub(super) fn exactly(&self, word: &str) -> tantivy::Result<Vec<Expansion>> {
        self.dictionary.exactly(&self.snapshot.fields.words.of_texts(), word)
    }

    /// Returns `true` if the library has exactly this word.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.names.vocabulary.get(word).is_some() || self.exactly(word).is_ok_and(|words| !words.is_empty())
    }

    /// 0 for every document.
    pub(super) fn zeros(&self) -> Bytes<'_> {
        self.pool.zeros(self.snapshot.documents())
    }

    /// The documents of the articles whose paths have every one of `wanted`, as the paths are shown. The index has the
    /// words of paths inside the folders; a folder may have another name each time.
    pub(super) fn by_path(&self, wanted: &[String]) -> tantivy::Result<FixedBitSet> {
        let (snapshot, roots) = (&self.snapshot, &self.snapshot.roots);
        let inside: Vec<String> = wanted.iter().filter(|word| !roots.have(word)).cloned().collect();
        let mut all = self.dictionary.having(snapshot.documents(), snapshot.fields.words.path, &inside)?;
        if !roots.are_short() {
            let path = |at| snapshot.catalogue.entry(snapshot.id(at)).map_or("", |entry| entry.path);
            let mut shown = FixedBitSet::with_capacity(snapshot.documents());
            let near = snapshot.articles.iter().enumerate().filter(|(_, row)| all.contains(row.head as usize));
            let near = near.filter(|(at, _)| has_words(path(*at), wanted));
            near.for_each(|(_, row)| shown.grow_and_insert(row.head as usize));
            all = shown;
        }
        Ok(all)
    }

    /// The article of the quote at this place among all.
    pub(super) fn article_of(&self, quote: QuotePlace) -> ArticleId {
        self.snapshot.id(self.snapshot.quotes.holder(quote.index()))
    }

    fn found(&self, best: All, limits: Limits) -> Found {
        let All { quotes, articles, people } = best;
        let (totals, full) = ([quotes.total, articles.total, people.total], [articles.is_full(), people.is_full()]);
        let lacking = !quotes.is_full();
        let of_quotes = quotes.best().into_iter().map(|at| self.article_of(at));
        let of_articles = articles.best().into_iter().map(|at| self.snapshot.id(at.index()));
        let articles = taken_in_turn(of_quotes, of_articles, limits.articles);
        let people = people.best();
        Found { articles, recalled: Vec::new(), people, totals, full, all: true, lacking }.cut(limits)
    }

    /// The best rows of all alternatives; a row that answers several stands where the best puts it. All are walked in
    /// the order they lie in, which is many times quicker than the order of their ages.
    fn best(&self, any: &[Search], most: usize) -> tantivy::Result<All> {
        let mut people = TopK::new(most);
        for id in (0..self.names.len() as u32).map(PersonId) {
            if let Some(cost) = least(any, |search| search.filter.person(id)) {
                let person = self.snapshot.catalogue.people.get(id);
                let (said, equal) = person.map_or((0, 0), |person| (person.quotes.len(), among_equals(person.name)));
                people.add((cost, u32::MAX - said as u32, equal, id));
            }
        }
        let pieces = self.in_pieces(|articles| self.best_of(any, articles, most))?;
        let (quotes, articles): (Vec<_>, Vec<_>) = pieces.into_iter().unzip();
        let (mut quotes, articles) = (TopK::joined(quotes, most), TopK::joined(articles, most));
        if let [search] = any
            && search.filter.is_counted()
            && quotes.total > 0
        {
            quotes.total = search.filter.count(quotes.fewest())?;
        }
        Ok(All { quotes, articles, people })
    }

    /// The best rows among a range of articles and their quotes.
    fn best_of(&self, any: &[Search], within: Range<usize>, most: usize) -> (TopK<QuotePlace>, TopK<ArticlePlace>) {
        match any {
            // Nearly every query: a loop of its own is twice as quick.
            [search] => walk(&self.snapshot, within, most, search),
            any => walk(&self.snapshot, within, most, any),
        }
    }

    /// What `of` makes of pieces of the library, on all processors.
    pub(super) fn in_pieces<R: Send>(&self, of: impl Fn(Range<usize>) -> R + Sync) -> tantivy::Result<Vec<R>> {
        let all = self.snapshot.articles.len();
        let pieces = (0..PIECES).map(|piece| all * piece / PIECES..all * (piece + 1) / PIECES);
        self.dictionary.executor.map(|piece| Ok(of(piece)), pieces)
    }

    /// The letters of every title, read when they are first asked for.
    fn title_letters(&self) -> &[LetterSet] {
        let title = |id| self.snapshot.catalogue.entry(id).map_or("", |entry| entry.title);
        let letters = |within: Range<usize>| -> Vec<LetterSet> {
            within.map(|at| LetterSet::of(title(self.snapshot.id(at)))).collect()
        };
        self.title_letters.get_or_init(|| self.in_pieces(letters).unwrap_or_default().concat())
    }

    /// What answers `query` best of what `state` says of the reader, within the limits of the first rows, and within
    /// wider ones; to these [`Self::add_by_letters`] is still to add. A typed word is taken for another only when the
    /// library does not have it, or when nothing has all words otherwise.
    pub fn find(&self, query: &Query, state: &State, first: Limits, all: Limits) -> tantivy::Result<(Found, Found)> {
        let branches = spellings(query, |word| self.knows(word));
        let mut any = self.searches(query, state, &branches)?;
        let mut best = self.best(&any, all.rows)?;
        let as_typed = branches.iter().flat_map(|branch| &branch.terms).all(|term| term.exact);
        let is_full = best.quotes.is_full() || best.articles.is_full() || best.people.is_full();
        if !is_full && !as_typed {
            for search in &mut any {
                search.filter.known.marks = ScoreAccumulator::new(self, &search.branch.terms, true)?;
            }
            best = self.best(&any, all.rows)?;
        }
        let found = self.found(best, all);
        let mut few = found.clone().cut(first);
        for search in &any {
            search.by_letters(first.rows, &mut few)?;
        }
        Ok((few, found))
    }

    fn searches<'a>(
        &'a self,
        query: &Query,
        state: &'a State,
        branches: &'a [Branch],
    ) -> tantivy::Result<Vec<Search<'a>>> {
        let search = |branch| {
            let mut filter = ColumnFilter::new(self, state, query, branch)?;
            filter.known.marks = ScoreAccumulator::new(self, &branch.terms, false)?;
            Ok(Search { finder: self, branch, filter })
        };
        branches.iter().map(search).collect()
    }

    /// Adds to what was found those whose names or titles have the typed letters in order.
    pub fn add_by_letters(
        &self,
        query: &Query,
        state: &State,
        limits: Limits,
        found: &mut Found,
    ) -> tantivy::Result<()> {
        for branch in &spellings(query, |word| self.knows(word)) {
            if is_for_letters(branch, limits.rows, found) {
                let filter = ColumnFilter::new(self, state, query, branch)?;
                Search { finder: self, branch, filter }.by_letters(limits.rows, found)?;
            }
        }
        Ok(())
    }
}

/// Returns `true` if names or titles may be searched by letters: not where enough of both have the words, which come
/// first.
fn is_for_letters(branch: &Branch, rows: usize, found: &Found) -> bool {
    let long = branch.terms.iter().flat_map(|term| &term.words).any(|word| word.len() > 2);
    let lacks = found.full.iter().zip(&found.totals[1..]).any(|(full, total)| !full || *total <= rows);
    long && lacks && !branch.terms.iter().any(|term| term.exact)
}

/// Where people come among those who answer as well. Their numbers would not do: they change with the order in which
/// articles were indexed, and the same search would list others.
pub fn among_equals(name: &str) -> u32 {
    crc32fast::hash(name.as_bytes())
}

/// The best of what the alternatives say.
fn least(any: &[Search], cost: impl Fn(&Search) -> Option<Cost>) -> Option<Cost> {
    any.iter().filter_map(cost).min()
}

/// The best of each tab.
struct All {
    quotes: TopK<QuotePlace>,
    articles: TopK<ArticlePlace>,
    people: TopK<PersonId>,
}

/// One alternative of a query.
struct Search<'a> {
    finder: &'a Finder,
    branch: &'a Branch,
    filter: ColumnFilter<'a>,
}

impl<'a> Asked for Search<'a> {
    type Bounds = ScoreAccumulator<'a>;

    fn may_answer(&self, at: ArticlePlace, article: &ArticleRow) -> bool {
        self.filter.may_pass(at) && self.filter.known.marks.may_answer(article)
    }

    #[inline]
    fn article(&self, at: ArticlePlace, article: &ArticleRow) -> (Option<Cost>, u32) {
        self.filter.article(at, article)
    }

    #[inline]
    fn quote(&self, at: ArticlePlace, quote: &Quote, most: u32) -> Option<Cost> {
        self.filter.quote(at, quote, most)
    }

    fn bounds(&self) -> Option<&Self::Bounds> {
        self.filter.is_counted().then_some(&self.filter.known.marks)
    }
}

/// The best that any of several alternatives says.
impl<'a> Asked for [Search<'a>] {
    type Bounds = ScoreAccumulator<'a>;

    fn may_answer(&self, at: ArticlePlace, article: &ArticleRow) -> bool {
        self.iter().any(|search| search.may_answer(at, article))
    }

    fn article(&self, at: ArticlePlace, article: &ArticleRow) -> (Option<Cost>, u32) {
        let costs = self.iter().map(|search| search.filter.article(at, article));
        let best = |a: (Option<Cost>, u32), b: (Option<Cost>, u32)| (a.0.into_iter().chain(b.0).min(), a.1.min(b.1));
        costs.reduce(best).unwrap_or((None, 0))
    }

    fn quote(&self, at: ArticlePlace, quote: &Quote, most: u32) -> Option<Cost> {
        least(self, |search| search.filter.quote(at, quote, most))
    }

    fn bounds(&self) -> Option<&Self::Bounds> {
        None
    }
}

impl Search<'_> {
    /// Adds those whose names or titles have the typed letters in order, but not where enough titles or names have the
    /// words: these come first.
    fn by_letters(&self, most: usize, found: &mut Found) -> tantivy::Result<()> {
        if !is_for_letters(self.branch, most, found) {
            return Ok(());
        }
        let typed: Vec<&str> = self.branch.terms.iter().flat_map(|t| &t.words).map(String::as_str).collect();
        let letters = Letters::new(&typed.join(" "));
        let enough = |at: usize| found.full[at] && found.totals[at + 1] > most;
        let [titles, names] = [!enough(0), !enough(1)];
        if names {
            self.people_by_letters(&letters, most, found);
        }
        if titles && letters.suit_titles() {
            self.articles_by_letters(&letters, most, found)?;
        }
        Ok(())
    }

    fn people_by_letters(&self, letters: &Letters, most: usize, found: &mut Found) {
        let catalogue = &self.finder.snapshot.catalogue;
        let near = (0..)
            .map(PersonId)
            .zip(&self.finder.names.letters)
            .filter(|(id, has)| letters.are_in(**has) && self.filter.lets_person_through(*id));
        let near = near.map(|(id, _)| id);
        let score = |id| {
            let name = catalogue.people.get(id)?.name;
            Some((Reverse(letters.score(name)?), (among_equals(name), id)))
        };
        for (_, at) in likest(near.filter_map(score).collect(), most) {
            if !found.people.contains(&at) {
                found.people.push(at);
            }
        }
    }

    fn articles_by_letters(&self, letters: &Letters, most: usize, found: &mut Found) -> tantivy::Result<()> {
        let (finder, snapshot) = (self.finder, &self.finder.snapshot);
        let has = finder.title_letters();
        let near = finder.in_pieces(|within| -> Vec<_> {
            let near = within.filter(|at| {
                has.get(*at).is_some_and(|has| letters.are_in(*has))
                    && self.filter.lets_article_through(ArticlePlace::of(*at), &snapshot.articles[*at])
            });
            let title = |id| snapshot.catalogue.entry(id).map_or("", |entry| entry.title);
            near.map(|at| snapshot.id(at)).filter_map(|id| Some((Reverse(letters.score(title(id))?), id))).collect()
        })?;
        let room = most.min((most / 4).max(most.saturating_sub(found.articles.len())));
        for id in likest(near.concat(), room) {
            if !found.articles.contains(&id) {
                found.articles.push(id);
            }
        }
        Ok(())
    }
}

/// The likest of these, the best `most` of them.
fn likest<T: Ord>(mut near: Vec<(Reverse<i64>, T)>, most: usize) -> impl Iterator<Item = T> {
    near.sort_unstable();
    near.into_iter().take(most).map(|(_, id)| id)
}

/// From both lists in turn, each article once.
pub fn taken_in_turn<T: Copy + PartialEq>(
    a: impl Iterator<Item = T>,
    b: impl Iterator<Item = T>,
    most: usize,
) -> Vec<T> {
    let (mut a, mut b) = (a.fuse(), b.fuse());
    let mut taken: Vec<T> = Vec::new();
    while taken.len() < most {
        let next = [a.next(), b.next()];
        if next == [None, None] {
            break;
        }
        for id in next.into_iter().flatten() {
            if !taken.contains(&id) {
                taken.push(id);
            }
        }
    }
    taken
}

#[cfg(test)]
mod tests;
