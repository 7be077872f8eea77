//! A quotation that stands as a sentence of its own, after one that was credited: whose it is is carried on.

use super::super::rule_match::RuleMatch;
use super::{Rule, RuleContext};
use crate::weights::Weight;

pub(in super::super) const RULE: Rule = Rule {
    name: "quotation alone",
    example: "“[Q We want to deepen cooperation with officers from various countries.]”",
    run,
};

fn run(context: &mut RuleContext) {
    let (p, unit) = (context.p, context.unit.clone());
    if !p.all_quoted(unit.clone()) || p.words(unit.clone()) < 4 || context.taken[unit.start] {
        return;
    }
    let last = context.drafts.last_mut().filter(|d| d.content.last().is_some_and(|c| p.all_quoted(c.clone())));
    // Right behind a quotation it is more of it; further on in the paragraph it is the same speaker’s.
    let follows =
        |d: &&mut RuleMatch| d.content.last().is_some_and(|c| context.at > 0 && p.units[context.at - 1].end == c.end);
    let source = last.as_ref().and_then(|d| d.source.clone());
    if let Some(last) = last.filter(follows) {
        context.taken[unit.clone()].fill(true);
        last.content.push(unit);
        return;
    }
    let content = vec![unit];
    context.push(RuleMatch {
        source,
        cue: None,
        content,
        via: None,
        rule: RULE.name,
        confidence: Weight::QuotationAlone.value(),
    });
}
