//! Descriptions that no office answers: `the billionaire`, `the former House Speaker`, `the newspaper`. Whoever the
//! text has been about is meant, if nothing said of him, of his party or of the body's trade speaks against it.

use std::ops::Range;

use super::cast::Cast;
use super::lexicon::{Class, names_a_person};
use super::mention::{Gender, Sort};
use super::page::Page;
use super::pronouns::{Antecedent, Ask, Last, Pronoun, antecedent};
use super::roles::{Office, Owner};
use super::scene::Scene;

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

/// Trades of bodies by the nouns for them, between spaces.
const TRADES: &[(Class, &str)] = &[
    (
        Class::PRESS,
        "newspaper paper outlet network magazine site website station publication tabloid daily channel broadcaster \
         editorial blog",
    ),
    (Class::COMPANY, "company firm corporation maker retailer carmaker automaker airline giant lender"),
    (Class::AGENCY, "agency bureau department ministry office commission"),
];

/// Bodies of no listed trade.
const ANY_BODY: &str = "group organization organisation committee union association coalition nonprofit charity pac";

/// One of a kind: everybody knows who is meant, so nobody need be named.
const KNOWN_TO_ALL: &str = "president pope premier king chancellor vice emperor god";

/// Descriptions of what somebody is in the story, not of an office or a trade: whoever the text is about may be meant.
/// A trade (`the doctor`) is given only to a person to whom the text gave it.
const STANDING: &str = "candidate nominee contender hopeful frontrunner front-runner incumbent challenger rival opponent \
    billionaire millionaire mogul tycoon businessman businesswoman democrat republican conservative liberal politician \
    celebrity star veteran suspect defendant victim plaintiff newcomer reality host pastor reverend";

/// People who stand for others and stay unnamed as often as not.
const SPEAKS_FOR_OTHERS: &str =
    "narrator spokesman official source aide staffer voter person reporter analyst lawyer officer";

/// Mentions of a person that are looked at for an office beside the name.
const MENTIONS: usize = 8;

/// Most tokens between a name and the noun of its office.
const APPOSITION: usize = 5;

/// How many words back a campaign is looked for.
const CAMPAIGN_BACK: usize = 600;

impl Description {
    /// Reads a description of one person or one body, the noun at `noun`; `None` where it is of many, of something
    /// else, or of someone new: `a voter`.
    pub fn read(page: &Page, cast: &Cast, words: Range<usize>, noun: usize) -> Option<Self> {
        let the = matches!(page.word(words.start), "the" | "The" | "this" | "This");
        // Headlines leave out the article: `candidate says`.
        let bare = page.class(noun).is(Class::ROLE.or(Class::GROUP))
            && !(words.start..=noun).any(|at| page.class(at).is(Class::DETERMINER))
            && (!page.is_capital(noun) || page.is_weak(noun));
        let one = matches!(page.word(words.start), "a" | "A" | "an" | "An" | "one" | "One") && page.opens(words.start);
        if !(the || bare || one) || noun < words.start {
            return None;
        }
        let sought = sought(page, cast, &words, noun)?;
        Some(Self { words, noun, sought, new: one })
    }

