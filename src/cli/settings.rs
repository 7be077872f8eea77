//! Settings and keys of the user, and problems in their files.

use std::path::{Path, PathBuf};

use crate::app::Keymap;
use crate::config::{Palette, Settings, THEMES};
use sayso_library::files as store;

/// Settings and keys, and a line for each problem in their files.
pub struct Chosen {
    /// `config.toml`, or the defaults.
    pub settings: Settings,
    /// The user's keymap laid over the program's own; a fault in it costs its row only.
    pub keymap: Keymap,
    /// The colours; those of the program where a file of the user's has a fault.
    pub theme: Palette,
    /// Where the keymap is, or would be.
    pub keymap_path: Option<PathBuf>,
    /// Wrong in `config.toml`.
    pub settings_faults: Vec<String>,
    /// Wrong in the keymap.
    pub keymap_faults: Vec<String>,
}

impl Chosen {
    /// Reads both files; `typed` is a keymap named on the command line.
    pub fn load(typed: Option<&Path>) -> Self {
        let (settings, mut settings_faults) = Settings::load();
        let (theme, fault) = theme(settings.theme.as_deref());
        settings_faults.extend(fault);
        let (keymap_path, named) = keymap_path(typed, &settings).unzip();
        let (keymap, keymap_faults) = match &keymap_path {
            Some(path) => keymap(path, named == Some(true)),
            None => (Keymap::built_in(), Vec::new()),
        };
        Self { settings, keymap, theme, keymap_path, settings_faults, keymap_faults }
    }

    /// All that is wrong.
    pub fn faults(&self) -> impl Iterator<Item = &String> {
        self.settings_faults.iter().chain(&self.keymap_faults)
    }
}

/// Where the keymap is, and whether it was asked for by name, so that it must be there.
fn keymap_path(typed: Option<&Path>, settings: &Settings) -> Option<(PathBuf, bool)> {
    let named = typed.or(settings.keymap.as_deref()).map(|path| (path.to_owned(), true));
    named.or_else(|| Some((store::config_folder()?.join("keymap.toml"), false)))
}

/// Returns `true` if the user has such a file, whatever its content.
pub fn is_there(path: &Path) -> bool {
    !matches!(crate::config::read_text(path), Ok(None))
}

/// The theme of a name or a file beside `config.toml`; a line where the default stands in for it.
fn theme(named: Option<&str>) -> (Palette, Option<String>) {
    let Some(named) = named else { return (Palette::default(), None) };
    if let Some(palette) = Palette::named(named) {
        return (palette, None);
    }
    let path = store::config_folder().map_or_else(|| PathBuf::from(named), |folder| folder.join(named));
    let wrong = match crate::config::read_text(&path) {
        Ok(Some(text)) => match Palette::parse(&text) {
            Ok(palette) => return (palette, None),
            Err(error) => error.to_string(),
        },
        Ok(None) => {
            let names: Vec<&str> = THEMES.iter().map(|(name, _)| *name).collect();
            format!("no file and no theme of this name (themes: {})", names.join(", "))
        }
        Err(error) => error.to_string(),
    };
    (Palette::default(), Some(format!("{}: {wrong}; using the default theme", store::shown(&path))))
}

fn keymap(path: &Path, named: bool) -> (Keymap, Vec<String>) {
    let place = store::shown(path);
    let wrong = match crate::config::read_text(path) {
        Ok(Some(text)) => {
            let (keymap, faults) = Keymap::built_in().overlay(&text);
            return (keymap, faults.into_iter().map(|fault| format!("{place}: {fault}")).collect());
        }
        Ok(None) if !named => None,
        Ok(None) => Some("no such file".to_owned()),
        Err(error) => Some(error.to_string()),
    };
    (
        Keymap::built_in(),
        wrong.map(|reason| format!("{place}: {reason}; using the built-in keys")).into_iter().collect(),
    )
}
