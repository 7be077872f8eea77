//! Arguments, printed output, exit codes: one file a command.

mod all;
mod args;
mod articles;
mod clippings;
mod completions;
mod config;
mod corrections;
mod doctor;
mod kept;
mod name;
mod outcome;
#[cfg(feature = "pdf")]
mod pdf;
mod quotes;
mod reader;
mod reading;
mod record;
mod rows;
mod said;
mod screen;
mod search;
mod settings;
mod show;
mod speakers;
mod who;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};
use outcome::Outcome;

/// Runs the program as the shell started it.
pub fn main() -> ExitCode {
    #[cfg(feature = "pdf")]
    pdf::offer();
    match Args::try_parse() {
        Ok(args) => outcome::exit_code(run(&args)),
        Err(error) => outcome::not_understood(&error),
    }
}

fn run(args: &Args) -> anyhow::Result<Outcome> {
    match &args.command {
        Some(Command::Who(args)) => who::run(args),
        Some(Command::Search(args)) => search::run(args),
        Some(Command::Quotes(args)) => quotes::run(args),
        Some(Command::Speakers(args)) => speakers::run(args),
        Some(Command::Show(args)) => show::run(args),
        Some(Command::Clippings(args)) => clippings::run(args),
        Some(Command::Corrections(command)) => corrections::run(command),
        Some(Command::Config(command)) => config::run(*command),
        Some(Command::Completions { shell }) => completions::completions(*shell),
        Some(Command::Man { command }) => completions::man(command.as_deref()),
        Some(Command::Doctor) => doctor::run(),
        #[cfg(feature = "pdf")]
        Some(Command::ReadPdf) => pdf::run(),
        None => reader::run(&args.read),
    }
}
