//! Documents of formats whose text does not stand in the file letter for letter: packed, encoded or in pieces.

use std::ops::Range;

use super::decode::Decoded;
use super::model::{BlockKind, Document, Meta, Warning};
use super::structure::piece::Piece;
use super::structure::{display, furniture, metadata, repeats};
use super::writer::Writer;
use crate::text::Span;

/// The blocks of a document, in order, before it is made.
#[derive(Debug, Default)]
pub(in crate::document) struct Composed {
    text: String,
    blocks: Vec<(Range<usize>, Option<BlockKind>)>,
    pub warnings: Vec<Warning>,
}

impl Composed {
    /// Adds a block; `None` is a paragraph that may yet turn out to be something else. Blank text adds nothing.
    pub fn block(&mut self, kind: Option<BlockKind>, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(text);
        self.blocks.push((start..self.text.len(), kind));
    }

    /// Returns `true` if no block was added.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// The document. Furniture, the head of the article and repeats are found as in plain text.
    pub fn document(self, mut meta: Meta) -> Document {
        let decoded = Decoded { text: self.text, ..Decoded::default() };
        let mut writer = Writer::new(&decoded);
        let mut pieces = Vec::with_capacity(self.blocks.len());
        for (range, kind) in self.blocks {
            if writer.end() > 0 {
                writer.line_ends(2);
            }
            let start = writer.end();
            writer.copy(range);
            let span = Span::new(start, writer.end()).trim(&writer.text);
            if !span.is_empty() {
                pieces.push(Piece { span, kind, gap: true });
            }
        }
        let text = writer.text.as_str();
        furniture::mark(text, &mut pieces);
        if !meta.title.is_empty() {
            metadata::read_head(text, &mut pieces, &mut meta);
        }
        let repeats = repeats::mark(text, &mut pieces);
        display::mark(text, &mut pieces);
        Document { meta, repeats, warnings: self.warnings, ..writer.document(&pieces) }
    }
}
