//! Front matter: what stands between `+++` (TOML) or `---` (`key: value`) lines at the head of a file.

use crate::document::model::{Meta, Warning};
use crate::document::{date, link};
use crate::text::clean_words;

/// Key of the front matter that says that the kinds of blocks are as marked.
pub(in crate::document) const BLOCKS: &str = "blocks";
/// Its value for a document that is a saved page.
pub(in crate::document) const OF_PAGE: &str = "page";
/// Its value for other documents.
pub(in crate::document) const OF_TEXT: &str = "text";

/// What the head of a file said, and where the article starts behind it.
#[derive(Debug, Default)]
pub(in crate::document) struct Front {
    pub meta: Meta,
    /// Byte in the source where the body starts; 0 without front matter.
    pub body: usize,
    pub warnings: Vec<Warning>,
    /// Whether the kinds of the blocks are as they are marked, and of what.
    pub marked: Option<Marked>,
}

/// A document that was written as Markdown with the kinds of all its blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::document) enum Marked {
    /// It was a saved page.
    Page,
    /// It was any other text.
    Text,
}

/// A key and what it was set to; a list is joined by commas.
type Pair = (String, String);

/// A fault: its 1-based line within the matter, and what is wrong.
type Fault = (usize, String);

/// Reads the front matter of `source`. A fault in it is a warning and its text stays in the article.
pub(in crate::document) fn read(source: &str) -> Front {
    let Some((matter, body, toml)) = split(source) else { return Front::default() };
    let pairs = if toml { toml_pairs(matter) } else { simple_pairs(matter) };
    match pairs {
        Ok(pairs) => {
            let mut front = Front { body, ..Front::default() };
            for (key, value) in pairs {
                front.set(&key.to_lowercase(), &clean_words(&value));
            }
            front
        }
        Err((line, fault)) => {
            let message = format!("The front matter cannot be read, so it is kept as text: {}.", clean_words(&fault));
            Front { warnings: vec![Warning { line: Some(line + 1), message }], ..Front::default() }
        }
    }
}

/// The keys in the front matter at the start of `source`, in small letters, and their values; none where there is no front
/// matter that can be read.
///
/// ```
/// use sayso_attribution::document::front_matter_keys;
///
/// let keys = front_matter_keys("---\nTitle: \"Talks\"\nsaved: 2025-06-02\n---\n\nText.\n");
/// assert_eq!(keys, [("title".to_owned(), "Talks".to_owned()), ("saved".to_owned(), "2025-06-02".to_owned())]);
/// ```
pub fn keys(source: &str) -> Vec<(String, String)> {
    let Some((matter, _, toml)) = split(source) else { return Vec::new() };
    let pairs = if toml { toml_pairs(matter) } else { simple_pairs(matter) };
    let pairs = pairs.unwrap_or_default().into_iter();
    pairs.map(|(key, value)| (key.to_lowercase(), clean_words(&value))).collect()
}

/// Returns `true` if `source` starts with front matter that can be read and has a key that sets something.
pub(in crate::document) fn is_known(source: &str) -> bool {
    let front = read(source);
    front.body > 0 && front.meta != Meta::default()
}

impl Front {
    fn set(&mut self, key: &str, value: &str) {
        if value.is_empty() {
            return;
        }
        let text = Some(value.to_owned());
        let meta = &mut self.meta;
        match key {
            "title" => value.clone_into(&mut meta.title),
            "author" | "authors" | "by" | "byline" => meta.author = text,
            "publication" | "source" | "publisher" => meta.publication = text,
            "published" | "date" => meta.published = date::parse_loose(value),
            "language" | "lang" => meta.language = text.filter(|t| is_language(t)),
            "url" | "link" => meta.url = link::web(value),
            "digest_of" => meta.digest_of = text,
            BLOCKS if value == OF_PAGE => self.marked = Some(Marked::Page),
            BLOCKS if value == OF_TEXT => self.marked = Some(Marked::Text),
            _ => return,
        }
        let lost = match key {
            "published" | "date" => meta.published.is_none(),
            "language" | "lang" => meta.language.is_none(),
            "url" | "link" => meta.url.is_none(),
            _ => false,
        };
        if lost {
            let message = format!("{key} in the front matter is ignored: “{value}” cannot be used.");
            self.warnings.push(Warning { line: None, message });
        }
    }
}

/// The matter, where the body starts, and whether it is TOML.
fn split(source: &str) -> Option<(&str, usize, bool)> {
    let mut lines = source.split_inclusive('\n');
    let first = lines.next()?;
    let fence = first.trim_end();
    if !matches!(fence, "+++" | "---") {
        return None;
    }
    let mut at = first.len();
    for line in lines {
        let end = at + line.len();
        if line.trim_end() == fence {
            return Some((&source[first.len()..at], end, fence == "+++"));
        }
        at = end;
    }
    None
}

