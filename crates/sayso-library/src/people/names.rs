//! The names of many people in one piece, in memory or in a mapped file.

use std::collections::HashMap;

use zerocopy::{FromBytes, Immutable, IntoBytes};

use crate::{Column, PersonId, QuoteId};
use sayso_attribution::SpeakerKind;

use super::Person;

/// What stands behind each form of a list; names are cleaned of such characters where a text is read.
const END: char = '\u{1e}';

/// Roles, or other forms of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Forms<'a>(&'a str);

impl<'a> Forms<'a> {
    /// One after the other.
    pub fn iter(self) -> impl Iterator<Item = &'a str> + Clone {
        self.0.split_terminator(END)
    }

    /// The most frequent one.
    pub fn first(self) -> Option<&'a str> {
        self.iter().next()
    }

    /// Returns `true` if it is one of them.
    pub fn contains(self, form: &str) -> bool {
        self.iter().any(|other| other == form)
    }

    /// All in one line.
    pub fn join(self, between: &str) -> String {
        self.iter().collect::<Vec<_>>().join(between)
    }
}

impl<'a> IntoIterator for Forms<'a> {
    type Item = &'a str;
    type IntoIter = std::str::SplitTerminator<'a, char>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.split_terminator(END)
    }
}

impl serde::Serialize for Forms<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

/// Names, roles and other forms of many people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    text: Column<u8>,
    records: Column<Record>,
}

/// One person: where in the text the name, the roles and the other forms end; they begin where those before end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromBytes, IntoBytes, Immutable)]
#[repr(C)]
pub struct Record {
    ends: [u32; 3],
    /// Place in [`SpeakerKind::ALL`].
    kind: u32,
}

impl Names {
    /// Names out of the parts of [`Self::parts`].
    pub fn new(text: Column<u8>, records: Column<Record>) -> Self {
        Self { text, records }
    }

    /// The text, and where in it each person stands.
    pub fn parts(&self) -> (&Column<u8>, &Column<Record>) {
        (&self.text, &self.records)
    }

    /// Adds a person behind the others.
    pub fn push(&mut self, name: &str, kind: SpeakerKind, roles: &[String], also: &[String]) {
        let text = self.text.own();
        text.extend(name.as_bytes());
        let name = text.len() as u32;
        let [roles, also] = [roles, also].map(|forms| {
            for form in forms {
                text.extend(form.as_bytes());
                text.push(END as u8);
            }
            text.len() as u32
        });
        let kind = SpeakerKind::ALL.iter().position(|other| *other == kind).unwrap_or(0) as u32;
        self.records.own().push(Record { ends: [name, roles, also], kind });
    }

    /// Number of people.
    pub fn count(&self) -> usize {
        self.records.len()
    }

    /// One of them, who said this.
    pub(super) fn get<'a>(&'a self, at: usize, quotes: &'a [QuoteId]) -> Option<Person<'a>> {
        let records = &*self.records;
        let Record { ends: [name, roles, also], kind } = *records.get(at)?;
        let start = at.checked_sub(1).map_or(0, |before| records[before].ends[2]);
        let text = self.text.get(start as usize..also as usize)?;
        let text = std::str::from_utf8(text).ok()?;
        let part = |from: u32, to: u32| text.get((from - start) as usize..(to - start) as usize);
        Some(Person {
            name: part(start, name)?,
            kind: *SpeakerKind::ALL.get(kind as usize)?,
            roles: Forms(part(name, roles)?),
            also: Forms(part(roles, also)?),
            said: quotes.len(),
            quotes,
        })
    }
}

/// Everybody’s names, and for each of the speakers that were merged who that is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// The names.
    pub names: Names,
    /// By the place of the speaker.
    pub people: Vec<PersonId>,
    /// By the place of the speaker how sure that is, in hundredths.
    pub sure: Vec<u8>,
    /// Who a speaker is in an article, where that is decided for each article apart: by the places of both.
    pub mentions: HashMap<(u32, u32), (PersonId, u8)>,
}

impl Merged {
    /// Who a speaker is in an article, and how sure that is, in hundredths.
    pub fn of(&self, article: u32, speaker: u32) -> (PersonId, u8) {
        let anywhere = || (self.people[speaker as usize], self.sure[speaker as usize]);
        self.mentions.get(&(article, speaker)).copied().unwrap_or_else(anywhere)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use tantivy::directory::OwnedBytes;

    proptest! {
        #[test]
        fn everybody_is_known_again_in_a_mapped_file(
            people in prop::collection::vec((".{1,9}", any::<u8>(), prop::collection::vec("\\PC{1,5}", 0..3), prop::collection::vec("\\PC{1,5}", 0..3)), 0..6),
        ) {
            let mut names = Names::default();
            for (name, kind, roles, also) in &people {
                names.push(name, SpeakerKind::ALL[usize::from(*kind % 5)], roles, also);
            }
            let (text, records) = names.parts();
            let mapped = |bytes: &[u8]| OwnedBytes::new(bytes.to_vec());
            let text = Column::mapped(mapped(text)).unwrap();
            let records = Column::mapped(mapped(records.as_bytes())).unwrap();
            for names in [Names::new(text, records), names] {
                for (at, (name, kind, roles, also)) in people.iter().enumerate() {
                    let person = names.get(at, &[]).unwrap();
                    prop_assert_eq!((person.name, person.kind), (name.as_str(), SpeakerKind::ALL[usize::from(*kind % 5)]));
                    prop_assert_eq!(&person.roles.iter().collect::<Vec<_>>(), roles);
                    prop_assert_eq!(&person.also.into_iter().collect::<Vec<_>>(), also);
                }
                prop_assert_eq!(names.get(people.len(), &[]), None);
            }
        }
    }
}
