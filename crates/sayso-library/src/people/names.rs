//! The names of many people in one piece of memory, and as bytes that last.

use crate::{PersonId, QuoteId};
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
    text: String,
    records: Vec<Record>,
}

/// One person: where in the text the name, the roles and the other forms end; they begin where those before end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Record {
    ends: [u32; 3],
    kind: SpeakerKind,
}

impl Names {
    /// Adds a person behind the others.
    pub fn push(&mut self, name: &str, kind: SpeakerKind, roles: &[String], also: &[String]) {
        self.text += name;
        let name = self.text.len() as u32;
        let [roles, also] = [roles, also].map(|forms| {
            for form in forms {
                self.text += form;
                self.text.push(END);
            }
            self.text.len() as u32
        });
        self.records.push(Record { ends: [name, roles, also], kind });
    }

    /// How many people.
    pub(super) fn len(&self) -> usize {
        self.records.len()
    }

    /// One of them, who said this.
    pub(super) fn get<'a>(&'a self, at: usize, quotes: &'a [QuoteId]) -> Option<Person<'a>> {
        let Record { ends: [name, roles, also], kind } = *self.records.get(at)?;
        let start = at.checked_sub(1).map_or(0, |before| self.records[before].ends[2]);
        let text = |start: u32, end: u32| &self.text[start as usize..end as usize];
        Some(Person {
            name: text(start, name),
            kind,
            roles: Forms(text(name, roles)),
            also: Forms(text(roles, also)),
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
}

impl Merged {
    /// As bytes that another run reads again: little-endian numbers of four bytes, how many people, for each the
    /// three ends and the kind, how many speakers, for each who it is, for each one byte how sure that is, then the text.
    pub fn to_bytes(&self) -> Vec<u8> {
        let records = self.names.records.iter().flat_map(|Record { ends: [a, b, c], kind }| {
            [*a, *b, *c, SpeakerKind::ALL.iter().position(|other| other == kind).unwrap_or(0) as u32]
        });
        let numbers = std::iter::once(self.names.records.len() as u32)
            .chain(records)
            .chain(std::iter::once(self.people.len() as u32))
            .chain(self.people.iter().map(|id| id.0));
        let mut bytes: Vec<u8> = numbers.flat_map(u32::to_le_bytes).collect();
        bytes.extend(&self.sure);
        bytes.extend(self.names.text.as_bytes());
        bytes
    }

    /// What [`to_bytes`](Self::to_bytes) made; `None` for anything else.
    pub fn of_bytes(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes;
        let mut number = || {
            let (four, more) = rest.split_first_chunk::<4>()?;
            rest = more;
            Some(u32::from_le_bytes(*four))
        };
        let people = number()?;
        let mut record = |_| {
            let ends = [number()?, number()?, number()?];
            Some(Record { ends, kind: *SpeakerKind::ALL.get(number()? as usize)? })
        };
        let records: Vec<Record> = (0..people).map(&mut record).collect::<Option<_>>()?;
        let speakers = number()?;
        let of = (0..speakers).map(|_| number().filter(|id| *id < people).map(PersonId)).collect::<Option<Vec<_>>>()?;
        let (sure, rest) = rest.split_at_checked(speakers as usize)?;
        let text = std::str::from_utf8(rest).ok()?;
        let ends = records.iter().flat_map(|record| record.ends);
        let fits = ends.clone().is_sorted() && ends.into_iter().all(|end| text.is_char_boundary(end as usize));
        fits.then(|| Self { names: Names { text: text.to_owned(), records }, people: of, sure: sure.to_vec() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn merged(people: &[(String, u8, Vec<String>, Vec<String>)]) -> Merged {
        let mut names = Names::default();
        for (name, kind, roles, also) in people {
            names.push(name, SpeakerKind::ALL[usize::from(*kind % 5)], roles, also);
        }
        Merged { people: (0..people.len() as u32).rev().map(PersonId).collect(), sure: vec![7; people.len()], names }
    }

    proptest! {
        #[test]
        fn everybody_is_known_again(
            people in prop::collection::vec((".{1,9}", any::<u8>(), prop::collection::vec("\\PC{1,5}", 0..3), prop::collection::vec("\\PC{1,5}", 0..3)), 0..6),
            cut in 0usize..200, to: u8,
        ) {
            let all = merged(&people);
            for (at, (name, kind, roles, also)) in people.iter().enumerate() {
                let person = all.names.get(at, &[]).unwrap();
                prop_assert_eq!((person.name, person.kind), (name.as_str(), SpeakerKind::ALL[usize::from(*kind % 5)]));
                prop_assert_eq!(&person.roles.iter().collect::<Vec<_>>(), roles);
                prop_assert_eq!(&person.also.into_iter().collect::<Vec<_>>(), also);
            }
            let mut bytes = all.to_bytes();
            prop_assert_eq!(Merged::of_bytes(&bytes), Some(all));
            // Bytes that were altered or cut give people whose names can be read, or nobody.
            let last = bytes.len() - 1;
            bytes[cut.min(last)] = to;
            bytes.truncate(cut * 2);
            if let Some(read) = Merged::of_bytes(&bytes) {
                prop_assert!((0..read.names.len()).all(|at| read.names.get(at, &[]).is_some()));
            }
        }
    }
}
