//! Bodies and persons without a name of their own that act in a sentence: `Oslo’s council frets about what it
//! owes`, `My aunt refused. She often says`.

use super::context::Context;
use super::grammar::{is_finite, phrase_start};
use super::page::Page;
use super::pronouns::Pronoun;
use super::source::{Answer, SourceReading, in_own_words, read};
use super::speakers::Key;
use crate::language::{Class, Gender, gender_of_noun, is_person_noun};
use crate::pos::Pos;
use crate::text::Span;
use crate::weights::Weight;
use crate::{Naming, SpeakerKind};

/// How far before the pronoun its body may stand, in tokens.
const REACH: usize = 48;

/// The body that acts in the sentence of the `it` at token `at` or the one before, and what it is called; none of the
/// tokens that `own` tells, and none where a name acts in between.
pub fn body_acting(context: &Context, at: usize, own: &dyn Fn(usize) -> bool) -> Option<(Span, Answer)> {
    let page = &context.page;
    let near = |i: usize| page.paragraph(i) == page.paragraph(at) && context.sentences_between(i, at) <= 1;
    let here = (at.saturating_sub(REACH)..at).rev().take_while(|&i| near(i));
    let noun = here
        .filter(|&i| is_body(context, i) && !own(i) && !context.is_said(i))
        .find(|&i| opening(context, i).is_some())?;
    let named = context.spots_before(at).iter().rev().take_while(|s| s.tokens.start > noun).take(REACH);
    if named.filter(|s| s.subject && !context.is_said(s.tokens.start)).any(|s| Pronoun::It.fits(context, s.entity)) {
        return None;
    }
    let span = page.span(opening(context, noun)?..noun + 1);
    match read(context, span) {
        SourceReading::Someone(answer) => Some((span, answer)),
        _ => None,
    }
}

/// The name that acts in the sentence before the `it` at token `at`, where only its place shows that it is one: `[Sentec]
/// launched a ferry. It said`. One capitalised word that the text has nowhere in lower case, a verb behind it.
pub fn unknown_acting(context: &Context, at: usize, own: &dyn Fn(usize) -> bool) -> Option<(Span, Answer)> {
    let page = &context.page;
    let near = |i: usize| page.paragraph(i) == page.paragraph(at) && context.sentences_between(i, at) == 1;
    let mut before =
        (at.saturating_sub(REACH)..at).rev().skip_while(|&i| page.together(i, at)).take_while(|&i| near(i));
    let first = before.find(|&i| i == 0 || !page.together(i - 1, i))?;
    let class = page.class(first);
    let common = Class::FUNCTION.or(Class::GROUP).or(Class::COMMON).or(Class::DEMONYM).or(Class::ROLE);
    let name = page.is_capital(first) && !class.is(common) && !page.known_lower(first) && !own(first);
    // A name that the tagger does not know is often taken for a verb, and the verb behind it for an adjective.
    let noun = matches!(page.pos(first), Pos::Nn | Pos::Nnp | Pos::Vb);
    let past = page.word(first + 1).ends_with("ed") && matches!(page.pos(first + 1), Pos::Adj | Pos::Vbn);
    // `Rain fell. It said` has no object: who acts on something may speak.
    let next = page.pos(first + 2);
    let object = next.is_noun() || matches!(next, Pos::Det | Pos::PrpS | Pos::Adj | Pos::Num);
    if !name || !noun || !object || !(past || is_finite(page, first + 1)) {
        return None;
    }
    let key = match context.entities.member_at(first) {
        Some(entity) if is_person(context, entity) => return None,
        Some(entity) => Key::Entity(entity),
        None => Key::Phrase(page.word(first).to_owned(), SpeakerKind::Organisation),
    };
    let answer = Answer { key, naming: Naming::Named, steps: Vec::new(), sure: Weight::OwnWords.value() };
    Some((page.span(first..first + 1), answer))
}

/// Whether the text shows that the entity is a person.
fn is_person(context: &Context, entity: usize) -> bool {
    let known = &context.entities.members[entity];
    context.entities.is_person(entity) && (known.gender.is_some() || !known.by_shape)
}

