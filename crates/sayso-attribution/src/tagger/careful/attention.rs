//! Attention of the pieces of one window to each other.

#![allow(clippy::inline_always, reason = "only what is inlined into `Arch::dispatch` uses its vector instructions")]

use pulp::{Arch, Simd, WithSimd};

use super::kernels::{LANES, softmax};

/// Numbers of one head.
pub const HEAD: usize = 32;
/// Pieces whose attention is computed together: their sums fit the registers.
const TOGETHER: usize = 4;
/// Vector columns whose sums are kept in registers together.
const COLUMNS: usize = 2;
/// Score of a place beyond the window.
const NOWHERE: f32 = -1e9;

/// Buffers of [`attend`], kept between calls.
#[derive(Debug, Default)]
pub struct Buffers {
    /// The keys of a head, one column a piece.
    keys: Vec<f32>,
    /// The values of a head, one row a piece.
    values: Vec<f32>,
    /// Shares of attention, one row for each of the pieces computed together.
    shares: Vec<f32>,
}

/// Attention of one window. `projected` has a row of queries, keys and values for each piece, each `width` numbers;
/// `out` a row of `width` numbers.
pub fn attend(arch: Arch, projected: &[f32], width: usize, out: &mut [f32], buffers: &mut Buffers) {
    arch.dispatch(Attend { projected, width, out, buffers });
}

struct Attend<'a> {
    projected: &'a [f32],
    width: usize,
    out: &'a mut [f32],
    buffers: &'a mut Buffers,
}

impl WithSimd for Attend<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Self { projected, width, out, buffers } = self;
        let pieces = out.len() / width;
        let padded = pieces.next_multiple_of(COLUMNS * LANES);
        let Buffers { keys, values, shares } = buffers;
        for (buffer, len) in
            [(&mut *keys, padded * HEAD), (&mut *values, pieces * HEAD), (&mut *shares, padded * TOGETHER)]
        {
            buffer.clear();
            buffer.resize(len, 0.0);
        }
        for head in (0..width).step_by(HEAD) {
            for (piece, row) in projected.chunks_exact(3 * width).enumerate() {
                for (at, key) in row[width + head..][..HEAD].iter().enumerate() {
                    keys[at * padded + piece] = *key;
                }
                values[piece * HEAD..][..HEAD].copy_from_slice(&row[2 * width + head..][..HEAD]);
            }
            for first in (0..pieces).step_by(TOGETHER) {
                let queries = queries(projected, width, head, first, pieces);
                scores(simd, &queries, keys, padded, shares);
                for row in shares.chunks_exact_mut(padded) {
                    row[pieces..].fill(NOWHERE);
                    softmax(row);
                }
                let mixed = mix(simd, shares, padded, values);
                for (piece, row) in mixed.iter().enumerate().take(pieces - first) {
                    out[(first + piece) * width + head..][..HEAD].copy_from_slice(row);
                }
            }
        }
    }
}

/// The scaled queries of the pieces from `first` on, one column a piece. The last piece stands for those beyond it.
#[inline(always)]
fn queries(projected: &[f32], width: usize, head: usize, first: usize, pieces: usize) -> [[f32; TOGETHER]; HEAD] {
    let root = 1.0 / (HEAD as f32).sqrt();
    let mut queries = [[0f32; TOGETHER]; HEAD];
    for column in 0..TOGETHER {
        let piece = (first + column).min(pieces - 1);
        for (row, query) in queries.iter_mut().zip(&projected[piece * 3 * width + head..][..HEAD]) {
            row[column] = query * root;
        }
    }
    queries
}

/// Puts the products of `queries` with all keys into `shares`.
#[inline(always)]
fn scores<S: Simd>(simd: S, queries: &[[f32; TOGETHER]; HEAD], keys: &[f32], padded: usize, shares: &mut [f32]) {
    for column in (0..padded / S::F32_LANES).step_by(COLUMNS) {
        let mut sums = [[simd.splat_f32s(0.0); COLUMNS]; TOGETHER];
        for (queries, keys) in queries.iter().zip(keys.chunks_exact(padded)) {
            let keys = S::as_simd_f32s(keys).0;
            let keys = [keys[column], keys[column + 1]];
            for (sums, query) in sums.iter_mut().zip(queries) {
                let query = simd.splat_f32s(*query);
                sums[0] = simd.mul_add_f32s(query, keys[0], sums[0]);
                sums[1] = simd.mul_add_f32s(query, keys[1], sums[1]);
            }
        }
        for (sums, shares) in sums.iter().zip(shares.chunks_exact_mut(padded)) {
            S::as_mut_simd_f32s(shares).0[column..column + COLUMNS].copy_from_slice(sums);
        }
    }
}

/// The sums of all values, each weighed by its share.
#[inline(always)]
fn mix<S: Simd>(simd: S, shares: &[f32], padded: usize, values: &[f32]) -> [[f32; HEAD]; TOGETHER] {
    let mut out = [[0f32; HEAD]; TOGETHER];
    let columns = HEAD / S::F32_LANES;
    let rows: [&[f32]; TOGETHER] = std::array::from_fn(|row| &shares[row * padded..][..padded]);
    for column in (0..columns).step_by(COLUMNS) {
        let mut sums = [[simd.splat_f32s(0.0); COLUMNS]; TOGETHER];
        for (piece, values) in S::as_simd_f32s(values).0.chunks_exact(columns).enumerate() {
            let values = [values[column], values[column + 1]];
            for (sums, row) in sums.iter_mut().zip(rows) {
                let share = simd.splat_f32s(row[piece]);
                sums[0] = simd.mul_add_f32s(share, values[0], sums[0]);
                sums[1] = simd.mul_add_f32s(share, values[1], sums[1]);
            }
        }
        for (sums, out) in sums.iter().zip(&mut out) {
            S::as_mut_simd_f32s(out).0[column..column + COLUMNS].copy_from_slice(sums);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Attention written out: one head after the other, in double precision.
    fn plain(projected: &[f32], width: usize, pieces: usize) -> Vec<f64> {
        let at =
            |piece: usize, part: usize, column: usize| f64::from(projected[piece * 3 * width + part * width + column]);
        let mut out = vec![0.0; pieces * width];
        for head in (0..width).step_by(HEAD) {
            for piece in 0..pieces {
                let score = |other: usize| {
                    let product: f64 = (head..head + HEAD).map(|c| at(piece, 0, c) * at(other, 1, c)).sum();
                    (product / (HEAD as f64).sqrt()).exp()
                };
                let total: f64 = (0..pieces).map(score).sum();
                for column in head..head + HEAD {
                    let mixed = (0..pieces).map(|other| score(other) / total * at(other, 2, column));
                    out[piece * width + column] = mixed.sum();
                }
            }
        }
        out
    }

    #[test]
    fn attention_is_that_of_the_plain_version_at_every_length() {
        let width = 2 * HEAD;
        let mut buffers = Buffers::default();
        for pieces in [1, 2, 3, 4, 5, 31, 32, 33] {
            let number = |at: usize| ((at * 7919 + pieces * 31) % 1009) as f32 / 252.0 - 2.0;
            let projected: Vec<f32> = (0..pieces * 3 * width).map(number).collect();
            let mut out = vec![0.0; pieces * width];
            attend(Arch::new(), &projected, width, &mut out, &mut buffers);
            for (got, want) in out.iter().zip(plain(&projected, width, pieces)) {
                assert!((f64::from(*got) - want).abs() < 1e-4, "{pieces}: {got} is not {want}");
            }
        }
    }
}
