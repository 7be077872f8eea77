//! Letters in order with others between them (`jstolt` for Jens Stoltenberg): for names, titles and commands.
//! Useless on prose, where nearly every line holds any few letters in order.

use std::cmp::Reverse;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::letter_set::LetterSet;
use sayso_attribution::text::span::floor;
use sayso_attribution::text::{Span, fold, fold::Folded};

/// The matcher keeps a table of candidate × pattern for good, and loses its place past 32,700 characters.
const LONGEST: usize = 4096;

/// The matcher gives 16 a letter, more at the beginning of a word and for neighbours, less for gaps. Below
/// this many a letter, people do not see why a row is there.
const LEAST_PER_LETTER: i64 = 16;

/// Matches patterns against short texts, both folded.
pub struct Letters {
    matcher: SkimMatcherV2,
    patterns: Vec<String>,
    needed: LetterSet,
}

impl Letters {
    /// Each word of `typed` is a pattern of its own; a candidate must match them all.
    pub fn new(typed: &str) -> Self {
        let patterns = fold::word_list(clip(typed));
        Self {
            matcher: SkimMatcherV2::default().ignore_case(),
            needed: LetterSet::of_folded(&patterns.concat()),
            patterns,
        }
    }

    /// Returns `true` if there are enough letters to search titles. Three stand in order in nearly every title.
    pub fn suit_titles(&self) -> bool {
        self.patterns.iter().map(|pattern| pattern.chars().count()).sum::<usize>() > 3
    }

    /// Returns `true` if a text with the letters `has` can match.
    pub fn are_in(&self, has: LetterSet) -> bool {
        self.needed.lacking_in(has) == 0
    }

    /// How well `candidate` matches, more is better; `None` if it does not, or only in letters scattered wide.
    pub fn score(&self, candidate: &str) -> Option<i64> {
        let candidate = fold::fold(clip(candidate));
        if self.patterns.is_empty() {
            return None;
        }
        // The matcher is slow to say no.
        let in_order = |pattern: &String| {
            let mut letters = candidate.chars();
            pattern.chars().all(|letter| letters.any(|other| other == letter))
        };
        if !self.patterns.iter().all(in_order) {
            return None;
        }
        self.patterns.iter().try_fold(0, |sum, pattern| {
            let score = self.matcher.fuzzy_match(&candidate, pattern)?;
            let least: i64 = pattern.chars().map(|_| LEAST_PER_LETTER).sum();
            (score >= least).then_some(sum + score)
        })
    }

    /// The bytes of `candidate` that match: ask for the rows that are shown only.
    pub fn spans(&self, candidate: &str) -> Vec<Span> {
        let candidate = clip(candidate);
        let folded = Folded::new(candidate, Span::new(0, candidate.len()));
        let matches = self.patterns.iter().filter_map(|p| self.matcher.fuzzy_indices(folded.text(), p));
        let places = matches.flat_map(|(_, at)| at).filter_map(|at| folded.origin(at));
        sayso_attribution::text::Spans::new(places).map_or_else(Vec::new, |spans| spans.as_slice().to_vec())
    }
}

/// The candidates that match `typed`, best first, as indices; all of them in order for an empty `typed`.
pub fn rank<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<usize> {
    let letters = Letters::new(typed);
    let all = candidates.into_iter().enumerate();
    if letters.patterns.is_empty() {
        return all.map(|(at, _)| at).collect();
    }
    let mut scored: Vec<_> = all.filter_map(|(at, c)| Some((Reverse(letters.score(c)?), at))).collect();
    scored.sort_unstable();
    scored.into_iter().map(|(_, at)| at).collect()
}

fn clip(text: &str) -> &str {
    &text[..floor(text, LONGEST)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_by_some_of_their_letters() {
        let names = ["Jens Stoltenberg", "Émile Zola", "Li Shangfu", "Boris Pistorius"];
        for (typed, want) in [("jstolt", 0), ("zola emile", 1), ("shnfu", 2), ("bpist", 3), ("STOLT", 0)] {
            assert_eq!(rank(typed, names), [want], "{typed}");
        }
    }

    #[test]
    fn letters_scattered_wide_are_no_match() {
        assert_eq!(rank("nasa", ["The unseen hand of the state in Malaysia"]), [0usize; 0]);
    }

    #[test]
    fn matched_letters_are_lit_in_the_true_text() {
        let spans = Letters::new("emzo").spans("Émile Zola");
        assert_eq!(spans.iter().map(|s| s.of("Émile Zola")).collect::<Vec<_>>(), ["Ém", "Zo"]);
    }

    #[test]
    fn a_huge_candidate_costs_no_more_than_its_head() {
        let huge = "é".repeat(1 << 20);
        assert_eq!(Letters::new("éé").spans(&huge).iter().map(|s| s.len()).sum::<usize>(), 4);
    }
}
