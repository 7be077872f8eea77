//! Cells of a terminal: how many a text takes, and where it wraps.

mod width;
mod wrap;

pub use width::{fit, grapheme_width, is_blank, width};
pub use wrap::Rows;
