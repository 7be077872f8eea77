//! A sentence that ends in a colon and a quotation: its subject is the speaker, whatever its verb.

use super::super::noun_phrase as np;
use super::super::rule_match::RuleMatch;
use super::{Rule, RuleContext};
use crate::weights::Weight;

pub(in super::super) const RULE: Rule = Rule {
    name: "colon",
    example: "[S Professor Pardo] puts the relationship in the language of romance[C :] “[Q It is part of a long courtship.]”",
    run,
};

/// Most tokens before the colon.
const LEAD: usize = 60;

fn run(context: &mut RuleContext) {
    let (p, unit) = (context.p, context.unit.clone());
    let colon = unit.clone().take(LEAD).find(|&i| p.is(i, &[":"]) && p.is_quoted(i + 1) && !p.is_quoted(i));
    if let Some(colon) = colon
        && let Some(source) = np::subject(p, unit.start..colon)
        && p.all_quoted(colon + 1..unit.end)
    {
        let words = colon + 1..unit.end;
        let (source, cue, content) = (Some(source), Some(colon..colon + 1), vec![words]);
        context.push(RuleMatch {
            source,
            cue,
            content,
            via: None,
            rule: RULE.name,
            confidence: Weight::ColonBefore.value(),
        });
    }
}
