//! Which of several persons of one family name is meant where the text gives that name alone.
//!
//! News gives a relative the full name each time and keeps the family name alone for the person that the text is about,
//! however near the relative was named. So counts go before nearness.

use crate::weights::{Weight, Weights};

/// How a text has used the names of one entity so far.
#[derive(Clone, Debug, Default)]
pub struct Uses {
    /// How often the full name stands in the whole text.
    pub full: usize,
    /// How often a short form has stood for it.
    short: usize,
    /// Paragraph of the last full name, and whether it stood as a subject.
    last: Option<(u32, bool)>,
}

impl Uses {
    /// Notes a full name in `paragraph`.
    pub fn named(&mut self, paragraph: u32, subject: bool) {
        let before = self.last.is_some_and(|(last, acted)| last == paragraph && acted);
        self.last = Some((paragraph, subject || before));
    }

    /// Notes a short form that stands for it.
    pub fn meant(&mut self) {
        self.short += 1;
    }

    /// How much speaks for it where a short form stands in `paragraph`.
    pub fn weight(&self, weights: &Weights, paragraph: u32) -> f32 {
        let near = match self.last {
            None => weights.of(Weight::NotYet),
            Some((last, true)) if last == paragraph => weights.of(Weight::ActsHere),
            Some((last, false)) if last == paragraph => weights.of(Weight::StandsHere),
            Some((last, true)) if last + 1 == paragraph => weights.of(Weight::ActedBefore),
            Some(_) => 0.0,
        };
        (1.0 + self.full as f32).ln() + weights.of(Weight::ForShort) * (1.0 + self.short as f32).ln() + near
    }
}
