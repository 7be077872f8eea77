//! Arguments, printed output, exit codes: one file a command.

mod add;
mod address;
mod args;
mod article_iter;
mod articles;
mod clippings;
mod completions;
mod config;
mod corrections;
mod doctor;
mod exit;
mod export;
#[cfg(feature = "fetch")]
mod fetch;
mod guest;
#[cfg(feature = "postgres")]
mod import_lines;
mod index;
#[cfg(feature = "postgres")]
mod library;
mod opened;
mod output;
#[cfg(feature = "pdf")]
mod pdf;
mod progress;
mod quotes;
mod reader;
mod reading;
mod record;
mod screen;
mod search;
mod session;
mod settings;
mod show;
mod speaker_quotes;
mod speakers;
mod stream;
mod tether;
mod voices;
mod web;
mod who;

use std::process::ExitCode;

use clap::Parser;

use crate::terminal;
use args::{Args, Command};
use exit::Outcome;

/// Runs the program as the shell started it.
pub fn main() -> ExitCode {
    #[cfg(feature = "pdf")]
    pdf::offer();
    tether::offer();
    terminal::quiet_workers();
    match Args::try_parse() {
        Ok(args) => exit::exit_code(run(&args)),
        Err(error) => exit::not_understood(&error),
    }
}

fn run(args: &Args) -> anyhow::Result<Outcome> {
    guest::restrict_if_asked(args)?;
    opened::choose(&args.read);
    match &args.command {
        Some(Command::Who(args)) => who::run(args),
        Some(Command::Search(args)) => search::run(args),
        Some(Command::Quotes(args)) => quotes::run(args),
        Some(Command::Speakers(args)) => speakers::run(args),
        Some(Command::Voices(args)) => voices::run(args),
        Some(Command::Add(args)) => add::run(args),
        #[cfg(feature = "fetch")]
        Some(Command::Fetch(args)) => fetch::run(args),
        Some(Command::Index(args)) => index::run(args),
        Some(Command::Show(show)) => show::run(show, &args.read),
        Some(Command::Clippings(args)) => clippings::run(args),
        Some(Command::Corrections(command)) => corrections::run(command),
        Some(Command::Config(command)) => config::run(*command, args.read.keymap.as_deref()),
        Some(Command::Completions { shell }) => completions::completions(*shell),
        Some(Command::Man { command }) => completions::man(command.as_deref()),
        Some(Command::Export(args)) => export::run(args),
        #[cfg(feature = "postgres")]
        Some(Command::Library(command)) => library::run(command),
        #[cfg(feature = "postgres")]
        Some(Command::Import(args)) => library::import(args),
        Some(Command::Doctor) => doctor::run(args.read.keymap.as_deref()),
        #[cfg(feature = "pdf")]
        Some(Command::ReadPdf) => pdf::run(),
        Some(Command::RunTethered { parent, words }) => tether::run(*parent, words),
        None => reader::run(&args.read),
    }
}
