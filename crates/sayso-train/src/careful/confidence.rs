//! The confidence model of the second reading, fitted on articles that its network has not learned.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use sayso_attribution::tagger::confidence_model::{ConfidenceModel, Evidence};
use sayso_attribution::tagger::{CarefulTagger, CrfTagger, by_rules};
use sayso_attribution::{Found, Parsed};

use super::inputs::InputArgs;
use crate::train::judge::{calibration_error, precision_at, train};
use crate::train::{Article, Score};

/// The articles and weights, and where the numbers go.
#[derive(Clone, Debug, clap::Args)]
pub struct ConfidenceArgs {
    /// The corpus and the weights of both readings.
    #[command(flatten)]
    pub inputs: InputArgs,
    /// File to write the numbers to; without it they are only measured.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// What is known of one article: evidence for what was found and whether it is right, and how much is marked.
type Cases = (Vec<(Evidence, bool)>, usize);

/// Fits the confidence model on `dev`, which no network has learned, and measures it by halves: fitted on every other
/// article and measured on those between.
///
/// # Errors
///
/// A file that cannot be read or written.
pub fn confidence(args: &ConfidenceArgs) -> Result<()> {
    let (first, careful) = args.inputs.weights()?;
    let first = CrfTagger::new(&first)?;
    let careful = CarefulTagger::new(&first, &careful)?;
    let articles = args.inputs.dev()?;
    let all: Vec<Cases> = articles.iter().map(|article| cases(&careful, article)).collect::<Result<_>>()?;
    let half = |odd: usize| -> Vec<(Evidence, bool)> {
        all.iter().skip(odd).step_by(2).flat_map(|(cases, _)| cases.iter().copied()).collect()
    };
    let halves = [half(0), half(1)];
    let mut rated = Vec::new();
    for (fitted, measured) in [(0, 1), (1, 0)] {
        let model = ConfidenceModel::read(&train(&halves[fitted])).context("confidence model")?;
        rated.extend(halves[measured].iter().map(|(evidence, right)| (model.confidence(evidence), *right)));
    }
    let marked = all.iter().map(|(_, marked)| marked).sum();
    let (error, sure) = (calibration_error(&rated), precision_at(&rated, marked, 0.45));
    println!("by halves: calibration error {error:.3}, precision at recall 0.45 {sure:.3}");
    let Some(out) = &args.out else { return Ok(()) };
    let section = train(&halves.concat());
    let mut text = String::new();
    for number in section.as_chunks::<4>().0 {
        writeln!(text, "{}", f32::from_le_bytes(*number))?;
    }
    fs::write(out, text).with_context(|| format!("{}", out.display()))
}

fn cases(careful: &CarefulTagger, article: &Article) -> Result<Cases> {
    let parsed = Parsed::of_paragraphs(&article.text, article.parts());
    let hints = by_rules(&article.text, &article.parts());
    let found = careful.weigh(&parsed, &hints).context("the network cannot be run")?;
    let (found, evidence): (Vec<Found>, Vec<Evidence>) = found.into_iter().unzip();
    let mut score = Score::default();
    let right = score.add(&article.text, &article.gold, &found);
    Ok((evidence.into_iter().zip(right).collect(), score.tallies[0].marked))
}
