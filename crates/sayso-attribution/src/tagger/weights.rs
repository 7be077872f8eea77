//! The weights file: one piece of bytes with everything that was learned, read where it lies.
//!
//! ```text
//! 8 bytes  "sayso-w\n"
//! u32      version            u64  checksum of all that follows
//! then for each section, in the order of [`SECTIONS`]: u64 length, its bytes
//! ```
//! Numbers are little-endian. A file that is cut, altered or of another version is refused.

use super::confidence_model::ConfidenceModel;
use super::crf::{Crf, Scores, Steps};
use super::cue_lexicon::CueLexicon;
use super::link::{Linker, Pairs};
use super::pos::PosTagger;

const MAGIC: [u8; 8] = *b"sayso-w\n";
/// Counts up with every change to the features or to this layout: old weights would mean something else.
pub const VERSION: u32 = 3;
/// How many sections there are: tagger, lexicon, first pass, second pass, two linkers, confidence model.
pub const SECTIONS: usize = 7;
/// Bytes before the first section.
const HEAD: usize = 20;

/// Why weights were refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WeightsError {
    /// Not such a file at all.
    #[error("not a file of weights")]
    Foreign,
    /// Made for other features.
    #[error("weights of version {found}; this program reads version {read}")]
    Version {
        /// Version of the file.
        found: u32,
        /// Version that can be read.
        read: u32,
    },
    /// Cut short or altered since it was written.
    #[error("the weights are damaged")]
    Damaged,
}

/// Everything that was learned, as it lies in the file.
#[derive(Clone, Debug)]
pub struct Weights<'a> {
    /// Parts of speech.
    pub tagger: PosTagger<'a>,
    /// Words that often are cues.
    pub lexicon: CueLexicon<'a>,
    /// The pass that sees the text.
    pub first: Crf<'a>,
    /// The pass that also sees what the first made of it.
    pub second: Crf<'a>,
    /// Cues to sources and contents.
    pub linker: Linker<'a>,
    /// How sure.
    pub judge: ConfidenceModel,
    /// Checksum of all sections, as in the header.
    pub checksum: u64,
}

impl<'a> Weights<'a> {
    /// Reads a file's bytes. Nothing is copied but the few numbers that are not tables.
    pub fn read(bytes: &'a [u8]) -> Result<Self, WeightsError> {
        let (body, checksum) = checked_body(bytes, MAGIC, VERSION)?;
        Self::parse(body, checksum).ok_or(WeightsError::Damaged)
    }

    fn parse(body: &'a [u8], checksum: u64) -> Option<Self> {
        let mut reader = Reader(body);
        let tagger = PosTagger::new(reader.section()?)?;
        let lexicon = CueLexicon::new(reader.section()?)?;
        let first = crf(reader.section()?)?;
        let second = crf(reader.section()?)?;
        let linker = Linker { sources: pairs(reader.section()?)?, contents: pairs(reader.section()?)? };
        let judge = ConfidenceModel::read(reader.section()?)?;
        reader.0.is_empty().then_some(Self { tagger, lexicon, first, second, linker, judge, checksum })
    }
}

/// The checksum that the header of a weights file states, not compared with its sections; `None` for other files.
pub fn stated_checksum(bytes: &[u8]) -> Option<u64> {
    stated(bytes, MAGIC)
}

/// The bytes of a weights file from its sections.
pub fn write(sections: &[Vec<u8>; SECTIONS]) -> Vec<u8> {
    let mut body = Vec::new();
    for section in sections {
        body.extend((section.len() as u64).to_le_bytes());
        body.extend(section);
    }
    with_header(MAGIC, VERSION, &body)
}

/// What follows the header of a file that starts with `magic`, and its checksum.
///
/// # Errors
///
/// If the file starts with something else, is of another version than `version`, cut or altered.
pub(super) fn checked_body(bytes: &[u8], magic: [u8; 8], version: u32) -> Result<(&[u8], u64), WeightsError> {
    let (head, body) = bytes.split_at_checked(HEAD).ok_or(WeightsError::Foreign)?;
    let mut head = Reader(head.strip_prefix(magic.as_slice()).ok_or(WeightsError::Foreign)?);
    let found = head.u32().ok_or(WeightsError::Foreign)?;
    if found != version {
        return Err(WeightsError::Version { found, read: version });
    }
    let checksum = checksum(body);
    if head.u64() != Some(checksum) {
        return Err(WeightsError::Damaged);
    }
    Ok((body, checksum))
}

/// The checksum that the header of a file states that starts with `magic`.
pub(super) fn stated(bytes: &[u8], magic: [u8; 8]) -> Option<u64> {
    let mut header = Reader(bytes.strip_prefix(magic.as_slice())?);
    header.u32()?;
    header.u64()
}

