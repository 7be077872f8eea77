//! Full names meet short ones.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::names::{Merged, Names};
use crate::PersonId;
use sayso_attribution::{Speaker, SpeakerKind, fold_name};

/// A name folded, and its sort: what makes two speakers one. `the parties` of two articles share a row as words.
type Key = (String, SpeakerKind);

/// Whom a speaker of no article is.
const NOBODY: PersonId = PersonId(u32::MAX);

/// Merges speakers, each of so many articles: one person is one, whatever form of the name each article uses.
/// Speakers of none are nobody. Linear in the number of speakers.
pub fn merge(speakers: &[Speaker], times: &[u32]) -> Merged {
    let (index, keys) = Index::read(speakers, times);
    let mut drafts: Vec<PersonBuilder> = Vec::new();
    let mut ids: HashMap<Key, PersonId> = HashMap::new();
    let mut person = |key| place(&mut ids, &mut drafts, index.whole(key));
    let people: Vec<PersonId> = keys.into_iter().map(|key| key.map_or(NOBODY, &mut person)).collect();
    for ((speaker, id), times) in speakers.iter().zip(&people).zip(times) {
        if let Some(draft) = drafts.get_mut(id.0 as usize) {
            draft.add(speaker, *times as usize);
        }
    }
    let mut names = Names::default();
    for draft in drafts {
        draft.finish(&mut names);
    }
    Merged { names, people }
}

fn place(ids: &mut HashMap<Key, PersonId>, drafts: &mut Vec<PersonBuilder>, key: Key) -> PersonId {
    *ids.entry(key).or_insert_with(|| {
        drafts.push(PersonBuilder::default());
        PersonId(drafts.len() as u32 - 1)
    })
}

/// Which full names a short one may stand for: of each last word of a person, the one full name or more than one.
#[derive(Default)]
struct Index {
    longer: HashMap<Key, Option<String>>,
}

impl Index {
    /// The index, and the key of every speaker in order who speaks in any article.
    fn read(speakers: &[Speaker], times: &[u32]) -> (Self, Vec<Option<Key>>) {
        let mut index = Self::default();
        let key = |(speaker, times): (&Speaker, &u32)| {
            let name = (*times > 0).then(|| fold_name(&speaker.name))?;
            index.learn(speaker, &name);
            Some((name.join(" "), speaker.kind))
        };
        let keys = speakers.iter().zip(times).map(key).collect();
        (index, keys)
    }

    fn learn(&mut self, speaker: &Speaker, name: &[String]) {
        let full = name.join(" ");
        match (speaker.kind, name) {
            (SpeakerKind::Person, [first, .., last]) => {
                self.add(last.clone(), speaker.kind, &full);
                // `Clinton, Hillary Rodham`: first and last word, with what stands between left out.
                if name.len() > 2 {
                    self.add(format!("{first} {last}"), speaker.kind, &full);
                }
                // The family name may come first: then the article itself uses it alone.
                if speaker.also.iter().any(|form| fold_name(form).last() == Some(first)) {
                    self.add(first.clone(), speaker.kind, &full);
                }
            }
            (SpeakerKind::Organisation, [_, _, ..]) => {
                // `NATO` for the North Atlantic Treaty Organisation, where an article uses both.
                for form in speaker.also.iter().map(|f| fold_name(f)).filter(|f| f.len() == 1) {
                    self.add(form.join(" "), speaker.kind, &full);
                }
            }
            (SpeakerKind::Organisation, [_]) => {
                for form in speaker.also.iter().map(|f| fold_name(f)).filter(|f| f.len() > 1) {
                    self.add(form.join(" "), speaker.kind, &full);
                }
            }
            _ => {}
        }
    }

    fn add(&mut self, short: String, kind: SpeakerKind, full: &str) {
        let known = self.longer.entry((short, kind)).or_insert_with(|| Some(full.to_owned()));
        if known.as_deref() != Some(full) {
            *known = None;
        }
    }

    /// The key of the one that `key` is short for, or itself.
    fn whole(&self, key: Key) -> Key {
        let mut key = key;
        // A short form of a short form (`Clinton`, `Hillary Clinton`, `Hillary Rodham Clinton`), no further.
        for _ in 0..2 {
            match self.longer.get(&key) {
                Some(Some(full)) if *full != key.0 => key.0.clone_from(full),
                _ => break,
            }
        }
        key
    }
}

/// A person being gathered.
#[derive(Default)]
struct PersonBuilder {
    names: HashMap<String, (usize, SpeakerKind)>,
    roles: HashMap<String, usize>,
    also: HashMap<String, usize>,
}

/// How many roles and other forms are kept, the most frequent.
const FORMS: usize = 12;

impl PersonBuilder {
    /// A speaker of so many articles.
    fn add(&mut self, speaker: &Speaker, times: usize) {
        self.names.entry(speaker.name.clone()).or_insert((0, speaker.kind)).0 += times;
        for (list, counts) in [(&speaker.roles, &mut self.roles), (&speaker.also, &mut self.also)] {
            for form in list {
                *counts.entry(form.clone()).or_default() += times;
            }
        }
    }

    fn finish(mut self, names: &mut Names) {
        let person = self.names.values().next().is_none_or(|(_, kind)| *kind == SpeakerKind::Person);
        let rank = |name: &str, count: usize| {
            let words = fold_name(name).len();
            if person { (words, count) } else { (count, words) }
        };
        let best = self.names.iter().max_by_key(|(name, (count, _))| (rank(name, *count), Reverse((*name).clone())));
        let (name, kind) = best.map_or((String::new(), SpeakerKind::Group), |(name, (_, kind))| (name.clone(), *kind));
        for (other, (count, _)) in std::mem::take(&mut self.names) {
            *self.also.entry(other).or_default() += count;
        }
        self.also.remove(&name);
        names.push(&name, kind, &most_frequent(self.roles), &most_frequent(self.also));
    }
}

fn most_frequent(counts: HashMap<String, usize>) -> Vec<String> {
    let mut list: Vec<(String, usize)> = counts.into_iter().collect();
    list.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    list.into_iter().map(|(form, _)| form).take(FORMS).collect()
}
