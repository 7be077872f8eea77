//! Countries with their people's word and their capital, so that `Japan’s leader` and `the Japanese Prime
//! Minister` have one owner and `Seoul` stands for South Korea.

use std::collections::HashMap;
use std::sync::LazyLock;

/// One country (or state of one): a row of [`PLACES`].
struct Country {
    name: &'static str,
    /// Words for what is of it and who lives there, between spaces.
    people: &'static str,
    /// Capital and other names, between commas.
    other: &'static str,
}

const fn row(name: &'static str, people: &'static str, other: &'static str) -> Country {
    Country { name, people, other }
}

/// In no order; the first other name is the capital.
const PLACES: &[Country] = &[
    row("Afghanistan", "afghan afghans", "Kabul"),
    row("Argentina", "argentine argentinian", "Buenos Aires"),
    row("Australia", "australian australians", "Canberra,Sydney"),
    row("Austria", "austrian austrians", "Vienna"),
    row("Belarus", "belarusian", "Minsk"),
    row("Belgium", "belgian belgians", "Brussels"),
    row("Brazil", "brazilian brazilians", "Brasilia,Brasília"),
    row("Britain", "british briton britons", "London,United Kingdom,UK,U.K.,Great Britain,England"),
    row("Canada", "canadian canadians", "Ottawa"),
    row("Chile", "chilean chileans", "Santiago"),
    row("China", "chinese", "Beijing,People’s Republic of China"),
    row("Colombia", "colombian colombians", "Bogota,Bogotá"),
    row("Cuba", "cuban cubans", "Havana"),
    row("Czech Republic", "czech czechs", "Prague,Czechia"),
    row("Denmark", "danish danes", "Copenhagen"),
    row("Egypt", "egyptian egyptians", "Cairo"),
    row("Estonia", "estonian estonians", "Tallinn"),
    row("Ethiopia", "ethiopian ethiopians", "Addis Ababa"),
    row("Finland", "finnish finns", "Helsinki"),
    row("France", "french frenchman", "Paris"),
    row("Georgia", "georgian georgians", "Tbilisi"),
    row("Germany", "german germans", "Berlin"),
    row("Greece", "greek greeks", "Athens"),
    row("Hungary", "hungarian hungarians", "Budapest"),
    row("India", "indian indians", "New Delhi,Delhi"),
    row("Indonesia", "indonesian indonesians", "Jakarta"),
    row("Iran", "iranian iranians", "Tehran"),
    row("Iraq", "iraqi iraqis", "Baghdad"),
    row("Ireland", "irish", "Dublin"),
    row("Israel", "israeli israelis", "Jerusalem,Tel Aviv"),
    row("Italy", "italian italians", "Rome"),
    row("Japan", "japanese", "Tokyo"),
    row("Jordan", "jordanian jordanians", "Amman"),
    row("Kenya", "kenyan kenyans", "Nairobi"),
    row("Latvia", "latvian latvians", "Riga"),
    row("Lebanon", "lebanese", "Beirut"),
    row("Libya", "libyan libyans", "Tripoli"),
    row("Lithuania", "lithuanian lithuanians", "Vilnius"),
    row("Mexico", "mexican mexicans", "Mexico City"),
    row("Netherlands", "dutch", "The Hague,Amsterdam,Holland"),
    row("New Zealand", "", "Wellington"),
    row("Nigeria", "nigerian nigerians", "Abuja"),
    row("North Korea", "", "Pyongyang"),
    row("Norway", "norwegian norwegians", "Oslo"),
    row("Pakistan", "pakistani pakistanis", "Islamabad"),
    row("Palestine", "palestinian palestinians", "Ramallah,Gaza"),
    row("Philippines", "philippine filipino filipinos", "Manila"),
    row("Poland", "polish poles", "Warsaw"),
    row("Portugal", "portuguese", "Lisbon"),
    row("Qatar", "qatari", "Doha"),
    row("Romania", "romanian romanians", "Bucharest"),
    row("Russia", "russian russians", "Moscow,Russian Federation"),
    row("Saudi Arabia", "saudi saudis", "Riyadh"),
    row("Serbia", "serbian serbs", "Belgrade"),
    row("Singapore", "singaporean", ""),
    row("South Africa", "", "Pretoria"),
    row("South Korea", "", "Seoul,Republic of Korea,Korea"),
    row("Spain", "spanish spaniards", "Madrid"),
    row("Sweden", "swedish swedes", "Stockholm"),
    row("Switzerland", "swiss", "Bern,Geneva"),
    row("Syria", "syrian syrians", "Damascus"),
    row("Taiwan", "taiwanese", "Taipei"),
    row("Thailand", "thai thais", "Bangkok"),
    row("Turkey", "turkish turks", "Ankara,Türkiye"),
    row("Ukraine", "ukrainian ukrainians", "Kyiv,Kiev"),
    row("United Arab Emirates", "emirati", "Abu Dhabi,UAE"),
    row("United States", "american americans", "Washington,U.S.,US,USA,U.S.A.,America,United States of America"),
    row("Venezuela", "venezuelan venezuelans", "Caracas"),
    row("Vietnam", "vietnamese", "Hanoi"),
    row("Europe", "european europeans", ""),
    row("Asia", "asian asians", "Asia Pacific,Asia-Pacific,Indo-Pacific"),
    row("Africa", "african africans", ""),
    row("Middle East", "", ""),
    row("Alabama", "", ""),
    row("Alaska", "", ""),
    row("Arizona", "", "Phoenix"),
    row("Arkansas", "", "Little Rock"),
    row("California", "californian", "Sacramento,Los Angeles,San Francisco"),
    row("Colorado", "", "Denver"),
    row("Connecticut", "", "Hartford"),
    row("Delaware", "", ""),
    row("Florida", "floridian", "Tallahassee,Miami,Orlando,Tampa"),
    row("Hawaii", "", "Honolulu"),
    row("Idaho", "", "Boise"),
    row("Illinois", "", "Chicago"),
    row("Indiana", "", "Indianapolis"),
    row("Iowa", "", "Des Moines"),
    row("Kansas", "", ""),
    row("Kentucky", "", ""),
    row("Louisiana", "", "New Orleans,Baton Rouge"),
    row("Maine", "", ""),
    row("Maryland", "", "Baltimore"),
    row("Massachusetts", "", "Boston"),
    row("Michigan", "", "Detroit,Lansing"),
    row("Minnesota", "", "Minneapolis"),
    row("Mississippi", "", ""),
    row("Missouri", "", "St. Louis"),
    row("Montana", "", ""),
    row("Nebraska", "", "Omaha"),
    row("Nevada", "", "Las Vegas"),
    row("New Hampshire", "", "Concord"),
    row("New Jersey", "", "Trenton"),
    row("New Mexico", "", "Albuquerque"),
    row("New York", "", "NY,N.Y.,New York City,Albany,Manhattan,Brooklyn"),
    row("North Carolina", "", "Raleigh,Charlotte"),
    row("North Dakota", "", ""),
    row("Ohio", "ohioan", "Cleveland,Cincinnati"),
    row("Oklahoma", "", ""),
    row("Oregon", "", "Portland"),
    row("Pennsylvania", "", "Philadelphia,Pittsburgh"),
    row("Rhode Island", "", ""),
    row("South Carolina", "", "Charleston"),
    row("South Dakota", "", ""),
    row("Tennessee", "", "Nashville"),
    row("Texas", "texan texans", "Houston,Dallas,Austin"),
    row("Utah", "", "Salt Lake City"),
    row("Vermont", "", ""),
    row("Virginia", "", "Richmond"),
    row("West Virginia", "", ""),
    row("Wisconsin", "", "Milwaukee,Madison"),
    row("Wyoming", "", ""),
];

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

