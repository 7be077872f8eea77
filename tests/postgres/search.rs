//! Both kinds of library answer alike.

use std::path::Path;

use sayso_attribution::text::fold::word_list;
use sayso_library::index::Look;
use sayso_library::postgres::PostgresSession;
use sayso_library::search::{Query, Results};
use sayso_library::service::indexer::Indexer;
use sayso_library::service::session::{Articles, LibrarySession};
use sayso_library::{Library, files};
use sayso_train::generate::{self, Article};

use super::recall::{RECALL, recall};
use super::server::Server;

const SEED: u64 = 11;
const ARTICLES: usize = 300;

/// Rows that are compared.
const TEN: usize = 10;

/// The least share of queries with the same first ten rows.
const SAME: f64 = 0.98;

/// An index of a folder, in memory.
pub fn index(folder: &Path) -> LibrarySession {
    let (mut indexer, _) = Indexer::open_in(None, vec![folder.to_owned()], files::DEFAULT_CAP);
    indexer.update(&Look::All, &mut |_, _| true);
    let snapshot = indexer.snapshot().expect("an index");
    LibrarySession::new(indexer.index().clone(), snapshot, files::DEFAULT_CAP)
}

/// At least 200 queries: words, beginnings, slips, phrases and every field, taken from some of the articles.
fn queries(articles: &[Article]) -> Vec<String> {
    let mut all: Vec<String> = FIXED.iter().map(|query| (*query).to_owned()).collect();
    for (at, article) in articles.iter().enumerate().step_by(articles.len() / 24) {
        let Some(quote) = article.quotes.first() else { continue };
        let words = word_list(&quote.words);
        let long = words.iter().max_by_key(|word| word.len()).cloned().unwrap_or_default();
        let family = quote.speaker.rsplit(' ').next().unwrap_or_default();
        let two = format!("{} {}", words[0], words[words.len() / 2]);
        let cut: String = long.chars().take(4).collect();
        let mut slip: Vec<char> = long.chars().collect();
        let last = slip.len() - 1;
        slip.swap(last / 2, last / 2 + 1);
        all.extend([
            format!("{long} "),
            cut,
            slip.into_iter().collect(),
            two,
            format!("\"{}\"", words[..words.len().min(3)].join(" ")),
            family.to_owned(),
            format!("speaker:{family} {long}"),
            match at % 4 {
                0 => format!("{long} kind:direct"),
                1 => format!("{long} {family}"),
                2 => format!("{} {} after:2020", words[0], long),
                _ => format!("{long} OR {family}"),
            },
        ]);
    }
    all
}

const FIXED: &[&str] = &[
    "council ",
    "river",
    "coun",
    "the",
    "of the",
    "\"of the\"",
    "bridge council",
    "counicl",
    "winter -river ",
    "council before:2015",
    "kind:indirect council",
    "status:denied",
    "act:belief river",
    "role:minister council",
    "author:smith",
    "title:council",
    "zzzzqqqq",
    "council zzzzqqqq",
    "cue:said bridge",
    "speaker:zzzz",
    "price harbour year",
];

/// From so many typos on only the letters of a name or title match, which the server is not asked for.
const LETTERS: u16 = 3;

/// What is compared of an answer: quotes by file and number, articles by file, speakers by name.
fn rows(library: &Library, results: &Results) -> [Vec<String>; 3] {
    let name = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
    let path = |id| library.entry(id).map_or_else(String::new, |entry| name(entry.path));
    let quotes = results.quotes.rows.iter().map(|hit| format!("{}#{}", path(hit.id.article), hit.id.quote));
    let articles = results.articles.rows.iter().filter(|hit| hit.rank.typos < LETTERS).map(|hit| path(hit.id));
    let speakers = results
        .speakers
        .rows
        .iter()
        .filter(|hit| hit.rank.typos < LETTERS)
        .map(|hit| library.people().get(hit.id).map_or("", |p| p.name).to_owned());
    [quotes.take(TEN).collect(), articles.take(TEN).collect(), speakers.take(TEN).collect()]
}

