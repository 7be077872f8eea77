//! About how many rows match the words of a query, and from that whether the index of words finds the newest of them
//! sooner than a walk over the rows.

use super::lexemes::all;

/// Of a word, or of all words that begin like it: the number of articles that have it, of heads, of quotes that have it in
/// their paragraphs, and of quotes that have it among the words credited to somebody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordCounts {
    /// Articles; those with several of the words count several times, here and below.
    pub articles: i64,
    /// Heads of articles.
    pub heads: i64,
    /// Quotes.
    pub quotes: i64,
    /// Quotes, of the words credited to somebody.
    pub said: i64,
}

impl WordCounts {
    /// Counts in the order of the fields; zero for those that are missing.
    pub fn of(counts: &[Option<i64>]) -> Self {
        let at = |at: usize| counts.get(at).copied().flatten().unwrap_or(0);
        Self { articles: at(0), heads: at(1), quotes: at(2), said: at(3) }
    }
}

/// Where a word is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordScope {
    /// The text of an article.
    Article,
    /// The head of an article.
    Head,
    /// The paragraphs of a quote.
    Quote,
    /// The words that are credited to somebody.
    Said,
}

/// The number of articles and of quotes of a library.
#[derive(Clone, Copy, Debug, Default)]
pub struct Totals {
    /// Articles.
    pub articles: i64,
    /// Quotes.
    pub quotes: i64,
}

/// The share of rows, 0 to 1, that have a word in each [`WordScope`].
#[derive(Clone, Copy, Debug, Default)]
pub struct Shares([f64; 4]);

impl Totals {
    /// The shares of rows that have one of several words, if the words are spread independently of each other.
    pub fn shares(self, counts: WordCounts) -> Shares {
        let share = |rows: i64, all: i64| 1.0 - (-(rows.max(0) as f64) / all.max(1) as f64).exp();
        let [articles, heads] = [counts.articles, counts.heads].map(|rows| share(rows, self.articles));
        let [quotes, said] = [counts.quotes, counts.said].map(|rows| share(rows, self.quotes));
        Shares([articles, heads, quotes, said])
    }
}

impl Shares {
    /// The share in this place.
    pub fn at(self, place: WordScope) -> f64 {
        self.0[place as usize]
    }

    /// The share of rows that have one of two words, or both.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.with(other, |one, other| 1.0 - (1.0 - one) * (1.0 - other))
    }

    /// The shares of the rarer of two words.
    #[must_use]
    pub fn rarer(self, other: Self) -> Self {
        self.with(other, f64::min)
    }

    fn with(self, other: Self, join: impl Fn(f64, f64) -> f64) -> Self {
        let mut shares = self.0;
        shares.iter_mut().zip(other.0).for_each(|(one, other)| *one = join(*one, other));
        Self(shares)
    }
}

/// The shares of rows, 0 to 1, that the index of words lists for a term, and that match it. The index knows of no weights.
#[derive(Clone, Copy, Debug)]
pub struct Listed {
    /// Rows that are listed.
    pub listed: f64,
    /// Rows that match.
    pub matching: f64,
}

impl Listed {
    /// All rows that are listed match.
    pub fn all(share: f64) -> Self {
        Self { listed: share, matching: share }
    }
}

/// One term of a tier: its query, and the share of rows that match it.
pub struct TierTerm {
    /// A `tsquery`.
    pub query: String,
    /// Of words with weights.
    pub share: Listed,
}

/// How the rows of a tier are found.
#[derive(Debug, PartialEq)]
pub struct Plan {
    /// The terms that the index of words is asked for, as bits.
    pub rare: i32,
    /// Number of rows of a year from which on these are walked instead.
    pub walk: f64,
    /// Number of rows among which there are as many matches as are wanted.
    pub among: f64,
}

