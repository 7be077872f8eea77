//! The trained engine: from a text to attributions with nothing but tables of small whole numbers.
//!
//! ```text
//! text → words, sentences, quotations   reading.rs, lexeme.rs
//!      → what the rules say of them     rule_hints.rs
//!      → parts of speech                pos.rs
//!      → tags, first pass               features/, crf.rs
//!      → tags, second pass              the same, seeing the first one's tags and spans
//!      → runs in a role → linked        runs.rs, link.rs
//!      → attributions                   decode.rs, judge.rs
//! ```
//! A word plays one role. The unit of tagging is the paragraph, and its features see the paragraphs beside it. A long
//! text is read in windows (windows.rs). Time is linear in the words. The package `sayso-train` learns the weights;
//! `models/README.md` lists its data.

mod api;
pub mod crf;
pub mod decode;
mod engine;
mod feature_ids;
pub mod features;
pub mod hash;
pub mod judge;
pub mod lexeme;
pub mod lexicon;
pub mod link;
pub mod pos;
pub mod reading;
pub mod rule_hints;
pub mod runs;
pub mod weights;
mod windows;
mod word;

pub use api::{Calibration, RulePrecision, Tagged, Tagger};
pub use engine::{Engine, LEAST, LEAST_ALONE, LEAST_TOLD, by_rules, tag};
