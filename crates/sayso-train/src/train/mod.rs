//! Learns the weights the reader carries, and says how good they are.
//!
//! ```text
//! train --polnear DIR --ewt DIR --gum DIR --out FILE [--folds DIR]      learn; polnear's DIR holds train/ and dev/
//! train --evaluate --polnear DIR [--weights FILE] [--print NAME] [--whole] [--split train] [--folds DIR] [--dump FILE]
//! ```
//! The same folders give the same bytes. With `--folds`, learning also writes what was learned without each fold of
//! train, and measuring reads each article by the weights that have not seen it. `models/README.md` tells the rest.

mod corpus;
mod crf;
mod evaluate;
mod judge;
mod labels;
mod linker;
mod noise;
mod perceptron;
mod random;
mod recipe;
mod score;
mod treebank;
mod variants;

use std::collections::HashMap;
use std::path::PathBuf;

use anyhow::{Context, Result};

/// What the command line gave.
pub struct Arguments(HashMap<String, String>);

impl Arguments {
    fn read() -> Self {
        let mut given = HashMap::new();
        let mut words = std::env::args()
            .skip(1)
            .map(|word| if word == "evaluate" { "--evaluate".to_owned() } else { word })
            .peekable();
        while let Some(word) = words.next() {
            let name = word.trim_start_matches('-').to_owned();
            let value = words.next_if(|w| !w.starts_with("--")).unwrap_or_default();
            given.insert(name, value);
        }
        Self(given)
    }

    /// The same with one more.
    #[must_use]
    pub fn with(&self, name: &str, value: &str) -> Self {
        let mut given = self.0.clone();
        given.insert(name.to_owned(), value.to_owned());
        Self(given)
    }

    /// The folder or file that was given for `name`.
    pub fn folder(&self, name: &str) -> Result<PathBuf> {
        self.0.get(name).map(PathBuf::from).with_context(|| format!("--{name} DIR is needed"))
    }

    /// What was given for `name`.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// The number that was given for `name`.
    pub fn number<T: std::str::FromStr>(&self, name: &str, otherwise: T) -> T {
        self.text(name).and_then(|text| text.parse().ok()).unwrap_or(otherwise)
    }
}

/// Learns, or with `--evaluate` measures.
pub fn main() -> Result<()> {
    let arguments = Arguments::read();
    if arguments.text("evaluate").is_some() { evaluate::run(&arguments) } else { recipe::run(&arguments) }
}

/// Weights as signed bytes, those beyond `most` held there, and what a step of them counts.
pub fn quantise(weights: &[f32], most: f32) -> (Vec<u8>, f32) {
    let top = weights.iter().fold(0f32, |top, w| top.max(w.abs())).clamp(1e-6, most);
    let scale = top / 127.0;
    let byte = |w: &f32| (w / scale).round().clamp(-127.0, 127.0) as i8 as u8;
    (weights.iter().map(byte).collect(), scale)
}
