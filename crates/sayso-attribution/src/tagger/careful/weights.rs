//! The weights file of the second reading.
//!
//! ```text
//! 8 bytes  "sayso-c\n"
//! u32      version            u64  checksum of all that follows
//! u64 length, vocabulary, a piece on each line
//! u32 × 4  layers, width, feed-forward width, bits of the embedding
//! embedding: scales (bf16) and numbers of all rows
//! bf16     positions
//! f32      quotation states, norm
//! for each layer: queries-keys-values, attention, norm, up, down, norm
//!          a matrix: i8 within ±63, a row for each input; f32 scales, f32 biases of its columns
//! f32      a row for each tag, biases
//! f32      score of the outside tag, weight of the second pass, 8 × 8 steps between tags
//! f32 × 13 confidence model
//! ```
//! Numbers are little-endian. A file that is cut, altered or of another version is refused.

use super::super::confidence_model::{ConfidenceModel, EVIDENCE};
use super::super::crf::Steps;
use super::super::weights::{self, Reader, WeightsError};
use super::encoder::{Encoder, Shape};
use super::wordpiece::Vocabulary;

const MAGIC: [u8; 8] = *b"sayso-c\n";
/// Counts up with every change to the layout or to how the network reads a text.
pub const VERSION: u32 = 1;

/// Everything in the file.
#[derive(Debug)]
pub struct CarefulWeights<'a> {
    /// The pieces.
    pub vocabulary: Vocabulary<'a>,
    /// The network.
    pub encoder: Encoder<'a>,
    /// How its scores are mixed with those of the second pass.
    pub mixture: Mixture,
    /// How sure.
    pub judge: ConfidenceModel,
    /// Checksum of all that follows the header.
    pub checksum: u64,
}

/// How the scores of the network are mixed with those of the second pass.
#[derive(Clone, Copy, Debug)]
pub struct Mixture {
    /// Added to the network's score of the outside tag.
    pub outside: f32,
    /// Weight of the scores and steps of the second pass; the network has weight 1.
    pub second: f32,
    /// Scores of the steps between tags.
    pub steps: Steps,
}

impl<'a> CarefulWeights<'a> {
    /// Reads the bytes of a file. The matrices are copied, the embedding is read where it lies.
    ///
    /// # Errors
    ///
    /// If the bytes are not such a file, are of another version, cut or altered.
    pub fn read(bytes: &'a [u8]) -> Result<Self, WeightsError> {
        let (body, checksum) = weights::checked_body(bytes, MAGIC, VERSION)?;
        Self::parse(body, checksum).ok_or(WeightsError::Damaged)
    }

    fn parse(body: &'a [u8], checksum: u64) -> Option<Self> {
        let mut reader = Reader(body);
        let (vocabulary, pieces) = Vocabulary::new(std::str::from_utf8(reader.section()?).ok()?)?;
        let shape = Shape::read(&mut reader)?;
        let encoder = Encoder::read(&mut reader, shape, pieces)?;
        let [outside, second] = reader.floats()?;
        let mut steps = [[0.0; 8]; 8];
        for row in &mut steps {
            *row = reader.floats()?;
        }
        let judge = ConfidenceModel::read(reader.take(EVIDENCE * 4)?)?;
        let mixture = Mixture { outside, second, steps };
        reader.0.is_empty().then_some(Self { vocabulary, encoder, mixture, judge, checksum })
    }
}

/// The checksum that the header of a file states, not compared with its contents; `None` for other files.
pub fn stated_checksum(bytes: &[u8]) -> Option<u64> {
    weights::stated(bytes, MAGIC)
}

/// The bytes of a file from what follows its header.
#[cfg(any(test, feature = "test-support"))]
pub fn write(body: &[u8]) -> Vec<u8> {
    weights::with_header(MAGIC, VERSION, body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_are_cut_altered_foreign_or_of_another_version_are_refused() {
        let refused = |bytes: &[u8]| CarefulWeights::read(bytes).err();
        let file = write(b"no network");
        assert_eq!(refused(&file), Some(WeightsError::Damaged), "it ends before the network");
        assert_eq!(refused(&file[..file.len() - 1]), Some(WeightsError::Damaged));
        assert_eq!(refused(&file[1..]), Some(WeightsError::Foreign));
        assert_eq!(refused(b""), Some(WeightsError::Foreign));
        let mut newer = file.clone();
        newer[8] += 1;
        assert_eq!(refused(&newer), Some(WeightsError::Version { found: VERSION + 1, read: VERSION }));
        assert_ne!(stated_checksum(&file), None);
        assert_eq!(stated_checksum(b"sayso-w"), None);
    }
}
