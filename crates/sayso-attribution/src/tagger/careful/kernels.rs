//! Arithmetic on rows of the network, with the same bits on every machine: sums are kept in a fixed number of lanes and
//! folded in a fixed order, exponential and normal distribution are polynomials of this file, and no product is fused
//! with a sum.

#![allow(clippy::inline_always, reason = "only what is inlined into `Arch::dispatch` uses its vector instructions")]

use pulp::Arch;

/// Number of partial sums of a row. The width of all rows is a multiple of it.
pub const LANES: usize = 16;
/// 1.5 · 2^23. The sum with a number within ±2^22 has the nearest whole number in its low bits.
const ROUND: f32 = 12_582_912.0;
/// Largest value of a quantized activation.
const TOP: f32 = 255.0;
/// Least range of a row that is quantized, so that a row of equal numbers has a scale.
const LEAST_RANGE: f32 = 1e-12;
/// Added to the variance of a row.
const EPSILON: f32 = 1e-12;
/// Arguments of the exponential below this give as little as this one.
const LEAST_EXPONENT: f32 = -87.0;
/// ln 2 as the sum of a short and a small number.
const LN_2: [f32; 2] = [0.693_359_4, -2.121_944_4e-4];
/// Coefficients of e^x for |x| ≤ ln 2 / 2, highest first.
const EXP: [f32; 8] = [1.0 / 5040.0, 1.0 / 720.0, 1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5, 1.0, 1.0];
/// Beyond this the normal distribution is 0 or 1.
const REACH: f32 = 4.2;
/// Coefficients p of Φ(x) ≈ 1/2 + x·p(x²) for |x| ≤ [`REACH`], highest first: a fit that holds the error of x·Φ(x)
/// below 6·10⁻⁵; beyond, it is below 2·10⁻⁵·|x|.
const NORMAL: [f32; 9] = [
    4.923_831_5e-11,
    -4.795_671_4e-9,
    2.072_479_4e-7,
    -5.289_569_3e-6,
    8.983_599_4e-5,
    -1.086_459_2e-3,
    9.740_941e-3,
    -6.622_208e-2,
    0.398_834_6,
];

/// Rows of numbers as unsigned bytes: `value ≈ scale · (byte − zero)`.
#[derive(Debug, Default)]
pub struct QuantizedRows {
    /// The bytes of all rows.
    pub bytes: Vec<u8>,
    /// The scale of each row.
    pub scales: Vec<f32>,
    /// The byte that stands for zero in each row.
    pub zeros: Vec<i32>,
}

/// Scales and biases of the columns of a product.
#[derive(Debug)]
pub struct Columns {
    /// Value of one step of the weights of each column.
    pub scales: Vec<f32>,
    /// Sum of the whole-number weights of each column.
    pub sums: Vec<i32>,
    /// Bias of each column.
    pub bias: Vec<f32>,
}

/// What follows a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activation {
    /// Nothing.
    Linear,
    /// x·Φ(x), the Gaussian error linear unit.
    Gelu,
}

/// Quantizes rows of `width` numbers.
pub fn quantize(arch: Arch, rows: &[f32], width: usize, out: &mut QuantizedRows) {
    let count = rows.len() / width;
    out.bytes.resize(rows.len(), 0);
    out.scales.resize(count, 0.0);
    out.zeros.resize(count, 0);
    arch.dispatch(|| {
        let results = out.scales.iter_mut().zip(&mut out.zeros);
        for ((row, bytes), (scale, zero)) in
            rows.chunks_exact(width).zip(out.bytes.chunks_exact_mut(width)).zip(results)
        {
            (*scale, *zero) = quantize_row(row, bytes);
        }
    });
}

/// Scale and zero of `row`, whose bytes are put into `bytes`.
#[inline(always)]
fn quantize_row(row: &[f32], bytes: &mut [u8]) -> (f32, i32) {
    let (mut low, mut high) = ([0f32; LANES], [0f32; LANES]);
    for chunk in row.as_chunks::<LANES>().0 {
        for lane in 0..LANES {
            low[lane] = lesser(chunk[lane], low[lane]);
            high[lane] = greater(chunk[lane], high[lane]);
        }
    }
    let low = fold(low, lesser);
    let range = greater(fold(high, greater) - low, LEAST_RANGE);
    let inverse = TOP / range;
    let zero = (-low * inverse + ROUND).to_bits().wrapping_sub(ROUND.to_bits()) as i32;
    let shift = zero as f32;
    for (byte, x) in bytes.iter_mut().zip(row) {
        let value = lesser(greater(*x * inverse + shift, 0.0), TOP);
        // The low byte of the sum is the rounded number; a cast of the number itself is several times slower.
        *byte = (value + ROUND).to_bits() as u8;
    }
    (range / TOP, zero)
}

