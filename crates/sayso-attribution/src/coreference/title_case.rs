//! Title case: headlines, and the titles of books, films and songs between quotation marks.

use std::ops::Range;

use super::name_shape::is_number;
use super::page::Page;
use crate::language::{Class, ENGLISH};
use crate::pos::Pos;

/// Fewest words of a line in title case, not counting small ones, and most tokens of it on each side of a word.
const TITLE_CASE: usize = 4;
const LINE: usize = 32;

/// Returns `true` for a word of a sentence whose words all have a capital but small ones.
fn is_in_title_case(page: &Page, at: usize) -> bool {
    let line = (at.saturating_sub(LINE)..at + LINE).filter(|&other| page.is_word(other) && page.together(at, other));
    let mut words = line.filter(|&other| !page.class(other).is(Class::FUNCTION) && !is_number(page, other));
    let all = words.clone().count();
    all >= TITLE_CASE && words.all(|other| page.is_capital(other))
}

/// Most tokens of a title between quotation marks.
const TITLE: usize = 16;

/// Returns `true` for a name in a title, as a song, a film or a book has: between two quotation marks stand several words,
/// all with a capital but small ones: `“Salt Road”`, `“Perfect Enough: Ann Holt and Her Mill”`.
pub fn is_in_title(page: &Page, name: &Range<usize>) -> bool {
    let part = |at: usize| {
        let small = page.class(at).is(Class::FUNCTION) || !page.is_word(at) || is_number(page, at);
        (page.is_capital(at) || small) && !is_mark(page, at) && page.together(at, name.start)
    };
    let first = (name.start.saturating_sub(TITLE)..name.start).rev().take_while(|&at| part(at)).last();
    let first = first.unwrap_or(name.start);
    let end = (name.end..name.end + TITLE).find(|&at| !part(at)).unwrap_or(name.end);
    let marked = first > 0 && is_mark(page, first - 1) && is_mark(page, end) && page.together(first, end);
    let words = (first..end).filter(|&at| page.is_word(at)).count();
    // `“Bring Ann Holt,” he said`: the first word of a sentence has a capital anyway.
    let capitals = (first + 1..end).filter(|&at| page.is_capital(at)).count();
    // `“Ask Ann Holt,” she said`
    let verb = |at: usize| page.pos(at) == Pos::Prp || !ENGLISH.cue_classes(page.word(at)).is_empty();
    let told = page.together(end, end + 1) && verb(end + 1);
    marked && words > 1 && page.is_capital(first) && capitals > 0 && !told && !is_sentence(page, first..end)
}

/// Returns `true` for a quotation mark.
fn is_mark(page: &Page, at: usize) -> bool {
    matches!(page.word(at), "“" | "”" | "\"" | "‘" | "’" | "''")
}

/// Returns `true` for words that end as a sentence does or have a pronoun, as a title seldom does.
fn is_sentence(page: &Page, words: Range<usize>) -> bool {
    words.clone().last().is_some_and(|at| matches!(page.word(at), "!" | "?"))
        || words.into_iter().any(|at| page.pos(at) == Pos::Prp || page.pos(at) == Pos::Md)
}

/// Whether a source ends before the word in a headline, where a capital does not tell that the name goes on: `[Ann Holt]
/// Got Real`.
pub fn ends_as_source(page: &Page, at: usize, hinted: &[bool]) -> bool {
    hinted[at - 1] && !hinted[at] && (page.is_headline(at) || is_in_title_case(page, at))
}
