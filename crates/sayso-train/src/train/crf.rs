//! Learning one pass: a linear-chain conditional random field by Adagrad, with half of the features left out
//! at random each time and a margin against overlooking.

use sayso_attribution::tagger::crf::{Chances, Scores, Steps, Tag, Tagging};
use sayso_attribution::tagger::features::{FeatureContext, Features, Shapes};
use sayso_attribution::tagger::tokenized_text::TokenizedText;
use sayso_attribution::tagger::weights::write_crf;

use super::random::Random;

/// How a pass is learned.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Rows of the tables of the first pass and the second: `2^bits`.
    pub bits: [u32; 2],
    pub epochs: usize,
    pub rate: f32,
    /// The share of features left out.
    pub dropout: f32,
    /// How much better than "no role" the right role must score.
    pub margin: f32,
    pub seed: u64,
    /// How many times all is learned anew, from another seed each time; the weights are the mean.
    pub lives: usize,
}

/// One article to learn from.
pub struct Example<'a> {
    pub reading: &'a TokenizedText,
    pub gold: &'a [u8],
    /// For the second pass, what the first one made of it.
    pub earlier: Option<&'a Tagging>,
}

#[derive(Clone, Copy)]
struct WeightRow {
    weights: Scores,
    squares: Scores,
}

struct Learner {
    settings: Settings,
    bits: u32,
    rows: Vec<WeightRow>,
    start: WeightRow,
    steps: [WeightRow; 8],
    random: Random,
}

/// Weights added up, to take their mean: a mean of linear models scores as all of them together would.
struct Mean {
    rows: Vec<Scores>,
    start: Scores,
    steps: Steps,
    count: f32,
}

/// The pass's section of the weights file. Each of `articles` lists its prints; every round takes one.
pub fn train(articles: &[Vec<Example>], bits: u32, settings: Settings) -> Vec<u8> {
    let mut mean = Mean { rows: vec![[0.0; 8]; 1 << bits], start: [0.0; 8], steps: [[0.0; 8]; 8], count: 0.0 };
    for life in 0..settings.lives {
        live(articles, bits, settings, settings.seed + life as u64, &mut mean);
    }
    mean.section()
}

/// One life: all rounds from one seed. The mean takes in the weights after each round of the second half.
fn live(articles: &[Vec<Example>], bits: u32, settings: Settings, seed: u64, mean: &mut Mean) {
    let fresh = WeightRow { weights: [0.0; 8], squares: [1e-6; 8] };
    let rows = vec![fresh; 1 << bits];
    let mut learner = Learner { settings, bits, rows, start: fresh, steps: [fresh; 8], random: Random::new(seed) };
    let mut order: Vec<usize> = (0..articles.len()).collect();
    for epoch in 0..settings.epochs {
        learner.random.shuffle(&mut order);
        let rate = settings.rate * (1.0 - 0.9 * epoch as f32 / settings.epochs as f32);
        for at in &order {
            // Every other round an article is printed as it came; the other prints share the rest.
            let prints = &articles[*at];
            let round = epoch + at + seed as usize;
            let print = if round.is_multiple_of(2) { 0 } else { (round / 2) % prints.len().max(2) };
            learner.article(&prints[print.min(prints.len() - 1)], rate);
        }
        if epoch * 2 >= settings.epochs {
            mean.add(&learner);
        }
    }
}

impl Learner {
    fn article(&mut self, example: &Example, rate: f32) {
        let reading = example.reading;
        let shapes = Shapes::new(reading);
        let context = match example.earlier {
            None => FeatureContext::first(reading, &shapes),
            Some(first) => FeatureContext::second(reading, &shapes, first),
        };
        let mut features = Features::default();
        for paragraph in &reading.paragraphs {
            let words = paragraph.words.start as usize..paragraph.words.end as usize;
            let (mut rows, mut ends) = (Vec::new(), vec![0]);
            for at in words.clone() {
                context.features(at, &mut features);
                let kept = features.rows(self.bits).filter(|_| !self.random.chance(self.settings.dropout));
                rows.extend(kept.map(|row| row as u32));
                ends.push(rows.len());
            }
            self.paragraph(&rows, &ends, &example.gold[words], rate);
        }
    }

    fn paragraph(&mut self, rows: &[u32], ends: &[usize], gold: &[u8], rate: f32) {
        let of = |at: usize| &rows[ends[at]..ends[at + 1]];
        let scores: Vec<Scores> = gold.iter().enumerate().map(|(at, tag)| self.score(of(at), *tag)).collect();
        let chances = Chances::new(&self.start.weights, &self.steps.map(|row| row.weights), &scores);
        let forward = chances.forward();
        let mut behind: Scores = [1.0; 8];
        let mut steps: Steps = [[0.0; 8]; 8];
        for at in (0..gold.len()).rev() {
            let mut slope: Scores = std::array::from_fn(|tag| forward[at][tag] * behind[tag]);
            let total = slope.iter().sum::<f32>().max(f32::MIN_POSITIVE);
            slope = slope.map(|share| share / total);
            slope[gold[at] as usize] -= 1.0;
            if at == 0 {
                self.start.descend(&slope, rate, 0.0);
            } else {
                let expected = chances.step(at, &forward[at - 1], &behind);
                for (sum, row) in steps.iter_mut().flatten().zip(expected.iter().flatten()) {
                    *sum += row;
                }
                steps[gold[at - 1] as usize][gold[at] as usize] -= 1.0;
            }
            behind = chances.back(at, &behind);
            if slope.iter().any(|s| s.abs() > 1e-3) {
                for row in of(at) {
                    self.rows[*row as usize].descend(&slope, rate, 0.1);
                }
            }
        }
        for (row, slope) in self.steps.iter_mut().zip(&steps) {
            row.descend(slope, rate, 0.0);
        }
    }

    fn score(&self, rows: &[u32], gold: u8) -> Scores {
        let mut sums: Scores = [0.0; 8];
        for row in rows {
            for (sum, weight) in sums.iter_mut().zip(&self.rows[*row as usize].weights) {
                *sum += weight;
            }
        }
        if gold != Tag::OUTSIDE {
            sums[Tag::OUTSIDE as usize] += self.settings.margin;
        }
        sums
    }
}

impl Mean {
    fn add(&mut self, learner: &Learner) {
        let add = |sum: &mut Scores, row: &WeightRow| {
            for (total, weight) in sum.iter_mut().zip(&row.weights) {
                *total += weight;
            }
        };
        self.rows.iter_mut().zip(&learner.rows).for_each(|(sum, row)| add(sum, row));
        self.steps.iter_mut().zip(&learner.steps).for_each(|(sum, row)| add(sum, row));
        add(&mut self.start, &learner.start);
        self.count += 1.0;
    }

    fn section(&self) -> Vec<u8> {
        let share = |sum: &Scores| sum.map(|total| total / self.count.max(1.0));
        let rows: Vec<Scores> = self.rows.iter().map(share).collect();
        let (rows, scale) = super::quantise(rows.as_flattened(), 4.0);
        write_crf(scale, &share(&self.start), &self.steps.map(|row| share(&row)), &rows)
    }
}

impl WeightRow {
    fn descend(&mut self, slope: &Scores, rate: f32, floor: f32) {
        for ((weight, square), slope) in self.weights.iter_mut().zip(&mut self.squares).zip(slope) {
            *square += slope * slope;
            *weight -= rate * slope / (square.sqrt() + floor);
        }
    }
}
