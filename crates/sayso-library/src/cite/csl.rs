//! CSL-JSON, as Zotero, Pandoc and citeproc read it.

use serde_json::{Map, Value, json};

use super::works::Work;

/// One item: the article, with its quotes as a note.
pub(super) fn item(work: &Work) -> Value {
    let cited = work.quotes[0];
    let authors: Vec<Value> = cited.authors().into_iter().map(|name| json!({ "literal": name })).collect();
    let date: Option<Vec<u32>> =
        cited.published.as_deref().and_then(|date| date.split('-').map(|n| n.parse().ok()).collect());
    let fields = [
        ("id", json!(work.key)),
        ("type", json!(if cited.publication.is_some() { "article-newspaper" } else { "webpage" })),
        ("title", json!(cited.title)),
        ("author", json!(authors)),
        ("container-title", json!(cited.publication)),
        ("issued", date.map_or(Value::Null, |date| json!({ "date-parts": [date] }))),
        ("URL", json!(cited.url)),
        ("page", json!(work.pages())),
        ("source", json!(cited.url.is_none().then(|| cited.place()))),
        ("note", json!(work.notes())),
    ];
    let told = fields.into_iter().filter(|(_, value)| !value.is_null() && *value != json!([]) && *value != json!(""));
    Value::Object(told.map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>())
}
