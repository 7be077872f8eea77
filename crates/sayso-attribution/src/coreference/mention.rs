//! Names in the text: runs of capitalised words, cut where a title ends and the name begins.

use std::collections::HashMap;
use std::ops::Range;

use super::grammar::{has_verb, phrase_start, verb_behind};
use super::name_join::{joins_field, joins_given, joins_second_field, joins_sum};
use super::name_shape::{
    begins_with_number, is_acronym, is_colour, is_figure, is_number, is_panel, is_prefix, is_proper_in_capitals,
    is_public, is_thing, is_told_of, joins_number, shortened_state, syllable,
};
use super::name_start::{behind_office, ends_a_body, is_behind_article, is_swollen, is_unlisted_role, takes_of};
use super::page::Page;
use super::subject::{JOINED, is_compared, is_subject};
use super::title_case::{ends_as_source, is_in_title};
use crate::language::{Class, Gender, WordList, gazetteer};
use crate::pos::Pos;

/// What stands before a country’s name for a part of it: `Western Europe`.
static PARTS_OF_COUNTRIES: WordList = WordList::named("mention.parts-of-countries");

/// Titles in capitals before a name, which are no names of bodies: `DCI Kane`.
static RANKS: WordList = WordList::named("mention.ranks");

/// What bodies are named for: `Democracy for America`.
static CAUSES: WordList = WordList::named("mention.causes");

/// Nouns of the forms in which somebody is addressed: `Your Honor`.
static ADDRESSES: WordList = WordList::named("mention.addresses");

/// What a name looks like it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sort {
    /// A person, by a title or by its shape.
    Person,
    /// A body.
    Organisation,
    /// A place of the table, with its row.
    Place(u16),
    /// A document: `Foreign Trade Act`.
    Document,
    /// One capitalised word that shows nothing.
    Unsure,
}

/// One name at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The tokens of the name, titles left out.
    pub name: Range<usize>,
    /// First token with the title before the name.
    pub start: usize,
    /// What it looks like.
    pub sort: Sort,
    /// As `Mr` or `Ms` tells.
    pub gender: Option<Gender>,
    /// Whether a title precedes it.
    pub titled: bool,
    /// Whether `’s` follows.
    pub possessive: bool,
    /// Whether it stands in subject position.
    pub subject: bool,
    /// The family name that stands with another's given name: `Khizr and Ghazala Khan`.
    pub family: Option<usize>,
}

/// All names of a page in text order. `sources` are token ranges that a finder took for sources: there a
/// capital at a sentence's head is believed more readily.
pub fn mentions(page: &Page, sources: &[Range<usize>]) -> Vec<Mention> {
    let hinted = hints(page, sources);
    let mut out: Vec<Mention> = Vec::new();
    let mut at = 0;
    while at < page.len() {
        if is_proper(page, at, &hinted) {
            let end = run_end(page, at, &hinted);
            read_run(page, at..end, &mut out);
            at = end;
        } else {
            at += 1;
        }
    }
    let mut named: HashMap<&str, usize> = HashMap::new();
    for at in out.iter().flat_map(|mention| mention.name.clone()) {
        *named.entry(page.word(at)).or_default() += 1;
    }
    out.retain(|mention| !is_one_of_a_kind(page, mention) || named[page.word(mention.name.start)] > 1);
    out.shrink_to_fit();
    for second in 1..out.len() {
        if let Some(family) = shared_family(page, &out[second - 1], &out[second]) {
            out[second - 1] = Mention { family: Some(family), sort: Sort::Person, ..out[second - 1].clone() };
        }
    }
    out
}

/// `a taciturn [Finn] named Pekka`: one capitalised word behind an indefinite article tells what somebody is. Before a
/// noun it is a name: `an [Obama] adviser`, and so is one that the text has elsewhere: `an angry Hollande`.
fn is_one_of_a_kind(page: &Page, mention: &Mention) -> bool {
    let (at, next) = (mention.name.start, mention.name.end);
    let alone = mention.name.len() == 1 && !mention.titled && !mention.possessive;
    let plain = matches!(mention.sort, Sort::Person | Sort::Unsure) && !is_acronym(page.word(at));
    let before_noun = page.pos(next).is_noun() || page.is_dash(next) || page.pos(next) == Pos::Adj;
    let article = || matches!(page.word(phrase_start(page, at)), "a" | "an" | "A" | "An");
    alone && plain && !before_noun && article()
}

