//! The files of an index on disk, of which only what is asked for is in memory, and nothing that is not what was
//! written.
//!
//! Mapped files are read a little quicker, but each of their pages that was ever looked at counts as memory of the
//! program as long as it runs: after some searches nearly the whole index.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::ops::Range;
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::HasLen;
use tantivy::directory::error::{DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    AntiCallToken, Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, OwnedBytes, TerminatingWrite,
    WatchCallback, WatchHandle, WritePtr,
};

use super::checksum::{Summing, Sums, damaged, is_damage, sealed, unsealed};
use super::damage::Damage;
use crate::files::{lock, private, replace};

/// More bytes at once are mapped after all: whole files, to compare or to join them, are let go at once.
const LARGE: usize = 8 << 20;

/// The list of files that a writer deletes from when they are no longer used. Who only reads needs none.
pub const MANAGED: &str = ".managed.json";

/// Ending of the files with the columns of an index, which are kept in memory once they are opened.
const COLUMNS: &str = "fast";

/// Who may do what with the files of an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Only their owner reads them.
    Private,
    /// Their owner writes them, others read them as the umask lets them.
    Shared,
    /// They are another's: nothing is written and no lock is taken.
    ReadOnly,
}

impl Access {
    /// Options for opening a file of the index.
    pub fn options(self) -> OpenOptions {
        let mut options = private();
        if self == Self::Shared {
            options.mode(0o666);
        }
        options
    }
}

/// A folder with an index.
#[derive(Clone, Debug)]
pub struct Disk {
    folder: PathBuf,
    mapped: MmapDirectory,
    damage: Damage,
    access: Access,
}

impl Disk {
    /// Opens a folder that is there. What turns out to be damaged is reported to `damage`.
    pub fn open(folder: &Path, damage: Damage, access: Access) -> Result<Self, OpenDirectoryError> {
        Ok(Self { folder: folder.to_owned(), mapped: MmapDirectory::open(folder)?, damage, access })
    }

    fn piece(&self, path: &Path) -> io::Result<Piece> {
        let file = private().read(true).open(self.folder.join(path))?;
        let sums = Sums::read(&file, path)?;
        // Sessions share the columns of an index that they only read. They are mapped now: the file may lose its name.
        let is_shared = self.access == Access::ReadOnly && path.extension().is_some_and(|ending| ending == COLUMNS);
        let map = || self.mapped.get_file_handle(path).map_err(io::Error::other);
        let columns = is_shared.then(map).transpose()?;
        Ok(Piece { file, sums, columns, name: path.to_owned(), disk: self.clone() })
    }

    /// Returns `true` if all that a file holds is what was written.
    pub fn is_whole(&self, path: &Path) -> bool {
        let Ok(piece) = self.piece(path) else { return false };
        let mut parts = (0..piece.len()).step_by(LARGE).map(|start| start..piece.len().min(start + LARGE));
        parts.all(|part| piece.compared(part).is_ok())
    }

    fn writable(&self) -> io::Result<()> {
        if self.access == Access::ReadOnly { Err(io::ErrorKind::ReadOnlyFilesystem.into()) } else { Ok(()) }
    }

    /// Reports an error that means damage.
    fn noted(&self, error: io::Error) -> io::Error {
        if is_damage(&error) {
            self.damage.report();
        }
        error
    }
}

/// One file.
#[derive(Debug)]
struct Piece {
    file: File,
    sums: Sums,
    columns: Option<Arc<dyn FileHandle>>,
    name: PathBuf,
    disk: Disk,
}

impl Piece {
    fn read(&self, part: Range<usize>) -> io::Result<OwnedBytes> {
        if let Some(columns) = &self.columns {
            return columns.read_bytes(part);
        }
        if part.len() > LARGE {
            let mapped = self.disk.mapped.get_file_handle(&self.name).map_err(io::Error::other)?;
            return mapped.read_bytes(part);
        }
        let mut bytes = vec![0; part.len()];
        self.file.read_exact_at(&mut bytes, part.start as u64)?;
        Ok(OwnedBytes::new(bytes))
    }

    fn compared(&self, part: Range<usize>) -> io::Result<OwnedBytes> {
        let around = self.sums.around(&part);
        let bytes = self.read(around.clone())?;
        if !self.sums.fit(around.start, &bytes) {
            return Err(damaged(&self.name));
        }
        Ok(bytes.slice(part.start - around.start..part.end - around.start))
    }
}

impl HasLen for Piece {
    fn len(&self) -> usize {
        self.sums.len()
    }
}

impl FileHandle for Piece {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        if range.is_empty() {
            return Ok(OwnedBytes::empty());
        }
        self.compared(range).map_err(|error| self.disk.noted(error))
    }
}

/// A file that is being written.
struct Output {
    file: File,
    name: PathBuf,
    summing: Summing,
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.summing.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl TerminatingWrite for Output {
    fn terminate_ref(&mut self, _: AntiCallToken) -> io::Result<()> {
        let trailer = std::mem::take(&mut self.summing).trailer(&self.name);
        self.file.write_all(&trailer)?;
        self.file.sync_data()
    }
}

impl Directory for Disk {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        match self.piece(path) {
            Ok(piece) => Ok(Arc::new(piece)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Err(OpenReadError::FileDoesNotExist(path.to_owned()))
            }
            Err(error) => Err(OpenReadError::wrap_io_error(self.noted(error), path.to_owned())),
        }
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        let refused = |error| DeleteError::IoError { io_error: Arc::new(error), filepath: path.to_owned() };
        self.writable().map_err(refused)?;
        self.mapped.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.mapped.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.writable().map_err(|error| OpenWriteError::wrap_io_error(error, path.to_owned()))?;
        let mut options = self.access.options();
        let file = options.write(true).create_new(true).open(self.folder.join(path)).map_err(|error| {
            if error.kind() == io::ErrorKind::AlreadyExists {
                OpenWriteError::FileAlreadyExists(path.to_owned())
            } else {
                OpenWriteError::wrap_io_error(error, path.to_owned())
            }
        })?;
        Ok(BufWriter::new(Box::new(Output { file, name: path.to_owned(), summing: Summing::default() })))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        if self.access == Access::ReadOnly && path == Path::new(MANAGED) {
            return Err(OpenReadError::FileDoesNotExist(path.to_owned()));
        }
        let bytes = self.mapped.atomic_read(path)?;
        unsealed(path, bytes).ok_or_else(|| OpenReadError::wrap_io_error(self.noted(damaged(path)), path.to_owned()))
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.writable()?;
        match self.access {
            // Others read it as the umask lets them.
            Access::Shared => replace(&self.folder.join(path), &sealed(path, data)),
            _ => self.mapped.atomic_write(path, &sealed(path, data)),
        }
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.mapped.sync_directory()
    }

    fn acquire_lock(&self, wanted: &Lock) -> Result<DirectoryLock, LockError> {
        if self.access == Access::ReadOnly {
            return Ok(DirectoryLock::from(Box::new(())));
        }
        let file = private().write(true).create(true).truncate(false).open(self.folder.join(&wanted.filepath));
        let file = file.map_err(LockError::wrap_io_error)?;
        let locked = if wanted.is_blocking { lock(&file).is_ok() } else { file.try_lock().is_ok() };
        if locked { Ok(DirectoryLock::from(Box::new(file))) } else { Err(LockError::LockBusy) }
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.mapped.watch(callback)
    }
}
