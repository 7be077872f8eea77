//! What each block of a page is, and which come first.

use super::block::{PageBlock, Shape};
use crate::document::model::{BlockKind, Meta};

/// The blocks that are shown, by number, each with its kind.
pub(super) fn sort(blocks: &[PageBlock], _meta: &Meta) -> Vec<(usize, BlockKind)> {
    let shown =
        (0..blocks.len()).filter(|&at| !blocks[at].region.is_hidden && (blocks[at].kept || !blocks[at].region.is_page));
    shown.map(|at| (at, kind(&blocks[at]))).collect()
}

fn kind(block: &PageBlock) -> BlockKind {
    match block.shape {
        _ if !block.kept => BlockKind::Furniture,
        Shape::Heading(level) => BlockKind::Heading(level),
        Shape::Quote => BlockKind::BlockQuote,
        Shape::Item => BlockKind::ListItem,
        Shape::Caption => BlockKind::Caption,
        Shape::Code => BlockKind::Code,
        Shape::Footnote => BlockKind::Footnote,
        Shape::Paragraph | Shape::Cell => BlockKind::Paragraph,
    }
}
