//! CSL-JSON, as Zotero, Pandoc and citeproc read it.

use serde_json::{Map, Value, json};

use super::Cited;

/// One item: the article, with the words under `custom`, where the format keeps what it has no word for.
pub fn item(cited: &Cited, id: &str) -> Value {
    let authors: Vec<Value> = cited.authors().into_iter().map(|name| json!({ "literal": name })).collect();
    let date: Option<Vec<u32>> =
        cited.published.as_deref().and_then(|date| date.split('-').map(|n| n.parse().ok()).collect());
    let custom = json!({
        "quotation": cited.words,
        "speaker": cited.speaker,
        "kind": cited.kind,
        "paragraph": cited.paragraph,
        "article": cited.article,
        "address": cited.address,
    });
    let fields = [
        ("id", json!(id)),
        ("type", json!(if cited.publication.is_some() { "article-newspaper" } else { "webpage" })),
        ("title", json!(cited.title)),
        ("author", json!(authors)),
        ("container-title", json!(cited.publication)),
        ("issued", date.map_or(Value::Null, |date| json!({ "date-parts": [date] }))),
        ("URL", json!(cited.url)),
        // A locator belongs to a citation, not to an item.
        ("page", json!(cited.page.map(|page| page.to_string()))),
        ("annote", json!(cited.note)),
        ("custom", custom),
    ];
    let told = fields.into_iter().filter(|(_, value)| !value.is_null() && *value != json!([]));
    Value::Object(told.map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>())
}
