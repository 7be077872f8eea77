//! The speakers of a document: which entities speak, and those who speak without a name.

use std::collections::{HashMap, HashSet};

use super::context::Context;
use super::mention::Sort;
use super::names::fold;
use super::pronouns::Last;
use super::roles::{HAILS, Office, Owner};
use crate::language::{Class, ENGLISH, gazetteer};
use crate::text::one_line;
use crate::{Speaker, SpeakerKind};

/// Who a speaker is: a named entity, or words that stand for themselves.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// Index into [`Entities::members`].
    Entity(usize),
    /// A name made here, and what it names: `Fumio Kishida’s government`.
    Phrase(String, SpeakerKind),
}

/// Speakers in order of their first attribution.
#[derive(Default)]
pub struct Speakers {
    keys: Vec<Key>,
    index: HashMap<Key, usize>,
    also: HashMap<usize, Vec<String>>,
}

/// How many roles and other forms the panel is given.
const FORMS: usize = 8;

/// How many mentions are read for other forms of a name.
const MENTIONS: usize = 64;

impl Speakers {
    /// The index of a speaker, a new one if need be.
    pub fn index(&mut self, key: Key) -> usize {
        let folded = match &key {
            Key::Phrase(name, kind) => Key::Phrase(fold(name).join(" ").trim_start_matches("the ").to_owned(), *kind),
            Key::Entity(_) => key.clone(),
        };
        *self.index.entry(folded).or_insert_with(|| {
            self.keys.push(key);
            self.keys.len() - 1
        })
    }

    /// Who the speaker at `index` is.
    pub fn key(&self, index: usize) -> Option<Key> {
        self.keys.get(index).cloned()
    }

    /// The speaker at `index` as the one who spoke last, at `token`.
    pub fn as_last(&self, index: usize, token: usize) -> Last {
        match self.keys.get(index) {
            Some(Key::Entity(entity)) => Last { entity: Some(*entity), kind: SpeakerKind::Person, single: true, token },
            Some(Key::Phrase(name, kind)) => Last { entity: None, kind: *kind, single: is_single(name), token },
            None => Last { entity: None, kind: SpeakerKind::Group, single: false, token },
        }
    }

    /// Notes words that stood for a speaker without being its name.
    pub fn known_as(&mut self, speaker: usize, words: &str) {
        let list = self.also.entry(speaker).or_default();
        if list.len() < FORMS {
            list.push(one_line(words));
        }
    }

    /// All of them with their roles and other forms.
    pub fn describe(self, context: &Context) -> Vec<Speaker> {
        let wanted: HashSet<usize> =
            self.keys.iter().filter_map(|k| if let Key::Entity(m) = k { Some(*m) } else { None }).collect();
        let mut roles: HashMap<usize, Vec<String>> = HashMap::new();
        for bound in &context.roles.bound {
            let entity = context.entities.of[bound.mention];
            if wanted.contains(&entity) && bound.office.head != HAILS {
                add_role(roles.entry(entity).or_default(), title(context, &bound.office));
            }
        }
        let also = self.also;
        let speaker = |(at, key)| {
            let noted = also.get(&at).map_or(&[][..], Vec::as_slice);
            match key {
                Key::Entity(entity) => of_member(context, entity, roles.remove(&entity).unwrap_or_default(), noted),
                Key::Phrase(name, kind) => Speaker { name, kind, roles: Vec::new(), also: Vec::new() },
            }
        };
        self.keys.into_iter().enumerate().map(speaker).collect()
    }
}

/// `a spokesman for the clubs`, not `two people`: an article, and no plural before the complement.
fn is_single(name: &str) -> bool {
    let head = name.split(" of ").next().unwrap_or(name).split(" for ").next().unwrap_or(name);
    let one = ["a ", "an ", "the ", "one "].iter().any(|article| name.starts_with(article)) || head.contains("’s ");
    let noun = head.rsplit(' ').next().unwrap_or(head);
    let person = ENGLISH.class(noun).is(Class::ROLE.or(Class::GROUP)) || ENGLISH.names_a_person(noun);
    one && person && !head.ends_with('s')
}

fn of_member(context: &Context, entity: usize, mut roles: Vec<String>, noted: &[String]) -> Speaker {
    let known = &context.entities.members[entity];
    let name = context.entities.name(&context.page, entity);
    let forms = known.mentions.iter().take(MENTIONS).map(|&m| {
        let mention = &context.entities.mentions[m];
        one_line(context.page.words(mention.start..mention.name.end))
    });
    let mut seen = HashSet::from([name.clone()]);
    let also = forms.chain(noted.iter().cloned()).filter(|form| seen.insert(form.clone())).take(FORMS).collect();
    if let Sort::Place(row) = known.sort {
        let country = gazetteer::name(row);
        if !country.eq_ignore_ascii_case(&name) {
            roles.push(country.to_owned());
        }
    }
    Speaker { kind: kind(known.sort), name, roles, also }
}

fn kind(sort: Sort) -> SpeakerKind {
    match sort {
        Sort::Person | Sort::Unsure => SpeakerKind::Person,
        Sort::Organisation => SpeakerKind::Organisation,
        Sort::Place(_) => SpeakerKind::Place,
        Sort::Document => SpeakerKind::Document,
    }
}

/// An office as the panel shows it: `NATO Secretary General` for `its Secretary General`.
fn title(context: &Context, office: &Office) -> String {
    let page = &context.page;
    let mut words = office.tokens.clone();
    let mut owner = String::new();
    if page.class(words.start).is(Class::DETERMINER) {
        let its = page.word(words.start).eq_ignore_ascii_case("its");
        words.start += 1;
        match office.owner {
            Some(Owner::Entity(entity)) if its => owner = context.entities.name(page, entity) + " ",
            Some(Owner::Country(row)) if its => owner = gazetteer::name(row).to_owned() + "’s ",
            _ => {}
        }
    }
    owner + &one_line(page.words(words))
}

/// Keeps the fuller of two wordings of one office.
fn add_role(roles: &mut Vec<String>, fresh: String) {
    let covers = |long: &str, short: &str| long.to_lowercase().ends_with(&short.to_lowercase());
    if fresh.is_empty() || roles.iter().any(|known| covers(known, &fresh)) || roles.len() >= FORMS {
        return;
    }
    roles.retain(|known| !covers(&fresh, known));
    roles.push(fresh);
}
