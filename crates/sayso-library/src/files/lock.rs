//! Locks that are waited for a second, and files that only their owner may read.

use std::fs::{self, DirBuilder, File, OpenOptions, Permissions, TryLockError};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use rustix::fs::OFlags;
use rustix::io::Errno;
use rustix::process::geteuid;

/// Time between two attempts to lock a file.
const PAUSE: Duration = Duration::from_millis(20);

/// Number of attempts: a second in all. Longer, and a process that holds the lock and was stopped would stop the others
/// with it.
const ATTEMPTS: usize = 50;

/// Locks a file for this process alone; waits a second for one that holds it.
///
/// # Errors
///
/// [`io::ErrorKind::WouldBlock`] if another process still holds it then; any other error of the system.
pub fn lock(file: &File) -> io::Result<()> {
    for _ in 1..ATTEMPTS {
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => sleep(PAUSE),
            Err(TryLockError::Error(error)) => return Err(error),
            Ok(()) => return Ok(()),
        }
    }
    file.try_lock().map_err(io::Error::from)
}

/// Waits a moment for another process.
pub fn pause() {
    sleep(PAUSE);
}

/// Options for the files of the program itself: only their owner may read them, and no link is followed in the place of
/// one. Opening a pipe does not wait.
pub fn private() -> OpenOptions {
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY;
    let mut options = OpenOptions::new();
    options.mode(0o600).custom_flags(flags.bits().cast_signed());
    options
}

/// Opens a file of the program itself.
///
/// # Errors
///
/// Any error of the system, and one for a link, a pipe or anything else that is no file.
pub fn open_private(options: &OpenOptions, path: &Path) -> io::Result<File> {
    let refuse = |why: &str| Err(io::Error::new(io::ErrorKind::InvalidInput, why.to_owned()));
    let file = match options.open(path) {
        Err(error) if error.raw_os_error() == Some(Errno::LOOP.raw_os_error()) => {
            return refuse("it is a link, and links are not followed");
        }
        opened => opened?,
    };
    if file.metadata()?.is_file() { Ok(file) } else { refuse("it is not a file") }
}

/// Makes a folder, and those above it, that only their owner may enter. One that is there is closed to others.
///
/// # Errors
///
/// Any error of the system, and one for a folder of another user.
pub fn private_folder(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let meta = fs::metadata(folder)?;
    if meta.uid() != geteuid().as_raw() {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "the folder belongs to another user"));
    }
    if meta.mode() & 0o077 != 0 {
        fs::set_permissions(folder, Permissions::from_mode(0o700))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_that_is_held_is_given_up_on_and_one_that_is_let_go_is_had() {
        let folder = tempfile::tempdir().unwrap();
        let open = || private().write(true).create(true).open(folder.path().join("lock")).unwrap();
        let held = open();
        lock(&held).unwrap();
        assert_eq!(lock(&open()).unwrap_err().kind(), io::ErrorKind::WouldBlock);
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| lock(&open()));
            drop(held);
            waiting.join().unwrap().unwrap();
        });
    }

    #[test]
    fn no_link_is_opened_in_the_place_of_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("file"), folder.path().join("link"));
        std::fs::write(&file, "words").unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        let refused = open_private(private().write(true).truncate(true), &link).unwrap_err();
        assert_eq!(refused.to_string(), "it is a link, and links are not followed");
        assert_eq!(fs::read_to_string(&file).unwrap(), "words");
        assert_eq!(open_private(private().read(true), folder.path()).unwrap_err().to_string(), "it is not a file");
    }

    #[cfg(not(target_vendor = "apple"))]
    #[test]
    fn no_pipe_is_opened_in_the_place_of_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        rustix::fs::mkfifoat(rustix::fs::CWD, &pipe, rustix::fs::Mode::RWXU).unwrap();
        let refused = open_private(private().read(true).append(true).create(true), &pipe).unwrap_err();
        assert_eq!(refused.to_string(), "it is not a file");
    }

    #[test]
    fn a_folder_is_closed_to_others() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("a/b");
        fs::create_dir_all(&inner).unwrap();
        private_folder(&inner).unwrap();
        assert_eq!(fs::metadata(&inner).unwrap().mode() & 0o777, 0o700);
    }
}
