//! Putting articles into the index.

use tantivy::directory::error::LockError;
use tantivy::index::SegmentId;
use tantivy::indexer::UserOperation;
use tantivy::schema::Term;
use tantivy::{IndexWriter, SegmentMeta, TantivyError};

use super::documents::documents;
use super::open::Index;
use super::stamp::Stamp;
use crate::library::Article;

/// What the writer may hold before it writes, in bytes: on disk 64 MB make few and large pieces.
const ON_DISK: usize = 64 << 20;
/// The least there may be.
const IN_MEMORY: usize = 15 << 20;

/// The one writer of an index. What it did is seen once it is [`committed`](Writer::commit), all or nothing.
pub struct Writer {
    index: Index,
    writer: IndexWriter,
}

impl Writer {
    pub(super) fn of(index: &Index) -> tantivy::Result<Option<Self>> {
        let memory = if index.folder().is_some() { ON_DISK } else { IN_MEMORY };
        match index.tantivy.writer_with_num_threads(1, memory) {
            Ok(writer) => Ok(Some(Self { index: index.clone(), writer })),
            Err(TantivyError::LockFailure(LockError::LockBusy, _)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Puts an article in, in the place of the one from the same path.
    pub fn put(&self, stamp: Stamp, article: &Article) -> tantivy::Result<()> {
        let key = &self.index.roots.key(&article.path);
        let documents = documents(&self.index.fields, key, stamp, article);
        let remove = std::iter::once(UserOperation::Delete(self.term(key)));
        let all: Vec<_> = remove.chain(documents.into_iter().map(UserOperation::Add)).collect();
        self.writer.run(all).map(drop)
    }

    /// Takes the article of a path out.
    pub fn remove(&self, path: &str) {
        self.writer.delete_term(self.term(&self.index.roots.key(path)));
    }

    /// Makes all that was done last and seen.
    pub fn commit(&mut self) -> tantivy::Result<()> {
        self.writer.commit().map(drop)
    }

    /// Joins the pieces of the index where they are many or much of them was taken out: one piece says a word once,
    /// is smaller and answers sooner. True when it was worth it; who reads the old pieces keeps their room on disk.
    pub fn finish(self) -> tantivy::Result<bool> {
        let index = self.index;
        // Pieces that are being joined now are known only when that has ended.
        self.writer.wait_merging_threads()?;
        let pieces = index.tantivy.searchable_segment_metas()?;
        let Some(mut alone) = (if is_worth_it(&pieces) { Self::of(&index)? } else { None }) else { return Ok(false) };
        let pieces: Vec<SegmentId> = pieces.iter().map(SegmentMeta::id).collect();
        alone.writer.merge(&pieces).wait()?;
        alone.writer.wait_merging_threads()?;
        Ok(true)
    }

    fn term(&self, key: &str) -> Term {
        Term::from_field_text(self.index.fields.key, key)
    }
}

/// Is a fifth of the index outside its largest piece, or taken out?
fn is_worth_it(pieces: &[SegmentMeta]) -> bool {
    let all: u64 = pieces.iter().map(|piece| u64::from(piece.max_doc())).sum();
    let good = pieces.iter().map(|piece| u64::from(piece.num_docs())).max().unwrap_or(0);
    (all - good) * 5 > all
}
