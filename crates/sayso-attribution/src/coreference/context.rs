//! All that a source is read against: the words, the names, the offices, and which words are already somebody's.

use std::collections::HashMap;
use std::ops::Range;

use super::affiliation::{Party, parties};
use super::entities::Entities;
use super::mention::{Sort, mentions};
use super::page::Page;
use super::roles::{Office, Roles};
use super::token_runs::TokenRuns;
use crate::language::{Class, Gender};
use crate::parsed::Parsed;
use crate::pos::Pos;
use crate::text::Spans;
use crate::weights::{Weight, Weights};
use crate::{Found, Kind};

/// Someone named or described at one place.
#[derive(Clone, Debug)]
pub struct LocatedMention {
    /// The words.
    pub tokens: Range<usize>,
    /// Whom they stand for.
    pub entity: usize,
    /// Whether they stand in subject position.
    pub subject: bool,
    /// Whether `’s` follows.
    pub possessive: bool,
    /// The binding, where they are an office and no name.
    pub bound: Option<usize>,
}

/// A document ready for naming its speakers.
pub struct Context<'a> {
    /// Its words.
    pub page: Page<'a>,
    /// Its names.
    pub entities: Entities,
    /// Its offices.
    pub roles: Roles,
    /// Whose party is told.
    parties: HashMap<usize, Party>,
    /// Names and offices of the entities, in text order.
    pub spots: Vec<LocatedMention>,
    /// For each token: the first of the found whose content it is in.
    said_by: TokenRuns<Option<u32>>,
    /// For each of the found, whether its words stand in quotation marks or in a turn.
    direct: Vec<bool>,
    /// The only man and the only woman, where there is but one.
    only: [Option<usize>; 2],
    /// The only person, where there is but one.
    only_person: Option<usize>,
    /// For each token, whether it is in a source.
    speaking: TokenRuns<bool>,
    /// For each token: sentences told so far by the writer, those inside contents not counted.
    clock: TokenRuns<u32>,
}

impl<'a> Context<'a> {
    /// Reads the document; `found` shows where sources and contents stand.
    pub fn read(parsed: &'a Parsed<'a>, pos: &'a [Pos], weights: &'a Weights, found: &[Found]) -> Self {
        let page = Page::read(parsed, pos, weights);
        let sources: Vec<Range<usize>> =
            found.iter().filter_map(|f| f.source.as_ref()).flat_map(Spans::iter).map(|s| page.range(s)).collect();
        let mut entities = Entities::gather(&page, mentions(&page, &sources));
        let roles = Roles::bind(&page, &entities);
        for bound in roles.bound.iter().filter(|bound| !page.class(bound.office.noun).is(Class::BODY)) {
            let entity = entities.of[bound.mention];
            entities.members[entity].by_shape = false;
        }
        let parties = parties(&page, &entities, &roles);
        let spots = spots(&page, &entities, &roles);
        let said_by = said_by(&page, found);
        let direct = found.iter().map(|f| f.kind == Kind::Direct).collect();
        let mut speaking = vec![false; page.len()];
        for range in sources {
            speaking[range].fill(true);
        }
        let speaking = speaking.into_iter().collect();
        let clock = clock(&page, &said_by);
        let only = [Gender::Male, Gender::Female].map(|sex| only_one(&entities, sex));
        let only_person = only_person(&entities);
        Self { page, entities, roles, parties, spots, said_by, direct, only, only_person, speaking, clock }
    }

    /// The value of a weight.
    pub fn weigh(&self, weight: Weight) -> f32 {
        self.page.weights().of(weight)
    }

    /// Sentences between two tokens, `a` before `b`: 0 in one sentence.
    pub fn sentences_between(&self, a: usize, b: usize) -> u32 {
        if self.page.together(a, b) {
            return 0;
        }
        self.clock.of(b).saturating_sub(self.clock.of(a)).max(1)
    }

    /// The one person of this sex.
    pub fn only_one(&self, sex: Gender) -> Option<usize> {
        self.only[usize::from(sex == Gender::Female)]
    }

    /// The one person of the text, if it names no other.
    pub fn only_person(&self) -> Option<usize> {
        self.only_person
    }

