//! A piece of a text before it is a block.

use crate::document::model::BlockKind;
use crate::text::Span;

/// A paragraph-like piece of text; becomes a [`Block`](crate::document::Block).
#[derive(Clone, Copy, Debug)]
pub(in crate::document) struct RawBlock {
    /// Its bytes, without white space at the ends.
    pub span: Span,
    /// Its kind; `None` while undecided. What stays undecided is a paragraph.
    pub kind: Option<BlockKind>,
    /// Whether an empty line stands before it.
    pub gap: bool,
}
