//! The road from bytes to a document: decode, read the front matter, write the cleaned text, tell its shape.

use super::decode::{Decoded, decode};
use super::plain::{self, Piece};
use super::writer::Writer;
use super::{Block, BlockKind, Document, Meta, display, front, furniture, markdown, metadata, repeats};
use crate::text::clean_words;

/// How the bytes are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Text as saved from a web page or an editor.
    Plain,
    /// Markdown with optional front matter.
    Markdown,
}

impl Format {
    /// By the file name's ending: `md`, `markdown`, `mdown` are Markdown, all else plain text.
    pub fn of_name(name: &str) -> Self {
        let ending = name.rsplit_once('.').map_or("", |(_, e)| e);
        if ["md", "markdown", "mdown", "mkd"].iter().any(|e| ending.eq_ignore_ascii_case(e)) {
            Self::Markdown
        } else {
            Self::Plain
        }
    }
}

/// Makes a document of any bytes. `name` is the file's name: it gives the format and, where the text has no
/// headline, the title. Total and linear: what cannot be read becomes a warning.
pub fn ingest(bytes: &[u8], name: &str) -> Document {
    let decoded = decode(bytes);
    let mut document = match Format::of_name(name) {
        Format::Plain => plain_text(&decoded, bytes),
        Format::Markdown => marked_text(&decoded),
    };
    if document.meta.title.is_empty() {
        document.meta.title = metadata::title_of_name(name);
    }
    document.warnings.splice(0..0, decoded.warnings);
    document
}

fn plain_text(decoded: &Decoded, bytes: &[u8]) -> Document {
    let mut writer = Writer::new(decoded);
    writer.copy(0..decoded.text.len());
    if decoded.is_utf8() {
        writer.origin.cleaned_from(bytes, writer.end());
    }
    let text = writer.text.as_str();
    let mut pieces = plain::pieces(text);
    let mut meta = Meta::default();
    furniture::mark(text, &mut pieces);
    metadata::read_head(text, &mut pieces, &mut meta);
    let repeats = repeats::mark(text, &mut pieces);
    metadata::read_end(text, &mut pieces, &mut meta);
    display::mark(text, &mut pieces);
    Document { meta, repeats, ..document(writer, &pieces) }
}

fn marked_text(decoded: &Decoded) -> Document {
    let mut writer = Writer::new(decoded);
    let front = front::read(&decoded.text);
    let shape = markdown::read(&mut writer, &decoded.text, front.body);
    let (mut meta, mut pieces) = (front.meta, shape.pieces);
    let text = writer.text.as_str();
    find_title(text, &mut pieces, &mut meta);
    furniture::mark(text, &mut pieces);
    if !meta.title.is_empty() {
        metadata::read_head(text, &mut pieces, &mut meta);
    }
    let repeats = repeats::mark(text, &mut pieces);
    let (styles, breaks) = (shape.styles, shape.breaks);
    Document { meta, repeats, styles, breaks, warnings: front.warnings, ..document(writer, &pieces) }
}

/// The first heading of the first level is the title, unless the front matter has another.
fn find_title(text: &str, pieces: &mut [Piece], meta: &mut Meta) {
    let Some(first) = pieces.iter_mut().find(|p| p.kind == Some(BlockKind::Heading(1))) else { return };
    let title = clean_words(first.span.of(text));
    if meta.title.is_empty() {
        meta.title.clone_from(&title);
    }
    if meta.title == title {
        first.kind = Some(BlockKind::Title);
    }
}

/// The document of what was written; what is undecided is a paragraph.
fn document(writer: Writer, pieces: &[Piece]) -> Document {
    let mut paragraphs = 0;
    let number = |piece: &Piece| {
        let kind = piece.kind.unwrap_or(BlockKind::Paragraph);
        paragraphs += u32::from(kind.is_argument());
        Block { span: piece.span, kind, paragraph: kind.is_argument().then_some(paragraphs) }
    };
    Document {
        blocks: pieces.iter().map(number).collect(),
        text: writer.text.into(),
        meta: Meta::default(),
        styles: Vec::new(),
        breaks: Vec::new(),
        repeats: Vec::new(),
        origin: writer.origin,
        hidden: writer.hidden,
        warnings: Vec::new(),
    }
}
