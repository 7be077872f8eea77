//! What the server chooses of all articles, quotes and people: the candidates of a search.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use postgres::Client;
use sayso_attribution::Speaker;
use serde_json::{Map, Value, json};

use super::error::PostgresError;
use super::lexemes::{CUE, PATH, VIA, all, any, word};
use super::rows::day;
use super::terms::{Dictionary, Meaning, Slip, Step, Tab, ranked, steps, subsets, words_of};
use crate::PersonId;
use crate::index::{Limits, Sort, speaker_of_line, taken_in_turn};
use crate::people::Names;
use crate::search::{AROUND, Branch, EditDistance, Field, Filter, Fit, NAMED, Query, Ring, is_called, spellings};

/// The number of an article of a library, and its year, which says where it lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// The number.
    pub id: i64,
    /// The year.
    pub year: i32,
}

/// A person as the library has them.
#[derive(Clone, Debug)]
pub struct PersonRow {
    /// The number.
    pub id: i64,
    /// Names and roles.
    pub speaker: Speaker,
    /// All that is credited to them.
    pub said: u32,
    /// What of it is theirs, without what they deny or would say.
    pub asserted: u32,
}

/// What to look at closely.
#[derive(Default)]
pub struct Candidates {
    /// The likeliest articles.
    pub articles: Vec<Key>,
    /// Those that may hold words half remembered.
    pub recalled: Vec<Key>,
    /// People besides those who speak in these.
    pub people: Vec<PersonRow>,
    /// Quotes, articles and people that were seen to match; there may be more.
    pub totals: [usize; 3],
    /// Years before this one were not searched, for lack of time.
    pub not_before: Option<i32>,
}

/// Time for one search of all years, in milliseconds; then older years are left out.
const BUDGET_MS: i32 = 1_500;

/// Rows of one tier that are compared by how well they match; of more the newest.
const SCAN: i32 = 400;

/// People of one query that are looked at; those who said most.
const PEOPLE: i32 = 200;

/// Words that a typed word may be a slip for; the commonest of those that fit best.
const SLIPS: usize = 40;

/// Words of a remembered quote that are asked for, the rarest; and how many of them a quote must have.
const REMEMBERED: usize = 6;
/// See [`REMEMBERED`].
const AT_LEAST: usize = 3;

/// A word that stands in every article tells nothing; its weight is this part of that of a word of one article.
const WEIGHT: f32 = 1_000.0;

/// A row that may answer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    cost: i32,
    newest: Reverse<i32>,
    article: i64,
    n: i32,
}

impl Row {
    fn key(&self) -> Key {
        Key { id: self.article, year: self.newest.0 / 10_000 }
    }
}

/// Asks one connection.
pub struct Finder<'c> {
    /// The connection.
    pub client: &'c mut Client,
    /// The number of the team.
    pub team: i32,
    not_before: Option<i32>,
}

/// The terms of one branch and what the library has of them.
struct Asked<'b> {
    branch: &'b Branch,
    meanings: Vec<Meaning>,
    named: Vec<Vec<(Fit, Vec<i64>)>>,
    people: Vec<(usize, PersonRow)>,
    filters: Map<String, Value>,
    is_narrowed: bool,
}

impl<'c> Finder<'c> {
    /// Asks this connection for articles of this team.
    pub fn new(client: &'c mut Client, team: i32) -> Self {
        Self { client, team, not_before: None }
    }

