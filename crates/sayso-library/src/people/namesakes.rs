//! The person of a library that a family name alone stands for.
//!
//! A person's weight is the number of articles they speak in, times how often they hold each office that the short form
//! is given, times how often they stand in articles of the same outlet, of the same year and with the same other speakers. A relative
//! of the other sex is out. Where no one has most of the weight, the short form stays by itself.

use std::collections::HashMap;

use sayso_attribution::{Gender, Speaker, Title, fold_name, title};

/// Least share of the weight of all namesakes that makes a short form one's own, 0 to 1.
const CLEAR: f64 = 0.9;

/// The weight of somebody of whom the library has no full name, beside one article of somebody it knows.
const STRANGER: f64 = 0.2;

/// How often a person is taken to hold an office that no article gives.
const UNTOLD: f64 = 0.3;

/// Least share of a person's articles in which they are taken to hold an office that no article gives: the more articles, the
/// likelier it is that one more gives another.
const NEW_OFFICE: f64 = 0.05;

/// Number of articles, added to those of a person, in which all namesakes are taken to have outlet, year and other speakers in
/// the same measure: fewer let one article say more.
const PRIOR: f64 = 1.0;

/// Exponent of what outlet, year and other speakers say, below 1 since they often say the same.
const CONTEXT: f64 = 0.7;

/// Maximum number of other speakers of an article that are compared.
pub const CO_SPEAKERS: usize = 12;

/// Most persons of one family name that are told apart.
pub const NAMESAKES: usize = 64;

/// What of an article tells which of several persons it means.
#[derive(Clone, Debug, Default, Hash)]
pub struct Context<'a> {
    /// Where it was printed.
    pub outlet: Option<&'a str>,
    /// The year: `2016`.
    pub year: Option<&'a str>,
    /// The full names of the other persons who speak in it.
    pub co_speakers: Vec<&'a str>,
}

/// What a context has, one at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Trait<'a> {
    Outlet(&'a str),
    Year(&'a str),
    CoSpeaker(&'a str),
}

impl<'a> Context<'a> {
    fn traits(&self) -> impl Iterator<Item = Trait<'a>> {
        let others = self.co_speakers.iter().map(|name| Trait::CoSpeaker(name));
        self.outlet.map(Trait::Outlet).into_iter().chain(self.year.map(Trait::Year)).chain(others)
    }
}

/// A person by the full name.
#[derive(Debug, Default)]
struct Person<'a> {
    key: &'a str,
    articles: f64,
    offices: HashMap<String, f64>,
    /// Articles with a man's title, less those with a woman's.
    sex: f64,
    /// Number of articles with each outlet, year and person.
    traits: HashMap<Trait<'a>, f64>,
}

/// The persons of a library who have one family name.
#[derive(Debug, Default)]
pub struct Namesakes<'a> {
    persons: Vec<Person<'a>>,
    by_key: HashMap<&'a str, usize>,
}

impl<'a> Namesakes<'a> {
    /// Takes in a speaker of so many articles whose full name is `key`.
    pub fn learn(&mut self, speaker: &Speaker, articles: u32, key: &'a str) {
        let person = self.person(key);
        person.articles += f64::from(articles);
        person.sex += f64::from(articles) * sex(speaker);
        for office in offices(speaker) {
            *person.offices.entry(office).or_default() += f64::from(articles);
        }
    }

    /// Takes in one of the articles in which the person of the full name `key` speaks.
    pub fn meet(&mut self, key: &'a str, context: &Context<'a>) {
        let person = self.person(key);
        context.traits().for_each(|one| *person.traits.entry(one).or_default() += 1.0);
    }

    fn person(&mut self, key: &'a str) -> &mut Person<'a> {
        let at = *self.by_key.entry(key).or_insert(self.persons.len());
        if at == self.persons.len() {
            self.persons.push(Person { key, ..Person::default() });
        }
        &mut self.persons[at]
    }

    /// The full name of the person whom `speaker`, named by the family name alone, stands for in such an article, and how
    /// sure that is, 0 to 1.
    pub fn whole(&self, speaker: &Speaker, context: &Context) -> Option<(&'a str, f32)> {
        if self.persons.len() > NAMESAKES {
            return None;
        }
        let (own, sex) = (offices(speaker), sex(speaker));
        // A title stays part of a name where the article has another of that family name: `Mr Holt` beside Jane Holt.
        let titled = sex_of(&speaker.name) != 0.0;
        let fits = |person: &&Person| sex * person.sex > 0.0 || sex * person.sex >= 0.0 && !titled;
        let shares = self.shares(context);
        let persons = self.persons.iter().filter(fits);
        let rated: Vec<(f64, &Person)> = persons.map(|person| (person.weight(&own, &shares), person)).collect();
        let known: f64 = rated.iter().map(|(weight, _)| weight).sum();
        let (weight, best) = rated.iter().max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.key.cmp(a.1.key)))?;
        // A trait that never occurs with this person is no evidence for a stranger either.
        let anybody = shares.iter().map(|(one, share)| share.min(best.share_of(*one, *share)).powf(CONTEXT));
        let stranger = STRANGER * UNTOLD.powi(own.len() as i32) * anybody.product::<f64>();
        (weight / known >= CLEAR).then_some((best.key, (weight / (known + stranger)) as f32))
    }

    /// What of a context somebody of the name is known with, and in which share of all their articles.
    fn shares<'c>(&self, context: &Context<'c>) -> Vec<(Trait<'c>, f64)> {
        let all: f64 = self.persons.iter().map(|person| person.articles).sum();
        let share = |one: Trait<'c>| {
            let known: f64 = self.persons.iter().filter_map(|person| person.traits.get(&one)).sum();
            (known > 0.0).then_some((one, (known / all).min(1.0)))
        };
        context.traits().filter_map(share).collect()
    }
}

