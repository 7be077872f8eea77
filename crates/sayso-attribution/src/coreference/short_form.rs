//! Short forms of names, and what the words around a name tell of who or what it is.

use super::mention::Mention;
use super::names::fold;
use super::page::Page;
use super::pronouns::Pronoun;
use crate::language::{Class, Gender, gazetteer, gender_of_noun};
use crate::pos::Pos;

/// How far behind a name a pronoun tells its sex, in tokens.
const NEAR: usize = 10;

/// What the words around a short form of a name tell of who is meant.
pub struct ShortForm {
    /// As its title tells.
    pub gender: Option<Gender>,
    /// As the pronoun behind it tells: `Roe said she`.
    pub behind: Option<Gender>,
    /// The sex of whom its own words are about: `Roe said, “She`.
    pub quoted: Option<Gender>,
    /// Number of its paragraph.
    pub paragraph: u32,
    /// Index of the entity that the sentence names in full behind it, which is another person.
    pub beside: Option<usize>,
}

impl ShortForm {
    /// Reads what stands around `mention`.
    pub fn read(page: &Page, mention: &Mention, beside: Option<usize>) -> Self {
        let (behind, quoted) = (sex_behind(page, mention), sex_quoted(page, mention));
        Self { gender: mention.gender, behind, quoted, paragraph: page.paragraph(mention.name.start), beside }
    }
}

/// The sex that the first pronoun of the same sentence behind a subject tells, before anyone else is named:
/// `Clinton said she`.
fn sex_behind(page: &Page, mention: &Mention) -> Option<Gender> {
    let end = mention.name.end;
    let here = (end..page.len().min(end + NEAR)).take_while(|&at| page.together(end - 1, at));
    let mut plain = here.take_while(|&at| !page.is_capital(at) && !matches!(page.word(at), "“" | "\"" | "‘" | "”"));
    plain.find_map(|at| Pronoun::of(page.word(at))?.gender()).filter(|_| mention.subject && !mention.possessive)
}

/// The sex that the pronoun tells which begins the words in quotation marks behind a subject: `Clinton said, “She`.
fn sex_quoted(page: &Page, mention: &Mention) -> Option<Gender> {
    let end = mention.name.end;
    let here = (end..page.len().min(end + NEAR)).find(|&at| matches!(page.word(at), "“" | "\"" | "''" | "‘"))?;
    let subject = matches!(page.word(here + 1), "He" | "he" | "She" | "she");
    let said = subject && mention.subject && !mention.possessive && page.together(end - 1, here - 1);
    Pronoun::of(page.word(here + 1)).filter(|_| said)?.gender()
}

/// Returns `true` for somebody's relative: `his brother Freddy`, `Ann Holt’s son Amos`.
pub fn is_relative(page: &Page, mention: &Mention) -> bool {
    let owner = mention.start.checked_sub(2);
    let owned = owner.is_some_and(|at| page.is_possessive(at) || page.pos(at) == Pos::PrpS);
    owned && gender_of_noun(page.word(mention.start - 1)).is_some()
}

/// Returns `true` for a name that stands where a place does: `in Louisville`, `near Englewood`, `Coralville, Iowa`, `the El Paso-based firm`.
pub fn is_located(page: &Page, mention: &Mention) -> bool {
    let before = mention.start.checked_sub(1).map_or("", |at| page.word(at));
    let behind = matches!(before, "in" | "In" | "near" | "Near" | "outside" | "across" | "around" | "from");
    let end = mention.name.end;
    let state = page.word(end) == "," && page.together(end, end + 1) && is_region(page, end + 1);
    let based = page.is_dash(end) && page.clings(end) && matches!(page.word(end + 1), "based" | "area");
    !mention.titled && !mention.possessive && (behind || state || based)
}

/// Returns `true` for a country or a state, or its short form, that ends or stands before a mark: `Iowa,`, `Calif.`
fn is_region(page: &Page, at: usize) -> bool {
    let known = |end: usize| gazetteer::find(page.words(at..end)).is_some() && !page.is_word(end);
    known(at + 1) || known(at + 2) || gazetteer::seat(page.word(at)).is_some() && page.word(at + 1) == "."
}

/// Returns 1 if the noun before a name says that it is a man's, -1 if a woman's, else 0: `Ole Berg’s sister, [Kari], …`.
pub fn kin_vote(page: &Page, mention: &Mention) -> i32 {
    let comma = usize::from(mention.start > 1 && page.word(mention.start - 1) == ",");
    let Some(noun) = mention.start.checked_sub(1 + comma).filter(|&at| page.together(at, mention.start)) else {
        return 0;
    };
    // `He left with his brother, Kari said` tells nothing of Kari.
    if comma > 0 && page.word(mention.name.end) != "," {
        return 0;
    }
    vote(gender_of_noun(page.word(noun)))
}

/// 1 for a man, -1 for a woman.
pub fn vote(gender: Option<Gender>) -> i32 {
    match gender {
        Some(Gender::Male) => 1,
        Some(Gender::Female) => -1,
        None => 0,
    }
}

/// The folded words that a name is known by: `NY Daily News` is of New York, `Gawker.com` is Gawker.
pub fn key_words(page: &Page, mention: &Mention) -> Vec<String> {
    let mut words = fold(page.words(mention.name.clone()));
    words.extend(mention.family.into_iter().flat_map(|at| fold(page.word(at))));
    let first = page.word(mention.name.start);
    let short = first.len() <= 4 && first.chars().all(|c| c.is_uppercase() || c == '.');
    let place = gazetteer::find(first).filter(|_| short && mention.name.len() > 1).map(gazetteer::name);
    if let Some(full) = place {
        words.splice(..1, fold(full));
    }
    // `the Cruz-Rubio matchup` is neither of them.
    let half = |at: usize| page.known_alone(at) && !page.class(at).is(Class::PARTICLE);
    if mention.name.len() == 3 && half(mention.name.start) && half(mention.name.end - 1) && words.len() == 2 {
        words = vec![words.concat()];
    }
    let site = mention.name.len() > 2 && page.word(mention.name.end - 2) == ".";
    if let Some(last) = words.last_mut().filter(|_| site) {
        let end = page.word(mention.name.end - 1);
        last.truncate(last.len().saturating_sub(end.len()));
    }
    words
}
