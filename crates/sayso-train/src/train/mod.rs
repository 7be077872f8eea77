//! Training of the weights that the program carries, and measuring how good they are.
//!
//! Training twice on the same folders gives the same weights, byte for byte. With `--folds`, training also writes what
//! was learned without each fold of train, and measuring reads each article with the weights that have not seen it.
//! `crates/sayso-attribution/models/README.md` describes data, settings and figures.

pub(crate) mod corpus;
mod crf;
mod evaluate;
pub(crate) mod judge;
mod labels;
mod linker;
mod noise;
mod perceptron;
pub(crate) mod random;
mod recipe;
mod score;
mod treebank;
mod variants;

pub(crate) use corpus::{Article, load};
pub use evaluate::{EvaluateArgs, WEIGHTS, evaluate};
pub(crate) use labels::labels;
pub use recipe::{TrainArgs, train};
pub(crate) use score::Score;
pub(crate) use variants::copies;

/// Weights as signed bytes, those beyond `most` held there, and what a step of them counts.
pub fn quantise(weights: &[f32], most: f32) -> (Vec<u8>, f32) {
    let top = weights.iter().fold(0f32, |top, w| top.max(w.abs())).clamp(1e-6, most);
    let scale = top / 127.0;
    let byte = |w: &f32| (w / scale).round().clamp(-127.0, 127.0) as i8 as u8;
    (weights.iter().map(byte).collect(), scale)
}
