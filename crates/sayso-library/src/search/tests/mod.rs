//! Queries on a small made-up library: what is found, in which order, with which letters lit.

mod oracle;
mod order;
mod properties;
mod read;
mod rows;
mod who;

use super::*;
use crate::state::{ArticleKey, Event, EventKind, Stamper};
use crate::test_support::{article, sample};
use crate::{Article, ArticleId, Library, QuoteId};
use sayso_attribution::text::Span;

fn answer(library: &Library, query: &str) -> Results {
    let index = Index::of(library);
    search(&index, library, &Query::parse(query), 50)
}

/// The words of a quote.
fn said(library: &Library, id: QuoteId) -> String {
    let text = library.article(id.article).unwrap().document.text();
    library.quote(id).unwrap().content.text(text)
}

/// The words of an article at each of `spans`.
fn words(library: &Library, article: ArticleId, spans: &[Span]) -> String {
    let text = library.article(article).unwrap().document.text();
    spans.iter().map(|span| span.of(text)).collect::<Vec<_>>().join("|")
}
