//! BibTeX, as biblatex and BibTeX read it.

use super::works::Work;
use crate::escape::bibtex as escaped;
use crate::search::year;

/// One entry: the article, with its quotes in a field that no style prints.
pub(super) fn entry(work: &Work) -> String {
    let cited = work.quotes[0];
    let sort = if cited.publication.is_some() { "article" } else { "misc" };
    let authors: Vec<String> = cited.authors().into_iter().map(author).collect();
    let year = cited.published.as_deref().and_then(year).unwrap_or_default();
    let of = |text: &Option<String>| escaped(text.as_deref().unwrap_or_default());
    let file = if cited.url.is_none() { escaped(cited.place()) } else { String::new() };
    let fields = [
        ("author", authors.join(" and ")),
        // The braces keep its capitals.
        ("title", format!("{{{}}}", escaped(&cited.title))),
        ("journal", of(&cited.publication)),
        ("date", of(&cited.published)),
        ("year", escaped(year)),
        ("url", cited.url.as_deref().map(address).unwrap_or_default()),
        ("pages", work.pages()),
        ("howpublished", file),
        ("annotation", escaped(&work.notes())),
    ];
    let rows = fields.into_iter().filter(|(_, value)| !value.is_empty());
    let rows: Vec<String> = rows.map(|(name, value)| format!("  {name} = {{{value}}},\n")).collect();
    format!("@{sort}{{{},\n{}}}", work.key, rows.concat())
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
