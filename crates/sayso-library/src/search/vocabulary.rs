//! Every word that stands anywhere in the library, once.

use std::collections::HashMap;
use std::sync::Arc;

use super::edit_distance::EditDistance;
pub use super::fit::Fit;
use super::letter_set::LetterSet;

/// A word of the [`Vocabulary`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WordId(pub u32);

impl WordId {
    /// Stands between two texts of one unit, so that no words of both stand side by side. No word has this number.
    pub const BREAK: Self = Self(u32::MAX);
}

/// The share of a word half remembered that stands in the speaker’s name only, and of one around the quote.
pub const NAMED: f32 = 0.6;
/// See [`NAMED`].
pub const AROUND: f32 = 0.3;

/// All folded words, numbered from 0 in the order they were met.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    ids: HashMap<Arc<str>, WordId>,
    words: Vec<Entry>,
}

#[derive(Clone, Debug)]
struct Entry {
    text: Arc<str>,
    /// Its first bytes: most words differ from what is typed in these, which need no look at the text.
    head: Head,
    letters: LetterSet,
    /// In letters.
    length: u16,
}

/// The first bytes of a word, filled up with zeros.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Head([u8; 8]);

impl Head {
    fn of(word: &str) -> Self {
        let mut head = [0; 8];
        head.iter_mut().zip(word.bytes()).for_each(|(to, byte)| *to = byte);
        Self(head)
    }

    /// Returns `false` if no word with this head begins like `typed`, which begins with the head `other`.
    fn may_begin_like(self, typed: &str, other: Self) -> bool {
        // Bytes beyond the typed ones do not count.
        let kept = u64::MAX.checked_shl(8 * (8 - typed.len().min(8)) as u32).unwrap_or(0);
        (u64::from_be_bytes(self.0) ^ u64::from_be_bytes(other.0)) & kept == 0
    }
}

impl Vocabulary {
    /// The number of `word` (folded), which is entered if it is new.
    pub fn enter(&mut self, word: &str) -> WordId {
        if let Some(&id) = self.ids.get(word) {
            return id;
        }
        let (id, text) = (WordId(self.words.len() as u32), Arc::<str>::from(word));
        let (letters, head, length) = (LetterSet::of_folded(word), Head::of(word), length(word));
        self.words.push(Entry { text: Arc::clone(&text), head, letters, length });
        self.ids.insert(text, id);
        id
    }

    /// The number of exactly this word.
    pub fn get(&self, word: &str) -> Option<WordId> {
        self.ids.get(word).copied()
    }

    /// How many words.
    #[expect(clippy::len_without_is_empty, reason = "nobody asks")]
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// A word by its number; empty for a number that none has.
    pub fn word(&self, id: WordId) -> &str {
        self.words.get(id.0 as usize).map_or("", |entry| &entry.text)
    }

    /// The words that `typed` may stand for, in the order of their numbers: those it is or begins, and those it is
    /// mistyped for, if there are no others or they are asked for.
    pub fn meant(&self, typed: &str, open: bool, mistyped: bool) -> Vec<(WordId, Fit)> {
        let mut words = self.spelt(typed, open);
        if words.is_empty() || mistyped {
            words.extend(self.mistyped(typed, open));
        }
        // Of two ways to read a word the better one stands.
        words.sort_unstable();
        words.dedup_by_key(|(id, _)| *id);
        words
    }

    /// The words that `typed` is, or is the beginning of: of a word of three letters or more, or one that is
    /// still being typed (`open`).
    pub fn spelt(&self, typed: &str, open: bool) -> Vec<(WordId, Fit)> {
        let heads = open || typed.chars().nth(2).is_some();
        if !heads {
            return self.get(typed).map(|id| (id, Fit::default())).into_iter().collect();
        }
        let head = Head::of(typed);
        let starting = self.entries().filter(|(_, e)| e.head.may_begin_like(typed, head) && e.text.starts_with(typed));
        starting.map(|(id, e)| (id, Fit { typos: 0, cut: e.text.len() > typed.len() })).collect()
    }

    /// The words that `typed` may be meant for; if it is still being typed, also those that begin like it.
    pub fn mistyped(&self, typed: &str, open: bool) -> Vec<(WordId, Fit)> {
        let mut typos = EditDistance::new(typed);
        let (most, letters, length) = (typos.most(), LetterSet::of_folded(typed), length(typed));
        let mut out = Vec::new();
        if most == 0 {
            return out;
        }
        for (id, entry) in self.entries() {
            // Each typo adds at most one letter to the typed side that the word lacks, or takes one away.
            let longer = if open { 0 } else { entry.length.saturating_sub(length) };
            if longer.max(length.saturating_sub(entry.length)) > u16::from(most)
                || letters.lacking_in(entry.letters) > u32::from(most)
            {
                continue;
            }
            out.extend(typos.fit(&entry.text, open).map(|fit| (id, fit)));
        }
        out
    }

    fn entries(&self) -> impl Iterator<Item = (WordId, &Entry)> {
        self.words.iter().enumerate().map(|(at, entry)| (WordId(at as u32), entry))
    }
}

fn length(word: &str) -> u16 {
    word.chars().count().try_into().unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn words_that_begin_like_the_typed_one_are_found(
            words in prop::collection::vec("[abé]{0,3}[a-cé]{0,12}", 1..30), typed in "[abé]{1,10}",
        ) {
            let mut vocabulary = Vocabulary::default();
            let ids: Vec<WordId> = words.iter().map(|word| vocabulary.enter(word)).collect();
            let mut plain: Vec<WordId> =
                ids.into_iter().filter(|id| vocabulary.word(*id).starts_with(&typed)).collect();
            plain.sort_unstable();
            plain.dedup();
            let found: Vec<WordId> = vocabulary.spelt(&typed, true).into_iter().map(|(id, _)| id).collect();
            prop_assert_eq!(found, plain);
        }
    }
}