/// The family name of two persons that is written once.
fn shared_family(page: &Page, first: &Mention, second: &Mention) -> Option<usize> {
    let pair = first.name.len() == 1 && first.sort == Sort::Unsure && second.name.len() == 2 && !second.titled;
    let joined = second.start == first.name.end + 1 && matches!(page.word(first.name.end), "and" | "&");
    // `Trump and Hillary Clinton` are none: there the first is a name by itself.
    let given = page.is_given(first.name.start) || !page.known_alone(first.name.start);
    let fits = pair && joined && given && second.sort == Sort::Person;
    fits.then_some(second.name.end - 1)
}

/// The tokens of sources of at most five words.
fn hints(page: &Page, sources: &[Range<usize>]) -> Vec<bool> {
    let mut hinted = vec![false; page.len()];
    for range in sources.iter().filter(|r| r.len() <= 5) {
        hinted[range.clone()].fill(true);
    }
    hinted
}

/// Returns `true` if the token can be a word of a name.
fn is_proper(page: &Page, at: usize, hinted: &[bool]) -> bool {
    let class = page.class(at);
    let acronym = is_acronym(page.word(at));
    if !page.is_capital(at) || is_party_and_seat(page, at) || is_prefix(page, at) || is_address(page, at) {
        return false;
    }
    if page.is_shouted(at) {
        return is_proper_in_capitals(page, at);
    }
    if class.is(Class::FUNCTION) && (page.is_weak(at) && !page.is_initials(at) || !acronym) {
        return opens_a_name(page, at) || is_given_as_source(page, at, hinted);
    }
    let stands_alone = !page.together(at, at + 1) || !page.is_capital(at + 1) && !joins_particle(page, at + 1);
    // `War has quickened` is no name for all the `World War` elsewhere, where `war` is a word as well.
    let word = page.known_lower(at) && stands_alone;
    if !page.is_weak(at) || page.known_capital(at) && !word || acronym {
        return true;
    }
    let listed =
        Class::MALE.or(Class::FEMALE).or(Class::MR).or(Class::MS).or(Class::TITLE).or(Class::OUTLET).or(Class::ROLE);
    if class.is(listed) || gazetteer::find(page.word(at)).is_some() {
        return true;
    }
    // `Doctors Without Borders`
    if is_capital_inside(page, at + 1) && page.is_capital(at + 2) && page.together(at, at + 2) {
        return true;
    }
    // At a sentence's head: `Kishida attended` but not `Critics say`, `Nothing helps`.
    if in_headline(page, at) {
        return false;
    }
    let plural = page.word(at).ends_with('s');
    // `Exit polling showed` is no one's, `Footage showed` and `Using` are no names.
    let shouted = !page.word(at).contains(char::is_lowercase);
    let common = !shouted && matches!(page.pos(at), Pos::Nn | Pos::Nns | Pos::Vbg | Pos::Vb);
    let alone_in_source = hinted[at] && !common && !(hinted.get(at + 1) == Some(&true) && page.is_word(at + 1));
    // `Brightwater, the power group, is to build`: a name that the tagger does not know may be taken for anything.
    let apposition = page.word(at + 1) == "," && page.pos(at + 2) == Pos::Det && class == Class::default();
    let noun = page.pos(at) == Pos::Nnp || apposition && page.pos(at) != Pos::Adv;
    let by_grammar = noun && verb_behind(page, at + 1).is_some();
    !page.known_lower(at) && !class.is(Class::GROUP) && (!stands_alone || (alone_in_source || by_grammar) && !plural)
}

/// Most tokens of a sentence that is looked at for a question mark.
const QUESTION: usize = 60;

