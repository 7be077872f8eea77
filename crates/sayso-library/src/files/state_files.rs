//! Files beside the articles that a session may leave: the last copy, a log.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

use super::lock::{open_private, private, private_folder};
use super::restriction::{guest_file, guest_room, refused, restriction, unrestricted};

/// Keeps `text` in a file that only the user can read, for where no clipboard can be reached: in the folder
/// that ends with the login, else in the state folder. The last copy replaces the one before.
pub fn keep_copied(text: &str) -> io::Result<PathBuf> {
    unrestricted()?;
    let folder = run_folder()?;
    private_folder(&folder)?;
    let path = folder.join("copied.txt");
    let mut file = open_private(private().write(true).create(true).truncate(true), &path)?;
    file.write_all(text.as_bytes())?;
    Ok(path)
}

/// Opens a file to write at its end.
pub fn append(path: &Path) -> io::Result<File> {
    OpenOptions::new().append(true).create(true).mode(0o600).open(path)
}

/// Writes a file that is not there yet and that only the user can read, under the name that a user typed: `~/` is the
/// home folder. The path it has.
pub fn write_new(typed: &str, text: &str) -> io::Result<PathBuf> {
    let path = if let Some(restriction) = restriction() {
        let Some(folder) = &restriction.folder else { return Err(refused("nothing is written in restricted mode")) };
        guest_room(folder, text.len() as u64)?;
        guest_file(folder, typed)?
    } else {
        expanded(typed)
    };
    let mut file = private().write(true).create_new(true).open(&path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    Ok(path)
}

/// A path as a user writes it: `~/` is the home folder.
pub fn expanded(typed: &str) -> PathBuf {
    let in_home = typed.strip_prefix("~/").and_then(|rest| Some(etcetera::home_dir().ok()?.join(rest)));
    in_home.unwrap_or_else(|| PathBuf::from(typed))
}

/// Returns `true` if it can be opened for reading.
pub fn opens(path: &Path) -> bool {
    File::open(path).is_ok()
}

fn run_folder() -> io::Result<PathBuf> {
    let dirs = etcetera::choose_base_strategy().map_err(io::Error::other)?;
    let base = dirs.runtime_dir().or_else(|| dirs.state_dir()).unwrap_or_else(|| dirs.cache_dir());
    Ok(base.join("sayso"))
}
