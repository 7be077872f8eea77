//! Bytes to a document (being built).

use super::{Block, BlockKind, Document, Hidden, Meta, Origin};
use crate::text::Span;

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
/// headline, the title. Total: what cannot be read becomes a warning.
pub fn ingest(bytes: &[u8], name: &str) -> Document {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let mut origin = Origin::new(vec![0]);
    origin.push(0, 0, text.len());
    let mut blocks = Vec::new();
    let mut at = 0;
    for piece in text.split_inclusive('\n') {
        let span = Span::new(at, at + piece.len()).trim(&text);
        at += piece.len();
        if !span.is_empty() {
            let paragraph = Some(blocks.len() as u32 + 1);
            blocks.push(Block { span, kind: BlockKind::Paragraph, paragraph });
        }
    }
    Document {
        meta: Meta { title: name.to_owned(), ..Meta::default() },
        text: text.into(),
        blocks,
        styles: Vec::new(),
        repeats: Vec::new(),
        origin,
        hidden: Hidden::default(),
        warnings: Vec::new(),
    }
}
