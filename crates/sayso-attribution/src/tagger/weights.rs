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

const MAGIC: &[u8; 8] = b"sayso-w\n";
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
    #[error("weights of version {0}; this program reads version {VERSION}")]
    Version(u32),
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
        let (head, body) = bytes.split_at_checked(HEAD).ok_or(WeightsError::Foreign)?;
        if !head.starts_with(MAGIC) {
            return Err(WeightsError::Foreign);
        }
        let mut head = Reader(&head[MAGIC.len()..]);
        let version = head.u32().ok_or(WeightsError::Foreign)?;
        if version != VERSION {
            return Err(WeightsError::Version(version));
        }
        let checksum = checksum(body);
        if head.u64() != Some(checksum) {
            return Err(WeightsError::Damaged);
        }
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
    let mut header = Reader(bytes.strip_prefix(MAGIC)?);
    header.u32()?;
    header.u64()
}

/// The bytes of a weights file from its sections.
pub fn write(sections: &[Vec<u8>; SECTIONS]) -> Vec<u8> {
    let mut body = Vec::new();
    for section in sections {
        body.extend((section.len() as u64).to_le_bytes());
        body.extend(section);
    }
    [MAGIC.as_slice(), &VERSION.to_le_bytes(), &checksum(&body).to_le_bytes(), &body].concat()
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

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, len: usize) -> Option<&'a [u8]> {
        let (head, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(head)
    }

    fn u32(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    fn u64(&mut self) -> Option<u64> {
        Some(u64::from_le_bytes(self.take(8)?.try_into().ok()?))
    }

    fn floats<const N: usize>(&mut self) -> Option<[f32; N]> {
        let (numbers, _) = self.take(N * 4)?.as_chunks::<4>();
        let mut out = [0.0; N];
        for (value, bytes) in out.iter_mut().zip(numbers) {
            *value = f32::from_le_bytes(*bytes);
        }
        out.iter().all(|f| f.is_finite()).then_some(out)
    }

    fn section(&mut self) -> Option<&'a [u8]> {
        let len = usize::try_from(self.u64()?).ok()?;
        self.take(len)
    }
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