    /// Returns `true` if the words name a party that the entity is known not to belong to.
    pub fn is_of_another_party(&self, entity: usize, words: Range<usize>) -> bool {
        let told = Party::of_words(&self.page, words);
        told.zip(self.parties.get(&entity)).is_some_and(|(told, known)| told != *known)
    }

    /// Returns `true` if the token is in the source of an attribution.
    pub fn speaks(&self, token: usize) -> bool {
        self.speaking.of(token)
    }

    /// Returns `true` if the token is in the content of an attribution.
    pub fn is_said(&self, token: usize) -> bool {
        self.said_by.of(token).is_some()
    }

    /// The first of the found in whose content the token is.
    pub fn said_by(&self, token: usize) -> Option<usize> {
        self.said_by.of(token).map(|index| index as usize)
    }

    /// The one of the found in whose own words the token stands: `I` is its speaker there, `he` somebody else.
    pub fn quoted_by(&self, token: usize) -> Option<usize> {
        let outer = self.said_by(token)?;
        self.direct.get(outer).is_some_and(|direct| *direct).then_some(outer)
    }

    /// The spots that end at or before the token, and how many there are.
    pub fn spots_before(&self, token: usize) -> &[LocatedMention] {
        &self.spots[..self.spots.partition_point(|s| s.tokens.end <= token)]
    }
}

fn spots(page: &Page, entities: &Entities, roles: &Roles) -> Vec<LocatedMention> {
    let names = entities.mentions.iter().zip(&entities.of).map(|(mention, &entity)| {
        // `in Gubin’s account`: he speaks, though he stands as an owner.
        let speaks = mention.possessive && page.class(mention.name.end + 1).is(Class::VIEW);
        let acts = mention.subject && !mention.possessive && !page.is_headline(mention.start);
        LocatedMention {
            tokens: mention.start..mention.name.end,
            entity,
            subject: acts || speaks,
            possessive: mention.possessive && !speaks,
            bound: None,
        }
    });
    let mut taken = vec![false; page.len()];
    for bound in &roles.bound {
        taken[bound.office.tokens.clone()].fill(true);
    }
    let nouns =
        (0..page.len()).filter(|&at| page.class(at).is(Class::ROLE) && !taken[at] && entities.mention_at(at).is_none());
    let offices = nouns.filter_map(|noun| office_spot(page, entities, roles, noun));
    let mut all: Vec<LocatedMention> = names.chain(offices).collect();
    all.sort_by_key(|s| (s.tokens.end, s.tokens.start));
    all.shrink_to_fit();
    all
}

fn office_spot(page: &Page, entities: &Entities, roles: &Roles, noun: usize) -> Option<LocatedMention> {
    let office = Office::read(page, entities, noun);
    let (bound, _) = roles.holder(entities, &office)?;
    let before = office.tokens.start.checked_sub(1).filter(|&at| page.together(at, noun));
    let possessive = page.is_possessive(noun + 1);
    Some(LocatedMention {
        entity: entities.of[roles.bound[bound].mention],
        subject: !possessive && before.is_none_or(|at| !page.class(at).is(Class::PREPOSITION)),
        possessive,
        tokens: office.tokens,
        bound: Some(bound),
    })
}

fn only_one(entities: &Entities, sex: Gender) -> Option<usize> {
    let mut all =
        (0..entities.members.len()).filter(|&m| entities.is_person(m) && entities.members[m].gender == Some(sex));
    all.next().filter(|_| all.next().is_none())
}

fn only_person(entities: &Entities) -> Option<usize> {
    let mut all = (0..entities.members.len()).filter(|&entity| entities.members[entity].sort == Sort::Person);
    all.next().filter(|&only| all.next().is_none() && !entities.members[only].by_shape)
}

fn said_by(page: &Page, found: &[Found]) -> TokenRuns<Option<u32>> {
    TokenRuns::of_ranges(page.len(), |give| {
        for (index, f) in (0..).zip(found) {
            f.content.iter().for_each(|piece| give(page.range(piece), index));
        }
    })
}

fn clock(page: &Page, said_by: &TokenRuns<Option<u32>>) -> TokenRuns<u32> {
    let mut now = 0;
    (0..page.len())
        .map(|at| {
            let fresh = at == 0 || !page.together(at - 1, at);
            now += u32::from(fresh && said_by.of(at).is_none());
            now
        })
        .collect()
}
