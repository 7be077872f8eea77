//! `config.toml`: what the user set.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use toml::{Spanned, Value};

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

/// The names of the file's settings, to guess from.
const NAMES: &[&str] = &["version", "width", "max_file_mib", "ascii", "color", "least_confidence", "keymap"];

impl Settings {
    /// Where the user's settings are, whether there are any or not; `None` where the system names no home.
    pub fn path() -> Option<PathBuf> {
        folders::config().map(|folder| folder.join("config.toml"))
    }

    /// The user's settings, and a line for everything wrong in the file; no file is nothing wrong.
    pub fn load() -> (Self, Vec<String>) {
        Self::path().map_or_else(Default::default, |path| Self::read(&path))
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

    /// The settings in `text`, and what in it cannot be used: a fault costs its setting only.
    fn parse(text: &str) -> Result<(Self, Vec<String>), String> {
        let file: BTreeMap<String, Spanned<Value>> = toml::from_str(text).map_err(|error| told(text, &error))?;
        let mut settings = Self::default();
        let mut faults = Vec::new();
        let mut rows: Vec<_> = file.iter().collect();
        rows.sort_by_key(|(_, value)| value.span().start);
        for (key, value) in rows {
            if let Err(fault) = settings.set(key, value.get_ref()) {
                faults.push(format!("line {}: {fault}", line(text, value.span().start)));
            }
        }
        Ok((settings, faults))
    }

    fn set(&mut self, key: &str, value: &Value) -> Result<(), String> {
        let wants = |what: &str| format!("`{key}` must be {what}; its default holds");
        let whole = |range: RangeInclusive<i64>| value.as_integer().filter(|number| range.contains(number));
        let switch = || value.as_bool().ok_or_else(|| wants("true or false"));
        match key {
            "version" if whole(0..=1).is_some() => {}
            "version" => return Err("written for a newer sayso; what this one knows of it is used".to_owned()),
            "width" => {
                let columns = whole(20..=200).and_then(|columns| u16::try_from(columns).ok());
                self.width = Some(columns.ok_or_else(|| wants("a whole number from 20 to 200"))?);
            }
            "max_file_mib" => {
                let mib = value.as_integer().and_then(|mib| u32::try_from(mib).ok());
                self.cap = u64::from(mib.ok_or_else(|| wants("a whole number, 0 or more"))?) << 20;
            }
            "ascii" => self.ascii = switch()?,
            "color" => self.color = Some(switch()?),
            "least_confidence" => {
                let number = value.as_float().or_else(|| value.as_integer().map(|whole| whole as f64));
                let least = number.filter(|least| (0.0..=1.0).contains(least));
                self.least = least.ok_or_else(|| wants("a number from 0 to 1"))? as f32;
            }
            "keymap" => {
                self.keymap = Some(value.as_str().ok_or_else(|| wants("a path between quotation marks"))?.into());
            }
            _ => return Err(unknown(key)),
        }
        Ok(())
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
    format!("line {}: {}", line(text, error.span().map_or(0, |span| span.start)), error.message())
}

/// The line, from 1, of a byte of `text`.
fn line(text: &str, at: usize) -> usize {
    text.get(..at).unwrap_or(text).matches('\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_read_and_unknown_ones_told_with_a_guess() {
        let (settings, faults) = Settings::parse("width = 66\nmax_file_mib = 1\nasci = true\n").unwrap();
        assert_eq!(settings, Settings { width: Some(66), cap: 1 << 20, ..Settings::default() });
        assert_eq!(faults, ["line 3: there is no setting `asci`: did you mean `ascii`?"]);
    }

    #[test]
    fn the_least_confidence_is_from_0_to_1() {
        for (text, least, told) in [("0.5", 0.5, 0), ("1", 1.0, 0), ("50", 0.0, 1), ("-0.1", 0.0, 1), ("nan", 0.0, 1)] {
            let (settings, faults) = Settings::parse(&format!("least_confidence = {text}")).unwrap();
            assert_eq!((settings.least, faults.len()), (least, told), "{text}");
        }
    }

    #[test]
    fn a_value_that_cannot_be_is_told_in_plain_words_and_costs_its_setting_only() {
        for (wrong, plain) in [
            ("width = 3", "`width` must be a whole number from 20 to 200"),
            ("width = 70000", "`width` must be a whole number from 20 to 200"),
            ("width = \"wide\"", "`width` must be a whole number from 20 to 200"),
            ("max_file_mib = -1", "`max_file_mib` must be a whole number, 0 or more"),
            ("color = 3", "`color` must be true or false"),
            ("keymap = true", "`keymap` must be a path between quotation marks"),
        ] {
            let (settings, faults) = Settings::parse(&format!("ascii = true\n{wrong}\n")).unwrap();
            assert_eq!(settings, Settings { ascii: true, ..Settings::default() }, "{wrong}");
            assert_eq!(faults, [format!("line 2: {plain}; its default holds")]);
        }
    }

    #[test]
    fn a_broken_file_is_told_by_its_line() {
        assert!(Settings::parse("width = = 3").unwrap_err().starts_with("line 1: "));
    }
}
