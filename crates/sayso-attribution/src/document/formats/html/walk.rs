//! A parsed page to blocks, in the order of the file.

use std::collections::HashSet;

use dom_query::{Document as Dom, NodeId, NodeRef};

use super::block::{PageBlock, Region, Shape};
use super::builder::{Builder, Setting};
use super::cursor::Cursor;
use super::dom::{self, Step, Walk};
use super::hints;
use super::marks::{Mark, Marks};
use crate::document::link;
use crate::document::model::Style;

/// All blocks of the page, those too that are no part of the article. `kept` are the text nodes that belong to the
/// article; `None` where all do. `source` is what the page was parsed from, `site` the one that it stands on.
pub(super) fn blocks(page: &Dom, source: &str, kept: Option<&HashSet<NodeId>>, site: Option<&str>) -> Vec<PageBlock> {
    let mut walker = Walker {
        site,
        cursor: Cursor::new(source),
        kept,
        out: Vec::new(),
        builders: Default::default(),
        frames: vec![Frame::default()],
        styles: Vec::new(),
    };
    for step in Walk::of(page.root()) {
        match step {
            Step::Enter(node) => walker.enter(node),
            Step::Leave(node) => walker.leave(&node),
        }
    }
    walker.flush();
    walker.out
}

/// Bytes of the shortest name that a hover card may repeat.
const SHORTEST_NAME: usize = 5;

/// What holds inside an element.
#[derive(Clone, Debug, Default)]
struct Frame {
    node: Option<NodeId>,
    marks: Marks,
    shape: Shape,
    region: Region,
    /// The elements around the innermost one that starts a block, the closest first.
    homes: [Option<NodeId>; 3],
}

struct Walker<'p> {
    site: Option<&'p str>,
    cursor: Cursor<'p>,
    kept: Option<&'p HashSet<NodeId>>,
    out: Vec<PageBlock>,
    /// The block being read: its words that the extraction left out, and those that it kept.
    builders: [Builder; 2],
    frames: Vec<Frame>,
    styles: Vec<Style>,
}

impl Walker<'_> {
    fn enter(&mut self, node: NodeRef) {
        if let Some(text) = dom::text(&node) {
            self.text(node.id, &text);
        } else if node.is_element() {
            self.enter_element(&node);
        }
    }

    fn enter_element(&mut self, node: &NodeRef) {
        let name = dom::name(node);
        if let Some(place) = dom::place(node) {
            self.cursor.go_to(place);
        }
        if dom::is_block(&name) {
            self.flush();
        }
        if name == "br" {
            self.line_break();
        }
        let around = self.frames.last().cloned().unwrap_or_default();
        let style = style(&name, node);
        if let Some(style) = &style {
            self.builders.iter_mut().for_each(|builder| builder.open(style));
        }
        let marks = self.marks(&name, node, around.marks, style.is_some());
        self.frames.push(Frame {
            node: Some(node.id),
            marks,
            shape: shape(&name, node, around.shape),
            region: region(&name, node, around.region),
            homes: match (marks.has(Mark::Block), around.shape) {
                (true, shape) if shape != Shape::Quote => homes(node),
                _ => around.homes,
            },
        });
        self.styles.extend(style);
    }

    /// What the element is, and what it is in.
    fn marks(&self, name: &str, node: &NodeRef, around: Marks, styled: bool) -> Marks {
        let mut marks = Marks::default();
        marks.inherit(around, &[Mark::Wordless, Mark::Link, Mark::LinkOut, Mark::Preformatted]);
        marks.add(Mark::Block, dom::is_block(name));
        marks.add(Mark::Wordless, dom::is_wordless(name) || self.is_hover_card(name, node));
        marks.add(Mark::Link, name == "a" && node.has_attr("href"));
        marks.add(Mark::LinkOut, name == "a" && self.leads_out(node));
        marks.add(Mark::Preformatted, name == "pre");
        marks.add(Mark::Styled, styled);
        marks
    }

    /// Returns `true` for a link to another site than the page's own.
    fn leads_out(&self, node: &NodeRef) -> bool {
        let Some(url) = node.attr("href").and_then(|href| link::web(&href)) else { return false };
        self.site.is_some_and(|site| link::site(&url) != Some(site))
    }

    /// Returns `true` for a card that the page shows beside a name once the mouse is over it: links within a paragraph
    /// that start with the words right before them, or stand right at a word.
    fn is_hover_card(&self, name: &str, node: &NodeRef) -> bool {
        if !matches!(name, "span" | "div") {
            return false;
        }
        let builder = self.builders.iter().find(|builder| !builder.is_empty());
        builder.is_some_and(|builder| {
            let again = dom::first_text(node);
            let glued = builder.ends_in_letter() && again.starts_with(char::is_uppercase);
            let repeats = again.len() >= SHORTEST_NAME && builder.text().ends_with(&again);
            (glued || repeats) && dom::has_links(node)
        })
    }

    fn leave(&mut self, node: &NodeRef) {
        if self.frames.last().and_then(|frame| frame.node) != Some(node.id) {
            return;
        }
        if self.frames.last().is_some_and(|frame| frame.marks.has(Mark::Block)) {
            self.flush();
        }
        if self.frames.pop().is_some_and(|frame| frame.marks.has(Mark::Styled)) {
            self.styles.pop();
            self.builders.iter_mut().for_each(Builder::close);
        }
    }

    fn text(&mut self, id: NodeId, text: &str) {
        let Some(frame) = self.frames.last() else { return };
        let setting = Setting {
            linked: frame.marks.has(Mark::Link),
            leads_out: frame.marks.has(Mark::LinkOut),
            preformatted: frame.marks.has(Mark::Preformatted),
        };
        let (shape, skipped) = (frame.shape, frame.marks.has(Mark::Wordless));
        let kept = self.kept.is_none_or(|kept| kept.contains(&id));
        for c in text.chars() {
            let place = self.cursor.find(c).unwrap_or_default();
            if skipped {
                continue;
            }
            if c.is_ascii_whitespace() && !setting.preformatted {
                for builder in &mut self.builders {
                    builder.push((c, place.clone()), setting, &[], shape);
                }
                continue;
            }
            let ended = self.builders[usize::from(kept)].push((c, place), setting, &self.styles, shape);
            self.put(ended, kept);
        }
    }

    fn line_break(&mut self) {
        for kept in [true, false] {
            let ended = self.builders[usize::from(kept)].line_break();
            self.put(ended, kept);
        }
    }

    /// Ends the block being read.
    fn flush(&mut self) {
        for kept in [true, false] {
            let ended = self.builders[usize::from(kept)].take();
            self.put(ended, kept);
        }
    }

    fn put(&mut self, block: Option<PageBlock>, kept: bool) {
        let (Some(block), Some(frame)) = (block, self.frames.last()) else { return };
        self.out.push(PageBlock { shape: frame.shape, region: frame.region, homes: frame.homes, kept, ..block });
    }
}

