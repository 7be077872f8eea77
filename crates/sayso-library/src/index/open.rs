//! The index of a folder: found, made, or made anew where it cannot be trusted.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use tantivy::directory::INDEX_WRITER_LOCK;
use tantivy::schema::Schema;
use tantivy::{Directory, SegmentMeta, SegmentReader, TantivyError};
use thiserror::Error;

use super::catalogue_file;
use super::damage::{self, Damage};
use super::disk::{self, Access, Disk};
use super::roots::{Roots, library, place};
use super::schema::{FORMAT, Fields, schema};
use super::snapshot::Snapshot;
use super::word_list::{TOKENIZER, WordTokenizer};
use super::writer::Writer;
use crate::files::{ArticleFile, lock, make_folder, path_of, private, private_folder, shown};
use crate::second_reading;
use sayso_attribution::Analyzer;

/// The index of one library: on disk for folders and for many files, else in memory.
#[derive(Clone, Debug)]
pub struct Index {
    pub(super) tantivy: tantivy::Index,
    pub(super) fields: Fields,
    /// What it calls its articles.
    pub(super) roots: Roots,
    folder: Option<PathBuf>,
    access: Access,
    /// What came on standard input, which is read but once.
    pub(super) standard_input: Arc<Mutex<Option<ArticleFile>>>,
    damage: Damage,
}

/// The file that tells what the index was made by.
pub(super) const MADE_BY: &str = "made-by";

/// The file that is locked while an index is opened or made anew.
const OPENING: &str = "opening";

/// The file of the index library that lists the pieces of an index.
pub(super) const META: &str = "meta.json";

/// What is said of a damaged index.
pub const DAMAGED: &str = "the index was damaged and is rebuilt";

/// Why an index on disk cannot be used.
#[derive(Debug, Error)]
pub enum OpenError {
    /// A lock is held for longer than a second.
    #[error("another process holds its lock")]
    Held,
    /// The folder or a file cannot be read or written.
    #[error(transparent)]
    Io(io::Error),
    /// The index library cannot read the index.
    #[error(transparent)]
    Index(TantivyError),
}

impl From<io::Error> for OpenError {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::WouldBlock { Self::Held } else { Self::Io(error) }
    }
}

impl From<TantivyError> for OpenError {
    fn from(error: TantivyError) -> Self {
        if matches!(error, TantivyError::LockFailure(..)) { Self::Held } else { Self::Index(error) }
    }
}

impl Index {
    /// The index of `paths`: in the folder `cache` where that is worth while, else in memory. With it what there is to
    /// say: why it is made anew, or why it is not kept.
    pub fn open(paths: &[PathBuf], cache: Option<&Path>) -> (Self, Option<String>) {
        let (Some(library), Some(cache)) = (library(paths), cache) else {
            return (Self::in_memory(paths), None);
        };
        Self::on_disk(paths, &library, (&place(cache, &library), Access::Private)).unwrap_or_else(|error| {
            let why = format!("cannot write the index to {}; using memory: {error}", shown(cache));
            (Self::in_memory(paths), Some(why))
        })
    }

    /// The index of the same articles, in memory.
    #[must_use]
    pub fn in_memory(paths: &[PathBuf]) -> Self {
        let (schema, fields) = schema();
        let tantivy = tantivy::Index::create_in_ram(schema);
        tantivy.tokenizers().register(TOKENIZER, WordTokenizer::default());
        let (roots, standard_input, damage) = (Roots::of(paths), Arc::default(), Damage::default());
        Self { tantivy, fields, roots, folder: None, access: Access::Private, standard_input, damage }
    }

    /// This index, opened for folders that the user names in another way.
    #[cfg(test)]
    #[must_use]
    pub fn named(&self, paths: &[PathBuf]) -> Self {
        Self { roots: Roots::of(paths), ..self.clone() }
    }

    /// Folder of the index; `None` for one in memory.
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// Whether it is another's, or others read it.
    pub fn access(&self) -> Access {
        self.access
    }

    /// The one writer; `None` while another program has it.
    pub fn writer(&self) -> tantivy::Result<Option<Writer>> {
        Writer::of(self)
    }

