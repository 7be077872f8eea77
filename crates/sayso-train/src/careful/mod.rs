//! The weights of the second reading: windows to train a network on, the file that the program carries, and the fit of
//! its confidence model.

mod compare;
mod confidence;
mod inputs;
mod pack;
mod quantize;
mod windows;

pub use compare::{CompareArgs, compare};
pub use confidence::{ConfidenceArgs, confidence};
pub use inputs::{InputArgs, ReadingArgs, analyzer, read};
pub use pack::{CAREFUL, PackArgs, pack};
pub use windows::{WindowsArgs, windows};
