//! The person of a library that a family name alone stands for.
//!
//! A person's weight is the number of articles he speaks in, times how often he holds each office that the short form is
//! given. A relative of the other sex is out. Where no one has most of the weight, the short form stays by itself.

use std::collections::HashMap;

use sayso_attribution::{Speaker, fold_name};

/// Least share of the weight of all namesakes that makes a short form one's own, 0 to 1.
const CLEAR: f64 = 0.9;

/// The weight of somebody of whom the library has no full name, beside one article of somebody it knows.
const STRANGER: f64 = 0.2;

/// How often a person is taken to hold an office that no article gives.
const UNTOLD: f64 = 0.3;

/// Most persons of one family name that are told apart.
const NAMESAKES: usize = 64;

/// Titles of a man and of a woman.
const MEN: &[&str] = &["mr", "sir", "lord"];
const WOMEN: &[&str] = &["mrs", "ms", "miss", "lady", "dame"];

/// A person by the full name.
#[derive(Debug, Default)]
struct Person {
    key: String,
    articles: f64,
    offices: HashMap<String, f64>,
    /// Articles with a man's title, less those with a woman's.
    sex: f64,
}

/// The persons of a library by their family names.
#[derive(Debug, Default)]
pub struct Namesakes {
    persons: Vec<Person>,
    by_key: HashMap<String, usize>,
    by_family: HashMap<String, Vec<usize>>,
}

impl Namesakes {
    /// Takes in a speaker of so many articles whose full name is `key`, known also by each of `short`.
    pub fn learn(&mut self, speaker: &Speaker, articles: u32, key: &str, short: &[&str]) {
        let at = *self.by_key.entry(key.to_owned()).or_insert_with(|| {
            self.persons.push(Person { key: key.to_owned(), ..Person::default() });
            self.persons.len() - 1
        });
        let person = &mut self.persons[at];
        person.articles += f64::from(articles);
        person.sex += f64::from(articles) * sex(speaker);
        for office in offices(speaker) {
            *person.offices.entry(office).or_default() += f64::from(articles);
        }
        for family in short {
            let list = self.by_family.entry((*family).to_owned()).or_default();
            if list.len() <= NAMESAKES && !list.contains(&at) {
                list.push(at);
            }
        }
    }

    /// The key of the person whom `speaker`, named by `family` alone, stands for, and how sure that is, 0 to 1.
    pub fn whole(&self, family: &str, speaker: &Speaker) -> Option<(&str, f32)> {
        let list = self.by_family.get(family).filter(|list| list.len() <= NAMESAKES)?;
        let (own, sex) = (offices(speaker), sex(speaker));
        // A title stays part of a name where the article has another of that family name: `Mr Holt` beside Jane Holt.
        let titled = sex_of(&speaker.name) != 0.0;
        let fits = |person: &&Person| sex * person.sex > 0.0 || sex * person.sex >= 0.0 && !titled;
        let persons = list.iter().map(|at| &self.persons[*at]).filter(fits);
        let rated: Vec<(f64, &Person)> = persons.map(|person| (person.weight(&own), person)).collect();
        let known: f64 = rated.iter().map(|(weight, _)| weight).sum();
        let stranger = STRANGER * UNTOLD.powi(own.len() as i32);
        let (weight, best) = rated.iter().max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.key.cmp(&a.1.key)))?;
        (weight / known >= CLEAR).then_some((best.key.as_str(), (weight / (known + stranger)) as f32))
    }
}

impl Person {
    fn weight(&self, offices: &[String]) -> f64 {
        let held = offices
            .iter()
            .map(|office| (self.offices.get(office).copied().unwrap_or_default() + UNTOLD) / (self.articles + 1.0));
        self.articles * held.product::<f64>()
    }
}

/// The nouns of a speaker's offices: `director` for `co-director of the Center`.
fn offices(speaker: &Speaker) -> Vec<String> {
    let noun = |role: &String| {
        let role = role.split(" of ").next().unwrap_or(role);
        fold_name(role.split(" for ").next().unwrap_or(role)).pop()
    };
    let mut all: Vec<String> = speaker.roles.iter().filter_map(noun).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Above 0 for one with a man's title, below for one with a woman's.
fn sex(speaker: &Speaker) -> f64 {
    speaker.also.iter().chain([&speaker.name]).map(|form| sex_of(form)).find(|sex| *sex != 0.0).unwrap_or_default()
}

/// 1 for a form of a name that begins with a man's title, -1 for a woman's, else 0.
fn sex_of(form: &str) -> f64 {
    let title = form.split_whitespace().next().map(|word| word.trim_end_matches('.').to_lowercase());
    let is = |list: &[&str]| f64::from(u8::from(title.as_deref().is_some_and(|title| list.contains(&title))));
    is(MEN) - is(WOMEN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn speaker(roles: &[&str], also: &[&str]) -> Speaker {
        let owned = |list: &[&str]| list.iter().map(|&s| s.to_owned()).collect();
        Speaker { roles: owned(roles), also: owned(also), ..Speaker::person("x") }
    }

    fn known() -> Namesakes {
        let mut known = Namesakes::default();
        known.learn(&speaker(&["Mayor"], &["Mr. Holt"]), 30, "amos holt", &["holt"]);
        known.learn(&speaker(&["chair of the board"], &["Ms. Holt"]), 20, "clara holt", &["holt"]);
        known.learn(&speaker(&[], &[]), 9, "bo ek", &["ek"]);
        known
    }

    #[test]
    fn office_and_sex_tell_namesakes_apart() {
        let cases: &[(&[&str], &[&str], Option<&str>)] = &[
            (&["Mayor"], &[], Some("amos holt")),
            (&["chair of the company"], &[], Some("clara holt")),
            (&[], &["Mrs. Holt"], Some("clara holt")),
            (&[], &["Mr. Holt"], Some("amos holt")),
            (&[], &[], None),
            (&["surgeon"], &[], None),
        ];
        for (roles, also, want) in cases {
            let got = known().whole("holt", &speaker(roles, also)).map(|(key, _)| key.to_owned());
            assert_eq!(got.as_deref(), *want, "{roles:?} {also:?}");
        }
    }

    #[test]
    fn a_title_in_the_name_asks_for_one_of_that_sex() {
        let mut known = known();
        known.learn(&speaker(&[], &[]), 5, "jane roe", &["roe"]);
        let titled = |name: &str| Speaker { name: name.to_owned(), ..speaker(&[], &[]) };
        assert!(known.whole("roe", &titled("Mr Roe")).is_none());
        assert_eq!(known.whole("roe", &titled("Roe")).map(|(key, _)| key), Some("jane roe"));
        assert_eq!(known.whole("holt", &titled("Mrs Holt")).map(|(key, _)| key), Some("clara holt"));
    }

    #[test]
    fn the_only_one_is_meant_and_more_articles_make_it_surer() {
        let (key, sure) = known().whole("ek", &speaker(&[], &[])).map(|(key, sure)| (key.to_owned(), sure)).unwrap();
        assert!(key == "bo ek" && sure > 0.95, "{sure}");
        let mut known = known();
        known.learn(&speaker(&[], &[]), 1, "ann lee", &["lee"]);
        assert!(known.whole("lee", &speaker(&[], &[])).unwrap().1 < 0.9);
        assert!(known.whole("roe", &speaker(&[], &[])).is_none());
    }
}
