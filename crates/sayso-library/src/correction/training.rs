//! A correction with its texts and offsets: one row of what is exported, fit for training and for another's journal.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::Correction;
use crate::state::{Anchor, Event, EventKind, Stamp};
use sayso_attribution::document::Document;

/// One row: the event itself, and the paragraphs it is about where the article is at hand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrainingRow {
    /// The version of the form.
    pub v: u32,
    /// When it was made, and which it is.
    #[serde(flatten)]
    pub stamp: Stamp,
    /// What was put right.
    #[serde(flatten)]
    pub correction: Correction,
    /// The paragraphs that hold the words, as they are now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub paragraphs: Vec<Block>,
}

/// A paragraph: where it begins in the text, and its words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Block {
    /// First byte, in the text that `sayso show --text` prints.
    pub start: usize,
    /// All of it.
    pub text: String,
}

/// The newest form that is understood.
const VERSION: u32 = 1;

/// A line that is no row of an export.
#[derive(Debug, Error)]
pub enum RowError {
    /// It is not JSON, or lacks something.
    #[error(transparent)]
    Form(#[from] serde_json::Error),
    /// A newer sayso made it.
    #[error("version {0}, made by a newer sayso; update sayso")]
    Newer(u32),
}

impl TrainingRow {
    /// The row of a correction, with its paragraphs where the `document` is at hand.
    pub fn of(stamp: Stamp, correction: &Correction, document: Option<&Document>) -> Self {
        let paragraphs = document.map_or(Vec::new(), |document| blocks(document, &correction.quote));
        let mut correction = correction.clone();
        // Of no use on another machine, and nobody's business there.
        correction.article.path.clear();
        Self { v: VERSION, stamp, correction, paragraphs }
    }

    /// Reads a line of an export.
    ///
    /// # Errors
    ///
    /// [`RowError`].
    pub fn parse(line: &str) -> Result<Self, RowError> {
        let row: Self = serde_json::from_str(line)?;
        if row.v == VERSION { Ok(row) } else { Err(RowError::Newer(row.v)) }
    }

    /// The event that it was made from.
    pub fn event(self) -> Event {
        Event { stamp: self.stamp, deed: EventKind::Correct { correction: Box::new(self.correction) } }
    }
}

fn blocks(document: &Document, quote: &[Anchor]) -> Vec<Block> {
    let mut at: Vec<usize> = quote
        .iter()
        .filter_map(|piece| piece.find(document.text()).ok())
        .filter_map(|span| document.block_at(span.start()))
        .collect();
    at.dedup();
    let block = |at: usize| {
        let span = document.blocks().get(at)?.span;
        Some(Block { start: span.start(), text: document.slice(span).to_owned() })
    };
    at.into_iter().filter_map(block).collect()
}
