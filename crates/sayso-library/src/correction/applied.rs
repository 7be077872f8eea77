//! Corrections over a whole library: each article as the reader has put it right.

use std::sync::Arc;

use super::apply;
use crate::state::{ArticleKey, Id, Lost};
use crate::{ArticleId, Library};
use sayso_attribution::Analysis;

/// One article put right: what was there before, and by which corrections it is not any more.
#[derive(Clone, Debug)]
pub struct AppliedCorrections {
    /// What the engine found.
    found: Arc<Analysis>,
    applied: Vec<Id>,
    lost: Vec<(Id, Lost)>,
}

impl Library {
    /// The corrections that concern an article, oldest first, and of each whether its words are found.
    pub fn corrections_of(&self, article: ArticleId) -> impl Iterator<Item = (Id, Option<Lost>)> + '_ {
        let over = self.corrected.get(&article).into_iter();
        over.flat_map(|over| {
            let lost = |id: Id| over.lost.iter().find(|(other, _)| *other == id).map(|(_, lost)| *lost);
            over.applied.iter().map(move |id| (*id, lost(*id)))
        })
    }

    /// Lays the corrections that concern an article over it; true if that changed anything.
    pub(crate) fn correct(&mut self, id: ArticleId) -> bool {
        let Some(article) = Arc::make_mut(&mut self.at_hand).get_mut(&id) else { return false };
        let (path, title) = (&article.path, &article.document.meta().title);
        let hash = || ArticleKey::of(path, &article.document).hash;
        let here: Vec<_> =
            self.state.corrections().iter().filter(|(_, correction)| correction.concerns(path, title, hash)).collect();
        let ids: Vec<Id> = here.iter().map(|(id, _)| *id).collect();
        let corrections = Arc::make_mut(&mut self.corrected);
        let before = corrections.remove(&id);
        let found = before.as_ref().map_or_else(|| Arc::clone(&article.analysis), |over| Arc::clone(&over.found));
        if ids.is_empty() {
            article.analysis = found;
            return before.is_some();
        }
        if let Some(before) = before.filter(|over| over.applied == ids) {
            corrections.insert(id, before);
            return false;
        }
        let corrected = apply(&article.document, &found, here.iter().map(|(id, correction)| (*id, correction)));
        article.analysis = Arc::new(corrected.analysis);
        corrections.insert(id, AppliedCorrections { found, applied: ids, lost: corrected.lost });
        true
    }
}
