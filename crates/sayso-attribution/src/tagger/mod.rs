//! The trained engine: from a text to attributions with nothing but tables of small whole numbers.
//!
//! ```text
//! text → words, sentences, quotations   reading.rs, lexeme.rs
//!      → what the rules say of them     hints.rs
//!      → parts of speech                pos.rs
//!      → tags, first pass               features/, crf.rs
//!      → tags, second pass              the same, seeing the first one's tags and spans
//!      → runs in a role → linked        runs.rs, link.rs
//!      → attributions                   assemble.rs, judge.rs
//! ```
//! A word plays one role; the unit of tagging is the paragraph, and its features see the paragraphs beside
//! it. A long text is read a window at a time (windows.rs). Everything is linear in the words. `examples/train` learns the tables; `models/README.md` says from what.

mod api;
pub mod assemble;
pub mod crf;
mod engine;
mod feature_ids;
pub mod features;
pub mod hash;
pub mod hints;
pub mod judge;
pub mod lexeme;
pub mod lexicon;
pub mod link;
pub mod pos;
pub mod reading;
pub mod runs;
pub mod weights;
mod windows;

pub use api::{Calibration, RulePrecision, Tagger};
pub use engine::{Engine, LEAST, LEAST_ALONE, LEAST_TOLD, by_rules, tag};
