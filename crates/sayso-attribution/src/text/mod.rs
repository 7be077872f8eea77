//! The lowest floor: text and positions in it, with no idea what a document is.

pub mod clean;
pub mod fold;
pub mod quotation;
pub mod sentence;
pub mod span;
pub mod steps;
pub mod token;
pub mod word;

pub use clean::{clean_line, clean_words, one_line};
pub use quotation::Quotation;
pub use span::{Span, Spans};
pub use token::{Token, TokenKind};
