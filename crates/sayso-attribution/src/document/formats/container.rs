//! What is known of one format whose articles are packed, encoded, or several in one file.

use crate::document::part::Parts;
use crate::document::refusal::Refusal;

/// A format that is read from bytes and may hold several articles.
#[derive(Clone, Copy, Debug)]
pub struct Container {
    /// Name in messages, with its article: `an EPUB`.
    pub name: &'static str,
    /// Endings of file names that only this format has, lower case and without the stop.
    pub endings: &'static [&'static str],
    /// Endings that other files have too: such a file is read only if its first bytes are of this format.
    pub shared_endings: &'static [&'static str],
    /// Whether such files are large for what they hold: archives and mailboxes may have more bytes than other files.
    pub is_large: bool,
    /// Media type without parameters: `application/mbox`.
    pub media_type: &'static str,
    /// Returns `true` if a file with these first bytes is of this format. Linear in the bytes.
    pub(in crate::document) sniff: fn(&[u8]) -> bool,
    /// Collects the parts of a file.
    pub(in crate::document) read: fn(&Input, &mut Parts) -> Result<(), Refusal>,
}

/// A file that is read.
#[derive(Clone, Copy, Debug)]
pub(in crate::document) struct Input<'a> {
    /// Its name without folders.
    pub name: &'a str,
    /// All its bytes.
    pub bytes: &'a [u8],
}