/// Quotes of a newer year that have many of the words of the older one: more than are read of a year.
const NEWER: usize = 450;

#[test]
fn an_older_source_is_found_where_many_newer_quotes_share_its_words() {
    let Some(server) = Server::with_library("sayso_test_older") else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let said = "“We will rebuild the old stone bridge over the river,” said Cy Doe.";
    std::fs::write(folder.path().join("old.md"), format!("---\ntitle: Old\npublished: 2001-02-01\n---\n\n{said}\n"))
        .expect("an article");
    for at in 0..NEWER {
        let head = format!("---\ntitle: New {at}\npublished: 2024-02-01\n---\n");
        let text = format!("{head}\n“We will rebuild the old stone market,” said Ann Lee.\n");
        std::fs::write(folder.path().join(format!("new-{at}.md")), text).expect("an article");
    }
    assert_eq!(server.import(folder.path()).written, NEWER + 1);
    let mut team = PostgresSession::open(&server.address("ann")).expect("a session");
    let (hits, _) = team.who("we will rebuild the old stone bridge over the river", 3).expect("an answer");
    let library = team.library();
    let title = hits.first().and_then(|hit| library.entry(hit.id.article)).map(|entry| entry.title);
    assert_eq!(title, Some("Old"));
}

fn names(articles: &Articles) -> Vec<&str> {
    articles.iter().map(|(_, article)| article.path.rsplit('/').next().unwrap_or_default()).collect()
}

#[test]
fn the_first_ten_rows_are_those_of_the_index_and_remembered_quotes_are_found() {
    let Some(server) = Server::with_library("sayso_test_search") else { return };
    let folder = tempfile::tempdir().expect("a folder");
    generate::write_library(folder.path(), SEED, ARTICLES).expect("articles");
    let articles: Vec<Article> = generate::articles(SEED).take(ARTICLES).collect();
    assert_eq!(server.import(folder.path()).written, ARTICLES);
    assert_eq!(server.import(folder.path()).unchanged, ARTICLES, "what is there is not imported again");
    let mut index = index(folder.path());
    let mut team = PostgresSession::open(&server.address("ann")).expect("a session");
    let queries = queries(&articles);
    assert!(queries.len() >= 200, "{} queries", queries.len());
    let mut other = [Vec::new(), Vec::new(), Vec::new()];
    for typed in &queries {
        let query = Query::parse(typed);
        let (expected, of_index) = index.search(&query, TEN).expect("an answer");
        let (found, of_server) = team.search(&query, TEN).unwrap_or_else(|error| panic!("{typed}: {error}"));
        let (expected, found) = (rows(index.library(), &expected), rows(team.library(), &found));
        for (tab, (expected, found)) in expected.into_iter().zip(found).enumerate() {
            if expected != found {
                let read = [&of_index, &of_server].map(|articles| names(articles));
                let only = |a: usize| read[a].iter().filter(|name| !read[1 - a].contains(name)).collect::<Vec<_>>();
                let (own, theirs) = (only(0), only(1));
                other[tab].push(format!("{typed}\n   index {expected:?}\n  server {found:?}\n   read only by index {own:?}, server {theirs:?}"));
            }
        }
    }
    for (tab, other) in ["quotes", "articles", "speakers"].iter().zip(&other) {
        println!("{tab}: {} of {} queries have other rows\n{}", other.len(), queries.len(), other.join("\n"));
    }
    for other in &other[..2] {
        let same = 1.0 - other.len() as f64 / queries.len() as f64;
        assert!(same >= SAME, "only {same:.3} of the queries have the same first rows");
    }
    let recall = recall(articles.iter().step_by(8), SEED, &mut team);
    assert!(recall.shares()[1] >= RECALL, "not among the first three: {:?}", recall.missed);
}
