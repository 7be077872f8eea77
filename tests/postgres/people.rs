//! Who the speakers are, in the library of a team as in an index.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use sayso_library::postgres::{PostgresSession, upgrade};
use sayso_library::{Library, People};
use sayso_train::generate;

use super::search::index;
use super::server::Server;

/// Articles of each of two persons of one family name.
const EACH: usize = 6;

/// Generated articles beside them.
const OTHERS: usize = 60;

/// Writes an article in which somebody is quoted, and somebody else.
fn article(folder: &Path, name: &str, (outlet, date): (&str, &str), [who, other]: [&str; 2]) {
    let head = format!("---\ntitle: Talks {name}\npublication: {outlet}\npublished: {date}\n---\n");
    let text = format!("{head}\n“We will pay for {name},” said {who}.\n\n“They must not,” said {other}.\n");
    std::fs::write(folder.join(format!("{name}.md")), text).expect("an article");
}

/// Two persons of one family name, and articles that have only that.
fn namesakes(folder: &Path) {
    for n in 0..EACH {
        article(folder, &format!("bridge{n}"), ("Courier", "2016-03-01"), ["Mayor Amos Holt", "Ida Moss"]);
        article(folder, &format!("school{n}"), ("Herald", "2021-05-02"), ["Clara Holt", "Olu Bright"]);
    }
    article(folder, "amos", ("Courier", "2016-04-01"), ["Holt", "Ida Moss"]);
    article(folder, "clara", ("Herald", "2021-06-01"), ["Holt", "Olu Bright"]);
    article(folder, "nobody", ("Gazette", "1999"), ["Holt", "Bo Roe"]);
}

/// The speakers of each article, with how sure it is that they are these people; and all people with how much is theirs.
type Speakers = (BTreeMap<String, Vec<(String, bool)>>, BTreeMap<(String, String), usize>);

fn speakers(library: &Library, people: &People) -> Speakers {
    let named = |id| people.get(id).map_or_else(String::new, |person| person.name.to_owned());
    let of_article = library.entries().map(|(id, entry)| {
        let is_sure = |at| people.sure_of_speaker(id, at).is_some_and(|sure| sure >= 1.0);
        let speakers = people.speakers(id).iter().enumerate().map(|(at, person)| (named(*person), is_sure(at)));
        (entry.path.rsplit('/').next().unwrap_or_default().to_owned(), speakers.collect())
    });
    let all = people.iter().filter(|(_, person)| person.said > 0);
    let all = all.map(|(_, person)| ((person.name.to_owned(), person.kind.name().to_owned()), person.said));
    (of_article.collect(), all.collect())
}

/// The speakers of the library of a team, read whole.
fn of_team(session: &mut PostgresSession) -> Speakers {
    session.meet_all().expect("all articles");
    let library = session.library();
    speakers(library, library.people())
}

fn of_index(folder: &Path) -> Speakers {
    let session = index(folder);
    let catalogue = session.catalogue();
    speakers(session.library(), &catalogue.people)
}

/// Fails with what is in one of the two only.
fn assert_same(found: &Speakers, expected: &Speakers) {
    let lines = |speakers: &Speakers| {
        let articles = speakers.0.iter().map(|row| format!("{row:?}"));
        articles.chain(speakers.1.iter().map(|row| format!("{row:?}"))).collect::<BTreeSet<_>>()
    };
    let [found, expected] = [found, expected].map(lines);
    let only = |one: &BTreeSet<String>, other| one.difference(other).cloned().collect::<Vec<_>>().join("\n  ");
    let [team, index] = [only(&found, &expected), only(&expected, &found)];
    assert!(team.is_empty() && index.is_empty(), "only of the team:\n  {team}\nonly in the index:\n  {index}");
}

fn meant(found: &Speakers, article: &str) -> String {
    found.0[&format!("{article}.md")][0].0.clone()
}

#[test]
fn a_family_name_stands_for_the_same_person_as_in_an_index() {
    let Some(server) = Server::with_library("sayso_test_people") else { return };
    let folder = tempfile::tempdir().expect("a folder");
    namesakes(folder.path());
    generate::write_library(folder.path(), 5, OTHERS).expect("articles");
    server.import(folder.path());
    let mut session = PostgresSession::open(&server.address("ann")).expect("a session");
    let (expected, found) = (of_index(folder.path()), of_team(&mut session));
    assert_eq!(["amos", "clara", "nobody"].map(|name| meant(&found, name)), ["Amos Holt", "Clara Holt", "Holt"]);
    assert_same(&found, &expected);
    // One more office changes whom the name stands for in an article that stays as it is; an open reader sees it.
    for n in 0..EACH {
        article(folder.path(), &format!("post{n}"), ("Gazette", "1999-02-03"), ["Clara Holt", "Bo Roe"]);
    }
    server.import(folder.path());
    session.refresh(10).expect("a look");
    let (expected, found) = (of_index(folder.path()), of_team(&mut session));
    assert_eq!(meant(&found, "nobody"), "Clara Holt");
    assert_same(&found, &expected);
    let rows = "SELECT count(*) FROM sayso.quote q LEFT JOIN sayso.speaker s ON s.id = q.speaker
        JOIN sayso.article a ON a.year = q.year AND a.id = q.article
        WHERE q.speaker IS NOT NULL AND (s.person IS NULL OR q.speaker <> ALL (a.speakers))";
    let wrong: i64 = server.client("boss").query_one(rows, &[]).expect("a count").get(0);
    assert_eq!(wrong, 0, "each quote has a speaker of its article");
}

/// The tables and functions of version 2 that an upgrade has to do with.
const VERSION_2: &str = "
    ALTER TABLE sayso.team DROP COLUMN linked;
    ALTER TABLE sayso.person DROP COLUMN speakers;
    CREATE FUNCTION sayso.near(p_team int) RETURNS text LANGUAGE sql AS $$ SELECT ''::text $$;
    DROP FUNCTION sayso.teams() CASCADE;
    CREATE POLICY members ON sayso.article FOR SELECT USING (sayso.is_member(team));
    UPDATE sayso.speaker SET person = 0;
    UPDATE sayso.library SET version = 2;
";

#[test]
fn a_library_of_an_older_sayso_is_upgraded_by_its_owner() {
    let Some(server) = Server::with_library("sayso_test_upgrade") else { return };
    let folder = tempfile::tempdir().expect("a folder");
    namesakes(folder.path());
    server.import(folder.path());
    server.client("boss").batch_execute(VERSION_2).expect("version 2");
    let refused = PostgresSession::open(&server.address("ann")).err().expect("refused").to_string();
    assert!(refused.contains("its owner brings it up to date with `sayso library upgrade`"), "{refused}");
    let refused = upgrade(&server.address("ann")).expect_err("not the owner").to_string();
    assert!(refused.contains("only `boss`, who owns the library,"), "{refused}");
    for _ in 0..2 {
        upgrade(&server.address("boss")).expect("an upgrade, and nothing to do");
    }
    let mut session = PostgresSession::open(&server.address("ann")).expect("a session");
    assert_same(&of_team(&mut session), &of_index(folder.path()));
    assert!(PostgresSession::open(&server.address("eve")).is_err(), "the policies hold");
    let count: i64 = server.client("eve").query_one("SELECT count(*) FROM sayso.article", &[]).expect("a count").get(0);
    assert_eq!(count, 0);
}
