//! Keys on their way to an action.

use super::Key;
use super::keymap::{Keymap, Mode, Outcome, Pending};

/// Keys that no action has taken yet.
#[derive(Debug, Default)]
pub struct Keys {
    /// The start of a sequence or a count.
    pub pending: Pending,
    /// What the keys pressed so far may go on with is shown.
    pub(super) continues: bool,
    /// Keys for an article or for rows that are still to come.
    typed_ahead: Vec<Key>,
}

impl Keys {
    /// Takes a key; hides what it might have gone on with.
    pub(super) fn press(&mut self, keymap: &Keymap, mode: Mode, key: Key) -> Outcome {
        self.continues = false;
        keymap.press(mode, &mut self.pending, key)
    }

    /// What a key would come to, without taking it.
    pub(super) fn peek(&self, keymap: &Keymap, mode: Mode, key: Key) -> Outcome {
        keymap.press(mode, &mut self.pending.clone(), key)
    }

    /// Keeps a key until what it is meant for has come.
    pub(super) fn hold(&mut self, key: Key) {
        self.typed_ahead.push(key);
    }

    /// Returns `true` if keys wait for something to come.
    pub(super) fn holds(&self) -> bool {
        !self.typed_ahead.is_empty()
    }

    /// Takes the keys that waited, in order.
    pub(super) fn release(&mut self) -> Vec<Key> {
        std::mem::take(&mut self.typed_ahead)
    }
}
