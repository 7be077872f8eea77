//! Many quotes in one file, for other programs and for people.

use serde_json::Value;

use super::field::FIELDS;
use super::works::works;
use super::{Cited, Styles, bibtex, csl};
use crate::escape;

/// What a list is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A block of Markdown each.
    Markdown,
    /// A JSON object a line.
    JsonLines,
    /// A table with a header.
    Csv,
    /// A bibliography for LaTeX.
    BibTex,
    /// A bibliography for Zotero, Pandoc and the like.
    CslJson,
}

/// Form, name, and the endings of its files.
const TABLE: &[(Form, &str, &[&str])] = &[
    (Form::Markdown, "Markdown", &["md", "markdown"]),
    (Form::JsonLines, "JSON Lines", &["jsonl", "ndjson"]),
    (Form::Csv, "CSV", &["csv"]),
    (Form::BibTex, "BibTeX", &["bib"]),
    (Form::CslJson, "CSL-JSON", &["json"]),
];

impl Form {
    /// The form that a file with this name has, told by its ending.
    pub fn of_file(name: &str) -> Option<Self> {
        let ending = name.rsplit_once('.')?.1.to_ascii_lowercase();
        TABLE.iter().find(|row| row.2.contains(&ending.as_str())).map(|row| row.0)
    }

    /// Every ending with its form: `.md Markdown`.
    pub fn endings() -> String {
        TABLE.iter().map(|row| format!(".{} {}", row.2[0], row.1)).collect::<Vec<_>>().join(", ")
    }

    /// The whole file.
    pub fn write(self, list: &[Cited]) -> String {
        match self {
            Self::Markdown => markdown(list),
            Self::JsonLines => list.iter().map(|cited| cited.json() + "\n").collect(),
            Self::Csv => csv(list),
            Self::BibTex => works(list).iter().map(|work| bibtex::entry(work) + "\n\n").collect(),
            Self::CslJson => {
                let items: Vec<Value> = works(list).iter().map(csl::item).collect();
                // What a terminal would obey is escaped by the same hand as in JSON Lines.
                escape::json(&items).unwrap_or_default() + "\n"
            }
        }
    }
}

fn markdown(list: &[Cited]) -> String {
    let styles = Styles::default();
    let block = |cited: &Cited| {
        let quote = styles.markdown(cited).unwrap_or_default();
        let notes = cited.note.iter().cloned().chain(cited.formerly());
        let parts: Vec<String> = std::iter::once(quote).chain(notes.map(|note| escape::markdown(&note))).collect();
        parts.join("\n\n") + "\n\n"
    };
    format!("# Clippings\n\n{}", list.iter().map(block).collect::<String>())
}

fn csv(list: &[Cited]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // A table in memory takes every row: all have one cell a field.
    let _ = writer.write_record(FIELDS.iter().map(|field| field.name));
    for cited in list {
        let _ = writer.write_record(FIELDS.iter().map(|field| escape::cell((field.of)(cited))));
    }
    writer.into_inner().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}
