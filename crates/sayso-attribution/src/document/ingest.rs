//! From the bytes of a file to a document.

use super::decode::decode;
use super::formats::Format;
use super::model::Document;
use super::structure::metadata;

/// Makes a document of any bytes. `name` is the file name without its folder, or [`STANDARD_INPUT`]: it tells the
/// format, and the title where the text has no headline. Linear in the bytes; what cannot be read becomes a warning of
/// the document.
///
/// ```
/// use sayso_attribution::document::{BlockKind, ingest};
///
/// let document = ingest(b"---\nauthor: Ann Lee\n---\n\n# Talks in Oslo\n\nThe talks failed.\n", "talks.md");
/// assert_eq!(document.meta().title, "Talks in Oslo");
/// assert_eq!(document.meta().author.as_deref(), Some("Ann Lee"));
/// assert_eq!(document.blocks()[1].kind, BlockKind::Paragraph);
/// assert_eq!(document.slice(document.blocks()[1].span), "The talks failed.");
/// ```
///
/// [`STANDARD_INPUT`]: super::STANDARD_INPUT
pub fn ingest(bytes: &[u8], name: &str) -> Document {
    let decoded = decode(bytes);
    let mut document = (Format::of(name, &decoded.text).read)(&decoded, bytes);
    if document.meta.title.is_empty() {
        document.meta.title = metadata::title_of_name(name);
    }
    document.warnings.splice(0..0, decoded.warnings);
    document
}
