//! The corpus and the weights of both readings that the measures of the second reading take.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::CAREFUL;
use crate::train::{Article, WEIGHTS, load};

/// The corpus and the weights of both readings.
#[derive(Clone, Debug, clap::Args)]
pub struct InputArgs {
    /// Folder of PolNeAR: holds `dev/` with `text/` and `attributions/`.
    #[arg(long, value_name = "DIR")]
    pub polnear: PathBuf,
    /// Weights of the first reading.
    #[arg(long, value_name = "FILE", default_value = WEIGHTS)]
    pub weights: PathBuf,
    /// Weights of the second reading.
    #[arg(long, value_name = "FILE", default_value = CAREFUL)]
    pub careful: PathBuf,
}

impl InputArgs {
    /// The bytes of the weights of the first and of the second reading.
    ///
    /// # Errors
    ///
    /// A file that cannot be read.
    pub fn weights(&self) -> Result<(Vec<u8>, Vec<u8>)> {
        Ok((read(&self.weights)?, read(&self.careful)?))
    }

    /// The articles of `dev`.
    ///
    /// # Errors
    ///
    /// A file that cannot be read.
    pub fn dev(&self) -> Result<Vec<Article>> {
        load(&self.polnear.join("dev"))
    }
}

/// The bytes of a file.
///
/// # Errors
///
/// A file that cannot be read; the message names it.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("{}", path.display()))
}
