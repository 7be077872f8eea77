//! What a template may name: one row a field.

use super::Cited;

/// One field of a quote that is taken away.
pub struct Field {
    /// Its name in templates and CSV.
    pub name: &'static str,
    /// What it says, for the settings' own words.
    pub what: &'static str,
    /// Its text; empty where the article does not tell.
    pub of: fn(&Cited) -> String,
}

/// All of them, in the order of CSV.
pub const FIELDS: &[Field] = &[
    Field { name: "words", what: "the words, exactly as in the article", of: |c| c.words.clone() },
    Field { name: "quoted", what: "direct speech in “marks”, reported words without", of: Cited::quoted },
    Field { name: "claim", what: "speaker, verb and words as a sentence; empty for a selection", of: Cited::claim },
    Field { name: "cue", what: "the attributing words: said, has denied", of: |c| c.cue.clone() },
    Field { name: "speaker", what: "who said them", of: |c| some(c.speaker.as_ref()) },
    Field { name: "kind", what: "direct, mixed, indirect; empty for a selection", of: |c| c.kind.clone() },
    Field { name: "act", what: "speech, belief, intention", of: |c| c.act.clone() },
    Field { name: "status", what: "asserted, denied, hypothetical, second-hand", of: |c| c.status.clone() },
    Field { name: "via", what: "who reported the words", of: |c| some(c.via.as_ref()) },
    Field { name: "title", what: "the headline", of: |c| c.title.clone() },
    Field { name: "author", what: "the byline", of: |c| some(c.author.as_ref()) },
    Field { name: "publication", what: "the outlet", of: |c| some(c.publication.as_ref()) },
    Field { name: "published", what: "2023, 2023-07 or 2023-07-14", of: |c| some(c.published.as_ref()) },
    Field { name: "url", what: "web address of the article", of: |c| some(c.url.as_ref()) },
    Field { name: "digest_of", what: "the text that the article is a digest of", of: |c| some(c.digest_of.as_ref()) },
    Field { name: "paragraph", what: "number of the paragraph", of: |c| number(c.paragraph as usize) },
    Field { name: "page", what: "page of a PDF", of: |c| number(c.page.unwrap_or(0) as usize) },
    Field { name: "line", what: "line of the file", of: |c| number(c.line) },
    Field {
        name: "path",
        what: "file of the article",
        of: |c| if c.article == "-" { String::new() } else { c.article.clone() },
    },
    Field { name: "address", what: "address for `sayso show`", of: |c| c.address.clone() },
    Field { name: "note", what: "your note on a clipping", of: |c| some(c.note.as_ref()) },
    Field { name: "was", what: "who a clipping was credited to before a correction", of: |c| some(c.was.as_ref()) },
];

fn some(text: Option<&String>) -> String {
    text.cloned().unwrap_or_default()
}

/// 0 is nowhere.
fn number(n: usize) -> String {
    if n == 0 { String::new() } else { n.to_string() }
}
