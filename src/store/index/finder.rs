//! What a search may look at closely: of all articles, quotes and people the few that answer a query best.
//!
//! The search itself ranks exactly, but it wants the articles at hand. Here they are chosen by the index alone: which
//! terms each paragraph has, how well, and how new it is.

use std::cmp::Reverse;
use std::sync::{Arc, OnceLock};

use super::best::{Best, Tally};
use super::marks::Marks;
use super::names::Names;
use super::schema::Words;
use super::sieve::Sieve;
use super::snapshot::{Quote, Row, Snapshot};
use super::words::{Dictionary, Meant, likeliest};
use crate::library::search::letters::Letters;
use crate::library::search::{Branch, Fit, LetterSet, Query, WordId, spellings};
use crate::library::{ArticleId, PersonId};

/// So many quotes, articles and people are looked at closely.
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
    /// People who are to be looked at besides those who speak in these.
    pub people: Vec<PersonId>,
    /// How many quotes, articles and people answer in all.
    pub totals: [usize; 3],
    /// Do `articles` hold all that answers?
    pub all: bool,
    /// Has no quote all the words?
    pub lacking: bool,
}

/// A snapshot that can be asked.
pub struct Finder {
    /// What it was made of.
    pub snapshot: Arc<Snapshot>,
    pub(super) dictionary: Dictionary,
    pub(super) names: Names,
    title_letters: OnceLock<Vec<LetterSet>>,
    /// By place of an article where its quotes end.
    quotes_end: Vec<u32>,
    /// The places of the articles, the newest first.
    by_age: Vec<u32>,
    /// By document how many quotes stand in it alone.
    quotes_in: Vec<u8>,
    /// The places of all other quotes.
    long_quotes: Vec<u32>,
}

/// What a word of a query may stand for.
pub(super) struct Meaning {
    /// In texts, titles and bylines.
    pub words: Vec<Meant>,
    /// In names and roles.
    pub of_people: Vec<(WordId, Fit)>,
}

impl Finder {
    /// Opens the words of a snapshot.
    pub fn new(snapshot: Arc<Snapshot>) -> tantivy::Result<Self> {
        let Words { said, around, title, author, publication, path, cue, via } = snapshot.fields.words;
        let fields = [said, around, title, author, publication, path, cue, via];
        let dictionary = Dictionary::open(&snapshot.searcher, &fields)?;
        let names = Names::of(&snapshot.catalogue.people);
        let mut quotes_end = vec![0; snapshot.articles.len()];
        for (end, quote) in (1..).zip(&snapshot.quotes) {
            quotes_end[quote.article as usize] = end;
        }
        // An article without quotes ends where the one before it does.
        (1..quotes_end.len()).for_each(|at| quotes_end[at] = quotes_end[at].max(quotes_end[at - 1]));
        let mut by_age: Vec<u32> = (0..snapshot.articles.len() as u32).collect();
        by_age.sort_unstable_by_key(|at| {
            let article = &snapshot.articles[*at as usize];
            (article.age, article.order)
        });
        let (mut quotes_in, mut long_quotes) = (vec![0u8; snapshot.documents()], Vec::new());
        for (at, quote) in (0..).zip(&snapshot.quotes) {
            let documents = quote.documents(&snapshot.articles[quote.article as usize]);
            match &mut quotes_in[documents] {
                [only] if *only < u8::MAX => *only += 1,
                _ => long_quotes.push(at),
            }
        }
        let title_letters = OnceLock::new();
        Ok(Self { snapshot, dictionary, names, title_letters, quotes_end, by_age, quotes_in, long_quotes })
    }

