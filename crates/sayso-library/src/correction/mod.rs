//! What a reader puts right: corrections of who said what, found again by the words they are of.
//!
//! A correction is a record on its own; [`apply`] lays all of them over what the engine found. The article's file
//! and the engine's finds stay as they are, so that every correction can be taken back.

mod applied;
mod apply;
mod training;

pub(crate) use applied::AppliedCorrections;

pub use apply::{ADDED, CONFIRMED, CORRECTED, Corrected, apply, chain_of, is_by_hand};
pub use training::{Block, RowError, TrainingRow};

use serde::{Deserialize, Serialize};

use super::address;
use super::state::{Anchor, ArticleKey};

/// One thing put right.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Correction {
    /// The article.
    pub article: ArticleKey,
    /// The words credited, as they were shown; empty for what is not of one quote.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quote: Vec<Anchor>,
    /// Who was shown as having said them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
    /// What holds instead.
    #[serde(flatten)]
    pub verdict: Verdict,
}

/// What holds instead of what was shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "verdict", rename_all = "kebab-case")]
pub enum Verdict {
    /// It is right as it was shown.
    Right,
    /// Somebody else said it.
    Speaker {
        /// Who; none where nobody is named.
        speaker: Option<String>,
        /// So for all that was credited by the same pronouns.
        #[serde(default)]
        chain: bool,
    },
    /// It is nobody's words.
    NotQuote,
    /// Other words are credited.
    Edges {
        /// Which.
        content: Vec<Anchor>,
    },
    /// These words are somebody's.
    New {
        /// Whose; none where nobody is named.
        speaker: Option<String>,
    },
    /// Two names are one speaker, in this article.
    Merge {
        /// The name that goes.
        from: String,
        /// The name that stays.
        into: String,
    },
    /// One name is two speakers: all that was credited by the same words as this quote is somebody else's.
    Split {
        /// Those words: the name, title or pronoun at the end of the chain.
        words: String,
        /// Whose it is.
        into: String,
    },
}

impl Verdict {
    /// The word for it, as in the file.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Speaker { .. } => "speaker",
            Self::NotQuote => "not-quote",
            Self::Edges { .. } => "edges",
            Self::New { .. } => "new",
            Self::Merge { .. } => "merge",
            Self::Split { .. } => "split",
        }
    }
}

impl Correction {
    /// Returns `true` if it can belong to the article at `path` with this headline. `hash` is that of its text, asked
    /// for only where it decides. A file of the same name in another folder is another article, unless it has the same text.
    pub fn concerns(&self, path: &str, title: &str, hash: impl FnOnce() -> String) -> bool {
        let key = &self.article;
        let like = key.is_file(path) || key.title == title;
        if !like {
            return false;
        }
        // A file with another headline was edited, if the words are there.
        let is_there = match key.path.as_str() {
            "" => key.is_file(path),
            "-" => false,
            whole => whole == address::whole(path),
        };
        (is_there && (key.title == title || !self.quote.is_empty())) || key.hash == hash()
    }

    /// Returns `true` if it concerns the same words as `other` and contradicts it.
    pub fn conflicts(&self, other: &Self) -> bool {
        self.is_of(&other.quote) && self.verdict != other.verdict
    }

    /// Returns `true` if it concerns these words.
    pub fn is_of(&self, words: &[Anchor]) -> bool {
        let told = |words: &[Anchor]| words.iter().map(|a| (a.prefix.clone(), a.exact.clone())).collect::<Vec<_>>();
        !self.quote.is_empty() && told(&self.quote) == told(words)
    }
}

#[cfg(test)]
mod tests;
