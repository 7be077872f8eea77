//! BibTeX, as biblatex and BibTeX read it.

use super::Cited;
use crate::escape::bibtex as escaped;

/// One entry: the article, with the words in a field of their own that no style prints.
pub fn entry(cited: &Cited, key: &str) -> String {
    let sort = if cited.publication.is_some() { "article" } else { "misc" };
    let authors: Vec<String> = cited.authors().into_iter().map(author).collect();
    let year = cited.published.as_deref().and_then(|date| date.get(..4)).unwrap_or_default();
    let place = if cited.paragraph > 0 { format!("¶{}", cited.paragraph) } else { String::new() };
    let of = |text: &Option<String>| escaped(text.as_deref().unwrap_or_default());
    let fields = [
        ("author", authors.join(" and ")),
        // The braces keep its capitals.
        ("title", format!("{{{}}}", escaped(&cited.title))),
        ("journal", of(&cited.publication)),
        ("date", of(&cited.published)),
        ("year", escaped(year)),
        ("url", cited.url.as_deref().map(address).unwrap_or_default()),
        ("pages", cited.page.map(|page| page.to_string()).unwrap_or_default()),
        ("note", escaped(&place)),
        ("quotation", escaped(&cited.words)),
        ("speaker", of(&cited.speaker)),
        ("annotation", of(&cited.note)),
    ];
    let rows = fields.into_iter().filter(|(_, value)| !value.is_empty());
    let rows: Vec<String> = rows.map(|(name, value)| format!("  {name} = {{{value}}},\n")).collect();
    format!("@{sort}{{{key},\n{}}}", rows.concat())
}

/// The entry's name: `nato-looks-to-asia-q18`.
pub fn key(cited: &Cited) -> String {
    let fit = |c: char| if c.is_ascii_alphanumeric() || c == '-' { c } else { '-' };
    let key: String = cited.address.replace("#q", "-q").chars().map(fit).collect();
    if key.chars().any(|c| c.is_ascii_alphanumeric()) { key } else { format!("sayso{key}") }
}

/// A comma would turn a name round.
fn author(name: &str) -> String {
    let name = escaped(name);
    if name.contains(',') { format!("{{{name}}}") } else { name }
}

/// Taken as it stands, so braces and backslashes are percent-encoded.
fn address(url: &str) -> String {
    url.replace('\\', "%5C").replace('{', "%7B").replace('}', "%7D")
}
