//! Where the words around a name bind an office to it.

use super::entities::Entities;
use super::mention::Mention;
use super::names::fold_word;
use super::page::Page;
use super::roles::{Office, Owner, owner, spelling};
use crate::language::{Class, ENGLISH, WordList, gazetteer};

/// `hosts [Joe Scarborough] and [Mika Brzezinski]`: one office of two, by its plural.
fn office_shared(page: &Page, entities: &Entities, mention: &Mention) -> Option<Office> {
    let before = mention.start.checked_sub(1).filter(|&at| page.together(at, mention.start))?;
    let other = (page.word(before) == "and").then(|| entities.mention_at(before.checked_sub(1)?)).flatten();
    let noun = other.map_or(Some(before), |m| entities.mentions[m].start.checked_sub(1))?;
    let singular = page.word(noun).strip_suffix('s').filter(|_| !page.is_capital(noun))?;
    let office = ENGLISH.class(singular).is(Class::ROLE).then(|| Office::read(page, entities, noun))?;
    Some(Office { head: spelling(fold_word(singular)), ..office })
}

/// The offices that the words around a name bind to it.
pub fn offices(page: &Page, entities: &Entities, mention: &Mention) -> Vec<Office> {
    let mut out = Vec::new();
    let (start, end) = (mention.name.start, mention.name.end);
    let mut left = mention.start;
    if start > 0 && page.together(start - 1, start) && page.class(start - 1).is(Class::ROLE) {
        let mut office = Office::read(page, entities, start - 1);
        office.owner_behind(page, entities, end);
        left = left.min(office.tokens.start);
        out.push(office);
    } else if mention.titled && (mention.start..start).any(|at| page.word(at) == "of") {
        // `Secretary of State John Kerry`: the noun is before its complement.
        let noun = (mention.start..start).find(|&at| page.class(at).is(Class::ROLE));
        out.extend(noun.map(|at| Office { tokens: mention.start..start, ..Office::read(page, entities, at) }));
    }
    out.extend(office_shared(page, entities, mention));
    out.extend(office_before_comma(page, entities, left));
    out.extend(office_behind(page, entities, end).or_else(|| office_taken(page, entities, end)));
    out.extend(office_compared(page, entities, start));
    out.extend(hails(page, entities, end).or_else(|| seat(page, end)));
    out
}

/// `The Japanese Prime Minister, [Fumio Kishida]`
fn office_before_comma(page: &Page, entities: &Entities, left: usize) -> Option<Office> {
    let noun = left.checked_sub(2)?;
    let close = page.word(left - 1) == "," && page.together(noun, left) && page.class(noun).is(Class::ROLE);
    let free = close && entities.mention_at(noun).is_none();
    let office = free.then(|| Office::read(page, entities, noun))?;
    (office.definite || office.owner.is_some()).then_some(office)
}

/// Participles and verbs of those who are given an office: `was sworn in as sheriff`.
static TAKING: WordList = WordList::named("title-binding.taking");

/// Most tokens between a name and the verb by which it takes an office, and between that verb and the office.
const TAKEN: usize = 6;

/// `[Lennart Oye] was sworn in as sheriff`, `[Lennart Oye], 44, was elected mayor`
fn office_taken(page: &Page, entities: &Entities, end: usize) -> Option<Office> {
    let here = |at: &usize| page.together(*at, end - 1) && entities.mention_at(*at).is_none();
    let verb = (end..end + TAKEN).take_while(here).find(|&at| TAKING.contains(&page.word(at)))?;
    // `Mayor Bell hired the coach` gives an office and takes none.
    let passive = |at: usize| page.word(at) == "," || matches!(page.word(at), "was" | "were" | "is" | "been" | "being");
    let active = matches!(page.word(verb), "became" | "becomes");
    if !active && !(end..verb).any(passive) {
        return None;
    }
    // `was elected by members to be their president` has the office further on, `was named a suspect` is none.
    let part = Class::QUALIFIER.or(Class::LESSER).or(Class::DETERMINER).or(Class::ROLE).or(Class::DEMONYM);
    let link = |at: usize| matches!(page.word(at), "as" | "in" | "to" | "be" | "its" | "their");
    let stretch = (verb + 1..verb + 1 + TAKEN).take_while(|at| here(at) && (link(*at) || page.class(*at).is(part)));
    let noun = stretch.filter(|&at| page.class(at).is(Class::ROLE)).last()?;
    let next = entities.mention_at(noun + 1).is_some_and(|m| entities.is_person(entities.of[m]));
    (!next).then(|| Office::read(page, entities, noun))
}

