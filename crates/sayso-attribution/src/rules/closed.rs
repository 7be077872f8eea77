//! Closed classes of words (lower case) that noun phrases are told by.

use std::collections::HashSet;
use std::sync::LazyLock;

type Words = LazyLock<HashSet<&'static str>>;

fn words(list: &'static str) -> HashSet<&'static str> {
    list.split_whitespace().collect()
}

/// Pronouns that can be a subject.
static PRONOUNS: Words = LazyLock::new(|| words("he she they i we you it who someone everyone nobody"));

/// What a noun phrase starts with.
static DETERMINERS: Words = LazyLock::new(|| {
    words(
        "the a an this that these those some many most several few his her its their our my your both all another \
     each every any no",
    )
});

/// Words that stand in no name and no plain noun phrase.
static OUTSIDE: Words = LazyLock::new(|| {
    words(
        "in on at by for from with to into about as than over under after before during since until between through \
     against within without despite like upon amid and or but nor yet so if because while although though when \
     where whether which whom whose what why how that unless once is are was were be been being am has have had \
     having do does did will would can could may might must shall should not n't 've 're 'll 'd 'm also too then \
     now just even still again already always never ever often however moreover therefore meanwhile instead later \
     earlier here there yesterday today tonight tomorrow monday tuesday wednesday thursday friday saturday sunday \
     very more less nevertheless nonetheless indeed perhaps out up down off back ago according himself herself \
     themselves him them me us besides long soon well far thus hence else only much went go came got get took such both either \
     neither across around",
    )
});

/// Roles and kinds of people that no ending tells.
static ROLES: Words = LazyLock::new(|| {
    words(
        "president chief general official aide wife husband son daughter mother father brother sister candidate \
     nominee delegate spokesperson expert head ally allies critic colleague economist captain judge king queen \
     prince ambassador people representative democrat republican strategist staff group secretary member \
     surrogate chair coach host guest executive friend student resident committee office poll report source \
     article column boss guru mogul laureate pundit publicist",
    )
});

pub(super) fn is_pronoun(word: &str) -> bool {
    PRONOUNS.contains(word)
}

pub(super) fn is_determiner(word: &str) -> bool {
    DETERMINERS.contains(word)
}

pub(super) fn is_outside(word: &str) -> bool {
    OUTSIDE.contains(word)
}

pub(super) fn is_known_role(word: &str) -> bool {
    ROLES.contains(word)
}
