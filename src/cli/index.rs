//! `sayso index`: the index of a library, brought up to date.

use super::args::IndexArgs;
use super::articles::{self, Engine};
use super::exit::{Outcome, print};
use super::opened::Opened;

/// Reads what is new, and with `--careful` every article a second time. What is done is kept if it is interrupted.
///
/// # Errors
///
/// Fails if there is nothing to read, or standard output cannot be written to.
pub fn run(args: &IndexArgs) -> anyhow::Result<Outcome> {
    let engine = if args.careful { Engine::Careful(Vec::new()) } else { Engine::Held };
    let session = match articles::complete(&args.paths, &engine)?.library {
        Opened::Index(session) => session,
        #[cfg(feature = "postgres")]
        Opened::Team(_) => anyhow::bail!("the library of a team has no index on this machine"),
    };
    let snapshot = session.snapshot();
    let (all, second) = (snapshot.catalogue.articles(), snapshot.second_readings());
    print(format!("{all} articles, {second} of them read carefully\n"))
}
