//! Help: the rows of the keymap that hold in a mode, and among them those that match what is typed.

use super::Model;
use super::find::Needle;
use super::keymap::{Mode, Row};

impl Model {
    /// The keys that hold in `mode`, its own first, with the heading they stand under.
    pub(crate) fn help_rows(&self, mode: Mode, typed: &str) -> Vec<(Mode, Row)> {
        let needle = Needle::new(typed);
        let modes = std::iter::once(mode).chain(mode.base());
        let rows = modes.flat_map(|m| self.settings.keymap.rows(m).into_iter().map(move |row| (m, row)));
        rows.filter(|(_, row)| needle.is_empty() || needle.matches(&format!("{} {}", row.keys.join(" "), row.desc)))
            .collect()
    }
}
