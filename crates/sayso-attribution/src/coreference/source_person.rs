//! The person whom the words of a source name, among the offices, bodies and other names there.

use std::ops::Range;

use super::context::Context;
use super::mention::{Sort, is_behind_names};
use super::pronouns::Pronoun;
use super::source_extent::PEOPLE;
use crate::language::{Class, ENGLISH, WordList};

/// Participles between a body or people and whose side they are on: `the super PAC backing Ann Lee`.
pub static SIDING: WordList = WordList::named("source.siding");

/// Nouns with the ending of an adverb or a participle: `ally`.
static NOUNS: WordList = WordList::named("source.nouns");

/// Returns `true` if the noun names several unnamed people: `supporters`.
pub fn is_plural(context: &Context, noun: usize) -> bool {
    let page = &context.page;
    context.entities.mention_at(noun).is_none() && page.class(noun).is(Class::GROUP) && page.word(noun).ends_with('s')
}

/// The person whose name ends the phrase, whatever stands before it: `the Fox Business moderator Gerard Baker`.
pub fn last_name(context: &Context, words: &Range<usize>) -> Option<usize> {
    let page = &context.page;
    let stops = |at: usize| {
        context.entities.mention_at(at).is_none()
            && (!page.is_word(at) && !matches!(page.word(at), "-" | "‑")
                || page.class(at).is(Class::PREPOSITION.or(Class::CONJUNCTION).or(Class::COPULA))
                    && !page.class(at).is(Class::PARTICLE))
    };
    let end = (words.start + 1..words.end).find(|&at| stops(at)).unwrap_or(words.end);
    let m = context.entities.mention_at(end.checked_sub(1)?)?;
    let before = context.entities.mentions[m].start;
    let siding = |at: usize| SIDING.contains(&page.word(at));
    let noun = before > words.start
        && !page.is_possessive(before - 1)
        && !page.class(before - 1).is(Class::FUNCTION)
        && !siding(before - 1);
    let person =
        context.entities.mentions[m].sort == Sort::Person && context.entities.is_person(context.entities.of[m]);
    // `Finnish firm [Securos]`
    let entity = &context.entities.members[context.entities.of[m]];
    let body = before > 0 && entity.sort == Sort::Organisation && page.class(before - 1).is(Class::BODY);
    (noun && (person || body)).then_some(m)
}

/// The person whose name ends a phrase with an `and` inside the body before it: `former Lorne City and Albion striker
/// [Hugh Penn]`. A role in lower case stands before the name, and no other person.
pub fn behind_field(context: &Context, words: &Range<usize>) -> Option<usize> {
    let page = &context.page;
    let m = context.entities.mention_at(words.end.checked_sub(1)?)?;
    let person = |m: usize| context.entities.mentions[m].sort == Sort::Person;
    let first = context.entities.mentions[m].start;
    let before = words.start..first;
    let and = before.clone().find(|&at| page.word(at) == "and")?;
    let joins = and > words.start && page.is_capital(and - 1) && page.is_capital(and + 1);
    let role = page.word(first - 1).starts_with(char::is_lowercase) && !page.class(first - 1).is(Class::FUNCTION);
    // Of two words with capitals only the one behind `and` may be taken for a name.
    let other = |at: usize| {
        context.entities.mention_at(at).is_some_and(|m| page.is_given(context.entities.mentions[m].name.start))
    };
    let plain = before.clone().all(|at| page.word(at) != "," && !other(at));
    (joins && role && plain && person(m)).then_some(m)
}

/// The person that the source names as its own: no owner of something else, not behind `of` or `for` unless
/// a comma stands between: `the chief of staff of the air force, General Uchikura`. `head` is the noun of `words`.
pub fn person(context: &Context, words: &Range<usize>, head: usize) -> Option<usize> {
    let page = &context.page;
    let mut at = words.start;
    let mut complement = false;
    let many = is_plural(context, head);
    while at < words.end {
        let Some(m) = context.entities.mention_at(at) else {
            let example = matches!(page.word(at), "including" | "like" | "that" | "which");
            if at > words.start && (example || Pronoun::of(page.word(at)) == Some(Pronoun::Who)) {
                return None;
            }
            // `supporters of her opponent, Mr Smith` are none of him.
            let behind = |at: usize| page.class(at).is(Class::PREPOSITION) || SIDING.contains(&page.word(at));
            complement = (page.word(at) != "," || many) && (complement || behind(at));
            at += 1;
            continue;
        };
        let mention = &context.entities.mentions[m];
        if context.entities.is_person(context.entities.of[m])
            && (!complement || after_state(context, m))
            && stands(context, m, words, head)
        {
            return Some(m);
        }
        at = mention.name.end.max(at + 1);
    }
    None
}

/// Returns `true` if the name stands for itself, not as an owner or before a noun (`Trump’s aide`, `the Trump
/// campaign`).
fn stands(context: &Context, mention: usize, words: &Range<usize>, head: usize) -> bool {
    let name = &context.entities.mentions[mention];
    let view = is_view(context, &(name.name.start..head + 1));
    let owns = name.possessive && name.name.end + 1 < words.end && !view;
    !owns && (name.name.end >= words.end || !is_before_noun(context, name.name.end))
}

/// Returns `true` if a noun, or `-backed` and the like, stands at `at`, so that the name before it is a modifier.
fn is_before_noun(context: &Context, at: usize) -> bool {
    let page = &context.page;
    let listed = Class::BODY.or(Class::GROUP).or(Class::DOCUMENT).or(Class::ROLE).or(Class::QUALIFIER);
    let compound =
        page.word(at) == "/" || matches!(page.word(at), "-" | "‑") && page.clings(at + 1) && !page.is_capital(at + 1);
    let plain = page.word(at).starts_with(char::is_lowercase) && page.is_word(at) && !is_verbal(page.word(at));
    let noun = page.class(at).is(listed) || plain;
    compound
        || noun && !is_behind_names(page.word(at)) && !page.is_possessive(at) && !page.class(at).is(Class::FUNCTION)
}

/// `secretary of state [John Kerry]`: the complement is part of the office.
fn after_state(context: &Context, mention: usize) -> bool {
    let mention = &context.entities.mentions[mention];
    // `mayor of [London] [Sadiq Khan]`, but not `critics of [Mayor] [Bell]`
    let title = context.page.class(mention.start).is(Class::ROLE.or(Class::TITLE).or(Class::MR).or(Class::MS));
    let before = mention.start < mention.name.start && !title;
    let seat = before && mention.start > 0 && context.page.word(mention.start - 1) == "of";
    let before = mention.name.start.checked_sub(1).map(|at| context.page.class(at));
    // `speaker of the House [Rep. Paul Ryan]`
    let body = mention.titled && mention.start > 0 && context.entities.mention_at(mention.start - 1).is_some();
    seat || body
        || before.is_some_and(|class| class.is(Class::QUALIFIER) && !class.is(Class::ROLE.or(Class::DETERMINER)))
}

/// Returns `true` if `words` is an opinion or the like, which speaks for its owner.
pub fn is_view(context: &Context, words: &Range<usize>) -> bool {
    words.clone().last().is_some_and(|at| context.page.class(at).is(Class::VIEW))
}

/// Returns `true` for a verb form, an adverb or a small word, by its shape.
pub fn is_verbal(word: &str) -> bool {
    let class = ENGLISH.class(word);
    let ending = ["ed", "ing", "ly"].iter().any(|ending| word.ends_with(ending)) && !NOUNS.contains(&word);
    ending && !class.is(PEOPLE) || class.is(Class::FUNCTION)
}
