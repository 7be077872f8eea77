//! The entities of a document: its names gathered into persons, bodies, places and documents.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;

use super::mention::{Mention, Sort};
use super::names::{fold, short_forms};
use super::namesakes::Uses;
use super::page::Page;
use super::pronouns::Pronoun;
use super::short_form::{ShortForm, is_located, is_relative, key_words, kin_vote, vote};
use super::token_runs::TokenRuns;
use crate::language::{Class, Gender, WordList, is_listed_thing};
use crate::pos::Pos;
use crate::text::one_line;
use crate::weights::{Weight, Weights};

/// Who or what is named, wherever and in whatever form.
#[derive(Clone, Debug)]
pub struct Entity {
    /// What it is.
    pub sort: Sort,
    /// As titles and given names tell.
    pub gender: Option<Gender>,
    /// A person by the shape of the name alone, without a title or a known given name: may be a body as well.
    pub by_shape: bool,
    /// Indices of its mentions, in text order.
    pub mentions: Vec<usize>,
    /// Whether it may be a place: only its shape tells that it is a person, and each of its mentions stands where places
    /// stand, `in Louisville`, or one does and none is a subject.
    pub located: bool,
    /// How many of its mentions stand where a subject stands.
    pub acts: usize,
    /// Index of the mention whose name is the one to show.
    pub fullest: usize,
    /// `House`, `State`.
    chamber: bool,
}

/// Everyone and everything with a name.
pub struct Entities {
    /// The names, in text order.
    pub mentions: Vec<Mention>,
    /// For each mention: whose it is, an index into [`Entities::members`].
    pub of: Vec<usize>,
    /// All that are named.
    pub members: Vec<Entity>,
    /// For each token: the mention whose name it is in.
    at: TokenRuns<Option<u32>>,
    /// Whom a short form may name.
    endings: HashMap<String, Vec<usize>>,
}

impl Entities {
    /// Gathers the mentions of a page.
    pub fn gather(page: &Page, mentions: Vec<Mention>) -> Self {
        let names: Vec<Vec<String>> = mentions.iter().map(|m| key_words(page, m)).collect();
        let mut gatherer = Gatherer::default();
        let mut of = gatherer.full_names(page, &mentions, &names);
        gatherer.learn_relatives(page, &mentions, (&names, &of));
        gatherer.short_names(page, &mentions, &names, &mut of);
        let at = TokenRuns::of_ranges(page.len(), |give| {
            // Backwards: of two names the later one has the words that both hold.
            mentions.iter().enumerate().rev().for_each(|(index, mention)| give(mention.name.clone(), index as u32));
        });
        let of = of.into_iter().map(Option::unwrap_or_default).collect();
        let mut entities = Self { mentions, of, members: Vec::new(), at, endings: gatherer.endings };
        entities.describe(page, &names, gatherer.count);
        entities.learn_sorts(page);
        entities.learn_gender(page);
        entities
    }

    /// Makes bodies of the names that show nothing but stand where bodies stand: `Telmar launched its phone`, `Oxhelp,
    /// which`, `Bright Machine have`.
    fn learn_sorts(&mut self, page: &Page) {
        for entity in 0..self.members.len() {
            let known = &self.members[entity];
            if !known.by_shape {
                continue;
            }
            let votes = known.mentions.iter().take(SORT_MENTIONS).map(|&m| self.sort_vote(page, &self.mentions[m]));
            let thing = known.acts == 0 && ends_in_thing(page, &self.mentions[known.fullest].name);
            let votes = votes.sum::<i32>() + i32::from(thing);
            let entity = &mut self.members[entity];
            if votes > 0 {
                (entity.sort, entity.by_shape) = (Sort::Organisation, false);
            }
            entity.by_shape &= votes == 0;
        }
    }

