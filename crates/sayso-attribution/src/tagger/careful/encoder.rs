//! The network: layers of attention and of a feed-forward network over the pieces of a window, and a score for each
//! piece and tag. Products of matrices are of whole numbers, eight bits by seven: with weights within ±63 the sums of
//! every processor are the same.

use std::fmt;

use pulp::Arch;
use rten_gemm::{GemmError, GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedBMatrix};
use rten_tensor::Matrix;

use super::super::crf::{Scores, TAGS};
use super::super::weights::Reader;
use super::attention::{self, HEAD, attend};
use super::embedding::{BLOCK, Bits, Embedding};
use super::kernels::{Activation, Columns, LANES, QuantizedRows, dequantize, dot, normalize, quantize};
use super::packing::{LONGEST, QuoteState};
use super::wordpiece::PieceId;

/// Largest weight of a matrix. With larger ones the sums of processors without VNNI saturate.
pub const TOP_WEIGHT: i8 = 63;
/// Rows of the embedding of quotations.
pub const STATES: usize = 3;
/// Most layers of a file.
const MOST_LAYERS: u32 = 24;
/// Greatest width and feed-forward width of a file.
const WIDEST: u32 = 8192;

/// Sizes of a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Number of layers.
    pub layers: usize,
    /// Numbers of a piece between layers.
    pub width: usize,
    /// Numbers of a piece within a feed-forward network.
    pub inner: usize,
    /// Bits of the embedding.
    pub bits: Bits,
}

impl Shape {
    /// Reads four numbers; `None` for sizes that the kernels cannot work with.
    pub fn read(reader: &mut Reader) -> Option<Self> {
        let [layers, width, inner, bits] = [reader.u32()?, reader.u32()?, reader.u32()?, reader.u32()?];
        let lanes = LANES as u32;
        let fits = (1..=MOST_LAYERS).contains(&layers)
            && (1..=WIDEST).contains(&width)
            && (1..=WIDEST).contains(&inner)
            && width.is_multiple_of(HEAD as u32)
            && inner.is_multiple_of(lanes);
        let bits = Bits::new(bits)?;
        let fits = fits && (bits == Bits::Eight || width.is_multiple_of(BLOCK as u32));
        fits.then_some(Self { layers: layers as usize, width: width as usize, inner: inner as usize, bits })
    }
}

/// The network over its weights.
pub struct Encoder<'a> {
    arch: Arch,
    shape: Shape,
    embedding: Embedding<'a>,
    positions: Vec<f32>,
    quotes: Vec<f32>,
    norm: Norm,
    layers: Vec<Layer>,
    head: Vec<f32>,
    head_bias: Vec<f32>,
}

struct Norm {
    gain: Vec<f32>,
    bias: Vec<f32>,
}

struct Layer {
    project: Linear,
    attended: Linear,
    attended_norm: Norm,
    up: Linear,
    down: Linear,
    norm: Norm,
}

/// A matrix of whole numbers with the bias of its columns.
struct Linear {
    matrix: PackedBMatrix<i8>,
    columns: Columns,
}

/// Buffers of [`Encoder::run`], kept between windows. It stays on the thread that made it.
#[derive(Default)]
pub struct Workspace {
    executor: GemmExecutor<u8, i8, i32>,
    rows: Vec<f32>,
    projected: Vec<f32>,
    inner: Vec<f32>,
    out: Vec<f32>,
    product: Vec<i32>,
    quantized: QuantizedRows,
    attention: attention::Buffers,
}

impl<'a> Encoder<'a> {
    /// Reads the weights of `pieces` pieces. `None` if they are cut short or hold numbers that are not finite.
    pub fn read(reader: &mut Reader<'a>, shape: Shape, pieces: usize) -> Option<Self> {
        let executor = GemmExecutor::default();
        let (width, inner) = (shape.width, shape.inner);
        let embedding = Embedding::read(reader, shape.bits, width, pieces)?;
        let positions = reader.many_halves(LONGEST * width)?;
        let quotes = reader.many(STATES * width)?;
        let norm = Norm::read(reader, width)?;
        let mut layers = Vec::with_capacity(shape.layers);
        for _ in 0..shape.layers {
            layers.push(Layer {
                project: Linear::read(reader, &executor, width, 3 * width)?,
                attended: Linear::read(reader, &executor, width, width)?,
                attended_norm: Norm::read(reader, width)?,
                up: Linear::read(reader, &executor, width, inner)?,
                down: Linear::read(reader, &executor, inner, width)?,
                norm: Norm::read(reader, width)?,
            });
        }
        let (head, head_bias) = (reader.many(TAGS * width)?, reader.many(TAGS)?);
        Some(Self { arch: Arch::new(), shape, embedding, positions, quotes, norm, layers, head, head_bias })
    }

