//! Arguments of the commands that save articles: `add` and `fetch`.

use std::path::PathBuf;

use clap::ValueHint;

/// Arguments of `sayso add`.
#[derive(Debug, clap::Args)]
pub struct AddArgs {
    /// Web addresses (https://…), files, folders, or `-` for standard input
    #[arg(value_name = "FILE|URL", required = true, value_hint = ValueHint::AnyPath)]
    pub what: Vec<PathBuf>,
    /// Copy the file as it is, instead of saving its articles as Markdown
    #[arg(long)]
    pub keep: bool,
    /// Folder to save in, instead of the library
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub to: Option<PathBuf>,
}

/// Arguments of `sayso fetch`.
#[cfg(feature = "fetch")]
#[derive(Debug, clap::Args)]
pub struct FetchArgs {
    /// Folder to save in, instead of the library
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub to: Option<PathBuf>,
}
