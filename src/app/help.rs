//! Help: the rows of the keymap that hold in a mode, and among them those that match what is typed.

use super::Model;
use super::find::Needle;
use super::keymap::{Mode, Row};

impl Model {
    /// The keys that hold in `mode`, its own first, with the heading they stand under.
    pub(crate) fn help_rows(&self, mode: Mode, typed: &str) -> Vec<(Mode, Row)> {
        let needle = Needle::new(typed);
        let keymap = &self.settings.keymap;
        let own = keymap.rows(mode);
        let mut base = mode.base().map_or(Vec::new(), |base| keymap.rows(base));
        for row in &mut base {
            // A key that the mode takes for itself does nothing else there.
            row.keys.retain(|key| !own.iter().any(|row| row.keys.contains(key)));
        }
        base.retain(|row| !row.keys.is_empty());
        let base_mode = mode.base().unwrap_or(mode);
        let rows = own.into_iter().map(|row| (mode, row)).chain(base.into_iter().map(|row| (base_mode, row)));
        rows.filter(|(_, row)| needle.is_empty() || needle.matches(&format!("{} {}", row.keys.join(" "), row.desc)))
            .collect()
    }
}
