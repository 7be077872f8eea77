//! What a session knows of the words and years of a library, until an import changes it: who types on asks for the same
//! words again.

use std::cmp::Reverse;
use std::collections::HashMap;

use postgres::Row;

use super::error::PostgresError;
use super::prepared::PreparedClient;
use super::shares::{Totals, WordCounts};
use super::terms::{Dictionary, Slip, Tab};
use crate::search::EditDistance;

/// Words that a typed word may be a slip for; the commonest of those that fit best.
const SLIPS: usize = 40;

/// Maximum number of words that are remembered.
const WORDS: usize = 10_000;

/// Years, the newest first, and about how many rows each has.
pub type Years = (Vec<i32>, Vec<f64>);

/// Words and years of a library.
#[derive(Default)]
pub struct Statistics {
    totals: Option<Totals>,
    years: [Years; 2],
    words: HashMap<String, [WordCounts; 2]>,
    slips: HashMap<String, Vec<Slip>>,
}

impl Statistics {
    /// What the library has of these words.
    ///
    /// # Errors
    ///
    /// [`PostgresError::Server`].
    pub fn dictionary(
        &mut self,
        client: &mut PreparedClient,
        team: i32,
        words: &[String],
    ) -> Result<Dictionary, PostgresError> {
        let totals = self.totals(client, team)?;
        if self.words.len() > WORDS {
            self.words.clear();
        }
        let new: Vec<&String> = words.iter().filter(|word| !self.words.contains_key(*word)).collect();
        if !new.is_empty() {
            // No letter of a word comes behind this one in the order of bytes.
            let behind: Vec<String> = new.iter().map(|word| format!("{word}\u{10ffff}")).collect();
            let rows = client.query("SELECT * FROM sayso.known($1, $2, $3)", &[&team, &new, &behind])?;
            self.words.extend(rows.iter().map(|row| (row.get(0), [counts(row, 1), counts(row, 2)])));
        }
        let known = words.iter().filter_map(|word| Some((word.clone(), *self.words.get(word)?)));
        Ok(Dictionary { known: known.collect(), slips: HashMap::new(), totals })
    }

    /// What a word may be a slip for.
    ///
    /// # Errors
    ///
    /// [`PostgresError::Server`].
    pub fn slips(&mut self, client: &mut PreparedClient, team: i32, typed: &str) -> Result<Vec<Slip>, PostgresError> {
        if let Some(known) = self.slips.get(typed) {
            return Ok(known.clone());
        }
        let mut distance = EditDistance::new(typed);
        if distance.most() == 0 {
            return Ok(Vec::new());
        }
        let rows = client.query("SELECT word, counts FROM sayso.near($1, $2)", &[&team, &typed])?;
        let near = rows.iter().map(|row| (row.get::<_, String>(0), counts(row, 1)));
        let mut slips: Vec<Slip> = near
            .filter(|(word, _)| !word.starts_with(typed))
            .filter_map(|(word, counts)| Some(Slip { fit: distance.fit(&word, true)?, counts, word }))
            .collect();
        slips.sort_unstable_by(|a, b| {
            (a.fit, Reverse(a.counts.articles), &a.word).cmp(&(b.fit, Reverse(b.counts.articles), &b.word))
        });
        slips.truncate(SLIPS);
        if self.slips.len() > WORDS {
            self.slips.clear();
        }
        self.slips.insert(typed.to_owned(), slips.clone());
        Ok(slips)
    }

    /// The years of a tab.
    ///
    /// # Errors
    ///
    /// [`PostgresError::Server`].
    pub fn years(&mut self, client: &mut PreparedClient, team: i32, tab: Tab) -> Result<&Years, PostgresError> {
        self.totals(client, team)?;
        Ok(&self.years[usize::from(tab == Tab::Articles)])
    }

    /// How much the library has.
    fn totals(&mut self, client: &mut PreparedClient, team: i32) -> Result<Totals, PostgresError> {
        if let Some(totals) = self.totals {
            return Ok(totals);
        }
        let mut years = |articles: bool| -> Result<Years, PostgresError> {
            let rows = client.query("SELECT year, size FROM sayso.years($1)", &[&articles])?;
            Ok(rows.iter().map(|row| (row.get::<_, i32>(0), row.get::<_, f64>(1))).unzip())
        };
        self.years = [years(false)?, years(true)?];
        let row = client.query_one("SELECT articles, quotes FROM sayso.team WHERE id = $1", &[&team])?;
        let totals = Totals { articles: row.get(0), quotes: row.get(1) };
        self.totals = Some(totals);
        Ok(totals)
    }
}

fn counts(row: &Row, at: usize) -> WordCounts {
    row.get::<_, Option<Vec<Option<i64>>>>(at).map_or_else(WordCounts::default, |counts| WordCounts::of(&counts))
}
