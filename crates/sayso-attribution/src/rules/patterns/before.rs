//! Who says it first, then the words: a clause, a quotation, or both mixed.

use std::ops::Range;

use super::super::cue::{self, Cue};
use super::super::extent;
use super::super::noun_phrase as np;
use super::super::paragraph::Paragraph;
use super::super::rule_match::RuleMatch;
use super::{REACH, Rule, RuleContext};
use crate::language::{CueClass, ENGLISH, WordList};
use crate::weights::Weight;

pub(in super::super) const RULE: Rule = Rule {
    name: "said before",
    example: "Nevertheless, [S Mr Kishida] [C said] in May [Q that his country had no plans to join].",
    run,
};

/// How many tokens may stand between the cue and `that` or a quotation.
const GAP: usize = 12;

fn run(context: &mut RuleContext) {
    for at in 0..context.cues.len() {
        let cue = context.cues[at].clone();
        if context.taken[cue.span.end - 1] {
            continue;
        }
        if let Some(found) = credit(context, &cue) {
            context.push(found);
        }
    }
}

fn credit(context: &RuleContext, cue: &Cue) -> Option<RuleMatch> {
    let (p, unit) = (context.p, &context.unit);
    let start = start(p, cue, unit)?;
    // `When I asked her, she told me, “…”`: another verb with a subject of its own stands nearer.
    let nearer = |c: &Cue| c.span.start > cue.span.end && c.span.end < start && !c.participle && !c.infinitive;
    let another = matches!(cue.class, CueClass::Say | CueClass::Tell) && context.cues.iter().any(nearer);
    if another && p.is_quoted(start) {
        return None;
    }
    let source = cue::source(p, cue, unit, context.drafts)?;
    let mut near = context.drafts.iter().rev().take(REACH);
    if context.taken[source.start] && !near.any(|d| d.source.as_ref() == Some(&source)) {
        return None;
    }
    let end = end(context, start, &source);
    if p.words(start..end) < 2 && !p.is_quoted(start) || (start..end).any(|i| context.taken[i]) {
        return None;
    }
    let sure = p.is(start, &["that"]) || p.is_quoted(start);
    let confidence = match cue.class {
        CueClass::Say | CueClass::Tell if sure => Weight::SaidThat,
        CueClass::Say | CueClass::Think => Weight::SaidClause,
        _ => Weight::OtherVerb,
    }
    .value();
    let words = start..end;
    let mut content = vec![words];
    if p.is_quoted(start) && p.all_quoted(start..end) {
        content.extend(context.quoted_units_behind());
    }
    Some(RuleMatch {
        source: Some(source),
        cue: Some(cue.span.clone()),
        content,
        via: None,
        rule: RULE.name,
        confidence,
    })
}

/// `what X described as “…”` credits the quotation only; `While X says …,` ends with its comma.
fn end(context: &RuleContext, start: usize, source: &Range<usize>) -> usize {
    static SUBORDINATE: WordList = WordList::named("before.subordinate");
    let (p, unit) = (context.p, &context.unit);
    let end = extent::end(p, start, unit, &context.cues);
    let lead = source.start.saturating_sub(1);
    if source.start > unit.start && p.is(lead, &["what"]) {
        let quotation = (start..end.min(start + 4)).find_map(|i| p.quotation_at(i));
        return quotation.map_or(end, |q| q.end.min(end));
    }
    let subordinate = source.start > unit.start && lead <= unit.start + 1 && p.is(lead, &SUBORDINATE);
    let comma = || (start + 2..end).find(|&i| p.is(i, &[","]) && !p.is_quoted(i));
    if subordinate { comma().unwrap_or(end) } else { end }
}

/// Where the content starts behind the cue.
fn start(p: &Paragraph, cue: &Cue, unit: &Range<usize>) -> Option<usize> {
    let from = cue.span.end;
    let reach = unit.end.min(from + GAP);
    let marked = || {
        let that = (from..reach).find(|&i| p.is(i, &["that"]) && !p.is_quoted(i));
        let quotation = (from..reach).find(|&i| p.is_quoted(i) && (i == from || p.is(i - 1, &[":", ",", "that"])));
        match (that, quotation) {
            (Some(t), Some(q)) if q < t => Some(q),
            (Some(t), _) => Some(t),
            (None, q) => q,
        }
    };
    if from >= unit.end || p.is(from, &[".", "?", "!"]) {
        return None;
    }
    match cue.class {
        CueClass::Say | CueClass::Think => marked().or_else(|| clause(p, from)),
        CueClass::Tell => marked().or_else(|| {
            let told = np::after(p, from, unit.end).map_or(from, |told| told.end);
            let object = p.is(from, &["him", "her", "them", "us", "me"]);
            Some(if object { from + 1 } else { told })
                .filter(|&i| i > from && (cue::complement(p, i) || p.is(i, &["to"]) || p.is_quoted(i)))
        }),
        CueClass::Know => cue::complement(p, from).then_some(from),
        CueClass::Adjective => (from..reach).find(|&i| p.is(i, &["that"])).or(Some(from)),
        CueClass::Voice => {
            let noun = (from..reach).find(|&i| ENGLISH.is_noun_cue(p.word(i)))?;
            Some(if p.is(noun + 1, &["that"]) { noun + 1 } else { from })
        }
        CueClass::Judge | CueClass::Want | CueClass::Particle => (!p.is(from, &[",", "by"])).then_some(from),
    }
}

/// A clause without `that`, right behind the cue: not an adverbial, not a comma.
fn clause(p: &Paragraph, from: usize) -> Option<usize> {
    static CLAUSAL: WordList = WordList::named("before.clausal");
    let adverbial = np::is_outside(p, from) && !cue::complement(p, from) && !p.is(from, &CLAUSAL);
    let place = p.is(from, &["of", "outside", "inside", "near", "following", "via"]) || is_time(p, from + 1);
    (p.is_quoted(from) || (p.is_word(from) && !adverbial && !place)).then_some(from)
}

fn is_time(p: &Paragraph, at: usize) -> bool {
    p.is(at, &["week", "month", "year", "day", "night", "morning", "spring", "summer", "fall", "autumn", "winter"])
}
