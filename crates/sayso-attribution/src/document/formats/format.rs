//! What is known of one format.

use crate::document::decode::Decoded;
use crate::document::model::Document;

/// An input format.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// Name in messages: `Markdown`.
    pub name: &'static str,
    /// Endings of file names, lower case and without the stop.
    pub endings: &'static [&'static str],
    /// Media type without parameters: `text/markdown`.
    pub media_type: &'static str,
    /// Returns `true` if a text looks like this format. Linear in the text.
    pub(in crate::document) sniff: fn(&str) -> bool,
    /// Makes a document of a decoded file; the bytes are those of the file.
    pub(in crate::document) read: fn(&Decoded, &[u8]) -> Document,
}
