//! Invented libraries: what makes one person of two names, and what must not.

use std::slice;

use super::{ArticleSpeakers, Linker, Merged};
use sayso_attribution::{Speaker, SpeakerKind};

/// A speaker who is called `name`, with these roles and other forms of the name.
fn called(name: &str, kind: SpeakerKind, roles: &[&str], also: &[&str]) -> Speaker {
    let owned = |list: &[&str]| list.iter().map(|&one| one.to_owned()).collect();
    Speaker { name: name.to_owned(), kind, roles: owned(roles), also: owned(also) }
}

fn person(name: &str) -> Speaker {
    called(name, SpeakerKind::Person, &[], &[])
}

/// Articles of an invented library.
#[derive(Default)]
struct Invented {
    speakers: Vec<Speaker>,
    articles: Vec<(Vec<u32>, &'static str, &'static str)>,
}

impl Invented {
    /// Adds so many articles of an outlet and a date with these speakers.
    fn add(mut self, times: usize, (outlet, date): (&'static str, &'static str), speakers: &[Speaker]) -> Self {
        for _ in 0..times {
            let lines = speakers.iter().map(|speaker| {
                let known = self.speakers.iter().position(|other| other == speaker);
                known.unwrap_or_else(|| {
                    self.speakers.push(speaker.clone());
                    self.speakers.len() - 1
                }) as u32
            });
            let lines = lines.collect();
            self.articles.push((lines, outlet, date));
        }
        self
    }

    fn merge(&self, linker: &mut Linker) -> Merged {
        let mut times = vec![0; self.speakers.len()];
        self.articles.iter().flat_map(|(lines, ..)| lines).for_each(|line| times[*line as usize] += 1);
        let article =
            |(lines, outlet, date): &'_ (Vec<u32>, &'static str, &'static str)| (lines.clone(), *outlet, *date);
        let own: Vec<_> = self.articles.iter().map(article).collect();
        let printed = own.iter().map(|(lines, outlet, date)| ArticleSpeakers {
            lines,
            outlet: Some(outlet).filter(|outlet| !outlet.is_empty()).copied(),
            published: Some(date).filter(|date| !date.is_empty()).copied(),
        });
        linker.merge(&self.speakers, &times, &printed.collect::<Vec<_>>())
    }

    /// The name of the row of the first speaker of the last article, and how sure that is.
    fn last(&self) -> (String, f32) {
        let merged = self.merge(&mut Linker::default());
        let (lines, ..) = self.articles.last().unwrap();
        let (person, sure) = merged.of(self.articles.len() as u32 - 1, lines[0]);
        (merged.names.get(person.0 as usize, &[]).unwrap().name.to_owned(), f32::from(sure) / 100.0)
    }
}

const NOWHERE: (&str, &str) = ("", "");

/// Two relatives who are quoted equally often.
fn relatives() -> Invented {
    let (amos, clara) = (called("Amos Holt", SpeakerKind::Person, &["Mayor"], &["Mr. Holt"]), person("Clara Holt"));
    Invented::default().add(20, ("Courier", "2016-03-01"), &[amos, person("Ida Moss")]).add(
        20,
        ("Herald", "2021"),
        &[clara, person("Olu Bright")],
    )
}

#[test]
fn each_kind_of_evidence_links_a_family_name_with_its_confidence() {
    let holt = |roles: &[&str], also: &[&str]| called("Holt", SpeakerKind::Person, roles, also);
    let bare = holt(&[], &[]);
    let cases: [(&str, Invented); 5] = [
        ("role", relatives().add(1, NOWHERE, &[holt(&["mayor"], &[])])),
        ("title", relatives().add(1, NOWHERE, &[holt(&["mayor"], &["Mr. Holt"])])),
        ("outlet", relatives().add(1, ("Courier", ""), slice::from_ref(&bare))),
        ("date", relatives().add(1, ("", "2016-11-30"), slice::from_ref(&bare))),
        ("co-occurrence", relatives().add(1, NOWHERE, &[bare.clone(), person("Ida Moss")])),
    ];
    for (kind, library) in cases {
        let (name, sure) = library.last();
        assert!(name == "Amos Holt" && sure > 0.8 && sure < 1.0, "{kind}: {name} {sure}");
    }
    assert_eq!(relatives().add(1, ("Herald", "2021-05"), slice::from_ref(&bare)).last().0, "Clara Holt");
    // Two kinds of evidence are surer than one.
    let one = relatives().add(1, ("Courier", ""), slice::from_ref(&bare)).last().1;
    assert!(relatives().add(1, ("Courier", "2016"), &[bare]).last().1 > one);
}

