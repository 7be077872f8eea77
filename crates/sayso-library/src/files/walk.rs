//! From what the user named to the files to read.

use std::collections::HashSet;
use std::fs::{self, Metadata};
use std::io::{self, IsTerminal};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use sayso_attribution::document::{Container, Format, STANDARD_INPUT, looks_like_text};

use super::read_error::{ReadError, Reason};
use super::{display_name, safe_read};

/// Where one article is to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Standard input, named `-`.
    Stdin,
    /// A file.
    File(PathBuf),
}

impl Place {
    /// Its name, escaped for showing.
    pub fn shown(&self) -> String {
        match self {
            Self::Stdin => STANDARD_INPUT.to_owned(),
            Self::File(path) => display_name::shown(path),
        }
    }

    /// Bytes of the file; 0 where that is not known.
    pub fn size(&self) -> u64 {
        match self {
            Self::Stdin => 0,
            Self::File(path) => fs::metadata(path).map_or(0, |meta| meta.len()),
        }
    }
}

/// Returns `true` if this is on a file system of another machine, where changes are not reported.
pub fn is_remote(path: &Path) -> bool {
    // NFS, SMB 1 and 2, CIFS, 9P, AFS, Ceph, FUSE (of which SSHFS is one).
    const REMOTE: &[u32] =
        &[0x6969, 0x517B, 0xFE53_4D42, 0xFF53_4D42, 0x0102_1997, 0x5346_414F, 0x00C3_6400, 0x6573_5546];
    rustix::fs::statfs(path).is_ok_and(|stat| REMOTE.contains(&(stat.f_type as u32)))
}

/// The articles under `paths`, each file once, folders in the order of their names and with all below them.
/// Hidden files and files that are no text are passed over; whatever else gives no article is told.
pub fn list(paths: &[PathBuf]) -> Vec<Result<Place, ReadError>> {
    let mut walk = Walk::default();
    for path in paths {
        walk.named(path);
    }
    walk.found
}

/// The first article under `paths` that is met, and what gives none before it: all of it where there is no article.
pub fn first(paths: &[PathBuf]) -> Vec<Result<Place, ReadError>> {
    let mut walk = Walk { first_only: true, ..Walk::default() };
    for path in paths {
        walk.named(path);
    }
    walk.found
}

/// Tells whether there is an article at `path`, which is below `folder`. `None` where a list of all tells: folders,
/// links, whatever is met under two names, and what cannot be read.
pub fn is_article(folder: &Path, path: &Path) -> Option<bool> {
    let below = path.strip_prefix(folder).ok()?;
    if below.iter().any(|name| name.as_bytes().starts_with(b".")) {
        return Some(false);
    }
    let meta = match fs::symlink_metadata(path) {
        Ok(meta) => meta,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Some(false),
        Err(_) => return None,
    };
    let (at, own) = (fs::canonicalize(path.parent()?).ok()?, fs::canonicalize(folder).ok()?.join(below.parent()?));
    let plain = meta.is_file() && meta.nlink() == 1 && at == own;
    if plain { is_wanted(path, &meta).ok() } else { None }
}

#[derive(Default)]
struct Walk {
    /// One article is enough, whichever it is.
    first_only: bool,
    /// Device and inode of all that was met: ends loops, and gives each file once.
    seen: HashSet<(u64, u64)>,
    found: Vec<Result<Place, ReadError>>,
}

impl Walk {
    /// A path the user named: read whatever it is called and wherever it leads.
    fn named(&mut self, path: &Path) {
        if path.as_os_str() == "-" {
            if io::stdin().is_terminal() {
                self.unread(path, Reason::Terminal);
            } else if !self.found.iter().any(|f| matches!(f, Ok(Place::Stdin))) {
                self.found.push(Ok(Place::Stdin));
            }
            return;
        }
        match (fs::metadata(path), fs::canonicalize(path)) {
            (Ok(meta), Ok(root)) if meta.is_dir() => self.folder(path, &meta, &root),
            (Ok(meta), _) => self.file(path, &meta),
            (Err(error), _) => self.unread(path, error.into()),
        }
    }

    /// `root` is the folder the user named, with all links followed.
    fn folder(&mut self, folder: &Path, meta: &Metadata, root: &Path) {
        if !self.is_new(meta) {
            return;
        }
        if self.first_only {
            return self.first_of(folder, root);
        }
        let entries = fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        let entries = match entries {
            Ok(entries) => entries,
            Err(error) => return self.unread(folder, error.into()),
        };
        let mut names: Vec<_> = entries.iter().map(fs::DirEntry::file_name).collect();
        names.sort_unstable();
        for name in names.iter().filter(|name| !name.as_bytes().starts_with(b".")) {
            if let Err(reason) = self.entry(&folder.join(name), root) {
                self.unread(&folder.join(name), reason);
            }
        }
    }

