//! The words first, then who said them; they may go on behind: `“A,” X said. “B.”`

use std::ops::Range;

use super::super::cue::{self, Cue};
use super::super::noun_phrase as np;
use super::super::paragraph::Paragraph;
use super::super::rule_match::RuleMatch;
use super::{Rule, RuleContext};
use crate::language::{CueClass, WordList};
use crate::weights::Weight;

pub(in super::super) const RULE: Rule = Rule {
    name: "said after",
    example: "“[Q Not only is it against the law,]” [C warns] [S Professor Pardo], “[Q but it sets a precedent.]”",
    run,
};

/// Words that a clause in front does not end in `, he said` with: it is an adjunct of the saying.
static ADJUNCTS: WordList = WordList::named("after.adjuncts");

/// Tokens behind an attribution that are looked through for a content of its own.
const ADJUNCT: usize = 12;

/// Tokens before an attribution that are looked through for a colon.
const COLON_BACK: usize = 40;

/// Tokens behind an attribution within which the second half of a quotation opens.
const SECOND_HALF: usize = 25;

fn run(context: &mut RuleContext) {
    for at in 0..context.cues.len() {
        let cue = context.cues[at].clone();
        if !matches!(cue.class, CueClass::Say | CueClass::Think | CueClass::Tell | CueClass::Know)
            || cue.participle
            || cue.infinitive
        {
            continue;
        }
        if let Some(found) = credit(context, &cue) {
            context.push(found);
        }
    }
}

fn credit(context: &RuleContext, cue: &Cue) -> Option<RuleMatch> {
    let p = context.p;
    let (source, inverted) = subject(context, cue)?;
    let (first, last) = (source.start.min(cue.span.start), source.end.max(cue.span.end));
    let quoted = p.quotation_before(first).filter(|q| q.start >= context.unit.start);
    let left = left_piece(context, first, quoted.clone())?;
    let mut content = vec![left.clone()];
    if let Some(rest) = goes_on(context, last, quoted.is_some(), !p.is_quoted(left.start), inverted) {
        content.push(rest);
    }
    if quoted.is_some() && p.is_quoted(left.start) {
        content.extend(context.quoted_units_behind());
    }
    let confidence = if quoted.is_some() { Weight::QuotedThenSaid } else { Weight::ClauseThenSaid }.value();
    Some(RuleMatch {
        source: Some(source),
        cue: Some(cue.span.clone()),
        content,
        via: None,
        rule: RULE.name,
        confidence,
    })
}

/// Whose saying closes the words before it: `, X said` or `, said X`.
fn subject(context: &RuleContext, cue: &Cue) -> Option<(Range<usize>, bool)> {
    let p = context.p;
    let closes =
        |at: usize| at > context.unit.start && (p.is(at - 1, &[",", "–", "—"]) || p.quotation_before(at).is_some());
    if closes(cue.span.start)
        && cue.class == CueClass::Say
        && let Some(source) = np::after(p, cue.span.end, context.unit.end)
        && (p.quotation_before(cue.span.start).is_some() || inverts(context, cue, &source))
    {
        return Some((source, true));
    }
    let source = cue::source(p, cue, &context.unit, &[]).filter(|s| closes(s.start))?;
    let told = told(p, cue, context.unit.end);
    let end = if p.quotation_before(source.start).is_some() { told + 1 } else { context.unit.end };
    settles(p, told, end).then_some((source, false))
}

/// One past the cue and whoever is told: `told CNN`, `asked him`.
fn told(p: &Paragraph, cue: &Cue, end: usize) -> usize {
    let at = cue.span.end;
    if p.is(at, &["him", "her", "them", "us", "me"]) {
        return at + 1;
    }
    let someone = cue.class == CueClass::Tell || p.is(at - 1, &["asked"]);
    np::after(p, at, end).filter(|_| someone).map_or(at, |told| told.end)
}

/// `…, says the minister.`: with no quotation, only a speaker behind a plain verb, and no subject before it.
fn inverts(context: &RuleContext, cue: &Cue, source: &Range<usize>) -> bool {
    static PLAIN: WordList = WordList::named("after.plain");
    let p = context.p;
    let role = np::is_role(p.word(source.end - 1)) || np::is_pronoun(p, source.start);
    let speaker = role || source.clone().any(|i| p.is_capital(i));
    let subject = np::before(p, cue.span.start, context.unit.start).is_some_and(|s| s.start <= context.unit.start + 1);
    p.is(cue.span.end - 1, &PLAIN) && speaker && !subject && settles(p, source.end, context.unit.end)
}

/// Returns `true` if the attribution ends here, with no content of its own to come.
fn settles(p: &Paragraph, at: usize, end: usize) -> bool {
    let stop = at >= end || p.is(at, &[",", ".", ";", "–", "—", "--", "?", "!", ")"]);
    let adjunct = np::is_outside(p, at)
        && !cue::is_auxiliary(p, at)
        && !cue::complement(p, at)
        && !p.is(at, &["that", "there", "one", "more", "all"]);
    stop || (adjunct && !(at..end.min(at + ADJUNCT)).any(|i| p.is(i, &["that", ":"]) || p.is_quoted(i)))
}

fn left_piece(context: &RuleContext, first: usize, quoted: Option<Range<usize>>) -> Option<Range<usize>> {
    let p = context.p;
    let start = context.free_from(first);
    if let Some(quotation) = quoted {
        // A whole sentence in quotation marks stands alone; a part of one belongs to the words before it.
        let whole =
            p.starts_sentence(&quotation) && quotation.start > start && p.is(quotation.start - 1, &[",", ":", "("]);
        return Some(if whole { quotation } else { start.min(quotation.start)..first });
    }
    let colon = (start.max(first.saturating_sub(COLON_BACK))..first).rev().find(|&i| p.is(i, &[":"]));
    let start = colon.map_or(start, |colon| colon + 1);
    let clause =
        p.words(start..first) >= 2 && !p.is(start, &ADJUNCTS) && !p.is(first - 2, &["however", "then", "meanwhile"]);
    clause.then_some(start..first)
}

/// The second half behind `, he said,`.
fn goes_on(context: &RuleContext, last: usize, quoted: bool, partial: bool, inverted: bool) -> Option<Range<usize>> {
    let (p, end) = (context.p, context.unit.end);
    if quoted {
        let open = (last..end.min(last + SECOND_HALF)).find(|&i| p.is_quoted(i))?;
        let next = p.is(open - 1, &[",", ":", "–", "—", ";"]).then_some(open..end);
        return next.or_else(|| (partial && p.is(last, &[","])).then_some(last + 1..end));
    }
    let aside =
        ["adding", "saying", "citing", "who", "which", "while", "and", "but", "according", "though", "although"];
    let resumes = p.is(last, &[","]) && !inverted && !p.is(last + 1, &aside) && !p.word(last + 1).ends_with("ing");
    (resumes && p.words(last..end) >= 3)
        .then_some(last + 1..super::super::extent::end(p, last + 1, &context.unit, &context.cues))
}
