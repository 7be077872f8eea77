//! The index of a folder: found, made, or made anew where it cannot be trusted.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use tantivy::schema::Schema;
use tantivy::{SegmentMeta, SegmentReader};

use super::disk::Disk;
use super::roots::{Roots, library, place};
use super::schema::{FORMAT, Fields, schema};
use super::snapshot::Snapshot;
use super::writer::Writer;
use crate::files::{ArticleFile, folders, shown};
use sayso_attribution::Analyzer;

/// The index of one library: on disk for folders and for many files, else in memory.
#[derive(Clone, Debug)]
pub struct Index {
    pub(super) tantivy: tantivy::Index,
    pub(super) fields: Fields,
    /// What it calls its articles.
    pub(super) roots: Roots,
    folder: Option<PathBuf>,
    /// What came on standard input, which is read but once.
    pub(super) standard_input: Arc<Mutex<Option<ArticleFile>>>,
}

/// The file that tells what the index was made by.
const MADE_BY: &str = "made-by";

impl Index {
    /// The index of `paths`: on disk where that is worth while, else in memory. With it what there is to say: why it
    /// is made anew, or why it is not kept.
    pub fn open(paths: &[PathBuf]) -> (Self, Option<String>) {
        let (Some(library), Some(cache)) = (library(paths), folders::cache()) else {
            return (Self::in_memory(paths), None);
        };
        Self::on_disk(paths, &library, &place(&cache, &library)).unwrap_or_else(|error| {
            let why = format!("the index cannot be kept in {}, it is made in memory: {error}", shown(&cache));
            (Self::in_memory(paths), Some(why))
        })
    }

    /// The index of the same articles, in memory.
    #[must_use]
    pub fn in_memory(paths: &[PathBuf]) -> Self {
        let (schema, fields) = schema();
        let tantivy = tantivy::Index::create_in_ram(schema);
        Self { tantivy, fields, roots: Roots::of(paths), folder: None, standard_input: Arc::default() }
    }

    /// This index, opened for folders that the user names in another way.
    #[cfg(test)]
    #[must_use]
    pub fn named(&self, paths: &[PathBuf]) -> Self {
        Self { roots: Roots::of(paths), ..self.clone() }
    }

    /// Where it is kept; `None` for one in memory.
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
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

    /// Throws the index away and starts an empty one in its place.
    #[must_use]
    pub fn anew(&self, paths: &[PathBuf]) -> Self {
        let Some(folder) = &self.folder else { return Self::in_memory(paths) };
        let library = library(paths).unwrap_or_default();
        let made = fresh(folder).and_then(|()| made_or_found(paths, &library, folder));
        made.unwrap_or_else(|_| Self::in_memory(paths))
    }

    pub(super) fn on_disk(paths: &[PathBuf], library: &[PathBuf], folder: &Path) -> io::Result<(Self, Option<String>)> {
        fs::create_dir_all(folder)?;
        let lock = File::create(folder.join("opening"))?;
        lock.lock()?;
        let before = fs::read(folder.join(MADE_BY)).ok();
        if before.as_deref() != Some(&made_by(library)) {
            fresh(folder)?;
        } else if let Ok(index) = made_or_found(paths, library, folder) {
            return Ok((index, None));
        } else {
            fresh(folder)?;
            let index = made_or_found(paths, library, folder)?;
            return Ok((index, Some("the index was damaged and is made anew".to_owned())));
        }
        let said = before.map(|_| "the index is of another version and is made anew".to_owned());
        Ok((made_or_found(paths, library, folder)?, said))
    }
}

/// What an index is made by: the format, the program, and the id of the analyzer, which changes between two releases
/// too; with a checksum behind it.
fn made_by(library: &[PathBuf]) -> Vec<u8> {
    let library: Vec<String> = library.iter().map(|path| shown(path)).collect();
    let text = format!(
        "sayso index {FORMAT}\nsayso {}\nunderstanding {}\nof {}\n",
        env!("CARGO_PKG_VERSION"),
        Analyzer::default().id(),
        library.join("\nof ")
    );
    format!("{text}check {:08x}\n", crc32fast::hash(text.as_bytes())).into_bytes()
}

/// Empties the folder, but for the lock it is opened under.
fn fresh(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if !path.ends_with("opening") {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

fn made_or_found(paths: &[PathBuf], library: &[PathBuf], folder: &Path) -> io::Result<Index> {
    let (schema, fields) = schema();
    let tantivy = directory(schema, folder).map_err(io::Error::other)?;
    let file = folder.join(MADE_BY);
    if !file.exists() {
        let mut file = File::create(file)?;
        file.write_all(&made_by(library))?;
        file.sync_all()?;
    }
    let mut tantivy = tantivy;
    tantivy.set_default_multithread_executor().map_err(io::Error::other)?;
    let (roots, standard_input) = (Roots::of(paths), Arc::default());
    Ok(Index { tantivy, fields, roots, folder: Some(folder.to_owned()), standard_input })
}

fn directory(schema: Schema, folder: &Path) -> tantivy::Result<tantivy::Index> {
    let index = tantivy::Index::open_or_create(Disk::open(folder)?, schema)?;
    // Files that are missing or have no good end show here.
    index.reader_builder().reload_policy(tantivy::ReloadPolicy::Manual).try_into()?;
    Ok(index)
}