/// `Our Principles PAC`, `One Nation`: a small word with a capital inside a sentence, before another capital.
fn opens_a_name(page: &Page, at: usize) -> bool {
    let next = page.is_capital(at + 1) && page.together(at, at + 1) && !page.class(at + 1).is(Class::FUNCTION);
    let small = matches!(page.word(at), "Our" | "My" | "Your" | "Every" | "All" | "No" | "One" | "Most");
    // `Will Doyle`, `April Ryan`; at the head of a sentence before a verb, but not in `Will Doyle go?`.
    let asked = |at: usize| (at..at + QUESTION).take_while(|&i| page.together(at, i)).any(|i| page.word(i) == "?");
    let past = |at: usize| page.word(at).ends_with("ed");
    let relative = |at: usize| page.word(at) == "," && matches!(page.word(at + 1), "who" | "whose");
    let verb =
        |at: usize| past(at) || relative(at) || page.pos(at).is_finite() || matches!(page.pos(at), Pos::Vb | Pos::Vbn);
    let head = |at: usize| !page.is_headline(at) && !page.is_weak(at + 1) && verb(at + 2) && !asked(at);
    let given =
        if page.is_weak(at) { (page.is_given(at) || page.word(at) == "May") && head(at) } else { page.is_given(at) };
    (small && page.known_capital(at) && !is_address(page, at + 1) || given) && next
}

/// `Your Honor`: a noun by which somebody is addressed.
fn is_address(page: &Page, at: usize) -> bool {
    let owner = at.checked_sub(1).map_or("", |before| page.word(before));
    matches!(owner, "Your" | "your" | "His" | "Her") && ADDRESSES.contains(&page.word(at))
}

/// `Will acknowledges` after `George Will`: a small word that is a given name too, alone in a source, and with a capital
/// elsewhere.
fn is_given_as_source(page: &Page, at: usize, hinted: &[bool]) -> bool {
    let beside = |other: Option<usize>| other.is_some_and(|other| hinted.get(other) == Some(&true));
    let alone = hinted[at] && !beside(at.checked_sub(1)) && !beside(Some(at + 1));
    alone && page.is_given(at) && page.known_capital(at)
}

/// `R-Fla.`, `D-N.Y.` behind a lawmaker's name.
fn is_party_and_seat(page: &Page, at: usize) -> bool {
    let letter = |at: usize| matches!(page.word(at), "R" | "D" | "I");
    letter(at) && page.is_dash(at + 1) || at > 1 && page.is_dash(at - 1) && letter(at - 2)
}

/// In a headline every word has a capital; a sentence has one such word at its head.
fn in_headline(page: &Page, at: usize) -> bool {
    let beside = |other: usize| page.together(at, other) && page.is_weak(other) && page.is_word(other);
    beside(at + 1) || at > 0 && beside(at - 1)
}

/// One past the last token of the run that begins at `at`.
fn run_end(page: &Page, at: usize, hinted: &[bool]) -> usize {
    let mut end = at + 1;
    while let Some(next) = join(page, at..end, hinted) {
        end = next;
    }
    end
}

