//! One speaker of several names: `Russia and China`, `Sens. Paul (Ky.) and Rubio`, `Paul and the pontiff`.

use std::ops::Range;

use super::context::Context;
use super::mention::Sort;
use super::roles::Office;
use super::source::Answer;
use super::speakers::Key;
use crate::language::Class;
use crate::text::one_line;
use crate::weights::Weight;
use crate::{Naming, SpeakerKind};

/// `Russia and China`, `Sens. Paul (Ky.) and Rubio`, `Paul and the pontiff`: one speaker of several names.
pub fn several(context: &Context, words: &Range<usize>) -> Option<Answer> {
    let page = &context.page;
    let mut members: Vec<usize> = Vec::new();
    // Whether a name can begin here, and whether `and` was read.
    let (mut open, mut joined) = (true, false);
    let mut others = words.end..words.end;
    let mut at = words.start;
    while at < words.end {
        if let Some(noun) = body_before_title(context, words, at).filter(|_| open) {
            at = noun;
        } else if let Some((entity, next)) = one_of_several(context, words, at).filter(|_| open) {
            members.push(entity);
            (at, open) = (next, false);
        } else if matches!(page.word(at), "and" | "," | "both" | "Both" | "each" | "&") {
            (joined, open) = (joined || matches!(page.word(at), "and" | "&"), true);
            at += 1;
        } else if open && joined && matches!(page.word(at), "other" | "others" | "among") {
            let aside = |i: usize| page.word(i) == "including" || page.is_dash(i) && !page.clings(i);
            let end = (at..words.end).find(|&i| aside(i)).unwrap_or(words.end);
            others = if page.word(at) == "among" { words.end..words.end } else { at..end };
            break;
        } else if page.word(at) == "(" {
            at = (at..words.end).find(|&i| page.word(i) == ")").map_or(words.end, |close| close + 1);
        } else if let Some(end) = place_behind(context, at) {
            at = end;
        } else if open && titled(context, at) {
            at += 1;
        } else if joined && members.len() > 1 && (!page.is_word(at) || open && page.word(at - 1) == ",") {
            // What is said of the last of them.
            break;
        } else {
            return None;
        }
    }
    // Their seats are none of them: `Paul of Kentucky, and Rubio`.
    if members.iter().any(|&m| context.entities.is_person(m)) {
        members.retain(|&m| !matches!(context.entities.members[m].sort, Sort::Place(_)));
    }
    members.dedup();
    let mut names: Vec<String> = members.iter().map(|&m| context.entities.name(page, m)).collect();
    names.extend((!others.is_empty()).then(|| one_line(page.words(others))));
    let (last, before) = names.split_last().filter(|_| joined && (2..=6).contains(&names.len()))?;
    let name = format!("{} and {last}", before.join(", "));
    let key = Key::Phrase(name, SpeakerKind::Group);
    Some(Answer { key, naming: Naming::Named, steps: Vec::new(), sure: Weight::Several.value() })
}

/// `[Oversight Committee] Chairman Jason Chaffetz`: the token behind a body's name before an office.
fn body_before_title(context: &Context, words: &Range<usize>, at: usize) -> Option<usize> {
    let m = context.entities.mention_at(at).filter(|&m| !context.entities.is_person(context.entities.of[m]))?;
    let end = context.entities.mentions[m].name.end;
    (end < words.end && context.page.class(end).is(Class::ROLE)).then_some(end)
}

/// `Rand Paul [of Kentucky]`: the token behind the place.
fn place_behind(context: &Context, at: usize) -> Option<usize> {
    let m = context.entities.mention_at(at + 1).filter(|_| matches!(context.page.word(at), "of" | "from"))?;
    matches!(context.entities.mentions[m].sort, Sort::Place(_)).then_some(context.entities.mentions[m].name.end)
}

/// The name or the held office at `at`, and the token behind it.
fn one_of_several(context: &Context, words: &Range<usize>, at: usize) -> Option<(usize, usize)> {
    let page = &context.page;
    if let Some(m) = context.entities.mention_at(at) {
        let name = &context.entities.mentions[m];
        let free = !name.possessive || name.name.end >= words.end;
        return free.then_some((context.entities.of[m], name.name.end));
    }
    let the = page.word(at).eq_ignore_ascii_case("the") && at > words.start;
    let noun = (at + 1..words.end.min(at + 5)).find(|&i| page.class(i).is(Class::ROLE) && the)?;
    let alone = context.entities.mention_at(noun + 1).is_none() && !page.class(noun + 1).is(Class::ROLE);
    let (bound, _) =
        context.roles.holder(&context.entities, &Office::read(page, &context.entities, noun)).filter(|_| alone)?;
    Some((context.entities.of[context.roles.bound[bound].mention], noun + 1))
}

/// Returns `true` if the token is part of a title before a name.
fn titled(context: &Context, at: usize) -> bool {
    let title = Class::ROLE.or(Class::MR).or(Class::MS).or(Class::TITLE).or(Class::LESSER).or(Class::QUALIFIER);
    let many = Class::GROUP.or(Class::COMMON).or(Class::DEMONYM);
    context.page.class(at).is(title.or(many)) || context.page.word(at).eq_ignore_ascii_case("the")
}
