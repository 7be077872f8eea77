//! The articles of a file, read when they are wanted.

use std::collections::HashMap;

use super::fingerprint::Fingerprint;
use super::open::Index;
use super::snapshot::Snapshot;
use crate::address::split_part;
use crate::files::{ArticleFile, Place, ReadError, beginning, path_of, read};
use crate::{Article, ArticleId, documents};
use sayso_attribution::document::{Document, PartId, STANDARD_INPUT, WantedParts};
use sayso_attribution::{Analysis, Analyzer};

/// Tells the number of an article that is known, by its path.
type Known<'a> = &'a dyn Fn(&str) -> Option<ArticleId>;

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
        let Taken { articles, .. } = self.read_parts(&place, snapshot, (WantedParts::Only(&parts), &id), cap)?;
        Ok(articles.into_iter().filter_map(|article| Some((id(&article.path)?, article))).collect())
    }

    /// Reads all articles of a file to put them into the index. What is known of them, the articles `known`, is used
    /// while the file's bytes are the same.
    pub fn take_in(
        &self,
        place: &Place,
        snapshot: &Snapshot,
        known: &[ArticleId],
        cap: u64,
    ) -> Result<Taken, ReadError> {
        let path = |id: &ArticleId| Some((snapshot.catalogue.entry(*id)?.path, *id));
        let ids: HashMap<&str, ArticleId> = known.iter().filter_map(path).collect();
        self.read_parts(place, snapshot, (WantedParts::All, &|path| ids.get(path).copied()), cap)
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
        (wanted, id): (WantedParts, Known),
        cap: u64,
    ) -> Result<Taken, ReadError> {
        let (file, stamp) = self.read(place, cap)?;
        let same =
            |id: &ArticleId| snapshot.stamp(*id).is_some_and(|old| old.hash == stamp.hash && old.size == stamp.size);
        let analysis = |path: &str, document: &Document| {
            let known = id(path).filter(same).and_then(|id| snapshot.analysis(id, document.text()));
            known.unwrap_or_else(|| Analyzer::default().analyze(document))
        };
        let mut left_out = Vec::new();
        let articles = documents(&file, wanted)?.into_iter().map(|read| {
            left_out.extend(read.left_out.iter().map(|told| format!("{}: {told}", file.name)));
            Article::of(read.path, read.document, analysis)
        });
        let articles = articles.collect();
        Ok(Taken { stamp, articles, left_out })
    }
}
