//! `according to X` behind or before what another says: X is the relay, not the speaker.

use std::ops::Range;

use super::super::noun_phrase as np;
use super::super::rule_match::RuleMatch;
use super::{Rule, RuleContext, according};

pub(in super::super) const RULE: Rule = Rule {
    name: "relay",
    example: "“[Q I urge the Republic of Korea to continue,]” [S he] [C added], according to [V CNN].",
    run,
};

/// How many attributions back one is looked for that the relay belongs to.
const DRAFTS: usize = 8;

fn run(context: &mut RuleContext) {
    for at in according::places(context) {
        if let Some(source) = np::after(context.p, at + 2, context.unit.end)
            && !context.taken[at]
            && !relay(context, at, &source)
        {
            according::credit(context, at, source);
        }
    }
}

/// `he added, according to CNN` and `According to CNN, he added: …`.
fn relay(context: &mut RuleContext, at: usize, source: &Range<usize>) -> bool {
    let p = context.p;
    let comma = |i: usize| usize::from(p.is(i, &[","]));
    let behind = at - comma(at.saturating_sub(1)).min(at);
    let ahead = source.end + comma(source.end);
    let says = |d: &&mut RuleMatch| {
        let roles = || d.source.iter().chain(&d.cue).chain(&d.content);
        roles().any(|r| r.end == behind) || (at == context.unit.start && roles().any(|r| r.start == ahead))
    };
    match context.drafts.iter_mut().rev().take(DRAFTS).find(says) {
        Some(found) => {
            found.via = Some(source.clone());
            true
        }
        None => false,
    }
}
