//! Memory for what is told of every document, used again with every key: to ask for it anew takes longer than to mark
//! what a word stands in, and leaves holes.

use std::ops::{Deref, DerefMut};
use std::sync::{Mutex, PoisonError};

/// Number of buffers that are kept: as many as a query of two words uses.
const KEPT: usize = 4;

/// Pieces that nobody uses.
#[derive(Default)]
pub struct Pool(Mutex<Vec<Vec<u8>>>);

/// One piece; it goes back when it is dropped.
pub struct Bytes<'a> {
    bytes: Vec<u8>,
    pool: &'a Pool,
}

impl Pool {
    /// A buffer of `count` zeros.
    pub fn zeros(&self, count: usize) -> Bytes<'_> {
        let mut bytes = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default();
        bytes.clear();
        bytes.resize(count, 0);
        Bytes { bytes, pool: self }
    }
}

impl Deref for Bytes<'_> {
    type Target = [u8];

    #[inline]
    fn deref(&self) -> &[u8] {
        &self.bytes
    }
}

impl DerefMut for Bytes<'_> {
    #[inline]
    fn deref_mut(&mut self) -> &mut [u8] {
        &mut self.bytes
    }
}

impl Drop for Bytes<'_> {
    fn drop(&mut self) {
        let mut kept = self.pool.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() < KEPT {
            kept.push(std::mem::take(&mut self.bytes));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Pool;

    #[test]
    fn what_was_used_before_is_zero_again() {
        let pool = Pool::default();
        pool.zeros(3).fill(7);
        assert_eq!(*pool.zeros(5), [0; 5]);
        let two = [pool.zeros(1), pool.zeros(2)];
        assert_eq!(two.map(|bytes| bytes.len()), [1, 2]);
    }
}
