//! `config.toml`: what the user set.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::{bounded, folders, name};
use crate::text::guess::guess;

/// No settings file is this long: 1 MiB.
const CAP: u64 = 1 << 20;

/// What the user set, or the defaults.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Columns of the text pane; `None` for the program's own.
    pub width: Option<u16>,
    /// The most bytes an article may have.
    pub cap: u64,
    /// Draw with ASCII only.
    pub ascii: bool,
    /// Draw in colours; `None` leaves it to the terminal and `NO_COLOR`.
    pub color: Option<bool>,
    /// Quotes less sure than this are hidden on the screen, 0 to 1. 0 by default: a reader who has set nothing sees all
    /// there is, the unsure ones with their `?`.
    pub least: f32,
    /// The user's keymap; `None` for `keymap.toml` beside the settings.
    pub keymap: Option<PathBuf>,
}

impl Default for Settings {
    fn default() -> Self {
        Self { width: None, cap: super::DEFAULT_CAP, ascii: false, color: None, least: 0.0, keymap: None }
    }
}

/// The file as it is written, version 1.
#[derive(Debug, Deserialize)]
struct FileV1 {
    version: Option<u32>,
    width: Option<u16>,
    max_file_mib: Option<u32>,
    ascii: Option<bool>,
    color: Option<bool>,
    least_confidence: Option<f32>,
    keymap: Option<PathBuf>,
    #[serde(flatten)]
    unknown: BTreeMap<String, toml::Value>,
}

/// The names of the file's settings, to guess from.
const NAMES: &[&str] = &["version", "width", "max_file_mib", "ascii", "color", "least_confidence", "keymap"];

impl Settings {
    /// The user's settings, and a line for everything wrong in the file; no file is nothing wrong.
    pub fn load() -> (Self, Vec<String>) {
        match folders::config().map(|folder| folder.join("config.toml")) {
            Some(path) => Self::read(&path),
            None => (Self::default(), Vec::new()),
        }
    }

    fn read(path: &Path) -> (Self, Vec<String>) {
        let place = name::shown(path);
        let kept = |fault: String| (Self::default(), vec![format!("{place}: {fault}; the defaults are used")]);
        let text = match read_text(path) {
            Ok(Some(text)) => text,
            Ok(None) => return (Self::default(), Vec::new()),
            Err(reason) => return kept(reason),
        };
        match Self::parse(&text) {
            Ok((settings, faults)) => (settings, faults.into_iter().map(|fault| format!("{place}: {fault}")).collect()),
            Err(fault) => kept(fault),
        }
    }

    /// The settings in `text`, and what in it means nothing.
    fn parse(text: &str) -> Result<(Self, Vec<String>), String> {
        let file: FileV1 = toml::from_str(text).map_err(|error| told(text, &error))?;
        let mut faults: Vec<String> = file.unknown.keys().map(|key| unknown(key)).collect();
        if file.version.is_some_and(|version| version > 1) {
            faults.push("was written for a newer sayso; what this one knows of it is used".to_owned());
        }
        let default = Self::default();
        let least = file.least_confidence.filter(|least| (0.0..=1.0).contains(least));
        if least.is_none() && file.least_confidence.is_some() {
            faults.push("`least_confidence` is a number from 0 to 1; all quotes are shown".to_owned());
        }
        let settings = Self {
            width: file.width,
            cap: file.max_file_mib.map_or(default.cap, |mib| u64::from(mib) << 20),
            ascii: file.ascii.unwrap_or(default.ascii),
            color: file.color,
            least: least.unwrap_or(default.least),
            keymap: file.keymap,
        };
        Ok((settings, faults))
    }
}

/// The user's text file at `path`, if there is one.
pub fn read_text(path: &Path) -> Result<Option<String>, String> {
    match bounded::read_file(path, CAP) {
        Ok(bytes) => String::from_utf8(bytes).map(Some).map_err(|_| "is not UTF-8".to_owned()),
        Err(super::Reason::Missing) => Ok(None),
        Err(super::Reason::Io(error)) if error.kind() == ErrorKind::NotADirectory => Ok(None),
        Err(reason) => Err(reason.to_string()),
    }
}

fn unknown(key: &str) -> String {
    format!("there is no setting `{}`{}", key.escape_default(), guess(key, NAMES.iter().copied()))
}

fn told(text: &str, error: &toml::de::Error) -> String {
    let line = error.span().map_or(1, |span| text.get(..span.start).unwrap_or(text).matches('\n').count() + 1);
    format!("line {line}: {}", error.message())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_read_and_unknown_ones_told_with_a_guess() {
        let (settings, faults) = Settings::parse("width = 66\nmax_file_mib = 1\nasci = true\n").unwrap();
        assert_eq!(settings, Settings { width: Some(66), cap: 1 << 20, ..Settings::default() });
        assert_eq!(faults, ["there is no setting `asci`: did you mean `ascii`?"]);
    }

    #[test]
    fn the_least_confidence_is_from_0_to_1() {
        for (text, least, told) in [("0.5", 0.5, 0), ("1", 1.0, 0), ("50", 0.0, 1), ("-0.1", 0.0, 1), ("nan", 0.0, 1)] {
            let (settings, faults) = Settings::parse(&format!("least_confidence = {text}")).unwrap();
            assert_eq!((settings.least, faults.len()), (least, told), "{text}");
        }
    }

    #[test]
    fn a_broken_file_is_told_by_its_line() {
        assert_eq!(Settings::parse("ascii = true\nwidth = \"wide\"\n").unwrap_err().split(": ").next(), Some("line 2"));
        assert!(Settings::parse("width = = 3").unwrap_err().starts_with("line 1: "));
    }
}
