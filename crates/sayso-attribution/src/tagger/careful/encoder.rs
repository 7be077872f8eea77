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
use super::embedding::{Bits, Embedding};
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
        let positions = reader.many(LONGEST * width)?;
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
