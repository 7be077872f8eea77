//! Which keys run which action: `keymap.toml` as the program holds it.
//!
//! The embedded file is what a user would write; the user's own is laid over it. A fault in a row is told
//! with its place and costs that row only. Help and the README's table are printed from the same rows.

mod file;
mod mode;
mod notation;
mod press;
mod table;

pub use mode::Mode;
pub use press::{Outcome, Pending};
pub use table::KeyRow;

use super::Action;
use notation::Stroke;
use sayso_library::fault::{Fault, Place};

/// The keys the program comes with.
pub const BUILT_IN: &str = include_str!("../../../keymap.toml");

/// All keys of all modes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Keymap {
    bindings: Vec<Binding>,
}

/// One row of the file.
#[derive(Clone, Debug, PartialEq)]
struct Binding {
    mode: Mode,
    strokes: Vec<Stroke>,
    /// `None` takes the keys away.
    action: Option<Action>,
    desc: String,
    /// Where the row stands in the file being read; `None` once it is the ground for another.
    place: Option<Place>,
}

impl Keymap {
    /// The keys the program comes with.
    pub fn built_in() -> Self {
        Self::parse(BUILT_IN).0
    }

    /// Reads a whole keymap. Rows with a fault are left out, the rest holds.
    pub fn parse(text: &str) -> (Self, Vec<Fault>) {
        Self::default().overlay(text)
    }

    /// Lays a user's file over this keymap: a row replaces the one with the same keys, `run = "none"` takes
    /// keys away, and a row with a fault leaves what was there in force.
    #[must_use]
    pub fn overlay(mut self, text: &str) -> (Self, Vec<Fault>) {
        for binding in &mut self.bindings {
            binding.place = None;
        }
        let (mut rows, mut faults) = file::read(text);
        // Keys are taken away first, so that their prefixes are free wherever the row stands.
        rows.sort_by_key(|row| row.action.is_some());
        faults.extend(rows.into_iter().filter_map(|row| self.add(row).err()));
        faults.sort_by_key(|fault| fault.place);
        (self, faults)
    }

    fn add(&mut self, row: Binding) -> Result<(), Fault> {
        let place = row.place.unwrap_or_default();
        let same = self.bindings.iter().position(|b| b.mode == row.mode && b.strokes == row.strokes);
        if let Some(at) = same {
            if self.bindings[at].place.is_some() {
                return Err(place.fault(format!("`{}` is bound twice here", notation::write(&row.strokes))));
            }
            self.bindings[at] = row;
            return Ok(());
        }
        if let Some(other) = self.bindings.iter().find(|b| b.action.is_some() && row.clashes(b)) {
            let (keys, theirs) = (notation::write(&row.strokes), notation::write(&other.strokes));
            return Err(place.fault(format!(
                "`{keys}` and `{theirs}` conflict: one is a prefix of the other; unbind `{theirs}` first with run = \"none\" in [{}]",
                other.mode.name()
            )));
        }
        self.bindings.push(row);
        Ok(())
    }

    /// What holds in `mode`: its own rows, then those it takes over.
    fn active(&self, mode: Mode) -> impl Iterator<Item = &Binding> {
        let of = move |wanted: Option<Mode>| self.bindings.iter().filter(move |b| Some(b.mode) == wanted);
        of(Some(mode)).chain(of(mode.base()))
    }
}

impl Binding {
    /// Returns `true` if one begins like the other in a mode where both apply.
    fn clashes(&self, other: &Self) -> bool {
        let meet =
            self.mode == other.mode || self.mode.base() == Some(other.mode) || other.mode.base() == Some(self.mode);
        let (short, long) = if self.strokes.len() < other.strokes.len() { (self, other) } else { (other, self) };
        meet && self.action.is_some()
            && short.strokes.len() < long.strokes.len()
            && short.strokes.iter().zip(&long.strokes).all(|(a, b)| a.overlaps(*b))
    }
}

#[cfg(test)]
mod tests;
