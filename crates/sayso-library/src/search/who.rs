//! Sources of a misquote: the best quotes for words misremembered, in another order, misspelt or cut.

use std::collections::HashSet;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::branch_search::spread;
use super::compound::spellings;
use super::filter::Memory;
use super::highlight::known_words;
use super::index::Index;
use super::query::{Branch, Query, Term};
use super::resolved_query::{Lenience, Places, Plan};
use super::vocabulary::{AROUND, Fit, NAMED, WordId};
use crate::near_duplicates::{NearDuplicates, in_time};
use crate::{Library, QuoteId};
use sayso_attribution::text::{Span, fold};

/// How many of the best candidates are looked at closely and compared with each other.
const CLOSE_LOOK: usize = 200;

/// A candidate with less of the words (weighted by how rare they are) is no answer.
const LEAST: f32 = 0.3;

/// Nor is one with less than this much of what the best one has.
const LEAST_OF_BEST: f32 = 0.5;

/// An answer with a lower score is only the nearest there is. Measured on 840 news articles: of quotes remembered with
/// two words in five missing or wrong, all 58 that were found scored more; of 70 quotes from elsewhere, 43 scored less.
const CLOSE: f32 = 0.55;

/// Words that may stand between the words given for each of them that the quote has: in a long speech any words stand
/// somewhere.
const BETWEEN: f32 = 4.0;

/// Maximum number of words, given and of a quote, that are aligned: nobody remembers more at once.
const LONGEST: usize = 1024;

/// An answer: a quote, and how it differs from the words given.
#[derive(Clone, Debug, PartialEq)]
pub struct WhoHit {
    /// The earliest quote with these words.
    pub id: QuoteId,
    /// 0 to 1: the share of the words given that it has, rare words counting more, and how close they stand.
    pub score: f32,
    /// How many of the different words given the quote or the names of who says it have.
    pub matched: usize,
    /// How many different words were given.
    pub asked: usize,
    /// Whether the quote is likely to be the one meant, not only the nearest there is.
    pub close: bool,
    /// The words of the quote that were given, typos or not (in the document's text).
    pub given: Vec<Span>,
    /// Those among them, from the first that was given to the last, that were not, or not in this place.
    pub other: Vec<Span>,
    /// The words given that neither the quote has nor the names of who says it, as they were typed but folded.
    pub lacking: Vec<String>,
    /// Near duplicates in other articles, the earliest first.
    pub also: Vec<QuoteId>,
}

/// The best answers for `words` (fields and `-not` may be used), at most `limit`.
pub fn who(index: &Index, library: &Library, words: &str, limit: usize) -> Vec<WhoHit> {
    let query = Query::parse(words);
    let all = query.all();
    let narrowed = Branch { terms: Vec::new(), ..all.clone() };
    let passing = Memory::new(index, library, &narrowed).passing(&query, &narrowed);
    let ways = spellings(&Query { any: vec![all], ..query }, |word| index.vocabulary.get(word).is_some());
    let given = |(at, way): (usize, &Branch)| match at {
        // As often as they were given.
        0 => fold::word_list(words),
        _ => way.terms.iter().flat_map(|term| term.words.iter().cloned()).collect(),
    };
    let ways: Vec<Recall> =
        ways.iter().enumerate().map(|way| Recall::new(index, library, way.1, &given(way))).collect();
    let mut rows: Vec<RankedRow> = (0..index.quotes.len())
        .filter(|&at| passing.quotes[at])
        .filter_map(|at| best(&ways, at))
        .filter(|row| row.score >= LEAST)
        .collect();
    rows.sort_unstable_by(|a, b| b.score.total_cmp(&a.score).then(a.at.cmp(&b.at)));
    rows.truncate(CLOSE_LOOK);
    for row in &mut rows {
        row.score *= ways[row.way].closeness(row.at);
    }
    rows.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| age(index, a.at).cmp(&age(index, b.at))));
    let groups = groups(index, library, &rows, limit).into_iter();
    groups.map(|(row, group)| ways[row.way].hit(row, &group)).collect()
}

