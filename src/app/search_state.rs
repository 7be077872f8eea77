//! What is looked for: the search over all articles, and the last find in a pane.

use super::Pane;
use super::find::Find;
use super::picker::{Picker, Target};

/// The search and the last find.
#[derive(Debug, Default)]
pub struct SearchState {
    /// The search over all articles.
    pub picker: Picker,
    /// The last find in a pane.
    pub find: Option<Find>,
    /// `n` and `N` go along the hits of the search, not of the last find.
    pub along_hits: bool,
}

impl SearchState {
    /// Drops the last find, unless it was in the list.
    pub(super) fn leave_text(&mut self) {
        self.find = self.find.take().filter(|find| find.pane == Pane::List);
    }

    /// Drops the last find, if it was in this pane. Returns `true` if it was.
    pub(super) fn drop_find_in(&mut self, pane: Pane) -> bool {
        self.find.take_if(|find| find.pane == pane).is_some()
    }

    /// Drops the last find. Returns `true` if there was one.
    pub(super) fn drop_find(&mut self) -> bool {
        self.find.take().is_some()
    }

    /// The target of the next hit (`forward`) or of the one before.
    pub(super) fn hit_beside(&mut self, forward: bool) -> Option<Target> {
        let target = if forward { self.picker.next_hit() } else { self.picker.prev_hit() };
        target.filter(|target| !matches!(target, Target::Person(_)))
    }
}
