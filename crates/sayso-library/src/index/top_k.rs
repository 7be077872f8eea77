//! The best of many rows, without keeping them all.

use crate::search::Cost;

/// What a row costs, how old it is, where it comes among equals, and which it is.
pub type Ranked<T> = (Cost, u32, u32, T);

/// The best rows of those that lack fewest terms.
pub struct TopK<T> {
    most: usize,
    /// Number of terms that each of the rows lacks.
    fewest: u32,
    /// How many rows lack no more.
    pub total: usize,
    rows: Vec<Ranked<T>>,
    /// Rows that do not come before this one are not among the best; `None` while there is room.
    last: Option<Ranked<T>>,
}

impl<T: Copy + Ord> TopK<T> {
    /// None yet of `most` rows.
    pub fn new(most: usize) -> Self {
        Self { most, fewest: u32::MAX, total: 0, rows: Vec::new(), last: None }
    }

    /// Number of terms that the best row so far lacks; a row that lacks more does not count.
    #[inline]
    pub fn fewest(&self) -> u32 {
        self.fewest
    }

    /// Counts a row, and takes it in if it is among the best so far.
    #[inline]
    pub fn add(&mut self, row: Ranked<T>) {
        let missing = row.0.missing();
        if missing < self.fewest {
            *self = Self { fewest: missing, ..Self::new(self.most) };
        }
        if missing == self.fewest {
            self.total += 1;
            if self.last.is_none_or(|last| row < last) {
                self.keep(row);
            }
        }
    }

    /// Returns `true` if no row that costs so much or more, and is as old, is among the best.
    #[inline]
    pub fn is_closed_to(&self, cost: Cost, age: u32, order: u32) -> bool {
        self.last.is_some_and(|last| (cost, age, order) > (last.0, last.1, last.2))
    }

    fn keep(&mut self, row: Ranked<T>) {
        self.rows.push(row);
        if self.rows.len() > self.most * 2 {
            self.cut();
        }
    }

    /// The best `most` of all pieces; each row is in one of them.
    pub fn joined(pieces: impl IntoIterator<Item = Self>, most: usize) -> Self {
        let mut all = Self::new(most);
        for piece in pieces {
            all.join(piece);
        }
        all
    }

    fn join(&mut self, mut other: Self) {
        if other.fewest < self.fewest {
            std::mem::swap(self, &mut other);
        }
        if other.fewest == self.fewest {
            self.total += other.total;
            self.rows.extend(other.rows);
            self.cut();
        }
    }

    /// Returns `true` if the best row has all terms.
    pub fn is_full(&self) -> bool {
        self.fewest == 0
    }

    /// Which they are, the best first.
    pub fn best(mut self) -> Vec<T> {
        self.cut();
        self.rows.sort_unstable();
        self.rows.into_iter().map(|row| row.3).collect()
    }

    fn cut(&mut self) {
        if self.rows.len() > self.most {
            self.last = Some(*self.rows.select_nth_unstable(self.most).1);
            self.rows.truncate(self.most);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::{ABSENT, Fit, Ring, level};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_best_are_those_of_a_full_sort(
            rows in prop::collection::vec((0usize..3, 0u8..4, 0u32..4), 0..120), most in 1usize..12,
        ) {
            let cost = |missing: usize, typos: u8| {
                let there = level(Fit { typos, cut: false }, Ring::Own);
                Cost::of([&[there][..], &[ABSENT; 3][..missing]].concat().into_iter())
            };
            let rows: Vec<Ranked<usize>> = rows.into_iter().zip(0..).map(|((a, b, c), at)| (cost(a, b), c, 0, at)).collect();
            let pieces = rows.chunks(30).map(|piece| {
                let mut own = TopK::new(most);
                for row in piece {
                    own.add(*row);
                }
                own
            });
            let best = TopK::joined(pieces, most);
            let fewest = rows.iter().map(|row| row.0.missing()).min();
            let mut full: Vec<Ranked<usize>> = rows.into_iter().filter(|row| Some(row.0.missing()) == fewest).collect();
            full.sort_unstable();
            prop_assert_eq!(best.total, full.len());
            full.truncate(most);
            prop_assert_eq!(best.best(), full.into_iter().map(|row| row.3).collect::<Vec<_>>());
        }
    }
}
