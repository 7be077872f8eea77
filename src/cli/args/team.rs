//! Arguments of `sayso library` and `sayso import`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueHint};

/// What to do with the library of a team.
#[derive(Debug, Subcommand)]
pub enum LibraryCommand {
    /// Make a library in a PostgreSQL database, with one team, of which you are a member
    Create {
        /// <postgres://USER@HOST/DATABASE>; `?team=NAME` for a team that is not called main
        #[arg(value_name = "ADDRESS")]
        address: String,
    },
    /// Upgrade a library that an older sayso made
    Upgrade {
        /// <postgres://USER@HOST/DATABASE>
        #[arg(value_name = "ADDRESS")]
        address: String,
    },
    /// Add readers to a team; make the team if there is none of that name
    AddReader {
        /// <postgres://USER@HOST/DATABASE>, with `?team=NAME`
        #[arg(value_name = "ADDRESS")]
        address: String,
        /// Roles of the server
        #[arg(value_name = "READER", required = true)]
        readers: Vec<String>,
    },
}

/// Arguments of `sayso import`.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// <postgres://USER@HOST/DATABASE>
    #[arg(value_name = "ADDRESS")]
    pub address: String,
    /// Folders and files
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath, required_unless_present = "stream")]
    pub paths: Vec<PathBuf>,
    /// Documents from standard input, one a line as JSON, in the form that `quotes --stream` reads, or the quotes that
    /// `quotes --stream --with-text` prints, which are not analysed again
    #[arg(long, conflicts_with = "paths")]
    pub stream: bool,
}
