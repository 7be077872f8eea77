//! Rows that may answer, and their order where many articles print the same words.

use std::cmp::Reverse;
use std::collections::HashMap;

/// Maximum number of rows with the same words that keep their rank; more are moved to the end.
const PRINTS: usize = 2;

/// The number of an article of a library, and its year, which says where it lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ArticleNumber {
    /// The number.
    pub id: i64,
    /// The year.
    pub year: i32,
}

/// A row that may answer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Candidate {
    /// Cost; lower is better.
    pub cost: i32,
    /// The day of the article.
    pub newest: Reverse<i32>,
    /// Its article.
    pub article: i64,
    /// Its number in the article.
    pub n: i32,
    /// Number of different words around a quote; 0 where not all rows are compared.
    pub size: i32,
}

impl Candidate {
    /// The article.
    pub fn key(&self) -> ArticleNumber {
        ArticleNumber { id: self.article, year: self.newest.0 / 10_000 }
    }
}

/// Puts all but the first [`PRINTS`] rows that have the same words in the same paragraphs behind the others: they cost the
/// same and are as long.
pub fn prints_last(rows: Vec<Candidate>) -> Vec<Candidate> {
    let mut prints: HashMap<(i32, i32), usize> = HashMap::new();
    let (mut first, last): (Vec<Candidate>, Vec<Candidate>) = rows.into_iter().partition(|row| {
        let count = prints.entry((row.cost, row.size)).or_default();
        *count += 1;
        *count <= PRINTS
    });
    first.extend(last);
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_many_articles_print_leaves_room_for_others() {
        let row = |cost, size, article| Candidate { cost, newest: Reverse(0), article, n: 1, size };
        let rows = vec![row(-9, 30, 1), row(-9, 30, 2), row(-9, 30, 3), row(-9, 31, 4), row(-5, 30, 5)];
        assert_eq!(prints_last(rows).iter().map(|row| row.article).collect::<Vec<_>>(), [1, 2, 4, 5, 3]);
    }
}
