//! The list of articles: in an order the user chose, with one row chosen.

use std::borrow::Cow;
use std::cmp::Reverse;

use super::find::Needle;
use sayso_library::address::{split_part, stem};
use sayso_library::{ArticleId, Entry, Library, group};

/// How the list is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Newest first; those without a date last.
    #[default]
    Newest,
    /// By title.
    Title,
    /// By publication.
    Publication,
    /// Most quotes first.
    Quotes,
}

/// The list of articles.
#[derive(Debug, Default)]
pub struct List {
    /// Its order.
    pub sort: Sort,
    /// Only rows with these words are shown.
    pub filter: Needle,
    /// The chosen article.
    pub selected: Option<ArticleId>,
    /// First row on the screen.
    pub top: usize,
    /// Entries that fit on the screen.
    pub fits: usize,
    /// Articles not read yet.
    pub unread: usize,
    rows: Vec<ArticleId>,
}

impl Sort {
    /// The next one, in a circle.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Newest => Self::Title,
            Self::Title => Self::Publication,
            Self::Publication => Self::Quotes,
            Self::Quotes => Self::Newest,
        }
    }

    /// The words for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Newest => "newest first",
            Self::Title => "by title",
            Self::Publication => "by publication",
            Self::Quotes => "most quotes first",
        }
    }
}

impl List {
    /// Sorts and filters anew. The chosen article stays chosen wherever it goes.
    pub fn rebuild(&mut self, library: &Library) {
        let wanted = |entry: &Entry| self.filter.is_empty() || self.filter.matches(&line(entry));
        let wanted = library.entries().filter(|(_, entry)| wanted(entry));
        self.rows = match self.sort {
            Sort::Newest if self.filter.is_empty() => library.catalogue().newest().collect(),
            Sort::Title if self.filter.is_empty() => library.catalogue().by_title().collect(),
            Sort::Newest => sorted(wanted, |row| (Reverse(row.1.published), group(row))),
            Sort::Title => sorted(wanted, |_| ()),
            Sort::Publication => sorted(wanted, |row| (row.1.publication, group(row))),
            Sort::Quotes => sorted(wanted, |row| Reverse(row.1.quotes)),
        };
        self.unread = library.unread();
        if self.row().is_none() {
            self.selected = self.rows.first().copied();
        }
    }

    /// All rows, in order.
    pub fn rows(&self) -> &[ArticleId] {
        &self.rows
    }

    /// The row of the chosen article.
    pub fn row(&self) -> Option<usize> {
        self.row_of(self.selected?)
    }

    /// The row of an article.
    pub fn row_of(&self, article: ArticleId) -> Option<usize> {
        self.rows.iter().position(|&id| id == article)
    }

    /// The article `delta` rows from `from`, held at the ends.
    pub fn from(&self, from: Option<ArticleId>, delta: isize) -> Option<ArticleId> {
        let row = from.and_then(|id| self.row_of(id)).unwrap_or(0);
        self.rows.get(row.saturating_add_signed(delta).min(self.rows.len().checked_sub(1)?)).copied()
    }

    /// What is written over the articles of one file at its first row, and at the first row on the screen: the outlet that
    /// they have in common, else the file's name. `None` for other rows, and for an article that is a file.
    pub fn heading<'l>(&self, library: &'l Library, row: usize) -> Option<Cow<'l, str>> {
        let entry = |row: usize| library.entry(*self.rows.get(row)?);
        let file = |row: usize| split_part(entry(row)?.path).1.and(entry(row)).map(|entry| split_part(entry.path).0);
        let own = file(row)?;
        if row > self.top && file(row - 1) == Some(own) {
            return None;
        }
        let next = entry(row + 1).filter(|_| file(row + 1) == Some(own));
        let outlet = entry(row)?.publication;
        let is_shared = next.is_none_or(|next| next.publication == outlet);
        outlet.filter(|_| is_shared).map(Cow::Borrowed).or_else(|| Some(stem(own)))
    }

    /// Returns `true` for an article that is a part of a file.
    pub fn is_part(library: &Library, id: ArticleId) -> bool {
        library.entry(id).is_some_and(|entry| split_part(entry.path).1.is_some())
    }

    /// Chooses a row, held at the last.
    pub fn choose(&mut self, row: usize) {
        self.selected = self.rows.get(row.min(self.rows.len().saturating_sub(1))).copied();
    }

    /// Keeps the chosen row on a screen where `fits` entries fit.
    pub fn scroll(&mut self, fits: usize) {
        self.fits = fits;
        let row = self.row().unwrap_or(0);
        self.top = self.top.min(row).max((row + 1).saturating_sub(fits.max(1)));
        self.top = self.top.min(self.rows.len().saturating_sub(fits));
    }
}

/// By `first`, then by title, then by number.
fn sorted<'a, K: Ord>(
    entries: impl Iterator<Item = (ArticleId, Entry<'a>)>,
    first: impl Fn((ArticleId, &Entry<'a>)) -> K,
) -> Vec<ArticleId> {
    let mut rows: Vec<(K, &str, ArticleId)> =
        entries.map(|(id, entry)| (first((id, &entry)), entry.title, id)).collect();
    rows.sort_unstable();
    rows.into_iter().map(|(.., id)| id).collect()
}

/// What a row says, to find and filter by.
pub fn line(entry: &Entry) -> String {
    let parts = [Some(entry.title), entry.author, entry.publication, entry.published];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}
