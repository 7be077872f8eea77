//! Why an event is not in the journal.

use std::io::{self, ErrorKind};

use thiserror::Error;

/// Why an event was not written to the journal, starting with what the user can do something about.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum WriteError {
    /// There is no folder for the journal.
    #[error("no home folder (HOME is not set)")]
    NoHome,
    /// A guest without a folder.
    #[error("nothing is saved in restricted mode")]
    Restricted,
    /// The disk, the quota or the file is full.
    #[error("the disk is full ({path})")]
    DiskFull {
        /// The journal, escaped for showing.
        path: String,
    },
    /// The file or its file system may not be written.
    #[error("{path} cannot be written")]
    NotWritable {
        /// The journal, escaped for showing.
        path: String,
    },
    /// Another process holds the lock of the journal, and may have been stopped.
    #[error("another process holds {path}")]
    Held {
        /// The journal, escaped for showing.
        path: String,
    },
    /// Any other error of the system.
    #[error("{path}: {error}")]
    Other {
        /// The journal, escaped for showing.
        path: String,
        /// The message of the system.
        error: String,
    },
}

impl WriteError {
    pub(super) fn new(path: String, error: &io::Error) -> Self {
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => Self::DiskFull { path },
            ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied => Self::NotWritable { path },
            ErrorKind::WouldBlock => Self::Held { path },
            _ => Self::Other { path, error: error.to_string() },
        }
    }
}
