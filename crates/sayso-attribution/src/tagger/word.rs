//! One word as the tagger reads it.

use super::lexeme::Lexeme;
use super::pos::Pos;
use crate::text::{Span, TokenKind};

/// One word or mark and all that is known of it before tagging.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// Its bytes.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
    /// Its forms as numbers.
    pub lexeme: Lexeme,
    /// Its part of speech, once the tagger has been over it.
    pub pos: Pos,
    /// 0 to 4: how often such a word is a cue.
    pub level: u8,
    /// Index of its sentence.
    pub sentence: u32,
    /// Index of its paragraph.
    pub paragraph: u32,
    /// Index of the outermost quotation it is in, marks included, or [`NONE`].
    pub quote: u32,
}

/// No index.
pub const NONE: u32 = u32::MAX;
