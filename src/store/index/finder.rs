//! What a search may look at closely: of all articles, quotes and people the few that answer a query best.
//!
//! The search itself ranks exactly, but it wants the articles at hand. Here they are chosen by the index alone: which
//! terms each paragraph has, how well, and how new it is.

use std::cmp::Reverse;
use std::sync::{Arc, OnceLock};

use super::marks::Marks;
use super::names::Names;
use super::schema::Words;
use super::sieve::Sieve;
use super::snapshot::Snapshot;
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
}

/// A snapshot that can be asked.
pub struct Finder {
    /// What it was made of.
    pub snapshot: Arc<Snapshot>,
    pub(super) dictionary: Dictionary,
    pub(super) names: Names,
    title_letters: OnceLock<Vec<LetterSet>>,
}

/// What a word of a query may stand for.
pub(super) struct Meaning {
    /// In texts, titles and bylines.
    pub words: Vec<Meant>,
    /// In names and roles.
    pub of_people: Vec<(WordId, Fit)>,
}

/// Something that answers, and how well: what it lacks, what it costs, how old it is, where it comes among equals.
type Row = ((u32, u16, u32, u32), usize);

impl Finder {
    /// Opens the words of a snapshot.
    pub fn new(snapshot: Arc<Snapshot>) -> tantivy::Result<Self> {
        let Words { said, around, title, author, publication, path, cue, via } = snapshot.fields.words;
        let fields = [said, around, title, author, publication, path, cue, via];
        let dictionary = Dictionary::open(&snapshot.searcher, &fields)?;
        let names = Names::of(&snapshot.catalogue.people);
        Ok(Self { snapshot, dictionary, names, title_letters: OnceLock::new() })
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
        Ok(Meaning { words: likeliest(words), of_people })
    }

    /// Does the library have exactly this word?
    fn knows(&self, word: &str) -> bool {
        let texts = self.snapshot.fields.words.of_texts();
        self.names.vocabulary.get(word).is_some() || self.dictionary.knows(&texts, word).unwrap_or(false)
    }

    fn found(&self, any: &[Search], limits: Limits) -> Found {
        let (quotes, quotes_in_all) = best(any.iter().flat_map(Search::quotes), any.len(), limits.rows);
        let (articles, articles_in_all) = best(any.iter().flat_map(Search::articles), any.len(), limits.rows);
        let (people, people_in_all) = best(any.iter().flat_map(Search::people), any.len(), limits.rows);
        let rows = &self.snapshot.articles;
        let of_quotes = quotes.into_iter().map(|at| rows[self.snapshot.quotes[at].article as usize].id);
        let of_articles = articles.into_iter().map(|at| rows[at].id);
        let mut found = Found {
            articles: taken_in_turn(of_quotes, of_articles, limits.articles),
            people: people.into_iter().map(|at| PersonId(at as u32)).collect(),
            totals: [quotes_in_all, articles_in_all, people_in_all],
            all: quotes_in_all <= limits.rows && articles_in_all <= limits.rows,
        };
        found.all &= found.articles.len() < limits.articles;
        for search in any {
            search.by_letters(limits.rows, &mut found);
        }
        found
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
        if !any.iter().any(Search::is_answered) {
            for search in &mut any {
                search.marks = Marks::new(self, &search.branch.terms, true)?;
            }
        }
        Ok(self.found(&any, limits))
    }
}

/// One alternative of a query.
struct Search<'a> {
    finder: &'a Finder,
    branch: &'a Branch,
    marks: Marks,
    sieve: Sieve,
}

