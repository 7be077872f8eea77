//! Arguments of the reader, and of guests in restricted mode.

use std::path::PathBuf;

use clap::{ValueEnum, ValueHint};

/// Arguments of the reader. The options may stand before or after a command.
#[derive(Debug, Default, clap::Args)]
pub struct ReadArgs {
    /// Folders, files, or `-` for standard input
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// Library of a team, where no paths are named: <postgres://USER@HOST/DATABASE>
    #[cfg(feature = "postgres")]
    #[arg(long, global = true, conflicts_with = "index", value_name = "ADDRESS")]
    pub library: Option<String>,
    /// When to use colours; by default as the terminal and `NO_COLOR` say
    #[arg(long, global = true, value_enum, value_name = "WHEN")]
    pub color: Option<When>,
    /// Draw with ASCII characters only
    #[arg(long, global = true)]
    pub ascii: bool,
    /// Line mode for screen readers: read commands and row numbers from standard input and print lines (also
    /// `ACCESSIBLE=1`)
    #[arg(long, global = true)]
    pub linear: bool,
    /// Read the index that `sayso index` built in this folder; nothing is written there
    #[arg(long, global = true, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub index: Option<PathBuf>,
    /// Width of the text
    #[arg(long, global = true, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(20..=200))]
    pub width: Option<u16>,
    /// Keymap file; its keys override the built-in ones
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub keymap: Option<PathBuf>,
    /// Arguments of restricted mode.
    #[command(flatten)]
    pub guest: GuestArgs,
}

/// Arguments for guests; the others have an effect only with `--restricted`.
#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "Guests")]
pub struct GuestArgs {
    /// Allow only reading: start no programs, write nothing outside the guest's folder, ignore the user's settings
    /// (also `SAYSO_RESTRICTED=1`)
    #[arg(long)]
    pub restricted: bool,
    /// Folder for the guest's marks and exports, at most 16 MiB; without it nothing is kept
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub guest_folder: Option<PathBuf>,
    /// Settings for guests, instead of the user's
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub guest_config: Option<PathBuf>,
    /// Let guests copy to the clipboard of their terminal
    #[arg(long)]
    pub guest_copy: bool,
    /// Minutes without a key after which a guest's session ends; 30 by default
    #[arg(long, value_name = "MINUTES", value_parser = clap::value_parser!(u16).range(1..=1440))]
    pub guest_idle: Option<u16>,
}

/// When to draw in colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// Follow the terminal and `NO_COLOR`
    Auto,
    /// Use colours
    Always,
    /// Use no colours
    Never,
}
