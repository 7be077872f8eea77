//! DOCX.

use std::collections::HashMap;

use super::paragraphs::{Paragraphs, kind_of_style};
use super::{Archive, Event, Skipped, Xml, add_document, main_part, other_part, properties, xml};
use crate::document::formats::container::Input;
use crate::document::formats::xml::Tag;
use crate::document::model::BlockKind;
use crate::document::part::Parts;
use crate::document::refusal::Refusal;

const WHAT: &str = "a Word document";

/// Elements whose text is not read: deleted, moved away, or given again in another way.
const SKIPPED: &[&str] = &["del", "moveFrom", "Fallback", "instrText", "delText"];

pub(super) fn read(input: &Input, parts: &mut Parts) -> Result<(), Refusal> {
    let mut archive = Archive::open(input.bytes, WHAT)?;
    let body = main_part(&mut archive, "word/document.xml", WHAT)?;
    let styles = styles(&other_part(&mut archive, "word/styles.xml"));
    let mut paragraphs = Paragraphs::default();
    let is_whole = read_part(&body, None, &styles, &mut paragraphs);
    for notes in ["word/footnotes.xml", "word/endnotes.xml"] {
        read_part(&other_part(&mut archive, notes), Some(BlockKind::Footnote), &styles, &mut paragraphs);
    }
    let meta = properties(&other_part(&mut archive, "docProps/core.xml"));
    add_document(paragraphs, meta, is_whole, WHAT, parts)
}

/// The names of the paragraph styles in English: the ids are in the language of the writer.
fn styles(source: &str) -> HashMap<String, String> {
    let (mut xml, mut styles, mut id) = (Xml::new(source), HashMap::new(), None);
    while let Some(event) = xml.next() {
        let Event::Open(tag) = event else { continue };
        match tag.local() {
            "style" => id = tag.attribute("styleId"),
            "name" => {
                if let (Some(id), Some(name)) = (id.take(), tag.attribute("val")) {
                    styles.insert(id, name);
                }
            }
            _ => {}
        }
    }
    styles
}

/// Reads the paragraphs of a part, `kind` being that of all of them; `false` where it breaks off.
fn read_part(
    source: &str,
    kind: Option<BlockKind>,
    styles: &HashMap<String, String>,
    paragraphs: &mut Paragraphs,
) -> bool {
    let (mut xml, mut skipped, mut in_text) = (Xml::new(source), Skipped::default(), false);
    while let Some(event) = xml.next() {
        if skipped.takes(&event, is_skipped) {
            continue;
        }
        match event {
            Event::Open(tag) => {
                in_text = tag.local() == "t";
                open(&tag, kind, styles, paragraphs);
            }
            Event::Close(name) => {
                in_text = false;
                if xml::local(&name) == "p" {
                    paragraphs.close();
                }
            }
            Event::Text(text) if in_text => paragraphs.push(&text),
            Event::Text(_) => {}
        }
    }
    !xml.is_broken()
}

/// The lines that part notes from the text are notes by form.
fn is_skipped(tag: &Tag) -> bool {
    let name = tag.local();
    SKIPPED.contains(&name)
        || ((name == "footnote" || name == "endnote") && tag.attribute("type").is_some_and(|kind| kind != "normal"))
}

fn open(tag: &Tag, kind: Option<BlockKind>, styles: &HashMap<String, String>, paragraphs: &mut Paragraphs) {
    match tag.local() {
        "p" => paragraphs.open(kind),
        "pStyle" if kind.is_none() => {
            let id = tag.attribute("val").unwrap_or_default();
            if let Some(kind) = kind_of_style(styles.get(&id).unwrap_or(&id)) {
                paragraphs.set_kind(kind);
            }
        }
        "numPr" if kind.is_none() => paragraphs.set_kind(BlockKind::ListItem),
        "tab" | "ptab" => paragraphs.push(" "),
        "br" | "cr" => paragraphs.push("\n"),
        "noBreakHyphen" => paragraphs.push("-"),
        _ => {}
    }
}
