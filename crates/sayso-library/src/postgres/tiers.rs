//! The order in which rows are asked for, and how they are found.

use super::shares::{Listed, Plan, TierTerm, WordScope, plan, queries};
use super::terms::{Meaning, Tab};

/// Articles of one tier that are compared; the words of a whole article take longer than those of a quote.
const SCAN_ARTICLES: i32 = 120;

/// Rows of one tier that are compared by how well they match; of more the newest.
const SCAN: i32 = 400;

/// A word in no more articles is rare: their quotes are about as many as [`SCAN`].
pub const RARE: i64 = 100;

/// Rows that are asked for before others, because they are the best.
pub struct Tier {
    /// A `tsquery`.
    pub query: String,
    /// The part of the query that the index of words is asked for.
    pub rare: String,
    /// How its rows are found.
    pub plan: Plan,
    /// Maximum number of rows.
    pub limit: i32,
}

impl Tier {
    /// All rows that match the parts, at most so many.
    pub fn of(parts: &[TierTerm], place: WordScope, limit: i32) -> Self {
        let shares: Vec<Listed> = parts.iter().map(|part| part.share).collect();
        let plan = plan(&shares, place, limit);
        let [query, rare] = queries(parts, plan.rare);
        Self { query, rare, plan, limit }
    }

    /// The best rows of each year that match a query, all of which are compared.
    pub fn compared(query: String) -> Self {
        Self { rare: query.clone(), query, plan: Plan::LOOKED_UP, limit: SCAN }
    }
}

/// Rows that match the subsets of all terms.
pub struct LastTier {
    /// How they are found.
    pub plan: Plan,
    /// The query of each term.
    pub any: Vec<String>,
    /// The speakers by whom each term is matched as well, as the server takes them.
    pub by: Vec<String>,
}

impl LastTier {
    /// Of no terms.
    pub fn none() -> Self {
        Self { plan: Plan::LOOKED_UP, any: Vec::new(), by: Vec::new() }
    }
}

/// How the rows are found that match the subsets of all terms.
pub fn last(meanings: &[Meaning], tab: Tab, find: &TabQuery) -> Plan {
    let place = if tab == Tab::Quotes { WordScope::Quote } else { WordScope::Article };
    let shares: Vec<f64> = meanings.iter().map(|meaning| meaning.share(place)).collect();
    let listed = |shares: &[f64]| shares.iter().map(|share| Listed::all(*share)).collect::<Vec<_>>();
    match find.subsets.as_slice() {
        [_] => plan(&listed(&shares), place, scan(tab)),
        subsets => {
            let any = subsets.iter().map(|bits| subset_share(&shares, *bits)).fold(0.0, f64::max);
            Plan { rare: i32::MAX, ..plan(&listed(&[any]), place, scan(tab)) }
        }
    }
}

/// The share of rows that match all terms of a subset.
fn subset_share(shares: &[f64], bits: i32) -> f64 {
    shares.iter().enumerate().filter(|(at, _)| bits & (1 << at) != 0).map(|(_, share)| share).product()
}

/// What is asked of one tab.
pub struct TabQuery {
    /// Subsets of the terms, as bits: rows that match all terms of one of them.
    pub subsets: Vec<i32>,
    /// Number of rows after which no worse ones are asked for.
    pub need: usize,
    /// What a term costs that a row does not have.
    pub missing: i32,
    /// Whether all rows are compared, not the newest alone.
    pub by_cost: bool,
}

/// Number of rows of one tier that are compared by how well they match; of more the newest.
pub fn scan(tab: Tab) -> i32 {
    if tab == Tab::Articles { SCAN_ARTICLES } else { SCAN }
}
