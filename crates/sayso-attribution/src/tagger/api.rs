//! What the analysis asks of a tagger.

use std::fmt::Debug;
use std::sync::atomic::AtomicBool;

use crate::attribution::{Found, Reading};
use crate::parsed::Parsed;
use crate::pos::Pos;

/// A model that finds attributions in a parsed text. An [`Analyzer`](crate::Analyzer) works with any of them.
///
/// ```
/// use sayso_attribution::document::ingest;
/// use sayso_attribution::{Analyzer, Calibration, Found, Parsed, Tagged, Tagger};
///
/// /// Finds nothing, so that the rules stand alone.
/// #[derive(Debug)]
/// struct Silent;
///
/// impl Tagger for Silent {
///     fn id(&self) -> String {
///         "silent".to_owned()
///     }
///     fn tag(&self, _: &Parsed, _: &[Found]) -> Tagged {
///         Tagged::default()
///     }
///     fn calibration(&self) -> Calibration {
///         Calibration::default()
///     }
/// }
///
/// let document = ingest("According to the ministry, taxes will rise.".as_bytes(), "note.txt");
/// let analysis = Analyzer::new(Silent).analyze(&document);
/// assert_eq!(analysis.attributions[0].found_by, "according to");
/// ```
pub trait Tagger: Debug + Send + Sync {
    /// Identifies the model and its weights. Two taggers of one id give the same output for every text.
    fn id(&self) -> String;

    /// Finds the attributions in `parsed`. `hints` are those that the rules found, in text order of their content; a
    /// tagger may use or ignore them.
    fn tag(&self, parsed: &Parsed, hints: &[Found]) -> Tagged;

    /// Like [`tag`](Self::tag), but a tagger that takes long gives up and returns `None` soon after `stop` is set.
    fn tag_until(&self, parsed: &Parsed, hints: &[Found], stop: &AtomicBool) -> Option<Tagged> {
        let _ = stop;
        Some(self.tag(parsed, hints))
    }

    /// How the output of this tagger is merged with that of the rules.
    fn calibration(&self) -> Calibration;

    /// Which reading its output is of.
    fn reading(&self) -> Reading {
        Reading::First
    }
}

/// Output of a [`Tagger`] for one text.
#[derive(Clone, Debug, Default)]
pub struct Tagged {
    /// The attributions, in any order.
    pub found: Vec<Found>,
    /// Part of speech of each token of the parsed text, by its index in [`Parsed::all_tokens`]. [`Pos::X`] for tokens
    /// that the tagger does not read; empty if it tells no parts of speech. Speakers are then named with less evidence.
    pub pos: Vec<Pos>,
}

impl<T: Tagger + ?Sized> Tagger for &T {
    fn id(&self) -> String {
        (**self).id()
    }

    fn tag(&self, parsed: &Parsed, hints: &[Found]) -> Tagged {
        (**self).tag(parsed, hints)
    }

    fn tag_until(&self, parsed: &Parsed, hints: &[Found], stop: &AtomicBool) -> Option<Tagged> {
        (**self).tag_until(parsed, hints, stop)
    }

    fn calibration(&self) -> Calibration {
        (**self).calibration()
    }

    fn reading(&self) -> Reading {
        (**self).reading()
    }
}

/// Precision of the rules beside one tagger, measured on marked articles that the tagger was not trained on.
#[derive(Clone, Copy, Debug)]
pub struct Calibration {
    /// Confidence of the tagger, 0 to 1, below which a rule of higher confidence replaces its attribution.
    pub unsure: f32,
    /// The rules that are kept where the tagger finds nothing. All others are kept only in texts in which the tagger
    /// finds nothing at all.
    pub rules: &'static [RulePrecision],
    /// Precision of all other rules in texts in which the tagger finds nothing, 0 to 1.
    pub other_rules: f32,
}

/// Precision of one rule where the tagger finds nothing.
#[derive(Clone, Copy, Debug)]
pub struct RulePrecision {
    /// Name of the rule, as in [`Found::found_by`].
    pub rule: &'static str,
    /// Whether the rule is kept for words without quotation marks.
    pub indirect: bool,
    /// Share of its attributions that are right, 0 to 1; shown as their confidence.
    pub precision: f32,
}

impl Calibration {
    /// The confidence of an attribution by `rule`; `None` if it is dropped. `alone`: the tagger finds nothing in the
    /// whole text.
    pub(crate) fn confidence(&self, rule: &Found, alone: bool) -> Option<f32> {
        let row = self.rules.iter().find(|row| row.rule == rule.found_by);
        let kept = row.filter(|row| row.indirect || rule.kind != crate::Kind::Indirect);
        kept.map(|row| row.precision).or(alone.then_some(self.other_rules))
    }
}

/// The calibration of the default tagger.
impl Default for Calibration {
    fn default() -> Self {
        Self { unsure: 0.6, rules: RULES, other_rules: 0.2 }
    }
}

/// Measured beside models trained without the article, on the training set of `models/README.md`. It has no captions
/// and no names before a colon; the precision of those is an estimate. After a colon only quotations are kept.
const RULES: &[RulePrecision] = &[
    RulePrecision { rule: "according to", indirect: true, precision: 0.45 },
    RulePrecision { rule: "caption", indirect: true, precision: 0.8 },
    RulePrecision { rule: "colon", indirect: false, precision: 0.5 },
    RulePrecision { rule: "colon before", indirect: false, precision: 0.4 },
    RulePrecision { rule: "in X’s view", indirect: true, precision: 0.2 },
    RulePrecision { rule: "name and colon", indirect: true, precision: 0.85 },
    RulePrecision { rule: "noun of saying", indirect: true, precision: 0.2 },
    RulePrecision { rule: "relay", indirect: true, precision: 0.45 },
    RulePrecision { rule: "said after", indirect: true, precision: 0.3 },
    RulePrecision { rule: "said before", indirect: false, precision: 0.45 },
];
