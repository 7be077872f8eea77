//! `sayso doctor`: checks terminal, tmux and locale, and prints fixes.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::exit::{Outcome, harmless_line};
use super::settings::{Chosen, is_there};
use crate::config::Settings;
use crate::terminal::{self, Check};
use sayso_library::files as store;

/// Prints a line for each check, and below it the fix; exit code 1 if there is a problem. `named` is a keymap named on the
/// command line.
pub fn run(named: Option<&Path>) -> anyhow::Result<Outcome> {
    let chosen = Chosen::load(named);
    let own = [articles(), settings(&chosen), keymap(&chosen)];
    let checks: Vec<Check> = own.into_iter().chain(terminal::doctor()).collect();
    let mut out = BufWriter::new(io::stdout().lock());
    let widest = checks.iter().map(|check| check.what.len()).max().unwrap_or(0);
    for check in &checks {
        let mark = if check.good { "ok" } else { "--" };
        writeln!(out, "{mark}  {:widest$}  {}", check.what, harmless_line(&check.found))?;
        for line in check.mend.iter().flat_map(|mend| mend.lines()) {
            writeln!(out, "    {:widest$}  {}", "", harmless_line(line))?;
        }
    }
    out.flush()?;
    Ok(Outcome::of(checks.iter().all(|check| check.good)))
}

fn articles() -> Check {
    let found = store::default_articles().map(|folder| store::shown(&folder));
    let own = store::user_articles().map_or_else(|| "articles".to_owned(), |folder| store::shown(&folder));
    Check {
        what: "articles",
        good: found.is_some(),
        mend: found.is_none().then(|| format!("mkdir -p {own}")),
        found: found.unwrap_or_else(|| "no folder of articles yet".to_owned()),
    }
}

fn settings(chosen: &Chosen) -> Check {
    file("settings", Settings::path().as_deref(), "using the defaults", &chosen.settings_faults)
}

fn keymap(chosen: &Chosen) -> Check {
    file("keys", chosen.keymap_path.as_deref(), "using the built-in keys", &chosen.keymap_faults)
}

/// A file of the user's, which need not be there.
fn file(what: &'static str, path: Option<&Path>, otherwise: &str, faults: &[String]) -> Check {
    let there = path.filter(|path| !faults.is_empty() || is_there(path));
    Check {
        what,
        good: faults.is_empty(),
        found: there.map_or_else(|| format!("none; {otherwise}"), store::shown),
        mend: (!faults.is_empty()).then(|| faults.join("\n")),
    }
}
