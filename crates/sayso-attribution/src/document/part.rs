//! Files that hold several articles: the parts, their ids, and collecting them.

use std::collections::HashMap;
use std::fmt;

use super::model::{Document, Warning};

/// One article of a file.
#[derive(Clone, Debug)]
pub struct Part {
    /// Id of the part in the file; `None` if the file is one article.
    pub id: Option<PartId>,
    /// The article.
    pub document: Document,
    /// What of the file was not read, in sentences; with the first part only.
    pub left_out: Vec<String>,
}

/// Name of a part inside its file: lower-case letters, digits and `_`. It comes from what the part is called in the
/// file (the message id of a mail, the id of a feed's entry, the file name of a chapter), never from its position, so
/// that it stays the same when other parts come and go.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartId(String);

/// Longest id made of a name, in bytes.
const LONGEST_ID: usize = 40;

impl PartId {
    /// An id that reads like `name`: `Chapter-03.xhtml` gives `chapter_03`. A name without letters and digits gives an
    /// id from its fingerprint.
    ///
    /// ```
    /// use sayso_attribution::document::PartId;
    ///
    /// assert_eq!(PartId::of_name("Text/Chapter-03.xhtml").as_str(), "chapter_03");
    /// assert_eq!(PartId::of_name("q7").as_str(), "q7_");
    /// ```
    pub fn of_name(name: &str) -> Self {
        let file = name.rsplit('/').next().unwrap_or(name);
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let mut id = String::new();
        for c in stem.chars().filter(char::is_ascii) {
            if c.is_ascii_alphanumeric() {
                id.push(c.to_ascii_lowercase());
            } else if !id.ends_with('_') && !id.is_empty() {
                id.push('_');
            }
        }
        id.truncate(LONGEST_ID);
        let id = id.trim_end_matches('_').to_owned();
        match () {
            () if id.is_empty() => Self::of_key(name),
            // `#q7` names the seventh quote of an article.
            () if id.strip_prefix('q').is_some_and(|n| n.parse::<u32>().is_ok()) => Self(id + "_"),
            () => Self(id),
        }
    }

    /// An id of ten hexadecimal digits that stands for `key`, whatever that is.
    pub fn of_key(key: &str) -> Self {
        Self(format!("{:010x}", fingerprint(key.as_bytes()) & 0xff_ffff_ffff))
    }

    /// The id with this text, if it is one.
    pub fn parse(text: &str) -> Option<Self> {
        let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
        (!text.is_empty() && text.bytes().all(fits)).then(|| Self(text.to_owned()))
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The id of the `n`th part of this name, counted from 1.
    fn nth(&self, n: u32) -> Self {
        if n < 2 { self.clone() } else { Self(format!("{}_{n}", self.0)) }
    }
}

impl fmt::Display for PartId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The 64-bit FNV-1a hash of `bytes`, its bits mixed so that keys that differ in their last letter have little in
/// common. It only tells the parts of one file apart.
pub(in crate::document) fn fingerprint(bytes: &[u8]) -> u64 {
    let hash = bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    let mixed = (hash ^ hash >> 33).wrapping_mul(0xff51_afd7_ed55_8ccd);
    mixed ^ mixed >> 33
}

/// The parts of a file to read.
#[derive(Clone, Copy, Debug)]
pub enum WantedParts<'a> {
    /// All of them.
    All,
    /// Only those with these ids. A file that is one article is read all the same.
    Only(&'a [PartId]),
}

impl WantedParts<'_> {
    fn has(self, id: &PartId) -> bool {
        match self {
            Self::All => true,
            Self::Only(ids) => ids.contains(id),
        }
    }
}

/// Collects the parts of a file in its order. The document of a part is made only if that part is wanted.
pub(in crate::document) struct Parts<'a> {
    wanted: WantedParts<'a>,
    /// For each id the fingerprints of the parts that claim it.
    seen: HashMap<PartId, Vec<u64>>,
    collected: Vec<Part>,
    warnings: Vec<Warning>,
    found: usize,
}

impl<'a> Parts<'a> {
    pub fn new(wanted: WantedParts<'a>) -> Self {
        Self { wanted, seen: HashMap::new(), collected: Vec::new(), warnings: Vec::new(), found: 0 }
    }

    /// Adds the part with this id. Of parts with the same id and the same `source`, a fingerprint, the first is kept;
    /// where the sources differ, the later ones get ids of their own.
    pub fn add(&mut self, id: &PartId, source: u64, make: impl FnOnce() -> Document) {
        self.add_some(id, source, || Some(make()));
    }

    /// Like [`Self::add`], where the part may turn out to hold nothing to read.
    pub fn add_some(&mut self, id: &PartId, source: u64, make: impl FnOnce() -> Option<Document>) {
        let sources = self.seen.entry(id.clone()).or_default();
        if sources.contains(&source) {
            return;
        }
        sources.push(source);
        let id = id.nth(sources.len() as u32);
        if !self.wanted.has(&id) {
            self.found += 1;
        } else if let Some(document) = make() {
            self.found += 1;
            self.collected.push(Part { id: Some(id), document, left_out: Vec::new() });
        }
    }

    /// Adds the article that the whole file is.
    pub fn add_whole(&mut self, document: Document) {
        self.found += 1;
        self.collected.push(Part { id: None, document, left_out: Vec::new() });
    }

    /// Adds a warning about the file; it is shown with its first part.
    pub fn warn(&mut self, message: impl Into<String>) {
        let message = message.into();
        if self.warnings.iter().all(|warning| warning.message != message) {
            self.warnings.push(Warning { line: None, message });
        }
    }

    /// Number of parts that were met, wanted or not.
    pub fn found(&self) -> usize {
        self.found
    }

    /// All that was collected.
    pub fn finish(mut self) -> Vec<Part> {
        if let Some(first) = self.collected.first_mut() {
            first.left_out = self.warnings.iter().map(|warning| warning.message.clone()).collect();
            first.document.warnings.splice(0..0, self.warnings);
        }
        self.collected
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ids_read_like_names_and_are_no_numbers_of_quotes() {
        for (name, id) in [
            ("OEBPS/Text/Chapter 3 - The Tram.xhtml", "chapter_3_the_tram"),
            ("q12.html", "q12_"),
            ("quay.html", "quay"),
            ("--a--b--", "a_b"),
        ] {
            assert_eq!(PartId::of_name(name).as_str(), id);
        }
        assert_eq!(PartId::of_name("第一章.xhtml").as_str().len(), 10);
    }

    #[test]
    fn parts_of_one_id_are_told_apart_and_repeats_left_out() {
        let id = PartId::of_name("a");
        let mut parts = Parts::new(WantedParts::All);
        for source in ["one", "two", "one"] {
            parts.add(&id, fingerprint(source.as_bytes()), || crate::document::ingest(source.as_bytes(), "a.txt"));
        }
        let ids: Vec<String> = parts.finish().iter().map(|part| part.id.as_ref().unwrap().to_string()).collect();
        assert_eq!(ids, ["a", "a_2"]);
    }

    proptest! {
        #[test]
        fn every_id_parses_back(name in "\\PC{0,60}") {
            for id in [PartId::of_name(&name), PartId::of_key(&name)] {
                prop_assert_eq!(PartId::parse(id.as_str()), Some(id));
            }
        }
    }
}
