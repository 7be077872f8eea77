//! Small questions to a parsed page.

use dom_query::{NodeData, NodeId, NodeRef};

/// The attribute that tells where in the source the content of an element starts, in bytes.
pub(super) const PLACE: &str = "data-sayso-at";

/// Elements that start a block of their own.
const BLOCK: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
    "video",
    "audio",
    "noscript",
    "iframe",
    "optgroup",
    "option",
];
/// Elements whose text is no part of a page's text.
const WORDLESS: &[&str] = &[
    "script", "style", "head", "template", "svg", "math", "noscript", "iframe", "object", "select", "button",
    "textarea", "audio", "video", "canvas", "datalist", "rp",
];

/// The name of an element; empty for other nodes.
pub(super) fn name(node: &NodeRef) -> String {
    node.qual_name_ref().map(|name| name.local.to_string()).unwrap_or_default()
}

/// The characters of a text node.
pub(super) fn text(node: &NodeRef) -> Option<String> {
    node.query_or(None, |node| match &node.data {
        NodeData::Text { contents } => Some(contents.to_string()),
        _ => None,
    })
}

pub(super) fn is_block(name: &str) -> bool {
    BLOCK.contains(&name)
}

pub(super) fn is_wordless(name: &str) -> bool {
    WORDLESS.contains(&name)
}

/// Returns `true` for an element that the page itself hides. What is only hidden from screen readers is not.
pub(super) fn is_hidden(node: &NodeRef) -> bool {
    let style = node.attr("style").map(|style| style.to_ascii_lowercase().replace(' ', "")).unwrap_or_default();
    let class = node.class().unwrap_or_default();
    node.has_attr("hidden")
        || style.contains("display:none")
        || style.contains("visibility:hidden")
        || class.split_ascii_whitespace().any(|class| class == "sf-hidden")
}

/// Nodes that are looked at in one element to tell what it is.
const MOST_LOOKED_AT: usize = 24;

/// The first words in an element; empty where there are none in its first nodes.
pub(super) fn first_text(node: &NodeRef) -> String {
    let texts = node.descendants_it().take(MOST_LOOKED_AT).filter_map(|node| text(&node));
    texts.map(|text| text.trim().to_owned()).find(|text| !text.is_empty()).unwrap_or_default()
}

/// Returns `true` if two of the first nodes of an element are links.
pub(super) fn has_links(node: &NodeRef) -> bool {
    node.descendants_it().take(MOST_LOOKED_AT).filter(|node| node.has_name("a")).count() >= 2
}

/// Where in the source the content of this element starts.
pub(super) fn place(node: &NodeRef) -> Option<usize> {
    node.attr(PLACE)?.parse().ok()
}

/// A step of a walk over a tree.
pub(super) enum Step<'t> {
    Enter(NodeRef<'t>),
    Leave(NodeRef<'t>),
}

/// Walks a tree in document order without recursion: each node is entered, its children are walked, it is left.
pub(super) struct Walk<'t> {
    next: Option<Step<'t>>,
    root: NodeId,
}

impl<'t> Walk<'t> {
    pub fn of(root: NodeRef<'t>) -> Self {
        Self { root: root.id, next: Some(Step::Enter(root)) }
    }
}

impl<'t> Iterator for Walk<'t> {
    type Item = Step<'t>;

    fn next(&mut self) -> Option<Step<'t>> {
        let step = self.next.take()?;
        self.next = match &step {
            Step::Enter(node) => Some(node.first_child().map_or(Step::Leave(*node), Step::Enter)),
            Step::Leave(node) if node.id == self.root => None,
            Step::Leave(node) => match node.next_sibling() {
                Some(sibling) => Some(Step::Enter(sibling)),
                None => node.parent().map(Step::Leave),
            },
        };
        Some(step)
    }
}
