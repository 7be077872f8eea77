//! What a page shows: its headings, its byline, its dates, the language of its text.

use dom_query::{Document as Dom, NodeRef, Selection};

use super::layer::{Layer, decoded, name_list};
use crate::document::date;

/// Where a page shows its author, in the order in which they are believed.
const AUTHORS: &[&str] = &[
    "[itemprop=author] [itemprop=name]", "[itemprop=author]", "a[rel~=author]", "[rel~=author]",
    "[class*=author-name]", "[class*=authorName]", "[class*=byline] a", "[class*=byline]", "[class*=Byline]",
    "[class*=author] a", "[class*=author]", "[class*=Author]",
];
/// Where a page shows its date: the selector, and the attribute that holds it; the text where that is empty.
const DATES: &[(&str, &str)] = &[
    ("[itemprop=datePublished]", "content"), ("[itemprop=datePublished]", "datetime"), ("[itemprop=datePublished]", ""),
    ("time[pubdate]", "datetime"), ("article time[datetime]", "datetime"), ("time[datetime]", "datetime"),
    ("time", ""), ("abbr.published", "title"), ("[class*=publish]", ""), ("[class*=dateline]", ""),
    ("[class*=timestamp]", ""), ("[class*=date]", ""), ("[class*=Date]", ""),
];
/// Elements looked at for one selector.
const MOST_NODES: usize = 8;
/// Characters of the longest byline.
const LONGEST_BYLINE: usize = 100;

/// Reads what `page` shows.
pub(super) fn read(page: &Dom) -> Layer {
    Layer {
        title: headings(page).into_iter().next().or_else(|| text_of(&page.select_single("title"))),
        authors: AUTHORS.iter().find_map(|selector| author(page, selector)).into_iter().collect(),
        published: DATES.iter().find_map(|(selector, attribute)| day(page, selector, attribute)),
        language: page.select_single("html[lang]").attr("lang").map(|tag| tag.to_string()),
        ..Layer::default()
    }
}

/// The headings of the first level.
pub(super) fn headings(page: &Dom) -> Vec<String> {
    page.select("h1").nodes().iter().take(MOST_NODES).map(|node| decoded(&node.text())).filter(|text| !text.is_empty()).collect()
}

fn text_of(selection: &Selection) -> Option<String> {
    Some(decoded(&selection.text())).filter(|text| !text.is_empty())
}

fn author(page: &Dom, selector: &str) -> Option<String> {
    let nodes = page.select(selector);
    let name = |node: &NodeRef| {
        let text = node.attr("content").map_or_else(|| decoded(&node.text()), |value| decoded(&value));
        name_list(&text).filter(|name| name.chars().count() <= LONGEST_BYLINE)
    };
    nodes.nodes().iter().take(MOST_NODES).find_map(name)
}

fn day(page: &Dom, selector: &str, attribute: &str) -> Option<String> {
    let nodes = page.select(selector);
    let value = |node: &NodeRef| {
        let value = if attribute.is_empty() { Some(node.text()) } else { node.attr(attribute) };
        value.filter(|value| value.len() <= 200).and_then(|value| date::find(&value))
    };
    nodes.nodes().iter().take(MOST_NODES).find_map(value)
}
