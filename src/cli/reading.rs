//! What was read from a file, for people who check it or pipe it on: text, blocks, metadata.

use std::io::{self, Write};

use serde::Serialize;

use super::args::ReadPart;
use sayso_attribution::document::{BlockKind, Document};
use sayso_attribution::text::Span;

/// Prints the part that is asked for of the article at `path`.
///
/// # Errors
///
/// Fails if `out` cannot be written to.
pub fn print(out: &mut impl Write, path: &str, document: &Document, part: ReadPart) -> io::Result<()> {
    match part {
        ReadPart::Text => print_text(out, document),
        ReadPart::Blocks => print_blocks(out, document),
        ReadPart::Meta => print_meta(out, path, document),
        ReadPart::Extracted => out.write_all(document.text().as_bytes()),
    }
}

fn print_text(out: &mut impl Write, document: &Document) -> io::Result<()> {
    let mut apart = "";
    for block in document.blocks().iter().filter(|block| block.kind != BlockKind::Furniture) {
        write!(out, "{apart}{}", document.slice(block.span))?;
        apart = "\n\n";
    }
    writeln!(out)
}

/// A block as it is printed.
#[derive(Serialize)]
struct BlockRow<'d> {
    kind: &'static str,
    text: &'d str,
    start: Option<usize>,
    end: Option<usize>,
}

fn print_blocks(out: &mut impl Write, document: &Document) -> io::Result<()> {
    for block in document.blocks() {
        let place = document.source_span(block.span);
        let row = BlockRow {
            kind: block.kind.name(),
            text: document.slice(block.span),
            start: place.map(Span::start),
            end: place.map(Span::end),
        };
        serde_json::to_writer(&mut *out, &row)?;
        writeln!(out)?;
    }
    Ok(())
}

/// The metadata as it is printed.
#[derive(Serialize)]
struct Said<'d> {
    article: &'d str,
    title: &'d str,
    author: Option<&'d str>,
    publication: Option<&'d str>,
    published: Option<&'d str>,
    language: Option<&'d str>,
    url: Option<&'d str>,
}

fn print_meta(out: &mut impl Write, path: &str, document: &Document) -> io::Result<()> {
    let meta = document.meta();
    let said = Said {
        article: path,
        title: &meta.title,
        author: meta.author.as_deref(),
        publication: meta.publication.as_deref(),
        published: meta.published.as_deref(),
        language: meta.language.as_deref(),
        url: meta.url.as_deref(),
    };
    serde_json::to_writer(&mut *out, &said)?;
    writeln!(out)
}
