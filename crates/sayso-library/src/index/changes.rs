//! What changed in a library since it was indexed.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::numbers::Numbers;
use super::snapshot::Snapshot;
use crate::ArticleId;
use crate::address::split_part;
use crate::files::{Place, ReadError, is_article, list, path_of, shown};
use sayso_attribution::Reading;
use sayso_attribution::document::STANDARD_INPUT;

/// Where to look for changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Look {
    /// Everywhere.
    All,
    /// Only at these files of a folder, the others are as they were.
    At(Vec<PathBuf>),
}

/// A file to read, and the articles that the index has of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// The file.
    pub place: Place,
    /// What is known of it: none for a new one.
    pub known: Vec<ArticleId>,
}

/// Files to read, files that are gone, and what cannot be read.
#[derive(Debug, Default)]
pub struct Changes {
    /// New ones and those that look other than they did.
    pub read: Vec<Changed>,
    /// The paths of articles that are no longer there.
    pub gone: Vec<String>,
    /// What gives no article.
    pub unread: Vec<ReadError>,
    /// How many files there are in all.
    pub files: usize,
}

impl Changes {
    /// Compares the files under `paths` with what the index knows of them.
    pub fn find(paths: &[PathBuf], look: &Look, snapshot: &Snapshot, numbers: &Numbers) -> Self {
        let known = &IndexedFiles::of(snapshot, numbers);
        let some = match (paths, look) {
            ([folder], Look::At(files)) => Self::at(folder, files, known),
            _ => None,
        };
        some.unwrap_or_else(|| Self::all(paths, known))
    }

    /// The files of articles of which the index keeps an earlier reading than the second: those of `files`, as they are
    /// shown, in that order; all, in the order of their paths, if there are none.
    pub fn unread(snapshot: &Snapshot, files: &[String]) -> Self {
        let first = |id: &ArticleId| snapshot.reading(*id) == Some(Reading::First);
        let named: HashSet<&str> = files.iter().map(String::as_str).collect();
        let is_named = |path: &str| named.is_empty() || named.contains(split_part(path).0);
        let all: Vec<ArticleId> =
            snapshot.catalogue.listed().filter(|(_, entry)| is_named(entry.path)).map(|(id, _)| id).collect();
        let mut by_file = snapshot.by_file(&all);
        by_file.retain(|_, ids| ids.iter().any(first));
        let wanted: Vec<(&str, Vec<ArticleId>)> = if files.is_empty() {
            by_file.into_iter().collect()
        } else {
            files.iter().filter_map(|file| by_file.remove_entry(file.as_str())).collect()
        };
        let place = |file: &str| if file == STANDARD_INPUT { Place::Stdin } else { Place::File(path_of(file)) };
        let read: Vec<Changed> =
            wanted.into_iter().map(|(file, known)| Changed { place: place(file), known }).collect();
        Self { files: read.len(), read, ..Self::default() }
    }

    fn all(paths: &[PathBuf], known: &IndexedFiles<'_>) -> Self {
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
            let articles = known.articles(&place);
            there.extend(articles.iter().copied());
            changes.read.extend(known.changed(place, articles));
        }
        let gone = known.snapshot.catalogue.listed().filter(|(id, _)| !there.contains(id));
        changes.gone = gone.map(|(_, entry)| entry.path.to_owned()).collect();
        changes
    }

    /// Of these files alone; `None` where only a look at all of them tells.
    fn at(folder: &Path, files: &[PathBuf], known: &IndexedFiles<'_>) -> Option<Self> {
        let mut changes = Self { files: known.snapshot.catalogue.articles(), ..Self::default() };
        let mut gone = HashSet::new();
        for path in files {
            if is_article(folder, path)? {
                let place = Place::File(path.clone());
                let articles = known.articles(&place);
                changes.read.extend(known.changed(place, articles));
            } else {
                gone.insert(shown(path));
            }
        }
        // With a folder or a file goes what was in it.
        let is_gone = |path: &str| {
            let ends = path.match_indices('/').map(|(end, _)| end).chain([split_part(path).0.len()]);
            ends.into_iter().any(|end| gone.contains(&path[..end]))
        };
        if !gone.is_empty() {
            let gone = known.snapshot.catalogue.listed().filter(|(_, entry)| is_gone(entry.path));
            changes.gone = gone.map(|(_, entry)| entry.path.to_owned()).collect();
        }
        Some(changes)
    }

    /// Returns `true` if there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.read.is_empty() && self.gone.is_empty()
    }
}

/// What the index knows.
struct IndexedFiles<'a> {
    snapshot: &'a Snapshot,
    numbers: &'a Numbers,
    /// By the file the articles that are parts of one.
    parts: HashMap<&'a str, Vec<ArticleId>>,
}

impl<'a> IndexedFiles<'a> {
    fn of(snapshot: &'a Snapshot, numbers: &'a Numbers) -> Self {
        let mut parts: HashMap<&str, Vec<ArticleId>> = HashMap::new();
        for (id, entry) in snapshot.catalogue.listed() {
            if let (file, Some(_)) = split_part(entry.path) {
                parts.entry(file).or_default().push(id);
            }
        }
        Self { snapshot, numbers, parts }
    }

