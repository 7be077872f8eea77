//! The best of many rows, without keeping them all.

/// What a row costs, how old it is, where it comes among equals, and its place.
pub type Row = (u32, u32, u32, usize);

/// How many rows lack as few terms as any.
#[derive(Clone, Copy, Debug)]
pub struct Tally {
    /// So many terms each of them lacks.
    pub fewest: u32,
    /// So many they are.
    pub total: usize,
}

impl Tally {
    /// No row yet.
    pub const NONE: Self = Self { fewest: u32::MAX, total: 0 };

    /// Counts a row that lacks so many terms.
    pub fn count(&mut self, missing: u32) {
        self.count_all(missing, 1);
    }

    /// Counts so many rows that lack so many terms.
    pub fn count_all(&mut self, missing: u32, rows: usize) {
        if rows > 0 && missing < self.fewest {
            *self = Self { fewest: missing, total: 0 };
        }
        if missing == self.fewest {
            self.total += rows;
        }
    }
}

/// The best rows of those that lack fewest terms.
pub struct Best {
    /// How many such rows there are.
    pub tally: Tally,
    most: usize,
    /// No row costs less.
    least: u32,
    /// How many of the rows do not cost more.
    surely: usize,
    rows: Vec<Row>,
    /// Rows that do not come before this one are not among the best.
    last: Row,
}

impl Best {
    /// None yet of `most` rows, none of which will cost less than `least`.
    pub fn new(tally: Tally, most: usize, least: u32) -> Self {
        let last = (u32::MAX, u32::MAX, u32::MAX, usize::MAX);
        Self { tally, most, least, surely: 0, rows: Vec::new(), last }
    }

    /// Takes a row in, if it lacks no more terms than others do and is among the best so far.
    pub fn add(&mut self, missing: u32, row: Row) {
        if missing != self.tally.fewest || row >= self.last {
            return;
        }
        self.surely += usize::from(row.0 <= self.least);
        self.rows.push(row);
        if self.rows.len() > self.most * 2 {
            self.cut();
        }
    }

    /// Are these the best, if rows that are added from now on are older?
    pub fn is_done(&self) -> bool {
        self.surely >= self.most.min(self.tally.total)
    }

    /// Does the best row have all terms?
    pub fn is_full(&self) -> bool {
        self.tally.fewest == 0
    }

    /// Their places, the best first.
    pub fn places(mut self) -> Vec<usize> {
        self.cut();
        self.rows.sort_unstable();
        self.rows.into_iter().map(|row| row.3).collect()
    }

    fn cut(&mut self) {
        if self.rows.len() > self.most {
            self.last = *self.rows.select_nth_unstable(self.most).1;
            self.rows.truncate(self.most);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_best_are_those_of_a_full_sort(
            rows in prop::collection::vec((0u32..3, 2u32..6, 0u32..4), 0..120), most in 1usize..12, least in 0u32..3,
        ) {
            // As they are walked: the newest first.
            let mut rows: Vec<(u32, Row)> = rows.into_iter().enumerate().map(|(at, (a, b, c))| (a, (b, c, 0, at))).collect();
            rows.sort_by_key(|(_, row)| (row.1, row.2, row.3));
            let mut tally = Tally::NONE;
            for (missing, _) in &rows {
                tally.count(*missing);
            }
            let mut best = Best::new(tally, most, least);
            for (missing, row) in &rows {
                if !best.is_done() {
                    best.add(*missing, *row);
                }
            }
            let fewest = rows.iter().map(|row| row.0).min();
            let mut full: Vec<Row> = rows.iter().filter(|row| Some(row.0) == fewest).map(|row| row.1).collect();
            full.sort_unstable();
            prop_assert_eq!(best.tally.total, full.len());
            full.truncate(most);
            prop_assert_eq!(best.places(), full.into_iter().map(|row| row.3).collect::<Vec<_>>());
        }
    }
}
