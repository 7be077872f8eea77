//! Learning parts of speech: an averaged perceptron over the reader's own features.

use sayso_attribution::tagger::features::Features;
use sayso_attribution::tagger::pos::{Pos, PosTagger, TAGS, features, known};

use super::random::Random;
use super::treebank::Sentence;

const EPOCHS: usize = 8;

struct WeightRow {
    weights: [f32; TAGS],
    totals: [f32; TAGS],
    changed: u32,
}

/// The tagger's section of the weights file, with `2^bits` rows.
pub fn train(sentences: &[Sentence], bits: u32) -> Vec<u8> {
    let fresh = || WeightRow { weights: [0.0; TAGS], totals: [0.0; TAGS], changed: 0 };
    let mut rows: Vec<WeightRow> = (0..1 << bits).map(|_| fresh()).collect();
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let mut random = Random::new(3);
    let mut clock = 0;
    for _ in 0..EPOCHS {
        random.shuffle(&mut order);
        for at in &order {
            learn(&mut rows, &sentences[*at], bits, &mut clock);
        }
    }
    let average = |row: &WeightRow| -> [f32; TAGS] {
        std::array::from_fn(|tag| (row.totals[tag] + row.weights[tag] * (clock - row.changed) as f32) / clock as f32)
    };
    let averages: Vec<[f32; TAGS]> = rows.iter().map(average).collect();
    super::quantise(averages.as_flattened(), 16.0).0
}

fn learn(rows: &mut [WeightRow], sentence: &Sentence, bits: u32, clock: &mut u32) {
    let words = &sentence.reading.words;
    let mut out = Features::default();
    let mut before = [None, None];
    for (at, gold) in sentence.tags.iter().enumerate() {
        // A sentence of the treebank may be several of the reader's.
        let range = sentence.reading.sentence(at);
        if at == range.start {
            before = [None, None];
        }
        let pos = known(&words[at]).unwrap_or_else(|| {
            *clock += 1;
            features(&words[range.clone()], at - range.start, before, &mut out);
            let guess = best(rows, &out, bits);
            if guess != *gold as usize && (*gold as usize) < TAGS {
                change(rows, &out, bits, *gold as usize, guess, *clock);
            }
            Pos::ALL[guess]
        });
        before = [Some(pos), before[0]];
    }
}

fn best(rows: &[WeightRow], features: &Features, bits: u32) -> usize {
    let mut scores = [0f32; TAGS];
    for row in features.rows(bits) {
        for (score, weight) in scores.iter_mut().zip(&rows[row].weights) {
            *score += weight;
        }
    }
    (1..TAGS).fold(0, |best, tag| if scores[tag] > scores[best] { tag } else { best })
}

fn change(rows: &mut [WeightRow], features: &Features, bits: u32, gold: usize, guess: usize, clock: u32) {
    for at in features.rows(bits) {
        let row = &mut rows[at];
        let passed = (clock - row.changed) as f32;
        for tag in 0..TAGS {
            row.totals[tag] += row.weights[tag] * passed;
        }
        row.changed = clock;
        row.weights[gold] += 1.0;
        row.weights[guess] -= 1.0;
    }
}

/// The share of words, marks and figures left out, that the tagger gets right.
pub fn accuracy(tagger: &PosTagger, sentences: &[Sentence]) -> f64 {
    let (mut right, mut all) = (0, 0);
    for sentence in sentences {
        let mut reading = sentence.reading.clone();
        tagger.tag(&mut reading);
        for (word, tag) in reading.words.iter().zip(&sentence.tags).filter(|(w, _)| known(w).is_none()) {
            all += 1;
            right += u32::from(word.pos == *tag);
        }
    }
    f64::from(right) / f64::from(all.max(1))
}