/// Time for one row that the index of words lists, for one that is read because of that, for one whose words are compared
/// besides, and for one that is read and compared on a walk, in microseconds. Measured with PostgreSQL 15 on 130,000 quotes
/// and 10,000 articles a year, all in memory. The words of an article are unpacked before they are compared; on a walk the
/// quotes of an article lie side by side.
struct Costs {
    listed: f64,
    fetched: f64,
    compared: f64,
    walked: f64,
}

impl Costs {
    fn of(place: WordScope) -> Self {
        match place {
            WordScope::Article => Self { listed: 0.03, fetched: 0.4, compared: 6.0, walked: 6.5 },
            WordScope::Head => Self { listed: 0.03, fetched: 0.6, compared: 0.1, walked: 0.35 },
            WordScope::Quote | WordScope::Said => Self { listed: 0.03, fetched: 1.5, compared: 0.2, walked: 0.4 },
        }
    }
}

/// A term that this many times as many rows match as the rarest one is not worth a look at the index: its list is longer
/// than the rows are that it leaves out.
const COMMONER: f64 = 20.0;

impl Plan {
    /// The index of words is asked in every year.
    pub const LOOKED_UP: Self = Self { rare: 0, walk: f64::INFINITY, among: 0.0 };
}

/// Plans a tier from the shares of its terms; `limit` is the number of rows that are wanted.
pub fn plan(shares: &[Listed], place: WordScope, limit: i32) -> Plan {
    let least = shares.iter().map(|share| share.listed).fold(1.0, f64::min);
    let costs = Costs::of(place);
    let (mut rare, mut listed, mut fetched, mut matching) = (0, 0.0, 1.0, 1.0);
    for (at, share) in shares.iter().enumerate() {
        matching *= share.matching;
        if share.listed <= least * COMMONER {
            rare |= 1_i32.checked_shl(at as u32).unwrap_or(0);
            listed += share.listed;
            fetched *= share.listed;
        }
    }
    let is_whole = rare.count_ones() as usize == shares.len();
    let row = if is_whole { costs.fetched } else { costs.fetched + costs.compared };
    let among = f64::from(limit) / matching;
    // Without terms the fields of the query alone choose the rows, and the server knows best how.
    let walk = if shares.is_empty() { 0.0 } else { among * costs.walked / (listed * costs.listed + fetched * row) };
    Plan { rare, walk, among }
}

/// The parts as one query: all of them, and those of these bits.
pub fn queries(parts: &[TierTerm], rare: i32) -> [String; 2] {
    let bit = |at: usize| 1_i32.checked_shl(at as u32).unwrap_or(0);
    let wanted = parts.iter().enumerate().filter(|(at, _)| rare & bit(*at) != 0);
    [all(parts.iter().map(|part| part.query.clone())), all(wanted.map(|(_, part)| part.query.clone()))]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_common_word_is_walked_and_a_rare_one_is_looked_up() {
        let totals = Totals { articles: 100_000, quotes: 1_300_000 };
        let share = |said: i64| totals.shares(WordCounts { said, ..WordCounts::default() }).at(WordScope::Said);
        let [common, rare] = [400_000, 900].map(share);
        assert!((0.2..0.3).contains(&common) && (0.000_6..0.000_8).contains(&rare), "{common} {rare}");
        let plan = |shares: &[f64], place, limit| {
            plan(&shares.iter().map(|share| Listed::all(*share)).collect::<Vec<_>>(), place, limit)
        };
        let is_walked = |shares: &[f64]| plan(shares, WordScope::Said, 400).walk < 130_000.0;
        assert!(is_walked(&[common]) && !is_walked(&[rare]) && !is_walked(&[common, rare]));
        assert_eq!(plan(&[common, rare], WordScope::Said, 400).rare, 0b10, "the list of the common word is not read");
        assert_eq!(plan(&[rare, rare * 2.0], WordScope::Said, 400).rare, 0b11);
        assert!(plan(&[], WordScope::Said, 400).walk <= 0.0, "the server chooses where there are no words");
        assert!(plan(&[0.0], WordScope::Said, 400).walk.is_infinite(), "a word that is nowhere is looked up");
    }
}
