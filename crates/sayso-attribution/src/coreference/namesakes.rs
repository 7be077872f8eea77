//! Which of several persons of one family name is meant where the text gives that name alone.
//!
//! News gives a relative the full name each time and keeps the family name alone for the person that the text is about,
//! however near the relative was named. So counts go before nearness.

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

/// For a full name that acts in the paragraph of the short form, or in the one before. Set on PolNeAR train.
const ACTS_HERE: f32 = 1.2;
const ACTED_BEFORE: f32 = 0.7;
/// For a full name in the paragraph of the short form that does not act.
const STANDS_HERE: f32 = 0.3;
/// For one that the text names only further down.
const NOT_YET: f32 = -2.0;
/// For each use of a short form, beside one of the full name.
const SHORT: f32 = 0.7;

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
    pub fn weight(&self, paragraph: u32) -> f32 {
        let near = match self.last {
            None => NOT_YET,
            Some((last, true)) if last == paragraph => ACTS_HERE,
            Some((last, false)) if last == paragraph => STANDS_HERE,
            Some((last, true)) if last + 1 == paragraph => ACTED_BEFORE,
            Some(_) => 0.0,
        };
        (1.0 + self.full as f32).ln() + SHORT * (1.0 + self.short as f32).ln() + near
    }
}