    /// What the words behind a mention tell of its sort: above 0 for a body, below for a person.
    fn sort_vote(&self, page: &Page, mention: &Mention) -> i32 {
        let end = mention.name.end;
        let next = page.word(end + usize::from(page.word(end) == ","));
        let behind = |from: usize| (from..from + NEAR).take_while(|&at| page.together(end - 1, at));
        let plain = |at: &usize| self.at.of(*at).is_none() && !page.class(*at).is(Class::BODY.or(Class::GROUP));
        let pronoun = behind(end).take_while(plain).find_map(|at| Pronoun::of(page.word(at)).map(|_| page.word(at)));
        let part = self.mention_at(end + 1).filter(|_| mention.possessive).map(|m| &self.mentions[m]);
        let owns = part.is_some_and(|part| part.sort == Sort::Organisation && part.name.len() > 1);
        let joined = mention.start > 0 && matches!(page.word(mention.start - 1), "and" | "&" | ",");
        match (next, pronoun) {
            ("who" | "whose" | "whom", _) => PERSON_VOTE,
            ("which", _) => 1,
            _ if owns || is_behind_kind(page, mention.start) => 1,
            _ if !joined && matches!(page.word(end), "have" | "are" | "were") => 1,
            (_, Some("its" | "itself")) => 1,
            (_, Some("he" | "she" | "his" | "her" | "him" | "himself" | "herself")) => PERSON_VOTE,
            _ if page.word(end) == "," && page.pos(end + 1) == Pos::Num && page.word(end + 2) == "," => PERSON_VOTE,
            _ => 0,
        }
    }

    /// `Elise Labott said she`: the first pronoun behind a subject, before anyone else is named, tells of it.
    fn learn_gender(&mut self, page: &Page) {
        let mut votes = vec![0i32; self.members.len()];
        for (index, mention) in self.mentions.iter().enumerate().filter(|(_, m)| m.subject && !m.possessive) {
            let person = self.is_person(self.of[index]) && self.members[self.of[index]].gender.is_none();
            let end = mention.name.end;
            let behind = (end..page.len().min(end + SENTENCE)).take_while(|&at| page.together(end - 1, at));
            let mut behind =
                behind.take_while(|&at| self.at.of(at).is_none() && !matches!(page.word(at), "“" | "\"" | "‘"));
            let told = behind.find_map(|at| Pronoun::of(page.word(at))?.gender());
            votes[self.of[index]] += vote(told.filter(|_| person));
        }
        for (index, mention) in self.mentions.iter().enumerate().filter(|(index, _)| self.is_person(self.of[*index])) {
            votes[self.of[index]] += kin_vote(page, mention);
        }
        for (entity, votes) in self.members.iter_mut().zip(votes).filter(|(_, votes)| *votes != 0) {
            entity.gender = entity.gender.or(Some(if votes > 0 { Gender::Male } else { Gender::Female }));
        }
    }

    /// The mention whose name the token is in.
    pub fn mention_at(&self, token: usize) -> Option<usize> {
        self.at.of(token).map(|index| index as usize)
    }

    /// Whose name the token is in.
    pub fn member_at(&self, token: usize) -> Option<usize> {
        self.mention_at(token).map(|index| self.of[index])
    }

    /// The one body whose name ends in this noun.
    pub fn body_called(&self, noun: &str) -> Option<usize> {
        match self.endings.get(noun)?[..] {
            [one] if self.members[one].sort == Sort::Organisation => Some(one),
            _ => None,
        }
    }

    /// The last mention of a member that begins before `token`.
    pub fn last_before(&self, entity: usize, token: usize) -> Option<usize> {
        let all = &self.members[entity].mentions;
        let upto = all.partition_point(|&m| self.mentions[m].start < token);
        upto.checked_sub(1).map(|last| all[last])
    }

    /// The name to show in one line. A title belongs to it only where somebody else of the text has the surname: `Mrs
    /// Karr` beside Paul Karr.
    pub fn name(&self, page: &Page, entity: usize) -> String {
        let mention = &self.mentions[self.members[entity].fullest];
        let lone = mention.titled && mention.name.len() == 1;
        let shared = lone && self.has_namesake(page, entity, mention.name.start);
        let words = if shared { mention.start..mention.name.end } else { mention.name.clone() };
        let name = one_line(page.words(words));
        mention.family.map_or(name.clone(), |family| name + " " + page.word(family))
    }

