//! What the terms of a query ask of the rows, as steps that the server evaluates.

use std::collections::HashMap;

use super::lexemes::{all, any, phrase, word};
use super::shares::{Listed, Shares, TierTerm, Totals, WordCounts, WordScope};
use crate::search::{Branch, Cost, Fit, Ring, Term, level};

/// What a term costs where its query matches a row, or one of the speakers is the row's.
pub struct Step {
    /// The place of the term in its branch.
    pub term: usize,
    /// Less for better.
    pub cost: i32,
    /// A `tsquery`; empty for none.
    pub query: String,
    /// Numbers of speakers.
    pub speakers: Vec<i64>,
}

/// A word that a typed one is taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// The word as it is printed.
    pub word: String,
    /// How far it is from what was typed.
    pub fit: Fit,
    /// How common it is.
    pub counts: WordCounts,
}

/// What the library has of the words of a query.
#[derive(Default)]
pub struct Dictionary {
    /// How common each word is, and the words that begin like it.
    pub known: HashMap<String, [WordCounts; 2]>,
    /// What unknown words are taken for.
    pub slips: HashMap<String, Vec<Slip>>,
    /// How much the library has.
    pub totals: Totals,
}

impl Dictionary {
    /// How common a word is, and the words that begin like it.
    fn counts(&self, word: &str) -> [WordCounts; 2] {
        self.known.get(word).copied().unwrap_or_default()
    }

    /// Returns `true` if a text of the library has the word.
    pub fn has(&self, word: &str) -> bool {
        self.counts(word)[0].articles > 0
    }

    /// The number of articles that have the word, or one that begins with it; those with several count several times.
    pub fn articles(&self, word: &str) -> i64 {
        self.counts(word).iter().map(|counts| counts.articles).max().unwrap_or(0)
    }

    /// The number of articles that have the word; of a word that none has, those that have one that begins with it.
    pub fn articles_with(&self, word: &str) -> i64 {
        let [whole, begun] = self.counts(word).map(|counts| counts.articles);
        if whole > 0 { whole } else { begun }
    }

    /// Returns `true` if a text of the library has the word, or one that begins with it.
    pub fn has_begun(&self, word: &str) -> bool {
        self.articles(word) > 0
    }

    /// Returns `true` if the word may be a slip for one of the library.
    pub fn has_slips(&self, word: &str) -> bool {
        self.slips.get(word).is_some_and(|slips| !slips.is_empty())
    }

    /// What a word of a filter asks for: words that begin with it, or what it is a slip for.
    pub fn begun(&self, typed: &str, weights: &str) -> String {
        let slips = self.slips.get(typed).into_iter().flatten().map(|slip| word(&slip.word, false, weights));
        any([word(typed, true, weights)].into_iter().chain(slips))
    }
}

/// What a term may stand for: of each way how well it fits, and the query for given weights.
pub struct Meaning {
    ways: Vec<(Fit, Way)>,
    /// The share of rows that have the word as it was typed.
    whole: Shares,
    /// The share of rows that have any of the ways.
    any: Shares,
}

/// What the index of words lists for words that stand in a place with a weight, and what of that matches.
fn listed(shares: Shares, place: WordScope) -> Listed {
    let anywhere = if place == WordScope::Said { WordScope::Quote } else { place };
    Listed { listed: shares.at(anywhere), matching: shares.at(place) }
}

enum Way {
    Word { word: String, begun: bool },
    Phrase(Vec<String>),
    Words(Vec<String>),
}

impl Way {
    fn query(&self, weights: &str) -> String {
        match self {
            Self::Word { word: one, begun } => word(one, *begun, weights),
            Self::Phrase(words) => phrase(words, weights),
            Self::Words(words) => any(words.iter().map(|one| word(one, false, weights))),
        }
    }
}

