//! The search itself: the answers to each alternative of a query, put together and ranked.

use std::collections::{HashMap, HashSet};

use super::branch_search::BranchSearch;
use super::compound::spellings;
use super::index::Index;
use super::query::{Branch, Query};
use super::rank::Rank;
use super::results::{ArticleHit, Hits, QuoteHit, Results, SpeakerHit};
use super::who::who;
use crate::{Library, QuoteId, near_duplicates};
use sayso_attribution::text::{Span, Spans};

/// Answers `query` with at most `limit` rows a tab. A query without words lists all that its fields let
/// through, the newest first. A typed word is taken for another only when the library does not have it, or
/// when nothing matches otherwise; when no row has all words, those with the most of them are given. A row that
/// answers several alternatives stands where the best of them puts it.
pub fn search(index: &Index, library: &Library, query: &Query, limit: usize) -> Results {
    let branches = spellings(query, |word| index.vocabulary.get(word).is_some());
    let answers = Answers::new(index, library, query, &branches);
    let quotes = beside(index, library, query, answers.quotes(limit), limit);
    let lacking = quotes.rows.first().is_none_or(|best| best.rank.missing > 0);
    let quotes =
        if lacking && query.is_remembered() { remembered(index, library, query, quotes, limit) } else { quotes };
    Results {
        query: query.text.clone(),
        quotes: if query.is_of_voices() { folded(library, quotes) } else { quotes },
        articles: answers.articles(limit),
        speakers: answers.speakers(limit),
        faults: query.faults.clone(),
    }
}

/// Where speakers are compared, each has its share of the rows: the better rows of one leave no other without any.
fn beside(index: &Index, library: &Library, query: &Query, found: Hits<QuoteHit>, limit: usize) -> Hits<QuoteHit> {
    let sides = query.sides();
    if sides.is_empty() || found.total <= found.rows.len() {
        return found;
    }
    let mut rows: Vec<QuoteHit> = Vec::new();
    let share = limit.div_ceil(sides.len());
    for side in &sides {
        let branches = spellings(side, |word| index.vocabulary.get(word).is_some());
        rows.extend(Answers::new(index, library, side, &branches).quotes(share).rows);
    }
    let mut known: HashSet<QuoteId> = HashSet::new();
    let all = rows.into_iter().chain(found.rows).filter(|hit| known.insert(hit.id));
    let mut rows: Vec<QuoteHit> = all.take(limit).collect();
    rows.sort_by_key(|hit| hit.rank);
    Hits { total: found.total, rows }
}

/// The likeliest sources of words that no quote has all of, later prints of the same words folded into the first; and
/// behind them what the search found.
fn remembered(index: &Index, library: &Library, query: &Query, found: Hits<QuoteHit>, limit: usize) -> Hits<QuoteHit> {
    let hits = who(index, library, &query.text, limit);
    let told: HashSet<QuoteId> = hits.iter().flat_map(|hit| hit.also.iter().chain([&hit.id])).copied().collect();
    let rows = hits.into_iter().map(|hit| QuoteHit {
        id: hit.id,
        rank: Rank { missing: hit.lacking.len() as u16, ..Rank::default() },
        spans: hit.given,
        again: hit.also.len(),
    });
    let others = found.rows.into_iter().filter(|hit| !told.contains(&hit.id));
    let rows: Vec<QuoteHit> = rows.chain(others).take(limit).collect();
    Hits { total: found.total.max(rows.len()), rows }
}

/// Leaves of the same words the first print only.
pub fn folded(library: &Library, hits: Hits<QuoteHit>) -> Hits<QuoteHit> {
    let shown = hits.rows.len();
    let groups = near_duplicates::folded(library, hits.rows.iter().map(|hit| hit.id).collect());
    let again: HashMap<QuoteId, usize> = groups.into_iter().map(|(id, others)| (id, others.len())).collect();
    // What was folded already stays folded.
    let rows = hits.rows.into_iter().filter_map(|hit| Some(QuoteHit { again: hit.again + again.get(&hit.id)?, ..hit }));
    let rows: Vec<QuoteHit> = rows.collect();
    Hits { total: hits.total - (shown - rows.len()), rows }
}

/// One search for each alternative, and behind them one for each other way to write it.
struct Answers<'a> {
    searches: Vec<BranchSearch<'a>>,
    as_typed: usize,
}

