//! Numbers of a network as whole numbers.

use sayso_attribution::tagger::careful::{BLOCK, NIBBLE_ZERO, TOP_WEIGHT};

/// Largest number of an embedding of eight bits.
const TOP_BYTE: f32 = 127.0;
/// Scales that are tried for a block of four bits, as hundredths of the one that holds its largest number.
const TRIED: std::ops::RangeInclusive<u8> = 70..=105;

/// A matrix of `inputs` columns, a row for each output, as bytes with a row for each input, then the scales.
pub fn matrix(weights: &[f32], inputs: usize) -> Vec<u8> {
    let outputs = weights.len() / inputs;
    let mut bytes = vec![0; weights.len()];
    let mut scales = Vec::new();
    for (output, row) in weights.chunks_exact(inputs).enumerate() {
        let scale = largest(row) / f32::from(TOP_WEIGHT);
        scales.push(scale);
        for (input, weight) in row.iter().enumerate() {
            bytes[input * outputs + output] = ((weight / scale).round() as i8).cast_unsigned();
        }
    }
    bytes.extend(scales.into_iter().flat_map(f32::to_le_bytes));
    bytes
}

/// Rows of `width` numbers as bytes, behind a scale for each row.
pub fn eight_bits(rows: &[f32], width: usize) -> Vec<u8> {
    let (mut scales, mut bytes) = (Vec::new(), Vec::new());
    for row in rows.chunks_exact(width) {
        let scale = up(largest(row) / TOP_BYTE);
        scales.extend(upper_half(scale));
        bytes.extend(row.iter().map(|x| ((x / scale).round() as i8).cast_unsigned()));
    }
    [scales, bytes].concat()
}

/// Rows as nibbles, behind a scale for each block of a row: the scale with which the squared error is least.
pub fn four_bits(rows: &[f32]) -> Vec<u8> {
    let (mut scales, mut bytes) = (Vec::new(), Vec::new());
    for block in rows.chunks_exact(BLOCK) {
        let zero = f32::from(NIBBLE_ZERO);
        // The range has one more step below zero, so the largest number may lie there with either sign of the scale.
        let most = block.iter().copied().max_by(|a, b| a.abs().total_cmp(&b.abs())).unwrap_or_default();
        let full = if most == 0.0 { 1e-9 } else { -most / zero };
        let nibble = |x: f32, scale: f32| (x / scale).round().clamp(-zero, zero - 1.0);
        let error = |scale: f32| block.iter().map(|x| (x - nibble(*x, scale) * scale).powi(2)).sum::<f32>();
        let tried = TRIED.map(|percent| near(full * f32::from(percent) / 100.0));
        let scale = tried.min_by(|a, b| error(*a).total_cmp(&error(*b))).unwrap_or(full);
        scales.extend(upper_half(scale));
        let number = |x: f32| (nibble(x, scale) + zero) as u8;
        bytes.extend(block.as_chunks::<2>().0.iter().map(|pair| number(pair[0]) | number(pair[1]) << 4));
    }
    [scales, bytes].concat()
}

fn largest(row: &[f32]) -> f32 {
    row.iter().fold(1e-9, |top, x| top.max(x.abs()))
}

/// The least number not below `x` that the upper half of an `f32` can hold.
fn up(x: f32) -> f32 {
    f32::from_bits((x.to_bits() + 0xffff) & 0xffff_0000)
}

/// The number nearest to `x` that the upper half of an `f32` can hold.
fn near(x: f32) -> f32 {
    f32::from_bits((x.to_bits() + 0x8000) & 0xffff_0000)
}

/// Numbers without their lower halves.
pub fn halves(numbers: &[f32]) -> Vec<u8> {
    numbers.iter().flat_map(|x| upper_half(near(*x))).collect()
}

fn upper_half(x: f32) -> [u8; 2] {
    ((x.to_bits() >> 16) as u16).to_le_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_matrix_is_turned_and_held_within_seven_bits() {
        let bytes = matrix(&[1.1, -2.0, 0.5, 0.26], 2);
        assert_eq!(bytes[..4].iter().map(|b| b.cast_signed()).collect::<Vec<_>>(), [35, 63, -63, 33]);
        assert_eq!(bytes[4..8], (2.0f32 / 63.0).to_le_bytes());
    }

    #[test]
    fn four_bits_stand_for_the_numbers() {
        let row: Vec<f32> = (0..BLOCK).map(|x| (x as f32 - 15.0) / 10.0).collect();
        let bytes = four_bits(&row);
        let scale = f32::from_bits(u32::from(u16::from_le_bytes([bytes[0], bytes[1]])) << 16);
        for (at, x) in row.iter().enumerate() {
            let nibble = bytes[2 + at / 2] >> (at % 2 * 4) & 15;
            let got = (f32::from(nibble) - f32::from(NIBBLE_ZERO)) * scale;
            assert!((got - x).abs() <= scale.abs() * 0.6, "{got} is not {x}");
        }
        assert_eq!(bytes.len(), 2 + BLOCK / 2);
    }

    #[test]
    fn eight_bits_stand_for_the_numbers() {
        let row = [0.5, -1.27, 0.01, 0.0];
        let bytes = eight_bits(&row, 4);
        let scale = f32::from_bits(u32::from(u16::from_le_bytes([bytes[0], bytes[1]])) << 16);
        for (byte, x) in bytes[2..].iter().zip(row) {
            assert!((f32::from(byte.cast_signed()) * scale - x).abs() <= scale * 0.51);
        }
    }
}
