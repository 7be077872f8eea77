//! One index for many readers: whoever keeps it builds it in a folder, everybody else reads it there and writes nothing.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use tantivy::Directory;
use tantivy::TantivyError;
use tantivy::directory::INDEX_WRITER_LOCK;
use tantivy::directory::error::OpenReadError;
use thiserror::Error;

use super::damage::{self, Damage};
use super::disk::{Access, Disk, MANAGED};
use super::open::{Before, FileKind, Index, MADE_BY, META, OpenError, found, is_of_index, made_of, opened};
use crate::files::shown;

/// Why a shared index cannot be built or read.
#[derive(Debug, Error)]
pub enum SharedError {
    /// There is none.
    #[error("{0}: there is no index here; build one with: sayso index PATH… --into {0}")]
    Missing(String),
    /// It was built by another version of the program.
    #[error("{folder}: the index is of another version of sayso; its maintainer can rebuild it with: {mend}")]
    OtherVersion {
        /// The folder of the index.
        folder: String,
        /// The command that builds it.
        mend: String,
    },
    /// Its files are not what was written.
    #[error("{folder}: the index is damaged; its maintainer can rebuild it with: {mend}")]
    Damaged {
        /// The folder of the index.
        folder: String,
        /// The command that builds it.
        mend: String,
    },
    /// It is to be built where another is.
    #[error("{folder}: this is the index of {of}; name another folder, or remove this one first")]
    OtherLibrary {
        /// The folder of the index.
        folder: String,
        /// What it is the index of.
        of: String,
    },
    /// It is to be built among other files.
    #[error("{folder}: there are other files here, such as {file}; name an empty or a new folder")]
    OtherFiles {
        /// The folder.
        folder: String,
        /// One of them.
        file: String,
    },
    /// What is to be indexed is not there.
    #[error("{place}: {error}")]
    Unreadable {
        /// The file or folder.
        place: String,
        /// Why.
        error: io::Error,
    },
    /// Another process has its lock, or the index library cannot open it.
    #[error("{folder}: {error}")]
    Unusable {
        /// The folder of the index.
        folder: String,
        /// Why.
        error: OpenError,
    },
}

impl Index {
    /// The index of `paths` in `folder`, to be read by others as well; with it, why it is made anew if it is. `paths` are
    /// followed to where they really are, for the index is the same whoever reads it.
    ///
    /// # Errors
    ///
    /// [`SharedError`], but for [`SharedError::Missing`].
    pub fn build(paths: &[PathBuf], folder: &Path) -> Result<(Self, Vec<PathBuf>, Option<String>), SharedError> {
        let mut paths: Vec<PathBuf> = paths.iter().map(|path| whole(path)).collect::<Result<_, _>>()?;
        paths.sort_unstable();
        paths.dedup();
        check_folder(folder, &paths)?;
        let unusable = |error| SharedError::Unusable { folder: shown(folder), error };
        if found(folder, &paths) == Before::Known {
            // Files that another process is just writing would look damaged.
            let disk = Disk::open(folder, Damage::of(folder), Access::Shared);
            let disk = disk.map_err(|error| unusable(OpenError::from(TantivyError::from(error))))?;
            let _writing = disk.acquire_lock(&INDEX_WRITER_LOCK).map_err(|_| unusable(OpenError::Held))?;
            if !is_whole(&paths, folder) {
                damage::note(folder);
            }
        }
        let (index, said) = Self::on_disk(&paths, &paths, (folder, Access::Shared)).map_err(unusable)?;
        Ok((index, paths, said))
    }

    /// The index that somebody built in `folder`, and the paths it is of. Nothing is written there.
    ///
    /// # Errors
    ///
    /// [`SharedError`] where there is none that this version of the program can read.
    pub fn shared(folder: &Path) -> Result<(Self, Vec<PathBuf>), SharedError> {
        let bytes = fs::read(folder.join(MADE_BY)).map_err(|error| match error.kind() {
            ErrorKind::NotFound => SharedError::Missing(shown(folder)),
            _ => SharedError::Unreadable { place: shown(&folder.join(MADE_BY)), error },
        })?;
        let paths = made_of(&bytes);
        let (name, mend) = (shown(folder), mend(folder, &paths));
        if paths.is_empty() {
            return Err(SharedError::Damaged { folder: name, mend });
        }
        match found(folder, &paths) {
            Before::Known => {}
            Before::OtherVersion => return Err(SharedError::OtherVersion { folder: name, mend }),
            Before::Damaged => return Err(SharedError::Damaged { folder: name, mend }),
            Before::Nothing => return Err(SharedError::Missing(name)),
        }
        // What may not be read is no damage.
        let meta = folder.join(META);
        fs::File::open(&meta).map_err(|error| SharedError::Unreadable { place: shown(&meta), error })?;
        let index = opened(&paths, folder, Access::ReadOnly);
        let index = index.map_err(|_| SharedError::Damaged { folder: name, mend })?;
        Ok((index, paths))
    }

