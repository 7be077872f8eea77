//! Running a program that ends with the reader, also where that is killed: the system ends it, which only the program
//! itself can ask for.

use std::ffi::OsString;
use std::process;

use super::exit::Outcome;
use crate::terminal::{NO_PROGRAM, NOT_THERE, tether_with, tethered};

/// Tells the reader how to start programs that end with it.
pub fn offer() {
    // Without a path to itself it starts them directly.
    if let Ok(program) = std::env::current_exe() {
        tether_with(program, "run-tethered");
    }
}

/// Becomes the program of `words`.
pub fn run(parent: u32, words: &[OsString]) -> anyhow::Result<Outcome> {
    let error = tethered(parent, words);
    if error.kind() == std::io::ErrorKind::NotFound {
        eprintln!("{NOT_THERE}");
        process::exit(NO_PROGRAM.into());
    }
    Err(error.into())
}
