//! Offices bound to names where the text binds them, so that `NATO’s leader` finds `its Secretary General,
//! Jens Stoltenberg`, and `the minister` the one last introduced.

use std::collections::HashMap;
use std::ops::Range;

use super::entities::Entities;
use super::mention::Sort;
use super::names::fold_word;
use super::page::Page;
use super::title_binding::offices;
use crate::language::{Class, WordList, gazetteer};
use crate::pos::Pos;
use crate::weights::Weight;

/// Whose office it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Owner {
    /// A row of the places: Japan, the Japanese and Tokyo are one.
    Country(u16),
    /// A named entity.
    Entity(usize),
    /// Someone who is not told by name: `the company’s`.
    Other,
}

/// An office as the text words it: `China’s defence minister`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    /// All its words, the article and the owner too.
    pub tokens: Range<usize>,
    /// The noun, its variants made one: `spokesman` for `spokeswoman`.
    pub head: String,
    /// Whose.
    pub owner: Option<Owner>,
    /// The words before the noun, folded: `defence`.
    pub qualifiers: Vec<String>,
    /// `the`, `its`, an owner: someone known is meant, not `a spokesman`.
    pub definite: bool,
    /// `a`, `one`, `another`: somebody the text has not told of.
    pub indefinite: bool,
    /// Index of the noun's token.
    pub noun: usize,
}

/// An office bound to a name.
#[derive(Clone, Debug)]
pub struct Bound {
    /// The office.
    pub office: Office,
    /// The mention it is bound to.
    pub mention: usize,
}

/// All bindings of a document, to be asked.
#[derive(Default)]
pub struct Roles {
    /// In text order.
    pub bound: Vec<Bound>,
    by_head: HashMap<String, Vec<usize>>,
    by_owner: HashMap<(String, Owner), Vec<usize>>,
    owned: HashMap<Owner, Vec<usize>>,
    of_member: HashMap<usize, Vec<usize>>,
    /// The members whose successor the text tells of, and the token where it first does.
    succeeded: HashMap<usize, usize>,
}

/// Spellings and sexes of one office.
const SAME: &[(&str, &str)] = &[
    ("spokeswoman", "spokesman"),
    ("spokesperson", "spokesman"),
    ("chairwoman", "chairman"),
    ("chairperson", "chairman"),
    ("chair", "chairman"),
    ("sen", "senator"),
    ("gov", "governor"),
    ("gen", "general"),
    ("prof", "professor"),
    ("rep", "representative"),
    ("congressman", "representative"),
    ("congresswoman", "representative"),
    ("advisor", "adviser"),
    ("attorney", "lawyer"),
    ("businesswoman", "businessman"),
    ("ceo", "executive"),
    ("queen", "king"),
    ("pontiff", "pope"),
    ("runner", "frontrunner"),
    ("sheik", "sheikh"),
    ("shaikh", "sheikh"),
    ("mp", "lawmaker"),
    ("organiser", "organizer"),
];

/// Offices whose holder leads what owns them.
static LEADING: WordList = WordList::named("roles.leading");

/// Offices of state and church, which tell one holder from another.
static OFFICES: WordList = WordList::named("roles.offices");

/// The place of an office where someone is only said to be of a country.
pub const HAILS: &str = "of";

/// How many bindings of one office are looked at, going back.
const LOOK_BACK: usize = 16;

/// Most tokens of an office before its noun.
const WORDS: usize = 12;

/// Most bindings of one office that are compared.
const HOLDERS: usize = 64;

impl Office {
    /// No office: only said to be of a place.
    pub fn hailing(tokens: Range<usize>, owner: Option<Owner>, noun: usize) -> Self {
        Self { tokens, head: HAILS.to_owned(), owner, qualifiers: Vec::new(), definite: true, indefinite: false, noun }
    }

    /// The office whose noun is at `noun`, with what stands before it and its owner behind.
    pub fn read(page: &Page, entities: &Entities, noun: usize) -> Self {
        let mut office = Self {
            tokens: noun..noun + 1,
            head: lemma(page, noun),
            owner: None,
            qualifiers: Vec::new(),
            definite: false,
            indefinite: false,
            noun,
        };
        while office.tokens.start > 0 && noun - office.tokens.start < WORDS && office.extend(page, entities) {}
        office.owner_behind(page, entities, noun + 1);
        office
    }

