//! Learning to link: logistic regression over pairs of a cue and another run.

use sayso_attribution::tagger::bio_spans::{Role, Run, runs};
use sayso_attribution::tagger::features::Features;
use sayso_attribution::tagger::link::{near, pair_features};
use sayso_attribution::tagger::tokenized_text::TokenizedText;
use sayso_attribution::tagger::weights::write_pairs;
use sayso_attribution::text::Span;

use super::corpus::Article;
use super::labels::Labels;
use super::random::Random;

const BITS: u32 = 16;
const EPOCHS: usize = 12;
const RATE: f32 = 0.1;
/// Pulls weights towards nothing, so that a rare feature decides little.
const PULL: f32 = 1e-5;

/// One pair to learn from.
struct Pair {
    rows: Vec<u32>,
    linked: bool,
}

/// The two sections of the weights file: sources, contents.
pub fn train<'a>(articles: impl IntoIterator<Item = (&'a Article, &'a TokenizedText, &'a Labels)>) -> [Vec<u8>; 2] {
    let mut pairs = [Vec::new(), Vec::new()];
    for (article, reading, labels) in articles {
        collect(article, reading, labels, &mut pairs);
    }
    pairs.map(|pairs| regress(&pairs))
}

fn collect(article: &Article, reading: &TokenizedText, labels: &Labels, pairs: &mut [Vec<Pair>; 2]) {
    let runs = runs(&labels.tags);
    let cues: Vec<usize> = (0..runs.len()).filter(|i| runs[*i].role == Role::Cue).collect();
    let mut features = Features::default();
    for other in (0..runs.len()).filter(|i| runs[*i].role != Role::Cue) {
        for slot in near(reading, &runs, &cues, other) {
            pair_features(reading, &runs, cues[slot], other, &mut features);
            let linked = belongs(article, reading, labels, &runs[cues[slot]], &runs[other]);
            let rows = features.rows(BITS).map(|row| row as u32).collect();
            pairs[usize::from(runs[other].role == Role::Content)].push(Pair { rows, linked });
        }
    }
}

/// A source may serve several cues, so its marks decide; a content has one owner.
fn belongs(article: &Article, reading: &TokenizedText, labels: &Labels, cue: &Run, other: &Run) -> bool {
    let Some(owner) = labels.owner[cue.from] else { return false };
    if other.role == Role::Content {
        return labels.owner[other.from] == Some(owner);
    }
    let words = reading.span(other.from..other.to);
    article.gold[owner].source.iter().any(|s| Span::new(s.start, s.end).overlaps(words))
}

fn regress(pairs: &[Pair]) -> Vec<u8> {
    let mut weights = vec![0f32; 1 << BITS];
    let mut squares = vec![1e-4f32; 1 << BITS];
    let (mut bias, mut order) = (0f32, (0..pairs.len()).collect::<Vec<_>>());
    let mut random = Random::new(5);
    for _ in 0..EPOCHS {
        random.shuffle(&mut order);
        for at in &order {
            let pair = &pairs[*at];
            let score = bias + pair.rows.iter().map(|row| weights[*row as usize]).sum::<f32>();
            let slope = 1.0 / (1.0 + (-score).exp()) - f32::from(u8::from(pair.linked));
            bias -= 0.001 * slope;
            for row in pair.rows.iter().map(|row| *row as usize) {
                let step = slope + PULL * weights[row] * 10.0;
                squares[row] += step * step;
                weights[row] -= RATE * step / squares[row].sqrt();
            }
        }
    }
    let (rows, scale) = super::quantise(&weights, 8.0);
    write_pairs(scale, bias, &rows)
}
