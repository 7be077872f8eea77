//! Documents: [`ingest`] makes one of any bytes, in one of the [`FORMATS`].
//!
//! | part | holds |
//! |---|---|
//! | `decode` | bytes to text: byte order marks and encodings |
//! | `formats` | one file a format: how it is recognised, and how its text and blocks are read |
//! | `structure` | what the blocks are: headline, byline, furniture, display text, repeats |
//! | `part`, `unpack`, `refusal` | files of several articles, packed files, and files that are not read |
//! | `compose` | documents whose text does not stand in the file letter for letter |
//! | `to_markdown` | a document as Markdown, from which it is read again |
//! | `writer` | the one way into the text of a document: characters are cleaned here |
//! | `origin` | the way back from the text to the bytes of the file |

mod compose;
mod date;
mod decode;
mod formats;
mod ingest;
mod link;
mod looks;
mod model;
mod origin;
mod part;
mod refusal;
mod structure;
mod to_markdown;
mod unpack;
mod writer;

pub use decode::in_utf8;
pub use formats::{
    CONTAINERS, Container, FORMATS, Format, STANDARD_INPUT, feed_addresses, front_matter_keys, ingest_pdf_text,
    usual_ending,
};
pub use ingest::{ingest, ingest_parts};
pub use looks::looks_like_text;
pub use model::{Block, BlockKind, Document, Hidden, Meta, Repeat, Style, Warning};
pub use origin::Origin;
pub use part::{Part, PartId, WantedParts};
pub use refusal::Refusal;
pub use to_markdown::{insert_keys, to_markdown};
