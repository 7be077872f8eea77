//! Checksums of the files of an index: one for each block, in a trailer behind the content, so that each read is
//! compared with what was written without reading the rest of the file.
//!
//! The trailer ends the file: the checksums of the blocks, the length of the content, a checksum of both and of the
//! name of the file, and [`MAGIC`]. The name is part of it because two files may change places.

use std::fs::File;
use std::io::{self, ErrorKind};
use std::ops::Range;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::FileExt;
use std::path::Path;

use crc32fast::Hasher;

/// Bytes of one block: 4 KiB. A smaller block makes the trailer longer, a larger one makes each small read slower.
pub const BLOCK: usize = 4 << 10;

/// The last bytes of a file.
const MAGIC: &[u8; 4] = b"SUM1";

/// Bytes of the trailer behind the checksums of the blocks.
const END: usize = 8 + 4 + MAGIC.len();

/// The line behind a small file that is written whole, before its checksum.
const LINE: &str = "\ncheck ";

/// What was read is not what was written.
pub fn damaged(name: &Path) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, format!("{} is damaged", name.display()))
}

/// Returns `true` for the error of [`damaged`], and for a file that ends too early.
pub fn is_damage(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::InvalidData | ErrorKind::UnexpectedEof)
}

/// The checksums of a file that is being written.
#[derive(Debug, Default)]
pub struct Summing {
    sums: Vec<u32>,
    block: Hasher,
    len: usize,
}

impl Summing {
    /// Takes the next bytes of the content.
    pub fn update(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            let (now, rest) = bytes.split_at(bytes.len().min(BLOCK - self.len % BLOCK));
            self.block.update(now);
            self.len += now.len();
            if self.len.is_multiple_of(BLOCK) {
                self.sums.push(std::mem::take(&mut self.block).finalize());
            }
            bytes = rest;
        }
    }

    /// The trailer of the file with this name.
    pub fn trailer(mut self, name: &Path) -> Vec<u8> {
        if !self.len.is_multiple_of(BLOCK) {
            self.sums.push(self.block.finalize());
        }
        let mut out: Vec<u8> = self.sums.iter().flat_map(|sum| sum.to_le_bytes()).collect();
        out.extend((self.len as u64).to_le_bytes());
        let check = check(name, &out);
        out.extend(check.to_le_bytes());
        out.extend(MAGIC);
        out
    }
}

/// The checksums of a file as it was written.
#[derive(Debug)]
pub struct Sums {
    sums: Vec<u32>,
    len: usize,
}

impl Sums {
    /// Reads the trailer of a file.
    ///
    /// # Errors
    ///
    /// [`damaged`] if it is not one of a file with this name and length, and any error of reading.
    pub fn read(file: &File, name: &Path) -> io::Result<Self> {
        let whole = usize::try_from(file.metadata()?.len()).map_err(|_| damaged(name))?;
        let mut end = [0; END];
        let before = whole.checked_sub(END).ok_or_else(|| damaged(name))?;
        file.read_exact_at(&mut end, before as u64)?;
        let (len, _) = end.split_first_chunk::<8>().ok_or_else(|| damaged(name))?;
        let len = usize::try_from(u64::from_le_bytes(*len)).map_err(|_| damaged(name))?;
        let blocks = len.div_ceil(BLOCK);
        let fits = blocks.checked_mul(4).and_then(|sums| sums.checked_add(len)) == Some(before);
        if !fits || !end.ends_with(MAGIC) {
            return Err(damaged(name));
        }
        let mut sums = vec![0; blocks * 4 + 8];
        file.read_exact_at(&mut sums, len as u64)?;
        if end[8..12] != check(name, &sums).to_le_bytes() {
            return Err(damaged(name));
        }
        let sums = sums[..blocks * 4].chunks_exact(4).map(|sum| u32::from_le_bytes([sum[0], sum[1], sum[2], sum[3]]));
        Ok(Self { sums: sums.collect(), len })
    }

    /// Length of the content in bytes.
    pub fn len(&self) -> usize {
        self.len
    }

    /// The whole blocks around a part of the content.
    pub fn around(&self, part: &Range<usize>) -> Range<usize> {
        part.start / BLOCK * BLOCK..part.end.next_multiple_of(BLOCK).min(self.len)
    }

    /// Returns `true` if these are the bytes that were written; they begin at `start`, where a block begins, and end
    /// with a block or with the content.
    pub fn fit(&self, start: usize, bytes: &[u8]) -> bool {
        let sums = self.sums.get(start / BLOCK..).unwrap_or_default();
        let mut blocks = bytes.chunks(BLOCK).zip(sums);
        bytes.len().div_ceil(BLOCK) <= sums.len() && blocks.all(|(block, sum)| crc32fast::hash(block) == *sum)
    }
}

/// A small file that is written whole, with a line behind it that holds its checksum.
pub fn sealed(name: &Path, content: &[u8]) -> Vec<u8> {
    [content, format!("{LINE}{:08x}\n", check(name, content)).as_bytes()].concat()
}

/// What was [`sealed`]; `None` for anything else.
pub fn unsealed(name: &Path, mut bytes: Vec<u8>) -> Option<Vec<u8>> {
    let len = bytes.len().checked_sub(LINE.len() + 9)?;
    let fits = bytes[len..] == *format!("{LINE}{:08x}\n", check(name, &bytes[..len])).as_bytes();
    bytes.truncate(len);
    fits.then_some(bytes)
}

/// The checksum of the name of a file and of what it holds.
fn check(name: &Path, content: &[u8]) -> u32 {
    let mut hasher = Hasher::new();
    hasher.update(name.as_os_str().as_bytes());
    hasher.update(content);
    hasher.finalize()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(content: &[u8], name: &Path) -> (tempfile::TempDir, File) {
        let folder = tempfile::tempdir().unwrap();
        let mut summing = Summing::default();
        content.chunks(777).for_each(|piece| summing.update(piece));
        let path = folder.path().join("file");
        std::fs::write(&path, [content, &summing.trailer(name)].concat()).unwrap();
        let file = File::open(path).unwrap();
        (folder, file)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn each_part_of_a_file_is_known_and_no_altered_byte_is(len in 0usize..20_000, part: [u16; 2], at: u16) {
            let mut content: Vec<u8> = (0..len).map(|n| (n * 31 % 251) as u8).collect();
            let name = Path::new("a.idx");
            let (_folder, file) = written(&content, name);
            let sums = Sums::read(&file, name).unwrap();
            prop_assert_eq!(sums.len(), len);
            prop_assert!(Sums::read(&file, Path::new("b.idx")).is_err());
            let [a, b] = part.map(|at| usize::from(at) % (len + 1));
            let around = sums.around(&(a.min(b)..a.max(b)));
            prop_assert!(sums.fit(around.start, &content[around.clone()]));
            if !around.is_empty() {
                let at = around.start + usize::from(at) % around.len();
                content[at] ^= 1;
                prop_assert!(!sums.fit(around.start, &content[around]));
            }
        }
    }

    #[test]
    fn a_small_file_is_whole_or_nothing() {
        let name = Path::new("meta.json");
        let sealed = sealed(name, b"{}");
        assert_eq!(unsealed(name, sealed.clone()).as_deref(), Some(&b"{}"[..]));
        assert_eq!(unsealed(Path::new("other.json"), sealed.clone()), None);
        for at in 0..sealed.len() {
            assert_eq!(unsealed(name, sealed[..at].to_vec()), None);
            let mut altered = sealed.clone();
            altered[at] ^= 4;
            assert_eq!(unsealed(name, altered), None);
        }
    }
}
