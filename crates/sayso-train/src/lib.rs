//! Trains and measures the engine of sayso, generates test libraries, and draws the picture of the README.
//!
//! | module | command |
//! |---|---|
//! | [`train`] | `train`, `evaluate`: weights of the tagger, F1 by kind |
//! | [`speakers`] | `speakers`: how often the speaker is right, given the words of the source |
//! | [`generate`] | `generate`: made-up libraries of any size from a seed |
//! | [`recall`] | `recall`: how often `sayso who` finds a misremembered quote |
//! | [`screenshot`] | `screenshot`: the reader as SVG |

pub mod generate;
pub mod recall;
pub mod screenshot;
pub mod speakers;
pub mod train;
