//! The command line (`:`): every action by its name, found by some of its letters.

use super::Action;
use super::find::Needle;
use super::keymap::{Keymap, Mode};
use sayso_attribution::text::Span;
use sayso_library::search::subsequence::{self, Letters};

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

/// The commands that match what is typed: by some letters of the name, best first, then by words of what help says;
/// all of them for an empty line.
pub fn matching(keymap: &Keymap, typed: &str) -> Vec<Command> {
    let commands = all(keymap);
    let mut named = subsequence::rank(typed, commands.iter().map(Command::name));
    named.retain(|&at| commands[at].is_called(typed));
    let needle = Needle::new(typed);
    let told = (0..commands.len()).filter(|at| !named.contains(at) && needle.matches(&commands[*at].desc));
    named.iter().copied().chain(told).map(|at| commands[at].clone()).collect()
}

impl Command {
    /// Its name in `keymap.toml`.
    pub fn name(&self) -> &'static str {
        Action::ALL.iter().find(|(action, _)| *action == self.action).map_or("", |(_, name)| name)
    }

    /// Returns `true` if what is typed is its name or short for it.
    pub fn is_called(&self, typed: &str) -> bool {
        let matches = typed.trim().is_empty() || Letters::new(typed).score(self.name()).is_some();
        matches && is_short_for(typed, self.name())
    }
}

/// A word of the name gives its first letter before any other: `foo` is not short for `focus-quotes`.
fn is_short_for(typed: &str, name: &str) -> bool {
    let spans = Letters::new(typed).spans(name);
    let mut at = 0;
    name.split('-').all(|word| {
        let start = at;
        at += word.len() + 1;
        let word = Span::new(start, start + word.len());
        !spans.iter().any(|span| span.overlaps(word)) || spans.iter().any(|span| span.contains(start))
    })
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
