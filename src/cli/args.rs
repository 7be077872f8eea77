//! What can be typed after `sayso`.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use crate::attribution::Kind;

/// Read articles and see who said what, tied to the exact words.
#[derive(Debug, Parser)]
#[command(name = "sayso", version, args_conflicts_with_subcommands = true)]
pub struct Args {
    /// What to do; without one, read.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Folders, files, or `-` for standard input
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print who said what: one line for every quotation and reported claim
    Quotes(QuotesArgs),
}

/// Arguments of `sayso quotes`.
#[derive(Debug, clap::Args)]
pub struct QuotesArgs {
    /// Folders, files, or `-` for standard input
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// How to print
    #[arg(long, value_enum, default_value = "table", value_name = "FORMAT")]
    pub format: Format,
    /// Only quotes of this speaker; a part of the name is enough
    #[arg(long, value_name = "NAME")]
    pub speaker: Option<String>,
    /// Only quotes of this kind
    #[arg(long, value_parser = parse_kind, value_name = "KIND")]
    pub kind: Option<Kind>,
}

/// How results are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Columns fitted to the terminal
    Table,
    /// One JSON object a line
    Jsonl,
    /// Comma-separated values with a header
    Csv,
    /// Markdown
    Md,
}

fn parse_kind(word: &str) -> Result<Kind, String> {
    Kind::ALL.into_iter().find(|kind| kind.name().eq_ignore_ascii_case(word)).ok_or_else(|| {
        let names: Vec<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
        format!("one of {}", names.join(", "))
    })
}
