//! What is known of every article without reading it.

use super::{Article, ArticleId, People};
use crate::document::Meta;

/// One article as a row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Where it came from, as in [`Article::path`].
    pub path: String,
    /// Title, author, outlet, date.
    pub meta: Meta,
    /// How many attributions it has.
    pub quotes: u32,
}

impl Entry {
    /// The row of an article that was read.
    pub fn of(article: &Article) -> Self {
        Self {
            path: article.path.clone(),
            meta: article.document.meta().clone(),
            quotes: article.analysis.attributions.len() as u32,
        }
    }
}

/// All articles of a library and who speaks in them. An article keeps its number while the program runs.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    /// By [`ArticleId`]; `None` for one that is no longer there.
    pub entries: Vec<Option<Entry>>,
    /// Who speaks in them.
    pub people: People,
}

impl Catalogue {
    /// The row of one article.
    pub fn entry(&self, id: ArticleId) -> Option<&Entry> {
        self.entries.get(id.0 as usize)?.as_ref()
    }

    /// Puts in a row, in the place of the one from the same path if there is one.
    pub(super) fn place(&mut self, entry: Entry) -> ArticleId {
        let same = |old: &Option<Entry>| old.as_ref().is_some_and(|old| old.path == entry.path);
        let at = self.entries.iter().position(same).unwrap_or_else(|| {
            self.entries.push(None);
            self.entries.len() - 1
        });
        self.entries[at] = Some(entry);
        ArticleId(at as u32)
    }
}