#[test]
fn without_evidence_or_with_evidence_for_both_a_family_name_stays_alone() {
    let holt = person("Holt");
    assert_eq!(relatives().add(1, NOWHERE, slice::from_ref(&holt)).last().0, "Holt");
    assert_eq!(relatives().add(1, ("Courier", "2021"), slice::from_ref(&holt)).last().0, "Holt");
    assert_eq!(relatives().add(1, ("Gazette", "1999"), &[holt, person("Nobody Known")]).last().0, "Holt");
}

#[test]
fn the_same_short_name_is_another_person_in_another_article() {
    let holt = person("Holt");
    let library = relatives().add(1, ("Courier", "2016"), slice::from_ref(&holt)).add(1, ("Herald", "2021"), &[holt]);
    let merged = library.merge(&mut Linker::default());
    let row = |article: u32| {
        let (person, _) = merged.of(article, library.articles[article as usize].0[0]);
        merged.names.get(person.0 as usize, &[]).unwrap().name
    };
    assert_eq!([row(40), row(41)], ["Amos Holt", "Clara Holt"]);
}

#[test]
fn relatives_namesakes_of_a_first_name_and_bodies_named_after_somebody_stay_apart() {
    let body = |name: &str| called(name, SpeakerKind::Organisation, &[], &[]);
    let traps = [
        (person("Clara Holt"), "Clara Holt"),
        (person("Amos Holtby"), "Amos Holtby"),
        (person("Amos"), "Amos"),
        (body("Holt Foundation"), "Holt Foundation"),
        (body("Holt Motors"), "Holt Motors"),
        (called("Holt supporters", SpeakerKind::Group, &[], &[]), "Holt supporters"),
        (called("Holt", SpeakerKind::Place, &[], &[]), "Holt"),
        // Of the other sex, whatever outlet and co-occurrence say.
        (called("Holt", SpeakerKind::Person, &[], &["Mrs. Holt"]), "Holt"),
    ];
    for (speaker, want) in traps {
        let amos = called("Amos Holt", SpeakerKind::Person, &["Mayor"], &["Mr. Holt"]);
        let library = Invented::default().add(30, ("Courier", "2016"), &[amos]).add(1, ("Courier", "2016"), &[speaker]);
        assert_eq!(library.last().0, want);
    }
}

#[test]
fn a_name_read_as_a_body_is_the_person_where_that_is_much_more_frequent() {
    let body = called("Holt", SpeakerKind::Organisation, &[], &[]);
    let with = |persons, bodies| {
        Invented::default()
            .add(persons, NOWHERE, &[person("Amos Holt")])
            .add(bodies, NOWHERE, slice::from_ref(&body))
            .last()
            .0
    };
    assert_eq!(with(20, 1), "Amos Holt");
    assert_eq!(with(5, 3), "Holt");
}

/// A library in which every tenth article has a mayor whom all know, and the others have a family name of their own.
fn growing(articles: usize) -> Invented {
    let mut library = Invented::default();
    for at in 0..articles {
        let family = format!("Family{}", at / 4);
        let (full, short) = (person(&format!("Ann {family}")), person(&family));
        let mayor = if at % 10 == 0 { person("Amos Holt") } else { person("Holt") };
        library = library.add(1, ("Courier", "2016"), &[full, short, mayor]);
    }
    library
}

#[test]
fn an_article_more_links_only_the_names_that_it_has() {
    let mut links = Vec::new();
    for count in [100, 1_000, 10_000] {
        let (before, after) = (growing(count), growing(count + 1));
        let mut linker = Linker::default();
        before.merge(&mut linker);
        assert!(linker.links() >= count / 4, "the first merge links all");
        let incremental = after.merge(&mut linker);
        links.push(linker.links());
        assert_eq!(incremental, after.merge(&mut Linker::default()), "as if all were linked at once");
        after.merge(&mut linker);
        assert_eq!(linker.links(), 0, "nothing has changed");
    }
    // The new article has two family names: the full and the short form of each.
    assert!(links.iter().all(|links| *links <= 4) && links[0] > 0, "{links:?}");
}

#[test]
fn an_article_that_goes_takes_its_links_with_it() {
    let holt = person("Holt");
    let both = relatives().add(1, NOWHERE, slice::from_ref(&holt));
    let only = Invented::default().add(20, NOWHERE, &[person("Amos Holt")]).add(1, NOWHERE, &[holt]);
    let mut linker = Linker::default();
    both.merge(&mut linker);
    assert_eq!(only.merge(&mut linker), only.merge(&mut Linker::default()));
}