    /// Whom it stands for, read at the source; `content` is what that source says.
    pub fn stands_for(&self, scene: &Scene, content: Range<usize>, last: Option<Last>) -> Option<Antecedent> {
        let own = |token: usize| content.contains(&token) || self.words.contains(&token);
        match &self.sought {
            Sought::Person { sex, office, anyone, told } => {
                let named = |member: usize| {
                    let fits =
                        || self.may_be(scene, *sex, office, member) && (*told || self.is_told(scene, office, member));
                    let other = self.colleague(scene, office) != Some(member) && !fits();
                    other
                        || beside(scene, self.words.start, member)
                        || named_in(scene, &content, member)
                        || named_in(scene, &self.words, member)
                };
                let near = || self.ask(scene, Pronoun::Someone, &own, &named, last);
                let colleague =
                    self.colleague(scene, office).filter(|&m| !named(m)).and_then(|m| self.spot_before(scene, m));
                let above = colleague.or_else(|| (*anyone && !self.new).then(near).flatten());
                above.or_else(|| self.below(scene, office, &named))
            }
            Sought::Body(trade) if !self.new => {
                let not = |member: usize| !is_of(scene, *trade, member);
                self.ask(scene, Pronoun::It, &own, &not, last)
            }
            Sought::Body(_) => None,
            Sought::Campaign => {
                let nobody = |member: usize| beside(scene, self.words.start, member);
                let owner = campaigner(scene, self.noun).and_then(|member| self.spot_before(scene, member));
                owner.or_else(|| self.ask(scene, Pronoun::Someone, &own, &nobody, last))
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
    fn below(&self, scene: &Scene, office: &Office, not: &dyn Fn(usize) -> bool) -> Option<Antecedent> {
        if self.new || !scene.page.opens(self.words.start) {
            return None;
        }
        let mention = scene.roles.bound[scene.roles.first_after(office)?].mention;
        spot_of(scene, mention).filter(|_| !not(scene.cast.of[mention])).map(|at| Antecedent::Spot(at, 0.7))
    }

    fn spot_before(&self, scene: &Scene, member: usize) -> Option<Antecedent> {
        let spot = spot_of(scene, scene.cast.last_before(member, self.words.start)?)?;
        Some(Antecedent::Spot(spot, 0.75))
    }

    fn ask(
        &self,
        scene: &Scene,
        pronoun: Pronoun,
        own: &dyn Fn(usize) -> bool,
        not: &dyn Fn(usize) -> bool,
        last: Option<Last>,
    ) -> Option<Antecedent> {
        let at = self.words.start;
        antecedent(scene, &Ask { pronoun, at, from: at, own, not, known: true, echoes: &[] }, last)
    }

    /// `the Gawker employee` after `Gawker writer Ashley Feinberg`: whoever else is told to be of that body.
    fn colleague(&self, scene: &Scene, office: &Office) -> Option<usize> {
        let owner @ Owner::Member(_) = office.owner? else { return None };
        let bound = scene.roles.of_owner(owner, self.noun)?;
        Some(scene.cast.of[scene.roles.bound[bound].mention])
    }

    /// Returns `true` if the text gives the member an office of this noun before: as a title, or beside the name with a
    /// comma between, `The Archbishop of Canterbury, Justin Welby`.
    fn is_told(&self, scene: &Scene, office: &Office, member: usize) -> bool {
        let page = &scene.page;
        let is_head = |at: usize| page.word(at).eq_ignore_ascii_case(&office.head);
        let apart = |mut between: Range<usize>| between.any(|at| page.word(at) == ",");
        let mentions = scene.cast.members[member].mentions.iter().map(|&mention| &scene.cast.mentions[mention].name);
        let beside = mentions.take(MENTIONS).filter(|name| name.end <= self.words.start).any(|name| {
            let before = (name.start.saturating_sub(APPOSITION)..name.start).rev().find(|&at| is_head(at));
            let after = (name.end..name.end + APPOSITION).find(|&at| is_head(at));
            before.is_some_and(|at| apart(at..name.start)) || after.is_some_and(|at| apart(name.end..at))
        });
        beside || scene.roles.gives(member, &office.head, self.words.start)
    }

    /// Does nothing that is said of the member speak against it?
    fn may_be(&self, scene: &Scene, gender: Option<Gender>, office: &Office, member: usize) -> bool {
        let known = &scene.cast.members[member];
        let other_party = scene.is_of_another_party(member, self.words.clone());
        // One capital word that shows nothing may be anything.
        let shown = known.sort == Sort::Person || known.gender.is_some() || known.mentions.len() > 2;
        let other_sex = gender.is_some() && known.gender.is_some() && gender != known.gender;
        shown && !other_party && !other_sex && !scene.roles.is_other(member, office)
    }
}

/// The spot of a mention.
fn spot_of(scene: &Scene, mention: usize) -> Option<usize> {
    let tokens = scene.cast.mentions[mention].start..scene.cast.mentions[mention].name.end;
    let at = scene.spots.partition_point(|s| s.tokens.end < tokens.end);
    scene.spots[at..].iter().take(4).position(|s| s.tokens == tokens).map(|more| at + more)
}

fn sought(page: &Page, cast: &Cast, words: &Range<usize>, noun: usize) -> Option<Sought> {
    let word = page.word(noun).to_lowercase();
    let class = page.class(noun);
    if let Some((trade, _)) = TRADES.iter().find(|(_, nouns)| has(nouns, &word)) {
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
    if has(ANY_BODY, &word) && alone {
        return Some(Sought::Body(Class::default()));
    }
    let plain = matches!(word.as_str(), "man" | "woman" | "teenager" | "mother" | "father");
    let partisan =
        class.is(Class::COMMON) && matches!(word.as_str(), "democrat" | "republican" | "conservative" | "liberal");
    if !(class.is(Class::ROLE) || partisan || plain || names_a_person(&word)) {
        return None;
    }
    if class.is(Class::GROUP) && !plain && (word.ends_with('s') || !class.is(Class::ROLE)) {
        return None;
    }
    let office = Office::read(page, cast, noun);
    let known = has(KNOWN_TO_ALL, &office.head) || has(SPEAKS_FOR_OTHERS, &office.head);
    let former = office.qualifiers.iter().any(|q| q == "former" || q == "ex");
    // `Trump’s aide`, `its leader`: another person than the owner, and not told who.
    let owned = (words.start..noun).any(|at| page.is_possessive(at) || Pronoun::of(page.word(at)).is_some());
    // `the former House Speaker` has a chamber before the noun, no owner that tells one from another.
    let behind =
        office.owner.is_none() && matches!(page.word(noun + 1), "of" | "for" | "at") && words.contains(&(noun + 1));
    let body = matches!(office.owner, Some(Owner::Member(body)) if !cast.is_chamber(body));
    let of = (behind || body) && !page.opens(words.start);
    let told = has(STANDING, &office.head) || partisan || former;
    (!owned).then(|| Sought::Person { sex: sex(&word), office, anyone: (!known || former) && !of && !plain, told })
}

fn has(list: &str, word: &str) -> bool {
    list.split(' ').any(|known| known == word)
}

/// Whose campaign was told of last: `Mr Trump’s campaign`, `a Clinton campaign aide`.
fn campaigner(scene: &Scene, noun: usize) -> Option<usize> {
    let named = |&at: &usize| scene.page.word(at) == "campaign" && scene.cast.mention_at(at).is_none();
    let owner = |at: usize| {
        let before = at - 1 - usize::from(scene.page.is_possessive(at - 1));
        scene.cast.member_at(before).filter(|&member| scene.cast.is_person(member))
    };
    (noun.saturating_sub(CAMPAIGN_BACK).max(2)..noun).rev().filter(named).find_map(owner)
}

fn sex(noun: &str) -> Option<Gender> {
    let woman = noun.ends_with("woman") || noun.ends_with("ress") || matches!(noun, "queen" | "princess" | "heiress");
    let man = !woman && (noun.ends_with("man") || matches!(noun, "king" | "prince" | "pope"));
    if woman { Some(Gender::Female) } else { man.then_some(Gender::Male) }
}

/// Who is called by name in his own words is another: `the nominee said Trump lies`.
fn named_in(scene: &Scene, content: &Range<usize>, member: usize) -> bool {
    let all = &scene.cast.members[member].mentions;
    let start = |m: &usize| scene.cast.mentions[*m].start;
    let first = all.partition_point(|m| start(m) < content.start);
    all.get(first).is_some_and(|m| start(m) < content.end)
}

/// `In an interview with Joe Scarborough, the candidate said`: who else is there is another.
fn beside(scene: &Scene, at: usize, member: usize) -> bool {
    let here = scene.spots_before(at).iter().rev().take(8).take_while(|s| scene.page.together(s.tokens.start, at));
    let clause = |from: usize| (from..at).any(|i| scene.page.class(i).is(Class::CONJUNCTION));
    here.clone().any(|s| s.member == member && !s.subject && !s.possessive && !clause(s.tokens.end))
        && !here.clone().any(|s| s.member == member && s.subject)
}

/// Does the name of a body show the trade?
fn is_of(scene: &Scene, trade: Class, member: usize) -> bool {
    let known = &scene.cast.members[member];
    let name = &scene.cast.mentions[known.fullest].name;
    let shows = |class: Class| name.clone().any(|at| scene.page.class(at).is(class));
    let other = Class::PRESS.or(Class::COMPANY);
    let body = known.sort == Sort::Organisation;
    if trade == Class::default() {
        return body && !shows(other);
    }
    // Letters alone tell no trade, but no company or paper calls itself a bureau.
    let letters = trade == Class::AGENCY && name.len() == 1 && !shows(other);
    // `Macrotek` shows nothing, and few bodies but companies are called by one such word.
    let lower = scene.page.word(name.start).contains(char::is_lowercase);
    let unlisted = name.len() == 1 && lower && scene.page.class(name.start) == Class::default();
    let plain = trade == Class::COMPANY && unlisted;
    body && (shows(trade) || letters || plain)
}
