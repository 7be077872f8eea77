//! The full name of each speaker, and the rows of people that follow.

use std::collections::HashMap;

use sayso_attribution::SpeakerKind;

use super::builder::PersonBuilder;
use super::lines::Lines;
use super::names::Merged;
use crate::PersonId;

/// A name folded, and its sort: what makes two speakers one. `the parties` of two articles share a row as words.
type Key = (String, SpeakerKind);

/// Who each line is, and how sure that is, 0 to 1.
pub struct Linked {
    /// By line.
    pub keys: Vec<Option<(Key, f32)>>,
    /// By line the articles in which it is decided apart.
    pub mentions: HashMap<usize, Vec<(u32, Key, f32)>>,
}

impl Linked {
    /// The full name that a line is linked to.
    pub fn name(&self, line: usize) -> Option<&str> {
        self.keys[line].as_ref().map(|((name, _), _)| name.as_str())
    }

    /// Links lines to the full names of which `name` tells the one at a place.
    pub fn put(&mut self, lines: &[usize], links: &[(u32, f32)], kind: SpeakerKind, name: impl Fn(u32) -> String) {
        for (line, (place, sure)) in lines.iter().zip(links) {
            self.keys[*line] = Some(((name(*place), kind), *sure));
        }
    }

    /// Links persons of one word to full names: wherever the line stands, or in one article.
    pub fn put_mentions(&mut self, mentions: &[(usize, Option<u32>)], links: Vec<(String, f32)>) {
        for ((line, article), (name, sure)) in mentions.iter().zip(links) {
            let key = (name, SpeakerKind::Person);
            if let Some(article) = article {
                self.mentions.entry(*line).or_default().push((*article, key.clone(), sure));
            }
            self.keys[*line].get_or_insert((key, sure));
        }
    }

    /// The rows of people in the order of the lines; those of `alone` are themselves.
    pub fn finish(mut self, lines: &Lines, alone: &[usize]) -> Merged {
        for &line in alone {
            self.keys[line] = Some(((lines.words[line].join(" "), lines.speakers[line].kind), 1.0));
        }
        let (mut rows, mut merged) = (Rows::default(), Merged::default());
        for (line, speaker) in lines.speakers.iter().enumerate() {
            let known = self.keys[line].take();
            let (person, sure) = known.map_or((PersonId::NOBODY, 1.0), |(key, sure)| (rows.of(key), sure));
            merged.people.push(person);
            merged.sure.push(hundredths(sure));
            let Some(mentions) = self.mentions.remove(&line) else {
                rows.add(person, speaker, lines.times[line]);
                continue;
            };
            for (article, key, sure) in mentions {
                let person = rows.of(key);
                rows.add(person, speaker, 1);
                merged.mentions.insert((article, line as u32), (person, hundredths(sure)));
            }
        }
        rows.builders.into_iter().for_each(|builder| builder.finish(&mut merged.names));
        merged
    }
}

fn hundredths(sure: f32) -> u8 {
    (sure * 100.0).round() as u8
}

/// The rows met so far.
#[derive(Default)]
struct Rows {
    builders: Vec<PersonBuilder>,
    ids: HashMap<Key, PersonId>,
}

impl Rows {
    fn of(&mut self, key: Key) -> PersonId {
        *self.ids.entry(key).or_insert_with(|| {
            self.builders.push(PersonBuilder::default());
            PersonId(self.builders.len() as u32 - 1)
        })
    }

    fn add(&mut self, person: PersonId, speaker: &sayso_attribution::Speaker, times: u32) {
        if let Some(builder) = self.builders.get_mut(person.0 as usize) {
            builder.add(speaker, times as usize);
        }
    }
}
