//! One rule, one file, its example on top; the example is its test.

mod according;
mod after;
mod alone;
mod before;
mod colon;
mod label;
mod noun;
mod opinion;
mod relay;

use std::ops::Range;

use super::cue::Cue;
use super::paragraph::Paragraph;
use super::rule_match::RuleMatch;

/// What a rule looks at: one unit of a paragraph, and what was found in the paragraph so far.
pub(super) struct RuleContext<'p, 'd> {
    pub p: &'p Paragraph<'d>,
    pub unit: Range<usize>,
    /// Index of the unit in the paragraph.
    pub at: usize,
    pub cues: Vec<Cue>,
    /// Of this paragraph, in the order found.
    pub drafts: &'p mut Vec<RuleMatch>,
    /// Tokens of the paragraph that a draft holds.
    pub taken: &'p mut Vec<bool>,
}

/// How far back a clause is looked for, in tokens and whole quotations: no sentence makes the search long.
const REACH: usize = 256;

impl RuleContext<'_, '_> {
    /// The units right behind this one that are all quotation: they belong to the same attribution.
    pub fn quoted_units_behind(&self) -> impl Iterator<Item = Range<usize>> {
        let following = self.p.units.iter().skip(self.at + 1);
        following.take_while(|unit| self.p.all_quoted((*unit).clone())).cloned()
    }

    /// Adds what a rule found, unless its content is another’s already. Says whether it did.
    pub fn push(&mut self, found: RuleMatch) -> bool {
        let free = found.content.iter().flat_map(Clone::clone).all(|i| !self.taken[i]);
        if free {
            for range in found.source.iter().chain(&found.cue).chain(&found.content) {
                self.taken[range.clone()].fill(true);
            }
            self.drafts.push(found);
        }
        free
    }

    /// Where the words that end at `at` start: behind what is taken, or with the unit.
    pub fn free_from(&self, at: usize) -> usize {
        let mut start = at;
        for _ in 0..REACH {
            if start == self.unit.start || self.taken[start - 1] {
                break;
            }
            start = self.p.quotation_at(start - 1).map_or(start - 1, |q| q.start.max(self.unit.start));
        }
        start
    }
}

/// A rule with the sentence that shows it.
pub(super) struct Rule {
    pub name: &'static str,
    /// The example: `[S source]`, `[C cue]`, `[Q content]`, `[V relay]`.
    #[cfg_attr(not(test), allow(dead_code))]
    pub example: &'static str,
    pub run: fn(&mut RuleContext),
}

/// All rules, in the order they look at a unit: what one takes, the next ones leave alone.
pub(super) const RULES: &[Rule] = &[
    label::RULE,
    after::RULE,
    opinion::RULE,
    according::RULE,
    before::RULE,
    relay::RULE,
    noun::RULE,
    colon::RULE,
    alone::RULE,
];
