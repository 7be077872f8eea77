//! Where the words for a speaker begin and end inside a source.

use std::ops::Range;

use super::context::Context;
use super::grammar::is_finite;
use crate::language::Class;
use crate::pos::Pos;

/// Returns `true` if the words of a source are a piece of something else: a bare number, one small word, one verb.
pub fn is_fragment(context: &Context, words: &Range<usize>) -> bool {
    let page = &context.page;
    let (at, word) = (words.start, page.word(words.start));
    let alone = words.len() == 1 && context.entities.mention_at(at).is_none();
    let number = word.starts_with(|c: char| c.is_ascii_digit());
    let known = page.is_capital(at) && page.known_capital(at);
    let small = !known && page.class(at).is(Class::FUNCTION) && !page.class(at).is(Class::GROUP.or(Class::DETERMINER));
    let letter = word.chars().count() == 1;
    let verb = matches!(page.pos(at), Pos::Vbg | Pos::Vb) && word.starts_with(char::is_lowercase);
    // `benefit Democrats`
    let act = words.len() == 2 && matches!(page.pos(at), Pos::Vb | Pos::Vbp) && word.starts_with(char::is_lowercase);
    // `that ignited something`
    let clause = page.word(at) == "that" && matches!(page.pos(at + 1), Pos::Vbd | Pos::Vbz) && words.len() > 1;
    let named = || words.clone().any(|at| context.entities.mention_at(at).is_some());
    let adverb = page.pos(at) == Pos::Adv && !page.is_capital(at);
    // `[whiter] states`, `Pledged: 781`
    let plain =
        !page.class(at).is(PEOPLE.or(Class::COMMON).or(Class::DEMONYM).or(Class::DOCUMENT).or(Class::DETERMINER));
    let modifier = page.word(at).starts_with(char::is_lowercase) && page.is_before_noun(at);
    // `Keeps saying she opposed it`
    let act_alone = page.pos(at) == Pos::Vbd || page.pos(at) == Pos::Vbz && page.pos(at + 1) == Pos::Vbg;
    let quality = plain && (matches!(page.pos(at), Pos::Adj | Pos::Vbn) || modifier || act_alone);
    alone && (number || small || letter || verb || adverb || quality) || (act || clause) && !named()
}

/// Returns `true` for two words or more in capitals in a line of such words, none of which names a person: a piece of a
/// heading.
pub fn is_heading_in_capitals(context: &Context, words: &Range<usize>) -> bool {
    let page = &context.page;
    let shouted = |at: usize| page.is_shouted(at) || !page.is_word(at) || page.pos(at) == Pos::Num;
    let named = |at: usize| {
        page.is_given(at) || context.entities.member_at(at).is_some_and(|one| context.entities.members[one].acts > 0)
    };
    words.len() > 1 && page.word(words.end) != ":" && words.clone().all(shouted) && !words.clone().any(named)
}

/// Classes of nouns for people and bodies.
pub const PEOPLE: Class = Class::GROUP.or(Class::ROLE).or(Class::BODY);

/// The words without a preposition, marks, `’s` and `itself` at their ends.
pub fn trim(context: &Context, mut words: Range<usize>) -> Range<usize> {
    let page = &context.page;
    // `at least half of the board`
    let least = |at: usize| matches!(page.word(at + 1), "least" | "most");
    let before =
        |at: usize| page.is_dateline(at) || !page.is_word(at) || page.class(at).is(Class::PREPOSITION) && !least(at);
    while !words.is_empty() && before(words.start) {
        words.start += 1;
    }
    // `working-[class whites]`
    let joined = |at: usize| at > 1 && page.is_dash(at - 1) && page.clings(at - 1) && page.clings(at);
    while !words.is_empty() && joined(words.start) {
        words.start -= 2;
    }
    // `said the inspector drily`
    let manner = |at: usize| {
        page.word(at).ends_with("ly") && page.pos(at) == Pos::Adv && context.entities.mention_at(at).is_none()
    };
    let reflexive = |at: usize| manner(at) || matches!(page.word(at), "itself" | "himself" | "herself" | "themselves");
    while !words.is_empty()
        && (!page.is_word(words.end - 1)
            || page.is_possessive(words.end - 1)
            || words.len() > 1 && reflexive(words.end - 1))
    {
        words.end -= 1;
    }
    words
}

/// The words with the noun behind, where they end before it: `[A Clinton] ally` is no Clinton.
pub fn with_noun(context: &Context, words: Range<usize>) -> Range<usize> {
    let page = &context.page;
    let article = matches!(page.word(words.start).to_lowercase().as_str(), "a" | "an" | "another");
    let name = context.entities.mention_at(words.start + 1).map(|m| &context.entities.mentions[m].name);
    let noun = page.is_word(words.end)
        && page.word(words.end).starts_with(char::is_lowercase)
        && page.pos(words.end).is_noun()
        && page.together(words.end - 1, words.end);
    let cut = article && noun && name.is_some_and(|name| name.end == words.end);
    words.start..words.end + usize::from(cut)
}

/// The words without a verb and what follows it: `Krell cut its outlook` is Krell.
pub fn before_verb(context: &Context, words: Range<usize>) -> Range<usize> {
    let page = &context.page;
    let relative = |at: usize| matches!(page.pos(at), Pos::Wp | Pos::Sconj) || page.word(at) == "that";
    let clause = words.clone().find(|&at| relative(at)).unwrap_or(words.end);
    // No noun stands before an article or a possessive pronoun.
    let transitive = |at: usize| {
        matches!(page.pos(at + 1), Pos::Det | Pos::PrpS) && page.is_word(at) && !page.class(at).is(Class::FUNCTION)
    };
    // `My father used to say`
    let used = |at: usize| page.word(at) == "used" && page.word(at + 1) == "to";
    let finite =
        |at: usize| is_finite(page, at) && context.entities.mention_at(at + 1).is_none() && page.is_word(at + 1);
    // `Sanders campaign manager Jeff Weaver`, `Clinton allies on the panel`
    let noun = |at: usize| page.class(at).is(PEOPLE) || page.class(at + 1).is(Class::ROLE) && page.is_capital(at + 2);
    let is_verb = |at: usize| {
        !noun(at)
            && (finite(at) || transitive(at))
            && (page.pos(at - 1).is_noun() || page.pos(at - 1) == Pos::Num || page.class(at - 1).is(Class::GROUP))
            && !page.is_capital(at)
    };
    let verb = (words.start + 1..clause.saturating_sub(1)).find(|&at| is_verb(at) && !page.is_possessive(at - 1));
    // `A note on the door read`
    let read = |at: usize| at + 1 == words.end && matches!(page.word(at), "read" | "reads" | "ran" | "runs" | "said");
    let verb = verb.or_else(|| (words.start + 1..words.end).find(|&at| used(at) || read(at)));
    words.start..verb.unwrap_or(words.end)
}
