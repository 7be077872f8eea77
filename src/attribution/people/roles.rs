//! Offices bound to names where the text binds them, so that `NATO’s leader` finds `its Secretary General,
//! Jens Stoltenberg`, and `the minister` the one last introduced.

use std::collections::HashMap;
use std::ops::Range;

use super::cast::Cast;
use super::lexicon::{Class, class};
use super::mention::{Mention, Sort};
use super::names::fold_word;
use super::page::Page;
use super::places;

/// Whose office it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Owner {
    /// A row of the places: Japan, the Japanese and Tokyo are one.
    Country(u16),
    /// A member of the cast.
    Member(usize),
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
const LEADING: &[&str] = &[
    "president",
    "premier",
    "chancellor",
    "secretary-general",
    "chairman",
    "king",
    "executive",
    "director",
    "chief",
    "head",
    "governor",
    "mayor",
    "prince",
    "emperor",
    "leader",
];

/// The place of an office where someone is only said to be of a country.
pub const HAILS: &str = "of";

/// How many bindings of one office are looked at, going back.
const LOOK_BACK: usize = 16;

impl Office {
    /// No office: only said to be of a place.
    fn hailing(tokens: Range<usize>, owner: Option<Owner>, noun: usize) -> Self {
        Self { tokens, head: HAILS.to_owned(), owner, qualifiers: Vec::new(), definite: true, noun }
    }

    /// The office whose noun is at `noun`, with what stands before it and its owner behind.
    pub fn read(page: &Page, cast: &Cast, noun: usize) -> Self {
        let mut office = Self {
            tokens: noun..noun + 1,
            head: lemma(page, noun),
            owner: None,
            qualifiers: Vec::new(),
            definite: false,
            noun,
        };
        while office.tokens.start > 0 && noun - office.tokens.start < 12 && office.extend(page, cast) {}
        office.owner_behind(page, cast, noun + 1);
        office
    }

    /// Takes in what stands before; false where the phrase begins.
    fn extend(&mut self, page: &Page, cast: &Cast) -> bool {
        let at = self.tokens.start - 1;
        if !page.together(at, self.noun) {
            return false;
        }
        let class = page.class(at);
        if page.is_possessive(at) {
            return self.owned(cast, at);
        }
        if page.word(at) == "-" && page.clings(at) {
            self.tokens.start = at;
            return true;
        }
        let free = self.owner.is_none() && !class.is(Class::ROLE) && page.word(at) != "GOP";
        if let Some(m) = cast.mention_at(at).filter(|_| free) {
            let mention = &cast.mentions[m];
            self.owner = Some(owner(cast, m));
            self.tokens.start = mention.start;
            return matches!(mention.sort, Sort::Organisation | Sort::Place(_));
        }
        if class.is(Class::DEMONYM) {
            let two = at > 0 && matches!(page.word(at - 1), "South" | "North");
            self.tokens.start = at - usize::from(two);
            self.owner = self.owner.or(places::find(page.words(self.tokens.start..at + 1)).map(Owner::Country));
            return true;
        }
        if class.is(Class::DETERMINER) {
            self.determined(page, cast, at);
            return false;
        }
        let part = class.is(Class::ROLE.or(Class::QUALIFIER).or(Class::LESSER).or(Class::COMMON));
        if part {
            self.qualifiers.push(spelling(fold_word(page.word(at))));
            self.tokens.start = at;
        }
        part
    }

    fn owned(&mut self, cast: &Cast, mark: usize) -> bool {
        self.definite = true;
        let mention = mark.checked_sub(1).and_then(|before| cast.mention_at(before));
        self.owner = Some(mention.map_or(Owner::Other, |m| owner(cast, m)));
        self.tokens.start = mention.map_or(mark, |m| cast.mentions[m].start);
        false
    }

    fn determined(&mut self, page: &Page, cast: &Cast, at: usize) {
        let word = page.word(at).to_lowercase();
        self.tokens.start = at;
        self.definite =
            !matches!(word.as_str(), "a" | "an" | "another" | "one" | "some" | "any" | "no" | "each" | "every");
        if matches!(word.as_str(), "its" | "their") {
            self.owner = self.owner.or_else(|| body_before(page, cast, at)).or(Some(Owner::Other));
        } else if matches!(word.as_str(), "his" | "her" | "my" | "our" | "your") {
            self.owner = Some(Owner::Other);
        }
    }

