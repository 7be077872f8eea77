//! Checks that the index is what was written.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use tantivy::Directory;
use tantivy::directory::{DirectoryLock, INDEX_WRITER_LOCK};

use super::open::Index;

/// The file that tells which files of the index were compared with their checksums as they are now, a line each, the
/// one first that was compared longest ago.
const CHECKED: &str = "checked";

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// Files that were not compared since they were written.
    New,
    /// Besides those one of the others, each in its turn: disks forget.
    Another,
}

impl Index {
    /// Reads files of the index and compares them with their checksums. False for an index that is damaged; one that
    /// another program is writing is not looked at, who writes looks.
    pub fn is_whole(&self, check: Check) -> bool {
        let Some(folder) = self.folder() else { return true };
        let Some(mut checked) = Checked::read(self, folder) else { return self.lock().is_none() };
        if checked.new.is_empty() && (check == Check::New || checked.old.is_empty()) {
            return true;
        }
        let Some(_lock) = self.lock() else { return true };
        if check == Check::Another && !checked.old.is_empty() {
            checked.new.push(checked.old.remove(0));
        }
        let directory = self.tantivy.directory();
        let whole = checked.new.iter().all(|file| directory.validate_checksum(&file.name).unwrap_or(false));
        if whole {
            let lines = checked.old.iter().chain(&checked.new).map(|file| format!("{}\n", file.line));
            // Where it cannot be kept all is compared again the next time.
            let _ = fs::write(folder.join(CHECKED), lines.collect::<String>());
        }
        whole
    }

    /// Held while no other program writes; `None` while one does.
    fn lock(&self) -> Option<DirectoryLock> {
        self.tantivy.directory().acquire_lock(&INDEX_WRITER_LOCK).ok()
    }
}

/// The files of an index.
struct Checked {
    /// Compared as they are now, the one first that was compared longest ago.
    old: Vec<Piece>,
    /// Not compared since they were written.
    new: Vec<Piece>,
}

/// A file of the index.
struct Piece {
    name: PathBuf,
    /// As it is told in [`CHECKED`]: size, time of the last change, name.
    line: String,
}

impl Checked {
    /// `None` where a file is missing.
    fn read(index: &Index, folder: &Path) -> Option<Self> {
        let known = fs::read_to_string(folder.join(CHECKED)).unwrap_or_default();
        let managed = index.tantivy.directory().list_managed_files();
        let names = index.tantivy.load_metas().ok()?.list_segment_files();
        let names = names.into_iter().filter(|name| managed.contains(name));
        let pieces = names.map(|name| Piece::read(folder, name)).collect::<Option<Vec<_>>>()?;
        let place = |piece: &Piece| known.lines().position(|line| line == piece.line);
        let (mut old, new): (Vec<_>, Vec<_>) = pieces.into_iter().partition(|piece| place(piece).is_some());
        old.sort_by_key(place);
        Some(Self { old, new })
    }
}

impl Piece {
    fn read(folder: &Path, name: PathBuf) -> Option<Self> {
        let meta = fs::metadata(folder.join(&name)).ok()?;
        let changed = meta.modified().ok()?.duration_since(UNIX_EPOCH).ok()?.as_nanos();
        let line = format!("{} {changed} {}", meta.len(), name.display());
        Some(Self { name, line })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Article;
    use crate::index::Fingerprint;

    /// Alters a byte of the file with the words, as a disk would: nothing else shows it.
    fn alter(folder: &Path) {
        let files = fs::read_dir(folder).unwrap().flatten().map(|file| file.path());
        let file = files.into_iter().find(|path| path.extension().is_some_and(|ending| ending == "idx")).unwrap();
        let changed = fs::metadata(&file).unwrap().modified().unwrap();
        let mut bytes = fs::read(&file).unwrap();
        bytes[1] ^= 1;
        fs::write(&file, bytes).unwrap();
        fs::File::options().write(true).open(&file).unwrap().set_modified(changed).unwrap();
    }

    #[test]
    fn a_file_is_compared_once_after_it_was_written_and_again_in_its_turn() {
        let folder = tempfile::tempdir().unwrap();
        let paths = [PathBuf::from("articles")];
        let (index, _) = Index::on_disk(&paths, &paths, &folder.path().join("index")).unwrap();
        let mut writer = index.writer().unwrap().unwrap();
        writer.add(Fingerprint::default(), &Article::read("a.md".to_owned(), b"One.")).unwrap();
        writer.commit().unwrap();
        assert!(index.is_whole(Check::Another), "who writes looks");
        assert!(!folder.path().join("index").join(CHECKED).exists());
        writer.finish().unwrap();
        assert!(index.is_whole(Check::New));
        let all = fs::read_to_string(folder.path().join("index").join(CHECKED)).unwrap().lines().count();
        assert!(index.is_whole(Check::Another));
        alter(&folder.path().join("index"));
        assert!(index.is_whole(Check::New));
        assert!((0..all).any(|_| !index.is_whole(Check::Another)));
        fs::remove_file(folder.path().join("index").join(CHECKED)).unwrap();
        assert!(!index.is_whole(Check::New));
    }
}