    /// Takes in what stands before; false where the phrase begins.
    fn extend(&mut self, page: &Page, entities: &Entities) -> bool {
        let at = self.tokens.start - 1;
        if !page.together(at, self.noun) {
            return false;
        }
        let class = page.class(at);
        if page.is_possessive(at) {
            return self.owned(entities, at);
        }
        if page.word(at) == "-" && page.clings(at) {
            self.tokens.start = at;
            return true;
        }
        let free = self.owner.is_none() && !class.is(Class::ROLE) && page.word(at) != "GOP";
        if let Some(m) = entities.mention_at(at).filter(|_| free) {
            let mention = &entities.mentions[m];
            self.owner = Some(owner(entities, m));
            self.tokens.start = mention.start;
            return matches!(mention.sort, Sort::Organisation | Sort::Place(_));
        }
        if class.is(Class::DEMONYM) {
            let two = at > 0 && matches!(page.word(at - 1), "South" | "North");
            self.tokens.start = at - usize::from(two);
            self.owner = self.owner.or(gazetteer::find(page.words(self.tokens.start..at + 1)).map(Owner::Country));
            return true;
        }
        if class.is(Class::DETERMINER) {
            self.determined(page, entities, at);
            return false;
        }
        let part = class.is(Class::ROLE.or(Class::QUALIFIER).or(Class::LESSER).or(Class::COMMON));
        if part {
            self.qualifiers.push(spelling(fold_word(page.word(at))));
            self.tokens.start = at;
        }
        part
    }

    fn owned(&mut self, entities: &Entities, mark: usize) -> bool {
        self.definite = true;
        let mention = mark.checked_sub(1).and_then(|before| entities.mention_at(before));
        self.owner = Some(mention.map_or(Owner::Other, |m| owner(entities, m)));
        self.tokens.start = mention.map_or(mark, |m| entities.mentions[m].start);
        false
    }

    fn determined(&mut self, page: &Page, entities: &Entities, at: usize) {
        let word = page.word(at).to_lowercase();
        self.tokens.start = at;
        self.indefinite =
            matches!(word.as_str(), "a" | "an" | "another" | "one" | "some" | "any" | "no" | "each" | "every");
        self.definite = !self.indefinite;
        if matches!(word.as_str(), "its" | "their") {
            self.owner = self.owner.or_else(|| body_before(page, entities, at)).or(Some(Owner::Other));
        } else if matches!(word.as_str(), "his" | "her" | "my" | "our" | "your") {
            self.owner = Some(Owner::Other);
        }
    }

    /// `of South Korea`, `for the Treasury`.
    pub fn owner_behind(&mut self, page: &Page, entities: &Entities, at: usize) {
        if self.owner.is_some() || !matches!(page.word(at), "of" | "for" | "at" | "to") || !page.together(at, self.noun)
        {
            return;
        }
        let first = at + 1 + usize::from(page.word(at + 1) == "the");
        if let Some(m) = entities.mention_at(first) {
            self.owner = Some(owner(entities, m));
            self.tokens.end = self.tokens.end.max(entities.mentions[m].name.end);
        }
    }

    /// Returns `true` if `asked` can refer to a holder of this office. Owners are not compared.
    fn answers(&self, asked: &Self) -> bool {
        let lesser =
            |word: &&String| matches!(word.as_str(), "vice" | "deputy" | "former" | "ex" | "assistant" | "under");
        let has = |list: &Self, word: &String| list.qualifiers.contains(word) || list.head.contains(word.as_str());
        asked.qualifiers.iter().filter(|w| !is_filler(w)).all(|word| has(self, word))
            && self.qualifiers.iter().filter(lesser).all(|word| has(asked, word))
    }
}

