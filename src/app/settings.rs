//! The settings of a session.

use std::collections::BTreeMap;

use super::keymap::Keymap;
use super::layout;
use crate::config::{Palette, SecondReadingMode};
use sayso_library::cite::Styles;

/// What is settled when the program starts.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Which keys do what.
    pub keymap: Keymap,
    /// Whether colours are used; off for `NO_COLOR`.
    pub colour: bool,
    /// The colours.
    pub theme: Palette,
    /// Only ASCII on the screen.
    pub ascii: bool,
    /// Columns of text.
    pub measure: u16,
    /// Quotes less sure than this are hidden, 0 to 1.
    pub least: f32,
    /// Quotes that only tell what somebody intends are hidden.
    pub hide_intended: bool,
    /// When articles are read a second time.
    pub second_reading: SecondReadingMode,
    /// How quotes and their sources are written to be taken away.
    pub styles: Styles,
    /// The user's own commands for `|`, by name: lines for the shell.
    pub commands: BTreeMap<String, String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            keymap: Keymap::built_in(),
            colour: true,
            theme: Palette::default(),
            ascii: false,
            measure: layout::MEASURE,
            least: 0.0,
            hide_intended: false,
            second_reading: SecondReadingMode::Off,
            styles: Styles::default(),
            commands: BTreeMap::new(),
        }
    }
}
