//! What the index calls a file, whatever the user called its folder.

use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use crate::files::shown;
use crate::search::has_words;

/// Fewer single files than this are read sooner than an index of them is found again.
const FEW: usize = 64;

/// The folders of an index: as the user names them, and as the index does. A path that is in none of them keeps its
/// name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roots(Vec<Root>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Root {
    named: String,
    kept: String,
}

impl Roots {
    /// The roots of what the user named. Inside one folder names are short; of several each has its whole path. None
    /// where a folder is named in two ways: each file has one name.
    pub fn of(paths: &[PathBuf]) -> Self {
        if let [folder] = paths
            && folder.is_dir()
        {
            return Self(vec![Root { named: prefix(folder), kept: String::new() }]);
        }
        let mut roots: Vec<Root> = Vec::new();
        for folder in paths.iter().map(|path| folder_of(path)) {
            let Ok(whole) = fs::canonicalize(if folder.as_os_str().is_empty() { Path::new(".") } else { folder })
            else {
                continue;
            };
            let root = Root { named: prefix(folder), kept: prefix(&whole) };
            match roots.iter().find(|other| other.kept == root.kept) {
                Some(other) if *other == root => {}
                Some(_) => return Self::default(),
                None => roots.push(root),
            }
        }
        Self(roots)
    }

    /// What the index calls an article.
    pub fn key(&self, shown: &str) -> String {
        let inside = |root: &Root| Some(root.kept.clone() + shown.strip_prefix(&root.named)?);
        self.0.iter().find_map(inside).unwrap_or_else(|| shown.to_owned())
    }

    /// Returns `true` if the names of files inside the folders are all that the index keeps of their paths.
    pub fn are_short(&self) -> bool {
        self.0.iter().all(|root| root.kept.is_empty())
    }

    /// Returns `true` for the names of one folder, inside which the order of the paths is always the same.
    pub fn is_one(&self) -> bool {
        self.0.len() == 1
    }

    /// As a text that another run reads: a line for each name.
    pub fn to_text(&self) -> String {
        self.0.iter().flat_map(|root| [&*root.named, "\n", &*root.kept, "\n"]).collect()
    }

    /// What [`to_text`](Self::to_text) made.
    pub fn of_text(text: &str) -> Self {
        let mut lines = text.lines().map(str::to_owned);
        let root = || Some(Root { named: lines.next()?, kept: lines.next()? });
        Self(std::iter::from_fn(root).collect())
    }

    /// Returns `true` if the name of a folder has this word.
    pub fn have(&self, word: &String) -> bool {
        self.0.iter().any(|root| has_words(&root.named, std::slice::from_ref(word)))
    }

    /// The other way.
    pub fn shown(&self, key: &str) -> String {
        let inside = |root: &Root| Some(root.named.clone() + key.strip_prefix(&root.kept)?);
        self.0.iter().find_map(inside).unwrap_or_else(|| key.to_owned())
    }
}

/// Returns `true` for a few single files, of which no index is kept.
pub fn are_few(paths: &[PathBuf]) -> bool {
    paths.len() < FEW && !paths.iter().any(|path| path.is_dir())
}

/// The library that `paths` name: the folders, each once, with all links followed; of single files the folders they are
/// in, so that the same files and a few more are the same library. `None` if it has no index on disk:
/// standard input, and few files.
pub fn library(paths: &[PathBuf]) -> Option<Vec<PathBuf>> {
    if paths.iter().any(|path| path.as_os_str() == "-") || are_few(paths) {
        return None;
    }
    let (folders, files): (Vec<&PathBuf>, Vec<&PathBuf>) = paths.iter().partition(|path| path.is_dir());
    let whole = |path: &PathBuf| fs::canonicalize(path).ok();
    let files = files.into_iter().filter_map(whole).map(|file| folder_of(&file).join("*"));
    let mut all: Vec<PathBuf> = folders.into_iter().filter_map(whole).chain(files).collect();
    all.sort_unstable();
    all.dedup();
    (!all.is_empty()).then_some(all)
}

/// The folder of the cache for a library.
pub fn place(cache: &Path, library: &[PathBuf]) -> PathBuf {
    let whole: Vec<&[u8]> = library.iter().map(|path| path.as_os_str().as_bytes()).collect();
    let name = blake3::hash(&whole.join(&0)).to_hex();
    cache.join("index").join(&name[..16])
}

fn folder_of(path: &Path) -> &Path {
    if path.is_dir() { path } else { path.parent().unwrap_or(path) }
}

/// What the shown paths of all files in `folder` start with.
fn prefix(folder: &Path) -> String {
    let whole = shown(&folder.join("x"));
    whole[..whole.len() - 1].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::list;

    /// A folder with these files in it.
    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        folder
    }

    fn named(folder: &Path, names: &[&str]) -> Vec<PathBuf> {
        names.iter().map(|name| folder.join(name)).collect()
    }

    #[test]
    fn whatever_is_named_each_file_has_one_name_in_the_index_and_comes_back_by_its_own() {
        let folder = folder(&["a/x.md", "a/b/y.md", "c/x.md", "z.md"]);
        let ways: &[&[&str]] = &[
            &["a"],
            &["a", "c"],
            &["c", "a", "z.md"],
            &["a/b", "a"],
            &["a", "a/b"],
            &["./a", "c/../c"],
            &["a/x.md", "c/x.md", "z.md"],
            &["a", "c/../a"],
            &["gone", "a"],
        ];
        for way in ways {
            let paths = named(folder.path(), way);
            let roots = Roots::of(&paths);
            let places: Vec<String> = list(&paths).iter().flatten().map(crate::files::Place::shown).collect();
            let mut keys: Vec<String> = places.iter().map(|place| roots.key(place)).collect();
            assert_eq!(keys.iter().map(|key| roots.shown(key)).collect::<Vec<_>>(), places, "{way:?}");
            keys.sort_unstable();
            keys.dedup();
            assert_eq!(keys.len(), places.len(), "{way:?}");
        }
    }

    #[test]
    fn the_same_folders_are_one_library_and_few_files_are_none() {
        let folder = folder(&["a/x.md", "c/x.md"]);
        let library = |names: &[&str]| library(&named(folder.path(), names));
        assert_eq!(library(&["a", "c"]), library(&["c", "./a", "a"]));
        assert_ne!(library(&["a", "c"]), library(&["a"]));
        assert_eq!(library(&["a/x.md", "c/x.md"]), None);
        assert_ne!(library(&["a/x.md", "c"]), library(&["a", "c"]), "of one of them it is not all");
        let many: Vec<String> = (0..FEW).map(|n| format!("a/{n}.md")).collect();
        let files = many.iter().fold(folder, |folder, name| {
            fs::write(folder.path().join(name), "").unwrap();
            folder
        });
        let many: Vec<PathBuf> = many.iter().map(|name| files.path().join(name)).collect();
        let kept = super::library(&many);
        assert_eq!(kept.as_ref().map(Vec::len), Some(1));
        let more: Vec<PathBuf> = many.iter().cloned().chain([files.path().join("a/x.md")]).collect();
        assert_eq!(super::library(&more), kept, "one more file is no other library");
        assert_eq!(super::library(&[many, vec![PathBuf::from("-")]].concat()), None);
    }
}
