//! Which article a row is.

use super::ArticleId;

/// Which article each row is, and which row an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbering {
    /// Number of rows that are numbered in their order, where the lists are empty.
    in_order: usize,
    /// By row.
    ids: Vec<ArticleId>,
    /// By number; [`NOWHERE`] for an article that is no longer there.
    places: Vec<u32>,
}

/// The row of an article that is gone.
const NOWHERE: u32 = u32::MAX;

impl Numbering {
    /// Rows that are numbered as they stand.
    pub fn in_order(rows: usize) -> Self {
        Self { in_order: rows, ..Self::default() }
    }

    /// Rows of these articles, of so many that have a number.
    pub fn of(ids: Vec<ArticleId>, met: usize) -> Self {
        if ids.len() == met && ids.iter().zip(0..).all(|(id, at)| id.0 == at) {
            return Self::in_order(met);
        }
        let mut places = vec![NOWHERE; met];
        for (id, at) in ids.iter().zip(0..) {
            places[id.0 as usize] = at;
        }
        Self { in_order: 0, ids, places }
    }

    /// Returns `true` if the number of each article is its row.
    pub fn is_in_order(&self) -> bool {
        self.places.is_empty()
    }

    /// How many articles have a number, those that are gone among them.
    pub fn met(&self) -> usize {
        if self.is_in_order() { self.in_order } else { self.places.len() }
    }

    /// The article of a row.
    #[inline]
    pub fn id(&self, at: usize) -> ArticleId {
        self.ids.get(at).copied().unwrap_or(ArticleId(at as u32))
    }

    /// The row of an article.
    #[inline]
    pub fn place(&self, id: ArticleId) -> Option<usize> {
        if self.is_in_order() {
            return Some(id.0 as usize).filter(|at| *at < self.in_order);
        }
        self.places.get(id.0 as usize).filter(|at| **at != NOWHERE).map(|at| *at as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_numbers_are_found_by_each_other() {
        let ids = |ids: &[u32]| ids.iter().copied().map(ArticleId).collect::<Vec<_>>();
        assert_eq!(Numbering::of(ids(&[0, 1, 2]), 3), Numbering::in_order(3));
        let numbering = Numbering::of(ids(&[3, 0, 2]), 5);
        assert_eq!(numbering.met(), 5);
        let places: Vec<Option<usize>> = (0..6).map(|id| numbering.place(ArticleId(id))).collect();
        assert_eq!(places, [Some(1), None, Some(2), Some(0), None, None]);
        assert_eq!((0..3).map(|at| numbering.id(at)).collect::<Vec<_>>(), ids(&[3, 0, 2]));
        assert_eq!(Numbering::of(Vec::new(), 2).place(ArticleId(0)), None, "all are gone");
        assert_eq!(Numbering::in_order(2).place(ArticleId(2)), None);
    }
}
