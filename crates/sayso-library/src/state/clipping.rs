//! Clippings: words kept from any article, in an order of the reader's own, each with a note.

use sayso_attribution::text::one_line;
use serde::{Deserialize, Serialize};

use super::{Anchor, ArticleKey, Id};

/// What is kept of clipped words: enough to cite them where the article is gone.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Clip {
    /// The article.
    pub article: ArticleKey,
    /// Path of the article, escaped for display.
    pub path: String,
    /// Its byline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Its outlet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publication: Option<String>,
    /// When it appeared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// Web address of the article.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The paragraph of the first words.
    pub paragraph: u32,
    /// The page of a PDF that they stand on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// Who said them; none where nobody is named, and for words of the article's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
    /// `direct`, `mixed`, `indirect`; empty for words of the article's own.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub kind: String,
    /// `speech`, `belief`, `intention`; empty for words of the article's own.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub act: String,
    /// `asserted`, `denied`, `hypothetical`, `second-hand`; empty for words of the article's own.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub status: String,
    /// The attributing words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub cue: String,
    /// What joins them to the words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub joint: String,
    /// Who is given as having reported it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub via: Option<String>,
    /// The text that the article is a digest of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest_of: Option<String>,
    /// What showed it again when it was kept.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address: String,
    /// What of the words is copied, on one line; empty in journals of older versions, where all of them are.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub copied: String,
    /// The copied words with the quotation marks of their quoted parts; empty where that is the same.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub printed: String,
    /// The words, in pieces.
    pub words: Vec<Anchor>,
    /// The first note.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Clip {
    /// All the words on one line, ` … ` between pieces.
    pub fn whole(&self) -> String {
        let words: Vec<&str> = self.words.iter().map(|words| words.exact.as_str()).collect();
        one_line(&words.join(" … "))
    }
}

/// One clipping as it is now.
#[derive(Clone, Debug, PartialEq)]
pub struct Clipping {
    /// The event that made it.
    pub id: Id,
    /// When it was made, in milliseconds since 1970.
    pub at: i64,
    /// What is kept, with the note as it is now.
    pub clip: Clip,
}

/// Puts a clipping behind another; at the end where that one is gone.
pub(super) fn insert(clippings: &mut Vec<Clipping>, clipping: Clipping, after: Option<Id>) {
    let behind = after.and_then(|id| clippings.iter().position(|c| c.id == id));
    clippings.insert(behind.map_or(clippings.len(), |at| at + 1), clipping);
}

/// Moves a clipping behind another, or to the front; stays where either is gone.
pub(super) fn shift(clippings: &mut Vec<Clipping>, id: Id, after: Option<Id>) {
    let Some(from) = clippings.iter().position(|c| c.id == id) else { return };
    if after.is_some_and(|after| after == id || !clippings.iter().any(|c| c.id == after)) {
        return;
    }
    let moved = clippings.remove(from);
    let to = after.and_then(|after| clippings.iter().position(|c| c.id == after)).map_or(0, |at| at + 1);
    clippings.insert(to, moved);
}
