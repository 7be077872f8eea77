//! What the words of a name, and the marks around them, show of it.

use std::ops::Range;

use super::page::Page;
use crate::language::{Class, ENGLISH, WordList, gazetteer, names_somebody};

/// Prefixes that are no part of the name behind them: `Pro-Northland`.
static PREFIXES: WordList = WordList::named("name-shape.prefixes");

/// Words for people, regions and the like that are part of the name they begin: `Western Union`.
static COLOURS: WordList = WordList::named("name-shape.colours");

/// Words that are in no person's name: `Democratic National Convention`.
static PUBLIC: WordList = WordList::named("name-shape.public");

/// Short words behind a name and a hyphen that are no syllable of it: `U.S.-led`.
static SUFFIXES: WordList = WordList::named("name-shape.suffixes");

/// Words that end the first part of the name of a body, behind which `on` stands: `Committee on Armed Services`.
static PANELS: WordList = WordList::named("name-shape.panels");

/// Returns `true` for a prefix that is no part of the name behind it: `Pro-` of `Pro-Northland`.
pub fn is_prefix(page: &Page, at: usize) -> bool {
    PREFIXES.contains(&page.word(at)) && page.is_dash(at + 1) && page.clings(at + 1)
}

/// Returns `true` for a word of a name in a line all of whose words are in capitals: one that the lists or the rest of the
/// text have as a name, and one behind a given name.
pub fn is_proper_in_capitals(page: &Page, at: usize) -> bool {
    let class = page.class(at);
    let title = Class::MR.or(Class::MS).or(Class::TITLE).or(Class::ROLE).or(Class::OUTLET);
    let name = Class::MALE.or(Class::FEMALE).or(title);
    let behind_given = at > 0 && page.is_shouted(at - 1) && page.class(at - 1).is(name);
    !class.is(Class::FUNCTION)
        && (page.is_given(at)
            || behind_given
            || class.is(title)
            || page.known_in_small_letters(at)
            || gazetteer::find(page.word(at)).is_some())
}

/// Returns `true` if the word behind a full name of a headline is a verb that tells of that person: `Ann Holt [Apologizes]
/// To`.
pub fn is_told_of(page: &Page, run: &Range<usize>) -> bool {
    let at = run.end;
    let verb = page.word(at).to_lowercase();
    let finite = verb.ends_with("ed") || verb.ends_with('s');
    // `Ann Holt Notes` may be called so where nothing goes on in capitals.
    let goes_on = page.is_capital(at + 1) || page.pos(at).is_finite();
    let past = verb.ends_with("ed") && page.is_capital(at + 1);
    // `Zoe Quell Opened Up`, but not `Ali Reed Ahmed Khan`.
    let name = page.is_given(at) || verb.ends_with("eed") || verb.ends_with("med");
    let told = past && run.len() > 1 && !name || !ENGLISH.cue_classes(&verb).is_empty();
    (run.len() > 1 || past) && page.is_given(run.start) && finite && goes_on && told
}

/// Returns `true` if the number before a run belongs to a name that is no person's, no people's and no party's: `13` of
/// `13 Hours`.
pub fn begins_with_number(page: &Page, run: &Range<usize>) -> bool {
    let at = run.start;
    let people = Class::COMMON.or(Class::DEMONYM).or(Class::GROUP).or(Class::ROLE).or(Class::FUNCTION);
    let plural = run.len() == 1 && page.word(at).ends_with('s') && !page.class(at).is(people) && !page.is_weak(at);
    // `In 348 Marthenius came`
    let year = |word: &str| word.len() > DIGITS;
    plural && at > 0 && page.together(at - 1, at) && is_number(page, at - 1) && !year(page.word(at - 1))
}

/// Most digits of a number that begins a name; with more it may be a year.
const DIGITS: usize = 2;

/// Returns `true` for a noun with the number that tells which one it is: `Figure 3`.
pub fn is_figure(page: &Page, name: &Range<usize>) -> bool {
    let number = page.word(name.end).starts_with(|c: char| c.is_ascii_digit());
    number && page.together(name.start, name.end) && !page.is_given(name.end - 1)
}

/// Returns `true` for a word of digits only.
pub fn is_number(page: &Page, at: usize) -> bool {
    page.word(at).bytes().all(|byte| byte.is_ascii_digit()) && page.is_word(at)
}

/// Returns `true` for a word that is part of the name it begins: `Black Lives Matter`, `Western Union`.
pub fn is_colour(word: &str) -> bool {
    COLOURS.contains(&word)
}

/// The state that a name is, as the press shortens it, behind the place that lies there: `Calif.` in `San Bernardino,
/// Calif., based` and in `(R-Calif.)`.
pub fn shortened_state(page: &Page, name: &Range<usize>) -> Option<u16> {
    let before = name.start.checked_sub(1).map_or("", |at| page.word(at));
    let stop = page.word(name.end) == "." && page.clings(name.end);
    let behind = matches!(before, "," | "(" | "-" | "‑") && (stop || !page.is_word(name.end));
    let letters = page.words(name.clone());
    behind.then(|| gazetteer::seat(letters)).flatten().filter(|_| stop || letters.len() == STATE)
}

/// Letters of a state in its postal form: `CA`.
const STATE: usize = 2;

/// Returns `true` for a word that is also a noun for what cannot speak.
pub fn is_thing(page: &Page, at: usize) -> bool {
    !names_somebody(&page.word(at).to_lowercase())
}

/// Returns `true` for a word that is in no person's name: `National` of `Democratic National Convention`.
pub fn is_public(word: &str) -> bool {
    PUBLIC.contains(&word)
}

/// Returns `true` for two to six capitals: `NATO`, `CNN`.
pub fn is_acronym(word: &str) -> bool {
    (2..=6).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase() || b == b'.') && word != "I."
}

/// Most bytes of a second syllable.
const SYLLABLE: usize = 5;

/// Returns `true` if the small second syllable of a given name follows: `Jong-un`, not `U.S.-led`.
pub fn syllable(page: &Page, run: &Range<usize>) -> bool {
    let word = page.word(run.end + 1);
    run.len() >= 2 && word.len() <= SYLLABLE && word.starts_with(char::is_lowercase) && !SUFFIXES.contains(&word)
}

/// Returns `true` if a year goes on with the name: `2022` in `NATO 2022 Strategic Concept`.
pub fn joins_number(page: &Page, run: &Range<usize>) -> bool {
    let at = run.end;
    let year = page.word(at).len() == 4 && page.word(at).bytes().all(|b| b.is_ascii_digit());
    year && page.together(run.start, at + 1) && page.is_capital(at + 1) && !page.class(at + 1).is(Class::FUNCTION)
}

/// Returns `true` if `on` may stand inside the name of a body that ends its first part so: `Committee on Armed Services`.
pub fn is_panel(word: &str) -> bool {
    PANELS.contains(&word)
}