    /// Whether another person's name ends in the surname at `surname`.
    pub fn has_namesake(&self, page: &Page, entity: usize, surname: usize) -> bool {
        let key = fold(page.word(surname)).join(" ");
        let others = self.endings.get(&key).into_iter().flatten();
        others.into_iter().any(|&other| other != entity && self.is_person(other))
    }

    /// Returns `true` for a chamber or a state named by one word that also stands before offices: `House`.
    pub fn is_chamber(&self, entity: usize) -> bool {
        self.members[entity].chamber
    }

    /// Returns `true` for a person.
    pub fn is_person(&self, entity: usize) -> bool {
        matches!(self.members[entity].sort, Sort::Person | Sort::Unsure)
    }

    fn describe(&mut self, page: &Page, names: &[Vec<String>], count: usize) {
        let mut lists = vec![Vec::new(); count];
        for (index, &entity) in self.of.iter().enumerate() {
            lists[entity].push(index);
        }
        self.members = lists.into_iter().map(|list| self.entity(page, names, list)).collect();
    }

    fn entity(&self, page: &Page, names: &[Vec<String>], mentions: Vec<usize>) -> Entity {
        let sort = self.sort(page, &mentions);
        let fullest = match sort {
            // At a sentence's head a word that is none of the name may have joined it: `Imagine Brad Thor`.
            Sort::Person | Sort::Unsure => {
                let given =
                    |m: usize| gender_of(page.class(self.mentions[m].name.start)).is_some() && names[m].len() > 1;
                let read = |m: usize| !self.is_shouted(page, m);
                mentions.iter().copied().max_by_key(|&m| (read(m), given(m), names[m].len(), Reverse(m)))
            }
            _ => most_used(names, &mentions).map(|used| {
                // `The Post` is used most, and shown as the Washington Post. `Twitter` is shown as it stands.
                let shouted = self.is_shouted(page, used);
                let short = shouted || is_kind_of_body(page, self.mentions[used].name.end - 1);
                let longer = |m: &usize| {
                    short
                        && names[*m].len() > names[used].len()
                        && names[*m].ends_with(&names[used])
                        && (!self.is_shouted(page, *m) || shouted)
                };
                mentions.iter().copied().filter(longer).max_by_key(|&m| (names[m].len(), Reverse(m))).unwrap_or(used)
            }),
        };
        let fullest = fullest.unwrap_or_default();
        let told = mentions.iter().find_map(|&m| self.mentions[m].gender);
        let given = || gender_of(page.class(self.mentions[fullest].name.start));
        let chamber = matches!(&names[fullest][..], [one] if is_chamber(one));
        let titled = mentions.iter().any(|&m| self.mentions[m].titled || self.mentions[m].family.is_some());
        let first = |&m: &usize| page.is_given(self.mentions[m].name.start) && self.mentions[m].name.len() > 1;
        let by_shape = matches!(sort, Sort::Person | Sort::Unsure) && !titled && !mentions.iter().any(first);
        let acts = mentions.iter().filter(|&&m| self.mentions[m].subject).count();
        let placed = mentions.iter().filter(|&&m| is_located(page, &self.mentions[m])).count();
        let located = by_shape && placed > 0 && (acts == 0 || placed == mentions.len());
        Entity { sort, gender: told.or_else(given), by_shape, located, acts, fullest, chamber, mentions }
    }

    /// Whether the mention is in capitals only, as in a headline: `VOLKSWAGEN ID`.
    fn is_shouted(&self, page: &Page, mention: usize) -> bool {
        !page.words(self.mentions[mention].name.clone()).contains(char::is_lowercase)
    }

