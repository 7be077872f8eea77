//! Locks that are waited for a second, and files that only their owner may read.

use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use rustix::fs::OFlags;

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

/// Options for the files of the program itself: only their owner may read them, and no link is followed in the place of
/// one. Opening a pipe does not wait.
pub fn private() -> OpenOptions {
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY;
    let mut options = OpenOptions::new();
    options.mode(0o600).custom_flags(flags.bits().cast_signed());
    options
}

/// Makes a folder, and those above it, that only their owner may enter.
///
/// # Errors
///
/// Any error of the system.
pub fn private_folder(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)
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
        assert!(private().write(true).truncate(true).open(&link).is_err());
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "words");
    }
}
