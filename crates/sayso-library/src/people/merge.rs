//! Full names meet short ones.
//!
//! First names that are spelt out meet their short forms (`Joe`, `Joseph R.`) and words that were read as part of a name
//! (`Rival Ann Lee`) are left out; then a family name alone goes to the person it stands for ([`Namesakes`]). All this is
//! decided inside one family name, so an article more links only the family names that it has.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::families::{Families, Family, forms_of_body};
use super::lines::Lines;
use super::linked::Linked;
use super::names::Merged;
use super::namesakes::Namesakes;
use super::nicknames;
use super::printed::{ArticleSpeakers, Printed};
use sayso_attribution::{Speaker, SpeakerKind};

/// Links the speakers of a library to people. What it has decided about a family name holds until a speaker of that
/// name comes or goes: the next merge takes it over.
#[derive(Debug, Default)]
pub struct Linker {
    families: HashMap<String, Decided>,
    links: usize,
}

/// The full name of somebody, and how sure that is, 0 to 1.
type Link = (String, f32);

/// A line, and the article it stands in if the link is for that one alone.
type Mention = (usize, Option<u32>);

/// What was decided about a group of speakers.
#[derive(Debug)]
struct Decided {
    /// Hash of all that it follows from.
    of: u64,
    /// In the order of the group.
    links: Vec<Link>,
}

/// Merges speakers, each of so many articles, without knowing the articles: one person is one, whatever form of the name
/// each article uses. Speakers of none are nobody. Linear in the number of speakers.
#[cfg(feature = "postgres")]
pub fn merge(speakers: &[Speaker], times: &[u32]) -> Merged {
    Linker::default().merge(speakers, times, &[])
}

impl Linker {
    /// Number of links that the last merge decided: those that it took over are not counted.
    pub fn links(&self) -> usize {
        self.links
    }

    /// Merges the speakers of `articles`, each of so many articles.
    pub fn merge(&mut self, speakers: &[Speaker], times: &[u32], articles: &[ArticleSpeakers]) -> Merged {
        let lines = Lines::read(speakers, times);
        let families = Families::of(&lines);
        let printed = Printed::of(&lines, articles);
        let before = std::mem::take(self);
        let mut round = Round { before: before.families, after: HashMap::new(), links: 0 };
        let mut linked = Linked { keys: vec![None; speakers.len()], mentions: HashMap::new() };
        for (name, family) in &families.bodies {
            let links = round.links(format!("{name}\tbody"), content(&lines, family), || bodies(&lines, family));
            linked.put(&family.full, &links, SpeakerKind::Organisation);
        }
        for (name, family) in &families.persons {
            let links = round.links(format!("{name}\tfull"), content(&lines, family), || full_names(&lines, family));
            linked.put(&family.full, &links, SpeakerKind::Person);
        }
        for (name, family) in families.persons.iter().filter(|(_, family)| !family.short.is_empty()) {
            let short = ShortNames { name, family, lines: &lines, printed: &printed, linked: &linked };
            let links = round.links(name.clone(), short.content(), || short.decide());
            let mentions = short.mentions();
            linked.put_mentions(&mentions, &links);
        }
        (self.families, self.links) = (round.after, round.links);
        linked.finish(&lines, &families.alone)
    }
}

/// One merge: what the one before decided, and what this one does.
struct Round {
    before: HashMap<String, Decided>,
    after: HashMap<String, Decided>,
    links: usize,
}

impl Round {
    /// The links of a group: those of before if they follow from the same, else what `decide` makes of them.
    fn links(&mut self, group: String, of: u64, decide: impl FnOnce() -> Vec<Link>) -> Vec<Link> {
        let known = self.before.remove(&group).filter(|known| known.of == of);
        let decided = known.unwrap_or_else(|| {
            let links = decide();
            self.links += links.len();
            Decided { of, links }
        });
        let links = decided.links.clone();
        self.after.insert(group, decided);
        links
    }
}

/// Hash of all that the full names of a family follow from.
fn content(lines: &Lines, family: &Family) -> u64 {
    let mut hasher = DefaultHasher::new();
    for &line in &family.full {
        (hash_of(&lines.speakers[line]), lines.name(line), lines.times[line]).hash(&mut hasher);
    }
    hasher.finish()
}

fn hash_of(speaker: &Speaker) -> u64 {
    let mut hasher = DefaultHasher::new();
    (&speaker.name, speaker.kind.name(), &speaker.roles, &speaker.also).hash(&mut hasher);
    hasher.finish()
}

