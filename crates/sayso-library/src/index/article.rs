//! One article of the index, read when it is wanted.

use super::open::Index;
use super::snapshot::Snapshot;
use super::stamp::Stamp;
use crate::files::{ArticleFile, Place, Unread, path_of, read};
use crate::{Article, ArticleId};
use sayso_attribution::Analyzer;
use sayso_attribution::document::Document;

impl Index {
    /// Reads the file of an article, with its stamp. Standard input is read once and kept.
    pub fn read(&self, place: &Place, cap: u64) -> Result<(ArticleFile, Stamp), Unread> {
        match place {
            Place::Stdin => {
                let mut kept = self.standard_input.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                let file = match &*kept {
                    Some(file) => ArticleFile::clone(file),
                    None => read(place, cap)?,
                };
                *kept = Some(file.clone());
                let stamp = Stamp::of(None, &file.bytes);
                Ok((file, stamp))
            }
            Place::File(path) => {
                // Asked before the bytes are read: what changes in between is read again the next time.
                let meta = std::fs::metadata(path).ok();
                let file = read(place, cap)?;
                let stamp = Stamp::of(meta.as_ref(), &file.bytes);
                Ok((file, stamp))
            }
        }
    }

    /// An article as it stands on disk now; `None` for a number that no article has.
    pub fn article(&self, snapshot: &Snapshot, id: ArticleId, cap: u64) -> Option<Result<Article, Unread>> {
        let path = snapshot.catalogue.entry(id)?.path;
        let place = if path == "-" { Place::Stdin } else { Place::File(path_of(path)) };
        Some(self.take_in(&place, snapshot, Some(id), cap).map(|(_, article)| article))
    }

    /// Reads an article to put it into the index. What is known of it is used while its bytes are the same.
    pub fn take_in(
        &self,
        place: &Place,
        snapshot: &Snapshot,
        id: Option<ArticleId>,
        cap: u64,
    ) -> Result<(Stamp, Article), Unread> {
        let (file, stamp) = self.read(place, cap)?;
        let same =
            |id: &ArticleId| snapshot.stamp(*id).is_some_and(|old| old.hash == stamp.hash && old.size == stamp.size);
        let same = id.filter(same);
        let known = |document: &Document| same.and_then(|id| snapshot.analysis(id, document.text().len()));
        let found = |document: &Document| known(document).unwrap_or_else(|| Analyzer::default().analyze(document));
        Ok((stamp, Article::read_with(file.name, &file.bytes, found)))
    }
}