/// How far the run `run` goes on; `None` where it stops.
fn join(page: &Page, run: Range<usize>, hinted: &[bool]) -> Option<usize> {
    let at = run.end;
    let proper = |i: usize| i < page.len() && page.together(run.start, i) && is_proper(page, i, hinted);
    if proper(at) && !ends_in_headline(page, &run) && !is_told_of(page, &run) && !ends_as_source(page, at, hinted)
        || joins_number(page, &run)
        || joins_given(page, &run)
    {
        return Some(at + 1);
    }
    if proper(at + 1) && (is_capital_inside(page, at) || page.word(at) == "and" && joins_field(page, &run)) {
        return Some(at + 2);
    }
    if joins_second_field(page, &run) && proper(at + 1) {
        return Some(at + 2);
    }
    // `Department for Environment, Food and Rural Affairs`
    if page.word(at) == "," && proper(at + 1) && page.word(at + 2) == "and" && joins_field(page, &(run.start..at)) {
        return Some(at + 2);
    }
    if page.is_possessive(at) {
        let family =
            matches!(page.word(at - 1), "People" | "Women" | "Men" | "Children" | "King" | "Queen" | "Veterans");
        // `Teachers’ Guild`, but not `the Democrats’ Senate leader`.
        let plural = page.word(at).chars().count() == 1 && !page.class(at - 1).is(Class::OUTLET);
        let body = plural && ends_a_body(page, at + 1) && !page.class(at + 2).is(Class::ROLE);
        return ((family || body) && proper(at + 1)).then_some(at + 2);
    }
    if matches!(page.word(at), "-" | "‑" | "’" | "'" | "&") {
        let tight = page.clings(at) && page.clings(at + 1);
        let joined = proper(at + 1) || tight && syllable(page, &run);
        return (joined && (tight || page.word(at) == "&")).then_some(at + 2);
    }
    if page.word(at) == "."
        && matches!(page.word(at + 1), "com" | "org" | "net")
        && page.clings(at)
        && page.clings(at + 1)
    {
        return Some(at + 2);
    }
    if page.class(at).is(Class::PARTICLE) && !page.is_capital(at) {
        let behind = (at + 1..at + 3).find(|&i| !page.class(i).is(Class::PARTICLE) && page.word(i) != "-")?;
        return proper(behind).then_some(behind + 1);
    }
    if joins_sum(page, at) {
        return Some(at + 3);
    }
    let people = matches!(page.word(at - 1), "Americans" | "Citizens" | "Veterans" | "Women" | "Club" | "Priorities");
    let cause = page.word(at) == "for" && CAUSES.contains(&page.word(at + 1));
    // `Communications Workers of America`
    let workers = run.len() > 1 && page.word(at) == "of" && page.word(at - 1) == "Workers";
    // `Royal Society for the Protection of Moths`
    let field = (run.start + 1..at).any(|i| page.word(i) == "for" && takes_of(page, i - 1));
    let takes = takes_of(page, at - 1) || field && page.word(at - 1).starts_with(char::is_uppercase);
    let behind = at + 1 + usize::from(page.word(at + 1) == "the");
    // `Commission on Presidential Debates`, but not `the commission on Monday`.
    let on = page.word(at) == "on" && is_panel(page.word(at - 1)) && !page.class(behind).is(Class::FUNCTION);
    let of = page.word(at) == "of" && takes || page.word(at) == "for" && (takes || people) || on || cause || workers;
    if of && proper(behind) && !page.class(behind).is(Class::ROLE) {
        return Some(behind + 1);
    }
    let ministry = page.word(at) == "of" && matches!(page.word(at - 1), "Secretary" | "Minister" | "Chief");
    (ministry && page.class(at + 1).is(Class::QUALIFIER) && page.is_capital(at + 1)).then_some(at + 2)
}

/// Whether the word behind a run in a headline, where every word has a capital, is the verb of the name: `Dascha Polanco
/// [Opened] Up`.
fn ends_in_headline(page: &Page, run: &Range<usize>) -> bool {
    let at = run.end;
    let verb = matches!(page.pos(at), Pos::Vbd | Pos::Vbz | Pos::Vbn | Pos::Md) && !page.is_given(at);
    verb && run.len() > 1 && in_headline(page, at) && page.is_headline(at) && !page.class(at).is(Class::ORGANISATION)
}

/// Whether the token is a small word inside a name: `bin` of `Abdullah bin Khalid`.
fn joins_particle(page: &Page, at: usize) -> bool {
    page.class(at).is(Class::PARTICLE) && !page.class(at).is(Class::FUNCTION) && page.is_capital(at + 1)
}

/// `Against` of `Surfers Against Filth`: a small word that has its capital from the name it stands in.
fn is_capital_inside(page: &Page, at: usize) -> bool {
    page.is_capital(at) && !page.is_weak(at) && page.class(at).is(Class::PREPOSITION) && !is_acronym(page.word(at))
}

/// The letters of a seat, a degree or an order: `Jess Phillips MP`.
pub fn is_behind_names(word: &str) -> bool {
    matches!(word, "MP" | "MEP" | "MSP" | "QC" | "KC" | "MD" | "OBE" | "CBE")
}

/// Cuts a run into a title and a name, and what stands before the title; letters after a name are none of it.
fn read_run(page: &Page, mut run: Range<usize>, out: &mut Vec<Mention>) {
    while run.len() > 2 && is_behind_names(page.word(run.end - 1)) {
        run.end -= 1;
    }
    let Some(cut) = last_title(page, &run) else {
        run.start -= usize::from(begins_with_number(page, &run));
        return out.extend(name_of(page, run.clone(), run.start));
    };
    let first = first_title(page, &run, cut);
    if first > run.start {
        out.extend(name_of(page, run.start..first, run.start));
    }
    if cut + 1 < run.end {
        out.extend(name_of(page, cut + 1..run.end, first));
    }
}

