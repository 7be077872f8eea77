//! The line of progress on standard error.

use std::io::{self, IsTerminal};

/// A line of progress that is drawn over the one before. Draws nothing where standard error is no terminal.
pub struct ProgressLine {
    on_terminal: bool,
    shown: bool,
}

impl ProgressLine {
    /// A line that shows nothing yet.
    pub fn new() -> Self {
        Self { on_terminal: io::stderr().is_terminal(), shown: false }
    }

    /// Shows `text` in the place of what was shown before.
    pub fn show(&mut self, text: &str) {
        if self.on_terminal {
            eprint!("\r{text}\x1b[K");
            self.shown = true;
        }
    }

    /// Removes what was shown.
    pub fn clear(&mut self) {
        if std::mem::take(&mut self.shown) {
            eprint!("\r\x1b[K");
        }
    }
}
