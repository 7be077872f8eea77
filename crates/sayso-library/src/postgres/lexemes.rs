//! Folded words as PostgreSQL keeps and asks for them.
//!
//! The words are our own, so that both kinds of library fold them alike: a `tsvector` is written out with places and
//! weights, not made by the server. Words of fields that are not texts have a mark in front that no folded word has.

use std::collections::BTreeMap;

use crate::index::Pairs;

/// Maximum bytes of a word; PostgreSQL takes no longer ones.
const LONGEST: usize = 1024;

/// Places of a word that are kept; PostgreSQL keeps as many.
const MOST_PLACES: usize = 255;

/// The last place that PostgreSQL tells from others.
const LAST_PLACE: u32 = 16_383;

/// Maximum bytes of all words of a row: PostgreSQL takes 1 MiB with places.
const MOST_BYTES: usize = 600_000;

/// Words after which the next text starts, so that no words of both stand side by side.
const GAP: u32 = 8;

/// How near a word stands to what a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// In the words of a quote, or in a title.
    A,
    /// The author.
    B,
    /// The outlet.
    C,
    /// Anywhere else.
    D,
}

impl Weight {
    fn letter(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::D => "",
        }
    }
}

/// The mark before words of a cue.
pub const CUE: char = '!';
/// The mark before words of a relay's name.
pub const VIA: char = '^';
/// The mark before words of a path.
pub const PATH: char = '/';
/// The mark before a pair of common words; without it a pair would match the beginning of its first word.
const PAIR: char = '+';

/// The words of a row.
#[derive(Default)]
pub struct Lexemes {
    words: BTreeMap<String, Vec<(u32, Weight)>>,
    pairs: Pairs,
    next: u32,
    bytes: usize,
}

impl Lexemes {
    /// Adds the next word of a text.
    pub fn push(&mut self, word: &str, weight: Weight) {
        self.next += 1;
        self.pairs.take(word, weight == Weight::A);
        let place = (self.next.min(LAST_PLACE), weight);
        self.put(word, Some(place));
    }

    /// Ends a text: its last word and the first of the next text do not stand side by side.
    pub fn end_text(&mut self) {
        self.next += GAP;
        self.pairs.take("", false);
    }

    /// Adds a word of a field, with the mark of that field.
    pub fn mark(&mut self, mark: char, word: &str) {
        self.put(&format!("{mark}{word}"), None);
    }

    fn put(&mut self, word: &str, place: Option<(u32, Weight)>) {
        if word.len() > LONGEST || self.bytes > MOST_BYTES {
            return;
        }
        if let Some(places) = self.words.get_mut(word) {
            if places.len() < MOST_PLACES {
                self.bytes += 2;
                places.extend(place);
            }
        } else {
            self.bytes += word.len() + 8;
            self.words.insert(word.to_owned(), place.into_iter().collect());
        }
    }

    /// The words that have places, each once, and whether one of these has weight A.
    pub fn words(&self) -> impl Iterator<Item = (&str, bool)> {
        let words = self.words.iter().filter(|(_, places)| !places.is_empty());
        words.map(|(word, places)| (word.as_str(), places.iter().any(|(_, weight)| *weight == Weight::A)))
    }

    /// As a `tsvector` is written.
    pub fn to_tsvector(&self) -> String {
        let mut out = String::new();
        for (word, places) in &self.words {
            out += &literal(word);
            for (at, (place, weight)) in places.iter().enumerate() {
                out.push(if at == 0 { ':' } else { ',' });
                out += &place.to_string();
                out += weight.letter();
            }
            out.push(' ');
        }
        for pair in self.pairs.terms() {
            out += &literal(&format!("{PAIR}{pair}"));
            out.push(' ');
        }
        out
    }
}

/// A word between quotation marks, as a `tsvector` and a `tsquery` have it.
fn literal(word: &str) -> String {
    format!("'{}'", word.replace('\\', "\\\\").replace('\'', "''"))
}

/// One word of a query: with `begun` also the words that it begins, with `weights` only where it stands so.
pub fn word(word: &str, begun: bool, weights: &str) -> String {
    let star = if begun { "*" } else { "" };
    let colon = if begun || !weights.is_empty() { ":" } else { "" };
    format!("{}{colon}{star}{weights}", literal(word))
}

/// Words side by side, with `weights` only where all of them stand so. The pairs of common words that are kept come
/// first: these have lists of their own.
pub fn phrase(words: &[String], weights: &str) -> String {
    let side_by_side = words.iter().map(|one| word(one, false, weights)).collect::<Vec<_>>().join(" <-> ");
    let pairs = words.windows(2).filter_map(|two| crate::index::pair_terms(&two[0], &two[1]));
    let pair = |pair: &str| literal(&format!("{PAIR}{pair}"));
    let pairs = pairs.map(|[said, around]| format!("({} | {}) & ", pair(&said), pair(&around)));
    format!("{}({side_by_side})", pairs.collect::<String>())
}

/// One of several queries; empty for none.
pub fn any(queries: impl IntoIterator<Item = String>) -> String {
    joined(queries.into_iter().filter(|query| !query.is_empty()), " | ")
}

/// All of several queries.
pub fn all(queries: impl IntoIterator<Item = String>) -> String {
    joined(queries.into_iter(), " & ")
}

/// A single query stays as it is, so that equal ones are seen to be equal.
fn joined(queries: impl Iterator<Item = String>, operator: &str) -> String {
    let mut queries: Vec<String> = queries.collect();
    match queries.len() {
        1 => queries.remove(0),
        _ => queries.iter().map(|query| format!("({query})")).collect::<Vec<_>>().join(operator),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_written_with_places_and_weights() {
        let mut lexemes = Lexemes::default();
        for (word, weight) in [("it", Weight::D), ("is", Weight::A), ("so", Weight::A), ("is", Weight::D)] {
            lexemes.push(word, weight);
        }
        lexemes.end_text();
        lexemes.push("it's\\", Weight::B);
        lexemes.mark(CUE, "said");
        assert_eq!(lexemes.to_tsvector(), r"'!said' 'is':2A,4 'it':1 'it''s\\':13B 'so':3A '+it is around' ");
        assert_eq!(lexemes.words().collect::<Vec<_>>(), [("is", true), ("it", false), ("it's\\", false), ("so", true)]);
    }

    #[test]
    fn queries_are_written_so_that_nothing_typed_is_more_than_a_word() {
        assert_eq!(word("a' | b", true, "A"), "'a'' | b':*A");
        assert_eq!(word("a", false, ""), "'a'");
        let words = ["of", "the", "boat"].map(str::to_owned);
        assert_eq!(phrase(&words, ""), "('+of the' | '+of the around') & ('of' <-> 'the' <-> 'boat')");
        assert_eq!(any([String::new(), "'a'".to_owned(), "'b'".to_owned()]), "('a') | ('b')");
    }
}
