//! Candidates for words that are half remembered: the quotes that have most of them, rare words counting more.

use serde_json::json;

use super::candidate::{Candidate, prints_last};
use super::copy::array;
use super::error::PostgresError;
use super::finder::{Asked, Candidates, Finder, retain_first};
use super::terms::{Meaning, Step, Tab, at_least, steps};
use super::tiers::{LastTier, TabQuery, Tier};
use crate::index::{Limits, taken_in_turn};
use crate::search::{AROUND, Branch, Fit, NAMED, Query, Ring, Term};

/// Maximum number of words of a remembered quote that are searched, the rarest.
const REMEMBERED: usize = 6;

/// Minimum number of these words that a quote must have.
const AT_LEAST: usize = 3;

/// Maximum number of speakers that a word may name for their quotes to need one word less. A word that names more of them is
/// a role, and says little.
const CALLED: usize = 300;

/// Factor that makes whole numbers of the weights of words, as the server compares them.
const WEIGHT: f32 = 1_000.0;

impl Finder<'_> {
    /// The quotes that have most of the words of a query, rare words counting more. What many articles print leaves room
    /// for others.
    ///
    /// # Errors
    ///
    /// [`PostgresError::TooLong`], [`PostgresError::Server`].
    pub fn who(&mut self, query: &Query, limits: Limits) -> Result<Candidates, PostgresError> {
        let rows = self.remembered(query, limits)?;
        Ok(self.in_articles(&prints_last(rows), limits))
    }

    /// The quotes that have most of the words of a query, rare words counting more. All articles that print the same words
    /// stand together.
    ///
    /// # Errors
    ///
    /// [`PostgresError::TooLong`], [`PostgresError::Server`].
    pub fn prints(&mut self, query: &Query, limits: Limits) -> Result<Candidates, PostgresError> {
        let rows = self.remembered(query, limits)?;
        Ok(self.in_articles(&rows, limits))
    }

    fn in_articles(&self, rows: &[Candidate], limits: Limits) -> Candidates {
        let articles = taken_in_turn(rows.iter().map(Candidate::key), std::iter::empty(), limits.articles);
        Candidates { articles, not_before: self.not_before, ..Candidates::default() }
    }

    fn remembered(&mut self, query: &Query, limits: Limits) -> Result<Vec<Candidate>, PostgresError> {
        let terms = query.all().terms;
        let mut words: Vec<_> =
            terms.iter().flat_map(|term| term.words.iter().map(|word| (word.clone(), term.open, term.at))).collect();
        words.sort_by(|a, b| a.0.cmp(&b.0));
        words.dedup_by(|a, b| a.0 == b.0);
        let all: Vec<String> = words.iter().map(|(word, ..)| word.clone()).collect();
        let mut dictionary = self.dictionary(&all)?;
        self.add_slips(&mut dictionary, &all)?;
        let articles = dictionary.totals.articles as f32;
        let rare = |word: &str| (1.0 + articles / (1.0 + dictionary.articles_with(word) as f32)).ln();
        // A word that stands for nothing must not take the place of another.
        words.retain(|(word, ..)| dictionary.has_begun(word) || dictionary.has_slips(word));
        words.sort_by(|a, b| rare(&b.0).total_cmp(&rare(&a.0)));
        words.truncate(REMEMBERED);
        let weights: Vec<f32> = words.iter().map(|(word, ..)| rare(word)).collect();
        let terms = words.into_iter().map(|(word, open, at)| Term { words: vec![word], exact: false, open, at });
        let branch = Branch { terms: terms.collect(), ..query.all() };
        let Some(asked) = self.asked(query, std::slice::from_ref(&branch), &dictionary)?.pop() else {
            return Ok(Vec::new());
        };
        let cost = |term: usize, fit: Fit, ring: Ring| {
            let share = match ring {
                Ring::Own => 1.0,
                Ring::Named => NAMED,
                Ring::Around => AROUND,
            };
            -((share * fit.trust() * weights[term] * WEIGHT) as i32)
        };
        let steps = steps(&asked.meanings, &asked.named, Tab::Quotes, cost);
        let mut rows = self.with_words(&asked, &steps, limits)?;
        // The older of equals is the source.
        rows.sort_unstable_by_key(|row| (row.cost, row.newest.0, row.article, row.n));
        retain_first(&mut rows, |row| (row.article, row.n));
        Ok(rows)
    }

    /// The quotes with enough of the words; and those with one less, by one of the speakers whom a word calls: the name may
    /// stand in another paragraph.
    fn with_words(&mut self, asked: &Asked, steps: &[Step], limits: Limits) -> Result<Vec<Candidate>, PostgresError> {
        let find = TabQuery { subsets: Vec::new(), need: limits.rows * 4, missing: 0, by_cost: true };
        let queries = asked.meanings.iter().map(Meaning::likeliest).filter(|query| !query.is_empty());
        let queries: Vec<String> = queries.collect();
        let wanted = AT_LEAST.min(queries.len());
        let mut ask = |least: usize, filters: &_| {
            let tier = Tier::compared(at_least(least, &queries));
            self.ask(Tab::Quotes, (vec![tier], LastTier::none()), steps, filters, &find)
        };
        if wanted == 0 {
            return Ok(Vec::new());
        }
        let mut rows = ask(wanted, &asked.filters)?;
        let called = asked.named.iter().map(|ways| ways.iter().flat_map(|(_, ids)| ids.iter().copied()).collect());
        let mut called: Vec<i64> = called.filter(|ids: &Vec<i64>| ids.len() <= CALLED).flatten().collect();
        called.sort_unstable();
        called.dedup();
        if wanted > 1 && !called.is_empty() && !asked.filters.contains_key("by") {
            let mut filters = asked.filters.clone();
            filters.insert("by".to_owned(), json!(array(&called)));
            rows.extend(ask(wanted - 1, &filters)?);
        }
        Ok(rows)
    }
}
