//! Documents of formats whose text does not stand in the file letter for letter: packed, encoded or in pieces.

use std::ops::Range;

use super::decode::Decoded;
use super::formats::html;
use super::model::{BlockKind, Document, Meta, PageStart, Warning};
use super::structure::raw_block::RawBlock;
use super::structure::{display, furniture, metadata, repeats};
use super::writer::Writer;
use crate::text::{Span, clean_words};

/// The blocks of a document, in order, before it is made.
#[derive(Debug, Default)]
pub(in crate::document) struct Composed {
    text: String,
    blocks: Vec<(Range<usize>, Option<BlockKind>)>,
    /// Where pages begin, by the bytes of the text.
    pages: Vec<PageStart>,
    pub warnings: Vec<Warning>,
}

impl Composed {
    /// Adds a paragraph of which pages begin at these bytes.
    pub fn paragraph(&mut self, text: &str, pages: &[PageStart]) {
        self.block(None, text);
        let Some((range, _)) = self.blocks.last().filter(|(range, _)| range.end == self.text.len()) else { return };
        self.pages.extend(pages.iter().map(|start| PageStart { at: range.start + start.at, ..*start }));
    }

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

    /// The document. Furniture, the head of the article and repeats are found as in plain text.
    pub fn document(self, mut meta: Meta) -> Document {
        let decoded = Decoded { text: self.text, ..Decoded::default() };
        let mut writer = Writer::new(&decoded);
        let mut pieces = Vec::with_capacity(self.blocks.len());
        let (mut starts, mut pages) = (self.pages.iter().peekable(), Vec::new());
        for (range, kind) in self.blocks {
            if writer.end() > 0 {
                writer.line_ends(2);
            }
            let start = writer.end();
            let mut at = range.start;
            while let Some(page) = starts.next_if(|page| page.at < range.end) {
                writer.copy(at..page.at);
                pages.push(PageStart { at: writer.end(), ..*page });
                at = page.at;
            }
            writer.copy(at..range.end);
            let span = Span::new(start, writer.end()).trim(&writer.text);
            if !span.is_empty() {
                pieces.push(RawBlock { span, kind, gap: true });
            }
        }
        let text = writer.text.as_str();
        furniture::mark(text, &mut pieces);
        metadata::read_head(text, &mut pieces, &mut meta);
        let repeats = repeats::mark(text, &mut pieces);
        display::mark(text, &mut pieces);
        Document { meta, repeats, warnings: self.warnings, pages, ..writer.document(&pieces) }
    }
}

/// The document of HTML that is all text to be read and stands inside a file of another format. What `meta` says comes
/// before what the HTML says of itself.
pub(in crate::document) fn of_html(html: &Decoded, meta: Meta) -> Document {
    settled(html::read_fragment(html), meta)
}

/// The document of a part of a book.
pub(in crate::document) fn of_chapter(html: &Decoded, meta: Meta) -> Document {
    settled(html::read_chapter(html), meta)
}

/// The document of a saved page that stands inside a file of another format.
pub(in crate::document) fn of_page(html: &Decoded, meta: Meta) -> Document {
    settled(html::read_page(html), meta)
}

fn settled(mut document: Document, meta: Meta) -> Document {
    document.origin.set_decoded();
    let own = std::mem::take(&mut document.meta);
    document.meta = Meta {
        title: if meta.title.is_empty() { own.title } else { meta.title },
        author: meta.author.or(own.author),
        publication: meta.publication.or(own.publication),
        published: meta.published.or(own.published),
        language: meta.language.or(own.language),
        url: meta.url.or(own.url),
        digest_of: meta.digest_of.or(own.digest_of),
    };
    let title = clean_words(&document.meta.title);
    change_kinds(&mut document, |kind, words| match kind {
        BlockKind::Heading(_) if clean_words(words) == title => BlockKind::Title,
        kind => kind,
    });
    document
}

/// Gives each block the kind that `kind` makes of its kind and words, and numbers the paragraphs again.
pub(in crate::document) fn change_kinds(document: &mut Document, mut kind: impl FnMut(BlockKind, &str) -> BlockKind) {
    let mut paragraphs = 0;
    for block in &mut document.blocks {
        block.kind = kind(block.kind, block.span.of(&document.text));
        paragraphs += u32::from(block.kind.is_argument());
        block.paragraph = block.kind.is_argument().then_some(paragraphs);
    }
}
