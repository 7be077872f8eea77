//! Where the user's own things are: settings, keymap, articles.

use std::path::PathBuf;

use etcetera::BaseStrategy;

use super::restriction::restriction;

/// The folder that holds `config.toml` and `keymap.toml`; `None` where the system names no home, and for guests.
pub fn config() -> Option<PathBuf> {
    if restriction().is_some() {
        return None;
    }
    Some(etcetera::choose_base_strategy().ok()?.config_dir().join("sayso"))
}

/// The folder of what can be made again at any time; `None` where the system names no home, and for guests.
pub fn cache() -> Option<PathBuf> {
    if restriction().is_some() {
        return None;
    }
    Some(etcetera::choose_base_strategy().ok()?.cache_dir().join("sayso"))
}

/// The folder of the user's own articles.
pub fn articles() -> Option<PathBuf> {
    Some(etcetera::choose_base_strategy().ok()?.data_dir().join("sayso").join("articles"))
}

/// What is read where nothing is named: `./articles`, else the user's own; `None` where there is neither.
pub fn default_articles() -> Option<PathBuf> {
    [Some(PathBuf::from("articles")), articles()].into_iter().flatten().find(|folder| folder.is_dir())
}

/// The folder of what a session leaves for the next: the journal. `None` where the system names no home, and for
/// guests without a folder.
pub fn state() -> Option<PathBuf> {
    if let Some(restriction) = restriction() {
        return restriction.folder.clone();
    }
    let dirs = etcetera::choose_base_strategy().ok()?;
    Some(dirs.state_dir().unwrap_or_else(|| dirs.data_dir()).join("sayso"))
}
