//! Whether the words shown for a source without a name name somebody, told by their nouns alone.

use super::{Class, ENGLISH, WordList};

/// Words that count and leave out who is counted: `26 percent`, `most`, `two in three`.
static QUANTITIES: WordList = WordList::named("speaker-noun.quantities");

/// Nouns that count or collect what stands behind `of`: `a handful of voters`.
static MEASURES: WordList = WordList::named("speaker-noun.measures");

/// Nouns for what cannot speak: `sales`, `the shot`.
static THINGS: WordList = WordList::named("speaker-noun.things");

/// Nouns with an ending of [`ABSTRACT_ENDINGS`] for people, bodies and what is written: `the community`, `evidence`.
static NOT_ABSTRACT: WordList = WordList::named("speaker-noun.not-abstract");

/// Endings of nouns for what cannot speak. Of 1,163 such nouns in GUM, 35 name people or bodies; those are listed.
static ABSTRACT_ENDINGS: WordList = WordList::named("speaker-noun.abstract-endings");

/// Words behind a noun that end its phrase besides prepositions and conjunctions.
static STOPS: WordList = WordList::named("speaker-noun.stops");

/// Nouns and bodies that can speak whatever their ending.
const SPEAKING: Class = Class::GROUP.or(Class::ROLE).or(Class::BODY).or(Class::DOCUMENT).or(Class::ORGANISATION);

/// Returns `true` for a listed noun of what cannot speak, in lower case: `day`.
pub fn is_listed_thing(noun: &str) -> bool {
    THINGS.contains(&noun)
}

/// Returns `false` for words that only count, `most of`, and for a noun of what cannot speak: `a series of photos`,
/// `Trump’s rhetoric`. A word that no list has is taken for somebody.
pub fn names_somebody(words: &str) -> bool {
    let words: Vec<&str> = words.split_whitespace().map(bare).filter(|word| !word.is_empty()).collect();
    let mut rest = &words[..];
    while let Some(first) = rest.iter().position(|word| !is_quantity(word)) {
        if let Some(of) = complement(rest, first) {
            rest = of;
            continue;
        }
        let end = (first + 1..rest.len()).find(|&at| is_stop(rest[at - 1], rest[at])).unwrap_or(rest.len());
        let head = rest[end - 1];
        match rest.get(end) {
            Some(&"of") if MEASURES.contains(&lower(head).as_str()) => rest = &rest[end + 1..],
            // `many in the crowd`: a phrase of place stands where the noun is left out.
            _ if ENGLISH.class(rest[first]).is(Class::PREPOSITION) => {
                return rest[first..].iter().any(|word| is_content(word));
            }
            // `more than likely negative ones`
            _ => return !is_quantity(&head) && can_speak(head),
        }
    }
    false
}

/// What is counted, where the first word that counts nothing is `of`: `26 percent of [voters]`.
fn complement<'w, 's>(words: &'w [&'s str], first: usize) -> Option<&'w [&'s str]> {
    (first > 0 && words[first] == "of").then(|| &words[first + 1..])
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric() && c != '%')
}

fn lower(word: &str) -> String {
    word.to_lowercase()
}

fn is_quantity(word: &&str) -> bool {
    let number = word.starts_with(|c: char| c.is_ascii_digit()) && !word.contains(|c: char| c.is_lowercase());
    // `sixty-seven`, `three-in-five`
    let parts = |word: &str| word.split(['-', '–']).all(|part| QUANTITIES.contains(&part));
    number || ENGLISH.class(word).is(Class::DETERMINER) || parts(&lower(word))
}

/// Returns `true` for a word behind a noun that is no part of its phrase: `people [jogging]`, `poll [of]`.
fn is_stop(before: &str, word: &str) -> bool {
    let participle = ["ed", "ing"].iter().any(|ending| word.ends_with(ending));
    let link = ENGLISH.class(word).is(Class::PREPOSITION.or(Class::CONJUNCTION)) || STOPS.contains(&word);
    link || participle && ENGLISH.class(before).is(SPEAKING)
}

fn is_content(word: &str) -> bool {
    !is_quantity(&word) && !ENGLISH.class(word).is(Class::FUNCTION)
}

/// Returns `true` for a noun of somebody, and for a name.
fn can_speak(noun: &str) -> bool {
    if !noun.starts_with(char::is_lowercase) {
        return true;
    }
    // `news` ends the names of papers, and says nothing.
    if THINGS.contains(&noun) {
        return false;
    }
    if ENGLISH.class(noun).is(SPEAKING) || ENGLISH.names_a_person(noun) {
        return true;
    }
    let singular = noun.strip_suffix("ies").map_or_else(
        || noun.strip_suffix('s').filter(|stem| !stem.ends_with('s')).unwrap_or(noun).to_owned(),
        |stem| format!("{stem}y"),
    );
    let either = |list: &WordList| list.contains(&noun) || list.contains(&singular.as_str());
    let abstract_noun =
        ABSTRACT_ENDINGS.iter().any(|ending| singular.len() > ending.len() + 2 && singular.ends_with(ending));
    !either(&THINGS) && (!abstract_noun || either(&NOT_ABSTRACT) || ENGLISH.class(&singular).is(SPEAKING))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_only_count_name_nobody() {
        for words in [
            "26 percent",
            "38%",
            "most",
            "both",
            "two in three",
            "nearly nine out of 10",
            "just shy of half",
            "another",
            "twenty-four percent",
            "a mere 9 percent",
            "three-quarters",
            "most of",
            "some in the",
            "no one",
            "the two",
            "one in four",
            "forty-three percent of all",
            "at least four",
            "negative ones",
        ] {
            assert!(!names_somebody(words), "{words}");
        }
    }

    #[test]
    fn a_share_of_people_names_them() {
        for words in [
            "26 percent of voters",
            "two out of three Americans",
            "more than half of white women",
            "those surveyed",
            "many in the crowd",
            "at least half of the 12-member board",
            "a growing number of bakers",
            "a third source",
            "all registered voters",
            "three people",
            "a handful of clerks",
            "6-in-10 tenants",
        ] {
            assert!(names_somebody(words), "{words}");
        }
    }

    #[test]
    fn a_noun_of_what_cannot_speak_names_nobody() {
        for words in [
            "sales",
            "news",
            "the shot",
            "a stream of new money",
            "a series of pauses",
            "Ann Holt’s rhetoric",
            "the role of mayor",
            "our bitterness",
            "one sweeping question",
            "most of the weather",
        ] {
            assert!(!names_somebody(words), "{words}");
        }
    }

    #[test]
    fn bodies_documents_and_people_whatever_their_ending_are_somebody() {
        for words in [
            "the Holt administration",
            "the community",
            "a new study",
            "the local association",
            "a series of reports",
            "the impostor",
            "people jogging along the river",
            "Ann Holt’s friend",
            "the Housing Division",
            "an eyewitness",
            "the governess",
            "the township",
            "state television",
            "the defence",
            "a caption",
            "the budget",
            "new evidence",
        ] {
            assert!(names_somebody(words), "{words}");
        }
    }
}
