//! `according to X`, before, behind or amid words that nobody else is given as saying.

use std::ops::Range;

use super::super::extent;
use super::super::noun_phrase as np;
use super::super::rule_match::RuleMatch;
use super::{Rule, RuleContext};
use crate::language::CueClass;
use crate::weights::Weight;

pub(in super::super) const RULE: Rule = Rule {
    name: "according to",
    example: "[C According to] [S Le Monde], [Q the alliance does not ignore threats from beyond its old borders].",
    run,
};

/// Cues of a sentence that are looked at.
const CUES: usize = 16;

/// Most tokens behind the source before the comma that ends it.
const TAIL: usize = 20;

fn run(context: &mut RuleContext) {
    for at in places(context) {
        if let Some(source) = np::after(context.p, at + 2, context.unit.end)
            && !another_says(context, at, &source)
        {
            credit(context, at, source);
        }
    }
}

/// Where `according to` stands in the unit.
pub(super) fn places(context: &RuleContext) -> Vec<usize> {
    let p = context.p;
    let here = |&i: &usize| p.is(i, &["according"]) && p.is(i + 1, &["to"]) && !p.is_quoted(i);
    context.unit.clone().filter(here).collect()
}

/// Returns `true` if someone else's attribution surrounds it (`According to CNN, he added: …`).
fn another_says(context: &RuleContext, at: usize, source: &Range<usize>) -> bool {
    let p = context.p;
    let speaker = p.is(source.end, &[","]).then(|| np::after(p, source.end + 1, context.unit.end)).flatten();
    let next = speaker.is_some_and(|s| context.cues.binary_search_by_key(&s.end, |c| c.span.start).is_ok());
    next || context.cues.iter().take(CUES).any(|c| c.class == CueClass::Say && c.span.end <= at)
}

pub(super) fn credit(context: &mut RuleContext, at: usize, source: Range<usize>) {
    let (p, unit) = (context.p, context.unit.clone());
    let left = context.free_from(at)..at;
    let after = (source.end..unit.end.min(source.end + TAIL)).find(|&i| p.is(i, &[","]) && !p.is_quoted(i));
    let right = after.map(|comma| comma + 1..extent::end(p, comma + 1, &unit, &context.cues));
    let goes_on =
        right.clone().filter(|r| p.is(r.start, &["is", "are", "was", "were", "has", "have", "had", "will", "would"]));
    let content = match right {
        Some(right) if p.words(left.clone()) < 3 && goes_on.is_none() => vec![right],
        _ => std::iter::once(left).chain(goes_on).collect(),
    };
    if content.iter().flat_map(Clone::clone).any(|i| context.taken[i]) {
        return;
    }
    let (source, cue) = (Some(source), Some(at..at + 2));
    context.push(RuleMatch {
        source,
        cue,
        content,
        via: None,
        rule: RULE.name,
        confidence: Weight::AccordingTo.value(),
    });
}
