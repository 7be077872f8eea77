//! A name and a colon before the words: an interview, a transcript.

use super::super::noun_phrase as np;
use super::super::rule_match::RuleMatch;
use super::{Rule, RuleContext};
use crate::weights::Weight;

pub(in super::super) const RULE: Rule =
    Rule {
        name: "name and colon", example: "[S Ramon Pacheco Pardo][C :] “[Q It is part of a long courtship.]”", run
    };

/// Most tokens of a label with its colon.
const LABEL: usize = 9;

fn run(context: &mut RuleContext) {
    let (p, unit) = (context.p, context.unit.clone());
    let Some(colon) = unit.clone().take(LABEL).find(|&i| p.is(i, &[":"]) && !p.is_quoted(i)) else { return };
    let name = unit.start..colon;
    if np::is_name(p, name.clone()) && p.is_quoted(colon + 1) && p.all_quoted(colon + 1..unit.end) {
        let words = colon + 1..unit.end;
        let (source, cue, content) = (Some(name), Some(colon..colon + 1), vec![words]);
        context.push(RuleMatch { source, cue, content, via: None, rule: RULE.name, confidence: Weight::Label.value() });
    }
}
