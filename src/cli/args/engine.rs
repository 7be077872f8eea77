//! Options for how carefully articles are read.

use std::path::PathBuf;

use clap::ValueHint;

/// The reading that a command works with; by default, the one that the index holds of each article.
#[derive(Clone, Copy, Debug, Default, clap::Args)]
pub struct EngineArgs {
    /// Read the articles a second time before answering: slower, finds more
    #[arg(long)]
    pub careful: bool,
    /// Use the first, fast reading only, even of articles that were read a second time
    #[arg(long, conflicts_with = "careful")]
    pub fast: bool,
}

/// Arguments of `sayso index`.
#[derive(Debug, clap::Args)]
pub struct IndexArgs {
    /// Folders or files
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// Folder of an index for many readers, instead of your own; it is created if it is missing
    #[arg(long, requires = "paths", value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub into: Option<PathBuf>,
    /// Also read every article a second time: about 600 articles a minute; can be interrupted and continued
    #[arg(long)]
    pub careful: bool,
}
