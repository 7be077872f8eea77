//! What a page shows: its headings, its byline, its dates, the language of its text.

use std::collections::BTreeMap;

use dom_query::{Document as Dom, NodeRef};

use super::super::dom::{self, Step, Walk};
use super::super::hints;
use super::super::marks::Mark;
use super::layer::{Layer, decoded, name_list};
use crate::document::date;

/// Elements of one sort that are looked at; a bound for hostile pages.
const MOST_VALUES: usize = 8;
/// Characters of the longest byline, and bytes of the longest date.
const LONGEST_BYLINE: usize = 100;
const LONGEST_DATE: usize = 200;

/// What a page shows, and its headings of the first level.
#[derive(Debug, Default)]
pub(super) struct Shown {
    pub layer: Layer,
    pub headings: Vec<String>,
}

/// Reads what `page` shows, in one walk.
pub(super) fn read(page: &Dom) -> Shown {
    let mut seen = Seen::default();
    for step in Walk::of(page.root()) {
        if let Step::Enter(node) = step
            && node.is_element()
        {
            seen.look_at(&node);
        }
    }
    let headings = seen.headings;
    let layer = Layer {
        title: headings.first().cloned().or(seen.title),
        authors: seen.authors.into_values().next().into_iter().collect(),
        published: seen.dates.into_values().next(),
        language: seen.language,
        ..Layer::default()
    };
    Shown { layer, headings }
}

/// The first value of each sort, by how much the sort is believed: the lowest number most.
#[derive(Default)]
struct Seen {
    title: Option<String>,
    headings: Vec<String>,
    authors: BTreeMap<u8, String>,
    dates: BTreeMap<u8, String>,
    /// How many elements of each sort were looked at for an author, and for a date.
    tried: BTreeMap<(bool, u8), usize>,
    language: Option<String>,
}

impl Seen {
    fn look_at(&mut self, node: &NodeRef) {
        match dom::name(node).as_str() {
            "html" => self.language = node.attr("lang").or_else(|| node.attr("xml:lang")).map(|tag| tag.to_string()),
            "title" if self.title.is_none() => self.title = Some(decoded(&node.text())).filter(|text| !text.is_empty()),
            "h1" if self.headings.len() < MOST_VALUES => {
                self.headings.extend(Some(decoded(&node.text())).filter(|text| !text.is_empty()));
            }
            "time" => self.date(3, || node.attr("datetime").or_else(|| Some(node.text()))),
            _ => {}
        }
        if let Some(name) = node.attr("itemprop") {
            self.property(&name, node);
        }
        if node.attr("rel").is_some_and(|rel| rel.split_ascii_whitespace().any(|rel| rel == "author")) {
            self.author(2, node);
        }
        let hints = hints::of(node);
        if hints.has(Mark::Byline) {
            self.author(if node.has_name("a") { 3 } else { 4 }, node);
            self.date(5, || Some(node.text()));
        } else if hints.has(Mark::Date) {
            self.date(6, || Some(node.text()));
        }
    }

    fn property(&mut self, name: &str, node: &NodeRef) {
        match name {
            "author" => {
                let inner = node.descendants_it().find(|inner| inner.attr("itemprop").as_deref() == Some("name"));
                self.author(1, inner.as_ref().unwrap_or(node));
            }
            "datePublished" => {
                self.date(1, || node.attr("content").or_else(|| node.attr("datetime")).or_else(|| Some(node.text())));
            }
            _ => {}
        }
    }

    /// Counts a look at an element of this sort; `true` once there were enough.
    fn is_tried(&mut self, author: bool, rank: u8) -> bool {
        let tried = self.tried.entry((author, rank)).or_default();
        *tried += 1;
        *tried > MOST_VALUES
    }

    fn author(&mut self, rank: u8, node: &NodeRef) {
        if self.authors.contains_key(&rank) || self.is_tried(true, rank) {
            return;
        }
        let text = node.attr("content").unwrap_or_else(|| node.text());
        let name = if text.len() <= LONGEST_BYLINE * 8 { name_list(&decoded(&text)) } else { None };
        if let Some(name) = name.filter(|name| name.chars().count() <= LONGEST_BYLINE) {
            self.authors.insert(rank, name);
        }
    }

    fn date<T: std::ops::Deref<Target = str>>(&mut self, rank: u8, value: impl FnOnce() -> Option<T>) {
        if self.dates.contains_key(&rank) || self.is_tried(false, rank) {
            return;
        }
        let day = value().filter(|value| value.len() <= LONGEST_DATE).and_then(|value| date::find(&value));
        if let Some(day) = day {
            self.dates.insert(rank, day);
        }
    }
}