impl Roles {
    /// All bindings of persons.
    pub fn bind(page: &Page, entities: &Entities) -> Self {
        let mut roles = Self::default();
        let mut bound: Vec<Bound> = Vec::new();
        for (index, mention) in entities.mentions.iter().enumerate() {
            if entities.is_person(entities.of[index]) {
                bound.extend(
                    offices(page, entities, mention).into_iter().map(|office| Bound { office, mention: index }),
                );
            }
        }
        let mut last: HashMap<usize, &Office> = HashMap::new();
        let (mut successors, mut next) = (Vec::new(), bound.iter().peekable());
        for succession in successions(page, entities) {
            while let Some(held) = next.next_if(|held| held.office.noun < succession.token + BEHIND) {
                last.insert(entities.of[held.mention], &held.office);
            }
            roles.succeeded.entry(succession.leaver).or_insert(succession.token);
            let office =
                last.get(&succession.leaver).map(|&office| Office { noun: succession.token, ..office.clone() });
            successors.extend(office.zip(succession.successor).map(|(office, mention)| Bound { office, mention }));
        }
        bound.extend(successors);
        bound.sort_by_key(|bound| bound.office.noun);
        for bound in bound {
            roles.of_member.entry(entities.of[bound.mention]).or_default().push(roles.bound.len());
            roles.add(bound);
        }
        roles
    }

    /// Whether the text has told before `token` that somebody followed the entity in office.
    pub fn has_left(&self, entity: usize, token: usize) -> bool {
        self.succeeded.get(&entity).is_some_and(|&left| left <= token)
    }

    /// Whether `asked` may mean the holder of a bound office: its words fit, and the holder still has it.
    fn may_mean(&self, entities: &Entities, bound: usize, asked: &Office) -> bool {
        self.bound[bound].office.answers(asked) && self.is_held(entities, bound, asked)
    }

    /// Whether the holder of a bound office still has it where `asked` stands: nobody is told to have followed.
    fn is_held(&self, entities: &Entities, bound: usize, asked: &Office) -> bool {
        let former = asked.qualifiers.iter().any(|word| matches!(word.as_str(), "former" | "ex" | "outgoing"));
        former || !self.has_left(entities.of[self.bound[bound].mention], asked.noun)
    }

    fn add(&mut self, bound: Bound) {
        let at = self.bound.len();
        let heads = [Some(bound.office.head.clone()), is_leading(&bound.office.head).then(|| "leader".to_owned())];
        for head in heads.into_iter().flatten() {
            if let Some(owner) = bound.office.owner {
                self.by_owner.entry((head.clone(), owner)).or_default().push(at);
            }
            self.by_head.entry(head).or_default().push(at);
        }
        if let Some(owner) = bound.office.owner {
            self.owned.entry(owner).or_default().push(at);
        }
        self.bound.push(bound);
    }

    /// The last office of an owner that is bound before `token`.
    pub fn of_owner(&self, owner: Owner, token: usize) -> Option<usize> {
        let list = self.owned.get(&owner)?;
        let upto = list.partition_point(|&b| self.bound[b].office.noun < token);
        upto.checked_sub(1).map(|last| list[last])
    }

    /// Returns `true` if the entity is known not to hold `asked`: it has another place or a lower rank.
    pub fn is_other(&self, entity: usize, asked: &Office) -> bool {
        let list = self.of_member.get(&entity).map_or(&[][..], Vec::as_slice);
        let mut known = list.iter().take(LOOK_BACK).map(|&b| &self.bound[b].office);
        let place = |owner: &Option<Owner>| matches!(owner, Some(Owner::Country(_)));
        let elsewhere = |office: &Office| office.head == HAILS && place(&asked.owner) && office.owner != asked.owner;
        let same = |office: &Office| office.head == asked.head && !office.answers(asked);
        // `the mayor` is nobody who is told to hold something else and nothing of the kind.
        let former = asked.qualifiers.iter().any(|word| word == "former");
        // `The Vermont senator` may well stand for president.
        let stands =
            |office: &Office| matches!(office.head.as_str(), "candidate" | "nominee" | "frontrunner" | "contender");
        let held = |office: &Office| office.head != HAILS && !(place(&asked.owner) && stands(office));
        let none = || !former && OFFICES.contains(&asked.head.as_str()) && !list.is_empty();
        known.clone().any(|office| elsewhere(office) || same(office))
            || none() && known.clone().any(held) && !known.any(|office| office.head == asked.head)
    }