    /// Returns `true` if it still has the segments that were read. A commit or a merge changes these.
    pub fn is_as_in(&self, snapshot: &Snapshot) -> tantivy::Result<bool> {
        let (pieces, read) = (self.tantivy.searchable_segment_metas()?, snapshot.searcher.segment_readers());
        let is_same = |(piece, read): (&SegmentMeta, &SegmentReader)| {
            piece.id() == read.segment_id() && piece.num_docs() == read.num_docs()
        };
        Ok(pieces.len() == read.len() && pieces.iter().zip(read).all(is_same))
    }

    /// What tells what was committed last from any other state.
    pub(super) fn state(&self) -> tantivy::Result<catalogue_file::State> {
        let segments = self.tantivy.searchable_segment_metas()?;
        Ok(catalogue_file::state_of(segments.iter().map(|segment| (segment.id(), segment.num_docs()))))
    }

    /// Returns `true` if the rows of what was committed last are kept beside it. Whoever commits writes them a moment
    /// later.
    pub fn has_table(&self) -> tantivy::Result<bool> {
        let state = self.state()?;
        Ok(self.folder().is_some_and(|folder| catalogue_file::is_there(folder, &state)))
    }

    /// Whether it turned out to be damaged.
    pub fn damage(&self) -> &Damage {
        &self.damage
    }

    /// Throws the index away and starts an empty one in its place: in memory where another process uses that.
    #[must_use]
    pub fn anew(&self, paths: &[PathBuf]) -> Self {
        self.damage.report();
        let remade = self.folder.as_deref().map(|folder| self.remade(paths, folder));
        remade.and_then(Result::ok).unwrap_or_else(|| Self::in_memory(paths))
    }

    fn remade(&self, paths: &[PathBuf], folder: &Path) -> Result<Self, OpenError> {
        let library = match self.access {
            Access::Private => library(paths).unwrap_or_default(),
            _ => paths.to_vec(),
        };
        let _opening = opening(folder)?;
        let writing = self.tantivy.directory().acquire_lock(&INDEX_WRITER_LOCK);
        if writing.is_err() {
            return Err(OpenError::Held);
        }
        // Another process may have made it anew meanwhile.
        if found(folder, &library) != Before::Known {
            fresh(folder)?;
        }
        made_or_found(paths, &library, (folder, self.access))
    }

    pub(super) fn on_disk(
        paths: &[PathBuf],
        library: &[PathBuf],
        (folder, access): (&Path, Access),
    ) -> Result<(Self, Option<String>), OpenError> {
        match access {
            Access::Private => private_folder(folder)?,
            _ => make_folder(folder)?,
        }
        let _opening = opening(folder)?;
        let said = match found(folder, library) {
            Before::Nothing => None,
            Before::OtherVersion => Some("the index is from another version of sayso and is rebuilt"),
            Before::Damaged => Some(DAMAGED),
            Before::Known => match made_or_found(paths, library, (folder, access)) {
                Ok(index) => return Ok((index, None)),
                Err(OpenError::Held) => return Err(OpenError::Held),
                Err(_) => Some(DAMAGED),
            },
        };
        fresh(folder)?;
        Ok((made_or_found(paths, library, (folder, access))?, said.map(str::to_owned)))
    }
}

/// What was in the folder of an index.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    Nothing,
    OtherVersion,
    Damaged,
    /// An index of this version.
    Known,
}

pub(super) fn found(folder: &Path, library: &[PathBuf]) -> Before {
    let Ok(bytes) = fs::read(folder.join(MADE_BY)) else {
        return if folder.join(META).exists() { Before::Damaged } else { Before::Nothing };
    };
    let known = bytes == made_by(library);
    if folder.join(damage::FILE).exists() || !is_checked(&bytes) || (known && !folder.join(META).exists()) {
        Before::Damaged
    } else if known {
        Before::Known
    } else {
        Before::OtherVersion
    }
}

/// Held while the index is opened or made anew.
fn opening(folder: &Path) -> io::Result<File> {
    let file = private().write(true).create(true).truncate(false).open(folder.join(OPENING))?;
    lock(&file)?;
    Ok(file)
}

