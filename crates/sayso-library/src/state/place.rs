//! Places in articles, told so that another session finds them again.

use serde::{Deserialize, Serialize};

use super::Anchor;
use crate::address::{file_name, whole};
use sayso_attribution::document::Document;

/// Key of an article, by which it is recognised wherever it is read from, and after an edit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ArticleKey {
    /// Its file's name, without folders; `-` for standard input.
    pub name: String,
    /// Its headline.
    pub title: String,
    /// The BLAKE3 hash of its text, in hex: what `sayso show --text ARTICLE | b3sum` prints.
    pub hash: String,
    /// Its path from the root of the file system; empty in journals of older versions and in exports, which other
    /// machines read.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub path: String,
}

/// The BLAKE3 hash of a text, in hex.
pub fn hash(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex().to_string()
}

impl ArticleKey {
    /// Of the article at `path` (as it is shown) with this text.
    pub fn of(path: &str, document: &Document) -> Self {
        Self { hash: hash(document.text()), ..Self::by_name(path, &document.meta().title) }
    }

    /// Of the article at `path` with this headline, whose text is not at hand.
    pub fn by_name(path: &str, title: &str) -> Self {
        Self { name: file_name(path).to_owned(), title: title.to_owned(), hash: String::new(), path: whole(path) }
    }

    /// Returns `true` if it is the article at `path` with this headline.
    pub fn names(&self, path: &str, title: &str) -> bool {
        self.name == file_name(path) && self.title == title
    }

    /// Returns `true` if it is the file at `path`, whatever its content now.
    pub fn is_file(&self, path: &str) -> bool {
        self.name == file_name(path)
    }

    /// Returns `true` if both keys are of one article: at the same place, or with the same text. Of keys without a path the
    /// name and the headline decide.
    pub fn is_same(&self, other: &Self) -> bool {
        let same_text = !self.hash.is_empty() && self.hash == other.hash;
        if self.path.is_empty() || other.path.is_empty() {
            return same_text || self.called() == other.called();
        }
        same_text || (self.path == other.path && self.path != "-")
    }

    /// What it is called, edited or not.
    pub fn called(&self) -> (&str, &str) {
        (&self.name, &self.title)
    }
}

/// Where a reader is in an article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// The article.
    pub article: ArticleKey,
    /// The paragraph under the cursor, from 1.
    pub paragraph: u32,
    /// The words at the top of the screen.
    pub top: Anchor,
    /// The words under the cursor.
    pub cursor: Anchor,
    /// The current quote, by its words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<Anchor>,
    /// The last search.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub search: Option<Search>,
}

/// A search as it was left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Search {
    /// What was typed.
    pub query: String,
    /// The row under the cursor, from 0.
    pub row: usize,
}
