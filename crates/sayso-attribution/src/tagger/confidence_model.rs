//! How sure: one number for an attribution from how sure the tagger and the linker were of its parts.

/// Number of pieces of evidence.
pub const EVIDENCE: usize = 13;

/// Place of the evidence that says how far the rules found the same content.
pub const AGREED: usize = 11;

/// What is known of one attribution, each in log-odds or as 0 or 1.
pub type Evidence = [f32; EVIDENCE];

/// The weights that turn evidence into a chance; fitted on articles the tagger had not seen.
#[derive(Clone, Copy, Debug, Default)]
pub struct ConfidenceModel {
    weights: Evidence,
}

impl ConfidenceModel {
    /// From the numbers of its section of the weights file.
    pub fn read(section: &[u8]) -> Option<Self> {
        let (numbers, rest) = section.as_chunks::<4>();
        let weights = Evidence::try_from(numbers.iter().map(|n| f32::from_le_bytes(*n)).collect::<Vec<_>>()).ok()?;
        (rest.is_empty() && weights.iter().all(|w| w.is_finite())).then_some(Self { weights })
    }

    /// 0 to 1: how likely the attribution is right, its source with it.
    pub fn confidence(&self, evidence: &Evidence) -> f32 {
        let sum: f32 = self.weights.iter().zip(evidence).map(|(w, e)| w * e).sum();
        1.0 / (1.0 + (-sum).exp())
    }
}

/// The log-odds of a chance, held within ±6 so that no single part decides.
pub fn odds(chance: f32) -> f32 {
    (chance / (1.0 - chance).max(f32::MIN_POSITIVE)).max(f32::MIN_POSITIVE).ln().clamp(-6.0, 6.0)
}
