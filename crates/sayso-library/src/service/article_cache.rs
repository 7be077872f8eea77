//! Articles loaded last, shared by the threads that search and fetch.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::parallel;
use crate::index::{Index, Snapshot};
use crate::{Article, ArticleId};

/// Articles with their numbers.
pub type Articles = Vec<(ArticleId, Article)>;

/// Maximum number of articles in the cache: a query that is typed on mostly wants those of the query before.
const CAPACITY: usize = 200;

/// Articles of one snapshot, read from their files when they are first requested.
pub(super) struct ArticleCache {
    index: Index,
    snapshot: Arc<Snapshot>,
    cap: u64,
    loaded: Mutex<Loaded>,
}

#[derive(Default)]
struct Loaded {
    /// Each with the request that wanted it last.
    articles: HashMap<ArticleId, (u64, Article)>,
    requests: u64,
    dropped: HashSet<ArticleId>,
}

impl ArticleCache {
    /// An empty cache that reads no article of more than `cap` bytes.
    pub fn new(index: Index, snapshot: Arc<Snapshot>, cap: u64) -> Self {
        Self { index, snapshot, cap, loaded: Mutex::default() }
    }

    /// The index that the articles are of.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// Loads articles; those that cannot be read are left out. Files are read without the lock.
    pub fn fetch(&self, ids: &[ArticleId]) -> Articles {
        let missing: Vec<ArticleId> = {
            let loaded = self.lock();
            ids.iter().copied().filter(|id| !loaded.articles.contains_key(id)).collect()
        };
        let files: Vec<(&str, Vec<ArticleId>)> = self.snapshot.by_file(&missing).into_iter().collect();
        let read =
            parallel::READING.map(&files, |(file, ids)| self.index.articles(&self.snapshot, (file, ids), self.cap));
        let read = read.into_iter().filter_map(|articles| articles.ok()?.ok()).flatten();
        self.lock().take(ids, read.collect())
    }

    /// The articles that were dropped since the last call.
    pub fn take_dropped(&self) -> HashSet<ArticleId> {
        std::mem::take(&mut self.lock().dropped)
    }

    /// Puts an article in the place of the one that the index has.
    pub fn insert(&self, id: ArticleId, article: Article) {
        self.lock().put(id, article);
    }

    fn lock(&self) -> MutexGuard<'_, Loaded> {
        // Nothing panics while it is held, and a cache may lack anything.
        self.loaded.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Loaded {
    /// Puts an article in the place of the one there is, as if the last request had wanted it.
    fn put(&mut self, id: ArticleId, article: Article) {
        self.articles.insert(id, (self.requests, article));
    }

    /// Adds the articles that were read and returns all of `ids` that are known.
    fn take(&mut self, ids: &[ArticleId], mut read: HashMap<ArticleId, Article>) -> Articles {
        self.requests += 1;
        let mut articles = Vec::with_capacity(ids.len());
        for id in ids {
            // Another thread may have read it meanwhile: the words of that one may be in use.
            if let Some((request, article)) = self.articles.get_mut(id) {
                *request = self.requests;
                articles.push((*id, article.clone()));
            } else if let Some(article) = read.remove(id) {
                self.articles.insert(*id, (self.requests, article.clone()));
                articles.push((*id, article));
            }
        }
        self.drop_oldest();
        articles
    }

    /// Drops the half of the articles that was requested longest ago, once there are too many.
    fn drop_oldest(&mut self) {
        if self.articles.len() <= CAPACITY {
            return;
        }
        let mut requests: Vec<u64> = self.articles.values().map(|(request, _)| *request).collect();
        requests.sort_unstable();
        let oldest = requests[requests.len() - CAPACITY / 2];
        let dropped = &mut self.dropped;
        self.articles.retain(|id, (request, _)| {
            let kept = *request >= oldest;
            if !kept {
                dropped.insert(*id);
            }
            kept
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_support::article;

    #[test]
    fn the_articles_requested_longest_ago_are_dropped_and_reported() {
        let mut loaded = Loaded::default();
        let one = article("a.md", "T", "2023", "Words.");
        let ids: Vec<ArticleId> = (0..=CAPACITY as u32).map(ArticleId).collect();
        for some in ids.chunks(50) {
            loaded.put(ids[1], one.clone());
            let read = some.iter().map(|id| (*id, one.clone())).collect();
            assert_eq!(loaded.take(some, read).len(), some.len());
        }
        assert!(loaded.dropped.contains(&ids[0]) && !loaded.articles.contains_key(&ids[0]));
        assert!(loaded.articles.contains_key(&ids[1]), "put in last");
        assert!(loaded.articles.contains_key(&ids[CAPACITY]) && !loaded.dropped.contains(&ids[CAPACITY]));
        assert_eq!(loaded.articles.len() + loaded.dropped.len(), ids.len());
    }
}
