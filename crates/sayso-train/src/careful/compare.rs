//! What the integers of the second reading cost: its F1 against that of the network in f32.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use sayso_attribution::tagger::crf::{Scores, TAGS};
use sayso_attribution::tagger::{CarefulTagger, CrfTagger, LEAST, by_rules};
use sayso_attribution::{Found, Parsed};

use super::inputs::{InputArgs, read};
use crate::train::Score;

/// The articles, the weights and the scores in f32.
#[derive(Clone, Debug, clap::Args)]
pub struct CompareArgs {
    /// The corpus and the weights of both readings.
    #[command(flatten)]
    pub inputs: InputArgs,
    /// Scores in f32, as `careful/scores.py` writes them for the windows of `dev`.
    #[arg(long, value_name = "FILE")]
    pub scores: PathBuf,
}

/// Prints the F1 of both readings together, without rules and names, with the scores of the program and with those in
/// f32.
///
/// # Errors
///
/// A file that cannot be read, or scores of other articles.
pub fn compare(args: &CompareArgs) -> Result<()> {
    let ((first, careful), scores) = (args.inputs.weights()?, read(&args.scores)?);
    let first = CrfTagger::new(&first)?;
    let careful = CarefulTagger::new(&first, &careful)?;
    let (numbers, rest) = scores.as_chunks::<4>();
    let whole = rest.is_empty() && numbers.len().is_multiple_of(TAGS);
    ensure!(whole, "{}: not a whole number of rows of {TAGS} scores", args.scores.display());
    let mut rows = numbers.chunks_exact(TAGS).map(row);
    let mut figures = [Score::default(); 2];
    for article in args.inputs.dev()? {
        let parsed = Parsed::of_paragraphs(&article.text, article.parts());
        let hints = by_rules(&article.text, &article.parts());
        let exact: Vec<Scores> = rows.by_ref().take(parsed.all_tokens().len()).collect();
        ensure!(exact.len() == parsed.all_tokens().len(), "{}: scores of other articles", args.scores.display());
        let found = [
            careful.weigh(&parsed, &hints).context("the network cannot be run")?,
            careful.weigh_other(&parsed, &hints, exact),
        ];
        for (figure, found) in figures.iter_mut().zip(found) {
            let sure = found.into_iter().map(|(found, _)| found).filter(|found| found.confidence >= LEAST);
            figure.add(&article.text, &article.gold, &sure.collect::<Vec<Found>>());
        }
    }
    ensure!(rows.next().is_none(), "{}: scores of more articles", args.scores.display());
    println!("integers\n{}f32\n{}", figures[0], figures[1]);
    Ok(())
}

/// The scores of a token from numbers in the order of the tags.
fn row(numbers: &[[u8; 4]]) -> Scores {
    let mut scores = Scores::default();
    scores.iter_mut().zip(numbers).for_each(|(score, number)| *score = f32::from_le_bytes(*number));
    scores
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_a_score_for_each_tag() {
        let numbers: Vec<[u8; 4]> = (0..TAGS).map(|tag| (tag as f32 * 0.5).to_le_bytes()).collect();
        let scores = row(&numbers);
        assert_eq!((scores[0], scores[TAGS - 1], scores[TAGS]), (0.0, 3.0, 0.0));
    }
}
