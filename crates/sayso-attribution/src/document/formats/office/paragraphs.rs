//! Paragraphs of a document while it is read: they may stand in each other, as a text box stands in one.

use crate::document::compose::Composed;
use crate::document::model::{BlockKind, Meta};
use crate::text::clean_words;

/// Collects paragraphs.
#[derive(Default)]
pub(super) struct Paragraphs {
    open: Vec<Paragraph>,
    pub composed: Composed,
    /// Footnotes come behind the text.
    notes: Vec<String>,
    title: Option<String>,
}

#[derive(Default)]
struct Paragraph {
    kind: Option<BlockKind>,
    text: String,
}

/// Paragraphs that may stand in each other; deeper ones go on in the last.
const DEEPEST: usize = 64;

impl Paragraphs {
    /// Begins a paragraph.
    pub fn open(&mut self, kind: Option<BlockKind>) {
        if self.open.len() < DEEPEST {
            self.open.push(Paragraph { kind, text: String::new() });
        }
    }

    /// Says what the paragraph is.
    pub fn set_kind(&mut self, kind: BlockKind) {
        if let Some(paragraph) = self.open.last_mut() {
            // An item of a list may be quoted or be a heading all the same.
            if paragraph.kind.is_none() || kind != BlockKind::ListItem {
                paragraph.kind = Some(kind);
            }
        }
    }

    /// Adds text to the paragraph; outside of one there is none.
    pub fn push(&mut self, text: &str) {
        if let Some(paragraph) = self.open.last_mut() {
            paragraph.text += text;
        }
    }

    /// Ends the paragraph.
    pub fn close(&mut self) {
        let Some(Paragraph { kind, text }) = self.open.pop() else { return };
        match kind {
            Some(BlockKind::Footnote) => self.notes.push(text),
            Some(BlockKind::Title) if self.title.is_none() && !text.trim().is_empty() => {
                self.title = Some(clean_words(&text));
                self.composed.block(kind, &text);
            }
            Some(BlockKind::Title) => self.composed.block(Some(BlockKind::Heading(1)), &text),
            kind => self.composed.block(kind, &text),
        }
    }

    /// All blocks, and what the document says of itself: the title that stands in it comes first.
    pub fn finish(mut self, mut meta: Meta) -> (Composed, Meta) {
        while !self.open.is_empty() {
            self.close();
        }
        for note in &self.notes {
            self.composed.block(Some(BlockKind::Footnote), note);
        }
        meta.title = self.title.unwrap_or(meta.title);
        (self.composed, meta)
    }
}

/// The kind of a paragraph from the name of its style, as the programs call it in English.
pub(super) fn kind_of_style(name: &str) -> Option<BlockKind> {
    let name = name.to_lowercase().replace(['_', ' ', '-'], "");
    let level = name.strip_prefix("heading").map(|level| level.trim_start_matches("20"));
    match name.as_str() {
        "title" => Some(BlockKind::Title),
        "subtitle" => Some(BlockKind::Standfirst),
        "quote" | "intensequote" | "quotations" | "blocktext" => Some(BlockKind::BlockQuote),
        "caption" => Some(BlockKind::Caption),
        "header" | "footer" => Some(BlockKind::Furniture),
        "preformattedtext" | "htmlpreformatted" => Some(BlockKind::Code),
        _ if name.starts_with("list") => Some(BlockKind::ListItem),
        _ => level.and_then(|level| level.parse().ok()).filter(|level| (1..=9).contains(level)).map(BlockKind::Heading),
    }
}