    /// What a word of a query may stand for: what it is or begins, and what it is mistyped for, if there is nothing
    /// else or it is asked for.
    pub(super) fn meant(&self, typed: &str, open: bool, mistyped: bool) -> tantivy::Result<Meaning> {
        let texts = self.snapshot.fields.words.of_texts();
        let mut words = self.dictionary.spelt(&texts, typed, open)?;
        let mut of_people = self.names.vocabulary.spelt(typed, open);
        if mistyped || (words.is_empty() && of_people.is_empty()) {
            words.extend(self.dictionary.mistyped(&texts, typed, open)?);
            of_people = self.names.vocabulary.meant(typed, open, true);
        }
        Ok(Meaning { words: likeliest(typed, words), of_people })
    }

    /// Does the library have exactly this word?
    pub(super) fn knows(&self, word: &str) -> bool {
        let texts = self.snapshot.fields.words.of_texts();
        self.names.vocabulary.get(word).is_some() || self.dictionary.knows(&texts, word).unwrap_or(false)
    }

    /// The quotes of the article at this place, and their own places.
    pub(super) fn quotes_of(&self, article: usize) -> impl Iterator<Item = (usize, &Quote)> {
        let first = article.checked_sub(1).map_or(0, |before| self.quotes_end[before] as usize);
        (first..).zip(&self.snapshot.quotes[first..self.quotes_end[article] as usize])
    }

    fn found(&self, any: &[Search], best: All, limits: Limits) -> Found {
        let All { quotes, articles, people } = best;
        let totals = [quotes.tally.total, articles.tally.total, people.tally.total];
        let lacking = !quotes.is_full();
        let enough = |best: &Best| best.is_full() && best.tally.total > limits.rows;
        let named = [enough(&articles), enough(&people)];
        let rows = &self.snapshot.articles;
        let of_quotes = quotes.places().into_iter().map(|at| rows[self.snapshot.quotes[at].article as usize].id);
        let of_articles = articles.places().into_iter().map(|at| rows[at].id);
        let mut found = Found {
            articles: taken_in_turn(of_quotes, of_articles, limits.articles),
            people: people.places().into_iter().map(|at| PersonId(at as u32)).collect(),
            totals,
            all: totals[0] <= limits.rows && totals[1] <= limits.rows,
            lacking,
        };
        found.all &= found.articles.len() < limits.articles;
        for search in any {
            search.by_letters(limits.rows, named, &mut found);
        }
        found
    }

    /// The best rows of all alternatives; a row that answers several stands where the best puts it.
    fn best(&self, any: &[Search], most: usize) -> All {
        let (of_quotes, of_articles) = match any {
            [search] if search.is_plain() => self.tally_of_texts(search),
            any => self.tally(any),
        };
        let mut of_people = Tally::NONE;
        let people: Vec<_> = (0..self.names.len()).filter_map(|at| Some((at, rank(any, |s| s.person(at))?))).collect();
        for (_, (missing, _)) in &people {
            of_people.count(*missing);
        }
        let least = |tally: &Tally| any.iter().map(|search| search.marks.least(tally.fewest)).min().unwrap_or(0);
        let [mut quotes, mut articles, mut best] =
            [of_quotes, of_articles, of_people].map(|tally| Best::new(tally, most, least(&tally)));
        for &at in &self.by_age {
            if quotes.is_done() && articles.is_done() {
                break;
            }
            let article = &self.snapshot.articles[at as usize];
            self.each_row(any, at as usize, |row, (missing, cost)| match row {
                None => articles.add(missing, (cost, article.age, article.order, at as usize)),
                Some(place) => quotes.add(missing, (cost, article.age, article.order, place)),
            });
        }
        for (at, (missing, cost)) in people {
            let said = self.snapshot.catalogue.people.get(PersonId(at as u32)).map_or(0, |person| person.quotes.len());
            best.add(missing, (cost, u32::MAX - said as u32, at as u32, at));
        }
        All { quotes, articles, people: best }
    }

