//! What changed in a library since it was indexed.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::snapshot::{Numbers, Snapshot};
use crate::files::{Place, Unread, is_article, list, shown};

/// Where to look for changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Look {
    /// Everywhere.
    All,
    /// Only at these files of a folder, the others are as they were.
    At(Vec<PathBuf>),
}

/// Files to read, files that are gone, and what cannot be read.
#[derive(Debug, Default)]
pub struct Changes {
    /// New ones and those that look other than they did.
    pub read: Vec<Place>,
    /// The paths of those that are no longer there.
    pub gone: Vec<String>,
    /// What gives no article.
    pub unread: Vec<Unread>,
    /// How many files there are in all.
    pub files: usize,
}

impl Changes {
    /// Compares the files under `paths` with what the index knows of them.
    pub fn find(paths: &[PathBuf], look: &Look, snapshot: &Snapshot, numbers: &Numbers) -> Self {
        let known = Known { snapshot, numbers };
        let some = match (paths, look) {
            ([folder], Look::At(files)) => Self::at(folder, files, known),
            _ => None,
        };
        some.unwrap_or_else(|| Self::all(paths, known))
    }

    fn all(paths: &[PathBuf], known: Known<'_>) -> Self {
        let mut changes = Self::default();
        let mut there = HashSet::new();
        for place in list(paths) {
            let place = match place {
                Ok(place) => place,
                Err(unread) => {
                    changes.unread.push(unread);
                    continue;
                }
            };
            changes.files += 1;
            there.extend(known.numbers.get(&place.shown()));
            if !known.is_same(&place) {
                changes.read.push(place);
            }
        }
        let gone = known.snapshot.catalogue.listed().filter(|(id, _)| !there.contains(id));
        changes.gone = gone.map(|(_, entry)| entry.path.to_owned()).collect();
        changes
    }

    /// Of these files alone; `None` where only a look at all of them tells.
    fn at(folder: &Path, files: &[PathBuf], known: Known<'_>) -> Option<Self> {
        let mut changes = Self { files: known.snapshot.catalogue.articles(), ..Self::default() };
        let mut gone = HashSet::new();
        for path in files {
            if is_article(folder, path)? {
                let place = Place::File(path.clone());
                if !known.is_same(&place) {
                    changes.read.push(place);
                }
            } else {
                gone.insert(shown(path));
            }
        }
        // With a folder goes what was in it.
        let is_gone = |path: &str| {
            let ends = path.match_indices('/').map(|(end, _)| end).chain([path.len()]);
            ends.into_iter().any(|end| gone.contains(&path[..end]))
        };
        if !gone.is_empty() {
            let gone = known.snapshot.catalogue.listed().filter(|(_, entry)| is_gone(entry.path));
            changes.gone = gone.map(|(_, entry)| entry.path.to_owned()).collect();
        }
        Some(changes)
    }

    /// Nothing to do?
    pub fn is_empty(&self) -> bool {
        self.read.is_empty() && self.gone.is_empty()
    }
}

/// What the index knows.
#[derive(Clone, Copy)]
struct Known<'a> {
    snapshot: &'a Snapshot,
    numbers: &'a Numbers,
}

impl Known<'_> {
    /// Does the file look as it did when it was read?
    fn is_same(self, place: &Place) -> bool {
        let stamp = self.numbers.get(&place.shown()).and_then(|id| self.snapshot.stamp(id));
        stamp.is_some_and(|stamp| match place {
            Place::Stdin => true,
            Place::File(path) => fs::metadata(path).is_ok_and(|meta| stamp.fits(&meta)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::Index;

    #[test]
    fn a_look_at_the_files_that_changed_finds_what_a_look_at_all_of_them_finds() {
        let library = tempfile::tempdir().unwrap();
        let (folder, paths) = (library.path(), [library.path().to_owned()]);
        let write = |name: &str, text: &str| {
            let path = folder.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, text).unwrap();
            path
        };
        let names = ["same.md", "other.md", "gone.md", "part/a.md", "part/b.txt", "part/more/c.md", "parted.md"];
        for name in names {
            write(name, "“The harvest was good,” said Ann Lee.");
        }
        let (index, mut numbers) = (Index::in_memory(&paths), Numbers::default());
        let mut writer = index.writer().unwrap().unwrap();
        let empty = Snapshot::read(&index, &mut numbers).unwrap();
        for place in Changes::find(&paths, &Look::All, &empty, &numbers).read {
            let (stamp, article) = index.take_in(&place, &empty, None, 1 << 20).unwrap();
            writer.add(stamp, &article).unwrap();
        }
        writer.commit().unwrap();
        let snapshot = Snapshot::read(&index, &mut numbers).unwrap();
        let found = |look: &Look| {
            let changes = Changes::find(&paths, look, &snapshot, &numbers);
            let mut gone = changes.gone;
            gone.sort();
            (changes.read, gone)
        };
        assert_eq!(found(&Look::All), (Vec::new(), Vec::new()));
        let mut changed = vec![write("new.md", "New."), write("other.md", "Other."), write("a.jpg", "")];
        changed.extend([write(".hidden.md", "Hidden."), folder.join("same.md"), folder.join("gone.md")]);
        fs::remove_file(folder.join("gone.md")).unwrap();
        changed.push(folder.join("part"));
        fs::rename(folder.join("part"), library.path().join(".aside")).unwrap();
        let (read, gone) = found(&Look::At(changed.clone()));
        assert_eq!((read.len(), gone.len()), (2, 4), "{read:?} {gone:?}");
        let (mut all, gone_of_all) = found(&Look::All);
        all.sort_by_key(|place| changed.iter().position(|path| *place == Place::File(path.clone())));
        assert_eq!((read, gone), (all, gone_of_all));
        let path = folder.join("unknown/deep.md");
        write("unknown/deep.md", "Deep.");
        assert_eq!(found(&Look::At(vec![path.parent().unwrap().to_owned()])), found(&Look::All), "a new folder");
        std::os::unix::fs::symlink("same.md", folder.join("link.md")).unwrap();
        assert_eq!(found(&Look::At(vec![folder.join("link.md")])), found(&Look::All), "a link");
    }
}
