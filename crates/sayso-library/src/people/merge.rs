//! Full names meet short ones.
//!
//! First names that are spelt out meet their short forms (`Joe`, `Joseph R.`) and words that were read as part of a name
//! (`Rival Ann Lee`) are left out; then a family name alone goes to the person it stands for ([`Namesakes`]).

use std::cmp::Reverse;
use std::collections::HashMap;

use super::names::{Merged, Names};
use super::namesakes::Namesakes;
use super::nicknames;
use crate::PersonId;
use sayso_attribution::{Speaker, SpeakerKind, fold_name, is_given_name};

/// A name folded, and its sort: what makes two speakers one. `the parties` of two articles share a row as words.
type Key = (String, SpeakerKind);

/// Whom a speaker of no article is.
const NOBODY: PersonId = PersonId(u32::MAX);

/// A name that holds another is that name with words that are none of it where the other stands in so many times the
/// articles.
const RARER: u32 = 3;

/// Words before a name that are none of it.
const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "sir",
    "lady",
    "pres",
    "president",
    "sen",
    "senator",
    "rep",
    "representative",
    "gov",
    "governor",
    "sec",
    "secretary",
    "gen",
    "general",
    "col",
    "capt",
    "captain",
    "lt",
    "sgt",
    "prof",
    "professor",
    "judge",
    "justice",
    "mayor",
    "rev",
];

/// Merges speakers, each of so many articles: one person is one, whatever form of the name each article uses.
/// Speakers of none are nobody. Linear in the number of speakers.
pub fn merge(speakers: &[Speaker], times: &[u32]) -> Merged {
    let index = Index::read(speakers, times);
    let mut drafts: Vec<PersonBuilder> = Vec::new();
    let mut ids: HashMap<Key, PersonId> = HashMap::new();
    let mut merged = Merged::default();
    for (speaker, &times) in speakers.iter().zip(times) {
        let (key, sure) = index.whole(speaker);
        let person = if times > 0 { place(&mut ids, &mut drafts, key) } else { NOBODY };
        if let Some(draft) = drafts.get_mut(person.0 as usize) {
            draft.add(speaker, times as usize);
        }
        merged.people.push(person);
        merged.sure.push((sure * 100.0).round() as u8);
    }
    for draft in drafts {
        draft.finish(&mut merged.names);
    }
    merged
}

fn place(ids: &mut HashMap<Key, PersonId>, drafts: &mut Vec<PersonBuilder>, key: Key) -> PersonId {
    *ids.entry(key).or_insert_with(|| {
        drafts.push(PersonBuilder::default());
        PersonId(drafts.len() as u32 - 1)
    })
}

/// The full names that shorter and longer names may stand for: one, or `None` for more than one.
#[derive(Default)]
struct Index {
    whole: HashMap<Key, Option<String>>,
    /// In how many articles each name of a person of two words and more stands.
    times: HashMap<String, u32>,
    namesakes: Namesakes,
}

impl Index {
    fn read(speakers: &[Speaker], times: &[u32]) -> Self {
        let mut index = Self::default();
        let all = || speakers.iter().zip(times).filter(|(_, times)| **times > 0);
        for (speaker, times) in all() {
            let name = words_of(speaker);
            if speaker.kind == SpeakerKind::Person && name.len() > 1 {
                *index.times.entry(name.join(" ")).or_default() += times;
            }
            index.learn(speaker, &name);
        }
        for (speaker, times) in all().filter(|(speaker, _)| speaker.kind == SpeakerKind::Person) {
            let name = words_of(speaker);
            if let [_, .., last] = &name[..] {
                let key = index.full(name.join(" "));
                // The family name may come first: then the article itself uses it alone.
                let first = speaker.also.iter().any(|form| fold_name(form).last() == name.first()).then(|| &*name[0]);
                let short: Vec<&str> = first.into_iter().chain([last.as_str()]).collect();
                index.namesakes.learn(speaker, *times, &key, &short);
            }
        }
        index
    }