    /// Returns `true` if the text gives the member an office of this head noun before `token`.
    pub fn gives(&self, entity: usize, head: &str, token: usize) -> bool {
        let list = self.of_member.get(&entity).map_or(&[][..], Vec::as_slice);
        let offices = list.iter().take(LOOK_BACK).map(|&bound| &self.bound[bound].office);
        offices.into_iter().any(|office| office.head == head && office.noun < token)
    }

    /// The first binding behind an office that answers it, not far below.
    pub fn first_after(&self, office: &Office) -> Option<usize> {
        let list = self.by_head.get(&office.head)?;
        let from = list.partition_point(|&b| self.bound[b].office.noun <= office.noun);
        list[from..].iter().take(LOOK_BACK).copied().find(|&b| self.bound[b].office.answers(office))
    }

    /// Who holds `office`, and how sure that is: the binding's index and 0 to 1.
    pub fn holder(&self, entities: &Entities, office: &Office) -> Option<(usize, f32)> {
        if office.indefinite || !office.definite && office.owner.is_none() || office.owner == Some(Owner::Other) {
            return None;
        }
        let head = if matches!(office.head.as_str(), "head" | "chief") { "leader" } else { &office.head };
        let Some(owner) = office.owner else {
            let list = self.by_head.get(head)?;
            if self.is_alone(entities, list) {
                // A headline may call by the office whom the text names below.
                let below = || list.iter().copied().find(|&b| self.may_mean(entities, b, office));
                return self
                    .last_before(entities, list, office)
                    .or_else(below)
                    .map(|found| (found, Weight::OnlyHolder.value()));
            }
            return self.last_before(entities, list, office).map(|found| (found, Weight::LastHolder.value()));
        };
        if let Some(list) = self.by_owner.get(&(head.to_owned(), owner)) {
            let after = || list.iter().copied().find(|&b| self.may_mean(entities, b, office));
            return self
                .last_before(entities, list, office)
                .or_else(after)
                .map(|found| (found, Weight::HolderOfOwner.value()));
        }
        if let Some(list) = self.by_owner.get(&(HAILS.to_owned(), owner)) {
            // Someone of that country who is not called its president may well be.
            return self.is_alone(entities, list).then(|| (list[0], Weight::OnlyOfCountry.value()));
        }
        let list = self.by_head.get(head).filter(|list| head != "leader" && self.is_alone(entities, list))?;
        let found = self.last_before(entities, list, office)?;
        (self.bound[found].office.owner.is_none() && !is_abroad(owner))
            .then_some((found, Weight::HolderOfNobody.value()))
    }

    /// Of those bound before who answer, the one named last.
    fn last_before(&self, entities: &Entities, list: &[usize], office: &Office) -> Option<usize> {
        let upto = list.partition_point(|&b| self.bound[b].office.noun < office.noun);
        let near = list[..upto].iter().rev().take(LOOK_BACK);
        let meant = near.copied().filter(|&b| self.may_mean(entities, b, office));
        meant.max_by_key(|&b| (entities.last_before(entities.of[self.bound[b].mention], office.noun), b))
    }

    fn is_alone(&self, entities: &Entities, list: &[usize]) -> bool {
        let holder = |b: usize| entities.of[self.bound[b].mention];
        list.len() <= HOLDERS && list.iter().all(|&b| holder(b) == holder(list[0]))
    }
}

/// How far back from a word of succession whoever left is looked for, in names.
const LEAVER: usize = 4;

/// Most tokens between a word of succession and a name behind it.
const BEHIND: usize = 4;

/// Somebody is told to be followed in an office: `Lee resigned. His [replacement] is Cole`, `Cole [succeeded] Lee`.
struct Succession {
    /// The token that tells it.
    token: usize,
    /// Whose office it was.
    leaver: usize,
    /// The mention of who holds it now.
    successor: Option<usize>,
}

