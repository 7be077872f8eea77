//! Descriptions that no office answers: `the billionaire`, `the former House Speaker`, `the newspaper`. Whoever the
//! text has been about is meant, if nothing said of him, of his party or of the body's trade speaks against it.

use std::ops::Range;

use super::context::Context;
use super::entities::Entities;
use super::mention::Sort;
use super::page::Page;
use super::pronouns::{Antecedent, Last, Pronoun, PronounQuery, antecedent};
use super::roles::{Office, Owner};
use crate::language::{Class, ENGLISH, Gender, WordList};
use crate::weights::Weight;

/// What a description asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct Description {
    /// Its words, without what follows the noun.
    words: Range<usize>,
    /// Index of the noun's token.
    noun: usize,
    sought: Sought,
    /// `One organizer`: nobody the text has named yet.
    new: bool,
}

#[derive(Clone, Debug, PartialEq)]
enum Sought {
    Person {
        sex: Option<Gender>,
        office: Office,
        /// Whether somebody other than a known holder of the office may be meant.
        anyone: bool,
        /// Whether the words fit a person to whom the text gave no such office.
        told: bool,
    },
    /// A body whose name shows one of these; of any kind if none is told.
    Body(Class),
    /// The campaign of somebody: that person is sought.
    Campaign,
}

/// Nouns for bodies of the press, `the newspaper`.
static PRESS: WordList = WordList::named("definite-description.press");

/// Nouns for companies: `the carmaker`.
static COMPANIES: WordList = WordList::named("definite-description.companies");

/// Nouns for offices of a government: `the bureau`.
static AGENCIES: WordList = WordList::named("definite-description.agencies");

/// Trades of bodies by the nouns for them.
static TRADES: [(Class, &WordList); 3] =
    [(Class::PRESS, &PRESS), (Class::COMPANY, &COMPANIES), (Class::AGENCY, &AGENCIES)];

/// Bodies of no listed trade.
static ANY_BODY: WordList = WordList::named("definite-description.any-body");

/// One of a kind: everybody knows who is meant, so nobody need be named.
static KNOWN_TO_ALL: WordList = WordList::named("definite-description.known-to-all");

/// Descriptions of what somebody is in the story, not of an office or a trade: whoever the text is about may be meant.
/// A trade (`the doctor`) is given only to a person to whom the text gave it.
static STANDING: WordList = WordList::named("definite-description.standing");

/// People who stand for others and stay unnamed as often as not.
static SPEAKS_FOR_OTHERS: WordList = WordList::named("definite-description.speaks-for-others");

/// Mentions of a person that are looked at for an office beside the name.
const MENTIONS: usize = 8;

/// Most tokens between a name and the noun of its office.
const APPOSITION: usize = 5;

/// Names before a description that are looked at for who stands beside it.
const BESIDE: usize = 8;

/// How many words back a campaign is looked for.
const CAMPAIGN_BACK: usize = 600;

impl Description {
    /// Reads a description of one person or one body, the noun at `noun`; `None` where it is of many, of something
    /// else, or of someone new: `a voter`.
    pub fn read(page: &Page, entities: &Entities, words: Range<usize>, noun: usize) -> Option<Self> {
        let the = matches!(page.word(words.start), "the" | "The" | "this" | "This");
        // Headlines leave out the article: `candidate says`.
        let bare = page.class(noun).is(Class::ROLE.or(Class::GROUP))
            && !(words.start..=noun).any(|at| page.class(at).is(Class::DETERMINER))
            && (!page.is_capital(noun) || page.is_weak(noun));
        let one = matches!(page.word(words.start), "a" | "A" | "an" | "An" | "one" | "One") && page.opens(words.start);
        if !(the || bare || one) || noun < words.start {
            return None;
        }
        let sought = sought(page, entities, &words, noun)?;
        Some(Self { words, noun, sought, new: one })
    }

    /// Whom it stands for, read at the source; `content` is what that source says.
    pub fn stands_for(&self, context: &Context, content: Range<usize>, last: Option<Last>) -> Option<Antecedent> {
        let own = |token: usize| content.contains(&token) || self.words.contains(&token);
        match &self.sought {
            Sought::Person { sex, office, anyone, told } => {
                let named = |entity: usize| {
                    let fits = || {
                        self.may_be(context, *sex, office, entity) && (*told || self.is_told(context, office, entity))
                    };
                    let other = self.colleague(context, office) != Some(entity) && !fits();
                    other
                        || context.roles.has_left(entity, self.noun)
                        || beside(context, self.words.start, entity)
                        || named_in(context, &content, entity)
                        || named_in(context, &self.words, entity)
                };
                let near = || self.ask(context, Pronoun::Someone, &own, &named, last);
                let colleague =
                    self.colleague(context, office).filter(|&m| !named(m)).and_then(|m| self.spot_before(context, m));
                let above = colleague.or_else(|| (*anyone && !self.new).then(near).flatten());
                above.or_else(|| self.below(context, office, &named))
            }
            Sought::Body(trade) if !self.new => {
                let not = |entity: usize| !is_of(context, *trade, entity);
                self.ask(context, Pronoun::It, &own, &not, last)
            }
            Sought::Body(_) => None,
            Sought::Campaign => {
                let nobody = |entity: usize| beside(context, self.words.start, entity);
                let owner = campaigner(context, self.noun).and_then(|entity| self.spot_before(context, entity));
                owner.or_else(|| self.ask(context, Pronoun::Someone, &own, &nobody, last))
            }
        }
    }

