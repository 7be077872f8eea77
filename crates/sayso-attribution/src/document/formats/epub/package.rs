//! The package document of a book: what it says of itself, and the parts in reading order.

use std::collections::HashMap;

use crate::document::formats::archive::{Archive, EntryError, resolved};
use crate::document::formats::xml::{self, Event, Tag, Xml};
use crate::document::refusal::Refusal;
use crate::text::clean_words;

/// What is known of a book.
#[derive(Debug, Default)]
pub(super) struct Package {
    pub title: String,
    /// All authors.
    pub author: Option<String>,
    pub published: Option<String>,
    pub language: Option<String>,
    /// Names of the entries to read, in order; what is not linear comes last.
    pub spine: Vec<String>,
    /// The entry with the table of contents, and whether it is of EPUB 3.
    pub contents: Option<(String, bool)>,
}

/// Reads it.
///
/// # Errors
///
/// [`Refusal::Damaged`] where there is none, [`Refusal::Encrypted`] where it cannot be opened.
pub(super) fn read(archive: &mut Archive) -> Result<Package, Refusal> {
    let refused = |name: &str, error: &EntryError| match error {
        EntryError::Encrypted => Refusal::Encrypted { what: super::WHAT },
        error => Refusal::Damaged { what: super::WHAT, why: format!("{name} {error}") },
    };
    let container =
        archive.read("META-INF/container.xml").map_err(|error| refused("META-INF/container.xml", &error))?;
    let path = package_path(&xml::decoded(&container).text);
    let path =
        path.ok_or_else(|| Refusal::Damaged { what: super::WHAT, why: "it has no package document".to_owned() })?;
    let bytes = archive.read(&path).map_err(|error| refused(&path, &error))?;
    Ok(Reader::new(&path).read(&xml::decoded(&bytes).text))
}

fn package_path(container: &str) -> Option<String> {
    let mut xml = Xml::new(container);
    while let Some(event) = xml.next() {
        if let Event::Open(tag) = event
            && tag.local() == "rootfile"
            && let Some(path) = tag.attribute("full-path")
        {
            return Some(path);
        }
    }
    None
}

/// An entry of the manifest.
struct Item {
    path: String,
    media_type: String,
    properties: String,
}

struct Reader<'p> {
    path: &'p str,
    package: Package,
    items: HashMap<String, Item>,
    spine: Vec<(String, bool)>,
    ncx: Option<String>,
    creators: Vec<Creator>,
}

#[derive(Default)]
struct Creator {
    id: String,
    name: String,
    /// A MARC relator: `aut`.
    role: String,
}

impl<'p> Reader<'p> {
    fn new(path: &'p str) -> Self {
        Self {
            path,
            package: Package::default(),
            items: HashMap::new(),
            spine: Vec::new(),
            ncx: None,
            creators: Vec::new(),
        }
    }

    fn read(mut self, source: &str) -> Package {
        let mut xml = Xml::new(source);
        let mut inside: Option<String> = None;
        while let Some(event) = xml.next() {
            match event {
                Event::Open(tag) => {
                    self.open(&tag);
                    inside = Some(tag.local().to_owned());
                    if let ("meta", Some(of)) = (tag.local(), tag.attribute("refines")) {
                        let is_role = tag.attribute("property").is_some_and(|property| property == "role");
                        inside = is_role.then(|| format!("role{of}"));
                    }
                }
                Event::Close(_) => inside = None,
                Event::Text(text) => {
                    if let Some(name) = &inside {
                        self.text(name, &text);
                    }
                }
            }
        }
        self.finish()
    }

    fn open(&mut self, tag: &Tag) {
        let told = |name: &str| tag.attribute(name).unwrap_or_default();
        match tag.local() {
            "item" => {
                let path = resolved(self.path, &told("href"));
                let item = Item { path, media_type: told("media-type"), properties: told("properties") };
                self.items.insert(told("id"), item);
            }
            "itemref" => self.spine.push((told("idref"), told("linear") != "no")),
            "spine" => self.ncx = tag.attribute("toc"),
            "creator" => self.creators.push(Creator { id: told("id"), name: String::new(), role: told("role") }),
            _ => {}
        }
    }

    fn text(&mut self, name: &str, text: &str) {
        let package = &mut self.package;
        match name {
            "title" if package.title.is_empty() => package.title = clean_words(text),
            "language" if package.language.is_none() => package.language = Some(clean_words(text)),
            "date" if package.published.is_none() => {
                package.published = Some(day(text.trim())).filter(|day| !day.is_empty());
            }
            "creator" => {
                if let Some(creator) = self.creators.last_mut() {
                    creator.name += text;
                }
            }
            name => {
                let of = name.strip_prefix("role#").unwrap_or_default();
                if let Some(creator) = self.creators.iter_mut().find(|creator| !of.is_empty() && creator.id == of) {
                    text.trim().clone_into(&mut creator.role);
                }
            }
        }
    }

    fn finish(mut self) -> Package {
        let is_author = |creator: &&Creator| creator.role.is_empty() || creator.role == "aut";
        let authors: Vec<String> =
            self.creators.iter().filter(is_author).map(|creator| clean_words(&creator.name)).collect();
        self.package.author = Some(authors.join(", ")).filter(|author| !author.is_empty());
        let nav = self.items.values().find(|item| item.properties.split_whitespace().any(|word| word == "nav"));
        let ncx = || self.ncx.as_ref().and_then(|id| self.items.get(id));
        let by_type = || self.items.values().find(|item| item.media_type == "application/x-dtbncx+xml");
        let contents = nav.map(|item| (item.path.clone(), true));
        self.package.contents = contents.or_else(|| Some((ncx().or_else(by_type)?.path.clone(), false)));
        // What stands outside the reading order (answers, notes) comes behind it.
        self.spine.sort_by_key(|(_, linear)| !linear);
        let paths = self.spine.iter().filter_map(|(id, _)| self.items.get(id)).filter(|item| is_text(item));
        self.package.spine = paths.map(|item| item.path.clone()).collect();
        self.package
    }
}

/// Books have their chapters as XHTML, HTML and plain XML.
fn is_text(item: &Item) -> bool {
    let ending = item.path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let known = ["xhtml", "html", "htm", "xml"].contains(&ending.as_str());
    let kind = item.media_type.as_str();
    kind.contains("html") || kind.ends_with("/xml") || (kind.is_empty() && known)
}

/// A date to the day, month or year, as exact as it is.
fn day(text: &str) -> String {
    let fits = |length: usize| {
        let head = text.get(..length)?;
        let digits = head
            .bytes()
            .enumerate()
            .all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
        digits.then(|| head.to_owned())
    };
    [10, 7, 4].into_iter().find_map(fits).unwrap_or_default()
}
