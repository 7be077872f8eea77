//! What is known of every article without reading it.

use std::borrow::Cow;
use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use zerocopy::{FromBytes, Immutable, IntoBytes};

use super::address::{file_name, split_part, stem};
use super::state::ArticleKey;
use super::{Article, ArticleId, Column, Lists, Numbering, People};
use sayso_attribution::{Analysis, Reading};

/// One article as a row of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// Path of the article, as in [`Article::path`].
    pub path: &'a str,
    /// As [`Meta`](sayso_attribution::document::Meta) has it, as the other three.
    pub title: &'a str,
    /// Who wrote it.
    pub author: Option<&'a str>,
    /// The outlet.
    pub publication: Option<&'a str>,
    /// The date.
    pub published: Option<&'a str>,
    /// How many attributions it has.
    pub quotes: u32,
    /// Of its bytes: another one means that it changed. 0 where nobody looked.
    pub hash: u64,
    /// How carefully it was read.
    pub reading: Reading,
}

impl<'a> Entry<'a> {
    /// The row of an article that was read.
    pub fn of(article: &'a Article) -> Self {
        let meta = article.document.meta();
        Self {
            path: &article.path,
            title: &meta.title,
            author: meta.author.as_deref(),
            publication: meta.publication.as_deref(),
            published: meta.published.as_deref(),
            quotes: article.analysis.attributions.len() as u32,
            hash: 0,
            reading: article.analysis.reading,
        }
    }

    /// Returns `true` if it is the article of a key, edited or not.
    pub fn is_called(&self, key: &ArticleKey) -> bool {
        key.names(self.path, self.title)
    }
}

/// The rows of many articles, with their texts in one piece, in memory or in a mapped file.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    text: Column<u8>,
    entries: Column<RowEnds>,
    /// The paths, where they are other than in the text: the user named the folder in another way.
    paths: Option<Lists<u8>>,
    quotes: usize,
    /// Found out when they are first asked for, where they do not lie in a file.
    orders: OnceLock<Orders>,
    /// Stems that several paths have, found when a name is first asked for.
    shared_stems: OnceLock<HashSet<String>>,
}

/// Rows in orders that lists are shown in.
#[derive(Clone, Debug, Default)]
pub struct Orders {
    /// The newest first, and of one date by title; articles of one file stay together.
    pub newest: Column<u32>,
    /// By title.
    pub titled: Column<u32>,
}

/// Where the five texts of a row end; an empty one was not told.
#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, Immutable)]
#[repr(C)]
pub struct RowEnds {
    start: u32,
    ends: [u32; 5],
    quotes: u32,
    /// A [`Reading`] as a number.
    reading: u32,
    hash: u64,
}

impl Rows {
    /// Rows out of the parts of [`Self::parts`].
    pub fn new(text: Column<u8>, entries: Column<RowEnds>, quotes: usize, orders: Orders) -> Self {
        Self { text, entries, paths: None, quotes, orders: OnceLock::from(orders), shared_stems: OnceLock::new() }
    }

    /// The texts, where in them each row stands, and how many quotes all have.
    pub fn parts(&self) -> (&Column<u8>, &Column<RowEnds>, usize) {
        (&self.text, &self.entries, self.quotes)
    }

    /// The rows in the orders that lists are shown in.
    pub fn orders(&self) -> &Orders {
        self.orders.get_or_init(|| {
            let sorted = |compare: &dyn Fn(u32, u32) -> Ordering| {
                let mut rows: Vec<u32> = (0..self.len() as u32).collect();
                rows.sort_by(|a, b| compare(*a, *b));
                rows.into()
            };
            let entries: Vec<Option<Entry>> = (0..self.len()).map(|at| self.get(at)).collect();
            let entry = |at: u32| entries[at as usize].as_ref();
            let title = |at: u32| (entry(at).map(|entry| entry.title), at);
            let newest = |at: u32| {
                let group = entry(at).map(|entry| group((ArticleId(at), entry)));
                (Reverse(entry(at).map(|entry| entry.published)), group, title(at))
            };
            let newest = sorted(&|a, b| newest(a).cmp(&newest(b)));
            Orders { newest, titled: sorted(&|a, b| title(a).cmp(&title(b))) }
        })
    }

