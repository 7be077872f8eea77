//! A set of numbers from 0 up to some bound.

/// Which of so many are in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bits {
    words: Vec<u64>,
    len: usize,
}

impl Bits {
    /// All of `len`, or none.
    pub fn new(len: usize, all: bool) -> Self {
        Self { words: vec![if all { u64::MAX } else { 0 }; len.div_ceil(64)], len }
    }

    /// Puts one in.
    pub fn put(&mut self, at: usize) {
        if at < self.len {
            self.words[at / 64] |= 1 << (at % 64);
        }
    }

    /// Is it in?
    pub fn has(&self, at: usize) -> bool {
        at < self.len && self.words[at / 64] >> (at % 64) & 1 == 1
    }

    /// Is any of a range in?
    pub fn has_any(&self, mut range: std::ops::Range<usize>) -> bool {
        range.any(|at| self.has(at))
    }

    /// Keeps what is also in `other`.
    pub fn and(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(a, b)| *a &= b);
    }

    /// Adds what is in `other`.
    pub fn or(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(a, b)| *a |= b);
    }
}
