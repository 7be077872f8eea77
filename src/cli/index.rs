//! `sayso index`: an index for others to read.

use super::args::IndexArgs;
use super::articles;
use super::exit::{Outcome, print, warn_all};
use super::settings::Chosen;
use sayso_library::files as store;
use sayso_library::service::indexer::Indexer;

/// Builds the index in the folder, or reads into it what is new or changed, and prints how much it holds.
pub fn run(args: &IndexArgs) -> anyhow::Result<Outcome> {
    let chosen = Chosen::load(None);
    warn_all(chosen.faults());
    let place = store::shown(&args.into);
    let (mut keeper, said) = Indexer::build(&args.paths, &args.into, chosen.settings.cap)?;
    anyhow::ensure!(!keeper.is_taken(), "{place}: another process is building this index");
    let mut faults: Vec<String> = said.into_iter().collect();
    articles::update(&mut keeper, false, &mut faults);
    let snapshot = keeper.snapshot();
    warn_all(&faults);
    anyhow::ensure!(keeper.index().folder().is_some(), "{place}: the index cannot be kept there");
    let catalogue = &snapshot?.catalogue;
    print(format!("{place}: {} articles, {} quotes\n", catalogue.articles(), catalogue.quotes()))
}
