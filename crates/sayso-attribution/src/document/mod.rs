//! Documents: [`ingest`] makes one of any bytes, in one of the [`FORMATS`].
//!
//! | part | holds |
//! |---|---|
//! | `decode` | bytes to text: byte order marks and encodings |
//! | `formats` | one file a format: how it is recognised, and how its text and blocks are read |
//! | `structure` | what the blocks are: headline, byline, furniture, display text, repeats |
//! | `writer` | the one way into the text of a document: characters are cleaned here |
//! | `origin` | the way back from the text to the bytes of the file |

mod date;
mod decode;
mod formats;
mod ingest;
mod link;
mod model;
mod origin;
mod structure;
mod writer;

pub use formats::{FORMATS, Format, STANDARD_INPUT};
pub use ingest::ingest;
pub use model::{Block, BlockKind, Document, Hidden, Meta, Repeat, Style, Warning};
pub use origin::Origin;