/// Turns the whole-number product of `rows` with a matrix into numbers.
pub fn dequantize(
    arch: Arch,
    product: &[i32],
    rows: &QuantizedRows,
    columns: &Columns,
    activation: Activation,
    out: &mut [f32],
) {
    let width = columns.scales.len();
    let (scales, sums, bias) = (&columns.scales[..width], &columns.sums[..width], &columns.bias[..width]);
    arch.dispatch(|| {
        let all = product.chunks_exact(width).zip(out.chunks_exact_mut(width));
        for (((product, out), scale), zero) in all.zip(&rows.scales).zip(&rows.zeros) {
            let (product, out) = (&product[..width], &mut out[..width]);
            for at in 0..width {
                out[at] = (product[at] - zero * sums[at]) as f32 * (scale * scales[at]) + bias[at];
            }
            if activation == Activation::Gelu {
                for x in out {
                    *x = gelu(*x);
                }
            }
        }
    });
}

/// Scales each of `rows` to mean 0 and variance 1, then by `gain` and `bias`; with `add` after adding its rows.
pub fn normalize(arch: Arch, rows: &mut [f32], add: Option<&[f32]>, gain: &[f32], bias: &[f32]) {
    let width = gain.len();
    arch.dispatch(|| {
        if let Some(add) = add {
            rows.iter_mut().zip(add).for_each(|(x, y)| *x += *y);
        }
        rows.chunks_exact_mut(width).for_each(|row| normalize_row(row, gain, bias));
    });
}

#[inline(always)]
fn normalize_row(row: &mut [f32], gain: &[f32], bias: &[f32]) {
    let width = row.len() as f32;
    let mean = sum(row) / width;
    let mut squares = [0f32; LANES];
    for chunk in row.as_chunks_mut::<LANES>().0 {
        for (square, x) in squares.iter_mut().zip(chunk) {
            *x -= mean;
            *square += *x * *x;
        }
    }
    let variance = fold(squares, |a, b| a + b) / width;
    let inverse = 1.0 / (variance + EPSILON).sqrt();
    for ((x, gain), bias) in row.iter_mut().zip(gain).zip(bias) {
        *x = *x * inverse * *gain + *bias;
    }
}

/// Turns scores into shares that sum to one.
#[inline(always)]
pub fn softmax(row: &mut [f32]) {
    let mut most = [f32::MIN; LANES];
    for chunk in row.as_chunks::<LANES>().0 {
        for (most, x) in most.iter_mut().zip(chunk) {
            *most = greater(*x, *most);
        }
    }
    let most = fold(most, greater);
    for x in row.iter_mut() {
        *x = exp(*x - most);
    }
    let inverse = 1.0 / sum(row);
    for x in row {
        *x *= inverse;
    }
}

/// Sum of the products of two rows.
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0f32; LANES];
    for (a, b) in a.as_chunks::<LANES>().0.iter().zip(b.as_chunks::<LANES>().0) {
        for lane in 0..LANES {
            lanes[lane] += a[lane] * b[lane];
        }
    }
    fold(lanes, |a, b| a + b)
}

#[inline(always)]
fn sum(row: &[f32]) -> f32 {
    let mut lanes = [0f32; LANES];
    for chunk in row.as_chunks::<LANES>().0 {
        lanes.iter_mut().zip(chunk).for_each(|(lane, x)| *lane += *x);
    }
    fold(lanes, |a, b| a + b)
}

/// Folds the lanes: the second half into the first, again and again.
#[inline(always)]
fn fold(mut lanes: [f32; LANES], f: impl Fn(f32, f32) -> f32) -> f32 {
    let mut half = LANES / 2;
    while half > 0 {
        for at in 0..half {
            lanes[at] = f(lanes[at], lanes[at + half]);
        }
        half /= 2;
    }
    lanes[0]
}

/// The lesser number; one comparison, unlike `f32::min`, which must tell NaN apart.
#[inline(always)]
fn lesser(a: f32, b: f32) -> f32 {
    if a < b { a } else { b }
}

#[inline(always)]
fn greater(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}

/// e^x for x ≤ 88, relative error below 10⁻⁶.
#[inline(always)]
fn exp(x: f32) -> f32 {
    let x = greater(x, LEAST_EXPONENT);
    let rounded = x * std::f32::consts::LOG2_E + ROUND;
    let whole = rounded - ROUND;
    let rest = (x - whole * LN_2[0]) - whole * LN_2[1];
    let power = rounded.to_bits().wrapping_sub(ROUND.to_bits()).wrapping_add(127) << 23;
    polynomial(&EXP, rest) * f32::from_bits(power)
}

#[inline(always)]
fn gelu(x: f32) -> f32 {
    let near = lesser(greater(x, -REACH), REACH);
    let phi = 0.5 + near * polynomial(&NORMAL, near * near);
    x * lesser(greater(phi, 0.0), 1.0)
}

