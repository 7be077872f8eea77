//! The blocks of a page before it is decided what they are.

use std::ops::Range;

use dom_query::NodeId;

use super::marks::Marks;
use crate::document::model::Style;

/// What the markup says that a block is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Shape {
    #[default]
    Paragraph,
    /// A heading; 1 is the highest level.
    Heading(u8),
    Quote,
    Item,
    Cell,
    Caption,
    Code,
    Footnote,
}

/// A piece of a block's text.
#[derive(Clone, Debug)]
pub(super) enum Atom {
    /// These bytes of the source, letter for letter.
    Copy(Range<usize>),
    /// A character that stands for these bytes of the source; none where they are empty.
    Put(char, Range<usize>),
    /// A line end of the page's own.
    Break,
    /// Here a style starts.
    Open(Style),
    /// Here the style opened last ends.
    Close,
}

/// In which parts of a page a block stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Region {
    /// What the elements around it are.
    pub marks: Marks,
    /// The outermost element around it that names itself a caption or a credit.
    pub caption: Option<NodeId>,
    /// The outermost element around it that names itself a box beside the article.
    pub boxed: Option<NodeId>,
}

/// A paragraph-like piece of a page.
#[derive(Clone, Debug, Default)]
pub(super) struct PageBlock {
    pub shape: Shape,
    /// Its text with white space folded; lines end where the page breaks them.
    pub text: String,
    pub atoms: Vec<Atom>,
    /// Letters and digits in it, and how many of them stand in links.
    pub letters: usize,
    pub linked: usize,
    /// How many of them stand in links to other sites.
    pub linked_out: usize,
    /// Whether the extraction kept it.
    pub kept: bool,
    pub region: Region,
    /// The elements around the one that it is, the closest first: paragraphs of one article have the same.
    pub homes: [Option<NodeId>; 3],
}

impl PageBlock {
    /// The share, 0 to 1, of its letters that stand in links.
    pub fn link_share(&self) -> f64 {
        if self.letters == 0 { 0.0 } else { self.linked as f64 / self.letters as f64 }
    }
}
