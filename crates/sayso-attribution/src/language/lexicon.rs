//! The lexicon: every list of words of a language, parsed once.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::word_list::words_by_section;
use super::{Class, CueClass, gazetteer};

/// The English lexicon.
pub static ENGLISH: LazyLock<Lexicon> = LazyLock::new(Lexicon::english);

/// What the word lists of a language say of a word.
#[derive(Debug, Default)]
pub struct Lexicon {
    classes: HashMap<&'static str, Class>,
    cues: HashMap<&'static str, Cue>,
    parties: HashMap<&'static str, &'static str>,
    lists: HashMap<&'static str, Vec<&'static str>>,
}

/// What a word can do to credit somebody.
#[derive(Debug, Default)]
struct Cue {
    /// As a verb or an adjective; the likeliest first.
    classes: Vec<CueClass>,
    noun: bool,
    particle: bool,
}

impl Lexicon {
    fn english() -> Self {
        let mut all = Self::default();
        let given_names = words_by_section(include_str!("../../data/en/given_names.txt"));
        let given_names =
            given_names.map(|(sex, name)| (name, if sex == "male" { Class::MALE } else { Class::FEMALE }));
        let listed = words_by_section(include_str!("../../data/en/classes.txt"));
        let listed =
            listed.flat_map(|(names, word)| names.split(' ').filter_map(move |name| Some((word, Class::named(name)?))));
        for (word, class) in listed.chain(given_names).chain(gazetteer::demonyms().map(|word| (word, Class::DEMONYM))) {
            let entry = all.classes.entry(word).or_default();
            *entry = entry.or(class);
        }
        for (name, word) in words_by_section(include_str!("../../data/en/cues.txt")) {
            all.cues.entry(word).or_default().add(name);
        }
        let parties = words_by_section(include_str!("../../data/en/parties.txt"));
        all.parties.extend(parties.map(|(party, word)| (word, party)));
        for (name, word) in words_by_section(include_str!("../../data/en/lists.txt")) {
            all.lists.entry(name).or_default().push(word);
        }
        all
    }

    /// The classes of `word`, in any case, with or without the stop of an abbreviation.
    pub fn class(&self, word: &str) -> Class {
        // No listed word is longer; this keeps hostile runs of letters from being copied.
        if word.len() > 24 {
            return Class::default();
        }
        let lower = word.to_lowercase();
        let found = self.classes.get(lower.as_str()).or_else(|| self.classes.get(lower.trim_end_matches('.')));
        let trade =
            || if word.starts_with(char::is_lowercase) && is_trade(word) { Class::ROLE } else { Class::default() };
        found.copied().unwrap_or_else(trade)
    }

    /// Returns `true` for a word that the lists have as somebody's given name.
    pub fn is_given_name(&self, word: &str) -> bool {
        self.class(word).is(Class::MALE.or(Class::FEMALE))
    }

    /// Returns `true` if an unlisted noun has an ending that nearly always names a person: `guitarist`, `librarian`.
    pub fn names_a_person(&self, word: &str) -> bool {
        word.len() > 5 && self.class(word) == Class::default() && ["ist", "ian"].iter().any(|end| word.ends_with(end))
    }

    /// The classes of a verb form in lower case, the likeliest first; empty where it does not credit.
    pub fn cue_classes(&self, word: &str) -> &[CueClass] {
        self.cues.get(word).map_or(&[], |cue| &cue.classes)
    }

    /// Returns `true` for a verb form (lower case) of telling, not of thinking or wanting.
    pub fn speaks(&self, word: &str) -> bool {
        self.cue_classes(word).iter().any(|class| class.speaks())
    }

    /// Returns `true` if this noun (lower case) credits words to somebody.
    pub fn is_noun_cue(&self, word: &str) -> bool {
        self.cues.get(word).is_some_and(|cue| cue.noun)
    }

    /// Returns `true` for a particle of an attributing verb.
    pub fn is_particle(&self, word: &str) -> bool {
        self.cues.get(word).is_some_and(|cue| cue.particle)
    }

    /// The party that a word (lower case) names or whose people it names.
    pub fn party(&self, word: &str) -> Option<&'static str> {
        self.parties.get(word).copied()
    }

    /// The words of a section of `lists.txt`; empty if there is no such section.
    pub fn list(&self, name: &str) -> &[&'static str] {
        self.lists.get(name).map_or(&[], Vec::as_slice)
    }
}

impl Cue {
    fn add(&mut self, section: &str) {
        match CueClass::named(section) {
            Some(class) => self.classes.push(class),
            None if section == "noun" => self.noun = true,
            None => self.particle = true,
        }
    }
}

/// Returns `true` for a trade that its ending shows, where no list has it: `lawmaker`, `sociologist`.
fn is_trade(word: &str) -> bool {
    let endings = [
        "maker", "ologist", "ographer", "onomist", "woman", "person", "ician", "keeper", "holder", "writer", "surgeon",
    ];
    word.len() > 7 && endings.iter().any(|end| word.ends_with(end))
}

#[cfg(test)]
mod tests;
