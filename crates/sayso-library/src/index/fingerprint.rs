//! How a file is known again without reading it.

use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;

use zerocopy::{FromBytes, Immutable, IntoBytes};

/// A file as it was when it was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromBytes, IntoBytes, Immutable)]
#[repr(C)]
pub struct Fingerprint {
    /// Bytes.
    pub size: u64,
    /// When it was last changed, in nanoseconds.
    pub changed: u64,
    /// Of its bytes.
    pub hash: u64,
}

/// The hash of a file of which only the beginning is in the index.
pub const BEGINNING: u64 = u64::MAX;

impl Fingerprint {
    /// The stamp of a file of which only the beginning is in the index: no file fits it.
    pub const OF_BEGINNING: Self = Self { size: u64::MAX, changed: 0, hash: BEGINNING };

    /// The stamp of a file with these bytes.
    pub fn of(meta: Option<&Metadata>, bytes: &[u8]) -> Self {
        Self { size: bytes.len() as u64, changed: meta.map_or(0, changed), hash: hash(bytes) }
    }

    /// Returns `true` if size and times of the file are unchanged.
    pub fn fits(&self, meta: &Metadata) -> bool {
        self.size == meta.len() && self.changed == changed(meta)
    }

    /// As the index keeps it.
    pub fn numbers(self) -> [u64; 3] {
        [self.size, self.changed, self.hash]
    }

    /// From what the index keeps.
    pub fn of_numbers(mut numbers: impl Iterator<Item = u64>) -> Option<Self> {
        Some(Self { size: numbers.next()?, changed: numbers.next()?, hash: numbers.next()? })
    }
}

fn changed(meta: &Metadata) -> u64 {
    meta.mtime().cast_unsigned().wrapping_mul(1_000_000_000).wrapping_add(meta.mtime_nsec().cast_unsigned())
}

/// The first bytes of a good hash: enough to tell one file of a library from another.
fn hash(bytes: &[u8]) -> u64 {
    let hash = blake3::hash(bytes);
    hash.as_bytes().iter().take(8).fold(0, |all, byte| all << 8 | u64::from(*byte))
}
