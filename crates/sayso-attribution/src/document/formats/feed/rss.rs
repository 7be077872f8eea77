//! RSS 0.9 to 2.0 and Atom.

use super::entry::{Entry, Feed};
use crate::document::formats::xml::{Event, Tag, Xml};

/// Reads a feed as far as it goes.
pub(super) fn read(source: &str) -> Feed {
    let mut reader = Reader { xml: Xml::new(source), source, feed: Feed::default(), is_entry_closed: false };
    let mut path: Vec<String> = Vec::new();
    while let Some(event) = reader.xml.next() {
        match event {
            Event::Open(tag) if is_entry(tag.name()) => {
                let entry = reader.entry();
                reader.feed.entries.extend(entry);
            }
            // Of the feed itself: `rss/channel/title`, `feed/title`.
            Event::Open(tag) if path.len() <= 2 && !is_image(&path) => {
                let name = field(tag.name()).to_owned();
                match name.as_str() {
                    "title" | "language" | "dc:language" => {
                        let value = reader.value(&name);
                        let about = &mut reader.feed.about;
                        let place = if name == "title" { &mut about.title } else { &mut about.language };
                        place.get_or_insert_empty(value);
                    }
                    "author" | "dc:creator" => {
                        let author = reader.author(&name);
                        reader.feed.about.author.get_or_insert_empty(author);
                    }
                    _ => path.push(name),
                }
            }
            Event::Open(tag) => path.push(field(tag.name()).to_owned()),
            Event::Close(_) => drop(path.pop()),
            Event::Text(_) => {}
        }
    }
    reader.feed.is_broken |= reader.xml.is_broken() || !path.is_empty();
    reader.feed
}

/// Sets a text that is still empty.
trait GetOrInsertEmpty {
    fn get_or_insert_empty(&mut self, value: String);
}

impl GetOrInsertEmpty for String {
    fn get_or_insert_empty(&mut self, value: String) {
        if self.is_empty() {
            *self = value;
        }
    }
}

fn is_entry(name: &str) -> bool {
    matches!(field(name), "item" | "entry")
}

fn is_image(path: &[String]) -> bool {
    path.last().is_some_and(|name| name == "image" || name == "textInput")
}

/// The name of an element without the prefixes that some feeds give to the elements of their own format.
fn field(name: &str) -> &str {
    ["atom:", "rss:", "a10:"].iter().find_map(|prefix| name.strip_prefix(prefix)).unwrap_or(name)
}

struct Reader<'s> {
    xml: Xml<'s>,
    source: &'s str,
    feed: Feed,
    /// Whether the end of an entry was met inside one of its elements, which is not closed.
    is_entry_closed: bool,
}

impl Reader<'_> {
    /// The entry whose start tag was read; `None` where the feed breaks off in it.
    fn entry(&mut self) -> Option<Entry> {
        let mut entry = Entry::default();
        while let Some(event) = self.xml.next() {
            match event {
                Event::Open(tag) => self.child(&tag, &mut entry),
                Event::Close(name) if is_entry(&name) => return Some(entry),
                Event::Close(_) | Event::Text(_) => {}
            }
            if std::mem::take(&mut self.is_entry_closed) {
                return Some(entry);
            }
        }
        self.feed.is_broken = true;
        // What there is of the last entry is better than nothing.
        (!entry.bodies.is_empty()).then_some(entry)
    }

    /// Reads an element of an entry.
    fn child(&mut self, tag: &Tag, entry: &mut Entry) {
        let name = field(tag.name());
        if name == "author" || name == "dc:creator" {
            let author = self.author(name);
            entry.authors.extend(Some(author).filter(|author| !author.trim().is_empty()));
            return;
        }
        let link = tag.attribute("href").filter(|_| name == "link" && is_alternate(tag));
        let value = self.value(name);
        set(entry, name, link.unwrap_or(value));
    }

    /// The text inside an element whose start tag was read; where there are tags in it, with these.
    fn value(&mut self, name: &str) -> String {
        let (start, mut end) = (self.xml.position(), self.xml.position());
        let (mut text, mut depth, mut tags) = (String::new(), 0, false);
        while let Some(event) = self.xml.next() {
            match event {
                Event::Open(_) => {
                    (depth, tags) = (depth + 1, true);
                }
                Event::Close(close) if depth == 0 || field(&close) == name => break,
                Event::Close(close) if is_entry(&close) => {
                    self.is_entry_closed = true;
                    break;
                }
                Event::Close(_) => depth -= 1,
                Event::Text(more) => text += &more,
            }
            end = self.xml.position();
        }
        if tags { self.source.get(start..end).unwrap_or_default().to_owned() } else { text }
    }

    /// A person: `<author><name>Ann Lee</name></author>`, `<author>ann@example.org (Ann Lee)</author>`.
    fn author(&mut self, element: &str) -> String {
        let (mut text, mut name, mut inside) = (String::new(), String::new(), false);
        while let Some(event) = self.xml.next() {
            match event {
                Event::Open(tag) => inside = tag.local() == "name",
                Event::Close(close) if field(&close) == element => break,
                Event::Close(close) if is_entry(&close) => {
                    self.is_entry_closed = true;
                    break;
                }
                Event::Close(_) => inside = false,
                Event::Text(more) if inside => name += &more,
                Event::Text(more) => text += &more,
            }
        }
        if !name.trim().is_empty() {
            return name;
        }
        let bracketed =
            text.split_once('(').and_then(|(_, rest)| rest.split_once(')')).map(|(name, _)| name.to_owned());
        bracketed.unwrap_or(text)
    }
}

fn is_alternate(tag: &Tag) -> bool {
    tag.attribute("rel").is_none_or(|rel| rel == "alternate")
}

fn set(entry: &mut Entry, name: &str, value: String) {
    match name {
        "title" => entry.title.get_or_insert_empty(value),
        "link" => entry.link.get_or_insert_empty(value.trim().to_owned()),
        "guid" | "id" => entry.id.get_or_insert_empty(value),
        "pubDate" | "published" | "dc:date" | "issued" | "dc:issued" => entry.published.get_or_insert_empty(value),
        "updated" | "modified" | "dcterms:modified" => entry.updated.get_or_insert_empty(value),
        "content:encoded" | "content" | "description" | "summary" | "dc:description" | "fullitem" => {
            entry.bodies.push(value);
        }
        _ => {}
    }
}
