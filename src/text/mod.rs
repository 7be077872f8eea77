//! The lowest floor: text and positions in it, with no idea what a document is.

pub mod clean;
pub mod escape;
pub mod fold;
pub mod guess;
pub mod place;
pub mod quotation;
pub mod sentence;
pub mod span;
pub mod token;
pub mod width;
pub mod word;
pub mod wrap;

pub use clean::{clean_line, clean_words, one_line};
pub use place::{Fault, Place};
pub use quotation::Quotation;
pub use span::{Span, Spans};
pub use token::{Token, TokenKind};
pub use wrap::Rows;
