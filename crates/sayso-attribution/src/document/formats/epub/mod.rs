//! EPUB: each part of the spine is an article, with the book as its publication.

mod contents;
mod package;

use super::archive::{self, Archive, EntryError};
use super::container::{Container, Input};
use super::xml::{self, Event, Xml};
use crate::document::compose::{self, change_kinds};
use crate::document::model::{BlockKind, Document, Meta};
use crate::document::part::{PartId, Parts, fingerprint};
use crate::document::refusal::Refusal;
use crate::text::clean_words;
use package::Package;

const WHAT: &str = "an EPUB";

pub(in crate::document) const FORMAT: Container = Container {
    name: WHAT,
    endings: &["epub", "kepub"],
    shared_endings: &[],
    is_large: true,
    media_type: "application/epub+zip",
    sniff: |bytes| {
        archive::is_of_type(bytes, "application/epub+zip") || archive::names(bytes, "META-INF/container.xml")
    },
    read,
};

fn read(input: &Input, parts: &mut Parts) -> Result<(), Refusal> {
    let mut archive = Archive::open(input.bytes, WHAT)?;
    let package = package::read(&mut archive)?;
    if is_encrypted(&mut archive, &package) {
        return Err(Refusal::Encrypted { what: WHAT });
    }
    let titles = contents::titles(&mut archive, &package);
    for (number, path) in package.spine.iter().enumerate() {
        let place = ChapterPlace { package: &package, number, label: titles.get(path).map(String::as_str) };
        let mut fault = None;
        parts.add_some(&PartId::of_name(path), fingerprint(path.as_bytes()), || match archive.read(path) {
            Ok(bytes) => chapter(&bytes, &place),
            Err(error) => {
                fault = Some(error);
                None
            }
        });
        if let Some(error) = fault {
            parts.warn(format!("A part of the book was not read: {path} {error}."));
            if error == EntryError::Full {
                break;
            }
        }
    }
    Ok(())
}

/// Where a chapter stands.
struct ChapterPlace<'a> {
    package: &'a Package,
    number: usize,
    /// What the table of contents calls it.
    label: Option<&'a str>,
}

/// One part of the spine; `None` where there is nothing to read in it.
fn chapter(bytes: &[u8], place: &ChapterPlace) -> Option<Document> {
    let source = xml::decoded(bytes);
    let kind = part_kind(&source.text);
    if kind == PartKind::Skipped {
        return None;
    }
    let package = place.package;
    let meta = Meta {
        title: place.label.unwrap_or_default().to_owned(),
        author: package.author.clone(),
        publication: Some(package.title.clone()).filter(|title| !title.is_empty()),
        published: package.published.clone(),
        language: package.language.clone(),
        url: None,
        digest_of: None,
    };
    let mut document = compose::of_chapter(&source, meta);
    if document.blocks.is_empty() {
        return None;
    }
    if place.label.is_none() {
        name(&mut document, place);
    }
    mark_licence(&mut document, kind == PartKind::AboutTheBook);
    Some(document)
}

/// Takes the first heading for the title, or makes one.
fn name(document: &mut Document, place: &ChapterPlace) {
    let heading =
        document.blocks.iter().take(3).find(|block| matches!(block.kind, BlockKind::Heading(_) | BlockKind::Title));
    let heading = heading.map(|block| clean_words(block.span.of(&document.text)));
    let numbered = || format!("{}, part {}", place.package.title, place.number + 1);
    document.meta.title = heading.unwrap_or_else(numbered);
    let title = document.meta.title.clone();
    change_kinds(document, |kind, words| match kind {
        BlockKind::Heading(_) if clean_words(words) == title => BlockKind::Title,
        kind => kind,
    });
}

/// Marks the licence that Project Gutenberg puts before and behind a book, or all of a part about the book.
fn mark_licence(document: &mut Document, all: bool) {
    let says = |what: &str| document.blocks.iter().position(|block| block.span.of(&document.text).starts_with(what));
    let (start, end) = (says("*** START OF TH"), says("*** END OF TH"));
    let mut at = 0;
    change_kinds(document, |kind, _| {
        let outside = start.is_some_and(|start| at <= start) || end.is_some_and(|end| at >= end);
        at += 1;
        if all || outside { BlockKind::Furniture } else { kind }
    });
}

/// What a part of the spine is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum PartKind {
    Text,
    /// Imprint, colophon, copyright.
    AboutTheBook,
    /// Cover and contents.
    Skipped,
}

/// Bytes at the start of a part in which it says what it is.
const HEAD: usize = 4 << 10;

fn part_kind(source: &str) -> PartKind {
    let mut xml = Xml::new(source);
    while let Some(event) = xml.next() {
        if xml.position() > HEAD {
            break;
        }
        let Event::Open(tag) = event else { continue };
        if !["body", "section", "nav"].contains(&tag.local()) {
            continue;
        }
        let Some(types) = tag.attribute("type") else { continue };
        let is = |names: &[&str]| types.split_whitespace().any(|word| names.contains(&word));
        if is(&["toc", "landmarks", "cover", "loi", "lot", "page-list"]) {
            return PartKind::Skipped;
        }
        if is(&["imprint", "colophon", "copyright-page", "halftitlepage", "titlepage"]) {
            return PartKind::AboutTheBook;
        }
    }
    PartKind::Text
}

/// Returns `true` if texts of the book are encrypted, not only its fonts.
fn is_encrypted(archive: &mut Archive, package: &Package) -> bool {
    let Ok(bytes) = archive.read("META-INF/encryption.xml") else { return false };
    let source = xml::decoded(&bytes);
    let mut xml = Xml::new(&source.text);
    while let Some(event) = xml.next() {
        if let Event::Open(tag) = event
            && tag.local() == "CipherReference"
            && let Some(name) = tag.attribute("URI")
            && package.spine.contains(&archive::resolved("", &name))
        {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests;
