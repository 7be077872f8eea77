//! What the server chooses of all articles, quotes and people: the candidates of a search.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use serde_json::{Map, Value, json};

use super::called::{Answers, Calls, Draft, PersonRow, cost_of, is_of_people};
use super::candidate::{ArticleNumber, Candidate};
use super::copy::array;
use super::error::PostgresError;
use super::filters::filters;
use super::lexemes::all;
use super::prepared::PreparedClient;
use super::shares::WordScope;
use super::statistics::Statistics;
use super::terms::{Dictionary, MISSING, Meaning, Step, Tab, ranked, steps, subsets, words_of};
use super::tiers::{LastTier, RARE, TabQuery, Tier, last, scan};
use crate::index::{Limits, among_equals, speaker_of_line, taken_in_turn};
use crate::search::{Branch, Fit, Query, Unit, spellings};

/// What to look at closely.
#[derive(Default)]
pub struct Candidates {
    /// The likeliest articles.
    pub articles: Vec<ArticleNumber>,
    /// Those that may hold words half remembered.
    pub recalled: Vec<ArticleNumber>,
    /// People besides those who speak in these.
    pub people: Vec<PersonRow>,
    /// Quotes, articles and people that were seen to match; there may be more.
    pub totals: [usize; 3],
    /// Years before this one were not searched, for lack of time.
    pub not_before: Option<i32>,
}

/// Time for all statements of a search, in milliseconds; then older years are left out.
const BUDGET_MS: i32 = 1_500;

/// Time that each of the statements has at least, in milliseconds.
const LEAST_MS: i32 = 200;

/// The tier of a row that tells the year before which nothing was searched.
const LEFT_OUT: i32 = -1;

/// The tier of a row that tells the time that a statement took.
const USED: i32 = -2;

/// People of one query that are looked at; those who said most.
const PEOPLE: i32 = 200;

/// Asks one connection.
pub struct Finder<'c> {
    /// The connection.
    pub client: &'c mut PreparedClient,
    /// The number of the team.
    pub team: i32,
    /// What is known of its words and years.
    pub statistics: &'c mut Statistics,
    /// Time that the statements of the search took, in milliseconds.
    used_ms: i32,
    /// Years before this one were not searched, for lack of time.
    pub(super) not_before: Option<i32>,
}

/// One branch of a query, with what the library has of its terms and who is called by them.
pub(super) struct Asked {
    /// What its terms stand for.
    pub meanings: Vec<Meaning>,
    /// The speakers of each way of each term.
    pub named: Vec<Vec<(Fit, Vec<i64>)>>,
    /// The people who have all terms in their names or roles, with what that costs.
    people: Vec<(u32, PersonRow)>,
    /// Its fields as the server takes them.
    pub filters: Map<String, Value>,
    /// In about how many articles the rarest term is, as a word or the beginning of one.
    in_articles: i64,
    /// Whether every term is a word of the library.
    is_whole: bool,
    /// Whether a field asks for quotes: no article is a row then.
    asks_for_quotes: bool,
}

/// The rows of each tab.
#[derive(Default)]
struct Tabs {
    quotes: Vec<Candidate>,
    articles: Vec<Candidate>,
    people: Vec<(u32, PersonRow)>,
}

impl Tabs {
    fn is_empty(&self) -> bool {
        self.quotes.is_empty() && self.articles.is_empty() && self.people.is_empty()
    }

    fn candidates(mut self, limits: Limits) -> Candidates {
        for rows in [&mut self.quotes, &mut self.articles] {
            rows.sort_unstable();
            retain_first(rows, |row| (row.article, row.n));
        }
        self.people
            .sort_by_key(|(cost, person)| (*cost, Reverse(person.said), among_equals(&person.speaker.name), person.id));
        retain_first(&mut self.people, |(_, person)| person.id);
        let totals = [self.quotes.len(), self.articles.len(), self.people.len()];
        self.quotes.truncate(limits.rows);
        self.articles.truncate(limits.rows);
        self.people.truncate(limits.rows);
        let [quotes, articles] = [&self.quotes, &self.articles].map(|rows| rows.iter().map(Candidate::key));
        let articles = taken_in_turn(quotes, articles, limits.articles);
        let people = self.people.into_iter().map(|(_, person)| person).collect();
        Candidates { articles, people, totals, ..Candidates::default() }
    }
}