    /// The words for what belongs to the one it stands for: `campaign`.
    pub fn belonging(&self) -> Option<Range<usize>> {
        (self.sought == Sought::Campaign).then_some(self.noun..self.noun + 1)
    }

    /// At the head of an article, the holder of an office is often named below: `The head of the union fears …`, then
    /// `Mary Henry, head of the union, said`. Only a person to whom the text gives the office, and nobody for an
    /// indefinite: `one official` is not the official who is named next.
    fn below(&self, context: &Context, office: &Office, not: &dyn Fn(usize) -> bool) -> Option<Antecedent> {
        if self.new || !context.page.opens(self.words.start) {
            return None;
        }
        let mention = context.roles.bound[context.roles.first_after(office)?].mention;
        spot_of(context, mention)
            .filter(|_| !not(context.entities.of[mention]))
            .map(|at| Antecedent::Mention(at, Weight::HolderBelow.value()))
    }

    fn spot_before(&self, context: &Context, entity: usize) -> Option<Antecedent> {
        let spot = spot_of(context, context.entities.last_before(entity, self.words.start)?)?;
        Some(Antecedent::Mention(spot, Weight::Colleague.value()))
    }

    fn ask(
        &self,
        context: &Context,
        pronoun: Pronoun,
        own: &dyn Fn(usize) -> bool,
        not: &dyn Fn(usize) -> bool,
        last: Option<Last>,
    ) -> Option<Antecedent> {
        let at = self.words.start;
        antecedent(
            context,
            &PronounQuery { pronoun, at, from: at, own, not, known: true, quoted: false, echoes: &[] },
            last,
        )
    }

    /// `the Gawker employee` after `Gawker writer Ashley Feinberg`: whoever else is told to be of that body.
    fn colleague(&self, context: &Context, office: &Office) -> Option<usize> {
        let owner @ Owner::Entity(_) = office.owner? else { return None };
        let bound = context.roles.of_owner(owner, self.noun)?;
        Some(context.entities.of[context.roles.bound[bound].mention])
    }

    /// Returns `true` if the text gives the member an office of this noun before: as a title, or beside the name with a
    /// comma between, `The Archbishop of Canterbury, Justin Welby`.
    fn is_told(&self, context: &Context, office: &Office, entity: usize) -> bool {
        let page = &context.page;
        let is_head = |at: usize| page.word(at).eq_ignore_ascii_case(&office.head);
        let apart = |mut between: Range<usize>| between.any(|at| page.word(at) == ",");
        let mentions =
            context.entities.members[entity].mentions.iter().map(|&mention| &context.entities.mentions[mention].name);
        let beside = mentions.take(MENTIONS).filter(|name| name.end <= self.words.start).any(|name| {
            let before = (name.start.saturating_sub(APPOSITION)..name.start).rev().find(|&at| is_head(at));
            let after = (name.end..name.end + APPOSITION).find(|&at| is_head(at));
            before.is_some_and(|at| apart(at..name.start)) || after.is_some_and(|at| apart(name.end..at))
        });
        beside || context.roles.gives(entity, &office.head, self.words.start)
    }

    /// Returns `true` if nothing the text says about the entity speaks against it.
    fn may_be(&self, context: &Context, gender: Option<Gender>, office: &Office, entity: usize) -> bool {
        let known = &context.entities.members[entity];
        let other_party = context.is_of_another_party(entity, self.words.clone());
        // One capital word that shows nothing may be anything.
        let shown = known.sort == Sort::Person || known.gender.is_some() || known.mentions.len() > 2;
        let other_sex = gender.is_some() && known.gender.is_some() && gender != known.gender;
        shown && !other_party && !other_sex && !context.roles.is_other(entity, office)
    }
}

/// The spot of a mention.
fn spot_of(context: &Context, mention: usize) -> Option<usize> {
    let tokens = context.entities.mentions[mention].start..context.entities.mentions[mention].name.end;
    let at = context.spots.partition_point(|s| s.tokens.end < tokens.end);
    context.spots[at..].iter().take(4).position(|s| s.tokens == tokens).map(|more| at + more)
}

