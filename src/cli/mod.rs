//! Arguments, printed output, exit codes: one file a command.

mod args;
mod articles;
mod outcome;
mod quotes;
mod record;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};
use outcome::Outcome;

/// Runs the program as the shell started it.
pub fn main() -> ExitCode {
    let args = Args::parse();
    let outcome = match &args.command {
        Some(Command::Quotes(args)) => quotes::run(args),
        None => Ok(Outcome::Done),
    };
    outcome::exit_code(outcome)
}
