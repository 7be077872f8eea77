//! Finds who said what in an English article: every quotation and reported claim, the words that name its source, the
//! words that credit it, and the speaker, all as byte spans into the text.
//!
//! | module | holds | does not know |
//! |---|---|---|
//! | `language` | the word lists of English and the lexicon that reads them | what a text is |
//! | [`text`] | spans, tokens, sentences, quotation marks, folding, escaping | what a document is |
//! | [`document`] | bytes of a file to a [`Document`](document::Document): blocks, metadata, furniture | files, quotes |
//! | `attribution` | the data that the crate gives: [`Analysis`], [`Attribution`], [`Speaker`] | how they are found |
//! | `parsed` | tokens, sentences and quotations of a document: [`Parsed`] | attributions |
//! | `pos` | parts of speech: [`Pos`] | how they are told |
//! | `rules` | attributions that patterns find | speakers |
//! | `tagger` | attributions that the trained model finds | speakers |
//! | `ensemble` | which of both stands where they disagree | speakers |
//! | `passages` | turns, quotations over paragraphs, signatures, quotations without a verb | speakers |
//! | `coreference` | who each source stands for | how it was found |
//! | `weights` | the confidences and weights of rules, passages and coreference, in one table | what they weigh |
//! | `analyzer` | the whole way: [`Analyzer`] | |

#![deny(missing_docs, rustdoc::broken_intra_doc_links)]

mod act;
mod analyzer;
mod attribution;
mod coreference;
pub mod document;
mod ensemble;
mod language;
mod method;
mod parsed;
mod passages;
mod pos;
mod rules;
mod status;
pub mod tagger;
pub mod text;
mod weights;

pub use analyzer::{Analyzer, analyse};
pub use attribution::{
    Act, Analysis, Attribution, Found, Kind, LIKELY, Naming, Reading, Speaker, SpeakerKind, Step, Via,
};
#[cfg(feature = "test-support")]
pub use coreference::evidence_labels;
pub use coreference::{EVIDENCE, Evidence, fold_name};
pub use language::{Gender, Title, is_given_name, title};
pub use method::{finder_number, finder_of_number};
pub use parsed::{Parsed, ParsedBlock};
pub use pos::Pos;
pub use status::Status;
pub use tagger::{Calibration, RulePrecision, Tagged, Tagger};
#[cfg(feature = "test-support")]
pub use weights::Weights;
pub use weights::{Basis, TABLE as WEIGHTS, Weight, WeightRow};