impl Meaning {
    /// What a term stands for; of a word that the library does not have also words that it may be a slip for.
    pub fn of(term: &Term, dictionary: &Dictionary) -> Self {
        let totals = dictionary.totals;
        let typed = match term.words.as_slice() {
            [typed] => typed,
            words => {
                let shares = words.iter().map(|word| totals.shares(dictionary.counts(word)[0]));
                return Self::phrase(words, shares.reduce(Shares::rarer).unwrap_or_default());
            }
        };
        let counts = dictionary.counts(typed).map(|counts| totals.shares(counts));
        let mut ways = vec![(Fit::default(), Way::Word { word: typed.clone(), begun: false })];
        if term.exact {
            return Self { ways, whole: counts[0], any: counts[0] };
        }
        let mut any = counts[0];
        if term.open || typed.chars().nth(2).is_some() {
            ways.push((Fit { typos: 0, cut: true }, Way::Word { word: typed.clone(), begun: true }));
            any = counts[1];
        }
        let mut slips: Vec<(Fit, Vec<String>)> = Vec::new();
        for slip in dictionary.slips.get(typed).into_iter().flatten() {
            any = any.or(totals.shares(slip.counts));
            match slips.iter_mut().find(|(fit, _)| *fit == slip.fit) {
                Some((_, words)) => words.push(slip.word.clone()),
                None => slips.push((slip.fit, vec![slip.word.clone()])),
            }
        }
        ways.extend(slips.into_iter().map(|(fit, words)| (fit, Way::Words(words))));
        Self { ways, whole: counts[0], any }
    }

    /// Words side by side; so few rows have them as have the rarest, or fewer.
    fn phrase(words: &[String], shares: Shares) -> Self {
        Self { ways: vec![(Fit::default(), Way::Phrase(words.to_vec()))], whole: shares, any: shares }
    }

    /// Any of the ways as part of a tier, where the words stand with these weights.
    pub fn any_part(&self, place: WordScope, weights: &str) -> TierTerm {
        TierTerm { query: self.any(weights), share: listed(self.any, place) }
    }

    /// The best of the ways as part of a tier.
    pub fn whole_part(&self, place: WordScope, weights: &str) -> TierTerm {
        TierTerm { query: self.whole(weights), share: listed(self.whole, place) }
    }

    /// The share of rows that have any of the ways.
    pub fn share(&self, place: WordScope) -> f64 {
        self.any.at(place)
    }

    /// For each way how well it fits and what is asked of the names of people.
    pub fn of_people(&self) -> impl Iterator<Item = (Fit, String)> {
        self.ways.iter().map(|(fit, way)| (*fit, way.query("")))
    }

    /// The word as it was typed if the library has it, else any of the ways. Empty for a word that stands for nothing.
    pub fn likeliest(&self) -> String {
        match (self.whole.at(WordScope::Article) > 0.0, self.any.at(WordScope::Article) > 0.0) {
            (true, _) => self.whole(""),
            (false, true) => self.any(""),
            (false, false) => String::new(),
        }
    }

    /// Any of the ways, where the words stand with these weights.
    pub fn any(&self, weights: &str) -> String {
        // What begins like a word has the word itself among it.
        let is_begun = |way: &Way| matches!(way, Way::Word { begun: true, .. });
        let first = usize::from(self.ways.iter().any(|(_, way)| is_begun(way)));
        any(self.ways.iter().skip(first).map(|(_, way)| way.query(weights)))
    }

    /// The best of the ways.
    pub fn whole(&self, weights: &str) -> String {
        self.ways.first().map_or_else(String::new, |(_, way)| way.query(weights))
    }
}

/// Which rows are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// Quotes, which have speakers.
    Quotes,
    /// Articles, which have authors and outlets.
    Articles,
}

/// The steps of the terms of a branch. `named` are the speakers of each way of each term.
pub fn steps(
    meanings: &[Meaning],
    named: &[Vec<(Fit, Vec<i64>)>],
    tab: Tab,
    cost: impl Fn(usize, Fit, Ring) -> i32,
) -> Vec<Step> {
    let mut steps = Vec::new();
    for (term, meaning) in meanings.iter().enumerate() {
        for (fit, way) in &meaning.ways {
            let mut add =
                |ring, query, speakers| steps.push(Step { term, cost: cost(term, *fit, ring), query, speakers });
            add(Ring::Own, way.query("A"), Vec::new());
            if tab == Tab::Articles {
                add(Ring::Named, way.query("BC"), Vec::new());
            }
            add(Ring::Around, way.query(""), Vec::new());
        }
        if tab == Tab::Quotes {
            let named = named.get(term).into_iter().flatten().filter(|(_, speakers)| !speakers.is_empty());
            steps.extend(named.map(|(fit, speakers)| Step {
                term,
                cost: cost(term, *fit, Ring::Named),
                query: String::new(),
                speakers: speakers.clone(),
            }));
        }
    }
    steps
}

