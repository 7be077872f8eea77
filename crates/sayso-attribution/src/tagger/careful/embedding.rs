//! The embedding of pieces, read where it lies in the weights file: rows of whole numbers of eight or of four bits.

use super::super::weights::{Reader, upper_half};
use super::wordpiece::PieceId;

/// Numbers of a row that share a scale where they have four bits.
pub const BLOCK: usize = 64;
/// What stands for zero among numbers of four bits.
pub const NIBBLE_ZERO: u8 = 8;

/// Bits of a number of the embedding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bits {
    /// A scale for each row.
    Eight,
    /// A scale for each [`BLOCK`] of a row, two numbers a byte, the first in the low bits.
    Four,
}

impl Bits {
    /// The bits by their number; `None` for another.
    pub fn new(bits: u32) -> Option<Self> {
        match bits {
            8 => Some(Self::Eight),
            4 => Some(Self::Four),
            _ => None,
        }
    }

    /// Bytes of the scales and of the numbers of a row.
    fn row_bytes(self, width: usize) -> (usize, usize) {
        match self {
            Self::Eight => (2, width),
            Self::Four => (2 * width / BLOCK, width / 2),
        }
    }
}

/// One row of `width` numbers for each piece. Scales are the upper half of an `f32`.
#[derive(Clone, Debug)]
pub struct Embedding<'a> {
    bits: Bits,
    width: usize,
    scales: &'a [u8],
    numbers: &'a [u8],
}

impl<'a> Embedding<'a> {
    /// Reads the scales and the numbers of `rows` rows.
    pub fn read(reader: &mut Reader<'a>, bits: Bits, width: usize, rows: usize) -> Option<Self> {
        let (scales, numbers) = bits.row_bytes(width);
        Some(Self { bits, width, scales: reader.take(rows * scales)?, numbers: reader.take(rows * numbers)? })
    }

    /// Adds the row of `piece` to `out`.
    pub fn add(&self, piece: PieceId, out: &mut [f32]) {
        let (scales, numbers) = self.bits.row_bytes(self.width);
        let at = piece.0 as usize;
        let scales = self.scales[at * scales..][..scales].as_chunks::<2>().0;
        let numbers = &self.numbers[at * numbers..][..numbers];
        match self.bits {
            Bits::Eight => {
                let scale = upper_half(scales[0]);
                out.iter_mut().zip(numbers).for_each(|(x, n)| *x += f32::from(n.cast_signed()) * scale);
            }
            Bits::Four => {
                let blocks = out.as_chunks_mut::<BLOCK>().0.iter_mut().zip(numbers.as_chunks::<{ BLOCK / 2 }>().0);
                for ((block, bytes), scale_bytes) in blocks.zip(scales) {
                    let scale = upper_half(*scale_bytes);
                    let number = |nibble: u8| (f32::from(nibble) - f32::from(NIBBLE_ZERO)) * scale;
                    for (pair, byte) in block.as_chunks_mut::<2>().0.iter_mut().zip(bytes) {
                        pair[0] += number(byte & 15);
                        pair[1] += number(byte >> 4);
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_both_kinds_are_read_where_they_lie() {
        let one = 0x3f80u16.to_le_bytes();
        let half = 0x3f00u16.to_le_bytes();
        let eight: Vec<u8> =
            [one, half].concat().into_iter().chain((0..64).map(|n| if n < 32 { 1 } else { 254 })).collect();
        let embedding = Embedding::read(&mut Reader(&eight), Bits::Eight, 32, 2).unwrap();
        let mut row = vec![0.5; 32];
        embedding.add(PieceId(1), &mut row);
        assert_eq!(row, vec![-0.5; 32]);

        let four: Vec<u8> = [one, half].concat().into_iter().chain([0xf0; BLOCK]).collect();
        let embedding = Embedding::read(&mut Reader(&four), Bits::Four, 2 * BLOCK, 1).unwrap();
        let mut row = vec![0.0; 2 * BLOCK];
        embedding.add(PieceId(0), &mut row);
        assert_eq!((row[0], row[1], row[BLOCK], row[BLOCK + 1]), (-8.0, 7.0, -4.0, 3.5));
        assert!(Embedding::read(&mut Reader(&four), Bits::Four, 2 * BLOCK, 2).is_none());
        assert_eq!((Bits::new(4), Bits::new(5)), (Some(Bits::Four), None));
    }
}
