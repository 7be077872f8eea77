//! Whether a name stands where a subject stands.

use super::grammar::phrase_start;
use super::page::Page;
use crate::language::{Class, gender_of_noun};
use crate::pos::Pos;

/// How many names joined by `and` are looked back through.
pub const JOINED: u8 = 4;

/// Most tokens of an office, or of another name, before a name; and of an office with its owner.
const OFFICE: usize = 8;
const OWNED_OFFICE: usize = 10;

/// Returns `true` if a name whose title begins at `start` is in subject position, not behind a preposition.
pub fn is_subject(page: &Page, start: usize, joined: u8) -> bool {
    let mut at = start;
    // The words of an office before the name belong to it: `by Chinese foreign ministry spokesperson Mao Ning`.
    let office = Class::ROLE.or(Class::QUALIFIER).or(Class::DEMONYM).or(Class::DETERMINER);
    let inside = |at: usize| page.class(at).is(office) || page.word(at).starts_with(|c: char| c.is_ascii_digit());
    // `but head of music [Freya Stone] rejected`
    let of = |at: usize| {
        let small = |at: usize| page.word(at).starts_with(char::is_lowercase) && page.pos(at).is_noun();
        let role = at > 2 && page.class(at - 3).is(Class::ROLE) && page.together(at - 3, start);
        role && page.word(at - 2) == "of" && small(at - 1) && small(at - 3)
    };
    while at > 0 && start - at < OFFICE && page.together(at - 1, start) {
        if inside(at - 1) {
            at -= 1;
        } else if of(at) {
            at -= 3;
        } else {
            break;
        }
    }
    // `with Joe Scarborough and [Mika Brzezinski]`: what holds for the first holds for the second.
    let named = |at: usize| page.is_capital(at) && !page.is_weak(at);
    if joined > 0 && at > 2 && page.word(at - 1) == "and" && named(at - 2) {
        let first =
            (at.saturating_sub(OFFICE)..at - 1).rev().take_while(|&i| page.together(i, start) && named(i)).last();
        return first.is_none_or(|first| is_subject(page, first, joined - 1));
    }
    if at == 0 || !page.together(at - 1, start) {
        return true;
    }
    // `brought in a new manager, [Bob Dees]`: where the office stands, its holder stands.
    if joined > 0
        && at > 1
        && page.word(at - 1) == ","
        && page.class(at - 2).is(Class::ROLE)
        && !page.is_capital(at - 2)
    {
        let name = |at: usize| page.class(at) == Class::default() || page.class(at).is(Class::MR.or(Class::MS));
        let owner = |at: usize| page.is_possessive(at) || page.is_capital(at) && name(at);
        let part = |at: &usize| page.together(*at, start) && (inside(*at) || owner(*at));
        let first = (at.saturating_sub(OWNED_OFFICE)..at - 1).rev().take_while(part).last();
        return first.is_none_or(|first| is_subject(page, first, joined - 1));
    }
    // `its first bicycle, the [Heron 4]`: what is said of an object is none.
    if joined > 0 && at > 1 && page.word(at - 1) == "," && matches!(page.pos(at - 2), Pos::Nn | Pos::Nns) {
        // `Its new phone, the [N70], will go on sale`: a thing has a name, and does not speak.
        let noun = page.class(at - 2).is(Class::BODY.or(Class::ROLE).or(Class::GROUP));
        if at < start && page.word(at) == "the" && !noun && gender_of_noun(page.word(at - 2)).is_none() {
            return false;
        }
        return is_subject(page, phrase_start(page, at - 2), joined - 1);
    }
    let before = page.class(at - 1);
    let opens = before.is(Class::CONJUNCTION) || !page.is_word(at - 1) || is_adverb(page.word(at - 1));
    !before.is(Class::PREPOSITION) && (opens || is_inverted(page, at))
}

/// `the same point as [Kishida]:`, `more than [NATO] does.`: what another is measured by.
pub fn is_compared(page: &Page, start: usize, end: usize) -> bool {
    let behind = start > 0 && matches!(page.word(start - 1), "as" | "than") && page.together(start - 1, start);
    let verb = matches!(page.word(end), "do" | "does" | "did" | "has" | "had" | "is" | "was");
    let next = end + usize::from(verb);
    behind && (!page.is_word(next) || page.class(next).is(Class::CONJUNCTION))
}

/// `“…,” states [the Concept]`: behind a verb that follows a quotation.
fn is_inverted(page: &Page, start: usize) -> bool {
    let Some(end) = start.checked_sub(2).filter(|&at| page.together(at, start)) else { return false };
    let mark = if page.word(end) == "," { end.saturating_sub(1) } else { end };
    matches!(page.word(mark), "”" | "’" | "\"") && !page.is_possessive(mark) && page.is_word(start - 1)
}

fn is_adverb(word: &str) -> bool {
    word.ends_with("ly")
        || matches!(word, "month" | "week" | "year" | "day" | "morning" | "today" | "Monday" | "Tuesday")
}
