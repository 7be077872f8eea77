//! The table of contents of a book: what its parts are called.

use std::collections::HashMap;

use super::package::Package;
use crate::document::formats::archive::{Archive, resolved};
use crate::document::formats::xml::{self, Event, Xml};
use crate::text::clean_words;

/// For each part that the table of contents names, by its entry, the first name.
pub(super) fn titles(archive: &mut Archive, package: &Package) -> HashMap<String, String> {
    let Some((path, is_nav)) = &package.contents else { return HashMap::new() };
    // Without names the headings of the parts serve.
    let Ok(bytes) = archive.read(path) else { return HashMap::new() };
    let source = xml::decoded(&bytes).text;
    let mut titles = HashMap::new();
    let found = if *is_nav { of_nav(&source) } else { of_ncx(&source) };
    for (href, title) in found {
        let title = clean_words(&title);
        if !title.is_empty() {
            titles.entry(resolved(path, &href)).or_insert(title);
        }
    }
    titles
}

/// The links of a navigation document, up to the end of its first list.
fn of_nav(source: &str) -> Vec<(String, String)> {
    let (mut xml, mut out, mut open) = (Xml::new(source), Vec::<(String, String)>::new(), false);
    while let Some(event) = xml.next() {
        match event {
            Event::Open(tag) if tag.local() == "a" => {
                out.push((tag.attribute("href").unwrap_or_default(), String::new()));
                open = true;
            }
            Event::Close(name) if xml::local(&name) == "a" => open = false,
            Event::Close(name) if xml::local(&name) == "nav" && !out.is_empty() => break,
            Event::Open(_) | Event::Close(_) => {}
            Event::Text(text) => {
                if let Some((_, title)) = out.last_mut().filter(|_| open) {
                    *title += &text;
                }
            }
        }
    }
    out
}

/// The points of an NCX, each a label and then where it leads.
fn of_ncx(source: &str) -> Vec<(String, String)> {
    let (mut xml, mut out, mut label, mut open) = (Xml::new(source), Vec::new(), String::new(), false);
    while let Some(event) = xml.next() {
        match event {
            Event::Open(tag) => match tag.local() {
                "navLabel" => (label, open) = (String::new(), true),
                "content" => out.push((tag.attribute("src").unwrap_or_default(), std::mem::take(&mut label))),
                _ => {}
            },
            Event::Close(name) if xml::local(&name) == "navLabel" => open = false,
            Event::Text(text) if open => label += &text,
            Event::Close(_) | Event::Text(_) => {}
        }
    }
    out
}
