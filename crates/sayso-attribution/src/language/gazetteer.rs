//! Countries with their people's word and their capital, so that `Japan’s leader` and `the Japanese Prime
//! Minister` have one owner and `Seoul` stands for South Korea.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::word_list::lines;

/// One country (or state of one): a row of `places.txt`.
struct Country {
    name: &'static str,
    /// Words for what is of it and who lives there, between spaces.
    people: &'static str,
    /// Capital and other names, between commas.
    other: &'static str,
}

/// The rows of `places.txt`, in the order of the file; the first other name is the capital.
static PLACES: LazyLock<Vec<Country>> =
    LazyLock::new(|| lines(PLACES_FILE).filter(|l| *l != STATES).map(Country::read).collect());

/// Number of rows before the states.
static COUNTRIES: LazyLock<usize> = LazyLock::new(|| lines(PLACES_FILE).take_while(|line| *line != STATES).count());

const PLACES_FILE: &str = include_str!("../../data/en/places.txt");

/// The line of `places.txt` that the states of one country follow.
const STATES: &str = "[states]";

impl Country {
    fn read(line: &'static str) -> Self {
        let mut fields = line.split('|').map(str::trim);
        let mut field = || fields.next().unwrap_or_default();
        Self { name: field(), people: field(), other: field() }
    }
}

static NAMES: LazyLock<HashMap<String, u16>> = LazyLock::new(|| {
    let mut names = HashMap::new();
    for (at, place) in PLACES.iter().enumerate() {
        let others = place.other.split(',').filter(|name| !name.is_empty());
        for name in others.chain([place.name]).chain(place.people.split_whitespace()) {
            names.insert(key(name), at as u16);
        }
    }
    for (adjective, country) in [("South Korean", "South Korea"), ("North Korean", "North Korea")] {
        if let Some(&at) = names.get(&key(country)) {
            names.insert(key(adjective), at);
            names.insert(key(adjective) + "s", at);
        }
    }
    names
});

/// Words for what is of a country: `japanese`; all of one word.
pub fn demonyms() -> impl Iterator<Item = &'static str> {
    PLACES.iter().flat_map(|place| place.people.split_whitespace()).chain(["korean", "koreans", "zealander"])
}

/// The row of a place by name, capital or people's word, in any case; the country's own name is [`name`].
pub fn find(words: &str) -> Option<u16> {
    if words.len() > 40 {
        return None;
    }
    NAMES.get(&key(words)).copied()
}

/// American states as the press shortens them behind a lawmaker's party (`R-Fla.`): short form, name.
static SHORTENED: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    lines(include_str!("../../data/en/short_states.txt")).filter_map(|line| line.split_once(' ')).collect()
});

/// The row of a place as it stands behind a lawmaker's party, shortened or not.
pub fn seat(words: &str) -> Option<u16> {
    let short = key(words).replace(' ', "");
    let full = SHORTENED.iter().find(|(known, _)| *known == short).map(|(_, name)| *name);
    find(full.unwrap_or(words))
}

/// Returns `true` for a country or a continent with a word for its people; `false` for a state of one.
pub fn is_country(row: u16) -> bool {
    *COUNTRIES > row as usize
}

/// The name of the country at `row`; empty for a row that is none.
pub fn name(row: u16) -> &'static str {
    PLACES.get(row as usize).map_or("", |place| place.name)
}

/// Letters only, lower case: `U.S.` and `US` are one, and so are `Asia-Pacific` and `Asia Pacific`.
fn key(words: &str) -> String {
    let letters = words.chars().filter(|c| !matches!(c, '.' | '’' | '\''));
    letters.map(|c| if c == '-' { ' ' } else { c }).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn country_people_and_capital_are_one_row() {
        for words in ["Japan", "Japanese", "Tokyo", "TOKYO"] {
            assert_eq!(find(words).map(name), Some("Japan"));
        }
        assert_eq!(find("U.S."), find("Washington"));
        assert_eq!(find("South Korean").map(name), Some("South Korea"));
        assert_eq!(find("Stoltenberg"), None);
    }
}