/// What a term costs that fits so and stands in that ring, as the index of one machine counts it.
pub fn ranked(_: usize, fit: Fit, ring: Ring) -> i32 {
    Cost::of([level(fit, ring)].into_iter()).number().cast_signed()
}

/// The cost of a term that a row does not have.
pub const MISSING: i32 = 1 << 24;

/// Maximum number of subsets of the terms that are asked for where no row has all of them.
const MOST_SUBSETS: usize = 40;

/// All ways to leave `without` of `terms` out, as bits of those that stay; none where there are too many ways.
pub fn subsets(terms: usize, without: usize) -> Vec<i32> {
    if terms > 16 || without > terms {
        return Vec::new();
    }
    let wanted = (terms - without) as u32;
    let all: Vec<i32> = (0..1i32 << terms).filter(|bits| bits.count_ones() == wanted).collect();
    if all.len() > MOST_SUBSETS { Vec::new() } else { all }
}

/// A `tsquery` for rows that match at least `least` of `queries`, in which each query is repeated as little as possible: the
/// index of words reads the list of a word for every place where it stands. Empty where there are not so many queries.
pub fn at_least(least: usize, queries: &[String]) -> String {
    match queries {
        _ if least == 0 || least > queries.len() => String::new(),
        _ if least == queries.len() => all(queries.iter().cloned()),
        _ if least == 1 => any(queries.iter().cloned()),
        queries => {
            // So many of the first half, and the others of the second one.
            let (one, other) = queries.split_at(queries.len() / 2);
            any((0..=least).filter_map(|own| {
                let is_possible = own <= one.len() && least - own <= other.len();
                is_possible.then(|| {
                    let halves = [at_least(own, one), at_least(least - own, other)];
                    all(halves.into_iter().filter(|half| !half.is_empty()))
                })
            }))
        }
    }
}

/// All words of the terms of some branches.
pub fn words_of<'b>(branches: impl IntoIterator<Item = &'b Branch>) -> Vec<String> {
    let of = |branch: &'b Branch| {
        let filters = branch.filters.iter().flat_map(|filter| &filter.words);
        branch.terms.iter().flat_map(|term| &term.words).chain(filters)
    };
    let mut words: Vec<String> = branches.into_iter().flat_map(of).cloned().collect();
    words.sort_unstable();
    words.dedup();
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::Query;

    #[test]
    fn a_term_costs_what_the_index_says_it_costs() {
        let query = Query::parse("coun");
        let meaning = Meaning::of(&query.any[0].terms[0], &Dictionary::default());
        let steps = steps(&[meaning], &[vec![(Fit::default(), vec![7])]], Tab::Quotes, ranked);
        let told: Vec<String> =
            steps.iter().map(|step| format!("{:x} {}{:?}", step.cost, step.query, step.speakers)).collect();
        assert_eq!(told, ["0 'coun':A[]", "200 'coun'[]", "1 'coun':*A[]", "201 'coun':*[]", "100 [7]"]);
    }

    #[test]
    fn at_least_some_of_the_queries_are_asked_with_few_repeats() {
        let queries = ["a", "b", "c", "d"].map(str::to_owned);
        assert_eq!(at_least(1, &queries), "(a) | (b) | (c) | (d)");
        assert_eq!(at_least(4, &queries), "(a) & (b) & (c) & (d)");
        assert_eq!(at_least(5, &queries), "");
        let two = "((c) & (d)) | (((a) | (b)) & ((c) | (d))) | ((a) & (b))";
        assert_eq!(at_least(2, &queries), two);
        let six = ["a", "b", "c", "d", "e", "f"].map(str::to_owned);
        let three = at_least(3, &six);
        let places = three.chars().filter(char::is_ascii_alphabetic).count();
        assert!(places <= 24, "{places} words instead of the 60 of all subsets: {three}");
    }

    #[test]
    fn subsets_leave_out_so_many_terms() {
        assert_eq!(subsets(3, 0), [0b111]);
        assert_eq!(subsets(3, 1), [0b011, 0b101, 0b110]);
        assert_eq!(subsets(0, 0), [0]);
        assert_eq!((subsets(12, 6), subsets(2, 3)), (vec![], vec![]));
    }
}
