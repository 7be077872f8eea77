//! A quote as text to take away.

use crate::library::{Library, QuoteId};
use crate::text::one_line;

/// The words, who said them, and where they were printed:
/// `“extra cautious …” — Mao Ning, in “NATO looks to Asia”, Asian Affairs, 2023-07, ¶21`.
pub fn quote_with_citation(library: &Library, id: QuoteId) -> Option<String> {
    let (article, quote) = (library.article(id.article)?, library.quote(id)?);
    let (document, meta) = (&article.document, article.document.meta());
    let words = one_line(&quote.content.text(document.text()));
    let name = article.analysis.name(quote.speaker);
    let mut from = format!("“{words}” — {name}, in “{}”", meta.title);
    for part in [&meta.publication, &meta.published].into_iter().flatten() {
        from += ", ";
        from += part;
    }
    Some(format!("{from}, ¶{}", document.paragraph_at(quote.content.start())))
}
