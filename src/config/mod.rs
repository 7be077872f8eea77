//! `config.toml`: what the user set.

mod print;
mod read;
mod table;
#[cfg(test)]
mod tests;
mod theme;

pub use theme::{Colour, Palette, THEMES, ThemeError};

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use sayso_library::cite::Styles;
use sayso_library::files::{self, Reason, folders};

/// No settings file is this long: 1 MiB.
const CAP: u64 = 1 << 20;

/// When articles are read a second time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecondReadingMode {
    /// Only when a command asks for it.
    Off,
    /// Once they are opened.
    Open,
    /// Once they are opened, and all others while nothing else is to be done.
    Idle,
}

impl SecondReadingMode {
    /// All of them, as the file has them.
    const NAMES: [(&'static str, Self); 3] = [("open", Self::Open), ("idle", Self::Idle), ("off", Self::Off)];
}

/// What the user set, or the defaults.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Columns of the text pane; `None` for the program's own.
    pub width: Option<u16>,
    /// The most bytes an article may have.
    pub cap: u64,
    /// Draw with ASCII characters only.
    pub ascii: bool,
    /// Draw in colours; `None` leaves it to the terminal and `NO_COLOR`.
    pub color: Option<bool>,
    /// A theme of the program by name, or a file; `None` for the default.
    pub theme: Option<String>,
    /// Quotes less sure than this are hidden on the screen, 0 to 1. 0 by default: a reader who has set nothing sees all
    /// there is, the unsure ones with their mark.
    pub least: f32,
    /// Quotes that only tell what somebody intends are hidden on the screen.
    pub hide_intended: bool,
    /// When articles are read a second time.
    pub second_reading: SecondReadingMode,
    /// The user's keymap; `None` for `keymap.toml` beside the settings.
    pub keymap: Option<PathBuf>,
    /// Feeds that `sayso fetch` fetches: addresses, or files with lists of them.
    pub feeds: Vec<String>,
    /// Folder of an index that is read where nothing is named.
    pub index: Option<PathBuf>,
    /// How quotes and their sources are written to be taken away.
    pub styles: Styles,
    /// The address of the team's library, which is read where no path is named.
    pub library: Option<String>,
    /// The user's own commands for `|`, by name: lines for the shell.
    pub commands: BTreeMap<String, String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            width: None,
            cap: files::DEFAULT_CAP,
            ascii: false,
            color: None,
            theme: None,
            least: 0.0,
            hide_intended: false,
            second_reading: SecondReadingMode::Open,
            keymap: None,
            feeds: Vec::new(),
            index: None,
            library: None,
            styles: Styles::default(),
            commands: BTreeMap::new(),
        }
    }
}

impl Settings {
    /// Where the user's settings are, whether there are any or not; `None` where the system names no home.
    pub fn path() -> Option<PathBuf> {
        folders::config().map(|folder| folder.join("config.toml"))
    }

    /// The user's settings, and a line for everything wrong in the file; no file is nothing wrong.
    pub fn load() -> (Self, Vec<String>) {
        let path = files::restriction().map_or_else(Self::path, |restriction| restriction.settings.clone());
        path.map_or_else(Default::default, |path| Self::read(&path))
    }

    fn read(path: &Path) -> (Self, Vec<String>) {
        let place = files::shown(path);
        match read_text(path) {
            Ok(Some(text)) => {
                let (settings, faults) = Self::parse(&text);
                (settings, faults.into_iter().map(|fault| format!("{place}: {fault}")).collect())
            }
            Ok(None) => (Self::default(), Vec::new()),
            Err(reason) => (Self::default(), vec![format!("{place}: {reason}; using the defaults")]),
        }
    }
}

/// A text file of the user that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TextError {
    /// Its bytes are no text.
    #[error("not UTF-8")]
    NotUtf8,
    /// It cannot be read.
    #[error("{0}")]
    Unreadable(Reason),
}

/// The user's text file at `path`, if there is one.
///
/// # Errors
///
/// [`TextError`].
pub fn read_text(path: &Path) -> Result<Option<String>, TextError> {
    match files::read_bytes(path, CAP) {
        Ok(bytes) => String::from_utf8(bytes).map(Some).map_err(|_| TextError::NotUtf8),
        Err(Reason::Missing) => Ok(None),
        Err(Reason::Io(error)) if error.kind() == ErrorKind::NotADirectory => Ok(None),
        Err(reason) => Err(TextError::Unreadable(reason)),
    }
}