impl<'c> Finder<'c> {
    /// Asks this connection for articles of this team.
    pub fn new(client: &'c mut PreparedClient, team: i32, statistics: &'c mut Statistics) -> Self {
        Self { client, team, statistics, used_ms: 0, not_before: None }
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
        self.add_slips(&mut dictionary, &words_of(&branches))?;
        // A name is often misspelt as another that is known.
        for word in branches
            .iter()
            .flat_map(|branch| &branch.filters)
            .filter(|filter| is_of_people(filter))
            .flat_map(|f| &f.words)
        {
            self.add_slips_of(&mut dictionary, word)?;
        }
        let mut found = Tabs::default();
        let mut asked = self.asked(query, &branches, &dictionary)?;
        self.all_tabs(&asked, 0, limits, &mut found)?;
        let as_typed = branches.iter().flat_map(|branch| &branch.terms).all(|term| term.exact);
        if found.is_empty() && !as_typed {
            let typed = branches.iter().flat_map(|branch| &branch.terms).filter(|term| !term.exact);
            let typed: HashSet<String> = typed.flat_map(|term| term.words.clone()).collect();
            for word in typed.into_iter().filter(|word| !word.is_empty()) {
                self.add_slips_of(&mut dictionary, &word)?;
            }
            asked = self.asked(query, &branches, &dictionary)?;
            self.all_tabs(&asked, 0, limits, &mut found)?;
        }
        let lacking = found.quotes.is_empty();
        let most = branches.iter().map(|branch| branch.terms.len()).max().unwrap_or(0);
        for without in 1..most {
            if !found.quotes.is_empty() && !found.articles.is_empty() && !found.people.is_empty() {
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

    /// What the library has of these words.
    pub(super) fn dictionary(&mut self, words: &[String]) -> Result<Dictionary, PostgresError> {
        self.statistics.dictionary(self.client, self.team, words)
    }

    /// Looks up what the words that the library does not have may be slips for.
    pub(super) fn add_slips(&mut self, dictionary: &mut Dictionary, words: &[String]) -> Result<(), PostgresError> {
        for word in words {
            if !dictionary.has_begun(word) {
                self.add_slips_of(dictionary, word)?;
            }
        }
        Ok(())
    }

    /// Looks up what a word may be a slip for.
    fn add_slips_of(&mut self, dictionary: &mut Dictionary, word: &str) -> Result<(), PostgresError> {
        if !dictionary.slips.contains_key(word) {
            let slips = self.statistics.slips(self.client, self.team, word)?;
            dictionary.slips.insert(word.to_owned(), slips);
        }
        Ok(())
    }

    /// What the branches ask for, with the people who are called by their terms and filters.
    pub(super) fn asked(
        &mut self,
        query: &Query,
        branches: &[Branch],
        dictionary: &Dictionary,
    ) -> Result<Vec<Asked>, PostgresError> {
        let mut calls = Calls::default();
        let drafts: Vec<_> = branches.iter().map(|branch| calls.of_branch(branch, dictionary)).collect();
        let answers = self.called(&calls)?;
        let asked = branches.iter().zip(drafts).map(|(branch, draft)| {
            let Draft { meanings, ways, people, filters: called } = draft;
            let named =
                ways.into_iter().map(|ways| ways.into_iter().map(|(fit, at)| (fit, answers.speakers(at))).collect());
            let people = people
                .into_iter()
                .flat_map(|at| answers.people(at).map(|person| (cost_of(branch, person, dictionary), person.clone())));
            let by =
                called.iter().map(|(at, filter)| (*filter, answers.speakers_called(*at, &branch.filters[*filter])));
            let filters = filters(query, branch, dictionary, by.collect());
            let asks_for_quotes = branch.filters.iter().any(|filter| filter.field.unit() != Unit::Article);
            let words = || branch.terms.iter().flat_map(|term| &term.words);
            Asked {
                meanings,
                named: named.collect(),
                people: people.collect(),
                filters,
                in_articles: words().map(|word| dictionary.articles(word)).min().unwrap_or(0),
                is_whole: !branch.terms.is_empty() && words().all(|word| dictionary.has(word)),
                asks_for_quotes,
            }
        });
        Ok(asked.collect())
    }

    /// The people of each call, and their speakers.
    fn called(&mut self, calls: &Calls) -> Result<Answers, PostgresError> {
        let mut answers = Answers { people: vec![Vec::new(); calls.queries.len()], speakers: HashMap::new() };
        if calls.queries.is_empty() {
            return Ok(answers);
        }
        let rows =
            self.client.query("SELECT * FROM sayso.called($1, $2, $3)", &[&self.team, &calls.queries, &PEOPLE])?;
        for row in &rows {
            let Some(speaker) = speaker_of_line(row.get(2)) else { continue };
            let [said, asserted] = [3, 4].map(|at| row.get::<_, i32>(at).cast_unsigned());
            answers.people[row.get::<_, i32>(0) as usize].push(PersonRow { id: row.get(1), speaker, said, asserted });
            answers.speakers.entry(row.get(1)).or_insert_with(|| row.get(5));
        }
        Ok(answers)
    }

    /// People whose names or roles may have these words.
    ///
    /// # Errors
    ///
    /// [`PostgresError::Server`].
    pub fn called_by(&mut self, words: &[String]) -> Result<Vec<PersonRow>, PostgresError> {
        let mut dictionary = self.dictionary(words)?;
        self.add_slips(&mut dictionary, words)?;
        let mut calls = Calls::default();
        let at = calls.add(all(words.iter().map(|word| dictionary.begun(word, ""))));
        Ok(self.called(&calls)?.people.swap_remove(at))
    }

    /// Adds what has all terms but so many, on the tabs that have nothing yet.
    fn all_tabs(
        &mut self,
        asked: &[Asked],
        without: usize,
        limits: Limits,
        found: &mut Tabs,
    ) -> Result<(), PostgresError> {
        let wanted = [found.quotes.is_empty(), found.articles.is_empty(), found.people.is_empty()];
        for branch in asked {
            let terms = branch.meanings.len();
            if without >= terms.max(1) {
                continue;
            }
            let find =
                TabQuery { subsets: subsets(terms, without), need: limits.rows, missing: MISSING, by_cost: false };
            if wanted[0] {
                found.quotes.extend(self.rows(branch, Tab::Quotes, &find)?);
            }
            if wanted[1] && !branch.asks_for_quotes {
                found.articles.extend(self.rows(branch, Tab::Articles, &find)?);
            }
            let missing = |cost: u32| cost / MISSING.cast_unsigned();
            if wanted[2] {
                found
                    .people
                    .extend(branch.people.iter().filter(|(cost, _)| missing(*cost) as usize == without).cloned());
            }
        }
        Ok(())
    }

    fn rows(&mut self, branch: &Asked, tab: Tab, find: &TabQuery) -> Result<Vec<Candidate>, PostgresError> {
        let mut tiers: Vec<Tier> = Vec::new();
        let place = if tab == Tab::Quotes { WordScope::Said } else { WordScope::Head };
        // Of rare words all rows are compared. Of common ones the best are asked for first: each year that is asked costs
        // half a millisecond.
        if find.subsets.len() == 1 && branch.in_articles > RARE {
            if branch.is_whole && tab == Tab::Quotes {
                let whole = branch.meanings.iter().map(|meaning| meaning.whole_part(place, "A"));
                tiers.push(Tier::of(&whole.collect::<Vec<_>>(), place, find.need as i32));
            }
            let any = branch.meanings.iter().map(|meaning| meaning.any_part(place, "A"));
            tiers.push(Tier::of(&any.collect::<Vec<_>>(), place, scan(tab)));
        }
        let steps = steps(&branch.meanings, &branch.named, tab, ranked);
        self.ask(tab, (tiers, LastTier::of(branch, tab, find)), &steps, &branch.filters, find)
    }

    /// One statement to the server.
    pub(super) fn ask(
        &mut self,
        tab: Tab,
        (tiers, last): (Vec<Tier>, LastTier),
        steps: &[Step],
        filters: &Map<String, Value>,
        find: &TabQuery,
    ) -> Result<Vec<Candidate>, PostgresError> {
        if tiers.is_empty() && find.subsets.is_empty() {
            return Ok(Vec::new());
        }
        let mut steps: Vec<&Step> = steps.iter().collect();
        steps.sort_by_key(|step| (step.term, step.cost));
        let terms: Vec<i32> = steps.iter().map(|step| step.term as i32).collect();
        let costs: Vec<i32> = steps.iter().map(|step| step.cost).collect();
        let queries: Vec<&str> = steps.iter().map(|step| step.query.as_str()).collect();
        let speakers: Vec<String> = steps.iter().map(|step| numbers(&step.speakers)).collect();
        let (articles, need) = (tab == Tab::Articles, find.need as i32);
        let limits: Vec<i32> = tiers.iter().map(|tier| tier.limit).chain([scan(tab)]).collect();
        let plans = || tiers.iter().map(|tier| &tier.plan).chain([&last.plan]);
        let walk: Vec<f64> = plans().map(|plan| plan.walk).collect();
        let among: Vec<f64> = plans().map(|plan| plan.among).collect();
        let said: Vec<bool> = tiers.iter().map(|tier| tier.is_said).collect();
        let (tiers, rare): (Vec<String>, Vec<String>) = tiers.into_iter().map(|tier| (tier.query, tier.rare)).unzip();
        let filters = json!(filters);
        let budget = (BUDGET_MS - self.used_ms).max(LEAST_MS);
        let (years, sizes) = self.statistics.years(self.client, self.team, tab)?;
        let rows = self.client.query(
            "SELECT * FROM sayso.find($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)",
            &[
                &self.team,
                &articles,
                years,
                sizes,
                &tiers,
                &rare,
                &said,
                &find.subsets,
                &last.plan.rare,
                &last.any,
                &last.by,
                &terms,
                &costs,
                &queries,
                &speakers,
                &find.missing,
                &filters,
                &need,
                &limits,
                &walk,
                &among,
                &find.by_cost,
                &budget,
            ],
        )?;
        let mut found = Vec::new();
        for row in rows {
            let (tier, day): (i32, i32) = (row.get(0), row.get(3));
            match tier {
                USED => self.used_ms += day,
                LEFT_OUT => self.not_before = self.not_before.max(Some(day + 1)),
                _ => {}
            }
            if tier < 0 {
                continue;
            }
            let (article, n, size, cost) = (row.get(1), row.get(2), row.get(4), row.get(5));
            found.push(Candidate { cost, newest: Reverse(day), article, n, size });
        }
        Ok(found)
    }
}

/// Speakers as the server takes them: an empty text asks for none.
fn numbers(speakers: &[i64]) -> String {
    if speakers.is_empty() { String::new() } else { array(speakers) }
}

impl LastTier {
    /// The rows that match the subsets of the terms of a branch.
    fn of(branch: &Asked, tab: Tab, find: &TabQuery) -> Self {
        let any = branch.meanings.iter().map(|meaning| meaning.any("")).collect();
        let named = |term: usize| branch.named.get(term).into_iter().flatten().flat_map(|(_, ids)| ids.iter().copied());
        let by = (0..branch.meanings.len()).map(|term| {
            let mut ids: Vec<i64> = named(term).filter(|_| tab == Tab::Quotes).collect();
            ids.sort_unstable();
            ids.dedup();
            numbers(&ids)
        });
        Self { plan: last(&branch.meanings, tab, find), any, by: by.collect() }
    }
}

/// Leaves the first of all items with one key: several branches of a query may find the same, at different costs.
pub(super) fn retain_first<T, K: Eq + Hash>(items: &mut Vec<T>, key: impl Fn(&T) -> K) {
    let mut seen = HashSet::new();
    items.retain(|item| seen.insert(key(item)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_that_two_branches_find_counts_once_at_its_lower_cost() {
        let row = |cost, article| Candidate { cost, newest: Reverse(20_250_602), article, n: 1, size: 0 };
        let quotes = vec![row(5, 1), row(3, 2), row(0, 1), row(4, 3)];
        let found = Tabs { quotes, ..Tabs::default() }.candidates(Limits { rows: 2, articles: 9 });
        assert_eq!(found.totals, [3, 0, 0]);
        assert_eq!(found.articles.iter().map(|key| key.id).collect::<Vec<_>>(), [1, 2]);
    }
}
