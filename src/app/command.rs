//! The command line (`:`): every action by its name, found by some of its letters.

use super::Action;
use super::keymap::{Keymap, Mode};
use crate::library::search::letters;

/// One action as the command line shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// What it runs.
    pub action: Action,
    /// What help says of it.
    pub desc: String,
    /// Its keys.
    pub keys: String,
}

/// The commands that match what is typed, best first; all of them for an empty line.
pub fn matching(keymap: &Keymap, typed: &str) -> Vec<Command> {
    let commands = all(keymap);
    let lines: Vec<String> = commands.iter().map(Command::line).collect();
    let ranked = letters::rank(typed, lines.iter().map(String::as_str));
    ranked.into_iter().map(|at| commands[at].clone()).collect()
}

impl Command {
    /// Its name in `keymap.toml`.
    pub fn name(&self) -> &'static str {
        Action::ALL.iter().find(|(action, _)| *action == self.action).map_or("", |(_, name)| name)
    }

    fn line(&self) -> String {
        format!("{} {}", self.name(), self.desc)
    }
}

fn all(keymap: &Keymap) -> Vec<Command> {
    let rows = [Mode::Normal, Mode::List, Mode::Reader, Mode::Quotes].into_iter().flat_map(|mode| keymap.rows(mode));
    let mut commands: Vec<Command> = Vec::new();
    for row in rows.filter(|row| !matches!(row.action, Action::Mark | Action::MarkGoto)) {
        if !commands.iter().any(|c| c.action == row.action) {
            commands.push(Command { action: row.action, desc: row.desc, keys: row.keys.join(" ") });
        }
    }
    commands
}
