//! Bodies and persons without a name of their own that act in a sentence: `Kishida’s government worries about what it
//! deems`, `My grandmother did. She used to say`.

use super::context::Context;
use super::grammar::{is_finite, phrase_start};
use super::pronouns::Pronoun;
use super::source::{Answer, SourceReading, in_own_words, read};
use crate::language::{Class, WordList};
use crate::text::Span;

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

/// Nouns for persons by kinship or the like, beside trades and offices.
static KIN: WordList = WordList::named("noun-subject.kin");

/// The person without a name who acts in the sentence of the `he` or `she` at token `at` or in the one before, and what
/// the text calls them; nobody where a name acts there as well.
pub fn person_acting(context: &Context, at: usize, own: &dyn Fn(usize) -> bool) -> Option<(Span, Answer)> {
    let page = &context.page;
    let near = |i: usize| page.paragraphs_between(i, at) <= 1 && page.sentence(at) - page.sentence(i) <= 1;
    let here = (at.saturating_sub(REACH)..at).rev().take_while(|&i| near(i));
    let noun = here.filter(|&i| is_person(context, i) && !own(i)).find(|&i| opens_sentence(context, i).is_some())?;
    let first = opens_sentence(context, noun)?;
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

/// One person by a common noun that a finite verb follows.
fn is_person(context: &Context, at: usize) -> bool {
    let page = &context.page;
    let word = page.word(at).to_lowercase();
    let person = page.class(at).is(Class::ROLE) || KIN.contains(&word.as_str());
    let one = !word.ends_with('s') && !page.is_capital(at) && context.entities.mention_at(at).is_none();
    person && one && is_finite(page, at + 1)
}

/// Most tokens of a phrase before its noun.
const PHRASE: usize = 8;

/// Where the phrase of the noun begins, if a determiner opens it at the head of a sentence.
fn opens_sentence(context: &Context, noun: usize) -> Option<usize> {
    let page = &context.page;
    let first = phrase_start(page, noun);
    let head = first == 0 || !page.together(first - 1, first);
    (first < noun && page.class(first).is(Class::DETERMINER) && head).then_some(first)
}
