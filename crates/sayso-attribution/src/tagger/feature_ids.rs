//! The features of one word as ids. What they stand for is not known here, nor to the models that sum their weights.

use super::hash;

/// Most features one word can have.
const MOST: usize = 128;

/// The features of one word.
#[derive(Clone, Debug)]
pub struct Features {
    hashes: [u32; MOST],
    len: usize,
}

impl Default for Features {
    fn default() -> Self {
        Self { hashes: [0; MOST], len: 0 }
    }
}

impl Features {
    /// Takes all out.
    pub fn clear(&mut self) {
        self.len = 0;
    }

    /// Adds one feature by its number and its value.
    pub fn push(&mut self, template: u32, value: u64) {
        self.hashes[self.len % MOST] = hash::feature(template, value);
        self.len += 1;
    }

    /// Adds features with the numbers `first`, `first + 1`, and so on.
    pub fn list<const N: usize>(&mut self, first: u32, values: &[u64; N]) {
        for (template, value) in (first..).zip(values) {
            self.push(template, *value);
        }
    }

    /// The rows of a table of `2^bits`.
    pub fn rows(&self, bits: u32) -> impl Iterator<Item = usize> + '_ {
        self.hashes[..self.len.min(MOST)].iter().map(move |h| (*h >> (32 - bits)) as usize)
    }
}
