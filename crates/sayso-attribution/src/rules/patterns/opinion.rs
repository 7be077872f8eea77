//! `in X’s view`, `in the words of X`, `for X,`: a phrase that credits the sentence it stands in.

use std::ops::Range;

use super::super::extent;
use super::super::noun_phrase as np;
use super::super::paragraph::Paragraph;
use super::super::rule_match::RuleMatch;
use super::{Rule, RuleContext};
use crate::language::WordList;
use crate::weights::Weight;

pub(in super::super) const RULE: Rule = Rule {
    name: "in X’s view",
    example: "[Q The alliance will do its work best], in [S his] [C view], [Q if others lend it support].",
    run,
};

static NOUNS: WordList = WordList::named("opinion.nouns");

/// A crediting phrase: all of it, and who is credited in it.
struct Phrase {
    whole: Range<usize>,
    source: Range<usize>,
    cue: Range<usize>,
}

/// Most tokens of `in X’s view`.
const OWNED: usize = 14;

/// Tokens behind `For X,` within which a verb tells what is so.
const STATES: usize = 20;

/// Most tokens that hang on the phrase.
const TAIL: usize = 24;

fn run(context: &mut RuleContext) {
    let p = context.p;
    for at in context.unit.clone().filter(|&i| p.is(i, &["in", "for"]) && !p.is_quoted(i)).collect::<Vec<_>>() {
        let phrase = match p.word(at) {
            "in" => owned(p, at, context.unit.end).or_else(|| of(p, at, context.unit.end)),
            _ => stance(p, at, &context.unit),
        };
        if let Some(phrase) = phrase
            && let Some(found) = credit(context, &phrase)
        {
            context.push(found);
        }
    }
}

/// `in X’s view`, `in his view`.
fn owned(p: &Paragraph, at: usize, end: usize) -> Option<Phrase> {
    let noun = (at + 2..end.min(at + OWNED)).find(|&i| p.is(i, &NOUNS))?;
    let possessive = p.is(at + 1, &["his", "her", "their", "its", "my", "our"])
        && noun == at + 2 + usize::from(p.is(at + 2, &["own"]));
    let source = if possessive {
        at + 1..at + 2
    } else {
        let mark = (at + 2..noun).rev().find(|&i| p.is(i, &["'s", "'"]))?;
        np::after(p, at + 1, mark)?
    };
    let near = source.end + 3 >= noun && source.start == at + 1;
    near.then_some(Phrase { whole: at..noun + 1, cue: source.end..noun + 1, source })
}

/// `in the words of X`.
fn of(p: &Paragraph, at: usize, end: usize) -> Option<Phrase> {
    if !(p.is(at + 1, &["the"]) && p.is(at + 2, &NOUNS) && p.is(at + 3, &["of"])) {
        return None;
    }
    let source = np::after(p, at + 4, end)?;
    Some(Phrase { whole: at..source.end, cue: at..at + 4, source })
}

/// `For X, …`: a person’s name at the head of a sentence.
fn stance(p: &Paragraph, at: usize, unit: &Range<usize>) -> Option<Phrase> {
    let source = np::after(p, at + 1, unit.end)?;
    let person = np::is_name(p, source.clone()) && p.is(source.end, &[","]) && !p.word(source.end - 1).ends_with('s');
    let states = (source.end..unit.end.min(source.end + STATES))
        .any(|i| p.is(i, &["is", "are", "was", "were", "cannot", "must", "makes"]));
    (at == unit.start && person && states).then_some(Phrase { whole: at..source.end, cue: at..at + 1, source })
}

fn credit(context: &RuleContext, phrase: &Phrase) -> Option<RuleMatch> {
    let (p, whole) = (context.p, &phrase.whole);
    let left = context.free_from(whole.start)..whole.start;
    let empty = !left.clone().any(|i| p.is_word(i) && !np::is_outside(p, i));
    let right = if empty { head(p, whole.end, context.unit.end) } else { Some(whole.end).filter(|&i| p.is(i, &[","])) };
    let right = right.map(|comma| comma + 1..extent::end(p, comma + 1, &context.unit, &context.cues));
    let content: Vec<_> = match (empty, right) {
        (true, right) => vec![right?],
        // Behind a name may come who the person is, not more of what was said.
        (false, Some(right)) if !np::is_determiner(p, right.start) && !p.is(right.start, &["who"]) => vec![left, right],
        (false, _) => vec![left],
    };
    let source = phrase.source.clone();
    let (source, cue) = (Some(source), Some(phrase.cue.clone()));
    Some(RuleMatch { source, cue, content, via: None, rule: RULE.name, confidence: Weight::Opinion.value() })
}

/// The comma that ends the phrase and all that hangs on it (`voiced on June 10, 2022 in Singapore,`).
fn head(p: &Paragraph, from: usize, end: usize) -> Option<usize> {
    let comma = |i: &usize| p.is(*i, &[","]) && !p.word(i + 1).starts_with(|c: char| c.is_ascii_digit());
    let first = (from..end.min(from + TAIL)).find(comma)?;
    // `, by contrast,` stands between as well.
    let between = p.is(first + 1, &["by", "however", "in", "though"]);
    let second = (first + 1..end.min(first + 5)).find(comma).filter(|_| between);
    Some(second.unwrap_or(first))
}
