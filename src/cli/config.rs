//! `sayso config`: the settings as a file to start from, and what is wrong in the user's own.

use std::io::{BufWriter, Write};

use super::args::ConfigCommand;
use super::exit::{Outcome, harmless, print, warn_all};
use super::settings::{Chosen, is_there};
use crate::config::Settings;
use sayso_library::files as store;

/// Prints the settings, or what is wrong with them; 1 where something is.
pub fn run(command: ConfigCommand) -> anyhow::Result<Outcome> {
    match command {
        ConfigCommand::Print { effective } => settings(effective),
        ConfigCommand::Check => check(),
    }
}

fn settings(effective: bool) -> anyhow::Result<Outcome> {
    let (settings, faults) = if effective { Settings::load() } else { (Settings::default(), Vec::new()) };
    warn_all(&faults);
    print(settings.print())
}

fn check() -> anyhow::Result<Outcome> {
    let chosen = Chosen::load(None);
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
