//! The choice of the text of a page that belongs to the article.

use std::collections::HashSet;

use dom_query::{Document as Dom, NodeId};
use dom_smoothie::{Article, Metadata, Readability};

use super::dom::{Step, Walk};

/// The element that the extraction puts the article in.
const ARTICLE: &str = "#readability-page-1";

/// What an extraction tells of a page.
#[derive(Debug, Default)]
pub(super) struct Extracted {
    /// The text nodes that it keeps; `None` where it finds no article.
    pub kept: Option<HashSet<NodeId>>,
    /// What it says of the article.
    pub metadata: Metadata,
}

/// Looks for the article in `page`, which stays as it is.
pub(super) fn extract(page: &Dom) -> Extracted {
    let Ok(mut reader) = Readability::with_document(page.clone(), None, None) else { return Extracted::default() };
    if let Ok(article) = reader.parse() {
        return Extracted { kept: kept(&reader.doc), metadata: metadata(article) };
    }
    let reader = Readability { doc: page.clone(), ..reader };
    Extracted { kept: None, metadata: reader.get_article_metadata(reader.parse_json_ld()) }
}

/// The extraction moves nodes and takes some out, but never gives one another number.
fn kept(page: &Dom) -> Option<HashSet<NodeId>> {
    let found = page.select(ARTICLE);
    let article = found.nodes().first()?;
    let texts = Walk::of(*article).filter_map(|step| match step {
        Step::Enter(node) if node.is_text() => Some(node.id),
        _ => None,
    });
    Some(texts.collect())
}

fn metadata(article: Article) -> Metadata {
    Metadata { title: article.title, byline: article.byline, ..Metadata::default() }
}
