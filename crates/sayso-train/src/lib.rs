//! Trains and measures the engine of sayso, generates test libraries, and draws the picture of the README.
//!
//! | module | command |
//! |---|---|
//! | [`train`] | `train`, `evaluate`: weights of the tagger, F1 by kind |
//! | [`careful`] | `careful`: weights of the second reading |
//! | [`speakers`] | `speakers`: how often the speaker is right, given the words of the source |
//! | [`names`] | `names`: calibration of the confidence in the name, and the fit of its weights |
//! | [`weights`] | `weights`: what each weight of the naming does |
//! | [`genres`] | `genres`: how many attributions are found in texts of other kinds than news |
//! | [`cases`] | `cases`: how many speakers of short texts are right: names, turns, long quotations, dialogue |
//! | [`people`] | `people`: one person over many articles, against labels |
//! | [`generate`] | `generate`: made-up libraries of any size from a seed |
//! | [`recall`] | `recall`: how often `sayso who` finds a misremembered quote |
//! | [`keys`] | `keys`: how long each key of a typed search takes |
//! | [`process`] | processor time and memory, for the others |
//! | [`screenshot`] | `screenshot`: the reader as SVG |

pub mod careful;
pub mod cases;
pub mod generate;
pub mod genres;
mod gum;
pub mod keys;
pub mod names;
pub mod people;
mod people_sample;
pub mod process;
pub mod recall;
pub mod screenshot;
pub mod speakers;
pub mod train;
pub mod weights;