    /// A title anywhere makes a person; `the` before a lone word makes a body.
    fn sort(&self, page: &Page, mentions: &[usize]) -> Sort {
        let all = || mentions.iter().map(|&m| &self.mentions[m]);
        let titled = all().find(|m| m.titled);
        if titled.is_none() && all().any(|m| is_called_a_body(page, m.name.end)) {
            return Sort::Organisation;
        }
        if let Some(sure) = titled.or_else(|| all().find(|m| m.sort != Sort::Unsure)) {
            return sure.sort;
        }
        let the = |m: &Mention| m.start > 0 && page.word(m.start - 1).eq_ignore_ascii_case("the");
        if all().any(the) { Sort::Organisation } else { Sort::Unsure }
    }
}

/// Returns `true` for a noun for a kind of body, which names none by itself: `the Post`, `the Department`, but not `Twitter`.
fn is_kind_of_body(page: &Page, at: usize) -> bool {
    let class = page.class(at);
    class.is(Class::ORGANISATION.or(Class::PRESS).or(Class::BODY).or(Class::COMPANY)) && !class.is(Class::OUTLET)
}

/// `Al-Shabaab, the terrorist group`: what stands behind the comma at `comma` begins with a noun for a body.
fn is_called_a_body(page: &Page, comma: usize) -> bool {
    let opens = page.word(comma) == "," && matches!(page.word(comma + 1), "a" | "an" | "the");
    let phrase = |at: &usize| page.is_word(*at) && page.together(comma, *at) && !page.class(*at).is(Class::FUNCTION);
    let mut words = (comma + 2..comma + 7).take_while(phrase).map(|at| (at, page.class(at)));
    let person = words.clone().any(|(_, class)| class.is(Class::ROLE.or(Class::GROUP)) && !class.is(Class::BODY));
    // `a steering committee member` is no committee.
    opens && !person && words.any(|(at, class)| class.is(Class::BODY) && !page.is_before_noun(at))
}

fn gender_of(given: Class) -> Option<Gender> {
    match (given.is(Class::MALE), given.is(Class::FEMALE)) {
        (true, false) => Some(Gender::Male),
        (false, true) => Some(Gender::Female),
        _ => None,
    }
}

/// The form used most; of two used as often, the fuller.
fn most_used(names: &[Vec<String>], mentions: &[usize]) -> Option<usize> {
    let mut counts: HashMap<&[String], (usize, usize)> = HashMap::new();
    for &m in mentions {
        counts.entry(&names[m]).or_insert((0, m)).0 += 1;
    }
    counts.into_iter().max_by_key(|(name, (count, m))| (*count, name.len(), Reverse(*m))).map(|(_, (_, m))| m)
}

/// Returns `true` if the last of several words of a name is a noun for what cannot speak: `Election Day`.
fn ends_in_thing(page: &Page, name: &Range<usize>) -> bool {
    let at = name.end - 1;
    name.len() > 1 && is_listed_thing(&page.word(at).to_lowercase()) && !page.class(at).is(Class::SURNAME_TOO)
}

/// Nouns for bodies of one kind, directly before their names.
static KINDS: WordList = WordList::named("entities.kinds");

/// Returns `true` if a noun for a body stands directly before the name: `Finnish firm [Securos]`, `handset maker [Norlink]`.
fn is_behind_kind(page: &Page, start: usize) -> bool {
    let noun = start.checked_sub(1).filter(|&at| page.together(at, start));
    noun.is_some_and(|at| KINDS.contains(&page.word(at)))
}

/// How far behind a name a pronoun tells its sort, in tokens.
const NEAR: usize = 10;

/// Mentions of one name that are looked at for its sort.
const SORT_MENTIONS: usize = 32;

/// One sign of a person outweighs two of a body.
const PERSON_VOTE: i32 = -3;

/// Names behind a short form that are looked at for a full one.
const BESIDE: usize = 8;

/// How often a relative is called by the given name alone at least, where the text keeps the family name for another.
const CALLED: usize = 3;

/// How far behind a name its pronoun is looked for, in tokens.
const SENTENCE: usize = 40;

/// Members that can share one short form; more than this many are not told apart.
const NAMESAKES: usize = 8;

