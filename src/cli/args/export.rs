//! Arguments of `sayso export`.

use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint};

/// Arguments of `sayso export`.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// Folders, files, or `-` for standard input
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// Form of the output
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub format: ExportFormat,
}

/// Forms of the export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// Bulk requests for an OpenSearch server, for the indices sayso-article and sayso-quote
    Opensearch,
}
