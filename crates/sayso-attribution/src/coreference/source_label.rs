//! What is shown of a source that has no name, and what kind of speaker it is.

use std::ops::Range;

use super::context::Context;
use super::pronouns::Pronoun;
use crate::language::Class;
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
    let most = words.end.min(head + 1 + COMPLEMENT);
    let end = (head + 1..most).find(|&at| stop(at)).unwrap_or(most);
    words.start..end
}

pub fn lower_first(context: &Context, at: usize, name: String) -> String {
    let lower = context.page.class(at).is(Class::FUNCTION.or(Class::GROUP)) && context.page.is_weak(at);
    let shout = name.chars().nth(1).is_some_and(char::is_uppercase);
    match name.chars().next().filter(|_| lower && !shout && !context.page.known_capital(at)) {
        Some(first) => first.to_lowercase().chain(name.chars().skip(1)).collect(),
        None => name,
    }
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
