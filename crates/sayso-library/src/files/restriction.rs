//! What a guest may do. Set once, before anything is read, by arguments and environment of the process alone: no file and
//! no key can change it. What starts programs, writes files or reads those of the user asks here.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::lock::private_folder;

/// Limits of a session whose user is let in to read, and nothing else.
#[derive(Clone, Debug, Default)]
pub struct Restriction {
    /// The folder for the journal and for what is exported; without one nothing is written.
    pub folder: Option<PathBuf>,
    /// The settings of the administrator; the user's own are not read.
    pub settings: Option<PathBuf>,
    /// Copies may be sent to the terminal's clipboard.
    pub copies: bool,
}

/// Most bytes of all files in the folder of a guest: 16 MiB.
pub const GUEST_CAP: u64 = 16 << 20;

/// Most bytes of an article that a guest reads: 8 MiB. Many sessions share the machine.
pub const GUEST_ARTICLE: u64 = 8 << 20;

static RESTRICTION: OnceLock<Restriction> = OnceLock::new();

/// Restricts this process for good; the first call counts.
pub fn restrict(restriction: Restriction) {
    // A second call changes nothing.
    let _ = RESTRICTION.set(restriction);
}

/// The limits of this process; `None` where it has none.
pub fn restriction() -> Option<&'static Restriction> {
    RESTRICTION.get()
}

/// Refuses what a restricted process does not do.
///
/// # Errors
///
/// [`io::ErrorKind::PermissionDenied`] in a restricted process.
pub fn unrestricted() -> io::Result<()> {
    if restriction().is_some() { Err(refused("not allowed in restricted mode")) } else { Ok(()) }
}

/// Makes the folder of the guest, and checks that so many bytes more may be written there.
///
/// # Errors
///
/// [`io::ErrorKind::StorageFull`] past [`GUEST_CAP`]; any error of the system.
pub(super) fn guest_room(folder: &Path, more: u64) -> io::Result<()> {
    private_folder(folder)?;
    let mut all = more;
    for entry in fs::read_dir(folder)? {
        all = all.saturating_add(entry?.metadata()?.len());
    }
    if all > GUEST_CAP { Err(io::Error::new(io::ErrorKind::StorageFull, "your folder is full")) } else { Ok(()) }
}

/// Like [`guest_room`], for a folder that is only a guest's in a restricted process.
pub(crate) fn guest_space(folder: &Path, more: usize) -> io::Result<()> {
    if restriction().is_some() { guest_room(folder, more as u64) } else { Ok(()) }
}

/// Where a guest writes a file with the name that was typed: a plain name, in the folder of the guest.
pub(super) fn guest_file(folder: &Path, typed: &str) -> io::Result<PathBuf> {
    if typed.is_empty() || typed.starts_with('.') || typed.contains('/') {
        return Err(refused("type a file name without a folder"));
    }
    Ok(folder.join(typed))
}

pub(super) fn refused(why: &str) -> io::Error {
    io::Error::new(io::ErrorKind::PermissionDenied, why.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guest_writes_into_one_folder_and_only_so_much() {
        let folder = tempfile::tempdir().unwrap();
        let own = folder.path().join("guest");
        for typed in ["../x.md", "/etc/x.md", ".profile", "a/b.md", ""] {
            assert_eq!(guest_file(&own, typed).unwrap_err().kind(), io::ErrorKind::PermissionDenied, "{typed}");
        }
        assert_eq!(guest_file(&own, "notes.md").unwrap(), own.join("notes.md"));
        guest_room(&own, 10).unwrap();
        fs::write(own.join("notes.md"), vec![b'a'; 1000]).unwrap();
        guest_room(&own, GUEST_CAP - 1000).unwrap();
        assert_eq!(guest_room(&own, GUEST_CAP - 999).unwrap_err().kind(), io::ErrorKind::StorageFull);
    }
}
