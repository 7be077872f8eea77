//! JSON Feed, versions 1 and 1.1.

use serde_json::Value;

use super::entry::{About, Entry, Feed};
use crate::document::refusal::Refusal;

/// Reads a feed.
///
/// # Errors
///
/// [`Refusal::Damaged`] for text that is no JSON.
pub(super) fn read(bytes: &[u8]) -> Result<Feed, Refusal> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let feed: Value = serde_json::from_slice(bytes)
        .map_err(|error| Refusal::Damaged { what: "a feed (JSON)", why: error.to_string() })?;
    let about =
        About { title: text(&feed, "title"), author: authors(&feed).join(", "), language: text(&feed, "language") };
    let items = feed.get("items").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    Ok(Feed { about, entries: items.iter().map(entry).collect(), is_broken: false })
}

fn entry(item: &Value) -> Entry {
    // Plain text is escaped, as the longest body is read as HTML where it looks like it.
    let plain = |name: &str| html_escape::encode_text(&text(item, name)).into_owned();
    let html = text(item, "content_html");
    Entry {
        id: text(item, "id"),
        title: text(item, "title"),
        link: [text(item, "url"), text(item, "external_url")]
            .into_iter()
            .find(|url| !url.is_empty())
            .unwrap_or_default(),
        authors: authors(item),
        published: text(item, "date_published"),
        updated: text(item, "date_modified"),
        bodies: if html.is_empty() {
            vec![plain("content_text"), plain("summary")]
        } else {
            vec![html, plain("summary")]
        },
    }
}

/// A string, or a number as some feeds have it for an id.
fn text(value: &Value, name: &str) -> String {
    match value.get(name) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

fn authors(value: &Value) -> Vec<String> {
    let many = value.get("authors").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    many.iter().chain(value.get("author")).map(|author| text(author, "name")).filter(|name| !name.is_empty()).collect()
}
