//! The cue lexicon: how often a word is a cue, in five levels, learned from marked text.

/// Bytes of one slot: the word's number, then its level.
const SLOT: usize = 5;

/// A hash table with open places, read as it lies in the weights file.
#[derive(Clone, Copy, Debug)]
pub struct CueLexicon<'a> {
    slots: &'a [[u8; SLOT]],
}

impl<'a> CueLexicon<'a> {
    /// Over `bytes`; `None` where they are not `2^n` slots with a free one among them.
    pub fn new(bytes: &'a [u8]) -> Option<Self> {
        let (slots, rest) = bytes.as_chunks::<SLOT>();
        let free = slots.iter().any(|s| s[SLOT - 1] == 0);
        (rest.is_empty() && slots.len().is_power_of_two() && free).then_some(Self { slots })
    }

    /// The bytes of a lexicon of `levels` (1 to 4) by word.
    pub fn write(levels: &[(u32, u8)]) -> Vec<u8> {
        let size = (levels.len() * 2 + 2).next_power_of_two();
        let mut slots = vec![[0; SLOT]; size];
        for (word, level) in levels {
            let mut at = *word as usize % size;
            while slots[at][SLOT - 1] != 0 {
                at = (at + 1) % size;
            }
            let [a, b, c, d] = word.to_le_bytes();
            slots[at] = [a, b, c, d, *level];
        }
        slots.concat()
    }

    /// 0 to 4: how often `word` is a cue; 0 for one not in the lexicon.
    pub fn level(&self, word: u32) -> u8 {
        let size = self.slots.len();
        let mut at = word as usize % size;
        loop {
            let [a, b, c, d, level] = self.slots[at];
            if level == 0 || u32::from_le_bytes([a, b, c, d]) == word {
                return level;
            }
            at = (at + 1) % size;
        }
    }

    /// The level of a word that is a cue this share of the time.
    pub fn level_of(share: f32) -> u8 {
        [0.1, 0.3, 0.55, 0.8].iter().filter(|bound| share > **bound).count() as u8
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_found_and_nothing_else() {
        let words = [(8, 1), (16, 2), (24, 3), (u32::MAX, 4)];
        let bytes = CueLexicon::write(&words);
        let lexicon = CueLexicon::new(&bytes).unwrap();
        for (word, level) in words {
            assert_eq!(lexicon.level(word), level);
        }
        assert_eq!(lexicon.level(32), 0);
        assert!(CueLexicon::new(&bytes[1..]).is_none());
    }
}