/// A noun for a body that neither names nor owns what follows: not `the government’s`, `government officials`.
fn is_body(context: &Context, at: usize) -> bool {
    let page = &context.page;
    let noun = Class::ROLE.or(Class::BODY).or(Class::GROUP).or(Class::DOCUMENT).or(Class::VIEW);
    page.class(at).is(Class::BODY)
        && context.entities.mention_at(at).is_none()
        && !page.is_possessive(at + 1)
        && !page.is_capital(at + 1)
        && (!page.class(at + 1).is(noun) || page.class(at + 1).is(Class::FUNCTION))
}

/// Where the phrase of the noun begins, if it begins a sentence or stands behind a comma, as a subject does.
fn opening(context: &Context, noun: usize) -> Option<usize> {
    let page = &context.page;
    let part = Class::DETERMINER.or(Class::DEMONYM).or(Class::QUALIFIER).or(Class::COMMON).or(Class::BODY);
    let inside =
        |at: usize| page.class(at).is(part) || page.is_possessive(at) || context.entities.mention_at(at).is_some();
    let first =
        (noun.saturating_sub(PHRASE)..noun).rev().take_while(|&at| page.together(at, noun) && inside(at)).last()?;
    let before = first.checked_sub(1).filter(|&at| page.together(at, noun));
    before.is_none_or(|at| page.word(at) == ",").then_some(first)
}

/// The person without a name who acts in the sentence of the `he` or `she` at token `at` or in the one before, and what
/// the text calls them; nobody where a name acts there as well.
pub fn person_acting(
    context: &Context,
    at: usize,
    sex: Option<Gender>,
    own: &dyn Fn(usize) -> bool,
) -> Option<(Span, Answer)> {
    let page = &context.page;
    let near = |i: usize| page.paragraphs_between(i, at) <= 1 && page.sentence(at) - page.sentence(i) <= 1;
    let here = (at.saturating_sub(REACH)..at).rev().take_while(|&i| near(i));
    let start = |i: usize| opens_sentence(context, i).or_else(|| is_asked(context, i));
    let noun = here.filter(|&i| is_one(context, i) && !own(i)).find(|&i| start(i).is_some())?;
    let first = start(noun)?;
    let word = page.word(noun).to_lowercase();
    if sex.is_some_and(|sex| gender_of_noun(&word).is_some_and(|told| told != sex)) {
        return None;
    }
    let named = context.spots_before(at).iter().rev().take_while(|s| s.tokens.start > first).take(REACH);
    if named.filter(|s| s.subject).any(|s| context.entities.is_person(s.entity)) {
        return None;
    }
    let span = page.span(first..noun + 1);
    match read(context, span) {
        SourceReading::Someone(answer) => Some((span, answer)),
        SourceReading::Owned(_, pronoun, thing) => Some((span, in_own_words(context, pronoun, &thing))),
        _ => None,
    }
}

/// One person by a common noun.
fn is_one(context: &Context, at: usize) -> bool {
    let page = &context.page;
    let word = page.word(at).to_lowercase();
    (page.class(at).is(Class::ROLE) || is_person_noun(&word))
        && !word.ends_with('s')
        && !page.is_capital(at)
        && context.entities.mention_at(at).is_none()
}

/// Most tokens of a phrase before its noun.
const PHRASE: usize = 8;

/// Where the phrase of the noun begins, if a determiner opens it at the head of a sentence.
fn opens_sentence(context: &Context, noun: usize) -> Option<usize> {
    let page = &context.page;
    let first = phrase_start(page, noun);
    let opens = |at: usize| !page.together(at, first) || matches!(page.word(at), ":" | "“" | "\"" | "‘");
    let head = first.checked_sub(1).is_none_or(opens);
    (first < noun && page.class(first).is(Class::DETERMINER) && head && acts(page, noun + 1)).then_some(first)
}

/// A finite verb; one whose forms are alike (`put`, `kept`) is often taken for an infinitive or a participle.
fn acts(page: &Page, verb: usize) -> bool {
    is_finite(page, verb) || matches!(page.pos(verb), Pos::Vb | Pos::Vbn)
}

/// Where the phrase of the noun begins, if somebody asks them: `Once I asked [the baker], he admitted it`.
fn is_asked(context: &Context, noun: usize) -> Option<usize> {
    let page = &context.page;
    let first = phrase_start(page, noun);
    let verb = first.checked_sub(1).filter(|&at| page.together(at, noun))?;
    (page.class(first).is(Class::DETERMINER) && page.word(noun + 1) == "," && page.word(verb) == "asked")
        .then_some(first)
}
