//! Quotation marks, paired (being built).

use super::Span;

/// A stretch in quotation marks within one paragraph.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Quotation {
    /// Both marks and what is between them. Where `closed` is false it runs to the paragraph's end.
    pub outer: Span,
    /// The words between the marks.
    pub inner: Span,
    /// Does it have its closing mark? One that runs on into the next paragraph has none.
    pub closed: bool,
    /// 0 for one that stands in no other, 1 for one inside it, and so on.
    pub depth: u8,
}
