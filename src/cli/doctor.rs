//! `sayso doctor`: what this terminal, tmux and locale can do, and the line that mends what they cannot.

use std::io::{self, BufWriter, Write};

use super::outcome::Outcome;
use crate::runtime::{self, Check};
use crate::store::{self, Settings};

/// Prints a line a check, and under it what mends it.
pub fn run() -> anyhow::Result<Outcome> {
    let checks: Vec<Check> = [articles(), settings()].into_iter().chain(runtime::doctor()).collect();
    let mut out = BufWriter::new(io::stdout().lock());
    let widest = checks.iter().map(|check| check.what.len()).max().unwrap_or(0);
    for check in &checks {
        let mark = if check.good { "ok" } else { "--" };
        let found: String = check.found.chars().flat_map(shown).collect();
        writeln!(out, "{mark}  {:widest$}  {found}", check.what)?;
        if let Some(mend) = &check.mend {
            writeln!(out, "    {:widest$}  {mend}", "")?;
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
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

fn settings() -> Check {
    let (_, faults) = Settings::load();
    let folder = store::config_folder().map(|folder| store::shown(&folder)).unwrap_or_default();
    Check {
        what: "settings",
        good: faults.is_empty(),
        found: format!("{folder}/config.toml"),
        mend: (!faults.is_empty()).then(|| faults.join("; ")),
    }
}

/// The environment may hold anything; none of it reaches the terminal raw.
fn shown(c: char) -> Vec<char> {
    if c.is_control() { c.escape_debug().collect() } else { vec![c] }
}
