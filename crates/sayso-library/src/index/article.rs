//! The articles of a file, read when they are wanted.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};

use super::fingerprint::Fingerprint;
use super::open::Index;
use super::snapshot::Snapshot;
use crate::address::split_part;
use crate::files::{ArticleFile, Place, ReadError, beginning, path_of, read};
use crate::{Article, ArticleId, articles_of, documents, second_reading};
use sayso_attribution::document::{Document, PartId, STANDARD_INPUT, WantedParts};
use sayso_attribution::{Analysis, Analyzer, Reading};

/// Tells the number of an article that is known, by its path.
type IdOfPath<'a> = &'a dyn Fn(&str) -> Option<ArticleId>;

/// A file that was read.
#[derive(Debug)]
pub struct Taken {
    /// How it looked.
    pub stamp: Fingerprint,
    /// Its articles.
    pub articles: Vec<Article>,
    /// Lines to show: what of it was not read.
    pub left_out: Vec<String>,
}

/// The reading that is wanted of articles.
#[derive(Clone, Copy, Debug)]
pub enum WantedReading<'s> {
    /// Any; the first one of what is not known.
    First,
    /// The second one, until the flag is set. An article that is not finished then keeps what was known of it.
    Second(&'s AtomicBool),
}

impl Taken {
    /// Returns `true` if it has an article that was read a second time.
    pub fn is_read_again(&self) -> bool {
        self.articles.iter().any(|article| article.analysis.reading == Reading::Second)
    }
}

impl WantedReading<'_> {
    /// Returns `true` if the flag of a second reading is set.
    pub fn is_stopped(self) -> bool {
        matches!(self, Self::Second(stop) if stop.load(Ordering::Relaxed))
    }

    /// Sets the flag of a second reading.
    pub fn stop(self) {
        if let Self::Second(stop) = self {
            stop.store(true, Ordering::Relaxed);
        }
    }

    fn analysis(self, document: &Document, known: Option<Analysis>) -> Analysis {
        let careful = |stop: &AtomicBool| second_reading::analyzer().ok()?.analyze_until(document, stop);
        let again = match self {
            Self::Second(stop) if known.as_ref().is_none_or(|known| known.reading < Reading::Second) => careful(stop),
            Self::First | Self::Second(_) => None,
        };
        again.or(known).unwrap_or_else(|| Analyzer::default().analyze(document))
    }
}

impl Index {
    /// Reads a file, with its stamp. Standard input is read once and kept.
    pub fn read(&self, place: &Place, cap: u64) -> Result<(ArticleFile, Fingerprint), ReadError> {
        match place {
            Place::Stdin => {
                let mut kept = self.standard_input.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                let file = match &*kept {
                    Some(file) => ArticleFile::clone(file),
                    None => read(place, cap)?,
                };
                *kept = Some(file.clone());
                let stamp = Fingerprint::of(None, &file.bytes);
                Ok((file, stamp))
            }
            Place::File(path) => {
                // Asked before the bytes are read: what changes in between is read again the next time.
                let meta = std::fs::metadata(path).ok();
                let file = read(place, cap)?;
                let stamp = Fingerprint::of(meta.as_ref(), &file.bytes);
                Ok((file, stamp))
            }
        }
    }

    /// Articles of one file as they stand on disk now. `file` is its path as it is shown; those of `ids` that are not
    /// in it any more are left out.
    pub fn articles(
        &self,
        snapshot: &Snapshot,
        (file, ids): (&str, &[ArticleId]),
        cap: u64,
    ) -> Result<Vec<(ArticleId, Article)>, ReadError> {
        let path = |id: &ArticleId| Some((snapshot.catalogue.entry(*id)?.path, *id));
        let paths: HashMap<&str, ArticleId> = ids.iter().filter_map(path).collect();
        let parts: Vec<PartId> = paths.keys().filter_map(|path| split_part(path).1).collect();
        let place = if file == STANDARD_INPUT { Place::Stdin } else { Place::File(path_of(file)) };
        let id = |path: &str| paths.get(path).copied();
        let is_begun = |id: &ArticleId| snapshot.stamp(*id) == Some(Fingerprint::OF_BEGINNING);
        if ids.iter().all(is_begun)
            && let Some(article) = self.beginning(&place, cap)
        {
            return Ok(id(&article.path).into_iter().map(|id| (id, article.clone())).collect());
        }
        let wanted = (WantedReading::First, cap);
        let Taken { articles, .. } = self.read_parts(&place, snapshot, (WantedParts::Only(&parts), &id), wanted)?;
        Ok(articles.into_iter().filter_map(|article| Some((id(&article.path)?, article))).collect())
    }

    /// Reads all articles of a file to put them into the index. What is known of them, the articles `known`, is used
    /// while the file's bytes are the same, if it is of the reading `wanted` or a more careful one.
    pub fn take_in(
        &self,
        place: &Place,
        snapshot: &Snapshot,
        known: &[ArticleId],
        (wanted, cap): (WantedReading, u64),
    ) -> Result<Taken, ReadError> {
        let path = |id: &ArticleId| Some((snapshot.catalogue.entry(*id)?.path, *id));
        let ids: HashMap<&str, ArticleId> = known.iter().filter_map(path).collect();
        self.read_parts(place, snapshot, (WantedParts::All, &|path| ids.get(path).copied()), (wanted, cap))
    }

    /// The beginning of a long text file as an article without quotes, to be shown until all of it is read; `None` for
    /// other files.
    pub fn beginning(&self, place: &Place, cap: u64) -> Option<Article> {
        let file = beginning(place, cap)?;
        let read = documents(&file, WantedParts::All).ok()?.pop()?;
        Some(Article::of(read.path, read.document, |_, _| Analysis::default()))
    }

    fn read_parts(
        &self,
        place: &Place,
        snapshot: &Snapshot,
        (parts, id): (WantedParts, IdOfPath),
        (wanted, cap): (WantedReading, u64),
    ) -> Result<Taken, ReadError> {
        let (file, stamp) = self.read(place, cap)?;
        let same =
            |id: &ArticleId| snapshot.stamp(*id).is_some_and(|old| old.hash == stamp.hash && old.size == stamp.size);
        let analysis = |path: &str, document: &Document| {
            let known = id(path).filter(same).and_then(|id| snapshot.analysis(id, document.text()));
            wanted.analysis(document, known)
        };
        let (articles, left_out) = articles_of(file, parts, analysis)?;
        Ok(Taken { stamp, articles, left_out })
    }
}
