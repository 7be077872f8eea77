//! What the people of a library are called, as words.

use crate::library::People;
use crate::library::search::{Fit, LetterSet, Shelf, Vocabulary, WordId};

/// The words of names, other forms, titles and roles; one unit a person.
#[derive(Default)]
pub struct Names {
    pub vocabulary: Vocabulary,
    /// The name and its other forms.
    forms: Shelf,
    /// Titles and roles.
    roles: Shelf,
    /// The letters of each name.
    pub letters: Vec<LetterSet>,
}

impl Names {
    /// Reads what these people are called.
    pub fn of(people: &People) -> Self {
        let mut all = Self::default();
        for (_, person) in people.iter() {
            all.forms.put_all(&mut all.vocabulary, person.names());
            all.roles.put_all(&mut all.vocabulary, person.roles.iter());
            all.letters.push(LetterSet::of(person.name));
        }
        all
    }

    /// How many people.
    pub fn len(&self) -> usize {
        self.letters.len()
    }

    /// Those one of whose names has a word.
    pub fn named(&self, word: WordId) -> &[u32] {
        self.forms.units(word)
    }

    /// Those in whose names, titles or roles one of `words` stands, and how it fits; a person may come more than once.
    pub fn each(&self, words: &[(WordId, Fit)], mut each: impl FnMut(u32, Fit)) {
        for &(word, fit) in words {
            for shelf in [&self.forms, &self.roles] {
                shelf.units(word).iter().for_each(|&person| each(person, fit));
            }
        }
    }

    /// Those in whose names the words stand side by side.
    pub fn named_exactly<'a>(&'a self, words: &[String]) -> impl Iterator<Item = u32> + use<'a> {
        self.side_by_side(&self.forms, words)
    }

    /// Those in whose names, titles or roles they do; a person may come more than once.
    pub fn called_exactly<'a>(&'a self, words: &[String]) -> impl Iterator<Item = u32> + use<'a> {
        self.side_by_side(&self.forms, words).chain(self.side_by_side(&self.roles, words))
    }

    fn side_by_side<'a>(&'a self, shelf: &'a Shelf, words: &[String]) -> impl Iterator<Item = u32> + use<'a> {
        let words: Option<Vec<_>> = words.iter().map(|word| self.vocabulary.get(word)).collect();
        let words = words.unwrap_or_default();
        let first = words.first().map_or(&[][..], |first| shelf.units(*first));
        first.iter().copied().filter(move |&unit| shelf.words(unit as usize).windows(words.len()).any(|w| w == words))
    }
}