/// What an index is made by: the format, the program, and the id of the analyzer, which changes between two releases
/// too; with a checksum behind it.
fn made_by(library: &[PathBuf]) -> Vec<u8> {
    let library: Vec<String> = library.iter().map(|path| shown(path)).collect();
    let text = format!(
        "sayso index {FORMAT}\nsayso {}\nunderstanding {} {}\nof {}\n",
        env!("CARGO_PKG_VERSION"),
        Analyzer::default().id(),
        second_reading::id(),
        library.join("\nof ")
    );
    format!("{text}{}", check_line(text.as_bytes())).into_bytes()
}

/// The paths that an index was made of, as [`made_by`] wrote them; none where that is damaged.
pub(super) fn made_of(bytes: &[u8]) -> Vec<PathBuf> {
    let text = std::str::from_utf8(bytes).ok().filter(|_| is_checked(bytes)).unwrap_or_default();
    text.lines().filter_map(|line| line.strip_prefix("of ")).map(path_of).collect()
}

fn check_line(text: &[u8]) -> String {
    format!("check {:08x}\n", crc32fast::hash(text))
}

/// Returns `true` if the checksum behind what an index was made by is right, whichever version wrote it.
fn is_checked(bytes: &[u8]) -> bool {
    let text = bytes.len().checked_sub(check_line(&[]).len()).map(|len| bytes.split_at(len));
    text.is_some_and(|(text, line)| *line == *check_line(text).as_bytes())
}

/// Removes the files of an index, but for the locks: who waits for one would lock a file that is gone.
fn fresh(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if is_of_index(&entry.file_name().to_string_lossy()) == Some(FileKind::Content) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// What a file in the folder of an index is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileKind {
    Lock,
    Content,
}

/// What the file of a name is to an index; `None` for a file of somebody else.
pub(super) fn is_of_index(name: &str) -> Option<FileKind> {
    let is_numbered = || name.len() > 32 && name.as_bytes()[..32].iter().all(u8::is_ascii_hexdigit);
    let is_aside = || [".sayso-", ".tmp"].iter().any(|start| name.starts_with(start));
    if name == OPENING || Path::new(name).extension().is_some_and(|ending| ending == "lock") {
        Some(FileKind::Lock)
    } else if [MADE_BY, META, disk::MANAGED, damage::FILE].contains(&name)
        || ["people", catalogue_file::FILE].contains(&name.split('.').next().unwrap_or_default())
        || is_numbered()
        || is_aside()
    {
        Some(FileKind::Content)
    } else {
        None
    }
}

fn made_or_found(
    paths: &[PathBuf],
    library: &[PathBuf],
    (folder, access): (&Path, Access),
) -> Result<Index, OpenError> {
    let file = folder.join(MADE_BY);
    let index = opened(paths, folder, access)?;
    if !file.exists() {
        let mut file = access.options().write(true).create_new(true).open(file)?;
        file.write_all(&made_by(library))?;
        file.sync_all()?;
    }
    Ok(index)
}

/// Opens the index in a folder; makes an empty one where there is none and it may be written.
pub(super) fn opened(paths: &[PathBuf], folder: &Path, access: Access) -> Result<Index, OpenError> {
    let damage = if access == Access::ReadOnly { Damage::of_another() } else { Damage::of(folder) };
    let (schema, fields) = schema();
    let mut tantivy = damage.guard(|| directory(schema, Disk::open(folder, damage.clone(), access)?, access))?;
    tantivy.tokenizers().register(TOKENIZER, WordTokenizer::default());
    tantivy.set_default_multithread_executor()?;
    let (roots, standard_input) = (Roots::of(paths), Arc::default());
    Ok(Index { tantivy, fields, roots, folder: Some(folder.to_owned()), access, standard_input, damage })
}

fn directory(schema: Schema, disk: Disk, access: Access) -> tantivy::Result<tantivy::Index> {
    if access == Access::ReadOnly {
        return tantivy::Index::open(disk);
    }
    let index = tantivy::Index::open_or_create(disk, schema)?;
    // Files that are missing or have no good end show here.
    index.reader_builder().reload_policy(tantivy::ReloadPolicy::Manual).try_into()?;
    Ok(index)
}
