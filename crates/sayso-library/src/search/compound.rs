//! Words written together or apart: `ceasefire`, `cease-fire` and `cease fire` are one.
//!
//! A printed hyphen divides, so `cease-fire` stands there as two words side by side. Here a typed word is also looked
//! for as two, and two typed words as one, where the library has them so.

use super::query::{Branch, Query, Term};

/// Maximum number of other ways to write an alternative that are looked for.
const MOST: usize = 4;

/// Shorter words are parts of too many others.
const SHORTEST: usize = 3;

/// Maximum number of letters of a word that is divided: longer ones are no two words of a language, and each place
/// where a word may be divided is looked up.
const LONGEST: usize = 64;

/// What stands before a hyphen as short as this.
const PREFIXES: &[&str] = &["co", "re", "e", "de", "ex", "bi", "un", "u", "x", "t"];

/// The alternatives of `query`, as many as it has, and behind them the other ways to write them. `knows` tells
/// whether a word stands in the library.
pub fn spellings(query: &Query, knows: impl Fn(&str) -> bool) -> Vec<Branch> {
    let others = query.any.iter().flat_map(|branch| joined(branch, &knows).chain(divided(branch, &knows)).take(MOST));
    query.any.iter().cloned().chain(others).collect()
}

/// Two neighbours as one word.
fn joined<'a>(branch: &'a Branch, knows: &'a impl Fn(&str) -> bool) -> impl Iterator<Item = Branch> + 'a {
    branch.terms.windows(2).enumerate().filter_map(move |(at, pair)| {
        let [Term { words: first, exact: false, .. }, Term { words: second, exact: false, .. }] = pair else {
            return None;
        };
        let hyphenated = pair[0].at == pair[1].at;
        let long = |words: &[String]| words[0].chars().count() >= SHORTEST;
        let word = first[0].clone() + &second[0];
        let both = Term { words: vec![word], at: pair[0].at.cover(pair[1].at), ..pair[1].clone() };
        let is_one = (hyphenated || (long(first) && long(second))) && knows(&both.words[0]);
        is_one.then(|| replaced(branch, at, 2, both))
    })
}

/// One word as two that stand side by side.
fn divided<'a>(branch: &'a Branch, knows: &'a impl Fn(&str) -> bool) -> impl Iterator<Item = Branch> + 'a {
    let is_divided = |term: &Term| !term.exact && term.words[0].chars().nth(LONGEST).is_none();
    let terms = branch.terms.iter().enumerate().filter(move |(_, term)| is_divided(term));
    terms.flat_map(move |(at, term)| {
        let word = &term.words[0];
        let parts = word.char_indices().skip(1).map(|(cut, _)| word.split_at(cut));
        let long = |part: &str| part.chars().count() >= SHORTEST;
        let parts = parts.filter(move |(first, second)| (long(first) || PREFIXES.contains(first)) && long(second));
        let parts = parts.filter(|(first, second)| knows(first) && knows(second));
        parts.map(move |(first, second)| {
            let words = vec![first.to_owned(), second.to_owned()];
            replaced(branch, at, 1, Term { words, exact: true, open: false, at: term.at })
        })
    })
}

fn replaced(branch: &Branch, at: usize, count: usize, term: Term) -> Branch {
    let mut other = branch.clone();
    other.terms.splice(at..at + count, [term]);
    other
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `cease+fire` is two words side by side.
    fn others(text: &str, known: &[&str]) -> String {
        let branch = |b: &Branch| b.terms.iter().map(|t| t.words.join("+")).collect::<Vec<_>>().join(" ");
        let query = Query::parse(text);
        let all = spellings(&query, |word| known.contains(&word));
        all[query.any.len()..].iter().map(branch).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn other_spellings_are_those_the_library_has() {
        let known =
            ["cease", "fire", "ceasefire", "operation", "co", "cooperation", "in", "to", "into", "mail", "email", "e"];
        let cases = [
            ("a ceasefire now", "a cease+fire now"),
            ("cease-fire", "ceasefire"),
            ("cease fire talks", "ceasefire talks"),
            ("cease small fire", ""),
            ("cooperation", "co+operation"),
            ("co-operation", "cooperation"),
            ("e-mail OR email", "email | e+mail"),
            ("in to", ""),
            ("into", ""),
            ("\"cease fire\"", ""),
            ("-ceasefire", ""),
        ];
        for (text, want) in cases {
            assert_eq!(others(text, &known), want, "{text}");
        }
        assert_eq!(others("cease fire ceasefire", &["ceasefire"]), "ceasefire ceasefire");
    }
    #[test]
    fn a_word_of_any_length_is_looked_up_in_linear_time() {
        for query in ["a", "é", "ab-", "\"a b\" "] {
            let letters = std::cell::Cell::new(0);
            let text = query.repeat(120_000 / query.len());
            spellings(&Query::parse(&text), |word| {
                letters.set(letters.get() + word.len());
                false
            });
            assert!(letters.get() <= text.len(), "{query}: {letters:?}");
        }
    }
}