    /// How many quotes and articles answer.
    fn tally(&self, any: &[Search]) -> (Tally, Tally) {
        let (mut of_quotes, mut of_articles) = (Tally::NONE, Tally::NONE);
        for at in 0..self.snapshot.articles.len() {
            self.each_row(any, at, |row, (missing, _)| match row {
                None => of_articles.count(missing),
                Some(_) => of_quotes.count(missing),
            });
        }
        (of_quotes, of_articles)
    }

    /// The same where only the texts tell, a paragraph at a time.
    fn tally_of_texts(&self, search: &Search) -> (Tally, Tally) {
        let (mut of_quotes, mut of_articles) = (Tally::NONE, Tally::NONE);
        let terms = search.marks.terms();
        for (missing, rows) in (0..terms).zip(search.marks.lacking(&self.quotes_in)) {
            of_quotes.count_all(missing, rows);
        }
        for at in &self.long_quotes {
            let quote = &self.snapshot.quotes[*at as usize];
            let article = &self.snapshot.articles[quote.article as usize];
            search.quote(quote, article).into_iter().for_each(|(missing, _)| of_quotes.count(missing));
        }
        for article in &self.snapshot.articles {
            let missing = search.marks.lacking_in(article.documents());
            of_articles.count_all(missing, usize::from(missing < terms));
        }
        (of_quotes, of_articles)
    }

    /// Gives the article at this place, without a place, and each of its quotes that answer, and how well.
    fn each_row(&self, any: &[Search], at: usize, mut each: impl FnMut(Option<usize>, (u32, u32))) {
        let article = &self.snapshot.articles[at];
        let texts = any.iter().any(|search| search.marks.stand_in(article.documents()));
        if !texts && !any.iter().any(|search| search.marks.name_anybody()) {
            return;
        }
        if let Some(rank) = rank(any, |search| search.article(at, article)) {
            each(None, rank);
        }
        for (place, quote) in self.quotes_of(at) {
            if (texts || any.iter().any(|search| search.marks.name(quote.person)))
                && let Some(rank) = rank(any, |search| search.quote(quote, article))
            {
                each(Some(place), rank);
            }
        }
    }

    /// The letters of every title, read when they are first asked for.
    fn title_letters(&self) -> &[LetterSet] {
        let title = |id| self.snapshot.catalogue.entry(id).map_or("", |entry| entry.title);
        let all = || self.snapshot.articles.iter().map(|article| LetterSet::of(title(article.id))).collect();
        self.title_letters.get_or_init(all)
    }

    /// What answers `query` best. A typed word is taken for another only when the library does not have it, or when
    /// nothing has all words otherwise.
    pub fn find(&self, query: &Query, limits: Limits) -> tantivy::Result<Found> {
        let branches = spellings(query, |word| self.knows(word));
        let mut any = Vec::new();
        for branch in &branches {
            let (sieve, marks) = (Sieve::new(self, query, branch)?, Marks::new(self, &branch.terms, false)?);
            any.push(Search { finder: self, branch, marks, sieve });
        }
        let mut best = self.best(&any, limits.rows);
        if ![&best.quotes, &best.articles, &best.people].into_iter().any(Best::is_full) {
            for search in &mut any {
                search.marks = Marks::new(self, &search.branch.terms, true)?;
            }
            best = self.best(&any, limits.rows);
        }
        Ok(self.found(&any, best, limits))
    }
}

/// The best of what the alternatives say: what is lacking, and what the rest costs.
fn rank(any: &[Search], of: impl Fn(&Search) -> Option<(u32, u32)>) -> Option<(u32, u32)> {
    any.iter().filter_map(of).min()
}

/// The best of each tab.
struct All {
    quotes: Best,
    articles: Best,
    people: Best,
}

/// One alternative of a query.
struct Search<'a> {
    finder: &'a Finder,
    branch: &'a Branch,
    marks: Marks,
    sieve: Sieve<'a>,
}

