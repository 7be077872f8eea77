//! Full names meet short ones.
//!
//! First names that are spelt out meet their short forms (`Joe`, `Joseph R.`) and words that were read as part of a name
//! (`Rival Ann Lee`) are left out; then a family name alone goes to the person it stands for ([`Namesakes`]). All this is
//! decided inside one family name, so an article more links only the family names that it has.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::families::{Families, Family, forms_of_body};
use super::lines::Lines;
use super::linked::Linked;
use super::names::Merged;
use super::namesakes::{Context, NAMESAKES, Namesakes};
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

/// Who somebody is: the place in the group of a line that has the full name, or [`ALONE`]; and how sure that is, 0 to 1.
type Link = (u32, f32);

/// The place in a group of somebody who is named by no other line.
const ALONE: u32 = u32::MAX;

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
            let name = |place: u32| lines.words[family.full[place as usize]].join(" ");
            linked.put(&family.full, links, SpeakerKind::Organisation, name);
        }
        for (name, family) in &families.persons {
            let links = round.links(format!("{name}\tfull"), content(&lines, family), || full_names(&lines, family));
            linked.put(&family.full, links, SpeakerKind::Person, |place| lines.name(family.full[place as usize]));
        }
        for (name, family) in families.persons.iter().filter(|(_, family)| !family.short.is_empty()) {
            let short = ShortNames::of(name, family, (&lines, &printed, &linked));
            let links = round.links(name.clone(), short.content(), || short.decide());
            let named = links.iter().map(|(place, sure)| (short.full_name(*place), *sure));
            let named: Vec<(String, f32)> = named.collect();
            let mentions = short.mentions();
            linked.put_mentions(&mentions, named);
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
    fn links(&mut self, group: String, of: u64, decide: impl FnOnce() -> Vec<Link>) -> &[Link] {
        let known = self.before.remove(&group).filter(|known| known.of == of);
        let decided = known.unwrap_or_else(|| {
            let links = decide();
            self.links += links.len();
            Decided { of, links }
        });
        &self.after.entry(group).insert_entry(decided).into_mut().links
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
    fn of(&self, name: &str) -> String {
        let mut name = name.to_owned();
        // A short form of a short form (`Will Lee`, `William Lee`, `William Grant Lee`), no further.
        for _ in 0..2 {
            match self.0.get(&name) {
                Some(Some(full)) if *full != name => name.clone_from(full),
                _ => break,
            }
        }
        name
    }

    /// For each of the names of a group the first of them that it is short for.
    fn links(&self, names: &[String]) -> Vec<Link> {
        let mut places = HashMap::new();
        for (place, name) in (0..).zip(names) {
            places.entry(name.as_str()).or_insert(place);
        }
        let link = |(own, name): (u32, &String)| (places.get(self.of(name).as_str()).copied().unwrap_or(own), 1.0);
        (0..).zip(names).map(link).collect()
    }
}

/// The full names of persons of one family name.
fn full_names(lines: &Lines, family: &Family) -> Vec<Link> {
    let mut longer = Longer::default();
    let names: Vec<String> = family.full.iter().map(|line| lines.name(*line)).collect();
    for name in &names {
        let words: Vec<&str> = name.split(' ').collect();
        let [first, middle @ .., last] = &words[..] else { continue };
        // `Clinton, Hillary Rodham`: first and last word, with what stands between left out.
        if !middle.is_empty() {
            longer.add(format!("{first} {last}"), name);
        }
        for short in nicknames::of(first) {
            longer.add(format!("{short} {last}"), name);
        }
    }
    longer.links(&names)
}

/// The full names of bodies that share a form.
fn bodies(lines: &Lines, family: &Family) -> Vec<Link> {
    let names: Vec<String> = family.full.iter().map(|line| lines.words[*line].join(" ")).collect();
    let mut longer = Longer::default();
    for (&line, name) in family.full.iter().zip(&names) {
        for form in forms_of_body(name, &lines.speakers[line]) {
            longer.add(form, name);
        }
    }
    longer.links(&names)
}

/// The persons of a family who are called by the family name alone.
struct ShortNames<'a> {
    name: &'a str,
    short: &'a [usize],
    /// The lines of persons whom the name may stand for, with their full names.
    candidates: Vec<(usize, &'a str)>,
    /// Whether there are several of them, so that it matters which article the name stands in.
    shared: bool,
    lines: &'a Lines<'a>,
    printed: &'a Printed<'a>,
}

impl<'a> ShortNames<'a> {
    fn of(
        name: &'a str,
        family: &'a Family,
        (lines, printed, linked): (&'a Lines<'a>, &'a Printed<'a>, &'a Linked),
    ) -> Self {
        let all = family.full.iter().chain(&family.by_first_word);
        let candidates: Vec<_> = all.filter_map(|line| Some((*line, linked.name(*line)?))).collect();
        let names: HashSet<&str> = candidates.iter().map(|(_, name)| *name).collect();
        let shared = !printed.is_empty() && (2..=NAMESAKES).contains(&names.len());
        Self { name, short: &family.short, candidates, shared, lines, printed }
    }

    /// The full name at a place among the candidates.
    fn full_name(&self, place: u32) -> String {
        let known = self.candidates.get(place as usize).map(|(_, name)| *name);
        known.unwrap_or(self.name).to_owned()
    }

    /// What is linked together: the lines of the name, or each place of them where the name is shared.
    fn mentions(&self) -> Vec<Mention> {
        if !self.shared {
            return self.short.iter().map(|line| (*line, None)).collect();
        }
        let of = |line: usize| self.printed.articles(line).iter().map(move |article| (line, Some(*article)));
        self.short.iter().flat_map(|line| of(*line)).collect()
    }

    /// The contexts in which a line stands; none where they do not matter.
    fn contexts(&self, line: usize) -> impl Iterator<Item = Context<'a>> {
        let articles = self.printed.articles(line).iter().filter(|_| self.shared);
        articles.map(|article| self.printed.context(*article, self.name))
    }

    /// Hash of all that the links follow from.
    fn content(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        for (line, name) in self.candidates.iter().copied().chain(self.short.iter().map(|line| (*line, ""))) {
            (hash_of(&self.lines.speakers[line]), name, self.lines.times[line]).hash(&mut hasher);
            self.contexts(line).for_each(|context| context.hash(&mut hasher));
        }
        hasher.finish()
    }

    fn decide(&self) -> Vec<Link> {
        let (mut namesakes, mut places) = (Namesakes::default(), HashMap::new());
        for (place, (line, name)) in (0..).zip(&self.candidates) {
            places.entry(*name).or_insert(place);
            namesakes.learn(&self.lines.speakers[*line], self.lines.times[*line], name);
            self.contexts(*line).for_each(|context| namesakes.meet(name, &context));
        }
        let link = |(line, article): Mention| {
            let context = article.map(|article| self.printed.context(article, self.name)).unwrap_or_default();
            let whole = namesakes.whole(&self.lines.speakers[line], &context);
            whole.map_or((ALONE, 1.0), |(name, sure)| (places.get(name).copied().unwrap_or(ALONE), sure))
        };
        self.mentions().into_iter().map(link).collect()
    }
}