#[derive(Default)]
struct Gatherer {
    count: usize,
    exact: HashMap<String, usize>,
    endings: HashMap<String, Vec<usize>>,
    givens: HashMap<String, Vec<usize>>,
    initials: HashMap<String, Vec<usize>>,
    /// For each member: how its names have been used.
    uses: Vec<Uses>,
    gender: Vec<Option<Gender>>,
    /// For each member: whether it is a relative of somebody, and called by the given name.
    relative: Vec<bool>,
    /// For each member: is it no person, and the last paragraph it acted in.
    body: Vec<bool>,
    acted: Vec<u32>,
}

impl Gatherer {
    /// Longest first, so that a shorter form finds the longer.
    fn full_names(&mut self, page: &Page, mentions: &[Mention], names: &[Vec<String>]) -> Vec<Option<usize>> {
        let mut of = vec![None; mentions.len()];
        let long = |m: &usize| names[*m].len() > 1 || is_sure(mentions[*m].sort);
        let mut order: Vec<usize> = (0..mentions.len()).filter(long).collect();
        order.sort_by_key(|&m| Reverse(names[m].len()));
        for m in order {
            let key = names[m].join(" ");
            let person = mentions[m].sort == Sort::Person;
            // `Japan` is not the Bank of Japan.
            let place = matches!(mentions[m].sort, Sort::Place(_));
            let longer = self.one_longer(&key, &names[m], person).filter(|&longer| !place || !self.body[longer]);
            let known = self.exact.get(&key).copied().or(longer);
            let entity = known.unwrap_or_else(|| self.add(page, &mentions[m], &names[m], &key));
            self.uses[entity].full += 1;
            of[m] = Some(entity);
        }
        of
    }

    /// The one member that `key` is a short form of.
    fn one_longer(&self, key: &str, words: &[String], person: bool) -> Option<usize> {
        let list = match words {
            [one] if !person => self.initials.get(one).or_else(|| self.endings.get(key).filter(|_| !is_chamber(one))),
            _ => self.endings.get(key),
        };
        list.filter(|l| l.len() == 1).map(|l| l[0])
    }

    fn add(&mut self, page: &Page, mention: &Mention, words: &[String], key: &str) -> usize {
        let entity = self.count;
        self.count += 1;
        self.uses.push(Uses::default());
        self.relative.push(false);
        self.gender.push(mention.gender.or_else(|| gender_of(page.class(mention.name.start))));
        self.body.push(mention.sort != Sort::Person);
        self.acted.push(0);
        self.exact.insert(key.to_owned(), entity);
        if matches!(mention.sort, Sort::Person | Sort::Organisation) {
            for form in short_forms(words) {
                push(&mut self.endings, form, entity);
            }
        }
        let of = words.iter().position(|w| w == "of").filter(|&at| at > 0 && mention.sort == Sort::Organisation);
        if let Some(of) = of {
            // `the board` for the Illinois Board of Elections.
            push(&mut self.endings, words[of - 1].clone(), entity);
        }
        match (mention.sort, words) {
            (Sort::Person, [given, _, ..]) => push(&mut self.givens, given.clone(), entity),
            (Sort::Organisation, [_, _, ..]) => {
                let initials = words.iter().filter_map(|w| w.chars().next()).collect();
                push(&mut self.initials, initials, entity);
            }
            _ => {}
        }
        entity
    }

    /// One word at a time, in text order: the last name of someone, a given name, or a name of its own.
    fn short_names(&mut self, page: &Page, mentions: &[Mention], names: &[Vec<String>], of: &mut [Option<usize>]) {
        for (m, mention) in mentions.iter().enumerate() {
            let paragraph = page.paragraph(mention.name.start);
            let entity = of[m].unwrap_or_else(|| {
                let key = names[m].join(" ");
                let beside = self.named_behind(page, (mentions, names, of), m);
                let namesake = self.namesake(page.weights(), &key, &ShortForm::read(page, mention, beside));
                let known = namesake.or_else(|| self.exact.get(&key).copied());
                known.unwrap_or_else(|| self.add(page, mention, &names[m], &key))
            });
            if names[m].len() > 1 {
                self.uses[entity].named(paragraph, mention.subject && !mention.possessive);
            } else {
                self.uses[entity].meant();
            }
            self.gender[entity] = self.gender[entity].or(mention.gender);
            self.acted[entity] = if mention.subject { paragraph } else { self.acted[entity] };
            of[m] = Some(entity);
        }
    }