/// A row: how well it answers, its place in the index, and which alternative it answers best.
type RankedRow = (Rank, usize, usize);

impl<'a> Answers<'a> {
    fn new(index: &'a Index, library: &'a Library, query: &Query, branches: &'a [Branch]) -> Self {
        let mut searches: Vec<BranchSearch<'a>> =
            branches.iter().map(|branch| BranchSearch::new(index, library, query, branch)).collect();
        if !searches.iter().any(BranchSearch::is_answered) {
            searches = searches.into_iter().map(BranchSearch::leniently).collect();
        }
        Self { searches, as_typed: query.any.len() }
    }

    fn quotes(&self, limit: usize) -> Hits<QuoteHit> {
        let rows = self.rows(BranchSearch::quote_rows);
        let refine = |rank: &mut Rank, at, by: usize| rank.spread = self.searches[by].quote_spread(at);
        best(rows, limit, refine, |rank, at, by| {
            let hit = self.searches[by].quote_hit(rank, at);
            QuoteHit { spans: self.lit(hit.spans, by, |search| search.quote_hit(rank, at).spans), ..hit }
        })
    }

    fn articles(&self, limit: usize) -> Hits<ArticleHit> {
        let rows = self.rows(BranchSearch::article_rows);
        let refine = |rank: &mut Rank, at, by: usize| self.searches[by].refine_article(rank, at);
        best(rows, limit, refine, |rank, at, by| self.searches[by].article_hit(rank, at))
    }

    fn speakers(&self, limit: usize) -> Hits<SpeakerHit> {
        let rows = self.rows(BranchSearch::speaker_rows);
        let refine = |rank: &mut Rank, at, by: usize| self.searches[by].refine_speaker(rank, at);
        best(rows, limit, refine, |rank, at, by| self.searches[by].speaker_hit(rank, at))
    }

    /// Every row of one tab once, at its best.
    fn rows(&self, of: impl Fn(&BranchSearch<'a>) -> Vec<(Rank, usize)>) -> Vec<RankedRow> {
        // What is written otherwise comes behind what is written as it was typed.
        let otherwise = |by: usize| u16::from(by >= self.as_typed);
        let each = |(by, search)| {
            let rows = of(search).into_iter();
            rows.map(move |(rank, at)| (Rank { cut: rank.cut + otherwise(by), ..rank }, at, by))
        };
        let mut rows: Vec<RankedRow> = self.searches.iter().enumerate().flat_map(each).collect();
        if self.searches.len() > 1 {
            rows.sort_unstable_by_key(|&(rank, at, by)| (at, rank, by));
            rows.dedup_by_key(|row| row.1);
        }
        rows
    }

    /// What `own` lights, and what the other alternatives do.
    fn lit(&self, own: Vec<Span>, by: usize, of: impl Fn(&BranchSearch) -> Vec<Span>) -> Vec<Span> {
        if self.searches.len() == 1 {
            return own;
        }
        let others =
            self.searches.iter().enumerate().filter(|(other, _)| *other != by).flat_map(|(_, search)| of(search));
        Spans::new(own.into_iter().chain(others)).map_or_else(Vec::new, |spans| spans.as_slice().to_vec())
    }
}

/// All rows with the fewest words missing, the best `limit` of them as hits.
fn best<T>(
    mut rows: Vec<RankedRow>,
    limit: usize,
    refine: impl Fn(&mut Rank, usize, usize),
    hit: impl Fn(Rank, usize, usize) -> T,
) -> Hits<T> {
    let fewest = rows.iter().map(|(rank, ..)| rank.missing).min().unwrap_or(0);
    rows.retain(|(rank, ..)| rank.missing == fewest);
    let total = rows.len();
    if total > limit {
        // Only rows that may still be among the best are looked at closely.
        let rough = |rank: &Rank| (rank.missing, rank.typos, rank.away, rank.cut);
        let last = rough(&rows.select_nth_unstable_by_key(limit, |(rank, ..)| rough(rank)).1.0);
        rows.retain(|(rank, ..)| rough(rank) <= last);
    }
    for (rank, at, by) in &mut rows {
        refine(rank, *at, *by);
    }
    rows.sort_unstable();
    Hits { rows: rows.into_iter().take(limit).map(|(rank, at, by)| hit(rank, at, by)).collect(), total }
}
