//! Feeds: RSS of any version, Atom and JSON Feed. Each entry is an article.

mod entry;
mod json;
mod rss;

use super::container::{Container, Input};
use super::xml::{self, Event, Xml};
use crate::document::link;
use crate::document::part::Parts;
use crate::document::refusal::Refusal;
use entry::Feed;

/// A feed in XML.
pub(in crate::document) const XML_FEED: Container = Container {
    name: "a feed",
    endings: &["rss", "atom", "rdf"],
    shared_endings: &["xml"],
    is_large: false,
    media_type: "application/rss+xml",
    sniff: is_xml_feed,
    read: |input, parts| collect(&rss::read(&xml::decoded(input.bytes).text), input, parts),
};

/// A JSON Feed.
pub(in crate::document) const JSON_FEED: Container = Container {
    name: "a feed",
    endings: &[],
    shared_endings: &["json"],
    is_large: false,
    media_type: "application/feed+json",
    sniff: is_json_feed,
    read: |input, parts| collect(&json::read(input.bytes)?, input, parts),
};

/// A list of feeds, which holds no text itself.
pub(in crate::document) const OPML: Container = Container {
    name: "a list of feeds (OPML)",
    endings: &["opml"],
    shared_endings: &[],
    is_large: false,
    media_type: "text/x-opml",
    sniff: |head| root(head) == "opml",
    read: |_, _| {
        Err(Refusal::Other {
            what: "a list of feeds (OPML)",
            mend: "it holds no articles; `sayso add` saves the articles of its feeds",
        })
    },
};

/// The addresses of the feeds that a list of feeds (OPML) names, in its order, each once; `None` for other files.
///
/// ```
/// use sayso_attribution::document::feed_addresses;
///
/// let list = br#"<opml version="2.0"><body><outline text="News"><outline xmlUrl="https://ex.org/feed"/></outline></body></opml>"#;
/// assert_eq!(feed_addresses(list), Some(vec!["https://ex.org/feed".to_owned()]));
/// assert_eq!(feed_addresses(b"<rss/>"), None);
/// ```
pub fn feed_addresses(bytes: &[u8]) -> Option<Vec<String>> {
    if root(bytes) != "opml" {
        return None;
    }
    let text = xml::decoded(bytes).text;
    let mut xml = Xml::new(&text);
    let mut addresses = Vec::new();
    while let Some(event) = xml.next() {
        let Event::Open(tag) = event else { continue };
        let address = tag.attribute("xmlUrl").and_then(|address| link::web(&address));
        addresses.extend(address.filter(|address| !addresses.contains(address)));
    }
    Some(addresses)
}

/// Bytes at the start of a file in which its root element is looked for.
const SNIFFED: usize = 4 << 10;

fn is_xml_feed(head: &[u8]) -> bool {
    let root = root(head);
    root == "rss" || root == "feed" || root == "rdf:rdf"
}

fn is_json_feed(head: &[u8]) -> bool {
    let head = &head[..head.len().min(SNIFFED)];
    head.trim_ascii_start().starts_with(b"{") && memchr::memmem::find(head, b"jsonfeed.org/version").is_some()
}

/// The name of the root element in small letters; empty where the text does not start with an element.
fn root(head: &[u8]) -> String {
    let head = String::from_utf8_lossy(&head[..head.len().min(SNIFFED)]);
    let mut rest = head.trim_start_matches('\u{feff}').trim_start();
    for (open, close) in [("<?", "?>"), ("<!--", "-->"), ("<?", "?>"), ("<!", ">"), ("<!--", "-->")] {
        while let Some(inside) = rest.strip_prefix(open) {
            rest = inside.split_once(close).map_or("", |(_, rest)| rest).trim_start();
        }
    }
    let name = rest.strip_prefix('<').unwrap_or_default();
    name.split(|c: char| c.is_whitespace() || c == '>' || c == '/').next().unwrap_or_default().to_lowercase()
}

fn collect(feed: &Feed, input: &Input, parts: &mut Parts) -> Result<(), Refusal> {
    if feed.entries.is_empty() {
        return Err(if feed.is_broken {
            Refusal::Damaged { what: "a feed", why: "it ends before its first entry".to_owned() }
        } else {
            Refusal::Empty { what: "a feed" }
        });
    }
    if feed.is_broken {
        parts.warn(format!("The feed is cut off; its first {} entries were read.", feed.entries.len()));
    }
    let name = input.name.rsplit_once('.').map_or(input.name, |(stem, _)| stem);
    for entry in &feed.entries {
        parts.add(&entry.part_id(), 0, || entry.document(&feed.about, name));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