    /// Of those with this last name, or else this given name: the only one, or the one that the text uses it for.
    fn namesake(&self, weights: &Weights, key: &str, form: &ShortForm) -> Option<usize> {
        let list = self.endings.get(key).or_else(|| self.givens.get(key))?;
        let ShortForm { gender, behind, quoted, paragraph, beside } = *form;
        let of_sex = |m: usize, sex: Option<Gender>| sex.is_some() && self.gender[m] == sex;
        let fits = |m: &&usize| {
            let sex = gender.is_none() || self.gender[**m].is_none() || self.gender[**m] == gender;
            sex && !(gender.is_some() && self.relative[**m])
        };
        let rank = |m: usize| {
            let acts = if self.acted[m] == paragraph { weights.of(Weight::ActsByAnyName) } else { 0.0 };
            let own = f32::from(u8::from(of_sex(m, behind))) - f32::from(u8::from(of_sex(m, quoted)));
            let own = own * weights.of(Weight::OwnPronoun);
            let known = (of_sex(m, gender), beside != Some(m), !self.body[m]);
            (known, self.uses[m].weight(weights, paragraph) + acts + own)
        };
        let ranked = list.iter().filter(fits).map(|&m| (rank(m), Reverse(m)));
        let best =
            ranked.max_by(|(a, first), (b, second)| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(first.cmp(second)));
        best.map(|(_, Reverse(m))| m)
    }

    /// Whom the sentence names in full behind a short form of theirs that is its subject: `Roe spoke of Ann Roe` is of two.
    fn named_behind(
        &self,
        page: &Page,
        (mentions, names, of): (&[Mention], &[Vec<String>], &[Option<usize>]),
        m: usize,
    ) -> Option<usize> {
        let form = &mentions[m];
        if !form.subject || form.possessive {
            return None;
        }
        let list = self.endings.get(names[m].last()?)?;
        let here = |&other: &usize| page.together(form.name.start, mentions[other].name.start);
        let behind =
            (m + 1..mentions.len().min(m + 1 + BESIDE)).take_while(here).filter(|&other| names[other].len() > 1);
        behind.filter_map(|other| of[other]).find(|entity| list.contains(entity))
    }

    /// Notes the relatives whom the text calls by their given names alone: a family name with a title is not theirs.
    fn learn_relatives(&mut self, page: &Page, mentions: &[Mention], (names, of): (&[Vec<String>], &[Option<usize>])) {
        let mut calls: HashMap<usize, (usize, bool)> = HashMap::new();
        for (m, mention) in mentions.iter().enumerate().filter(|(_, mention)| !mention.titled) {
            let called = match &names[m][..] {
                [one] => self.givens.get(one).and_then(|list| if let [only] = list[..] { Some(only) } else { None }),
                _ => None,
            };
            let Some(entity) = called.or(of[m]) else { continue };
            let (times, introduced) = calls.entry(entity).or_default();
            *times += usize::from(called.is_some());
            *introduced |= is_relative(page, mention);
        }
        for (entity, (times, introduced)) in calls {
            self.relative[entity] = introduced && times >= CALLED;
        }
    }
}

/// Bodies of their own, whatever else ends in the word: `the House` is not the White House.
fn is_chamber(word: &str) -> bool {
    matches!(word, "house" | "senate" | "congress" | "parliament" | "court" | "state" | "states" | "street" | "council")
}

fn is_sure(sort: Sort) -> bool {
    matches!(sort, Sort::Organisation | Sort::Place(_) | Sort::Document)
}

fn push(map: &mut HashMap<String, Vec<usize>>, key: String, entity: usize) {
    let list = map.entry(key).or_default();
    if list.len() < NAMESAKES && !list.contains(&entity) {
        list.push(entity);
    }
}
