//! The row of a person: name, roles and other forms gathered from the articles.

use std::cmp::Reverse;
use std::collections::HashMap;

use sayso_attribution::{Speaker, SpeakerKind, fold_name};

use super::names::Names;

/// A full name is shown if another stands in fewer than so many times the articles.
const USED: usize = 4;

/// A person being gathered.
#[derive(Default)]
pub struct PersonBuilder {
    names: HashMap<String, (usize, SpeakerKind)>,
    roles: HashMap<String, usize>,
    also: HashMap<String, usize>,
}

/// How many roles and other forms are kept, the most frequent.
const FORMS: usize = 12;

impl PersonBuilder {
    /// A speaker of so many articles.
    pub fn add(&mut self, speaker: &Speaker, times: usize) {
        self.names.entry(speaker.name.clone()).or_insert((0, speaker.kind)).0 += times;
        for (list, counts) in [(&speaker.roles, &mut self.roles), (&speaker.also, &mut self.also)] {
            for form in list {
                *counts.entry(form.clone()).or_default() += times;
            }
        }
    }

    pub fn finish(mut self, names: &mut Names) {
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
