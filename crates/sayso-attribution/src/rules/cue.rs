//! Crediting verbs in a unit: the verb, what belongs to it, and who its subject is.

use std::ops::Range;

use super::noun_phrase as np;
use super::paragraph::Paragraph;
use super::rule_match::RuleMatch;
use crate::language::{CueClass, ENGLISH, WordList};

/// A crediting verb with its auxiliaries and its particle.
#[derive(Clone, Debug)]
pub(super) struct Cue {
    pub span: Range<usize>,
    pub class: CueClass,
    /// `saying`, `adding`: no subject of its own before it.
    pub participle: bool,
    /// `to raise`: the subject stands further up.
    pub infinitive: bool,
}

static AUXILIARIES: WordList = WordList::named("cue.auxiliaries");

static BE: WordList = WordList::named("cue.be");

/// How many attributions back a shared subject is looked for.
const DRAFTS: usize = 8;

/// What stands before a noun or a participle, never before a verb with a subject.
static OWNERS: WordList = WordList::named("cue.owners");

static ARTICLES: WordList = WordList::named("cue.articles");

/// What leads from a noun of saying to what is said.
static OBJECT_LINKS: WordList = WordList::named("cue.object-links");

/// Verb forms that are nouns as often.
static NOUNLIKE: WordList = WordList::named("cue.nounlike");

/// The crediting verbs of a unit outside quotation marks, in order.
pub(super) fn cues(p: &Paragraph, unit: Range<usize>) -> Vec<Cue> {
    unit.clone().filter(|&at| !p.is_quoted(at)).filter_map(|at| cue(p, at, &unit)).collect()
}

/// Who says what the cue credits: its own subject, or the one it shares with what came before.
pub(super) fn source(p: &Paragraph, cue: &Cue, unit: &Range<usize>, drafts: &[RuleMatch]) -> Option<Range<usize>> {
    let start = cue.span.start;
    let earlier = || {
        let last = drafts
            .iter()
            .rev()
            .take(DRAFTS)
            .find(|d| d.cue.as_ref().is_some_and(|c| c.start >= unit.start && c.end <= start));
        last.and_then(|d| d.source.clone())
    };
    let carried = || earlier().or_else(|| np::subject(p, unit.start..start));
    if start == unit.start {
        return None;
    }
    if cue.participle || cue.infinitive || p.is(start - 1, &["and", "or", "but"]) {
        return carried();
    }
    if p.is(start - 1, &["who", "which", "that"]) {
        return earlier().or_else(|| np::before(p, start - 1, unit.start));
    }
    let source = np::before(p, start, unit.start)?;
    // `American plans to …` behind a preposition is a noun.
    let noun = NOUNLIKE.contains(&p.word(cue.span.end - 1)) || ENGLISH.is_noun_cue(p.word(cue.span.end - 1));
    let behind =
        source.start > unit.start && p.is(source.start - 1, &["in", "of", "for", "with", "to", "from", "by", "about"]);
    (!(noun && behind)).then_some(source)
}

fn cue(p: &Paragraph, at: usize, unit: &Range<usize>) -> Option<Cue> {
    let first = lead(p, at, unit.start);
    let be = (first..at).any(|i| p.is(i, &BE)) || (at > unit.start && p.is(at - 1, &BE));
    let class = *ENGLISH.cue_classes(p.word(at)).iter().find(|&&class| fits(p, class, at, first, be))?;
    let after = usize::from(class == CueClass::Particle || (class == CueClass::Say && p.is(at + 1, &["out"])));
    let participle = p.word(at).ends_with("ing") && !be;
    let infinitive = at > unit.start && first == at && p.is(at - 1, &["to"]);
    if infinitive && class != CueClass::Voice && !p.is(at + 1, &["that"]) {
        return None;
    }
    Some(Cue { span: first..(at + 1 + after).min(unit.end), class, participle, infinitive })
}

/// A verb that helps another, or a form of `be`: it follows a subject, and opens no place or time.
pub(super) fn is_auxiliary(p: &Paragraph, at: usize) -> bool {
    static FINITE: WordList = WordList::named("cue.finite");
    p.is(at, &FINITE) || p.is(at, &BE)
}

/// Where the verb's auxiliaries and adverbs start.
fn lead(p: &Paragraph, at: usize, start: usize) -> usize {
    let mut first = at;
    while first > start && at - first < 5 && !p.is_quoted(first - 1) {
        let adverb = p.word(first - 1).ends_with("ly") && !p.is_capital(first - 1);
        // `Trump’s said` reads as `has`, `Trump’s claims` does not: the form is not looked into, nouns are barred
        // below.
        if !adverb && !p.is(first - 1, &AUXILIARIES) && !p.is(first - 1, &BE) {
            break;
        }
        first -= 1;
    }
    first
}

fn fits(p: &Paragraph, class: CueClass, at: usize, first: usize, be: bool) -> bool {
    let word = p.word(at);
    let next = at + 1;
    let owned = first > 0 && !p.is_quoted(at - 1) && (p.is(at - 1, &OWNERS) || p.is(at - 1, &ARTICLES));
    let noun = ENGLISH.is_noun_cue(word) || p.is(at, &NOUNLIKE);
    let led = complement(p, next)
        || p.is_quoted(next)
        || p.is(next, &[":", ","])
        || (!p.is(at, &["state", "states"]) && p.is(next, &["to", "for", "on"]));
    let bare = first > 0
        && (np::is_pronoun(p, at - 1)
            || (p.is_capital(at - 1) && p.is(at, &["calls", "call", "questions"]))
            || first < at
            || p.is(at - 1, &["to", "and"])
            || ends_a_quotation(p, at));
    if p.is_capital(at) || owned || (noun && !led && !bare) {
        return false;
    }
    let passive = be && !word.ends_with("ing");
    match class {
        CueClass::Adjective => be && p.is(next, &["that", "about", "with", "of", "to", "over"]),
        _ if passive => false,
        CueClass::Say if word.starts_with("point") => p.is(next, &["out"]),
        CueClass::Say | CueClass::Tell | CueClass::Judge | CueClass::Think => {
            !p.is(next, &["of", "into", "up"]) || word == "said"
        }
        CueClass::Know => complement(p, next) || p.is(next, &[",", "."]),
        CueClass::Want => (next..next + 2).any(|i| p.is(i, &["to", "that", "not"])),
        CueClass::Particle => ENGLISH.is_particle(p.word(next)),
        CueClass::Voice => (next..next + 4).any(|i| ENGLISH.is_noun_cue(p.word(i)) && p.is(i + 1, &OBJECT_LINKS)),
    }
}

/// Returns `true` if a quotation that ends with a comma stands right before: `…,” states the charter`.
fn ends_a_quotation(p: &Paragraph, at: usize) -> bool {
    p.quotation_before(at).is_some() && (at.saturating_sub(2)..at).any(|i| p.is(i, &[",", "?", "!"]))
}

/// Something that only a clause starts with.
pub(super) fn complement(p: &Paragraph, at: usize) -> bool {
    static STARTS: WordList = WordList::named("cue.starts");
    p.is(at, &STARTS) || (p.is(at, &[","]) && p.is(at + 1, &["that"]))
}
