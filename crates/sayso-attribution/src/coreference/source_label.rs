//! What is shown of a source that has no name, and what kind of speaker it is.

use std::cmp::Reverse;
use std::ops::Range;

use super::context::Context;
use super::pronouns::Pronoun;
use crate::language::Class;
use crate::pos::Pos;
use crate::{Naming, SpeakerKind};

/// Most tokens behind a noun that are shown with it.
const COMPLEMENT: usize = 8;

/// The words up to a comma or a relative clause; what follows describes, and is not shown.
pub fn upto_clause(context: &Context, words: &Range<usize>, head: usize) -> Range<usize> {
    let pronoun =
        |at: usize| Pronoun::of(context.page.word(at)).is_some() && !context.page.class(at).is(Class::DETERMINER);
    let stop = |at: usize| {
        matches!(context.page.word(at), "," | "that" | "(" | ":" | ";" | "–" | "—" | "“" | "\"") || pronoun(at)
    };
    // `a state to undermine the ruling`
    let infinitive = |at: usize| {
        let page = &context.page;
        page.word(at) == "to" && page.pos(at + 1) == Pos::Vb && page.pos(at - 1).is_noun()
    };
    let most = words.end.min(head + 1 + COMPLEMENT);
    let end = (head + 1..most).find(|&at| stop(at) || infinitive(at) || is_bare_relative(context, at));
    let end = end.unwrap_or_else(|| if most < words.end { whole_phrases(context, head + 1..most) } else { most });
    let small = |at: usize| {
        let page = &context.page;
        // The father-of-three is whole.
        let apart = !page.clings(at) && (page.is_word(at) || !page.clings(at + 1));
        context.entities.mention_at(at).is_none() && apart && (page.class(at).is(Class::FUNCTION) || !page.is_word(at))
    };
    let shown = (head + 1..end).rev().find(|&at| !small(at)).unwrap_or(head);
    let whole = shown + 1 == words.end;
    words.start..if whole {
        shown + 1
    } else {
        whole_counts(context, head, without_participle(context, head, shown + 1))
    }
}

/// The end of a label without the participle whose clause is cut: `a court document [filed] Thursday`.
fn without_participle(context: &Context, head: usize, end: usize) -> usize {
    let page = &context.page;
    let participle =
        end > head + 1 && page.pos(end - 1) == Pos::Vbn && page.word(end - 1).starts_with(char::is_lowercase);
    end - usize::from(participle)
}

/// The end of a label without a number whose noun is cut: `mayors of the [10]`, `Democrats and [83%]`.
fn whole_counts(context: &Context, head: usize, end: usize) -> usize {
    let page = &context.page;
    let count = |at: usize| page.word(at) == "%" || page.word(at).bytes().all(|byte| byte.is_ascii_digit());
    let Some(first) = (head + 1..end).rev().take_while(|&at| count(at)).last() else { return end };
    let link = |at: usize| page.class(at).is(Class::PREPOSITION.or(Class::CONJUNCTION).or(Class::DETERMINER));
    (head + 1..first).rev().take_while(|&at| link(at)).last().unwrap_or(end)
}

/// Returns `true` for a possessive pronoun behind a noun, which begins a clause without a relative pronoun: `figures [her]
/// campaign released`.
pub fn is_bare_relative(context: &Context, at: usize) -> bool {
    at > 0 && context.page.pos(at) == Pos::PrpS && context.page.pos(at - 1).is_noun()
}

/// Where the last whole phrase ends in words that were cut at their greatest length: before the preposition of a noun that
/// the cut has divided.
fn whole_phrases(context: &Context, behind: Range<usize>) -> usize {
    let page = &context.page;
    let small = |at: usize| page.class(at).is(Class::FUNCTION) || !page.is_word(at);
    let name = |at: usize| context.entities.mention_at(at).is_some();
    let joined = page.clings(behind.end) && !matches!(page.word(behind.end), "," | "." | ";" | "”" | "\"");
    let counts = page.pos(behind.end - 1) == Pos::Num;
    let divided = joined || counts || !small(behind.end) && !small(behind.end - 1);
    let link = |at: &usize| page.class(*at).is(Class::PREPOSITION) && !name(*at);
    divided.then(|| behind.clone().rev().find(link)).flatten().unwrap_or(behind.end)
}

pub fn lower_first(context: &Context, at: usize, name: String) -> String {
    let lower = context.page.class(at).is(Class::FUNCTION.or(Class::GROUP)) && context.page.is_weak(at);
    let shout = name.chars().nth(1).is_some_and(char::is_uppercase);
    match name.chars().next().filter(|_| lower && !shout && !context.page.known_capital(at)) {
        Some(first) => first.to_lowercase().chain(name.chars().skip(1)).collect(),
        None => name,
    }
}

/// Quotation marks, by the mark that opens and the one that closes.
const MARKS: &[(&str, &str)] = &[("“", "”"), ("‘", "’"), ("''", "''"), ("\"", "\"")];

/// A label without the marks of a quotation that it has cut: `a ''super PAC`.
pub fn unquoted(name: &str) -> String {
    MARKS.iter().fold(name.to_owned(), |name, (open, close)| {
        let (opened, closed) = (places(&name, open), places(&name, close));
        let cut = if open == close { opened.len() % 2 == 1 } else { opened.len() != closed.len() };
        // Without one that opens, `’` is the apostrophe of an owner: `the drivers’ union`.
        let mut gone =
            if cut && !(*open == "‘" && opened.is_empty()) { [opened, closed].concat() } else { Vec::new() };
        gone.sort_unstable_by_key(|mark| Reverse(mark.start));
        gone.dedup();
        gone.into_iter().fold(name, |mut name, mark| {
            name.replace_range(mark, "");
            name
        })
    })
}

/// Where a quotation mark stands in a label; an apostrophe inside a word is none.
fn places(name: &str, mark: &str) -> Vec<Range<usize>> {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let inside =
        |at: &Range<usize>| letter(name[..at.start].chars().next_back()) && letter(name[at.end..].chars().next());
    name.match_indices(mark).map(|(at, mark)| at..at + mark.len()).filter(|at| !inside(at)).collect()
}

pub fn class_of(context: &Context, words: &Range<usize>) -> Class {
    words.clone().last().map_or_else(Class::default, |at| context.page.class(at))
}

pub fn kind_of(class: Class, proper: bool) -> (SpeakerKind, Naming) {
    let naming = if proper { Naming::Named } else { Naming::Unnamed };
    if class.is(Class::GROUP) && !(proper && class.is(Class::BODY)) || class.is(Class::ROLE) {
        (SpeakerKind::Group, Naming::Unnamed)
    } else if class.is(Class::DOCUMENT) {
        (SpeakerKind::Document, naming)
    } else if class.is(Class::BODY) || proper {
        (SpeakerKind::Organisation, naming)
    } else {
        (SpeakerKind::Group, Naming::Unnamed)
    }
}

#[cfg(test)]
mod tests {
    use super::unquoted;

    #[test]
    fn marks_of_a_quotation_that_is_cut_are_none_of_a_label() {
        for (label, shown) in [
            ("a ''super PAC", "a super PAC"),
            ("the “free press", "the free press"),
            ("the “free” press", "the “free” press"),
            ("the ‘free press", "the free press"),
            ("the ‘free’ party’s chief", "the ‘free’ party’s chief"),
            ("the ‘free party’s chief", "the free party’s chief"),
            ("the drivers’ union", "the drivers’ union"),
        ] {
            assert_eq!(unquoted(label), shown);
        }
    }
}
