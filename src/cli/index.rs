//! `sayso index`: the index of a library, brought up to date.

use super::args::IndexArgs;
use super::articles::{self, Engine};
use super::exit::{Outcome, print};

/// Reads what is new, and with `--careful` every article a second time. What is done is kept if it is interrupted.
///
/// # Errors
///
/// Fails if there is nothing to read, or standard output cannot be written to.
pub fn run(args: &IndexArgs) -> anyhow::Result<Outcome> {
    let engine = if args.careful { Engine::Careful(Vec::new()) } else { Engine::Held };
    let (session, _) = articles::complete(&args.paths, &engine)?;
    let snapshot = session.snapshot();
    let (all, second) = (snapshot.catalogue.articles(), snapshot.second_readings());
    print(format!("{all} articles, {second} of them read carefully\n"))
}