/// American states as the press shortens them behind a lawmaker's party: `R-Fla.`
const SHORTENED: &[(&str, &str)] = &[
    ("ala", "Alabama"),
    ("ariz", "Arizona"),
    ("ark", "Arkansas"),
    ("calif", "California"),
    ("colo", "Colorado"),
    ("conn", "Connecticut"),
    ("del", "Delaware"),
    ("fla", "Florida"),
    ("ga", "Georgia"),
    ("ill", "Illinois"),
    ("ind", "Indiana"),
    ("kan", "Kansas"),
    ("ky", "Kentucky"),
    ("la", "Louisiana"),
    ("mass", "Massachusetts"),
    ("md", "Maryland"),
    ("mich", "Michigan"),
    ("minn", "Minnesota"),
    ("miss", "Mississippi"),
    ("mo", "Missouri"),
    ("mont", "Montana"),
    ("nc", "North Carolina"),
    ("nd", "North Dakota"),
    ("neb", "Nebraska"),
    ("nev", "Nevada"),
    ("nh", "New Hampshire"),
    ("nj", "New Jersey"),
    ("nm", "New Mexico"),
    ("ny", "New York"),
    ("okla", "Oklahoma"),
    ("ore", "Oregon"),
    ("pa", "Pennsylvania"),
    ("ri", "Rhode Island"),
    ("sc", "South Carolina"),
    ("sd", "South Dakota"),
    ("tenn", "Tennessee"),
    ("tex", "Texas"),
    ("va", "Virginia"),
    ("vt", "Vermont"),
    ("wash", "Washington"),
    ("wva", "West Virginia"),
    ("wis", "Wisconsin"),
    ("wyo", "Wyoming"),
];

/// The row of a place as it stands behind a lawmaker's party, shortened or not.
pub fn seat(words: &str) -> Option<u16> {
    let short = key(words).replace(' ', "");
    let full = SHORTENED.iter().find(|(known, _)| *known == short).map(|(_, name)| *name);
    find(full.unwrap_or(words))
}

/// Returns `true` for a country or a continent with a word for its people; `false` for a state of one.
pub fn is_country(row: u16) -> bool {
    PLACES.iter().take_while(|place| place.name != "Alabama").count() > row as usize
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
