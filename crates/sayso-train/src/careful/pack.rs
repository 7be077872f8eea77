//! The weights file of the second reading from what a training has written.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use safetensors::{Dtype, SafeTensors};
use sayso_attribution::tagger::careful::{LONGEST, STATES, write};
use sayso_attribution::tagger::confidence_model::EVIDENCE;
use sayso_attribution::tagger::crf::TAGS;

use super::inputs::read;
use super::quantize::{eight_bits, four_bits, halves, matrix};

/// The weights file of the second reading, from the root of the workspace.
pub const CAREFUL: &str = "crates/sayso-careful/careful.bin";
/// Score of a step that the decoder never takes.
const NEVER: f32 = -1e4;
/// Pieces with letters beyond this one are of other scripts than Latin and are left out.
const LAST_LATIN: char = '\u{24f}';

/// What to pack, and how.
#[derive(Clone, Debug, clap::Args)]
pub struct PackArgs {
    /// Weights of the trained network, as safetensors; the mean of several networks that started from the same base.
    #[arg(value_name = "SAFETENSORS", required = true)]
    pub networks: Vec<PathBuf>,
    /// Vocabulary of the network: a piece on each line.
    #[arg(long, value_name = "FILE")]
    pub vocabulary: PathBuf,
    /// Scores of the steps between tags: a row of numbers for each tag before.
    #[arg(long, value_name = "FILE")]
    pub steps: PathBuf,
    /// The numbers of the confidence model, as `careful fit` writes them.
    #[arg(long, value_name = "FILE", default_value = "crates/sayso-train/careful/confidence.txt")]
    pub confidence: PathBuf,
    /// Added to the score of words outside of attributions.
    #[arg(long, default_value_t = -0.6, allow_negative_numbers = true)]
    pub outside: f32,
    /// Weight of the scores of the first reading's second pass.
    #[arg(long, default_value_t = 0.3)]
    pub mix: f32,
    /// Bits of the embedding: 8 or 4.
    #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u32).range(4..=8))]
    pub bits: u32,
    /// File to write.
    #[arg(long, value_name = "FILE", default_value = CAREFUL)]
    pub out: PathBuf,
}

/// Writes the weights file.
///
/// # Errors
///
/// A file that cannot be read or written, or lacks a part of the network.
pub fn pack(args: &PackArgs) -> Result<()> {
    let text = |path: &Path| fs::read_to_string(path).with_context(|| format!("{}", path.display()));
    let files: Vec<Vec<u8>> = args.networks.iter().map(|path| read(path)).collect::<Result<_>>()?;
    let tensors =
        |(bytes, path): (_, &PathBuf)| SafeTensors::deserialize(bytes).with_context(|| format!("{}", path.display()));
    let network = Network(files.iter().map(Vec::as_slice).zip(&args.networks).map(tensors).collect::<Result<_>>()?);
    let vocabulary = text(&args.vocabulary)?;
    let (kept, pieces): (Vec<usize>, Vec<&str>) = vocabulary.lines().enumerate().filter(|(_, p)| is_kept(p)).unzip();
    let pieces = pieces.join("\n");
    let mut body = (pieces.len() as u64).to_le_bytes().to_vec();
    body.extend(pieces.as_bytes());
    network.write(&kept, args.bits, &mut body)?;
    push(&mut body, &[args.outside, args.mix]);
    push(&mut body, &steps(&numbers(&text(&args.steps)?)?)?);
    let confidence = numbers(&text(&args.confidence)?)?;
    ensure!(confidence.len() == EVIDENCE, "{}: not {EVIDENCE} numbers", args.confidence.display());
    push(&mut body, &confidence);
    let file = write(&body);
    fs::write(&args.out, &file).with_context(|| format!("{}", args.out.display()))?;
    println!("{}: {} pieces, {:.1} MB", args.out.display(), kept.len(), file.len() as f64 / 1e6);
    Ok(())
}

/// Returns `true` for pieces that English text may contain.
fn is_kept(piece: &str) -> bool {
    let spare = piece.starts_with("[unused") && piece != "[unused0]";
    !spare && !piece.chars().any(|c| c.is_alphabetic() && c > LAST_LATIN)
}

fn numbers(text: &str) -> Result<Vec<f32>> {
    text.split_whitespace().map(|number| number.parse().with_context(|| format!("not a number: {number}"))).collect()
}

/// A row of eight scores for each of eight tags before, from rows of [`TAGS`].
fn steps(rows: &[f32]) -> Result<Vec<f32>> {
    ensure!(rows.len() == TAGS * TAGS, "steps: not {} numbers", TAGS * TAGS);
    let padded = |row: &[f32]| row.iter().copied().map(|x| x.max(NEVER)).chain([0.0]).collect::<Vec<_>>();
    Ok(rows.chunks_exact(TAGS).flat_map(padded).chain([0.0; 8]).collect())
}

fn push(body: &mut Vec<u8>, numbers: &[f32]) {
    body.extend(numbers.iter().copied().flat_map(f32::to_le_bytes));
}

/// The mean of one or more trained networks of the same size, with any number of layers, as their training names the parts.
struct Network<'a>(Vec<SafeTensors<'a>>);

