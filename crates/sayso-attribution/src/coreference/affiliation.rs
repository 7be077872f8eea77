//! Which party someone is said to be of, so that `the Republican nominee` is no Democrat.

use std::collections::HashMap;
use std::ops::Range;

use super::entities::Entities;
use super::page::Page;
use super::roles::Roles;
use crate::language::ENGLISH;

/// A party, by the folded word for its people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Party(&'static str);

impl Party {
    fn of(word: &str) -> Option<Self> {
        ENGLISH.party(&word.to_lowercase()).map(Self)
    }

    /// The first party told in these words; letters by themselves tell none.
    pub fn of_words(page: &Page, words: Range<usize>) -> Option<Self> {
        words.filter(|&at| page.word(at).len() > 1).find_map(|at| Self::of(page.word(at)))
    }
}

/// For each member the party that its offices, the word before a name or the letter behind one first tell.
pub fn parties(page: &Page, entities: &Entities, roles: &Roles) -> HashMap<usize, Party> {
    let mut known = HashMap::new();
    for bound in &roles.bound {
        let told = Party::of_words(page, bound.office.tokens.clone());
        told.map(|party| known.entry(entities.of[bound.mention]).or_insert(party));
    }
    for (mention, &entity) in entities.mentions.iter().zip(&entities.of) {
        let end = mention.name.end;
        let letter = matches!(page.word(end), "(" | ",") && (page.is_dash(end + 2) || page.word(end + 2) == ")");
        let behind = letter.then(|| Party::of(page.word(end + 1))).flatten();
        let before = mention.start.checked_sub(1).filter(|&at| page.together(at, end - 1));
        let told = behind.or_else(|| Party::of_words(page, before?..mention.start));
        told.map(|party| known.entry(entity).or_insert(party));
    }
    known
}