    /// A folder of very many is not put in order only to see that it is not empty.
    fn first_of(&mut self, folder: &Path, root: &Path) {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries.flatten(),
            Err(error) => return self.unread(folder, error.into()),
        };
        for name in entries.map(|entry| entry.file_name()).filter(|name| !name.as_bytes().starts_with(b".")) {
            if let Err(reason) = self.entry(&folder.join(&name), root) {
                self.unread(&folder.join(&name), reason);
            }
            if self.found.iter().any(Result::is_ok) {
                return;
            }
        }
    }

    fn entry(&mut self, path: &Path, root: &Path) -> Result<(), Reason> {
        let is_link = fs::symlink_metadata(path)?.is_symlink();
        if is_link && !fs::canonicalize(path)?.starts_with(root) {
            return Err(Reason::LinkOut);
        }
        let meta = fs::metadata(path)?;
        if meta.is_dir() && !is_link {
            self.folder(path, &meta, root);
        } else if !meta.is_dir() && is_wanted(path, &meta)? {
            // A folder behind a link is inside the root, so it is met at its own place.
            self.file(path, &meta);
        }
        Ok(())
    }

    fn file(&mut self, path: &Path, meta: &Metadata) {
        if self.is_new(meta) {
            self.found.push(Ok(Place::File(path.to_owned())));
        }
    }

    fn unread(&mut self, path: &Path, reason: Reason) {
        self.found.push(Err(ReadError { place: display_name::shown(path), reason }));
    }

    fn is_new(&mut self, meta: &Metadata) -> bool {
        self.seen.insert((meta.dev(), meta.ino()))
    }
}

/// Returns `true` for entries of a folder that are read: files with the ending of a known format, packed or not, text
/// and containers without an ending, and the messages of a Maildir. Pipes and devices are too, so that reading them
/// reports why they give no article.
fn is_wanted(path: &Path, meta: &Metadata) -> Result<bool, Reason> {
    if !meta.is_file() {
        return Ok(true);
    }
    let head = || safe_read::read_head(path);
    let is_container = |head: Vec<u8>| Container::of_bytes(&head).is_some();
    match path.extension().map(|ending| ending.to_str().unwrap_or_default()) {
        None => head().map(|head| looks_like_text(&head) || Container::of_bytes(&head).is_some()),
        Some(ending) if is_known(ending) => Ok(true),
        Some(ending) if Container::shares_ending(ending) => head().map(is_container),
        Some(ending) if ending.eq_ignore_ascii_case("gz") => Ok(path.file_stem().is_some_and(|inner| {
            Path::new(inner).extension().and_then(|ending| ending.to_str()).is_some_and(is_known)
        })),
        Some(_) if is_in_maildir(path) => head().map(is_container),
        Some(_) => Ok(false),
    }
}

fn is_known(ending: &str) -> bool {
    ending.eq_ignore_ascii_case("pdf") || Format::of_ending(ending).is_some() || Container::of_ending(ending).is_some()
}

/// Returns `true` for files in `cur` or `new` of a Maildir, whose names end in the host and the flags.
fn is_in_maildir(path: &Path) -> bool {
    let Some(folder) = path.parent() else { return false };
    let Some(maildir) = folder.parent() else { return false };
    let has = |name: &str| maildir.join(name).is_dir();
    (folder.ends_with("cur") || folder.ends_with("new")) && has("cur") && has("new") && has("tmp")
}

#[cfg(test)]
mod tests {
    use super::*;
    use sayso_attribution::document::{CONTAINERS, FORMATS};

    #[test]
    fn every_ending_of_a_format_is_read_in_a_folder() {
        let folder = tempfile::tempdir().unwrap();
        let packed = CONTAINERS.iter().flat_map(|container| container.endings);
        let endings: Vec<&str> = FORMATS.iter().flat_map(|format| format.endings).chain(packed).copied().collect();
        assert!(["md", "mdown", "mkd", "txt", "html"].iter().all(|ending| endings.contains(ending)), "{endings:?}");
        for ending in endings.iter().chain(&["png", "tar.gz"]) {
            fs::write(folder.path().join(format!("talks.{ending}")), "He said so.").unwrap();
        }
        let read = list(&[folder.path().to_owned()]);
        let mut read: Vec<String> = read.into_iter().map(|place| place.unwrap().shown()).collect();
        for place in &mut read {
            *place = place.rsplit('.').next().unwrap().to_owned();
        }
        let mut wanted: Vec<&str> = endings;
        wanted.sort_unstable();
        assert_eq!(read, wanted);
        assert_eq!(is_article(folder.path(), &folder.path().join("talks.mkd")), Some(true));
        assert_eq!(is_article(folder.path(), &folder.path().join("talks.png")), Some(false));
    }

    #[test]
    fn packed_files_and_the_messages_of_a_maildir_are_read() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["cur", "new", "tmp"] {
            fs::create_dir(folder.path().join(name)).unwrap();
        }
        let mail = "Message-ID: <1@x>\nFrom: Ann\n\nWords.";
        let files =
            ["cur/1.M2P3.host.example:2,S", "new/4.M5P6.host", "cur/notes.dat", "talks.md.gz", "back.tar.gz", "a.pdx"];
        for name in files {
            let text = if name.starts_with("cur/notes") { "no mail" } else { mail };
            fs::write(folder.path().join(name), text).unwrap();
        }
        let inside = |path: String| path[folder.path().to_str().unwrap().len() + 1..].to_owned();
        let places = list(&[folder.path().to_owned()]).into_iter();
        let read: Vec<String> = places.map(|place| inside(place.unwrap().shown())).collect();
        assert_eq!(read, [files[0], files[1], files[3]]);
    }
}