const TITLES: Class = Class::MR.or(Class::MS).or(Class::TITLE).or(Class::ROLE);

/// The last word of the title in a run; `None` where it has none or is a body's name: `Justice Department`.
fn last_title(page: &Page, run: &Range<usize>) -> Option<usize> {
    let last = run.end - 1;
    if ends_a_body(page, last) && run.len() > 1 {
        return None;
    }
    let office = page.class(last - usize::from(run.len() > 1));
    let plain = !office.is(TITLES) || office.is(Class::MR.or(Class::MS));
    let surname = run.len() > 1 && page.class(last).is(Class::SURNAME_TOO) && plain;
    let upto = if surname { last } else { run.end };
    let complement = run.start > 1 && page.word(run.start - 1) == "of" && page.class(run.start - 2).is(Class::ROLE);
    if complement && page.class(run.start).is(Class::QUALIFIER) && run.len() > 1 {
        // `secretary of [State] [John Kerry]`
        return (run.start..upto).take_while(|&at| page.class(at).is(Class::QUALIFIER)).last();
    }
    let rank = |at: usize| !is_acronym(page.word(at)) || RANKS.contains(&page.word(at));
    let Some(cut) = (run.start..upto).rev().find(|&at| page.class(at).is(TITLES) && rank(at)) else {
        return seat_before_name(page, run).filter(|_| complement);
    };
    if cut + 2 >= run.end || page.word(cut + 1) != "of" {
        return Some(cut);
    }
    // `Secretary of State John Kerry`
    Some((cut + 2..run.end).take_while(|&at| page.class(at).is(Class::QUALIFIER)).last().unwrap_or(cut))
}

/// The last word of the seat in `mayor of [London] [Sadiq Khan]`: what stands before a given name.
fn seat_before_name(page: &Page, run: &Range<usize>) -> Option<usize> {
    let place = |at: usize| gazetteer::find(page.words(run.start..at)).is_some();
    let name = (run.start + 1..run.end.min(run.start + 4)).find(|&at| page.is_given(at) || place(at))?;
    (name + 1 < run.end).then_some(name - 1)
}

/// The first word of the title that ends at `cut`: `Prime` of `Prime Minister`.
fn first_title(page: &Page, run: &Range<usize>, cut: usize) -> usize {
    let part = TITLES.or(Class::LESSER);
    let pairs = |at: usize| {
        matches!(page.word(at), "Prime" | "Press" | "Foreign" | "Attorney" | "Chief" | "Defence" | "Defense")
    };
    (run.start..cut).rev().take_while(|&at| page.class(at).is(part) || pairs(at)).last().unwrap_or(cut)
}

/// The mention that `name` makes, its title from `start` on; `None` for an adjective of a country alone.
fn name_of(page: &Page, name: Range<usize>, start: usize) -> Option<Mention> {
    let titled = start < name.start;
    // `American Joe Smith`, `Japanese Prime`: a people's word before a name is none of it.
    let paper = name.len() > 1 && page.class(name.end - 1).is(Class::PRESS);
    let whole = paper
        || ends_a_body(page, name.end - 1)
        || !titled && is_behind_article(page, &name)
        || gazetteer::find(page.words(name.clone())).is_some();
    let people = |at: usize| page.class(at).is(Class::DEMONYM.or(Class::COMMON)) && !is_colour(page.word(at));
    let strip = name.clone().take_while(|&at| !whole && people(at)).count();
    // `Americans for Prosperity`
    let strip = if page.class(name.start + strip).is(Class::PREPOSITION) { 0 } else { strip };
    let mut name = name.start + strip..name.end;
    // `Imagine Brad Thor said`: a sentence's first word before a given name.
    if name.len() > 2
        && page.is_weak(name.start)
        && !page.is_weak(name.start + 1)
        && page.word(name.start).len() > 2
        && !page.is_given(name.start)
        && page.is_given(name.start + 1)
    {
        name.start += 1;
    }
    if is_swollen(page, &name) || is_unlisted_role(page, &name) {
        name.start += 1;
    }
    name.start = behind_office(page, &name);
    if page.word(name.start) == "-" {
        return None;
    }
    let entity = |word: &str| {
        matches!(word, "Democrat" | "Democrats" | "Democratic" | "Republican" | "Republicans" | "Conservatives")
    };
    let super_pac = matches!(page.words(name.clone()), "PAC" | "PACs" | "Super PAC" | "Super PACs" | "SUPER PAC");
    let party = matches!(page.words(name.clone()), "Lib Dem" | "Lib Dems");
    if name.is_empty() || super_pac || party || entity(page.word(name.end - 1)) {
        return None;
    }
    let before = (start..name.start).map(|at| page.class(at)).fold(Class::default(), Class::or);
    let work = !titled && !page.is_given(name.start) && is_in_title(page, &name);
    let sort = if work { Sort::Document } else { sort(page, &name, titled)? };
    let start = if titled { start } else { name.start };
    Some(Mention {
        sort,
        start,
        gender: gender(before),
        titled,
        possessive: page.is_possessive(name.end),
        subject: (is_subject(page, start, JOINED) || has_verb(page, &(start..name.end)))
            && !is_compared(page, start, name.end),
        family: None,
        name,
    })
}

