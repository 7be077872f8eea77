//! The weights of the second reading of sayso, as `sayso_attribution::tagger::CarefulTagger` reads them.
//!
//! They are a crate of their own because they are larger than all code. `README.md` tells what they were made from.

/// The bytes of the weights file.
pub static WEIGHTS: &[u8] = include_bytes!("../careful.bin");
