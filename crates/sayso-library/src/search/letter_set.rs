//! The set of letters of a text: a quick no to most of the texts and words that cannot match.

use sayso_attribution::text::fold::fold;

/// The letters of a folded text, some of them sharing a bit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LetterSet(u64);

impl LetterSet {
    /// The letters of `text`, which is folded here.
    pub fn of(text: &str) -> Self {
        Self::of_folded(&fold(text))
    }

    /// The letters of a text that is folded already.
    pub fn of_folded(text: &str) -> Self {
        Self(text.chars().fold(0, |set, c| set | 1 << (u32::from(c) % 64)))
    }

    /// How many of these letters `other` lacks, at least.
    pub fn lacking_in(self, other: Self) -> u32 {
        (self.0 & !other.0).count_ones()
    }
}