/// `no Japanese prime minister before [Kishida]`: one of those.
fn office_compared(page: &Page, entities: &Entities, start: usize) -> Option<Office> {
    let noun = start.checked_sub(2).filter(|&at| page.together(at, start))?;
    let behind = matches!(page.word(start - 1), "before" | "since" | "after") && page.class(noun).is(Class::ROLE);
    let office = behind.then(|| Office::read(page, entities, noun))?;
    office.owner.is_some().then_some(office)
}

/// `[Rand Paul] (R-Ky.)`, `[Rand Paul], R-Ky.,`, `[Rand Paul] (Ky.)`
fn seat(page: &Page, end: usize) -> Option<Office> {
    let open = matches!(page.word(end), "(" | ",") && page.together(end, end.saturating_sub(1));
    let party = page.word(end + 1).len() == 1 && page.is_dash(end + 2);
    if !open || !party && page.word(end) == "," {
        return None;
    }
    let first = end + 1 + if party { 2 } else { 0 };
    let last =
        (first..first + 5).take_while(|&at| !matches!(page.word(at), ")" | ",") && page.together(end, at)).last()?;
    let owner = gazetteer::seat(page.words(first..last + 1)).map(Owner::Country)?;
    Some(Office::hailing(first..last + 1, Some(owner), end))
}

/// `[Yoon Suk Yeol] of South Korea`
fn hails(page: &Page, entities: &Entities, end: usize) -> Option<Office> {
    let place = entities.mention_at(end + 1).filter(|_| page.word(end) == "of" && page.together(end, end - 1))?;
    let owner = Some(owner(entities, place)).filter(|owner| matches!(owner, Owner::Country(_)));
    let tokens = entities.mentions[place].name.clone();
    owner.map(|_| Office::hailing(tokens, owner, end))
}

/// Most tokens of an office behind a name.
const BEHIND: usize = 9;

/// `[Jens Stoltenberg], its secretary general`, `[Fumio Kishida] was Japan’s first premier`
fn office_behind(page: &Page, entities: &Entities, end: usize) -> Option<Office> {
    let copula = page.class(end).is(Class::COPULA) || page.word(end) == "(";
    if !page.together(end, end.saturating_sub(1)) || !(copula || page.word(end) == ",") {
        return None;
    }
    let inside = Class::DETERMINER.or(Class::QUALIFIER).or(Class::LESSER).or(Class::ROLE).or(Class::DEMONYM);
    let fits = |at: usize| {
        let named = entities
            .mention_at(at)
            .is_some_and(|m| !entities.is_person(entities.of[m]) || entities.mentions[m].possessive);
        // `the association’s president`
        let owner = page.class(at).is(Class::BODY) && page.is_possessive(at + 1);
        named || owner || page.class(at).is(inside.or(Class::COMMON)) || page.is_possessive(at) || page.word(at) == "-"
    };
    let stretch = (end + 1..page.len().min(end + 1 + BEHIND)).take_while(|&at| page.together(end, at) && fits(at));
    let noun = stretch.filter(|&at| page.class(at).is(Class::ROLE) && entities.mention_at(at).is_none()).last()?;
    // `Kishida, President Yoon and`: the office is the next name's.
    let next = entities.mention_at(noun + 1).is_some_and(|m| entities.is_person(entities.of[m]));
    let office = (!next).then(|| Office::read(page, entities, noun))?;
    // `With Anna Kern, the candidate said`: a verb follows, so this is who said it.
    let behind = office.tokens.end.max(noun + 1);
    let small = Class::PREPOSITION.or(Class::CONJUNCTION).or(Class::DETERMINER);
    let verb = page.word(behind).starts_with(char::is_lowercase) && !page.class(behind).is(small);
    (office.tokens.start > end && (!verb || !page.together(behind, end) || page.word(end) != ",")).then_some(office)
}
