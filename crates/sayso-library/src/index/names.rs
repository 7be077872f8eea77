//! What the people of a library are called, as words.

use crate::People;
use crate::search::{Fit, ForwardIndex, LetterSet, Vocabulary, WordId};

/// The words of names, other forms, titles and roles; one unit a person.
#[derive(Default)]
pub struct Names {
    pub vocabulary: Vocabulary,
    /// The name and its other forms.
    forms: ForwardIndex,
    /// Titles and roles.
    roles: ForwardIndex,
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

    /// Those in whose names one of `words` stands, and how it fits; a person may come more than once.
    pub fn each_named(&self, words: &[(WordId, Fit)], each: impl FnMut(u32, Fit)) {
        self.each_in(&[&self.forms], words, each);
    }

    /// Those in whose names, titles or roles one does.
    pub fn each_called(&self, words: &[(WordId, Fit)], each: impl FnMut(u32, Fit)) {
        self.each_in(&[&self.forms, &self.roles], words, each);
    }

    fn each_in(&self, shelves: &[&ForwardIndex], words: &[(WordId, Fit)], mut each: impl FnMut(u32, Fit)) {
        if words.is_empty() {
            return;
        }
        let mut fits = vec![None; self.vocabulary.len()];
        for (word, fit) in words {
            fits[word.0 as usize] = Some(*fit);
        }
        for forward_index in shelves {
            for (person, words) in (0..).zip(forward_index.units()) {
                let fit = |word: &WordId| fits.get(word.0 as usize).copied().flatten();
                words.iter().filter_map(fit).for_each(|fit| each(person, fit));
            }
        }
    }

    /// Those in whose names the words stand side by side.
    pub fn named_exactly(&self, words: &[String]) -> Vec<u32> {
        self.side_by_side(&[&self.forms], words)
    }

    /// Those in whose names, titles or roles they do; a person may come more than once.
    pub fn called_exactly(&self, words: &[String]) -> Vec<u32> {
        self.side_by_side(&[&self.forms, &self.roles], words)
    }

    fn side_by_side(&self, shelves: &[&ForwardIndex], words: &[String]) -> Vec<u32> {
        let words: Option<Vec<_>> = words.iter().map(|word| self.vocabulary.get(word)).collect();
        let Some(words) = words.filter(|words| !words.is_empty()) else { return Vec::new() };
        let has = |own: &[WordId]| own.windows(words.len()).any(|here| here == words);
        let of = |forward_index: &ForwardIndex| -> Vec<u32> {
            (0..).zip(forward_index.units()).filter(|(_, own)| has(own)).map(|(person, _)| person).collect()
        };
        shelves.iter().flat_map(|forward_index| of(forward_index)).collect()
    }
}
