//! Men and women, as common nouns tell.

use super::{Class, ENGLISH, WordList};

/// A man or a woman, where the text shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    /// `Mr`, a man's given name.
    Male,
    /// `Ms`, a woman's given name.
    Female,
}

/// Nouns for men and for women.
static MEN: WordList = WordList::named("noun-subject.men");
static WOMEN: WordList = WordList::named("noun-subject.women");

/// Nouns for persons by kinship, trade or the like, beside the roles of `classes.txt`.
static PEOPLE: WordList = WordList::named("noun-subject.people");

/// Returns `true` for a noun in lower case that names one person: `stranger`, `guitarist`, `doctor`.
pub fn is_person_noun(noun: &str) -> bool {
    let listed = ENGLISH.class(noun).is(Class::ROLE) || PEOPLE.contains(&noun) || gender_of_noun(noun).is_some();
    listed || ENGLISH.names_a_person(noun)
}

/// The gender that a noun in lower case tells: `sister`, `landlady`.
pub fn gender_of_noun(noun: &str) -> Option<Gender> {
    let female = || WOMEN.contains(&noun).then_some(Gender::Female);
    MEN.contains(&noun).then_some(Gender::Male).or_else(female)
}
