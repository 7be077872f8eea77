//! The index as it stood after one commit.

use std::collections::BTreeMap;
use std::sync::Arc;

use tantivy::directory::error::OpenReadError;
use tantivy::schema::Value;
use tantivy::{DocAddress, Searcher, TantivyDocument, TantivyError};

use super::analysis_codec::unpack;
use super::damage::Damage;
use super::disk::Access;
use super::documents::QuoteNumber;
use super::fingerprint::Fingerprint;
use super::numbers::Numbers;
use super::open::Index;
use super::place::{ArticlePlace, QuotePlace};
use super::roots::Roots;
pub use super::row::{ArticleRow, Quote};
use super::schema::Fields;
use super::snapshot_loader::Columns;
use crate::address::split_part;
use crate::files::pause;
use crate::search::Manner;
use crate::{ArticleId, Catalogue, Column, Lists, Numbering, QuoteId};
use sayso_attribution::{Analysis, Reading};

/// Number of times that a reader without a lock looks again for files that were replaced meanwhile.
const LOOKS: usize = 25;

/// The index after one commit: all that may be asked without reading an article.
pub struct Snapshot {
    pub(super) searcher: Searcher,
    /// Of each segment: they are opened once, which takes longer than to read an article.
    pub(super) columns: Vec<Columns>,
    pub(super) fields: Fields,
    /// The rows of the list, and the people.
    pub catalogue: Arc<Catalogue>,
    /// The articles in the order of the index.
    pub(super) articles: Column<ArticleRow>,
    pub(super) numbering: Arc<Numbering>,
    /// The quotes of each.
    pub(super) quotes: Lists<Quote>,
    /// What the folders are called.
    pub(super) roots: Roots,
    pub(super) damage: Damage,
}

impl Snapshot {
    /// Reads what was committed last. Who takes no lock may come just when files are replaced, and looks again.
    pub fn read(index: &Index, numbers: &mut Numbers) -> tantivy::Result<Self> {
        let tries = if index.access() == Access::ReadOnly { LOOKS } else { 0 };
        for _ in 0..tries {
            match index.damage().guard(|| Self::load(index, numbers)) {
                Err(TantivyError::OpenReadError(OpenReadError::FileDoesNotExist(_))) => pause(),
                read => return read,
            }
        }
        index.damage().guard(|| Self::load(index, numbers))
    }

    /// Runs a query on the index.
    ///
    /// # Errors
    ///
    /// The error of `query`, and one for an index that is damaged, whatever the query made of it.
    pub fn guard<T>(&self, query: impl FnOnce() -> tantivy::Result<T>) -> tantivy::Result<T> {
        self.damage.guard(query)
    }

    /// How many documents the index has, those of removed articles among them.
    pub fn documents(&self) -> usize {
        self.searcher.segment_readers().iter().map(|segment| segment.max_doc() as usize).sum()
    }

    /// The file of an article as it was when it was read.
    pub fn stamp(&self, id: ArticleId) -> Option<Fingerprint> {
        Some(self.row(id)?.stamp)
    }

    /// The reading that is kept of an article.
    pub fn reading(&self, id: ArticleId) -> Option<Reading> {
        Some(self.row(id)?.reading())
    }

    /// Number of articles of which the second reading is kept.
    pub fn second_readings(&self) -> usize {
        self.articles.iter().filter(|row| row.reading() == Reading::Second).count()
    }

    /// Who said what in an article with this text. `None` where the index does not tell, or tells of other words than
    /// stand in the text: then it is damaged.
    pub fn analysis(&self, id: ArticleId, text: &str) -> Option<Analysis> {
        let row = self.row(id)?;
        let (head, reading) = (row.head, row.reading());
        let kept = self.guard(|| Ok(self.kept_analysis(head, text))).ok().flatten();
        let kept = kept.map(|analysis| Analysis { reading, ..analysis });
        if kept.is_none() {
            self.damage.report();
        }
        kept
    }

    fn kept_analysis(&self, head: u32, text: &str) -> Option<Analysis> {
        let address = self.address(head)?;
        let doc: TantivyDocument = self.searcher.doc(address).ok()?;
        let columns = self.columns.get(address.segment_ord as usize)?;
        let speakers = columns.speakers(address.doc_id)?;
        let told: Vec<QuoteNumber> = columns.told(address.doc_id).collect();
        unpack(doc.get_first(self.fields.analysis)?.as_bytes()?, speakers, &told, text)
    }

    /// How a quote was said, without its article.
    pub fn manner(&self, id: QuoteId) -> Option<Manner> {
        self.quotes.get(self.catalogue.place(id.article)?).get(id.quote as usize)?.manner()
    }

    /// These articles by the file that they are in, as it is shown.
    pub fn by_file(&self, ids: &[ArticleId]) -> BTreeMap<&str, Vec<ArticleId>> {
        let mut files: BTreeMap<&str, Vec<ArticleId>> = BTreeMap::new();
        for id in ids {
            if let Some(entry) = self.catalogue.entry(*id) {
                files.entry(split_part(entry.path).0).or_default().push(*id);
            }
        }
        files
    }

    /// Puts articles in the order of their paths.
    pub fn sort(&self, articles: &mut [ArticleId]) {
        articles.sort_by_key(|id| self.row(*id).map(|row| row.order));
    }

    /// The quotes of the article at this place, and their own places among all.
    pub(super) fn quotes_of(&self, article: ArticlePlace) -> impl Iterator<Item = (QuotePlace, &Quote)> {
        let (quotes, article) = (&self.quotes, article.index());
        quotes.range(article).map(QuotePlace::of).zip(quotes.get(article))
    }

    /// The article at a place in the order of the index.
    #[inline]
    pub(super) fn id(&self, at: usize) -> ArticleId {
        self.numbering.id(at)
    }

    fn row(&self, id: ArticleId) -> Option<&ArticleRow> {
        self.articles.get(self.catalogue.place(id)?)
    }

    fn address(&self, mut doc: u32) -> Option<DocAddress> {
        for (segment, reader) in self.searcher.segment_readers().iter().enumerate() {
            if doc < reader.max_doc() {
                return Some(DocAddress::new(segment as u32, doc));
            }
            doc -= reader.max_doc();
        }
        None
    }
}
