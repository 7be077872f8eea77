//! A noun of saying with its owner: `X’s claim that …`, `their argument that …`.

use std::ops::Range;

use super::super::cue;
use super::super::extent;
use super::super::noun_phrase as np;
use super::super::rule_match::RuleMatch;
use super::{Rule, RuleContext};
use crate::language::ENGLISH;
use crate::weights::Weight;

pub(in super::super) const RULE: Rule = Rule {
    name: "noun of saying",
    example: "The West heard [S the Japanese leadership]’s [C argument] [Q that Europe cannot be stable alone].",
    run,
};

fn run(context: &mut RuleContext) {
    let p = context.p;
    let nouns =
        context.unit.clone().filter(|&i| !p.is_quoted(i) && ENGLISH.is_noun_cue(p.word(i)) && p.is(i + 1, &["that"]));
    for noun in nouns.collect::<Vec<_>>() {
        let end = extent::end(p, noun + 1, &context.unit, &context.cues);
        let source = owner(context, noun);
        let end = ends(context, noun + 1..end, source.as_ref());
        if source.is_some() && !(noun..end).any(|i| context.taken[i]) {
            let words = noun + 1..end;
            let (cue, content) = (Some(noun..noun + 1), vec![words]);
            context.push(RuleMatch {
                source,
                cue,
                content,
                via: None,
                rule: RULE.name,
                confidence: Weight::NounOfSaying.value(),
            });
        }
    }
}

/// Whose claim: `X’s`, `his`, or the name in front of the noun (`the Communist Party narrative`).
fn owner(context: &RuleContext, noun: usize) -> Option<Range<usize>> {
    let (p, start) = (context.p, context.unit.start);
    let low = start.max(noun.saturating_sub(4));
    if let Some(mark) = (low..noun).rev().find(|&i| p.is(i, &["'s", "'"])) {
        return np::owner(p, mark, start);
    }
    if let Some(at) = (low..noun).rev().find(|&i| p.is(i, &["his", "her", "their", "its"])) {
        return Some(at..at + 1);
    }
    // `From X, who speaks for the ministry, came the claim that …`
    if p.is(start, &["from"]) && (low..noun).any(|i| p.is(i, &["came", "comes"])) {
        return np::after(p, start + 1, noun);
    }
    np::owner(p, noun, start).filter(|r| p.is_capital(r.end - 1))
}

/// The claim ends with its comma; where its noun is the subject, before the verb of the sentence
/// (`X’s claim that it will hold is doubtful`).
fn ends(context: &RuleContext, content: Range<usize>, source: Option<&Range<usize>>) -> usize {
    let p = context.p;
    let ends = |i: usize| p.is(i, &[","]) && !p.is_quoted(i) && !(p.is(i + 1, &["and"]) && p.is(i + 2, &["that"]));
    let end = (content.start + 3..content.end).find(|&i| ends(i)).unwrap_or(content.end);
    let verbs: Vec<usize> = (content.start..end).filter(|&i| cue::is_auxiliary(p, i) && !p.is_quoted(i)).collect();
    match (source, verbs.as_slice()) {
        (Some(s), [_, .., last]) if s.start == context.unit.start && !cue::is_auxiliary(p, last - 1) => *last,
        _ => end,
    }
}