/// A quote by place in the index, and which way to write the words it answers best.
#[derive(Clone, Copy)]
struct RankedRow {
    score: f32,
    at: usize,
    way: usize,
}

/// How a quote answers; of equals as the words were typed.
fn best(ways: &[Recall], at: usize) -> Option<RankedRow> {
    let rows = ways.iter().enumerate().map(|(way, recall)| RankedRow { score: recall.share(at), at, way });
    rows.reduce(|best, row| if row.score > best.score { row } else { best })
}

/// Puts quotes with the same words together, in the order of the best of each group, so many groups; the earliest
/// leads. What is printed elsewhere with fewer of the words given still counts as the same.
fn groups(index: &Index, library: &Library, rows: &[RankedRow], limit: usize) -> Vec<(RankedRow, Vec<QuoteId>)> {
    let id = |row: &RankedRow| index.quotes[row.at].id;
    let echoes = NearDuplicates::among(library, rows.iter().map(id));
    let least = rows.first().map_or(0.0, |row| row.score) * LEAST_OF_BEST;
    let mut grouped: HashSet<QuoteId> = HashSet::new();
    let mut groups = Vec::new();
    for row in rows.iter().take_while(|row| row.score >= least) {
        if groups.len() == limit {
            break;
        }
        if grouped.contains(&id(row)) {
            continue;
        }
        let mut group = vec![id(row)];
        group.extend(echoes.of(library, id(row)).into_iter().filter(|other| !grouped.contains(other)));
        in_time(library, &mut group);
        grouped.extend(&group);
        groups.push((*row, group));
    }
    groups
}

/// 0 for undated quotes, which are nobody's earliest.
fn age(index: &Index, at: usize) -> u32 {
    let age = index.articles[index.quotes[at].article].age;
    if age == u32::MAX { 0 } else { age }
}

/// Each word given once, none of them exact: a phrase may be misremembered too.
fn single_words(branch: &Branch) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    for term in &branch.terms {
        for word in &term.words {
            if !terms.iter().any(|t| t.words[0] == *word) {
                terms.push(Term { words: vec![word.clone()], exact: false, open: term.open, at: term.at });
            }
        }
    }
    terms
}

struct Recall<'a> {
    index: &'a Index,
    library: &'a Library,
    plan: Plan,
    /// For each term how much it tells: rare words more.
    weights: Vec<f32>,
    terms: Vec<Term>,
    /// The terms in the order they were given, as often as they were.
    asked: Vec<usize>,
    contents: Places,
    names: Places,
    paragraphs: Places,
}

impl<'a> Recall<'a> {
    fn new(index: &'a Index, library: &'a Library, branch: &Branch, given: &[String]) -> Self {
        let terms = single_words(branch);
        let plan = Plan::new(&index.vocabulary, &terms, Lenience::Any);
        let contents = plan.places(&index.contents);
        let all = index.contents.len();
        let weight = |term: usize| {
            let having = (0..all).filter(|&at| contents.fit(term, at).is_some()).count();
            (1.0 + (all as f32) / (1.0 + having as f32)).ln()
        };
        Self {
            weights: (0..plan.len()).map(weight).collect(),
            asked: given
                .iter()
                .filter_map(|word| terms.iter().position(|t| t.words[0] == *word))
                .take(LONGEST)
                .collect(),
            terms,
            names: plan.places(&index.names),
            paragraphs: plan.places(&index.paragraphs),
            contents,
            plan,
            index,
            library,
        }
    }

