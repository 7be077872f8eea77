//! A value for each token of a document, for values that mostly stay the same from one token to the next.

use std::ops::Range;

/// Tokens of a group: the bits of a word.
const GROUP: usize = 64;

/// Stands for no number while numbers are given.
const NONE: u32 = u32::MAX;

/// A value for each token, kept once for each run of tokens that have the same. A look-up takes constant time: the runs
/// that begin up to a token are counted in one word. Takes a fifth of a byte per token, and a value per run.
pub struct TokenRuns<T> {
    /// For each token, whether a run begins there.
    begins: Vec<u64>,
    /// Number of runs that begin before each group.
    before: Vec<u32>,
    values: Vec<T>,
    tokens: usize,
}

impl TokenRuns<Option<u32>> {
    /// For each of so many tokens the number that `give` has given to it; it can give one to each range of tokens.
    pub fn of_ranges(tokens: usize, give: impl FnOnce(&mut dyn FnMut(Range<usize>, u32))) -> Self {
        let mut numbers = vec![NONE; tokens];
        give(&mut |range, number| {
            numbers[range].iter_mut().filter(|kept| **kept == NONE).for_each(|kept| *kept = number);
        });
        numbers.into_iter().map(|number| (number != NONE).then_some(number)).collect()
    }
}

impl<T: Copy + Default + PartialEq> TokenRuns<T> {
    /// Gives `value` to the next token.
    pub fn push(&mut self, value: T) {
        let bit = self.tokens % GROUP;
        if bit == 0 {
            self.begins.push(0);
            self.before.push(self.values.len() as u32);
        }
        if self.values.last() != Some(&value) {
            self.values.push(value);
            if let Some(group) = self.begins.last_mut() {
                *group |= 1 << bit;
            }
        }
        self.tokens += 1;
    }

    /// The value of a token; `None` past the end.
    pub fn get(&self, token: usize) -> Option<T> {
        if token >= self.tokens {
            return None;
        }
        let (group, bit) = (token / GROUP, token % GROUP);
        let begun = (self.begins[group] & (u64::MAX >> (GROUP - 1 - bit))).count_ones();
        self.values.get((self.before[group] + begun) as usize - 1).copied()
    }

    /// The value of a token; the default past the end.
    pub fn of(&self, token: usize) -> T {
        self.get(token).unwrap_or_default()
    }
}

impl<T> Default for TokenRuns<T> {
    fn default() -> Self {
        Self { begins: Vec::new(), before: Vec::new(), values: Vec::new(), tokens: 0 }
    }
}

impl<T: Copy + Default + PartialEq> FromIterator<T> for TokenRuns<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        let mut runs = Self::default();
        values.into_iter().for_each(|value| runs.push(value));
        runs.values.shrink_to_fit();
        runs
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_token_keeps_the_first_number_that_it_is_given() {
        let runs = TokenRuns::of_ranges(4, |give| {
            give(0..2, 7);
            give(1..3, 8);
        });
        assert_eq!([0, 1, 2, 3, 4].map(|token| runs.of(token)), [Some(7), Some(7), Some(8), None, None]);
    }

    proptest! {
        #[test]
        fn every_token_has_its_value(runs in prop::collection::vec((0u8..3, 1usize..90), 0..12)) {
            let plain: Vec<u8> = runs.iter().flat_map(|(value, times)| vec![*value; *times]).collect();
            let kept: TokenRuns<u8> = plain.iter().copied().collect();
            for (token, value) in plain.iter().enumerate() {
                prop_assert_eq!(kept.get(token), Some(*value));
            }
            prop_assert_eq!((kept.get(plain.len()), kept.of(plain.len())), (None, 0));
            prop_assert!(kept.values.len() <= runs.len());
        }
    }
}
