//! Words with which a name goes on that are no capitalised words beside it: `and` in the name of a ministry, a sum, a
//! family name that is a small word too.

use std::ops::Range;

use super::name_shape::{is_acronym, is_number, is_thing};
use super::name_start::takes_of;
use super::page::Page;
use crate::language::{Class, gazetteer};

/// `for $15`: the sum that the name of a body ends in.
pub fn joins_sum(page: &Page, at: usize) -> bool {
    page.word(at) == "for" && page.word(at + 1) == "$" && is_number(page, at + 2) && page.together(at, at + 2)
}

/// `and` of `Department for Work and Pensions`: the run names an office and its field, and goes on with the field.
pub fn joins_field(page: &Page, run: &Range<usize>) -> bool {
    let field = (run.start + 1..run.end).rev().find(|&at| matches!(page.word(at), "of" | "for"));
    let Some(field) = field.filter(|&at| takes_of(page, at - 1)) else { return false };
    let (first, second) = (page.words(field + 1..run.end), run.end + 1);
    let own = page.class(second).is(Class::TAKES_OF.or(Class::ROLE).or(Class::MR).or(Class::MS).or(Class::OUTLET));
    let other = own || page.is_given(second) || is_acronym(page.word(second));
    let place = |words: &str| gazetteer::find(words).is_some();
    matches!(page.word(run.end), "and" | ",") && !other && !place(first) && !place(page.word(second))
}

/// `Science [and] Technology Directorate`: behind an article the first of two fields of a body.
pub fn joins_second_field(page: &Page, run: &Range<usize>) -> bool {
    let (first, second) = (run.start, run.end + 1);
    let article = first > 0 && page.word(first - 1).eq_ignore_ascii_case("the");
    let field = run.len() == 1 && page.word(run.end) == "and" && is_thing(page, first) && !is_acronym(page.word(first));
    let body = |at: &usize| page.class(*at).is(Class::ORGANISATION.or(Class::BODY));
    let last = (second..second + 3).take_while(|&at| page.is_capital(at) && page.together(first, at)).find(body);
    article && field && last.is_some_and(|last| last > second) && !page.is_given(second)
}

/// A month or another small word after a given name is a family name: `Theresa May`, `George Will`.
pub fn joins_given(page: &Page, run: &Range<usize>) -> bool {
    let at = run.end;
    let given = page.is_given(at - 1);
    let word = page.word(at) == "May" || page.is_given(at) && page.is_capital(at) && !page.is_weak(at);
    // In a headline a capital says nothing: `From the desk of Rohan Mistry, chief economist`.
    let headline = page.is_headline(at) && page.is_capital(at) && page.class(at) == Class::default();
    let last = headline && page.pos(at).is_noun() && !page.is_capital(at + 1);
    given && page.together(run.start, at) && (word || last)
}
