//! `sayso fetch`: saves new entries of the feeds in the settings.

use super::add::Adder;
use super::args::FetchArgs;
use super::exit::{Outcome, warn, warn_all};
use super::settings::Chosen;
use super::web::Web;
use crate::config::Settings;
use crate::fetch::{Validators, is_address};
use sayso_attribution::document::{Container, feed_addresses};
use sayso_library::add::FeedStates;
use sayso_library::files as store;

/// Fetches each feed; one that cannot be fetched is told, and the others are.
pub fn run(args: &FetchArgs) -> anyhow::Result<Outcome> {
    let chosen = Chosen::load(None);
    warn_all(chosen.faults());
    let Settings { feeds, cap, .. } = chosen.settings;
    if feeds.is_empty() {
        let file = Settings::path().map_or_else(|| "config.toml".to_owned(), |path| store::shown(&path));
        anyhow::bail!("no feeds in {file}; add a line such as feeds = [\"https://example.org/feed.xml\"]");
    }
    let mut adder = Adder::open(args.to.as_deref(), false)?;
    let (mut states, fault) = FeedStates::load();
    if let Some(fault) = fault {
        warn(&fault);
    }
    let web = Web::new(cap);
    for named in &feeds {
        for address in addresses(named, cap, &mut adder) {
            feed(&web, &address, &mut states, &mut adder);
            // Saved now, so that nothing is fetched twice if the next feed is interrupted.
            states.save()?;
        }
    }
    Ok(adder.end())
}

/// The feeds that one setting names: an address, or a file with a list of them.
fn addresses(named: &str, cap: u64, adder: &mut Adder) -> Vec<String> {
    if is_address(named) {
        return vec![named.to_owned()];
    }
    let read = store::read(&store::Place::File(store::expanded(named)), cap);
    let feeds = match read {
        Ok(file) => feed_addresses(&file.bytes).ok_or_else(|| format!("{}: not a list of feeds (OPML)", file.name)),
        Err(fault) => Err(fault.to_string()),
    };
    feeds.unwrap_or_else(|fault| {
        adder.fail(fault);
        Vec::new()
    })
}

/// Adds the entries of a feed that were not added before.
fn feed(web: &Web, address: &str, states: &mut FeedStates, adder: &mut Adder) {
    let state = states.of(address);
    let validators = Validators { etag: state.etag.clone(), last_modified: state.last_modified.clone() };
    let (file, validators) = match web.get_if_new(address, &validators) {
        Ok(Some(new)) => new,
        Ok(None) => return,
        Err(fault) => return adder.fail(format!("{address}: {fault}")),
    };
    if !Container::of_bytes(&file.bytes).is_some_and(Container::is_feed) {
        return adder.fail(format!("{address}: not a feed; to save a single page, use `sayso add`"));
    }
    if let Some(ids) = adder.file(&file, Some(address), &state.seen) {
        for id in &ids {
            state.see(id);
        }
        (state.etag, state.last_modified) = (validators.etag, validators.last_modified);
    }
}