    /// Error for a shared index that cannot be read, which a reader cannot rebuild; `None` for an index of one's own.
    pub fn not_mended(&self, error: &TantivyError) -> Option<SharedError> {
        let folder = self.folder().filter(|_| self.access() == Access::ReadOnly)?;
        let error = match error {
            TantivyError::OpenReadError(OpenReadError::IoError { io_error, filepath })
                if io_error.kind() == ErrorKind::PermissionDenied =>
            {
                let error = io::Error::from(ErrorKind::PermissionDenied);
                SharedError::Unreadable { place: shown(&folder.join(filepath)), error }
            }
            _ => {
                let paths = fs::read(folder.join(MADE_BY)).map(|bytes| made_of(&bytes)).unwrap_or_default();
                SharedError::Damaged { folder: shown(folder), mend: mend(folder, &paths) }
            }
        };
        Some(error)
    }
}

/// The command that builds an index anew.
fn mend(folder: &Path, paths: &[PathBuf]) -> String {
    let words = paths.iter().map(|path| path.to_string_lossy().into_owned());
    let words = words.map(|word| shell_words::quote(&word).into_owned()).collect::<Vec<_>>().join(" ");
    let words = if words.is_empty() { "PATH…".to_owned() } else { words };
    format!("sayso index {words} --into {}", shell_words::quote(&folder.to_string_lossy()))
}

fn whole(path: &Path) -> Result<PathBuf, SharedError> {
    fs::canonicalize(path).map_err(|error| SharedError::Unreadable { place: shown(path), error })
}

/// Refuses a folder in which something else is.
fn check_folder(folder: &Path, paths: &[PathBuf]) -> Result<(), SharedError> {
    let unreadable = |error| SharedError::Unreadable { place: shown(folder), error };
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        entries => entries.map_err(unreadable)?,
    };
    // Without one of these files no index was begun here, so that a file with the name of a file of an index is another's.
    let is_index = [MADE_BY, META, MANAGED].iter().any(|name| folder.join(name).exists());
    for entry in entries {
        let name = entry.map_err(unreadable)?.file_name();
        let kind = name.to_str().and_then(is_of_index);
        if kind.is_none() || (kind == Some(FileKind::Content) && !is_index) {
            return Err(SharedError::OtherFiles { folder: shown(folder), file: shown(name.as_ref()) });
        }
    }
    let of = fs::read(folder.join(MADE_BY)).map(|bytes| made_of(&bytes)).unwrap_or_default();
    if of.is_empty() || of == paths {
        return Ok(());
    }
    let of = of.iter().map(|path| shown(path)).collect::<Vec<_>>().join(", ");
    Err(SharedError::OtherLibrary { folder: shown(folder), of })
}

/// Returns `true` if every block of every file that the index uses is as it was written. Those who read it cannot mend
/// it, so whoever keeps it looks.
fn is_whole(paths: &[PathBuf], folder: &Path) -> bool {
    let (Ok(index), Ok(disk)) =
        (opened(paths, folder, Access::ReadOnly), Disk::open(folder, Damage::of_another(), Access::ReadOnly))
    else {
        return false;
    };
    let segments = index.tantivy.searchable_segment_metas().unwrap_or_default();
    let segments: Vec<String> = segments.iter().map(|segment| segment.id().uuid_string()).collect();
    let Ok(entries) = fs::read_dir(folder) else { return false };
    let names = entries.flatten().map(|entry| PathBuf::from(entry.file_name()));
    let is_used = |name: &PathBuf| segments.iter().any(|segment| name.to_string_lossy().starts_with(segment));
    names.filter(is_used).all(|name| disk.is_whole(&name))
}