    /// These rows with other paths.
    #[must_use]
    pub fn with_paths(self, paths: Lists<u8>) -> Self {
        Self { paths: Some(paths), ..self }
    }

    /// Adds a row behind the others.
    pub fn push(&mut self, entry: Entry) {
        let text = self.text.own();
        let start = text.len() as u32;
        let told = [entry.author, entry.publication, entry.published].map(Option::unwrap_or_default);
        let ends = [entry.path, entry.title, told[0], told[1], told[2]].map(|told| {
            text.extend(told.as_bytes());
            text.len() as u32
        });
        self.quotes += entry.quotes as usize;
        self.shared_stems.take();
        self.orders = OnceLock::new();
        self.entries.own().push(RowEnds {
            start,
            ends,
            quotes: entry.quotes,
            reading: entry.reading as u32,
            hash: entry.hash,
        });
    }

    /// One row.
    pub fn get(&self, at: usize) -> Option<Entry<'_>> {
        let row = *self.entries.get(at)?;
        let whole = std::str::from_utf8(self.text.get(row.start as usize..row.ends[4] as usize)?).ok()?;
        let mut start = 0;
        let [path, title, author, publication, published] = row.ends.map(|end| {
            let end = (end - row.start) as usize;
            let text = whole.get(start..end).unwrap_or_default();
            start = end;
            text
        });
        let path = self.paths.as_ref().map_or(path, |paths| std::str::from_utf8(paths.get(at)).unwrap_or_default());
        let [author, publication, published] = [author, publication, published].map(|t| (!t.is_empty()).then_some(t));
        let RowEnds { quotes, hash, .. } = row;
        let reading = if row.reading == Reading::Second as u32 { Reading::Second } else { Reading::First };
        Some(Entry { path, title, author, publication, published, quotes, hash, reading })
    }

    /// The path of one row.
    pub fn path(&self, at: usize) -> &str {
        let of_row = |row: &RowEnds| self.text.get(row.start as usize..row.ends[0] as usize);
        let bytes = match &self.paths {
            Some(paths) => Some(paths.get(at)),
            None => self.entries.get(at).and_then(of_row),
        };
        std::str::from_utf8(bytes.unwrap_or_default()).unwrap_or_default()
    }

    /// Returns `true` if several rows have a path with this stem.
    fn is_shared(&self, stem_of_path: &str) -> bool {
        let shared = self.shared_stems.get_or_init(|| {
            let mut seen = HashSet::new();
            (0..self.len())
                .map(|at| stem(self.path(at)))
                .filter(|stem| !seen.insert(stem.clone()))
                .map(Cow::into_owned)
                .collect()
        });
        shared.contains(stem_of_path)
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Returns `true` if there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

/// What keeps the articles of one file together, in the order of the file: chapters of a book are not read by title.
/// An article that is a file is among the others by its title.
pub fn group<'a>((id, entry): (ArticleId, &Entry<'a>)) -> (&'a str, Option<ArticleId>) {
    match split_part(entry.path) {
        (file, Some(_)) => (file, Some(id)),
        (_, None) => (entry.title, None),
    }
}

/// All articles of a library and who speaks in them. An article keeps its number while the program runs. Cheap to
/// clone: the parts are shared.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    rows: Arc<Rows>,
    numbering: Arc<Numbering>,
    /// Who speaks in them.
    pub people: People,
    /// How many quotes those have that the reader has put right.
    put_right: BTreeMap<ArticleId, u32>,
    quotes: usize,
    /// The rows of the catalogue that this one is a part of.
    whole: Option<Arc<Rows>>,
}