impl Person<'_> {
    fn weight(&self, offices: &[String], shares: &[(Trait, f64)]) -> f64 {
        let held = offices
            .iter()
            .map(|office| (self.offices.get(office).copied().unwrap_or_default() + UNTOLD) / (self.articles + 1.0))
            .map(|share| share.max(NEW_OFFICE));
        let known = shares.iter().map(|(one, share)| self.share_of(*one, *share).powf(CONTEXT));
        self.articles * held.chain(known).product::<f64>()
    }

    /// In which share of the person's articles the trait is, 0 to 1; `share` is that of all namesakes.
    fn share_of(&self, one: Trait, share: f64) -> f64 {
        let times = self.traits.get(&one).copied().unwrap_or_default();
        (times + PRIOR * share) / (self.articles + PRIOR)
    }
}

/// The nouns of a speaker's offices: `director` for `co-director of the Center`.
fn offices(speaker: &Speaker) -> Vec<String> {
    let noun = |role: &String| {
        let role = role.split(" of ").next().unwrap_or(role);
        fold_name(role.split(" for ").next().unwrap_or(role)).pop()
    };
    let title = title_of(&speaker.name).and_then(|title| title.office);
    let mut all: Vec<String> = speaker.roles.iter().filter_map(noun).chain(title.map(str::to_owned)).collect();
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
    match title_of(form).and_then(|title| title.gender) {
        Some(Gender::Male) => 1.0,
        Some(Gender::Female) => -1.0,
        None => 0.0,
    }
}

/// The title that a form of a name begins with.
fn title_of(form: &str) -> Option<Title> {
    form.split_whitespace().next().and_then(title)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn speaker(roles: &[&str], also: &[&str]) -> Speaker {
        let owned = |list: &[&str]| list.iter().map(|&s| s.to_owned()).collect();
        Speaker { roles: owned(roles), also: owned(also), ..Speaker::person("x") }
    }

    fn holts() -> Namesakes<'static> {
        let mut holts = Namesakes::default();
        holts.learn(&speaker(&["Mayor"], &["Mr. Holt"]), 30, "amos holt");
        holts.learn(&speaker(&["chair of the board"], &["Ms. Holt"]), 20, "clara holt");
        holts
    }

    fn only(key: &'static str, articles: u32) -> Namesakes<'static> {
        let mut only = Namesakes::default();
        only.learn(&speaker(&[], &[]), articles, key);
        only
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
            (&["Mayor of Quay"], &["Mayor Holt"], Some("amos holt")),
        ];
        for (roles, also, want) in cases {
            let got = holts().whole(&speaker(roles, also), &Context::default()).map(|(key, _)| key);
            assert_eq!(got, *want, "{roles:?} {also:?}");
        }
    }

    #[test]
    fn a_title_in_the_name_asks_for_one_of_that_sex() {
        let titled = |name: &str| Speaker { name: name.to_owned(), ..speaker(&[], &[]) };
        let whole =
            |known: Namesakes<'static>, name: &str| known.whole(&titled(name), &Context::default()).map(|(key, _)| key);
        assert_eq!(whole(only("jane roe", 5), "Mr Roe"), None);
        assert_eq!(whole(only("jane roe", 5), "Roe"), Some("jane roe"));
        assert_eq!(whole(holts(), "Mrs Holt"), Some("clara holt"));
        assert_eq!(whole(holts(), "Mayor Holt"), Some("amos holt"));
    }

    #[test]
    fn the_only_one_is_meant_and_more_articles_make_it_surer() {
        let sure = |articles| only("bo ek", articles).whole(&speaker(&[], &[]), &Context::default()).unwrap().1;
        assert!(sure(9) > 0.95 && sure(1) < 0.9);
        assert!(Namesakes::default().whole(&speaker(&[], &[]), &Context::default()).is_none());
    }

    #[test]
    fn outlet_year_and_other_speakers_each_tell_namesakes_apart() {
        let courier = Context { outlet: Some("Courier"), year: Some("2016"), co_speakers: vec!["ida moss"] };
        let herald = Context { outlet: Some("Herald"), year: Some("2021"), co_speakers: vec!["olu bright"] };
        let mut holts = Namesakes::default();
        for (key, context) in [("amos holt", &courier), ("clara holt", &herald)] {
            holts.learn(&speaker(&[], &[]), 20, key);
            (0..20).for_each(|_| holts.meet(key, context));
        }
        let none = Context::default();
        let cases = [
            (Context { outlet: Some("Courier"), ..none.clone() }, Some("amos holt")),
            (Context { outlet: Some("Herald"), ..none.clone() }, Some("clara holt")),
            (Context { year: Some("2016"), ..none.clone() }, Some("amos holt")),
            (Context { year: Some("2021"), ..none.clone() }, Some("clara holt")),
            (Context { co_speakers: vec!["ida moss"], ..none.clone() }, Some("amos holt")),
            (Context { co_speakers: vec!["olu bright", "ann lee"], ..none.clone() }, Some("clara holt")),
            (Context { outlet: Some("Courier"), year: Some("2021"), ..none.clone() }, None),
            (Context { co_speakers: vec!["ann lee"], ..none.clone() }, None),
            (none, None),
        ];
        for (context, want) in cases {
            let got = holts.whole(&speaker(&[], &[]), &context);
            assert_eq!(got.map(|(key, _)| key), want, "{context:?}");
            assert!(got.is_none_or(|(_, sure)| sure > CLEAR as f32 && sure < 1.0), "{got:?}");
        }
    }
}
