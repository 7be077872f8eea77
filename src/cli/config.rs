//! `sayso config`: the settings as a file to start from, and what is wrong in the user's own.

use std::io::{BufWriter, Write};
use std::path::Path;

use super::args::ConfigCommand;
use super::exit::{Outcome, harmless, print, warn_all};
use super::settings::{Chosen, is_there};
use crate::config::Settings;
use sayso_library::files as store;

/// Prints the settings, or what is wrong with them and with `keymap`, the one named on the command line; 1 where
/// something is.
pub fn run(command: ConfigCommand, keymap: Option<&Path>) -> anyhow::Result<Outcome> {
    match command {
        ConfigCommand::Print { effective } => settings(effective),
        ConfigCommand::Check => check(keymap),
    }
}

fn settings(effective: bool) -> anyhow::Result<Outcome> {
    let (settings, faults) = if effective { Settings::load() } else { (Settings::default(), Vec::new()) };
    warn_all(&faults);
    print(settings.print())
}

fn check(keymap: Option<&Path>) -> anyhow::Result<Outcome> {
    let chosen = Chosen::load(keymap);
    let mut out = BufWriter::new(std::io::stdout().lock());
    let keymap = chosen.keymap_path.clone();
    for (path, faults) in [(Settings::path(), &chosen.settings_faults), (keymap, &chosen.keymap_faults)] {
        for fault in faults {
            writeln!(out, "{}", harmless(fault))?;
        }
        if let Some(path) = path.filter(|_| faults.is_empty()) {
            writeln!(
                out,
                "{}: {}",
                store::shown(&path),
                if is_there(&path) { "ok" } else { "not found; using the defaults" }
            )?;
        }
    }
    out.flush()?;
    Ok(Outcome::of(chosen.faults().next().is_none()))
}