/// The names that shorter forms may stand for: one, or `None` for more than one.
#[derive(Default)]
struct Longer(HashMap<String, Option<String>>);

impl Longer {
    fn add(&mut self, short: String, full: &str) {
        let known = self.0.entry(short).or_insert_with(|| Some(full.to_owned()));
        if known.as_deref() != Some(full) {
            *known = None;
        }
    }

    /// The one that `name` is short for, or itself.
    fn of(&self, mut name: String) -> Link {
        // A short form of a short form (`Will Lee`, `William Lee`, `William Grant Lee`), no further.
        for _ in 0..2 {
            match self.0.get(&name) {
                Some(Some(full)) if *full != name => name.clone_from(full),
                _ => break,
            }
        }
        (name, 1.0)
    }
}

/// The full names of persons of one family name.
fn full_names(lines: &Lines, family: &Family) -> Vec<Link> {
    let mut longer = Longer::default();
    for name in family.full.iter().map(|line| lines.name(*line)) {
        let words: Vec<&str> = name.split(' ').collect();
        let [first, middle @ .., last] = &words[..] else { continue };
        // `Clinton, Hillary Rodham`: first and last word, with what stands between left out.
        if !middle.is_empty() {
            longer.add(format!("{first} {last}"), &name);
        }
        for short in nicknames::of(first) {
            longer.add(format!("{short} {last}"), &name);
        }
    }
    family.full.iter().map(|line| longer.of(lines.name(*line))).collect()
}

/// The full names of bodies that share a form.
fn bodies(lines: &Lines, family: &Family) -> Vec<Link> {
    let name = |line: usize| lines.words[line].join(" ");
    let mut longer = Longer::default();
    for &line in &family.full {
        let name = name(line);
        forms_of_body(&name, &lines.speakers[line]).into_iter().for_each(|form| longer.add(form, &name));
    }
    family.full.iter().map(|line| longer.of(name(*line))).collect()
}

/// The persons of a family who are called by the family name alone.
struct ShortNames<'a> {
    name: &'a str,
    family: &'a Family,
    lines: &'a Lines<'a>,
    printed: &'a Printed<'a>,
    linked: &'a Linked,
}

impl ShortNames<'_> {
    /// The lines of persons whom the name may stand for, with their full names.
    fn candidates(&self) -> impl Iterator<Item = (usize, &str)> {
        let all = self.family.full.iter().chain(&self.family.guests);
        all.filter_map(|line| Some((*line, self.linked.keys[*line].as_ref()?.0.0.as_str())))
    }

    /// Returns `true` if there are several persons of the name, so that it matters which article it stands in.
    fn is_shared(&self) -> bool {
        let mut names = self.candidates().map(|(_, name)| name);
        let first = names.next();
        !self.printed.is_empty() && names.any(|name| Some(name) != first)
    }

    /// What is linked together: the lines of the name, or each place of them where the name is shared.
    fn mentions(&self) -> Vec<Mention> {
        let of = |line: usize| self.printed.articles(line).iter().map(move |article| (line, Some(*article)));
        let short = self.family.short.iter();
        if self.is_shared() {
            return short.flat_map(|line| of(*line)).collect();
        }
        short.map(|line| (*line, None)).collect()
    }

    /// Hash of all that the links follow from.
    fn content(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        let shared = self.is_shared();
        let lines = self.candidates().chain(self.family.short.iter().map(|line| (*line, "")));
        for (line, name) in lines {
            (hash_of(&self.lines.speakers[line]), name, self.lines.times[line]).hash(&mut hasher);
            let articles = self.printed.articles(line).iter().filter(|_| shared);
            articles.for_each(|article| self.printed.context(*article, self.name).hash(&mut hasher));
        }
        hasher.finish()
    }

    fn decide(&self) -> Vec<Link> {
        let (mut namesakes, shared) = (Namesakes::default(), self.is_shared());
        for (line, name) in self.candidates() {
            namesakes.learn(&self.lines.speakers[line], self.lines.times[line], name);
            for article in self.printed.articles(line).iter().filter(|_| shared) {
                namesakes.meet(name, &self.printed.context(*article, self.name));
            }
        }
        let link = |(line, article): Mention| {
            let context = article.map(|article| self.printed.context(article, self.name)).unwrap_or_default();
            let whole = namesakes.whole(&self.lines.speakers[line], &context);
            whole.map_or_else(|| (self.name.to_owned(), 1.0), |(name, sure)| (name.to_owned(), sure))
        };
        self.mentions().into_iter().map(link).collect()
    }
}
