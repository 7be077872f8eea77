//! Putting articles into the index.

use tantivy::directory::error::LockError;
use tantivy::indexer::UserOperation;
use tantivy::schema::Term;
use tantivy::{IndexWriter, TantivyError};

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
        let key = article.path.strip_prefix(&self.index.root).unwrap_or(&article.path);
        let documents = documents(&self.index.fields, key, stamp, article);
        let remove = std::iter::once(UserOperation::Delete(self.term(key)));
        let all: Vec<_> = remove.chain(documents.into_iter().map(UserOperation::Add)).collect();
        self.writer.run(all).map(drop)
    }

    /// Takes the article of a path out.
    pub fn remove(&self, path: &str) {
        let key = path.strip_prefix(&self.index.root).unwrap_or(path);
        self.writer.delete_term(self.term(key));
    }

    /// Makes all that was done last and seen.
    pub fn commit(&mut self) -> tantivy::Result<()> {
        self.writer.commit().map(drop)
    }

    /// Waits until the pieces of the index are joined to few.
    pub fn finish(self) -> tantivy::Result<()> {
        self.writer.wait_merging_threads()
    }

    fn term(&self, key: &str) -> Term {
        Term::from_field_text(self.index.fields.key, key)
    }
}