    /// The articles of a file.
    fn articles(&self, place: &Place) -> Vec<ArticleId> {
        let shown = place.shown();
        let whole = self.numbers.get(&shown).filter(|id| self.snapshot.stamp(*id).is_some());
        let parts = self.parts.get(&*shown).into_iter().flatten().copied();
        whole.into_iter().chain(parts).collect()
    }

    /// The file, unless it looks as it did when these articles of it were read.
    fn changed(&self, place: Place, known: Vec<ArticleId>) -> Option<Changed> {
        let meta = match &place {
            Place::Stdin => None,
            Place::File(path) => fs::metadata(path).ok(),
        };
        let fits = |id: &ArticleId| {
            let stamp = self.snapshot.stamp(*id);
            stamp.is_some_and(|stamp| place == Place::Stdin || meta.as_ref().is_some_and(|meta| stamp.fits(meta)))
        };
        let same = !known.is_empty() && known.iter().all(fits);
        (!same).then_some(Changed { place, known })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::{Index, WantedReading};

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
        for changed in Changes::find(&paths, &Look::All, &empty, &numbers).read {
            let taken = index.take_in(&changed.place, &empty, &changed.known, (WantedReading::First, 1 << 20)).unwrap();
            let articles = taken.articles.iter().map(|article| index.prepared(taken.stamp, article));
            writer.replace(std::iter::empty(), articles).unwrap();
        }
        writer.commit().unwrap();
        let snapshot = Snapshot::read(&index, &mut numbers).unwrap();
        let found = |look: &Look| {
            let changes = Changes::find(&paths, look, &snapshot, &numbers);
            let mut gone = changes.gone;
            gone.sort();
            (changes.read.into_iter().map(|changed| changed.place).collect::<Vec<_>>(), gone)
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

    #[test]
    fn the_articles_of_a_file_come_and_go_with_it_and_keep_their_numbers() {
        let folder = tempfile::tempdir().unwrap();
        let paths = [folder.path().to_owned()];
        let mail = |subject: &str| {
            format!(
                "From a@x.org Mon Jun  2 10:00:00 2025\nMessage-ID: <{subject}@x>\nFrom: Ann Lee\nSubject: {subject}\n\n“The harvest of {subject} was good,” said Bo Roe.\n\n"
            )
        };
        let write = |mails: &[&str]| {
            let text: String = mails.iter().map(|subject| mail(subject)).collect();
            fs::write(folder.path().join("all.mbox"), text).unwrap();
        };
        let (index, mut numbers) = (Index::in_memory(&paths), Numbers::default());
        let update = |numbers: &mut Numbers| {
            let snapshot = Snapshot::read(&index, numbers).unwrap();
            let changes = Changes::find(&paths, &Look::All, &snapshot, numbers);
            let mut writer = index.writer().unwrap().unwrap();
            changes.gone.iter().for_each(|path| writer.remove(path).unwrap());
            for Changed { place, known } in &changes.read {
                let taken = index.take_in(place, &snapshot, known, (WantedReading::First, 1 << 20)).unwrap();
                let paths = known.iter().map(|id| snapshot.catalogue.entry(*id).unwrap().path);
                let articles = taken.articles.iter().map(|article| index.prepared(taken.stamp, article));
                writer.replace(paths, articles).unwrap();
            }
            writer.commit().unwrap();
            Snapshot::read(&index, numbers).unwrap()
        };
        let rows = |snapshot: &Snapshot| -> Vec<(u32, String)> {
            snapshot.catalogue.listed().map(|(id, entry)| (id.0, entry.title.to_owned())).collect()
        };
        write(&["corn", "rye"]);
        assert_eq!(rows(&update(&mut numbers)), [(0, "corn".to_owned()), (1, "rye".to_owned())]);
        write(&["oats", "rye", "wheat"]);
        let snapshot = update(&mut numbers);
        assert_eq!(rows(&snapshot), [(1, "rye"), (2, "oats"), (3, "wheat")].map(|(id, title)| (id, title.to_owned())));
        assert!(Changes::find(&paths, &Look::All, &snapshot, &numbers).is_empty());
        let ids: Vec<ArticleId> = [3, 1].map(ArticleId).to_vec();
        let (file, ids) = snapshot.by_file(&ids).into_iter().next().unwrap();
        let articles = index.articles(&snapshot, (file, &ids), 1 << 20).unwrap();
        assert_eq!(articles.iter().map(|(id, _)| id.0).collect::<Vec<_>>(), [1, 3]);
        assert!(articles.iter().all(|(_, article)| article.analysis.attributions.len() == 1));
        fs::remove_file(folder.path().join("all.mbox")).unwrap();
        let gone = Changes::find(&paths, &Look::At(vec![folder.path().join("all.mbox")]), &snapshot, &numbers).gone;
        assert_eq!(gone.len(), 3, "{gone:?}");
        assert_eq!(rows(&update(&mut numbers)), []);
    }
}