/// All successions, in text order.
fn successions(page: &Page, entities: &Entities) -> Vec<Succession> {
    let mut all = Vec::new();
    let next_name = |at: usize| (at + 1..at + BEHIND).find_map(|next| entities.mention_at(next));
    for at in 0..page.len() {
        let by = page.word(at + 1) == "by";
        let (leaver, successor) = match page.word(at) {
            "replacement" | "successor" if page.pos(at.wrapping_sub(1)) == Pos::PrpS => {
                (last_subject(page, entities, at), next_name(at))
            }
            "replaced" | "succeeded" if by => (last_subject(page, entities, at), next_name(at)),
            "replaces" | "replaced" | "succeeds" | "succeeded" => (next_name(at), last_subject(page, entities, at)),
            _ => continue,
        };
        let person = |mention: &usize| entities.is_person(entities.of[*mention]);
        if let Some(leaver) = leaver.filter(person) {
            let leaver = entities.of[leaver];
            let successor = successor.filter(person).filter(|&mention| entities.of[mention] != leaver);
            all.push(Succession { token: at, leaver, successor });
        }
    }
    all
}

/// The last mention of a person before `token` that is a subject.
fn last_subject(page: &Page, entities: &Entities, token: usize) -> Option<usize> {
    let upto = entities.mentions.partition_point(|m| m.start < token);
    let near = (upto.saturating_sub(LEAVER)..upto).rev();
    let subject = near.into_iter().find(|&m| entities.mentions[m].subject && entities.is_person(entities.of[m]))?;
    (page.paragraph(entities.mentions[subject].start) + 1 >= page.paragraph(token)).then_some(subject)
}

/// Whose a name before an office makes it.
pub fn owner(entities: &Entities, mention: usize) -> Owner {
    match entities.mentions[mention].sort {
        Sort::Place(row) => Owner::Country(row),
        _ => Owner::Entity(entities.of[mention]),
    }
}

/// What `its` stands for: behind a comma what acts in the sentence, else the body named last before, else the place.
fn body_before(page: &Page, entities: &Entities, at: usize) -> Option<Owner> {
    let upto = entities.mentions.partition_point(|m| m.name.start < at);
    let near = || (upto.saturating_sub(4)..upto).rev();
    let body = |m: &usize| entities.mentions[*m].sort == Sort::Organisation;
    let place = |m: &usize| matches!(entities.mentions[*m].sort, Sort::Place(_));
    let behind_comma = at > 0 && page.word(at - 1) == ",";
    let acts = |m: &usize| {
        let mention = &entities.mentions[*m];
        behind_comma && mention.subject && !mention.possessive && page.together(mention.start, at)
    };
    let acting = near().find(|m| acts(m) && (body(m) || place(m)));
    acting.or_else(|| near().find(body)).or_else(|| near().find(place)).map(|m| owner(entities, m))
}

fn lemma(page: &Page, noun: usize) -> String {
    let word = fold_word(page.word(noun));
    let before = if noun > 0 { fold_word(page.word(noun - 1)) } else { String::new() };
    match (before.as_str(), word.as_str()) {
        ("prime", "minister") => "premier".to_owned(),
        ("secretary" | "attorney" | "director", "general") => format!("{before}-general"),
        _ => spelling(word),
    }
}

/// The one spelling of an office.
pub fn spelling(word: String) -> String {
    match SAME.iter().find(|(variant, _)| *variant == word) {
        Some((_, same)) => (*same).to_owned(),
        None if word == "defense" => "defence".to_owned(),
        None => word,
    }
}

/// A country of its own, of which somebody would be said to be: `the French president` is not just any president.
fn is_abroad(owner: Owner) -> bool {
    matches!(owner, Owner::Country(row) if gazetteer::is_country(row) && gazetteer::name(row) != "United States")
}

fn is_leading(head: &str) -> bool {
    LEADING.contains(&head)
}

/// Words before an office that tell nothing of who holds it.
fn is_filler(word: &str) -> bool {
    matches!(
        word,
        "front"
            | "then"
            | "current"
            | "first"
            | "new"
            | "longtime"
            | "late"
            | "prime"
            | "outgoing"
            | "incoming"
            | "embattled"
    )
}
