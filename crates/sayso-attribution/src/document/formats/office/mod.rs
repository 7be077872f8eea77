//! Documents of word processors: DOCX and ODT.

mod docx;
mod odt;
mod paragraphs;

use super::archive::{self, Archive, EntryError};
use super::container::Container;
use super::xml::{self, Event, Tag, Xml};
use crate::document::model::Meta;
use crate::document::part::Parts;
use crate::document::refusal::Refusal;
use crate::text::clean_words;
use paragraphs::Paragraphs;

/// A document of Microsoft Word since 2007.
pub(in crate::document) const DOCX: Container = Container {
    name: "a Word document",
    endings: &["docx", "docm"],
    shared_endings: &[],
    is_large: true,
    media_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    sniff: |bytes| archive::names(bytes, "word/document.xml"),
    read: docx::read,
};

/// A document of Writer and others.
pub(in crate::document) const ODT: Container = Container {
    name: "an OpenDocument text",
    endings: &["odt", "ott"],
    shared_endings: &[],
    is_large: true,
    media_type: "application/vnd.oasis.opendocument.text",
    sniff: |bytes| archive::is_of_type(bytes, "application/vnd.oasis.opendocument.text"),
    read: odt::read,
};

/// Spreadsheets and slides, which are told but not read.
pub(in crate::document) const OTHER: Container = Container {
    name: "a spreadsheet or slides",
    endings: &[],
    shared_endings: &["xlsx", "pptx", "ods", "odp"],
    is_large: true,
    media_type: "application/vnd.openxmlformats-officedocument",
    sniff: |bytes| kind_of_other(bytes).is_some(),
    read: |input, _| {
        let what = kind_of_other(input.bytes).unwrap_or("another Office file");
        Err(Refusal::Other { what, mend: "save it as PDF or copy its text into a .txt file" })
    },
};

fn kind_of_other(bytes: &[u8]) -> Option<&'static str> {
    let holds = |name: &str| archive::names(bytes, name);
    match () {
        () if holds("xl/workbook.xml") => Some("a spreadsheet"),
        () if archive::is_of_type(bytes, "application/vnd.oasis.opendocument.spreadsheet") => Some("a spreadsheet"),
        () if holds("ppt/presentation.xml") => Some("a set of slides"),
        () if archive::is_of_type(bytes, "application/vnd.oasis.opendocument.presentation") => Some("a set of slides"),
        () => None,
    }
}

/// The text of an entry that the document cannot do without.
fn main_part(archive: &mut Archive, name: &str, what: &'static str) -> Result<String, Refusal> {
    archive.read(name).map(|bytes| xml::decoded(&bytes).text).map_err(|error| match error {
        EntryError::Encrypted => Refusal::Encrypted { what },
        error => Refusal::Damaged { what, why: format!("{name} {error}") },
    })
}

/// The text of an entry; empty where there is none.
fn other_part(archive: &mut Archive, name: &str) -> String {
    archive.read(name).map(|bytes| xml::decoded(&bytes).text).unwrap_or_default()
}

/// The open elements whose text is not read, and those within them.
#[derive(Default)]
struct Skipped(Vec<String>);

impl Skipped {
    /// Whether `event` belongs to an element that is not read; `begins` tells the start tags of such elements.
    fn takes(&mut self, event: &Event, begins: impl Fn(&Tag) -> bool) -> bool {
        let is_open = !self.0.is_empty();
        match event {
            Event::Open(tag) if is_open || begins(tag) => {
                self.0.push(tag.local().to_owned());
                return true;
            }
            Event::Close(name) if self.0.last().is_some_and(|open| open == xml::local(name)) => _ = self.0.pop(),
            _ => {}
        }
        is_open
    }
}

/// Adds the article of a document; `is_whole` is `false` if its text breaks off.
///
/// # Errors
///
/// Fails if the document has no text.
fn add_document(
    paragraphs: Paragraphs,
    meta: Meta,
    is_whole: bool,
    what: &'static str,
    parts: &mut Parts,
) -> Result<(), Refusal> {
    let (composed, meta) = paragraphs.finish(meta);
    let document = composed.document(meta);
    if document.blocks().is_empty() {
        return Err(Refusal::Empty { what });
    }
    if !is_whole {
        parts.warn("The document breaks off; what could be read is here.");
    }
    parts.add_whole(document);
    Ok(())
}

/// Titles that programs give to documents by themselves.
const NO_TITLES: &[&str] = &["untitled", "document", "microsoft word", "word document", "new document"];

/// What the properties of a document say: both formats use the names of Dublin Core.
fn properties(source: &str) -> Meta {
    let (mut xml, mut meta, mut name) = (Xml::new(source), Meta::default(), String::new());
    let mut created = None;
    while let Some(event) = xml.next() {
        match event {
            Event::Open(tag) => name = tag.local().to_owned(),
            Event::Close(_) => name.clear(),
            Event::Text(text) => {
                let text = clean_words(&text);
                match name.as_str() {
                    _ if text.is_empty() => {}
                    "title" => meta.title = text,
                    "initial-creator" => meta.author = Some(text),
                    "creator" if meta.author.is_none() => meta.author = Some(text),
                    "language" => meta.language = Some(text),
                    "created" | "creation-date" => created = text.get(..10).map(str::to_owned),
                    _ => {}
                }
            }
        }
    }
    let folded = meta.title.to_lowercase();
    if NO_TITLES.iter().any(|none| folded.starts_with(none) && folded.len() < none.len() + 14) {
        meta.title.clear();
    }
    meta.published = created;
    meta
}

#[cfg(test)]
mod tests;