/// A file of `body` behind its header.
pub(super) fn with_header(magic: [u8; 8], version: u32, body: &[u8]) -> Vec<u8> {
    [magic.as_slice(), &version.to_le_bytes(), &checksum(body).to_le_bytes(), body].concat()
}

/// The section of one pass: what a step of a weight counts, the start, the steps, the rows.
pub fn write_crf(scale: f32, start: &Scores, steps: &Steps, rows: &[u8]) -> Vec<u8> {
    let floats = [scale].into_iter().chain(*start).chain(steps.iter().flatten().copied());
    floats.flat_map(f32::to_le_bytes).chain(rows.iter().copied()).collect()
}

/// The section of one linker: what a step of a weight counts, the bias, the rows.
pub fn write_pairs(scale: f32, bias: f32, rows: &[u8]) -> Vec<u8> {
    [scale, bias].into_iter().flat_map(f32::to_le_bytes).chain(rows.iter().copied()).collect()
}

/// Reads what [`write_crf`] wrote.
pub fn crf(section: &[u8]) -> Option<Crf<'_>> {
    let mut reader = Reader(section);
    let [scale] = reader.floats()?;
    let start = reader.floats()?;
    let mut steps = [[0.0; 8]; 8];
    for row in &mut steps {
        *row = reader.floats()?;
    }
    Crf::new(reader.0, scale, start, steps)
}

/// Reads what [`write_pairs`] wrote.
pub fn pairs(section: &[u8]) -> Option<Pairs<'_>> {
    let mut reader = Reader(section);
    let [scale, bias] = reader.floats()?;
    Pairs::new(reader.0, scale, bias)
}

/// Reads numbers and sections one after the other; `None` where the bytes end.
pub(super) struct Reader<'a>(pub &'a [u8]);

impl<'a> Reader<'a> {
    pub fn take(&mut self, len: usize) -> Option<&'a [u8]> {
        let (head, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(head)
    }

    pub fn u32(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    pub fn u64(&mut self) -> Option<u64> {
        Some(u64::from_le_bytes(self.take(8)?.try_into().ok()?))
    }

    pub fn floats<const N: usize>(&mut self) -> Option<[f32; N]> {
        let (numbers, _) = self.take(N * 4)?.as_chunks::<4>();
        let mut out = [0.0; N];
        for (value, bytes) in out.iter_mut().zip(numbers) {
            *value = f32::from_le_bytes(*bytes);
        }
        out.iter().all(|f| f.is_finite()).then_some(out)
    }

    #[cfg(feature = "careful")]
    pub fn many(&mut self, count: usize) -> Option<Vec<f32>> {
        let numbers = self.take(count.checked_mul(4)?)?.as_chunks::<4>().0;
        let floats: Vec<f32> = numbers.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
        floats.iter().all(|f| f.is_finite()).then_some(floats)
    }

    /// Numbers of which the file has the upper half only.
    #[cfg(feature = "careful")]
    pub fn many_halves(&mut self, count: usize) -> Option<Vec<f32>> {
        let numbers = self.take(count.checked_mul(2)?)?.as_chunks::<2>().0;
        let floats: Vec<f32> = numbers.iter().map(|bytes| upper_half(*bytes)).collect();
        floats.iter().all(|f| f.is_finite()).then_some(floats)
    }

    pub fn section(&mut self) -> Option<&'a [u8]> {
        let len = usize::try_from(self.u64()?).ok()?;
        self.take(len)
    }
}

/// The number whose upper half these bytes are.
#[cfg(feature = "careful")]
pub(super) fn upper_half(bytes: [u8; 2]) -> f32 {
    f32::from_bits(u32::from(u16::from_le_bytes(bytes)) << 16)
}

/// Four sums side by side, so that 16 MB take a few milliseconds.
fn checksum(bytes: &[u8]) -> u64 {
    const STEP: u64 = 0x9E37_79B9_7F4A_7C15;
    let (blocks, rest) = bytes.as_chunks::<32>();
    let mut lanes = [1u64, 2, 3, 4];
    for block in blocks {
        let (words, _) = block.as_chunks::<8>();
        for (lane, word) in lanes.iter_mut().zip(words) {
            *lane = (*lane ^ u64::from_le_bytes(*word)).wrapping_mul(STEP).rotate_left(29);
        }
    }
    let tail = rest.iter().fold(bytes.len() as u64, |sum, b| (sum ^ u64::from(*b)).wrapping_mul(STEP).rotate_left(29));
    lanes.iter().fold(tail, |sum, lane| (sum ^ lane).wrapping_mul(STEP).rotate_left(29))
}
