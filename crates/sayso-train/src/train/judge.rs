//! Learning how sure to be: a logistic regression of "was it right" on the evidence, over held-out articles.

use sayso_attribution::tagger::confidence_model::{ConfidenceModel, EVIDENCE, Evidence};

/// The confidence model's section of the weights file.
pub fn train(cases: &[(Evidence, bool)]) -> Vec<u8> {
    let mut weights = [0f32; EVIDENCE];
    let mut squares = [1e-6f32; EVIDENCE];
    for round in 0..2000 {
        let mut slope = [0f32; EVIDENCE];
        for (evidence, right) in cases {
            let score: f32 = weights.iter().zip(evidence).map(|(w, e)| w * e).sum();
            let miss = 1.0 / (1.0 + (-score).exp()) - f32::from(u8::from(*right));
            slope.iter_mut().zip(evidence).for_each(|(s, e)| *s += miss * e / cases.len() as f32);
        }
        let rate = 0.5 / (1.0 + round as f32 / 200.0);
        for at in 0..EVIDENCE {
            squares[at] += slope[at] * slope[at];
            weights[at] -= rate * slope[at] / squares[at].sqrt();
        }
    }
    weights.into_iter().flat_map(f32::to_le_bytes).collect()
}

/// What is reached when attributions less likely right than a threshold are left out.
pub fn thresholds(section: &[u8], cases: &[(Evidence, bool)], marked: usize) -> Option<String> {
    let judge = ConfidenceModel::read(section)?;
    let rated: Vec<(f32, bool)> = cases.iter().map(|(evidence, right)| (judge.confidence(evidence), *right)).collect();
    let line = |percent: usize| {
        let kept: Vec<_> = rated.iter().filter(|(c, _)| *c * 100.0 >= percent as f32).collect();
        let right = kept.iter().filter(|(_, r)| *r).count() as f64;
        let (p, r) = (right / kept.len().max(1) as f64, right / marked.max(1) as f64);
        format!("  from {percent:2} %: P {p:.3}  R {r:.3}  F1 {:.4}", 2.0 * p * r / (p + r))
    };
    let lines: Vec<String> = (0..50).step_by(5).map(line).collect();
    let error = calibration_error(&rated);
    let sure = precision_at(&rated, marked, 0.45);
    Some(format!("{}\n  calibration error {error:.3}, precision at recall 0.45 {sure:.3}", lines.join("\n")))
}

/// Expected calibration error over ten bins of equal width.
pub fn calibration_error(cases: &[(f32, bool)]) -> f64 {
    let mut error = 0.0;
    for bin in 0..10 {
        let within = |c: f32| ((c * 10.0) as usize).min(9) == bin;
        let inside: Vec<_> = cases.iter().filter(|(c, _)| within(*c)).collect();
        let sure: f64 = inside.iter().map(|(c, _)| f64::from(*c)).sum();
        let right = inside.iter().filter(|(_, r)| *r).count() as f64;
        error += (sure - right).abs();
    }
    error / cases.len().max(1) as f64
}

/// The precision of the surest predictions that together reach `recall` of `gold`.
pub fn precision_at(cases: &[(f32, bool)], gold: usize, recall: f64) -> f64 {
    let mut cases = cases.to_vec();
    cases.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut right = 0;
    for (at, (_, hit)) in cases.iter().enumerate() {
        right += usize::from(*hit);
        if right as f64 >= recall * gold as f64 {
            return right as f64 / (at + 1) as f64;
        }
    }
    0.0
}