fn homes(node: &NodeRef) -> [Option<NodeId>; 3] {
    let mut around = node.parent();
    std::array::from_fn(|_| {
        let id = around.as_ref().map(|node| node.id);
        around = around.as_ref().and_then(NodeRef::parent);
        id
    })
}

fn style(name: &str, node: &NodeRef) -> Option<Style> {
    match name {
        "em" | "i" | "cite" => Some(Style::Emphasis),
        "strong" | "b" => Some(Style::Strong),
        "code" | "kbd" | "samp" | "tt" => Some(Style::Code),
        "a" => link::web(&node.attr("href")?).map(|url| Style::Link(url.into())),
        _ => None,
    }
}

/// The shape of blocks in this element; `around` is the shape outside it.
fn shape(name: &str, node: &NodeRef, around: Shape) -> Shape {
    if matches!(around, Shape::Heading(_) | Shape::Footnote) {
        return around;
    }
    match name {
        "h1" => Shape::Heading(1),
        "h2" => Shape::Heading(2),
        "h3" => Shape::Heading(3),
        "h4" => Shape::Heading(4),
        "h5" => Shape::Heading(5),
        "h6" => Shape::Heading(6),
        "figcaption" | "caption" => Shape::Caption,
        "pre" => Shape::Code,
        "blockquote" => Shape::Quote,
        "li" | "dd" | "dt" | "td" | "th" if around == Shape::Quote => around,
        "li" | "dd" | "dt" => Shape::Item,
        "td" | "th" => Shape::Cell,
        "aside" | "div" | "section" | "p" if is_note(node) => Shape::Footnote,
        _ => around,
    }
}

fn is_note(node: &NodeRef) -> bool {
    let kind = node.attr("epub:type").or_else(|| node.attr("role")).unwrap_or_default();
    let notes = ["footnote", "endnote", "rearnote", "doc-footnote", "doc-endnote"];
    kind.split_ascii_whitespace().any(|kind| notes.contains(&kind))
}

fn region(name: &str, node: &NodeRef, around: Region) -> Region {
    let role = node.attr("role").unwrap_or_default();
    let page = ["nav", "footer", "form", "dialog", "menu", "search"].contains(&name)
        || ["navigation", "dialog", "search", "contentinfo", "menu", "menubar", "tablist"].contains(&&*role);
    let hints = hints::of(node);
    let mut marks = around.marks;
    marks.add(Mark::Page, page);
    marks.add(Mark::Aside, name == "aside" || &*role == "complementary");
    marks.add(Mark::Figure, name == "figure");
    marks.add(Mark::Hidden, dom::is_hidden(node));
    marks.add(Mark::Byline, hints.has(Mark::Byline));
    marks.add(Mark::Post, hints.has(Mark::Post));
    let boxed = hints.has(Mark::Boxed) && !matches!(name, "html" | "body");
    Region {
        marks,
        caption: around.caption.or(hints.has(Mark::Caption).then_some(node.id)),
        boxed: around.boxed.or(boxed.then_some(node.id)),
    }
}
