//! Writing files that others find whole or not at all.

use std::fs::{DirBuilder, Permissions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

/// Names with a number that are tried before it is given up: so many articles of one title.
const TRIED: usize = 10_000;

/// Makes a folder and those above it; one that is there is fine.
pub fn make_folder(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).create(folder)
}

/// Writes a file that is not there yet: `STEM.ENDING`, or where that is taken `STEM-2.ENDING` and so on. It gets its name
/// when all of it is written; no file that is there is ever replaced. The path it has.
///
/// # Errors
///
/// If the folder cannot be written to.
pub fn save_new(folder: &Path, stem: &str, ending: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    let dot = if ending.is_empty() { "" } else { "." };
    let mut file = temporary(folder, bytes)?;
    for n in 1..=TRIED {
        let number = if n == 1 { String::new() } else { format!("-{n}") };
        let path = folder.join(format!("{stem}{number}{dot}{ending}"));
        match file.persist_noclobber(&path) {
            Ok(_) => return Ok(path),
            Err(fault) if fault.error.kind() == ErrorKind::AlreadyExists => file = fault.file,
            Err(fault) => return Err(fault.error),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

/// Writes a file, or puts another in its place.
///
/// # Errors
///
/// If the folder cannot be written to.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or_else(|| Path::new("."));
    make_folder(folder)?;
    temporary(folder, bytes)?.persist(path)?;
    Ok(())
}

/// A hidden file with these bytes, on disk, which is deleted unless it gets a name.
fn temporary(folder: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    // What others may do with it is for the user's umask to say.
    let mut file = Builder::new().prefix(".sayso-").permissions(Permissions::from_mode(0o666)).tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_file_is_replaced_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let names: Vec<PathBuf> = ["one", "two", "three"]
            .iter()
            .map(|text| save_new(folder.path(), "talks", "md", text.as_bytes()).unwrap())
            .collect();
        let shown: Vec<_> = names.iter().map(|path| path.file_name().unwrap().to_str().unwrap()).collect();
        assert_eq!(shown, ["talks.md", "talks-2.md", "talks-3.md"]);
        assert_eq!(std::fs::read(&names[0]).unwrap(), b"one");
        replace(&names[0], b"four").unwrap();
        assert_eq!(std::fs::read(&names[0]).unwrap(), b"four");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 3);
        assert!(save_new(&folder.path().join("none"), "a", "md", b"").is_err());
    }
}