    /// `of South Korea`, `for the Treasury`.
    pub fn owner_behind(&mut self, page: &Page, cast: &Cast, at: usize) {
        if self.owner.is_some() || !matches!(page.word(at), "of" | "for" | "at" | "to") || !page.together(at, self.noun)
        {
            return;
        }
        let first = at + 1 + usize::from(page.word(at + 1) == "the");
        if let Some(m) = cast.mention_at(first) {
            self.owner = Some(owner(cast, m));
            self.tokens.end = self.tokens.end.max(cast.mentions[m].name.end);
        }
    }

    /// Could someone of this office be meant by `asked`? Owners are not looked at.
    fn answers(&self, asked: &Self) -> bool {
        let lesser =
            |word: &&String| matches!(word.as_str(), "vice" | "deputy" | "former" | "ex" | "assistant" | "under");
        let has = |list: &Self, word: &String| list.qualifiers.contains(word) || list.head.contains(word.as_str());
        asked.qualifiers.iter().filter(|w| !is_filler(w)).all(|word| has(self, word))
            && self.qualifiers.iter().filter(lesser).all(|word| has(asked, word))
    }
}

impl Roles {
    /// All bindings of the cast's persons.
    pub fn bind(page: &Page, cast: &Cast) -> Self {
        let mut roles = Self::default();
        for (index, mention) in cast.mentions.iter().enumerate() {
            if !cast.is_person(cast.of[index]) {
                continue;
            }
            for office in offices(page, cast, mention) {
                roles.of_member.entry(cast.of[index]).or_default().push(roles.bound.len());
                roles.add(Bound { office, mention: index });
            }
        }
        roles
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

    /// Is the member known to be another than whoever holds `asked`: of another place, or of a lesser rank?
    pub fn is_other(&self, member: usize, asked: &Office) -> bool {
        let list = self.of_member.get(&member).map_or(&[][..], Vec::as_slice);
        let mut known = list.iter().take(LOOK_BACK).map(|&b| &self.bound[b].office);
        let place = |owner: &Option<Owner>| matches!(owner, Some(Owner::Country(_)));
        let elsewhere = |office: &Office| office.head == HAILS && place(&asked.owner) && office.owner != asked.owner;
        let same = |office: &Office| office.head == asked.head && !office.answers(asked);
        known.any(|office| elsewhere(office) || same(office))
    }

    /// The first binding behind an office that answers it, not far below.
    pub fn first_after(&self, office: &Office) -> Option<usize> {
        let list = self.by_head.get(&office.head)?;
        let from = list.partition_point(|&b| self.bound[b].office.noun <= office.noun);
        list[from..].iter().take(LOOK_BACK).copied().find(|&b| self.bound[b].office.answers(office))
    }

    /// Who holds `office`, and how sure that is: the binding's index and 0 to 1.
    pub fn holder(&self, cast: &Cast, office: &Office) -> Option<(usize, f32)> {
        if !office.definite && office.owner.is_none() || office.owner == Some(Owner::Other) {
            return None;
        }
        let head = if matches!(office.head.as_str(), "head" | "chief") { "leader" } else { &office.head };
        let Some(owner) = office.owner else {
            let list = self.by_head.get(head)?;
            if self.is_alone(cast, list) {
                // A headline may call by the office whom the text names below.
                let below = || list.iter().copied().find(|&b| self.bound[b].office.answers(office));
                return self.last_before(cast, list, office).or_else(below).map(|found| (found, 0.9));
            }
            return self.last_before(cast, list, office).map(|found| (found, 0.7));
        };
        if let Some(list) = self.by_owner.get(&(head.to_owned(), owner)) {
            let after = || list.iter().copied().find(|&b| self.bound[b].office.answers(office));
            return self.last_before(cast, list, office).or_else(after).map(|found| (found, 0.9));
        }
        if let Some(list) = self.by_owner.get(&(HAILS.to_owned(), owner)) {
            // Someone of that country who is not called its president may well be.
            return self.is_alone(cast, list).then(|| (list[0], 0.75));
        }
        let list = self.by_head.get(head).filter(|list| head != "leader" && self.is_alone(cast, list))?;
        let found = self.last_before(cast, list, office)?;
        self.bound[found].office.owner.is_none().then_some((found, 0.7))
    }

    /// Of those bound before who answer, the one named last.
    fn last_before(&self, cast: &Cast, list: &[usize], office: &Office) -> Option<usize> {
        let upto = list.partition_point(|&b| self.bound[b].office.noun < office.noun);
        let near = list[..upto].iter().rev().take(LOOK_BACK);
        let answering = near.copied().filter(|&b| self.bound[b].office.answers(office));
        answering.max_by_key(|&b| (cast.last_before(cast.of[self.bound[b].mention], office.noun), b))
    }

    fn is_alone(&self, cast: &Cast, list: &[usize]) -> bool {
        let holder = |b: usize| cast.of[self.bound[b].mention];
        list.len() <= 64 && list.iter().all(|&b| holder(b) == holder(list[0]))
    }
}

/// `hosts [Joe Scarborough] and [Mika Brzezinski]`: one office of two, by its plural.
fn office_shared(page: &Page, cast: &Cast, mention: &Mention) -> Option<Office> {
    let before = mention.start.checked_sub(1).filter(|&at| page.together(at, mention.start))?;
    let other = (page.word(before) == "and").then(|| cast.mention_at(before.checked_sub(1)?)).flatten();
    let noun = other.map_or(Some(before), |m| cast.mentions[m].start.checked_sub(1))?;
    let singular = page.word(noun).strip_suffix('s').filter(|_| !page.is_capital(noun))?;
    let office = class(singular).is(Class::ROLE).then(|| Office::read(page, cast, noun))?;
    Some(Office { head: spelling(fold_word(singular)), ..office })
}

/// The offices that the words around a name bind to it.
fn offices(page: &Page, cast: &Cast, mention: &Mention) -> Vec<Office> {
    let mut out = Vec::new();
    let (start, end) = (mention.name.start, mention.name.end);
    let mut left = mention.start;
    if start > 0 && page.together(start - 1, start) && page.class(start - 1).is(Class::ROLE) {
        let mut office = Office::read(page, cast, start - 1);
        office.owner_behind(page, cast, end);
        left = left.min(office.tokens.start);
        out.push(office);
    } else if mention.titled && (mention.start..start).any(|at| page.word(at) == "of") {
        // `Secretary of State John Kerry`: the noun is before its complement.
        let noun = (mention.start..start).find(|&at| page.class(at).is(Class::ROLE));
        out.extend(noun.map(|at| Office { tokens: mention.start..start, ..Office::read(page, cast, at) }));
    }
    out.extend(office_shared(page, cast, mention));
    out.extend(office_before_comma(page, cast, left));
    out.extend(office_behind(page, cast, end));
    out.extend(office_compared(page, cast, start));
    out.extend(hails(page, cast, end).or_else(|| seat(page, end)));
    out
}

/// `The Japanese Prime Minister, [Fumio Kishida]`
fn office_before_comma(page: &Page, cast: &Cast, left: usize) -> Option<Office> {
    let noun = left.checked_sub(2)?;
    let close = page.word(left - 1) == "," && page.together(noun, left) && page.class(noun).is(Class::ROLE);
    let free = close && cast.mention_at(noun).is_none();
    let office = free.then(|| Office::read(page, cast, noun))?;
    (office.definite || office.owner.is_some()).then_some(office)
}

/// `no Japanese prime minister before [Kishida]`: one of those.
fn office_compared(page: &Page, cast: &Cast, start: usize) -> Option<Office> {
    let noun = start.checked_sub(2).filter(|&at| page.together(at, start))?;
    let behind = matches!(page.word(start - 1), "before" | "since" | "after") && page.class(noun).is(Class::ROLE);
    let office = behind.then(|| Office::read(page, cast, noun))?;
    office.owner.is_some().then_some(office)
}

/// `[Rand Paul] (R-Ky.)`, `[Rand Paul], R-Ky.,`, `[Rand Paul] (Ky.)`
fn seat(page: &Page, end: usize) -> Option<Office> {
    let open = matches!(page.word(end), "(" | ",") && page.together(end, end.saturating_sub(1));
    let party = page.word(end + 1).len() == 1 && matches!(page.word(end + 2), "-" | "‑" | "–");
    if !open || !party && page.word(end) == "," {
        return None;
    }
    let first = end + 1 + if party { 2 } else { 0 };
    let last =
        (first..first + 5).take_while(|&at| !matches!(page.word(at), ")" | ",") && page.together(end, at)).last()?;
    let owner = places::seat(page.words(first..last + 1)).map(Owner::Country)?;
    Some(Office::hailing(first..last + 1, Some(owner), end))
}

/// `[Yoon Suk Yeol] of South Korea`
fn hails(page: &Page, cast: &Cast, end: usize) -> Option<Office> {
    let place = cast.mention_at(end + 1).filter(|_| page.word(end) == "of" && page.together(end, end - 1))?;
    let owner = Some(owner(cast, place)).filter(|owner| matches!(owner, Owner::Country(_)));
    let tokens = cast.mentions[place].name.clone();
    owner.map(|_| Office::hailing(tokens, owner, end))
}

/// `[Jens Stoltenberg], its secretary general`, `[Fumio Kishida] was Japan’s first premier`
fn office_behind(page: &Page, cast: &Cast, end: usize) -> Option<Office> {
    let copula = page.class(end).is(Class::COPULA) || page.word(end) == "(";
    if !page.together(end, end.saturating_sub(1)) || !(copula || page.word(end) == ",") {
        return None;
    }
    let inside = Class::DETERMINER.or(Class::QUALIFIER).or(Class::LESSER).or(Class::ROLE).or(Class::DEMONYM);
    let fits = |at: usize| {
        let named = cast.mention_at(at).is_some_and(|m| !cast.is_person(cast.of[m]) || cast.mentions[m].possessive);
        named || page.class(at).is(inside.or(Class::COMMON)) || page.is_possessive(at) || page.word(at) == "-"
    };
    let stretch = (end + 1..page.len().min(end + 10)).take_while(|&at| page.together(end, at) && fits(at));
    let noun = stretch.filter(|&at| page.class(at).is(Class::ROLE) && cast.mention_at(at).is_none()).last()?;
    // `Kishida, President Yoon and`: the office is the next name's.
    let next = cast.mention_at(noun + 1).is_some_and(|m| cast.is_person(cast.of[m]));
    let office = (!next).then(|| Office::read(page, cast, noun))?;
    // `With Anna Kern, the candidate said`: a verb follows, so this is who said it.
    let behind = office.tokens.end.max(noun + 1);
    let small = Class::PREPOSITION.or(Class::CONJUNCTION).or(Class::DETERMINER);
    let verb = page.word(behind).starts_with(char::is_lowercase) && !page.class(behind).is(small);
    (office.tokens.start > end && (!verb || !page.together(behind, end) || page.word(end) != ",")).then_some(office)
}

fn owner(cast: &Cast, mention: usize) -> Owner {
    match cast.mentions[mention].sort {
        Sort::Place(row) => Owner::Country(row),
        _ => Owner::Member(cast.of[mention]),
    }
}

/// What `its` stands for: behind a comma what acts in the sentence, else the body named last before, else the place.
fn body_before(page: &Page, cast: &Cast, at: usize) -> Option<Owner> {
    let upto = cast.mentions.partition_point(|m| m.name.start < at);
    let near = || (upto.saturating_sub(4)..upto).rev();
    let body = |m: &usize| cast.mentions[*m].sort == Sort::Organisation;
    let place = |m: &usize| matches!(cast.mentions[*m].sort, Sort::Place(_));
    let behind_comma = at > 0 && page.word(at - 1) == ",";
    let acts = |m: &usize| {
        let mention = &cast.mentions[*m];
        behind_comma && mention.subject && !mention.possessive && page.together(mention.start, at)
    };
    let acting = near().find(|m| acts(m) && (body(m) || place(m)));
    acting.or_else(|| near().find(body)).or_else(|| near().find(place)).map(|m| owner(cast, m))
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

fn spelling(word: String) -> String {
    match SAME.iter().find(|(variant, _)| *variant == word) {
        Some((_, same)) => (*same).to_owned(),
        None if word == "defense" => "defence".to_owned(),
        None => word,
    }
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
