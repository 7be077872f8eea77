//! `sayso doctor`: what this terminal, tmux and locale can do, and the line that mends what they cannot.

use std::io::{self, BufWriter, Write};

use super::outcome::Outcome;
use crate::runtime;

/// Prints a line a check, and under it what mends it. Nothing to mend is 0, something 1.
pub fn run() -> anyhow::Result<Outcome> {
    let checks = runtime::doctor();
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
    Ok(Outcome::of(checks.iter().all(|check| check.good)))
}

/// The environment may hold anything; none of it reaches the terminal raw.
fn shown(c: char) -> Vec<char> {
    if c.is_control() { c.escape_debug().collect() } else { vec![c] }
}