impl Catalogue {
    /// A catalogue of these rows, which articles they are, and people.
    pub fn new(rows: Arc<Rows>, numbering: Arc<Numbering>, people: People) -> Self {
        let quotes = rows.quotes;
        Self { rows, numbering, people, put_right: BTreeMap::new(), quotes, whole: None }
    }

    /// A catalogue of these rows in the order of their numbers.
    pub fn of<'a>(entries: impl IntoIterator<Item = Option<Entry<'a>>>, people: People) -> Self {
        let (mut rows, mut ids, mut met) = (Rows::default(), Vec::new(), 0);
        for (id, entry) in (0..).map(ArticleId).zip(entries) {
            met += 1;
            if let Some(entry) = entry {
                rows.push(entry);
                ids.push(id);
            }
        }
        Self::new(Arc::new(rows), Arc::new(Numbering::of(ids, met)), people)
    }

    /// Every article that is there, in the order of their numbers.
    pub fn listed(&self) -> impl Iterator<Item = (ArticleId, Entry<'_>)> {
        let all = (0..self.numbering.met() as u32).map(ArticleId);
        all.filter_map(|id| Some((id, self.entry(id)?)))
    }

    /// All articles, the newest first, and of one date by title; articles of one file stay together.
    pub fn newest(&self) -> impl Iterator<Item = ArticleId> {
        self.rows.orders().newest.iter().map(|at| self.numbering.id(*at as usize))
    }

    /// All articles by title.
    pub fn by_title(&self) -> impl Iterator<Item = ArticleId> {
        self.rows.orders().titled.iter().map(|at| self.numbering.id(*at as usize))
    }

    /// The articles of one title.
    pub fn titled(&self, title: &str) -> Vec<ArticleId> {
        let rows = &*self.rows.orders().titled;
        let of_row = |at: &u32| self.rows.get(*at as usize).map_or("", |entry| entry.title);
        let start = rows.partition_point(|at| of_row(at) < title);
        let of_title = rows[start..].iter().take_while(|at| of_row(at) == title);
        of_title.map(|at| self.numbering.id(*at as usize)).collect()
    }

    /// The articles that these keys tell of, edited or not, each with its key. All rows are gone through once.
    pub fn called<'k>(&self, keys: impl Iterator<Item = &'k ArticleKey>) -> Vec<(ArticleId, &'k ArticleKey)> {
        let keys: HashMap<(&str, &str), &ArticleKey> = keys.map(|key| (key.called(), key)).collect();
        if keys.is_empty() {
            return Vec::new();
        }
        let key = |entry: Entry| keys.get(&(file_name(entry.path), entry.title)).copied();
        self.listed().filter_map(|(id, entry)| Some((id, key(entry)?))).collect()
    }

    /// The articles that have the file name or the headline of one of these keys: its texts decide which it is.
    pub fn like<'k>(&self, keys: impl Iterator<Item = &'k ArticleKey>) -> impl Iterator<Item = ArticleId> {
        let (names, titles): (HashSet<&str>, HashSet<&str>) = keys.map(ArticleKey::called).unzip();
        let all = if names.is_empty() { None } else { Some(self.listed()) };
        let is_like = move |entry: Entry| names.contains(file_name(entry.path)) || titles.contains(entry.title);
        all.into_iter().flatten().filter(move |(_, entry)| is_like(*entry)).map(|(id, _)| id)
    }

    /// Tells anew who speaks in an article: the reader has put it right.
    pub(super) fn put_right(&mut self, id: ArticleId, analysis: &Analysis) {
        self.people.put_right(id, analysis);
        if let Some(entry) = self.entry(id) {
            self.quotes = self.quotes + analysis.attributions.len() - entry.quotes as usize;
            self.put_right.insert(id, analysis.attributions.len() as u32);
        }
    }

    /// Makes one of the people that the reader has called one, in every article.
    pub(super) fn unite<'m>(&mut self, merges: impl Iterator<Item = (&'m str, &'m str)>) {
        merges.for_each(|(from, into)| self.people.unite(from, into));
    }

    /// How many articles there are.
    pub fn articles(&self) -> usize {
        self.rows.len()
    }

    /// How many quotes they have.
    pub fn quotes(&self) -> usize {
        self.quotes
    }

    /// The row of one article.
    pub fn entry(&self, id: ArticleId) -> Option<Entry<'_>> {
        let entry = self.rows.get(self.place(id)?)?;
        Some(Entry { quotes: self.put_right.get(&id).copied().unwrap_or(entry.quotes), ..entry })
    }

    /// The name of the article at a path, as `sayso show` takes it: the stem of its file, or the whole path if another
    /// article has the same stem.
    ///
    /// The first call goes through all rows.
    pub fn name<'p>(&self, path: &'p str) -> Cow<'p, str> {
        let stem = stem(path);
        if self.whole.as_ref().unwrap_or(&self.rows).is_shared(&stem) { path.into() } else { stem }
    }

    /// This catalogue as a part of another one, in which names of articles must not be ambiguous either.
    pub(super) fn part_of(self, whole: &Self) -> Self {
        Self { whole: Some(Arc::clone(whole.whole.as_ref().unwrap_or(&whole.rows))), ..self }
    }

    /// The row of an article.
    pub fn place(&self, id: ArticleId) -> Option<usize> {
        self.numbering.place(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn entry<'a>(path: &'a str, title: &'a str) -> Entry<'a> {
        let reading = Reading::Second;
        Entry { path, title, author: None, publication: None, published: None, quotes: 2, hash: 7, reading }
    }

    #[test]
    fn articles_are_called_by_file_and_headline_and_those_that_are_gone_by_nothing() {
        let rows = [Some(entry("x/a.md", "A")), None, Some(entry("y/a.md", "A")), Some(entry("x/b.md", "A"))];
        let catalogue = Catalogue::of(rows, People::default());
        assert_eq!((catalogue.articles(), catalogue.quotes()), (3, 6));
        let keys = [ArticleKey::by_name("elsewhere/a.md", "A"), ArticleKey::by_name("x/b.md", "B")];
        let called = catalogue.called(keys.iter());
        assert_eq!(called, [(ArticleId(0), &keys[0]), (ArticleId(2), &keys[0])]);
        assert_eq!(catalogue.entry(ArticleId(1)), None);
    }

    #[test]
    fn an_article_is_named_by_its_path_where_another_has_the_same_stem() {
        let rows = ["x/own.md", "y/own.txt", "x/b.epub#one", "x/b.md"].map(|path| Some(entry(path, "A")));
        let catalogue = Catalogue::of(rows, People::default());
        let names = ["x/own.md", "y/own.txt", "x/b.epub#one", "x/b.md"].map(|path| catalogue.name(path));
        assert_eq!(names, ["x/own.md", "y/own.txt", "b#one", "b"]);
    }

    proptest! {
        #[test]
        fn every_row_is_what_was_put_there(
            all in prop::collection::vec(("\\PC{0,5}", "\\PC{0,5}", prop::collection::vec(prop::option::of("\\PC{1,4}"), 3)), 0..6),
        ) {
            let told = |at: usize, n: usize| all[at].2[n].as_deref();
            let entries: Vec<Entry> = (0..all.len()).map(|at| Entry {
                author: told(at, 0),
                publication: told(at, 1),
                published: told(at, 2),
                ..entry(&all[at].0, &all[at].1)
            }).collect();
            let catalogue = Catalogue::of(entries.iter().copied().map(Some), People::default());
            prop_assert_eq!(catalogue.listed().map(|(_, entry)| entry).collect::<Vec<_>>(), entries);
        }
    }
}