impl Search<'_> {
    fn is_answered(&self) -> bool {
        let full = |(rank, _): Row| rank.0 == 0;
        self.quotes().any(full) || self.articles().any(full) || self.people().any(full)
    }

    /// All quotes that have a term, by their articles.
    fn quotes(&self) -> impl Iterator<Item = Row> {
        let snapshot = &self.finder.snapshot;
        snapshot.quotes.iter().enumerate().filter(|(at, _)| self.sieve.quotes.has(*at)).filter_map(|(at, quote)| {
            let article = &snapshot.articles[quote.article as usize];
            let (missing, cost) = self.marks.of(quote.documents(article), quote.person.map(|p| p.0 as usize));
            self.row(missing, cost, (article.age, article.order), at)
        })
    }

    fn articles(&self) -> impl Iterator<Item = Row> {
        let articles = self.finder.snapshot.articles.iter().enumerate();
        articles.filter(|(at, _)| self.sieve.articles.has(*at)).filter_map(|(at, article)| {
            let (missing, cost) = self.marks.of(article.documents(), None);
            self.row(missing, cost, (article.age, article.order), at)
        })
    }

    fn people(&self) -> impl Iterator<Item = Row> {
        let people = self.finder.snapshot.catalogue.people.iter().enumerate();
        people.filter(|(at, _)| self.sieve.people.has(*at)).filter_map(|(at, (_, person))| {
            let (missing, cost) = self.marks.of(0..0, Some(at));
            self.row(missing, cost, (u32::MAX - person.quotes.len() as u32, at as u32), at)
        })
    }

    /// Only what has a term of the query answers it, if there are any.
    fn row(&self, missing: u32, cost: u16, (age, order): (u32, u32), at: usize) -> Option<Row> {
        (self.marks.terms == 0 || missing < self.marks.terms).then_some(((missing, cost, age, order), at))
    }

    /// Adds those whose names or titles have the typed letters in order.
    fn by_letters(&self, most: usize, found: &mut Found) {
        let typed: Vec<&str> = self.branch.terms.iter().flat_map(|t| &t.words).map(String::as_str).collect();
        if self.branch.terms.iter().any(|t| t.exact) || typed.iter().all(|word| word.len() <= 2) {
            return;
        }
        let letters = Letters::new(&typed.join(" "));
        let catalogue = &self.finder.snapshot.catalogue;
        let people = catalogue.people.iter().zip(&self.finder.names.letters);
        let people = people.filter(|((id, _), _)| self.sieve.people.has(id.0 as usize));
        for at in alike(&letters, people.map(|((id, person), has)| (id, person.name, *has)), most) {
            if !found.people.contains(&at) {
                found.people.push(at);
            }
        }
        let articles = self.finder.snapshot.articles.iter().zip(self.finder.title_letters()).enumerate();
        let articles = articles.filter(|(at, _)| self.sieve.articles.has(*at));
        let titles = articles.filter_map(|(_, (a, has))| Some((a.id, catalogue.entry(a.id)?.title, *has)));
        let room = most.min((most / 4).max(most.saturating_sub(found.articles.len())));
        for id in alike(&letters, titles, room) {
            if !found.articles.contains(&id) {
                found.articles.push(id);
            }
        }
    }
}

/// Those with the typed letters in order in their names, the best `most` of them.
fn alike<'a, T: Ord>(
    letters: &Letters,
    names: impl Iterator<Item = (T, &'a str, LetterSet)>,
    most: usize,
) -> impl Iterator<Item = T> {
    let near = names.filter(|(_, _, has)| letters.are_in(*has));
    let mut near: Vec<_> = near.filter_map(|(id, name, _)| Some((Reverse(letters.score(name)?), id))).collect();
    near.sort_unstable();
    near.into_iter().take(most).map(|(_, id)| id)
}

/// The best `most` of the rows that lack fewest terms, in order, and how many such rows there are. Rows of several
/// alternatives stand where the best puts them.
fn best(rows: impl Iterator<Item = Row>, alternatives: usize, most: usize) -> (Vec<usize>, usize) {
    let mut all: Vec<Row> = Vec::new();
    let mut fewest = u32::MAX;
    for row in rows {
        if row.0.0 < fewest {
            fewest = row.0.0;
            all.clear();
        }
        if row.0.0 == fewest {
            all.push(row);
        }
    }
    if alternatives > 1 {
        all.sort_unstable_by_key(|(rank, at)| (*at, *rank));
        all.dedup_by_key(|(_, at)| *at);
    }
    let total = all.len();
    if total > most {
        all.select_nth_unstable(most);
        all.truncate(most);
    }
    all.sort_unstable();
    (all.into_iter().map(|(_, at)| at).collect(), total)
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
