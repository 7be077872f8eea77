//! Putting articles into the index.

use tantivy::directory::error::LockError;
use tantivy::indexer::UserOperation;
use tantivy::schema::Term;
use tantivy::{IndexWriter, SegmentMeta, TantivyDocument, TantivyError};

use super::documents::documents;
use super::fingerprint::Fingerprint;
use super::open::Index;
use super::whole::Whole;
use crate::Article;

/// What the writer may hold before it writes, in bytes: on disk 64 MB make few and large pieces.
const ON_DISK: usize = 64 << 20;
/// The least there may be.
const IN_MEMORY: usize = 15 << 20;

/// Number of pieces of the index from which on searching all of them takes noticeably longer.
const MANY_PIECES: usize = 16;

/// Maximum number of documents of a segment that is merged at once, because merging them takes no noticeable time.
const FEW: u64 = 50_000;

/// The one writer of an index. What it did is seen once it is [`committed`](Writer::commit), all or nothing.
pub struct Writer {
    index: Index,
    writer: IndexWriter,
}

/// An article as its documents, ready to be put in.
pub struct Prepared(Vec<TantivyDocument>);

impl Index {
    /// The documents of an article.
    pub fn prepared(&self, stamp: Fingerprint, article: &Article) -> Prepared {
        Prepared(documents(&self.fields, &self.roots.key(&article.path), stamp, article))
    }
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
    #[cfg(test)]
    pub fn put(&self, stamp: Fingerprint, article: &Article) -> tantivy::Result<()> {
        self.remove(&article.path)?;
        self.add(stamp, article)
    }

    /// Puts the articles of a file in, in the place of those from these paths.
    pub fn replace<'p>(
        &self,
        mut paths: impl Iterator<Item = &'p str>,
        articles: impl IntoIterator<Item = Prepared>,
    ) -> tantivy::Result<()> {
        paths.try_for_each(|path| self.remove(path))?;
        let documents = |article: Prepared| self.writer.run(article.0.into_iter().map(UserOperation::Add)).map(drop);
        articles.into_iter().try_for_each(documents)
    }

    /// Puts an article in that was not there.
    #[cfg(test)]
    pub fn add(&self, stamp: Fingerprint, article: &Article) -> tantivy::Result<()> {
        self.replace(std::iter::empty(), [self.index.prepared(stamp, article)])
    }

    /// Takes the article of a path out.
    pub fn remove(&self, path: &str) -> tantivy::Result<()> {
        let whole = Whole(Term::from_field_text(self.index.fields.key, &self.index.roots.key(path)));
        self.writer.delete_query(Box::new(whole)).map(drop)
    }

    /// Makes all that was done last and seen.
    pub fn commit(&mut self) -> tantivy::Result<()> {
        self.writer.commit().map(drop)
    }

    /// Joins the pieces of the index if there are many: each commit of a single article adds one.
    pub fn finish_if_many(self) -> tantivy::Result<bool> {
        let pieces = self.index.tantivy.searchable_segment_ids()?.len();
        if pieces > MANY_PIECES { self.finish() } else { Ok(false) }
    }

    /// Joins the pieces of the index where they are many or much of them was taken out: one piece says a word once,
    /// is smaller and answers sooner. True when it was worth it; who reads the old pieces keeps their room on disk.
    pub fn finish(self) -> tantivy::Result<bool> {
        let index = self.index;
        // Pieces that are being joined now are known only when that has ended.
        self.writer.wait_merging_threads()?;
        if !is_worth_it(&index.tantivy.searchable_segment_metas()?) {
            return Ok(false);
        }
        let Some(mut alone) = Self::of(&index)? else { return Ok(false) };
        // Numbers only: the pieces themselves would keep their files.
        let pieces = index.tantivy.searchable_segment_ids()?;
        alone.writer.merge(&pieces).wait()?;
        alone.writer.garbage_collect_files().wait()?;
        alone.writer.wait_merging_threads()?;
        Ok(true)
    }
}

/// Returns `true` if a fifth of the index is outside its largest segment or deleted. Few documents are merged whenever
/// they can be.
fn is_worth_it(pieces: &[SegmentMeta]) -> bool {
    let all: u64 = pieces.iter().map(|piece| u64::from(piece.max_doc())).sum();
    let good = pieces.iter().map(|piece| u64::from(piece.num_docs())).max().unwrap_or(0);
    (all - good) * if all <= FEW { all } else { 5 } > all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::disk::Access;
    use crate::index::{Numbers, Snapshot};
    use std::path::{Path, PathBuf};

    fn put(index: &Index, path: &str, text: &str) {
        let mut writer = index.writer().unwrap().unwrap();
        writer.put(Fingerprint::default(), &Article::read(path.to_owned(), text.as_bytes())).unwrap();
        writer.commit().unwrap();
        writer.finish().unwrap();
    }

    fn files(folder: &Path, ending: &str) -> usize {
        let files = std::fs::read_dir(folder).unwrap().flatten();
        files.filter(|file| file.path().extension().is_some_and(|e| e == ending)).count()
    }

    #[test]
    fn the_pieces_are_joined_and_an_article_that_was_replaced_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let paths = [PathBuf::from("articles")];
        let (index, _) = Index::on_disk(&paths, &paths, (&folder.path().join("index"), Access::Private)).unwrap();
        put(&index, "a.md", "One.\n\nTwo.\n\nThree.");
        put(&index, "b.md", "Four.\n\nFive.");
        put(&index, "a.md", "Six.");
        let snapshot = Snapshot::read(&index, &mut Numbers::default()).unwrap();
        assert_eq!((snapshot.catalogue.articles(), snapshot.documents()), (2, 2 + 3));
        assert_eq!([files(index.folder().unwrap(), "idx"), files(index.folder().unwrap(), "store")], [1, 1]);
        let writer = index.writer().unwrap().unwrap();
        writer.remove("b.md").unwrap();
        drop(writer);
        assert!(index.is_as_in(&snapshot).unwrap(), "nothing is seen before it is committed");
        let mut writer = index.writer().unwrap().unwrap();
        writer.remove("b.md").unwrap();
        writer.commit().unwrap();
        writer.finish().unwrap();
        assert!(!index.is_as_in(&snapshot).unwrap());
        assert_eq!(Snapshot::read(&index, &mut Numbers::default()).unwrap().documents(), 2);
    }
}
