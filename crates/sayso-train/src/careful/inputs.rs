//! What measures take: the corpus, the weights of both readings, and which reading to measure.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sayso_attribution::Analyzer;
use sayso_attribution::tagger::{CarefulTagger, CrfTagger};

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

/// Which of the two readings to measure.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct ReadingArgs {
    /// Measure the second reading: its weights, those that the program carries by default.
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = CAREFUL)]
    pub careful: Option<PathBuf>,
}

impl ReadingArgs {
    /// The bytes of the weights of the second reading; `None` for the first.
    ///
    /// # Errors
    ///
    /// A file that cannot be read.
    pub fn weights(&self) -> Result<Option<Vec<u8>>> {
        self.careful.as_deref().map(read).transpose()
    }
}

/// The whole program with the reading that [`ReadingArgs::weights`] gave.
///
/// # Errors
///
/// Bytes that are no weights file.
pub fn analyzer(careful: Option<&[u8]>) -> Result<Analyzer<'_>> {
    let Some(bytes) = careful else { return Ok(Analyzer::default()) };
    Ok(Analyzer::new(CarefulTagger::new(CrfTagger::carried()?, bytes)?))
}

/// The bytes of a file.
///
/// # Errors
///
/// A file that cannot be read; the message names it.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("{}", path.display()))
}
