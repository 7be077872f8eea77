//! Titles before names.

use super::{Class, ENGLISH, Gender, WordList};

/// Words before a name that are none of it; those for an office with it behind a colon: `gov:governor`.
static BEFORE_NAMES: WordList = WordList::named("titles.before-names");

/// A title before a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Title {
    /// The office that it stands for: `governor` for `Gov.`
    pub office: Option<&'static str>,
    /// The sex that it tells.
    pub gender: Option<Gender>,
}

/// The title that a word is, in any case, with or without its stop; `None` for another word.
pub fn title(word: &str) -> Option<Title> {
    let word = word.trim_end_matches('.').to_lowercase();
    let office = BEFORE_NAMES.iter().find_map(|title| {
        let (short, office) = title.split_once(':').map_or((*title, None), |(short, office)| (short, Some(office)));
        (short == word).then_some(office)
    })?;
    let class = ENGLISH.class(&word);
    let woman = || class.is(Class::MS).then_some(Gender::Female);
    Some(Title { office, gender: class.is(Class::MR).then_some(Gender::Male).or_else(woman) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_tells_the_office_and_the_sex() {
        let told = |word| title(word).map(|Title { office, gender }| (office, gender));
        assert_eq!(told("Gov."), Some((Some("governor"), None)));
        assert_eq!(told("mrs"), Some((None, Some(Gender::Female))));
        assert_eq!(told("Sir"), Some((None, Some(Gender::Male))));
        assert_eq!(told("Dr."), Some((None, None)));
        assert_eq!(told("Holt"), None);
    }
}
