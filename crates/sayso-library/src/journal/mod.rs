//! The journal: every event of every session in one file that only grows, a line each.
//!
//! Written under a lock, a line at a time, and kept by the disk before anybody is told; read without one, up to the
//! last whole line. What a crash cut short is set aside when the next session opens, never a reason to refuse.

mod compact;
mod line;
#[cfg(test)]
mod tests;

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use crate::files::{folders, guest_space, lock, open_private, private, private_folder};
use crate::state::Event;
use line::Line;
#[cfg(any(test, feature = "test-support"))]
pub(crate) use line::write as line_of;

/// The journal of one user.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    /// How far it is read.
    upto: u64,
    seen: Option<Face>,
}

/// What of a file changes when somebody writes to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Face {
    file: u64,
    len: u64,
    changed: (i64, i64),
}

/// What reading brought.
#[derive(Debug, Default)]
pub struct Fresh {
    /// Events that were not read before; an own one may come again.
    pub events: Vec<Event>,
    /// Lines that are cut short or changed: passed over.
    pub damaged: usize,
}

impl Journal {
    /// The user's own; `None` where the system names no home.
    pub fn usual() -> Option<Self> {
        folders::state().map(|folder| Self::at(folder.join("journal.jsonl")))
    }

    /// The one at `path`, whether it is there yet or not.
    pub fn at(path: PathBuf) -> Self {
        Self { path, upto: 0, seen: None }
    }

    /// Path of the file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads all of it. Damaged lines are moved to a file beside it, and what no state needs any more is dropped when
    /// that is most of it; where neither can be written, the journal stays as it is.
    pub fn open(&mut self) -> io::Result<Fresh> {
        // Where there is nothing to read, nothing is made.
        if !self.path.try_exists()? {
            return Ok(Fresh::default());
        }
        let lock = self.lock();
        let damaged = compact::tidy(&self.path, lock.is_ok())?;
        drop(lock);
        self.upto = 0;
        self.seen = None;
        let again = self.read_on(true)?;
        Ok(Fresh { damaged: damaged.max(again.damaged), ..again })
    }

    /// What was written since the last reading, by whomever. Costs a look at the file's size where nothing was.
    pub fn read(&mut self) -> io::Result<Fresh> {
        self.read_on(false)
    }

    /// The `last` line counts even without its end, where nobody can be writing it.
    fn read_on(&mut self, last: bool) -> io::Result<Fresh> {
        let face = match fs::metadata(&self.path) {
            Ok(meta) => Face { file: meta.ino(), len: meta.len(), changed: (meta.mtime(), meta.mtime_nsec()) },
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Fresh::default()),
            Err(error) => return Err(error),
        };
        if self.seen == Some(face) {
            return Ok(Fresh::default());
        }
        if self.seen.is_some_and(|seen| seen.file != face.file) || face.len < self.upto {
            self.upto = 0;
        }
        let mut file = open_private(private().read(true), &self.path)?;
        file.seek(SeekFrom::Start(self.upto))?;
        let mut bytes = Vec::new();
        file.take(face.len.saturating_sub(self.upto)).read_to_end(&mut bytes)?;
        self.seen = Some(face);
        let whole = memchr::memrchr(b'\n', &bytes).map_or(0, |at| at + 1);
        self.upto += whole as u64;
        Ok(Fresh::of(if last { &bytes } else { &bytes[..whole] }))
    }

    /// Writes events at the end. When it returns, the disk has them; on an error the file is as it was.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::WouldBlock`] if another process holds the journal for more than a second, which may be putting
    /// another file in its place; any error of the system.
    pub fn append(&mut self, events: &[Event]) -> io::Result<()> {
        let lines: String = events.iter().map(line::write).collect();
        if let Some(folder) = self.path.parent() {
            private_folder(folder)?;
            guest_space(folder, lines.len())?;
        }
        let _lock = self.lock()?;
        let mut file = open_private(private().read(true).append(true).create(true), &self.path)?;
        let before = file.metadata()?.len();
        // What a crash cut short becomes a line of its own.
        let text = if ends_a_line(&mut file, before)? { lines } else { format!("\n{lines}") };
        let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_data());
        if written.is_err() {
            // The first error is the one to tell; a line half written is passed over if it cannot be taken back.
            let _ = file.set_len(before);
        } else if before == 0 {
            sync_folder(&self.path)?;
        }
        written
    }

    /// Who holds this writes alone. A file of its own, because the journal itself is replaced.
    fn lock(&self) -> io::Result<File> {
        let path = self.path.with_extension("lock");
        let file = open_private(private().write(true).create(true).truncate(false), &path)?;
        match lock(&file) {
            // Some network disks have no locks: a line is still written in one piece.
            Err(error) if error.kind() == ErrorKind::Unsupported => Ok(file),
            locked => locked.map(|()| file),
        }
    }
}

impl Fresh {
    /// What stands in the lines of a journal.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let mut fresh = Self::default();
        for line in bytes.split(|&b| b == b'\n').filter(|line| !line.is_empty()) {
            fresh.take(line);
        }
        fresh
    }

    fn take(&mut self, bytes: &[u8]) {
        match line::parse(bytes) {
            Line::Event(event) => self.events.push(*event),
            Line::Foreign => {}
            Line::Damaged => {
                self.damaged += 1;
                if let Some(Line::Event(event)) = line::rescue(bytes).map(line::parse) {
                    self.events.push(*event);
                }
            }
        }
    }
}

fn ends_a_line(file: &mut File, len: u64) -> io::Result<bool> {
    let Some(last) = len.checked_sub(1) else { return Ok(true) };
    let mut byte = [0];
    file.seek(SeekFrom::Start(last))?;
    file.read_exact(&mut byte)?;
    Ok(byte == *b"\n")
}

/// A new name is kept by the folder, which is written by itself.
fn sync_folder(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}
