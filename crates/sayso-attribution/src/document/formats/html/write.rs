//! Blocks into the text of a document.

use super::block::{Atom, PageBlock};
use crate::document::model::{BlockKind, Style};
use crate::document::structure::raw_block::RawBlock;
use crate::document::writer::Writer;
use crate::text::Span;

/// What was written: the pieces, and the styles and line breaks in them.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub pieces: Vec<RawBlock>,
    pub styles: Vec<(Span, Style)>,
    pub breaks: Vec<usize>,
}

/// Writes the blocks in this order.
pub(super) fn write<'b>(writer: &mut Writer, blocks: impl Iterator<Item = (&'b PageBlock, BlockKind)>) -> Written {
    let mut out = Written::default();
    for (block, kind) in blocks {
        let before = writer.end();
        if before > 0 {
            writer.line_ends(2);
        }
        let start = writer.end();
        write_block(writer, block, &mut out);
        let span = Span::new(start, writer.end()).trim(&writer.text);
        if span.is_empty() {
            continue;
        }
        out.pieces.push(RawBlock { span, kind: Some(kind), gap: true });
    }
    out.styles.sort_by_key(|(span, _)| (span.start(), std::cmp::Reverse(span.end())));
    out
}

fn write_block(writer: &mut Writer, block: &PageBlock, out: &mut Written) {
    let mut open: Vec<(usize, &Style)> = Vec::new();
    let mut close = |(start, style): (usize, &Style), end: usize| {
        if start < end {
            out.styles.push((Span::new(start, end), style.clone()));
        }
    };
    let mut atoms = block.atoms.iter().peekable();
    while let Some(atom) = atoms.next() {
        match atom {
            Atom::Copy(range) => writer.copy(range.clone()),
            Atom::Put(c, range) => {
                let next = match atoms.peek() {
                    Some(Atom::Put(next, _)) => Some(*next),
                    _ => None,
                };
                writer.put(*c, next, range.clone());
            }
            Atom::Break => {
                writer.line_ends(1);
                out.breaks.push(writer.end());
            }
            Atom::Open(style) => open.push((writer.end(), style)),
            Atom::Close => open.pop().into_iter().for_each(|style| close(style, writer.end())),
        }
    }
    for style in open {
        close(style, writer.end());
    }
}