impl Search<'_> {
    fn quote(&self, quote: &Quote, article: &Row) -> Option<(u32, u32)> {
        let rank = || self.marks.of_quote(quote.documents(article), quote.person);
        self.sieve.quote(quote, article).then(rank).filter(|rank| self.answers(*rank))
    }

    fn article(&self, at: usize, article: &Row) -> Option<(u32, u32)> {
        let rank = || self.marks.of_article(article.documents());
        self.sieve.article(at, article).then(rank).filter(|rank| self.answers(*rank))
    }

    fn person(&self, at: usize) -> Option<(u32, u32)> {
        if self.marks.terms() > 0 && !self.marks.name_anybody() {
            return None;
        }
        self.sieve.person(at).then(|| self.marks.of_person(at)).filter(|rank| self.answers(*rank))
    }

    /// Is it answered by the texts alone, whoever speaks in them?
    fn is_plain(&self) -> bool {
        self.sieve.is_open() && self.marks.terms() > 0 && !self.marks.name_anybody()
    }

    /// Only what has a term of the query answers it, if there are any.
    fn answers(&self, (missing, _): (u32, u32)) -> bool {
        self.marks.terms() == 0 || missing < self.marks.terms()
    }

    /// Adds those whose names or titles have the typed letters in order, but not where enough titles or names have the
    /// words: these come first.
    fn by_letters(&self, most: usize, enough: [bool; 2], found: &mut Found) {
        let typed: Vec<&str> = self.branch.terms.iter().flat_map(|t| &t.words).map(String::as_str).collect();
        if self.branch.terms.iter().any(|t| t.exact) || typed.iter().all(|word| word.len() <= 2) {
            return;
        }
        let letters = Letters::new(&typed.join(" "));
        if !enough[1] {
            self.people_by_letters(&letters, most, found);
        }
        if !enough[0] {
            self.articles_by_letters(&letters, most, found);
        }
    }

    fn people_by_letters(&self, letters: &Letters, most: usize, found: &mut Found) {
        let catalogue = &self.finder.snapshot.catalogue;
        let near = (0..)
            .zip(&self.finder.names.letters)
            .filter(|(at, has)| letters.are_in(**has) && self.sieve.person(*at as usize));
        let names = near.filter_map(|(at, _)| Some((PersonId(at), catalogue.people.get(PersonId(at))?.name)));
        for at in alike(letters, names, most) {
            if !found.people.contains(&at) {
                found.people.push(at);
            }
        }
    }

    fn articles_by_letters(&self, letters: &Letters, most: usize, found: &mut Found) {
        let catalogue = &self.finder.snapshot.catalogue;
        let articles = self.finder.snapshot.articles.iter().zip(self.finder.title_letters()).enumerate();
        let near = articles.filter(|(at, (article, has))| letters.are_in(**has) && self.sieve.article(*at, article));
        let titles = near.filter_map(|(_, (article, _))| Some((article.id, catalogue.entry(article.id)?.title)));
        let room = most.min((most / 4).max(most.saturating_sub(found.articles.len())));
        for id in alike(letters, titles, room) {
            if !found.articles.contains(&id) {
                found.articles.push(id);
            }
        }
    }
}

/// Those with the typed letters in order in their names, the best `most` of them.
fn alike<'a, T: Ord>(
    letters: &Letters,
    names: impl Iterator<Item = (T, &'a str)>,
    most: usize,
) -> impl Iterator<Item = T> {
    let mut near: Vec<_> = names.filter_map(|(id, name)| Some((Reverse(letters.score(name)?), id))).collect();
    near.sort_unstable();
    near.into_iter().take(most).map(|(_, id)| id)
}

/// From both lists in turn, each article once.
fn taken_in_turn(
    a: impl Iterator<Item = ArticleId>,
    b: impl Iterator<Item = ArticleId>,
    most: usize,
) -> Vec<ArticleId> {
    let (mut a, mut b) = (a.fuse(), b.fuse());
    let mut taken: Vec<ArticleId> = Vec::new();
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