fn toml_pairs(matter: &str) -> Result<Vec<Pair>, Fault> {
    let table: toml::Table = matter.parse().map_err(|fault: toml::de::Error| {
        let at = fault.span().map_or(0, |span| span.start);
        let line = matter.get(..at).map_or(0, |head| head.matches('\n').count());
        (line + 1, fault.message().to_owned())
    })?;
    Ok(table.into_iter().map(|(key, value)| (key, flat(&value))).collect())
}

fn flat(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => text.clone(),
        toml::Value::Array(items) => items.iter().filter_map(toml::Value::as_str).collect::<Vec<_>>().join(", "),
        toml::Value::Table(_) => String::new(),
        other => other.to_string(),
    }
}

/// `key: value` lines, comments, and lists given inline or as `- item` lines. Nested keys are passed over.
fn simple_pairs(matter: &str) -> Result<Vec<Pair>, Fault> {
    let mut pairs: Vec<Pair> = Vec::new();
    for (at, line) in matter.lines().enumerate() {
        let text = line.trim();
        if text.is_empty() || text.starts_with('#') {
            continue;
        }
        match (text.strip_prefix("- "), pairs.last_mut()) {
            (Some(item), Some((_, value))) => {
                if !value.is_empty() {
                    value.push_str(", ");
                }
                value.push_str(&scalar(item));
            }
            _ if line.starts_with([' ', '\t']) => {}
            _ => {
                let (key, value) =
                    text.split_once(':').ok_or_else(|| (at + 1, "a line is not `key: value`".to_owned()))?;
                pairs.push((key.trim().to_owned(), value_of(value.trim())));
            }
        }
    }
    Ok(pairs)
}

fn value_of(value: &str) -> String {
    match value.strip_prefix('[').and_then(|v| v.strip_suffix(']')) {
        Some(items) => items.split(',').map(scalar).collect::<Vec<_>>().join(", "),
        None => scalar(value),
    }
}

/// A value without its quotation marks, or without the comment behind it.
fn scalar(value: &str) -> String {
    let value = value.trim();
    if let Some(inner) = value.strip_prefix('\'').and_then(|v| v.strip_suffix('\'')) {
        return inner.replace("''", "'");
    }
    if let Some(inner) = value.strip_prefix('"').and_then(|v| v.strip_suffix('"')) {
        return inner.replace("\\\"", "\"").replace("\\\\", "\\");
    }
    value.split(" #").next().unwrap_or_default().trim().to_owned()
}

/// Returns `true` if it has the shape of a BCP 47 tag.
pub(in crate::document) fn is_language(tag: &str) -> bool {
    (2..=35).contains(&tag.len())
        && tag.split('-').all(|p| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_kinds_say_the_same() {
        let toml = "+++\ntitle = \"A: B\"\nauthors = [\"Ann Lee\", \"Bo Roe\"]\nsource = 'The Day'\ndate = 2023-07-14\nlang = \"en-GB\"\nurl = \"https://ex.org/a\"\n+++\nBody";
        let yaml = "---\r\n# head\ntitle: \"A: B\"\nauthors: ['Ann Lee', Bo Roe]\npublication: The Day # weekly\npublished: 14 July 2023\nlanguage: en-GB\nlink: https://ex.org/a\ntags:\n  - x\nnested:\n  key: value\n---\nBody";
        let lists = "---\ntitle: 'A: B'\nauthor:\n- Ann Lee\n- Bo Roe\nsource: The Day\ndate: 2023-07-14\nlang: en-GB\nurl: https://ex.org/a\n---\nBody";
        for source in [toml, yaml, lists] {
            let front = read(source);
            let meta = &front.meta;
            assert_eq!((meta.title.as_str(), meta.author.as_deref()), ("A: B", Some("Ann Lee, Bo Roe")));
            assert_eq!((meta.publication.as_deref(), meta.published.as_deref()), (Some("The Day"), Some("2023-07-14")));
            assert_eq!((meta.language.as_deref(), meta.url.as_deref()), (Some("en-GB"), Some("https://ex.org/a")));
            assert_eq!((&source[front.body..], front.warnings), ("Body", vec![]));
        }
    }

    #[test]
    fn a_fault_names_its_line_and_keeps_the_text() {
        for (source, line) in
            [("+++\ntitle = \"x\"\nauthor = \n+++\nBody", 3), ("---\ntitle: x\nno pair here\n---\nBody", 3)]
        {
            let front = read(source);
            assert_eq!((front.body, &front.meta), (0, &Meta::default()));
            assert_eq!(front.warnings[0].line, Some(line), "{}", front.warnings[0].message);
        }
    }

    #[test]
    fn a_value_that_cannot_be_used_is_told() {
        let front = read("---\nurl: javascript:alert(1)\ndate: soon\nlang: e\u{1b}n\n---\n");
        assert_eq!(front.meta, Meta::default());
        assert_eq!(front.warnings.len(), 3);
        assert!(front.warnings.iter().all(|w| !w.message.contains('\u{1b}')));
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        assert_eq!(read("---\n\nText without an end of it.\n").body, 0);
        assert_eq!(read("Text\n---\n").body, 0);
    }
}
