//! The trained engine: from a text to attributions with nothing but tables of small whole numbers.
//!
//! ```text
//! text → words, sentences, quotations   tokenized_text.rs, lexeme.rs
//!      → what the rules say of them     rule_hints.rs
//!      → parts of speech                pos.rs
//!      → tags, first pass               features/, crf.rs
//!      → tags, second pass              the same, seeing the first one's tags and spans
//!      → runs in a role → linked        bio_spans.rs, link.rs
//!      → attributions                   decode.rs, confidence_model.rs
//! ```
//! A word plays one role. The unit of tagging is the paragraph, and its features see the paragraphs beside it. A long
//! text is read in windows (windows.rs). Time is linear in the words. The package `sayso-train` learns the weights;
//! `models/README.md` lists its data.

mod api;
pub mod bio_spans;
#[cfg(feature = "careful")]
pub mod careful;
pub mod confidence_model;
pub mod crf;
mod crf_tagger;
pub mod cue_lexicon;
pub mod decode;
mod feature_ids;
pub mod features;
pub mod hash;
pub mod lexeme;
pub mod link;
pub mod pos;
pub mod rule_hints;
pub mod tokenized_text;
mod two_readings;
pub mod weights;
mod windows;
mod word;

pub use api::{Calibration, RulePrecision, Tagged, Tagger};
#[cfg(feature = "careful")]
pub use careful::CarefulTagger;
pub use crf_tagger::{CrfTagger, LEAST, LEAST_ALONE, LEAST_TOLD, OtherScores, by_rules, tag};