fn sought(page: &Page, entities: &Entities, words: &Range<usize>, noun: usize) -> Option<Sought> {
    let word = page.word(noun).to_lowercase();
    let class = page.class(noun);
    if let Some((trade, _)) = TRADES.iter().find(|(_, nouns)| nouns.contains(&word.as_str())) {
        return Some(Sought::Body(*trade));
    }
    if word == "campaign" && noun == words.start + 1 {
        return Some(Sought::Campaign);
    }
    if word == "board" && page.word(noun.saturating_sub(1)).eq_ignore_ascii_case("editorial") {
        return Some(Sought::Body(Class::PRESS));
    }
    // `the police union` is told by more than the noun, and may be none of those named.
    let alone = noun == words.start + 1 || page.word(words.start + 1).eq_ignore_ascii_case("super");
    if ANY_BODY.contains(&word.as_str()) && alone {
        return Some(Sought::Body(Class::default()));
    }
    let plain = matches!(word.as_str(), "man" | "woman" | "teenager" | "mother" | "father");
    let native = class.is(Class::NATIVE);
    let partisan =
        class.is(Class::COMMON) && matches!(word.as_str(), "democrat" | "republican" | "conservative" | "liberal");
    if !(class.is(Class::ROLE) || partisan || plain || native || ENGLISH.names_a_person(&word)) {
        return None;
    }
    if class.is(Class::GROUP) && !plain && (word.ends_with('s') || !class.is(Class::ROLE)) {
        return None;
    }
    let office = Office::read(page, entities, noun);
    let is_head = |list: &WordList| list.contains(&office.head.as_str());
    let known = is_head(&KNOWN_TO_ALL) || is_head(&SPEAKS_FOR_OTHERS);
    let former = office.qualifiers.iter().any(|q| q == "former" || q == "ex");
    // `Trump’s aide`, `its leader`: another person than the owner, and not told who.
    let owned = (words.start..noun).any(|at| page.is_possessive(at) || Pronoun::of(page.word(at)).is_some());
    // `the former House Speaker` has a chamber before the noun, no owner that tells one from another.
    let behind =
        office.owner.is_none() && matches!(page.word(noun + 1), "of" | "for" | "at") && words.contains(&(noun + 1));
    let body = matches!(office.owner, Some(Owner::Entity(body)) if !entities.is_chamber(body));
    let of = (behind || body) && !page.opens(words.start);
    let told = is_head(&STANDING) || partisan || former || native;
    (!owned).then(|| Sought::Person { sex: sex(&word), office, anyone: (!known || former) && !of && !plain, told })
}

/// Whose campaign was told of last: `Mr Trump’s campaign`, `a Clinton campaign aide`.
fn campaigner(context: &Context, noun: usize) -> Option<usize> {
    let named = |&at: &usize| context.page.word(at) == "campaign" && context.entities.mention_at(at).is_none();
    let owner = |at: usize| {
        let before = at - 1 - usize::from(context.page.is_possessive(at - 1));
        context.entities.member_at(before).filter(|&entity| context.entities.is_person(entity))
    };
    (noun.saturating_sub(CAMPAIGN_BACK).max(2)..noun).rev().filter(named).find_map(owner)
}

fn sex(noun: &str) -> Option<Gender> {
    let woman = noun.ends_with("woman") || noun.ends_with("ress") || matches!(noun, "queen" | "princess" | "heiress");
    let man = !woman && (noun.ends_with("man") || matches!(noun, "king" | "prince" | "pope"));
    if woman { Some(Gender::Female) } else { man.then_some(Gender::Male) }
}

/// Who is called by name in his own words is another: `the nominee said Trump lies`.
pub fn named_in(context: &Context, content: &Range<usize>, entity: usize) -> bool {
    let all = &context.entities.members[entity].mentions;
    let start = |m: &usize| context.entities.mentions[*m].start;
    let first = all.partition_point(|m| start(m) < content.start);
    all.get(first).is_some_and(|m| start(m) < content.end)
}

/// `In an interview with Joe Scarborough, the candidate said`: who else is there is another.
fn beside(context: &Context, at: usize, entity: usize) -> bool {
    let here =
        context.spots_before(at).iter().rev().take(BESIDE).take_while(|s| context.page.together(s.tokens.start, at));
    let clause = |from: usize| (from..at).any(|i| context.page.class(i).is(Class::CONJUNCTION));
    here.clone().any(|s| s.entity == entity && !s.subject && !s.possessive && !clause(s.tokens.end))
        && !here.clone().any(|s| s.entity == entity && s.subject)
}

/// Returns `true` if the name of a body shows its trade.
fn is_of(context: &Context, trade: Class, entity: usize) -> bool {
    let known = &context.entities.members[entity];
    let name = &context.entities.mentions[known.fullest].name;
    let shows = |class: Class| name.clone().any(|at| context.page.class(at).is(class));
    let other = Class::PRESS.or(Class::COMPANY);
    let body = known.sort == Sort::Organisation;
    if trade == Class::default() {
        return body && !shows(other);
    }
    // Letters alone tell no trade, but no company or paper calls itself a bureau.
    let letters = trade == Class::AGENCY && name.len() == 1 && !shows(other);
    // `Macrotek` shows nothing, and few bodies but companies are called by one such word.
    let lower = context.page.word(name.start).contains(char::is_lowercase);
    let unlisted = name.len() == 1 && lower && context.page.class(name.start) == Class::default();
    let plain = trade == Class::COMPANY && unlisted;
    body && (shows(trade) || letters || plain)
}