    /// The share of the words given that the quote has, weighted; a little for what only its speaker’s name
    /// or its paragraph has.
    fn share(&self, at: usize) -> f32 {
        let entry = &self.index.quotes[at];
        let person = entry.person;
        let of_term = |term: usize| {
            let own = self.contents.fit(term, at).map(Fit::trust);
            let named = person.and_then(|p| self.names.fit(term, p)).map(|fit| fit.trust() * NAMED);
            let around =
                entry.blocks.clone().filter_map(|b| self.paragraphs.fit(term, b)).min().map(|fit| fit.trust() * AROUND);
            own.into_iter().chain(named).chain(around).fold(0.0, f32::max) * self.weights[term]
        };
        let total: f32 = self.weights.iter().sum();
        if total > 0.0 { (0..self.plan.len()).map(of_term).sum::<f32>() / total } else { 0.0 }
    }

    /// 1 for words that stand side by side in the order given, down to 0.8 for words far apart.
    fn closeness(&self, at: usize) -> f32 {
        0.8 + 0.2 / (1.0 + self.between(at) / 8.0)
    }

    /// The number of other words between the first and the last of those given.
    fn between(&self, at: usize) -> f32 {
        let apart = f32::from(spread(&self.plan, self.index.contents.words(at))) / 2.0;
        (apart - self.matched(at).saturating_sub(1) as f32).max(0.0)
    }

    /// How many of the words given are among the quote's own.
    fn matched(&self, at: usize) -> usize {
        (0..self.plan.len()).filter(|term| self.contents.fit(*term, at).is_some()).count()
    }

    fn hit(&self, row: RankedRow, group: &[QuoteId]) -> WhoHit {
        let (id, also) = (group[0], group[1..].to_vec());
        let text = self.library.article(id.article).map_or("", |a| a.document.text());
        let (mut words, mut places) = (Vec::new(), Vec::new());
        for span in self.library.quote(id).into_iter().flat_map(|q| q.content.iter()) {
            let (more, at) = known_words(&self.index.vocabulary, text, span);
            words.extend(more);
            places.extend(at);
        }
        let aligned = self.aligned(&words);
        let place = |at: &usize| places[*at];
        let stretch = aligned.first().copied().unwrap_or(0)..aligned.last().map_or(0, |last| last + 1);
        let other = stretch.filter(|at| aligned.binary_search(at).is_err());
        words.extend(self.namers(id));
        let has = |term: usize| words.iter().any(|word| self.plan.terms_of(*word) & 1 << term != 0);
        let lacking: Vec<String> =
            (0..self.plan.len()).filter(|t| !has(*t)).map(|t| self.terms[t].words[0].clone()).collect();
        WhoHit {
            id,
            score: row.score,
            matched: self.plan.len() - lacking.len(),
            asked: self.plan.len(),
            close: row.score >= CLOSE && self.between(row.at) <= BETWEEN * self.matched(row.at) as f32,
            given: aligned.iter().map(place).collect(),
            other: other.map(|at| places[at]).collect(),
            lacking,
            also,
        }
    }

    /// The words of whoever says it and of whoever is given as having reported it: names, titles and roles.
    fn namers(&self, id: QuoteId) -> Vec<WordId> {
        let person = self.index.quotes.iter().find(|entry| entry.id == id).and_then(|entry| entry.person);
        let shelves = [&self.index.names, &self.index.forms, &self.index.roles];
        let said = person
            .into_iter()
            .flat_map(|person| shelves.map(|forward_index| forward_index.words(person)))
            .flatten()
            .copied();
        let via = self.library.quote(id).and_then(|quote| quote.via.as_ref()).map_or("", |via| via.name.as_str());
        said.chain(known_words(&self.index.vocabulary, via, Span::new(0, via.len())).0).collect()
    }

    /// The words of a quote, by place, that stand there in the order given.
    fn aligned(&self, words: &[WordId]) -> Vec<usize> {
        let meant = |term: usize| words.iter().copied().find(|word| self.plan.terms_of(*word) & 1 << term != 0);
        let asked: Vec<WordId> = self.asked.iter().filter_map(|term| meant(*term)).collect();
        let words = &words[..words.len().min(LONGEST)];
        let same = capture_diff_slices(Algorithm::Myers, &asked, words).into_iter();
        same.filter(|op| matches!(op, DiffOp::Equal { .. })).flat_map(|op| op.new_range()).collect()
    }
}
