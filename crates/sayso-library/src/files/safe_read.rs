//! Reading a file without trusting it: never more than the cap, never a wait for a pipe or a device.

use std::fs::{File, FileType, OpenOptions};
use std::io::Read;
use std::os::unix::fs::{FileTypeExt, MetadataExt, OpenOptionsExt};
use std::path::Path;

use rustix::fs::OFlags;
use rustix::io::Errno;
use rustix::process::geteuid;

use super::read_error::{Reason, Size};

/// All bytes of the regular file at `path`, at most `cap`.
pub fn read_file(path: &Path, cap: u64) -> Result<Vec<u8>, Reason> {
    let file = open(path)?;
    let size = file.metadata()?.len();
    read(file, Some(size), cap)
}

/// The first bytes of the regular file at `path`, enough to tell its format.
pub(super) fn read_head(path: &Path) -> Result<Vec<u8>, Reason> {
    read_start(path, HEAD)
}

/// The first `most` bytes of the regular file at `path`, or all of them if there are no more.
pub(super) fn read_start(path: &Path, most: u64) -> Result<Vec<u8>, Reason> {
    let mut start = Vec::new();
    open(path)?.take(most).read_to_end(&mut start)?;
    Ok(start)
}

/// The size of the regular file at `path`, and its first bytes, enough for its front matter.
pub fn size_and_head(path: &Path) -> Result<(u64, Vec<u8>), Reason> {
    let file = open(path)?;
    let size = file.metadata()?.len();
    let mut head = Vec::new();
    file.take(HEAD).read_to_end(&mut head)?;
    Ok((size, head))
}

/// Number of bytes that tell a format: 8 KiB.
const HEAD: u64 = 8 << 10;

/// All bytes of `from`, at most `cap`; `size` is what its metadata says and serves only the message.
pub(super) fn read(from: impl Read, size: Option<u64>, cap: u64) -> Result<Vec<u8>, Reason> {
    let mut bytes = Vec::new();
    from.take(cap.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > cap {
        let size = size.filter(|&size| size > cap).map_or(Size::Over(cap), Size::Exactly);
        return Err(Reason::TooBig { size, cap });
    }
    Ok(bytes)
}

fn open(path: &Path) -> Result<File, Reason> {
    // Without NONBLOCK, opening a pipe that nobody writes to would wait for ever.
    let mut flags = OFlags::NONBLOCK | OFlags::NOCTTY;
    if let Some(special) = special(std::fs::metadata(path)?.file_type()) {
        return Err(Reason::Special(special));
    }
    // Whose folder it is may put a link in the place of a file that was just looked at.
    if is_of_another(path)? {
        flags |= OFlags::NOFOLLOW;
    }
    let opened = OpenOptions::new().read(true).custom_flags(flags.bits().cast_signed()).open(path);
    let file = opened.map_err(|error| match error.raw_os_error() {
        Some(code) if code == Errno::LOOP.raw_os_error() => Reason::LinkOfAnother,
        _ => error.into(),
    })?;
    // Asked again of what was opened: the path may have changed hands in between.
    special(file.metadata()?.file_type()).map_or(Ok(file), |special| Err(Reason::Special(special)))
}

/// Returns `true` for a file in a folder of another user.
fn is_of_another(path: &Path) -> Result<bool, Reason> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Ok(std::fs::metadata(folder)?.uid() != geteuid().as_raw())
}

/// What the thing is, where it is neither file nor folder.
fn special(kind: FileType) -> Option<&'static str> {
    if kind.is_file() {
        None
    } else if kind.is_dir() {
        Some("a folder")
    } else if kind.is_fifo() {
        Some("a pipe")
    } else if kind.is_socket() {
        Some("a socket")
    } else {
        Some("a device")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustix::fs::{Uid, chown};

    #[test]
    fn a_link_is_followed_in_a_folder_of_ones_own_only() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("file"), folder.path().join("link"));
        std::fs::write(&file, "words").unwrap();
        std::os::unix::fs::symlink("file", &link).unwrap();
        assert_eq!(read_file(&link, 10).unwrap(), b"words");
        // Only root gives a folder away.
        if chown(folder.path(), Some(Uid::from_raw(65534)), None).is_err() {
            eprintln!("skipped: only root gives a folder to another user");
            return;
        }
        assert!(matches!(read_file(&link, 10), Err(Reason::LinkOfAnother)));
        assert_eq!(read_file(&file, 10).unwrap(), b"words");
    }
}
