//! Hashes: how a word or a feature becomes a number, the same on every machine and in every run.

const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

/// The hash of a word's characters, taken one at a time.
#[derive(Clone, Copy)]
pub struct WordHash(u64);

impl WordHash {
    /// Of no characters.
    pub const EMPTY: Self = Self(0xcbf2_9ce4_8422_2325);

    /// With one more character.
    #[must_use]
    pub const fn with(self, c: char) -> Self {
        Self((self.0 ^ c as u64).wrapping_mul(0x0100_0000_01b3))
    }

    /// As the number that stands for the word everywhere; never 0.
    pub const fn get(self) -> u32 {
        ((self.0 ^ (self.0 >> 29)).wrapping_mul(SPREAD) >> 32) as u32 | 1
    }
}

/// The number for `word`, as it stands; a lowered word has the number of its lexeme.
pub const fn word(word: &str) -> u32 {
    let bytes = word.as_bytes();
    let mut hash = WordHash::EMPTY;
    let mut at = 0;
    while at < bytes.len() {
        hash = hash.with(bytes[at] as char);
        at += 1;
    }
    hash.get()
}

/// The number for `mark`, which may be any one character.
pub const fn mark(mark: char) -> u32 {
    WordHash::EMPTY.with(mark).get()
}

/// One number from two, the order told apart.
pub fn pair(a: u64, b: u64) -> u64 {
    let mixed = (a.rotate_left(25) ^ b).wrapping_mul(SPREAD);
    mixed ^ (mixed >> 32)
}

/// One number from three.
pub fn triple(a: u64, b: u64, c: u64) -> u64 {
    pair(pair(a, b), c)
}

/// What stands for one value of one feature: `row >> (32 - bits)` is its row in a table of `2^bits`.
pub fn feature(template: u32, value: u64) -> u32 {
    let mixed = (value ^ u64::from(template).wrapping_mul(0x5851_F42D_4C95_7F2D)).wrapping_mul(SPREAD);
    ((mixed ^ (mixed >> 32)).wrapping_mul(SPREAD) >> 32) as u32
}
