//! `sayso index`: the index of a library, brought up to date.

use std::path::{Path, PathBuf};

use super::args::IndexArgs;
use super::articles::{self, Engine};
use super::exit::{Outcome, print, warn_all};
use super::opened::Opened;
use super::settings::Chosen;
use sayso_library::files as store;
use sayso_library::service::indexer::Indexer;

/// Reads what is new, and with `--careful` every article a second time. What is done is kept if it is interrupted.
///
/// # Errors
///
/// Fails if there is nothing to read, or standard output cannot be written to.
pub fn run(args: &IndexArgs) -> anyhow::Result<Outcome> {
    let engine = if args.careful { Engine::Careful(Vec::new()) } else { Engine::Held };
    if let Some(folder) = &args.into {
        return build(&args.paths, folder, &engine);
    }
    let session = match articles::complete(&args.paths, &engine)?.library {
        Opened::Index(session) => session,
        #[cfg(feature = "postgres")]
        Opened::Team(_) => anyhow::bail!("the library of a team has no index on this machine"),
    };
    let snapshot = session.snapshot();
    let (all, second) = (snapshot.catalogue.articles(), snapshot.second_readings());
    print(format!("{all} articles, {second} of them read a second time\n"))
}

/// Builds an index for many readers in a folder, or reads into it what is new or changed, and prints how much it holds.
fn build(paths: &[PathBuf], folder: &Path, engine: &Engine) -> anyhow::Result<Outcome> {
    let chosen = Chosen::load(None);
    warn_all(chosen.faults());
    let place = store::shown(folder);
    let (mut indexer, said) = Indexer::build(paths, folder, chosen.settings.cap)?;
    anyhow::ensure!(!indexer.is_taken(), "{place}: another process is building this index");
    let mut faults: Vec<String> = said.into_iter().collect();
    let snapshot = articles::update(&mut indexer, false, engine, &mut faults);
    warn_all(&faults);
    anyhow::ensure!(indexer.index().folder().is_some(), "{place}: the index cannot be kept there");
    let catalogue = &snapshot?.catalogue;
    print(format!("{place}: {} articles, {} quotes\n", catalogue.articles(), catalogue.quotes()))
}
