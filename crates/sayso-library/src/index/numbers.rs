//! The numbers of articles: one that is met again has the number it had.

use std::collections::HashMap;
use std::sync::Arc;

use crate::people::Linker;
use crate::{ArticleId, Column, Numbering, Rows};

/// The numbers of articles while the program runs. Those of the state of the index that was read last are found by the
/// order of its paths, so that they take no memory.
#[derive(Debug, Default)]
pub struct Numbers {
    rows: Arc<Rows>,
    /// The rows in the order of their paths.
    sorted: Column<u32>,
    numbering: Arc<Numbering>,
    /// Articles that are no longer there.
    gone: HashMap<String, ArticleId>,
    /// Who the speakers of the last state are.
    pub(super) linker: Linker,
}

impl Numbers {
    /// The number of a path, if it was met.
    pub fn get(&self, path: &str) -> Option<ArticleId> {
        let at = self.sorted.binary_search_by(|at| self.rows.path(*at as usize).cmp(path));
        at.map_or_else(|_| self.gone.get(path).copied(), |at| Some(self.id(at)))
    }

    /// Numbers the rows of another state of the index; `sorted` is the order of their paths.
    pub(super) fn number(&mut self, rows: &Arc<Rows>, sorted: &Column<u32>) -> Arc<Numbering> {
        let met = self.numbering.met();
        let mut ids = vec![None; rows.len()];
        if met > 0 {
            for (at, id) in self.met_again(rows, sorted) {
                ids[at] = Some(id);
            }
        }
        let mut next = (met as u32..).map(ArticleId);
        let ids: Vec<ArticleId> = ids.into_iter().filter_map(|id| id.or_else(|| next.next())).collect();
        let met = next.next().map_or(met, |id| id.0 as usize);
        self.numbering = Arc::new(Numbering::of(ids, met));
        (self.rows, self.sorted) = (Arc::clone(rows), sorted.clone());
        Arc::clone(&self.numbering)
    }

    /// The rows of articles that have a number already. Both states are gone through in the order of their paths.
    fn met_again(&mut self, rows: &Rows, sorted: &Column<u32>) -> Vec<(usize, ArticleId)> {
        let (mut again, mut gone, mut before) = (Vec::new(), Vec::new(), 0);
        for &at in &**sorted {
            let path = rows.path(at as usize);
            while before < self.sorted.len() && self.path(before) < path {
                gone.push(before);
                before += 1;
            }
            if before < self.sorted.len() && self.path(before) == path {
                again.push((at as usize, self.id(before)));
                before += 1;
            } else if let Some(id) = self.gone.remove(path) {
                again.push((at as usize, id));
            }
        }
        gone.extend(before..self.sorted.len());
        let gone: Vec<(String, ArticleId)> =
            gone.into_iter().map(|at| (self.path(at).to_owned(), self.id(at))).collect();
        self.gone.extend(gone);
        again
    }

    /// The path at a place in their order.
    fn path(&self, at: usize) -> &str {
        self.rows.path(self.sorted[at] as usize)
    }

    /// The article at a place in the order of the paths.
    fn id(&self, at: usize) -> ArticleId {
        self.numbering.id(self.sorted[at] as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Entry;
    use proptest::prelude::*;
    use sayso_attribution::Reading;
    use std::collections::BTreeSet;

    fn number(numbers: &mut Numbers, paths: &[String]) -> Vec<u32> {
        let mut rows = Rows::default();
        for path in paths {
            let entry = Entry {
                path,
                title: "",
                author: None,
                publication: None,
                published: None,
                quotes: 0,
                hash: 0,
                reading: Reading::First,
            };
            rows.push(entry);
        }
        let mut sorted: Vec<u32> = (0..paths.len() as u32).collect();
        sorted.sort_by_key(|at| &paths[*at as usize]);
        let numbering = numbers.number(&Arc::new(rows), &sorted.into());
        (0..paths.len()).map(|at| numbering.id(at).0).collect()
    }

    proptest! {
        #[test]
        fn an_article_has_the_number_it_had_whatever_comes_and_goes(
            states in prop::collection::vec(prop::collection::btree_set("[a-f]", 0..6), 1..6),
            turned: bool,
        ) {
            let (mut numbers, mut known) = (Numbers::default(), HashMap::new());
            for state in states {
                let mut paths: Vec<String> = state.iter().cloned().collect();
                if turned {
                    paths.reverse();
                }
                for (path, id) in paths.iter().zip(number(&mut numbers, &paths)) {
                    prop_assert_eq!(*known.entry(path.clone()).or_insert(id), id);
                }
                let ids: BTreeSet<u32> = known.values().copied().collect();
                prop_assert_eq!(ids, (0..known.len() as u32).collect::<BTreeSet<_>>());
                for (path, id) in &known {
                    prop_assert_eq!(numbers.get(path), Some(ArticleId(*id)));
                }
                prop_assert_eq!(numbers.get("x"), None);
            }
        }
    }
}