/// Value of the polynomial with `coefficients`, highest first.
#[inline(always)]
fn polynomial<const N: usize>(coefficients: &[f32; N], x: f32) -> f32 {
    let mut value = coefficients[0];
    for coefficient in &coefficients[1..] {
        value = value * x + coefficient;
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn close(a: f32, b: f64, within: f64) -> bool {
        (f64::from(a) - b).abs() <= within
    }

    proptest! {
        #[test]
        fn the_exponential_is_that_of_the_library(x in -87f32..10.0) {
            prop_assert!(close(exp(x), f64::from(x).exp(), 2e-6 * f64::from(x).exp()), "{} {}", exp(x), x.exp());
        }

        #[test]
        fn the_unit_is_x_times_the_normal_distribution(x in -12f32..12.0) {
            prop_assert!(close(gelu(x), plain_gelu(f64::from(x)), 1e-4), "{x} {}", gelu(x));
        }

        #[test]
        fn quantized_rows_stand_for_the_numbers(row in prop::collection::vec(-9f32..9.0, 32)) {
            let mut out = QuantizedRows::default();
            quantize(Arch::new(), &row, 16, &mut out);
            for (at, x) in row.iter().enumerate() {
                let (scale, zero) = (out.scales[at / 16], out.zeros[at / 16]);
                let got = scale * (i32::from(out.bytes[at]) - zero) as f32;
                prop_assert!((got - x).abs() <= scale * 0.51, "{} is not {}", got, x);
            }
        }

        #[test]
        fn normalized_rows_have_mean_and_variance(
            row in prop::collection::vec(-9f32..9.0, 32), add in prop::collection::vec(-9f32..9.0, 32),
        ) {
            let (gain, bias) = (vec![2.0; 16], vec![0.5; 16]);
            let mut got = row.clone();
            normalize(Arch::new(), &mut got, Some(&add), &gain, &bias);
            for (at, got) in got.chunks(16).enumerate() {
                let x: Vec<f64> = (0..16).map(|i| f64::from(row[at * 16 + i] + add[at * 16 + i])).collect();
                let mean = x.iter().sum::<f64>() / 16.0;
                let deviation = (x.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / 16.0).sqrt();
                for (got, x) in got.iter().zip(x) {
                    prop_assert!(close(*got, (x - mean) / deviation * 2.0 + 0.5, 1e-3), "{got}");
                }
            }
        }

        #[test]
        fn shares_are_those_of_the_plain_softmax(row in prop::collection::vec(-20f32..20.0, 48)) {
            let mut got = row.clone();
            softmax(&mut got);
            let total: f64 = row.iter().map(|x| f64::from(*x).exp()).sum();
            for (got, x) in got.iter().zip(&row) {
                prop_assert!(close(*got, f64::from(*x).exp() / total, 1e-5), "{got}");
            }
        }

        #[test]
        fn a_product_is_brought_back_to_numbers(product in prop::collection::vec(-9000i32..9000, 32), zero in 0i32..255) {
            let rows = QuantizedRows { bytes: vec![], scales: vec![0.01, 0.02], zeros: vec![zero, 7] };
            let columns = Columns { scales: vec![0.5; 16], sums: (0..16).collect(), bias: vec![0.25; 16] };
            for activation in [Activation::Linear, Activation::Gelu] {
                let mut out = vec![0.0; 32];
                dequantize(Arch::new(), &product, &rows, &columns, activation, &mut out);
                for (at, got) in out.into_iter().enumerate() {
                    let (row, column) = (at / 16, at % 16);
                    let whole = f64::from(product[at] - rows.zeros[row] * column as i32);
                    let plain = whole * f64::from(rows.scales[row]) * 0.5 + 0.25;
                    let want = if activation == Activation::Gelu { plain_gelu(plain) } else { plain };
                    prop_assert!(close(got, want, 1e-4 + plain.abs() * 2e-5), "{got} is not {want}");
                }
            }
        }
    }

    /// x·Φ(x), with Φ as the integral of the density.
    fn plain_gelu(x: f64) -> f64 {
        const STEPS: usize = 2000;
        let reach = x.clamp(-9.0, 9.0);
        let step = reach / STEPS as f64;
        let density = |at: usize| (-(at as f64 * step).powi(2) / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt();
        let inner: f64 = (1..STEPS).map(density).sum();
        x * (0.5 + step * (inner + f64::midpoint(density(0), density(STEPS))))
    }

    #[test]
    fn a_dot_product_and_a_row_of_one_value() {
        let row: Vec<f32> = (0..32).map(|x| x as f32).collect();
        assert!(close(dot(&row, &row), 10416.0, 1e-3));
        let mut out = QuantizedRows::default();
        quantize(Arch::new(), &[0.0; 16], 16, &mut out);
        assert!(out.zeros == [0] && out.bytes.iter().all(|byte| *byte == 0) && out.scales[0] > 0.0);
    }
}