    /// The scores of every tag for each of `pieces`, at most [`LONGEST`], put into `out`.
    ///
    /// # Errors
    ///
    /// If the library that multiplies matrices refuses one.
    pub fn run(
        &self,
        pieces: impl Iterator<Item = (PieceId, QuoteState)>,
        workspace: &mut Workspace,
        out: &mut Vec<Scores>,
    ) -> Result<(), GemmError> {
        self.embed(pieces, workspace);
        for layer in &self.layers {
            self.layer(layer, workspace)?;
        }
        let score = |row: &[f32]| -> Scores {
            std::array::from_fn(|tag| match self.head.chunks_exact(self.shape.width).nth(tag) {
                Some(weights) => dot(row, weights) + self.head_bias[tag],
                None => 0.0,
            })
        };
        out.clear();
        out.extend(workspace.rows.chunks_exact(self.shape.width).map(score));
        Ok(())
    }

    fn embed(&self, pieces: impl Iterator<Item = (PieceId, QuoteState)>, workspace: &mut Workspace) {
        let width = self.shape.width;
        let rows = &mut workspace.rows;
        rows.clear();
        for (position, (piece, state)) in self.positions.chunks_exact(width).zip(pieces) {
            let from = rows.len();
            rows.extend_from_slice(position);
            let row = &mut rows[from..];
            self.embedding.add(piece, row);
            row.iter_mut().zip(&self.quotes[state as usize * width..]).for_each(|(x, quote)| *x += quote);
        }
        normalize(self.arch, rows, None, &self.norm.gain, &self.norm.bias);
    }

    fn layer(&self, layer: &Layer, workspace: &mut Workspace) -> Result<(), GemmError> {
        let Workspace { executor, rows, projected, inner, out, product, quantized, attention } = workspace;
        let arch = self.arch;
        let mut apply = |linear: &Linear, rows: &[f32], activation, out: &mut Vec<f32>| {
            linear.multiply(arch, executor, rows, product, quantized)?;
            out.resize(product.len(), 0.0);
            dequantize(arch, product, quantized, &linear.columns, activation, out);
            Ok::<(), GemmError>(())
        };
        apply(&layer.project, rows, Activation::Linear, projected)?;
        inner.resize(rows.len(), 0.0);
        attend(arch, projected, self.shape.width, inner, attention);
        apply(&layer.attended, inner, Activation::Linear, out)?;
        layer.attended_norm.apply(arch, rows, out);
        apply(&layer.up, rows, Activation::Gelu, inner)?;
        apply(&layer.down, inner, Activation::Linear, out)?;
        layer.norm.apply(arch, rows, out);
        Ok(())
    }
}

impl fmt::Debug for Encoder<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Encoder").field("shape", &self.shape).finish_non_exhaustive()
    }
}

impl Norm {
    fn read(reader: &mut Reader, width: usize) -> Option<Self> {
        Some(Self { gain: reader.many(width)?, bias: reader.many(width)? })
    }

    fn apply(&self, arch: Arch, rows: &mut [f32], add: &[f32]) {
        normalize(arch, rows, Some(add), &self.gain, &self.bias);
    }
}

impl Linear {
    /// Reads a matrix of `inputs` rows and `outputs` columns.
    fn read(reader: &mut Reader, executor: &GemmExecutor<u8, i8, i32>, inputs: usize, outputs: usize) -> Option<Self> {
        let matrix: Vec<i8> = reader.take(inputs * outputs)?.iter().map(|byte| byte.cast_signed()).collect();
        let mut sums = vec![0; outputs];
        for row in matrix.chunks_exact(outputs) {
            sums.iter_mut().zip(row).for_each(|(sum, weight)| *sum += i32::from(*weight));
        }
        let within = matrix.iter().all(|weight| (-TOP_WEIGHT..=TOP_WEIGHT).contains(weight));
        let columns = Columns { scales: reader.many(outputs)?, sums, bias: reader.many(outputs)? };
        let matrix = executor.prepack_b(Matrix::from_data([inputs, outputs], matrix.as_slice()));
        within.then_some(Self { matrix, columns })
    }