    /// The candidates of a query: those that have all words, or else words that these may be slips for, or else most of
    /// the words.
    ///
    /// # Errors
    ///
    /// [`PostgresError::TooLong`], [`PostgresError::Server`].
    pub fn find(&mut self, query: &Query, limits: Limits) -> Result<Candidates, PostgresError> {
        let mut dictionary = self.dictionary(&words_of(&query.any))?;
        let branches = self.branches(query, &mut dictionary)?;
        let mut found = Tabs::default();
        let mut asked = self.asked(query, &branches, &dictionary)?;
        self.all_tabs(&asked, 0, limits, &mut found)?;
        let as_typed = branches.iter().flat_map(|branch| &branch.terms).all(|term| term.exact);
        if found.is_empty() && !as_typed {
            let typed = branches.iter().flat_map(|branch| &branch.terms).filter(|term| !term.exact);
            let typed: HashSet<String> = typed.flat_map(|term| term.words.clone()).collect();
            for word in typed.into_iter().filter(|word| !word.is_empty()) {
                let slips = self.slips(&word, true)?;
                dictionary.slips.insert(word, slips);
            }
            asked = self.asked(query, &branches, &dictionary)?;
            self.all_tabs(&asked, 0, limits, &mut found)?;
        }
        let lacking = found.quotes.is_empty();
        let most = branches.iter().map(|branch| branch.terms.len()).max().unwrap_or(0);
        for without in 1..most {
            if !found.quotes.is_empty() && !found.articles.is_empty() {
                break;
            }
            self.all_tabs(&asked, without, limits, &mut found)?;
        }
        let mut candidates = found.candidates(limits);
        if lacking && query.is_remembered() {
            candidates.recalled = self.who(query, limits)?.articles;
        }
        candidates.not_before = self.not_before;
        Ok(candidates)
    }

    /// The alternatives of a query and the other ways to write them.
    fn branches(&mut self, query: &Query, dictionary: &mut Dictionary) -> Result<Vec<Branch>, PostgresError> {
        // The words that are asked for are told first, and looked up together.
        let wanted = std::cell::RefCell::new(Vec::new());
        drop(spellings(query, |word| {
            wanted.borrow_mut().push(word.to_owned());
            true
        }));
        let others = self.dictionary(&wanted.into_inner())?;
        dictionary.known.extend(others.known);
        Ok(spellings(query, |word| dictionary.has(word)))
    }

    /// What the library has of these words. What it does not have is taken for a slip.
    fn dictionary(&mut self, words: &[String]) -> Result<Dictionary, PostgresError> {
        let mut dictionary = Dictionary::default();
        if words.is_empty() {
            return Ok(dictionary);
        }
        // No letter of a word comes behind this one in the order of bytes.
        let behind: Vec<String> = words.iter().map(|word| format!("{word}\u{10ffff}")).collect();
        let rows = self.client.query("SELECT * FROM sayso.known($1, $2, $3)", &[&self.team, &words, &behind])?;
        dictionary.known = rows.iter().map(|row| (row.get(0), (row.get(1), row.get(2)))).collect();
        Ok(dictionary)
    }

    /// Looks up what the words that the library does not have may be slips for.
    fn add_slips(&mut self, dictionary: &mut Dictionary, words: &[String], open: bool) -> Result<(), PostgresError> {
        for word in words.iter().filter(|word| !dictionary.has_begun(word)).cloned().collect::<Vec<_>>() {
            if !dictionary.slips.contains_key(&word) {
                let slips = self.slips(&word, open)?;
                dictionary.slips.insert(word, slips);
            }
        }
        Ok(())
    }

    /// What a word may be a slip for.
    fn slips(&mut self, typed: &str, open: bool) -> Result<Vec<Slip>, PostgresError> {
        let mut distance = EditDistance::new(typed);
        if distance.most() == 0 {
            return Ok(Vec::new());
        }
        let rows = self.client.query("SELECT word, documents FROM sayso.near($1, $2)", &[&self.team, &typed])?;
        let near = rows.iter().map(|row| (row.get::<_, String>(0), row.get::<_, i32>(1)));
        let mut fits: Vec<(Fit, Reverse<i32>, String)> = near
            .filter(|(word, _)| !word.starts_with(typed))
            .filter_map(|(word, documents)| Some((distance.fit(&word, open)?, Reverse(documents), word)))
            .collect();
        fits.sort_unstable();
        Ok(fits.into_iter().take(SLIPS).map(|(fit, _, word)| Slip { word, fit }).collect())
    }
}