/// What sort of thing a name names, by its words.
fn sort(page: &Page, name: &Range<usize>, titled: bool) -> Option<Sort> {
    let last = name.end - 1;
    if !titled && let Some(row) = gazetteer::find(page.words(name.clone())) {
        return (!page.class(last).is(Class::DEMONYM)).then_some(Sort::Place(row));
    }
    if name.len() == 1 && page.class(last).is(Class::DEMONYM) {
        return None;
    }
    let part = !titled && name.len() > 1 && PARTS_OF_COUNTRIES.contains(&page.word(name.start));
    if let Some(row) = part.then(|| gazetteer::find(page.words(name.start + 1..name.end))).flatten() {
        return Some(Sort::Place(row));
    }
    let one = page.word(last);
    if !titled && let Some(row) = shortened_state(page, name) {
        return Some(Sort::Place(row));
    }
    Some(match name.len() {
        _ if page.class(last).is(Class::DOCUMENT) && name.len() > 1 => Sort::Document,
        3.. if page.word(last - 1) == "." => Sort::Organisation,
        2 if !titled && matches!(page.word(name.start), "Team" | "Camp") => Sort::Organisation,
        2.. if !titled && (name.clone().any(|at| page.word(at) == "for") || is_number(page, name.start)) => {
            Sort::Organisation
        }
        3.. if !titled && page.class(name.start).is(Class::DEMONYM) && is_behind_article(page, name) => {
            Sort::Organisation
        }
        _ if !titled && (ends_a_body(page, last) || page.class(last).is(Class::OUTLET)) => Sort::Organisation,
        // `Karvian Armenians`
        2.. if !titled && one.ends_with('s') && page.class(last).is(Class::DEMONYM) => Sort::Organisation,
        2.. if !titled && page.class(last).is(Class::COMPANY) => Sort::Organisation,
        2.. if !titled && name.clone().all(|at| is_acronym(page.word(at)) && !page.is_weak(at)) => Sort::Organisation,
        2.. if !titled && name.clone().any(|at| is_public(page.word(at))) => Sort::Organisation,
        3.. if name.clone().any(|at| is_capital_inside(page, at) || page.word(at) == "and") => Sort::Organisation,
        // `Trump Train`: a thing named after somebody.
        2 if !titled && !page.is_given(name.start) && page.known_alone(name.start) && is_thing(page, last) => {
            Sort::Organisation
        }
        _ if name.clone().any(|at| page.word(at) == "of" || page.class(at).is(Class::TAKES_OF) && !titled) => {
            Sort::Organisation
        }
        1 if !titled && is_acronym(one) => Sort::Organisation,
        1 if !titled && is_figure(page, name) => Sort::Document,
        1 if !titled => Sort::Unsure,
        1..=5 => Sort::Person,
        _ => Sort::Organisation,
    })
}

fn gender(class: Class) -> Option<Gender> {
    if class.is(Class::MR) { Some(Gender::Male) } else { class.is(Class::MS).then_some(Gender::Female) }
}