    /// Puts the whole-number product of `rows` with the matrix into `product`, and the bytes of `rows` into `quantized`.
    fn multiply(
        &self,
        arch: Arch,
        executor: &GemmExecutor<u8, i8, i32>,
        rows: &[f32],
        product: &mut Vec<i32>,
        quantized: &mut QuantizedRows,
    ) -> Result<(), GemmError> {
        let inputs = self.matrix.rows();
        let count = rows.len() / inputs;
        quantize(arch, rows, inputs, quantized);
        product.resize(count * self.matrix.cols(), 0);
        let left = GemmInputA::Unpacked(Matrix::from_data([count, inputs], quantized.bytes.as_slice()));
        executor.gemm(product, left, GemmInputB::Packed(&self.matrix), GemmOptions::default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIDTH: usize = HEAD;
    const INNER: usize = 48;
    const PIECES: usize = 5;

    /// Numbers within ±1 that look random.
    struct Numbers(u32);

    impl Numbers {
        fn next(&mut self) -> f32 {
            self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (self.0 >> 8) as f32 / (1 << 23) as f32 - 1.0
        }

        fn many(&mut self, count: usize) -> Vec<f32> {
            (0..count).map(|_| self.next()).collect()
        }
    }

    /// A network of one layer as a file has it, and its parts as numbers in the same order.
    #[derive(Default)]
    struct Written {
        bytes: Vec<u8>,
        parts: Vec<Vec<f32>>,
    }

    impl Written {
        fn floats(&mut self, numbers: Vec<f32>) {
            self.bytes.extend(numbers.iter().copied().flat_map(f32::to_le_bytes));
            self.parts.push(numbers);
        }

        fn halves(&mut self, numbers: &[f32]) {
            let halves: Vec<u16> = numbers.iter().map(|x| (x.to_bits() >> 16) as u16).collect();
            self.bytes.extend(halves.iter().copied().flat_map(u16::to_le_bytes));
            self.parts.push(halves.into_iter().map(|half| f32::from_bits(u32::from(half) << 16)).collect());
        }

        fn matrix(&mut self, random: &mut Numbers, inputs: usize, outputs: usize) {
            let top = f32::from(TOP_WEIGHT);
            let whole: Vec<i8> = (0..inputs * outputs).map(|_| (random.next() * top) as i8).collect();
            self.bytes.extend(whole.iter().map(|weight| weight.cast_unsigned()));
            self.parts.push(whole.into_iter().map(f32::from).collect());
            self.floats(vec![0.004; outputs]);
            self.floats(random.many(outputs));
        }

        fn norm(&mut self, random: &mut Numbers, width: usize) {
            self.floats(random.many(width).iter().map(|x| 1.0 + x / 4.0).collect());
            self.floats(random.many(width));
        }

        fn network() -> Self {
            let (mut file, mut random) = (Self::default(), Numbers(7));
            file.halves(&[0.125; PIECES]);
            let rows: Vec<i8> = (0..PIECES * WIDTH).map(|_| (random.next() * 9.0) as i8).collect();
            file.bytes.extend(rows.iter().map(|x| x.cast_unsigned()));
            file.parts.push(rows.into_iter().map(f32::from).collect());
            file.halves(&random.many(LONGEST * WIDTH));
            file.floats(random.many(STATES * WIDTH));
            file.norm(&mut random, WIDTH);
            for (inputs, outputs) in [(WIDTH, 3 * WIDTH), (WIDTH, WIDTH)] {
                file.matrix(&mut random, inputs, outputs);
            }
            file.norm(&mut random, WIDTH);
            for (inputs, outputs) in [(WIDTH, INNER), (INNER, WIDTH)] {
                file.matrix(&mut random, inputs, outputs);
            }
            file.norm(&mut random, WIDTH);
            file.floats(random.many(TAGS * WIDTH));
            file.floats(random.many(TAGS));
            file
        }
    }

    type Rows = Vec<Vec<f64>>;

    fn plain_linear(rows: &Rows, parts: &[Vec<f32>]) -> Rows {
        let (matrix, scales, bias) = (&parts[0], &parts[1], &parts[2]);
        let column = |row: &Vec<f64>, at: usize| {
            let sum: f64 = row.iter().enumerate().map(|(i, x)| x * f64::from(matrix[i * bias.len() + at])).sum();
            sum * f64::from(scales[at]) + f64::from(bias[at])
        };
        rows.iter().map(|row| (0..bias.len()).map(|at| column(row, at)).collect()).collect()
    }

    fn plain_norm(rows: &Rows, add: Option<&Rows>, parts: &[Vec<f32>]) -> Rows {
        let norm = |(at, row): (usize, &Vec<f64>)| {
            let row: Vec<f64> = row.iter().enumerate().map(|(i, x)| x + add.map_or(0.0, |add| add[at][i])).collect();
            let mean = row.iter().sum::<f64>() / row.len() as f64;
            let deviation = (row.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / row.len() as f64).sqrt();
            let scaled = row.iter().zip(&parts[0]).zip(&parts[1]);
            scaled.map(|((x, gain), bias)| (x - mean) / deviation * f64::from(*gain) + f64::from(*bias)).collect()
        };
        rows.iter().enumerate().map(norm).collect()
    }

    /// Attention of one head.
    fn plain_attention(projected: &Rows) -> Rows {
        let row = |query: &Vec<f64>| {
            let score = |key: &Vec<f64>| {
                let product: f64 = (0..WIDTH).map(|i| query[i] * key[WIDTH + i]).sum();
                (product / (WIDTH as f64).sqrt()).exp()
            };
            let total: f64 = projected.iter().map(score).sum();
            let value = |i: usize| projected.iter().map(|key| score(key) / total * key[2 * WIDTH + i]).sum();
            (0..WIDTH).map(value).collect()
        };
        projected.iter().map(row).collect()
    }

    /// The network of the encoder in double precision, without whole numbers; GELU by `tanh`, whose error is below the
    /// tolerance of the test.
    fn plain(parts: &[Vec<f32>], ids: &[usize]) -> Rows {
        let at = |part: usize, row: usize, i: usize| f64::from(parts[part][row * WIDTH + i]);
        let embedded = |(place, id): (usize, &usize)| {
            (0..WIDTH).map(|i| at(1, *id, i) * 0.125 + at(2, place, i) + at(3, 0, i)).collect()
        };
        let rows = plain_norm(&ids.iter().enumerate().map(embedded).collect(), None, &parts[4..]);
        let attended = plain_attention(&plain_linear(&rows, &parts[6..]));
        let rows = plain_norm(&rows, Some(&plain_linear(&attended, &parts[9..])), &parts[12..]);
        let unit = |x: f64| x * 0.5 * (1.0 + (0.797_884_56 * (x + 0.044_715 * x.powi(3))).tanh());
        let up = plain_linear(&rows, &parts[14..]).into_iter().map(|row| row.into_iter().map(unit).collect()).collect();
        let rows = plain_norm(&rows, Some(&plain_linear(&up, &parts[17..])), &parts[20..]);
        let score = |row: &Vec<f64>, tag: usize| {
            let sum: f64 = (0..WIDTH).map(|i| row[i] * at(22, tag, i)).sum();
            sum + f64::from(parts[23][tag])
        };
        rows.iter().map(|row| (0..TAGS).map(|tag| score(row, tag)).collect()).collect()
    }

    #[test]
    fn the_network_gives_nearly_what_it_gives_in_double_precision() {
        let file = Written::network();
        let shape = Shape { layers: 1, width: WIDTH, inner: INNER, bits: Bits::Eight };
        let mut reader = Reader(&file.bytes);
        let encoder = Encoder::read(&mut reader, shape, PIECES).unwrap();
        assert!(reader.0.is_empty());
        let ids = [0, 3, 1, 4, 2, 2, 0];
        let pieces = ids.iter().map(|id| (PieceId(*id as u32), QuoteState::Outside));
        let (mut workspace, mut got) = (Workspace::default(), Vec::new());
        encoder.run(pieces, &mut workspace, &mut got).unwrap();
        for (got, want) in got.iter().zip(plain(&file.parts, &ids)) {
            for (got, want) in got.iter().zip(want) {
                assert!((f64::from(*got) - want).abs() < 0.15, "{got} is not {want}");
            }
        }
        assert!(Encoder::read(&mut Reader(&file.bytes[1..]), shape, PIECES).is_none());
    }

    #[test]
    fn sizes_that_the_kernels_cannot_work_with_are_refused() {
        let read = |sizes: [u32; 4]| Shape::read(&mut Reader(&sizes.map(u32::to_le_bytes).concat()));
        assert!(read([6, 384, 1536, 4]).is_some());
        for sizes in [[0, 384, 1536, 8], [6, 33, 1536, 8], [6, 384, 17, 8], [6, 384, 1536, 5], [6, 32, 64, 4]] {
            assert_eq!(read(sizes), None, "{sizes:?}");
        }
    }
}
