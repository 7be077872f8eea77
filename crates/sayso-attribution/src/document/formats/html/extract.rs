//! Which text of a page belongs to the article.

use std::collections::HashSet;

use dom_query::{Document as Dom, NodeId};
use dom_smoothie::Readability;

use super::dom::{self, Step, Walk};

/// The element that the extraction puts the article in.
const ARTICLE: &str = "#readability-page-1";

/// The text nodes of `page` that an article extraction keeps; `None` where it finds no article. The page itself stays
/// as it is.
pub(super) fn kept(page: &Dom) -> Option<HashSet<NodeId>> {
    let mut reader = Readability::with_document(page.clone(), None, None).ok()?;
    reader.parse().ok()?;
    // The extraction moves nodes and takes some out, but never gives one another number.
    let found = reader.doc.select(ARTICLE);
    let article = found.nodes().first()?;
    let texts = Walk::of(*article).filter_map(|step| match step {
        Step::Enter(node) if node.is_text() => Some(node.id),
        _ => None,
    });
    Some(texts.collect())
}

/// The number of characters, white space left out, of the text nodes in `kept`.
pub(super) fn length(page: &Dom, kept: &HashSet<NodeId>) -> usize {
    let texts = kept.iter().filter_map(|id| dom::text(&dom::node(&page.tree, *id)));
    texts.map(|text| text.chars().filter(|c| !c.is_whitespace()).count()).sum()
}
