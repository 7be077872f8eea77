//! Where a name begins in a run of capitalised words, and whether the run is a body's name.

use std::ops::Range;

use super::grammar::verb_behind;
use super::page::Page;
use crate::language::{Class, ENGLISH, WordList, gazetteer};
use crate::pos::Pos;

/// Returns `true` for a word that ends the name of a body or a document and no family name.
pub fn ends_a_body(page: &Page, at: usize) -> bool {
    page.class(at).is(Class::ORGANISATION.or(Class::DOCUMENT)) && !page.class(at).is(Class::SURNAME_TOO)
}

/// Returns `true` if the first word of a name is none of it: `Asserting Clinton` at a sentence's head, where the text has `Clinton`
/// alone, and `Christie Chris Christie` behind a heading that ran into the sentence.
pub fn is_swollen(page: &Page, name: &Range<usize>) -> bool {
    let other =
        matches!(page.pos(name.start), Pos::Vb | Pos::Vbd | Pos::Vbg | Pos::Vbn | Pos::Adv | Pos::Cconj | Pos::Det);
    // `Understated Roe`, `Continued Holt`
    let other = other || page.word(name.start).ends_with("ed");
    let alone = name.len() == 2 && page.is_weak(name.start) && other && !page.is_given(name.start);
    let twice = name.len() == 3 && page.word(name.start) == page.word(name.end - 1) && page.is_given(name.start + 1);
    let place = || gazetteer::find(page.word(name.end - 1)).is_some();
    alone && (page.known_alone(name.end - 1) || place()) || twice
}

/// Adjectives before a given name that are none of it: `Poor Arthur`.
static ADJECTIVES: WordList = WordList::named("mention.adjectives");

/// Returns `true` if the first word of a name, at the head of a sentence, tells what somebody is or how they are: `Parent
/// Joy Lark`, `Poor Arthur`.
pub fn is_unlisted_role(page: &Page, name: &Range<usize>) -> bool {
    // `Cyclist Ole Berg`
    let person = name.len() > 2
        && page.is_given(name.start + 1)
        && ENGLISH.names_a_person(&page.word(name.start).to_lowercase());
    if person && !page.is_given(name.start) && !ends_a_body(page, name.end - 1) {
        return true;
    }
    let head = page.is_weak(name.start) && !page.is_weak(name.start + 1) && name.len() > 1;
    if !head || page.is_given(name.start) || ends_a_body(page, name.end - 1) {
        return false;
    }
    let word = page.word(name.start).to_lowercase();
    // `Guitarist Ole Berg`, `Parent Ole Berg`: a listed noun for people before a given name.
    let people = ENGLISH.names_a_person(&word) || ENGLISH.class(&(word + "s")).is(Class::GROUP);
    if people && name.len() > 2 && (page.is_given(name.start + 1) || verb_behind(page, name.end).is_some()) {
        return true;
    }
    if page.known_capital(name.start) {
        return false;
    }
    let noun = name.len() == 3 && page.pos(name.start) == Pos::Nn;
    let place = || gazetteer::find(page.words(name.clone())).is_some();
    noun || name.len() == 2 && ADJECTIVES.contains(&page.word(name.start)) && !place()
}

/// Fewest words of a name that has the words of an office or a body before a person's.
const STITCHED: usize = 4;

/// Where the person's name begins in `[Political Affairs] Wendy Sherman`: at a given name behind two words or more that are
/// no given names.
pub fn behind_office(page: &Page, name: &Range<usize>) -> usize {
    let body = ends_a_body(page, name.end - 1) || page.class(name.end - 1).is(Class::OUTLET.or(Class::PRESS));
    let plain = name.clone().all(|at| page.is_capital(at) && !page.class(at).is(Class::PREPOSITION));
    if name.len() < STITCHED || body || !plain {
        return name.start;
    }
    let given = (name.start..name.end - 1).find(|&at| page.is_given(at));
    given.filter(|&at| at > name.start + 1).unwrap_or(name.start)
}

/// Returns `true` for the name of a body behind an article: an adjective of a country and two words or more, none of them
/// a given name, `the [British Retail Consortium]`.
pub fn is_behind_article(page: &Page, name: &Range<usize>) -> bool {
    let article = name.start > 0 && page.word(name.start - 1).eq_ignore_ascii_case("the");
    let other = |at: usize| page.is_given(at) || !page.is_capital(at) || page.class(at).is(Class::DEMONYM);
    article && name.len() > 2 && page.class(name.start).is(Class::DEMONYM) && !(name.start + 1..name.end).any(other)
}

/// Returns `true` for a word behind which the name of a body goes on with `of`: `University of Oslo`, `the Friends of Tarn
/// Wood`.
pub fn takes_of(page: &Page, at: usize) -> bool {
    let friends = page.word(at) == "Friends" && at > 0 && page.word(at - 1).eq_ignore_ascii_case("the");
    page.class(at).is(Class::TAKES_OF) || friends
}
