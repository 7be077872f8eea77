//! ODT, the text format of Writer and others.

use std::collections::HashMap;

use super::paragraphs::{Paragraphs, kind_of_style};
use super::{Archive, Event, Skipped, Xml, add_document, main_part, other_part, properties, xml};
use crate::document::formats::container::Input;
use crate::document::formats::xml::Tag;
use crate::document::model::BlockKind;
use crate::document::part::Parts;
use crate::document::refusal::Refusal;

const WHAT: &str = "an OpenDocument text";

/// Elements whose text is not read: what was deleted, remarks at the margin, marks of notes.
const SKIPPED: &[&str] = &["tracked-changes", "annotation", "note-citation", "table-of-content", "alphabetical-index"];

pub(super) fn read(input: &Input, parts: &mut Parts) -> Result<(), Refusal> {
    let mut archive = Archive::open(input.bytes, WHAT)?;
    if other_part(&mut archive, "META-INF/manifest.xml").contains("encryption-data") {
        return Err(Refusal::Encrypted { what: WHAT });
    }
    let body = main_part(&mut archive, "content.xml", WHAT)?;
    let mut reader = Reader::default();
    let is_whole = reader.read(&body);
    let meta = properties(&other_part(&mut archive, "meta.xml"));
    add_document(reader.paragraphs, meta, is_whole, WHAT, parts)
}

#[derive(Default)]
struct Reader {
    paragraphs: Paragraphs,
    /// The style that each automatic one is made from.
    parents: HashMap<String, String>,
    items: usize,
    notes: usize,
}

impl Reader {
    /// Reads the content; `false` where it breaks off.
    fn read(&mut self, source: &str) -> bool {
        let (mut xml, mut skipped) = (Xml::new(source), Skipped::default());
        while let Some(event) = xml.next() {
            if skipped.takes(&event, |tag| SKIPPED.contains(&tag.local())) {
                continue;
            }
            match event {
                Event::Open(tag) => self.open(&tag),
                Event::Close(name) => match xml::local(&name) {
                    "p" | "h" => self.paragraphs.close(),
                    "list-item" => self.items = self.items.saturating_sub(1),
                    "note-body" => self.notes = self.notes.saturating_sub(1),
                    _ => {}
                },
                Event::Text(text) => self.paragraphs.push(&text),
            }
        }
        !xml.is_broken()
    }

    fn open(&mut self, tag: &Tag) {
        match tag.local() {
            "style" => {
                if let (Some(name), Some(parent)) = (tag.attribute("name"), tag.attribute("parent-style-name")) {
                    self.parents.insert(name, parent);
                }
            }
            "list-item" => self.items += 1,
            "note-body" => self.notes += 1,
            "p" => {
                let kind = self.kind(tag);
                self.paragraphs.open(kind);
            }
            "h" => {
                let level = tag.attribute("outline-level").and_then(|level| level.parse().ok()).unwrap_or(1);
                self.paragraphs.open(Some(BlockKind::Heading(level)));
            }
            "s" | "tab" => self.paragraphs.push(" "),
            "line-break" => self.paragraphs.push("\n"),
            _ => {}
        }
    }

    fn kind(&self, tag: &Tag) -> Option<BlockKind> {
        if self.notes > 0 {
            return Some(BlockKind::Footnote);
        }
        let style = tag.attribute("style-name").unwrap_or_default();
        let named = kind_of_style(&style).or_else(|| kind_of_style(self.parents.get(&style)?));
        named.or((self.items > 0).then_some(BlockKind::ListItem))
    }
}
