//! `sayso add`: saves articles from files and from the web in the library.

use std::path::{Path, PathBuf};

use anyhow::Context;

use super::args::AddArgs;
use super::exit::{Outcome, print, warn, warn_all};
use super::settings::Chosen;
use super::web::Web;
use crate::fetch;
use sayso_attribution::document::feed_addresses;
use sayso_library::add::{AddOptions, AddResult, Added, TargetFolder};
use sayso_library::files::{self as store, ArticleFile};
use sayso_library::service::today;

/// Adds each file and address; what cannot be added is told, and the others are added.
pub fn run(args: &AddArgs) -> anyhow::Result<Outcome> {
    let chosen = Chosen::load(None);
    warn_all(chosen.faults());
    let cap = chosen.settings.cap;
    let mut adder = Adder::open(args.to.as_deref(), args.keep)?;
    let web = Web::new(cap);
    for typed in &args.what {
        match typed.to_str().filter(|typed| fetch::is_address(typed)) {
            Some(address) => adder.address(&web, address),
            None => adder.path(&web, typed, cap),
        }
    }
    Ok(adder.end())
}

/// Adds to one folder, prints the path of each new article, and reports the others on standard error.
pub struct Adder {
    target: TargetFolder,
    keep: bool,
    saved: String,
    has_failed: bool,
}

impl Adder {
    /// Opens the folder `to`, else the one that is read where nothing is named.
    pub fn open(to: Option<&Path>, keep: bool) -> anyhow::Result<Self> {
        let usual = || store::default_articles().or_else(store::user_articles);
        let folder = to.map(Path::to_owned).or_else(usual);
        let folder = folder.context("no home folder (HOME is not set); choose a folder with --to")?;
        Ok(Self { target: TargetFolder::open(&folder), keep, saved: today(), has_failed: false })
    }

    /// Adds what an address gives.
    fn address(&mut self, web: &Web, address: &str) {
        if let Some(path) = self.target.at_address(address) {
            return there(address, path);
        }
        match web.get(address) {
            Ok((file, address)) => drop(self.file(&file, Some(&address), &[])),
            Err(fault) => self.fail(format!("{address}: {fault}")),
        }
    }

    /// Adds the files at a path; of a list of feeds that is named, the articles of its feeds. One that lies in a folder is
    /// no reason to open connections.
    fn path(&mut self, web: &Web, path: &PathBuf, cap: u64) {
        let places = store::list(std::slice::from_ref(path));
        if places.is_empty() {
            self.fail(format!("{}: no article in this folder", store::shown(path)));
        }
        for place in places {
            match place.and_then(|place| store::read(&place, cap)) {
                Ok(file) => match feed_addresses(&file.bytes).filter(|_| !path.is_dir()) {
                    Some(feeds) => feeds.iter().for_each(|feed| self.address(web, feed)),
                    None => drop(self.file(&file, None, &[])),
                },
                Err(fault) => self.fail(fault),
            }
        }
    }

    /// Adds the articles of one file but those to skip. The ids of those that are there now; `None` if one failed.
    pub fn file(&mut self, file: &ArticleFile, address: Option<&str>, skip: &[String]) -> Option<Vec<String>> {
        let source = AddOptions { address, keep: self.keep, saved: &self.saved, skip };
        let results = self.target.add(file, source);
        let place = address.unwrap_or(&file.name);
        let (mut known, mut ids) = (Vec::new(), Some(Vec::new()));
        for AddResult { part, result, left_out } in results {
            for told in left_out {
                warn(&format_args!("{place}: {told}"));
            }
            match result {
                Ok(Added::New(path)) => new(&path),
                Ok(Added::There(path)) => known.push(path),
                Err(fault) => {
                    self.fail(fault);
                    ids = None;
                }
            }
            if let Some(ids) = &mut ids {
                ids.extend(part.iter().map(ToString::to_string));
            }
        }
        match &known[..] {
            [] => {}
            [path] => there(place, path),
            // A feed is fetched for what is new in it.
            paths => warn(&format_args!("{place}: {} articles are already there", paths.len())),
        }
        ids
    }

    /// Reports that something was not added.
    pub fn fail(&mut self, fault: impl std::fmt::Display) {
        warn(&fault);
        self.has_failed = true;
    }

    /// The outcome.
    pub fn end(self) -> Outcome {
        if self.has_failed { Outcome::Failed } else { Outcome::Done }
    }
}

fn new(path: &Path) {
    // The article stays added even if its path cannot be printed.
    let _ = print(store::shown(path) + "\n");
}

fn there(place: &str, path: &Path) {
    warn(&format_args!("{place}: already there as {}", store::shown(path)));
}
