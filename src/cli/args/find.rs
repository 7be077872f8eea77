//! Arguments of the commands that search: `who` and `search`.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::ValueHint;

use super::engine::EngineArgs;
use super::values::{Format, parse_limit};

/// Arguments of `sayso who`.
#[derive(Debug, clap::Args)]
pub struct WhoArgs {
    /// Words of the quote, in any order
    #[arg(value_name = "WORDS", required = true)]
    pub words: Vec<String>,
    /// Where to look, and how to print.
    #[command(flatten)]
    pub lookup: LookupArgs,
}

/// Arguments of `sayso search`.
#[derive(Debug, clap::Args)]
pub struct SearchArgs {
    /// Words, `"exact words"`, `-not`, `OR`, and fields: speaker: role: kind: act: status: article: title: author: publication:
    /// via: cue: after: before: is:
    #[arg(value_name = "QUERY", required = true)]
    pub query: Vec<String>,
    /// Where to look, and how to print.
    #[command(flatten)]
    pub lookup: LookupArgs,
}

/// Where to look, and how to print.
#[derive(Debug, clap::Args)]
pub struct LookupArgs {
    /// Look in this folder or file instead of the library; can be repeated
    #[arg(long = "in", value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub within: Vec<PathBuf>,
    /// Output format
    #[arg(long, value_enum, default_value = "table", value_name = "FORMAT")]
    pub format: Format,
    /// Print at most this many quotes, articles and speakers each
    #[arg(long, default_value = "20", value_parser = parse_limit, value_name = "N")]
    pub limit: NonZeroUsize,
    /// How carefully articles are read.
    #[command(flatten)]
    pub engine: EngineArgs,
}