impl Network<'_> {
    /// Adds sizes, embedding of the pieces `kept`, layers and tags to `body`.
    fn write(&self, kept: &[usize], bits: u32, body: &mut Vec<u8>) -> Result<()> {
        let width = self.get("n.weight")?.len();
        let inner = self.get("L.0.f1.bias")?.len();
        let layers = self.0[0].names().iter().filter(|name| name.ends_with(".o.bias")).count();
        body.extend([layers as u32, width as u32, inner as u32, bits].iter().flat_map(|n| n.to_le_bytes()));
        self.write_embeddings(kept, bits, width, body)?;
        for layer in 0..layers {
            for part in ["qkv", "o", "n1", "f1", "f2", "n2"] {
                let (weight, bias) = self.part(&format!("L.{layer}.{part}"))?;
                if weight.len() == bias.len() {
                    push(body, &weight);
                } else {
                    body.extend(matrix(&weight, weight.len() / bias.len()));
                }
                push(body, &bias);
            }
        }
        let (weight, bias) = self.part("out")?;
        ensure!(bias.len() == TAGS, "out: not {TAGS} tags");
        push(body, &weight);
        push(body, &bias);
        Ok(())
    }

    fn write_embeddings(&self, kept: &[usize], bits: u32, width: usize, body: &mut Vec<u8>) -> Result<()> {
        let all = self.get("we.weight")?;
        let rows: Option<Vec<&[f32]>> = kept.iter().map(|row| all.get(row * width..(row + 1) * width)).collect();
        let rows = rows.context("we.weight: fewer rows than the vocabulary has pieces")?.concat();
        match bits {
            8 => body.extend(eight_bits(&rows, width)),
            4 => body.extend(four_bits(&rows)),
            bits => bail!("an embedding of {bits} bits: 8 and 4 are possible"),
        }
        // All words are of the first of the two kinds of text that the base model tells apart.
        let (mut positions, kinds) = (self.get("pe.weight")?, self.get("te.weight")?);
        positions.truncate(LONGEST * width);
        positions.iter_mut().zip(kinds[..width].iter().cycle()).for_each(|(x, kind)| *x += kind);
        body.extend(halves(&positions));
        push(body, &self.get("qe.weight")?[..STATES * width]);
        let (gain, bias) = self.part("n")?;
        push(body, &gain);
        push(body, &bias);
        Ok(())
    }

    fn part(&self, name: &str) -> Result<(Vec<f32>, Vec<f32>)> {
        Ok((self.get(&format!("{name}.weight"))?, self.get(&format!("{name}.bias"))?))
    }

    /// The numbers of a part: the mean of those of all networks.
    fn get(&self, name: &str) -> Result<Vec<f32>> {
        let mut sums: Vec<f32> = Vec::new();
        for network in &self.0 {
            let numbers = part_of(network, name)?;
            sums.resize(numbers.len().max(sums.len()), 0.0);
            let (here, other) = (numbers.len(), sums.len());
            ensure!(here == other, "{name}: {here} numbers, {other} in another network");
            sums.iter_mut().zip(numbers).for_each(|(sum, number)| *sum += number);
        }
        let share = 1.0 / self.0.len() as f32;
        Ok(sums.into_iter().map(|sum| sum * share).collect())
    }
}

/// The numbers of a part of one network.
fn part_of(network: &SafeTensors, name: &str) -> Result<Vec<f32>> {
    let tensor = network.tensor(name).with_context(|| name.to_owned())?;
    Ok(match tensor.dtype() {
        Dtype::F16 => tensor.data().as_chunks::<2>().0.iter().map(|b| half::f16::from_le_bytes(*b).to_f32()).collect(),
        Dtype::F32 => tensor.data().as_chunks::<4>().0.iter().map(|b| f32::from_le_bytes(*b)).collect(),
        other => bail!("{name}: numbers of type {other:?}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_of_other_scripts_and_spare_ones_are_left_out() {
        let kept = ["the", "##s", "[unused0]", "[CLS]", "€", "ø", "—"];
        assert!(kept.into_iter().all(is_kept));
        assert!(["[unused1]", "и", "##は", "王"].into_iter().all(|piece| !is_kept(piece)));
    }

    #[test]
    fn several_networks_are_averaged() {
        let file = |numbers: &[f32]| {
            let bytes: Vec<u8> = numbers.iter().copied().flat_map(f32::to_le_bytes).collect();
            let view = safetensors::tensor::TensorView::new(Dtype::F32, vec![numbers.len()], &bytes).unwrap();
            safetensors::serialize([("n.bias", view)], None).unwrap()
        };
        let mean = |files: &[Vec<u8>]| {
            Network(files.iter().map(|file| SafeTensors::deserialize(file).unwrap()).collect()).get("n.bias")
        };
        let (one, other) = (file(&[1.0, -2.0]), file(&[3.0, 4.0]));
        assert_eq!(mean(std::slice::from_ref(&one)).unwrap(), [1.0, -2.0]);
        assert_eq!(mean(&[one.clone(), other]).unwrap(), [2.0, 1.0]);
        assert!(mean(&[one, file(&[1.0])]).unwrap_err().to_string().contains("n.bias: 1 numbers, 2 in another"));
    }

    #[test]
    fn steps_are_padded_to_eight() {
        let rows: Vec<f32> = (0..49).map(|x| if x == 2 { -1e9 } else { x as f32 }).collect();
        let steps = steps(&rows).unwrap();
        assert_eq!((steps.len(), steps[2], steps[7], steps[8]), (64, NEVER, 0.0, 7.0));
        assert!(super::steps(&rows[1..]).is_err() && numbers("1 x").is_err());
    }
}
