//! Finds who said what in an English article: every quotation and reported claim, the words that name its source, the
//! words that credit it, and the speaker, all as byte spans into the text.
//!
//! | module | holds | does not know |
//! |---|---|---|
//! | [`text`] | spans, tokens, sentences, quotation marks, folding, escaping | what a document is |
//! | [`document`] | bytes of a file to a [`Document`](document::Document): blocks, metadata, furniture | files, quotes |
//! | `rules` | attributions that patterns find | speakers |
//! | `tagger` | attributions that the trained model finds | speakers |
//! | `ensemble` | which of both stands where they disagree | speakers |
//! | `passages` | turns, quotations over paragraphs, signatures, quotations without a verb | speakers |
//! | `coreference` | who each source stands for | how it was found |
//! | `analysis` | the answer: [`Analysis`] | |

mod act;
mod analysis;
mod coreference;
pub mod document;
mod ensemble;
mod method;
mod passages;
mod rules;
mod status;
pub mod tagger;
pub mod text;

pub use act::Act;
pub use analysis::{
    Analysis, Attribution, Found, Kind, LIKELY, Naming, Speaker, SpeakerKind, Step, Via, analyse, analyse_with,
};
pub use coreference::{fold_name, resolve};
pub use method::{finder_number, finder_of_number};
pub use status::Status;

/// Changes whenever [`analyse`] may answer otherwise than before.
pub const ID: &str = "2";