    fn learn(&mut self, speaker: &Speaker, name: &[String]) {
        let full = name.join(" ");
        match (speaker.kind, name) {
            (SpeakerKind::Person, [first, .., last]) => {
                // `Clinton, Hillary Rodham`: first and last word, with what stands between left out.
                if name.len() > 2 {
                    self.add(format!("{first} {last}"), speaker.kind, &full);
                }
                for short in nicknames::of(first) {
                    self.add(format!("{short} {last}"), speaker.kind, &full);
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
        let known = self.whole.entry((short, kind)).or_insert_with(|| Some(full.to_owned()));
        if known.as_deref() != Some(full) {
            *known = None;
        }
    }

    /// The key of whom a speaker is, and how sure that is, 0 to 1.
    fn whole(&self, speaker: &Speaker) -> (Key, f32) {
        let name = words_of(speaker);
        if let ([family], SpeakerKind::Person) = (&name[..], speaker.kind) {
            let person = self.namesakes.whole(family, speaker);
            let (key, sure) = person.map_or((family.clone(), 1.0), |(key, sure)| (key.to_owned(), sure));
            return ((key, speaker.kind), sure);
        }
        let name = name.join(" ");
        // Read as a body in one article, and a person in others.
        let person = speaker.kind == SpeakerKind::Organisation && self.is_person(&name);
        if person || speaker.kind == SpeakerKind::Person {
            return ((self.full(name), SpeakerKind::Person), 1.0);
        }
        ((self.longer((name, speaker.kind)), speaker.kind), 1.0)
    }

    /// Whether a person has this name, of a given name and more.
    fn is_person(&self, name: &str) -> bool {
        let given = name.split_once(' ').is_some_and(|(given, _)| is_given_name(given));
        given && self.times.contains_key(name)
    }

    /// The full name that a person of the name `name`, of two words or more, is called by.
    fn full(&self, name: String) -> String {
        let bare = self.bare(&name).map(str::to_owned);
        self.longer((bare.unwrap_or(name), SpeakerKind::Person))
    }

    /// `ann lee` of `rival ann lee` and of `ann lee explained`, if that is the name of somebody much more frequent.
    fn bare<'n>(&self, name: &'n str) -> Option<&'n str> {
        let words: Vec<&str> = name.split(' ').collect();
        let [first, second, .., before, last] = words[..] else {
            let [first, second, last] = words[..] else { return None };
            return self.bare_of(name, [first, second], [second, last]);
        };
        self.bare_of(name, [first, second], [before, last])
    }

    fn bare_of<'n>(&self, name: &'n str, head: [&str; 2], tail: [&str; 2]) -> Option<&'n str> {
        let times = |part: &str| self.times.get(part).copied().unwrap_or_default();
        // Of four words and more, what stands before a given name is an office: `Senate Whip Ann Lee`.
        let least = if name.split(' ').count() > 3 { 1 } else { RARER * times(name).max(1) };
        let known = |part: &str| times(part) >= least;
        let (head_len, tail_len) = (head[0].len() + head[1].len() + 1, tail[0].len() + tail[1].len() + 1);
        let (start, end) = (&name[..head_len], &name[name.len() - tail_len..]);
        let end = (!is_given_name(head[0]) && is_given_name(tail[0]) && known(end)).then_some(end);
        let between = !is_given_name(head[1]) && is_given_name(head[0]);
        end.or_else(|| (between && known(start)).then_some(start))
    }

    /// The one that `key` is short for, or itself.
    fn longer(&self, key: Key) -> String {
        let mut key = key;
        // A short form of a short form (`Will Lee`, `William Lee`, `William Grant Lee`), no further.
        for _ in 0..2 {
            match self.whole.get(&key) {
                Some(Some(full)) if *full != key.0 => key.0.clone_from(full),
                _ => break,
            }
        }
        key.0
    }
}

/// The folded words of a speaker's name, of a person without titles.
fn words_of(speaker: &Speaker) -> Vec<String> {
    let mut words = fold_name(&speaker.name);
    if speaker.kind == SpeakerKind::Person {
        let titles = words.iter().take_while(|word| TITLES.contains(&word.as_str())).count();
        words.drain(..titles.min(words.len().saturating_sub(1)));
    }
    words
}

/// A full name is shown if another stands in fewer than so many times the articles.
const USED: usize = 4;

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
        let most = self.names.iter().filter(|(name, _)| fold_name(name).len() > 1).map(|(_, (count, _))| *count).max();
        let rank = |name: &str, count: usize| {
            let words = fold_name(name).len();
            // The fullest name of a person, if it is not much rarer than another.
            let used = words > 1 && count * USED >= most.unwrap_or_default();
            if person { (usize::from(used), words, count) } else { (0, count, words) }
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
