//! Common words that stand side by side.
//!
//! Each of them is in a third of all paragraphs, so that to find `of the` by the places of both takes longer than all
//! else that can be asked. What paragraphs have both side by side is therefore known beforehand.

use std::collections::BTreeMap;

/// The commonest words of English news, without names, in the order of bytes. In a library of 100,000 articles a word
/// of this list costs a few hundred thousand bytes: a byte for each paragraph and each other of them that it adjoins.
const COMMON: [&str; 24] = [
    "a", "and", "as", "at", "be", "by", "for", "from", "has", "have", "he", "his", "in", "is", "it", "not", "of", "on",
    "said", "that", "the", "to", "was", "with",
];

fn common(word: &str) -> Option<&'static str> {
    COMMON.binary_search(&word).ok().map(|at| COMMON[at])
}

/// A pair as the index has it: where it is said, and where it only stands around; `None` if it is not kept.
pub fn terms(first: &str, second: &str) -> Option<[String; 2]> {
    let (first, second) = (common(first)?, common(second)?);
    Some([true, false].map(|said| term((first, second), said)))
}

fn term((first, second): (&str, &str), said: bool) -> String {
    format!("{first} {second}{}", if said { "" } else { " around" })
}

/// The pairs of a paragraph whose words come one by one.
#[derive(Default)]
pub struct Pairs {
    last: Option<(&'static str, bool)>,
    /// Whether both words are said at one place at least.
    all: BTreeMap<(&'static str, &'static str), bool>,
}

impl Pairs {
    /// Takes the next word, which is said or not.
    pub fn take(&mut self, word: &str, said: bool) {
        let next = common(word).map(|word| (word, said));
        if let (Some((first, before)), Some((second, said))) = (self.last, next) {
            *self.all.entry((first, second)).or_default() |= before && said;
        }
        self.last = next;
    }

    /// The terms of all pairs, each pair once.
    pub fn terms(&self) -> impl Iterator<Item = String> {
        self.all.iter().map(|(pair, said)| term(*pair, *said))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_list_is_found_in_it() {
        assert!(COMMON.into_iter().all(|word| common(word) == Some(word)));
        assert_eq!(terms("of", "boats"), None);
    }
}
