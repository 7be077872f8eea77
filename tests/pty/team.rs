//! Two readers side by side on the library of a team. `.ci/postgres` sets `SAYSO_TEST_POSTGRES`; without it this test says
//! that it is left out.
#![cfg(feature = "postgres")]

use std::process::Command;
use std::time::Instant;

use postgres::{Client, NoTls};

use crate::terminal::{SAYSO, Terminal};

const PIECE: &str = "\
---
title: Rain
published: 2024-02-01
---

“It rains in Seoul,” said Bob Ray on Monday.

“It snows in Oslo,” said Cy Doe.
";

/// Runs a command that must succeed.
fn sayso(arguments: &[&str]) {
    let output = Command::new(SAYSO).args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {output:?}");
}

/// The address of a server; `None` where there is none.
fn server() -> Option<String> {
    let base = std::env::var("SAYSO_TEST_POSTGRES").ok();
    if base.is_none() {
        eprintln!("skipped: SAYSO_TEST_POSTGRES is not set; .ci/postgres runs this test");
    }
    base
}

/// A database with a library with one article and the readers ann and bob; the addresses of both.
fn library(base: &str, name: &str) -> [String; 2] {
    let mut client = Client::connect(&format!("{base}/postgres"), NoTls).unwrap();
    client.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).unwrap();
    client.batch_execute(&format!("CREATE DATABASE {name}")).unwrap();
    let boss = format!("{base}/{name}");
    sayso(&["library", "create", &boss]);
    sayso(&["library", "add-reader", &boss, "ann", "bob"]);
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("rain.md"), PIECE).unwrap();
    sayso(&["import", &boss, folder.path().to_str().unwrap()]);
    ["ann", "bob"].map(|role| boss.replace("boss@", &format!("{role}@")))
}

/// The reader with the article open.
fn open(address: &str) -> Terminal {
    let mut terminal = Terminal::start(120, 40, &[SAYSO, "--library", address], &[]);
    terminal.wait("the list", |screen| screen.contains("1 article  2 quotes"));
    terminal.press("\r");
    terminal.wait("the article", |screen| screen.contains("PANEL A1"));
    terminal
}

/// Returns `true` if the panel has this speaker with this letter and number.
fn speaks(screen: &str, label: &str, name: &str) -> bool {
    screen.contains(label) && screen.contains(&format!(" {name}   "))
}

#[test]
fn a_correction_of_one_reader_appears_on_the_screen_of_the_other_and_a_conflict_is_told() {
    let Some(base) = server() else { return };
    let [ann, bob] = library(&base, "sayso_test_terminals");
    let [mut ann, mut bob] = [open(&ann), open(&bob)];

    ann.press_for("c", "CORRECT A1");
    let since = Instant::now();
    ann.press("B");
    bob.wait("the other speaker", |screen| speaks(screen, "A2", "Cy Doe") && !speaks(screen, "A1", "Bob Ray"));
    println!("shown to the other reader after {:?}", since.elapsed());
    bob.press_for("U", "nothing to undo");

    bob.press_for("c", "CORRECT A1");
    bob.press_for("x", "removed as a quote");
    ann.wait("one quote less", |screen| screen.contains("1 article  1 quote "));
    // A key ends the word on what was done, and what is to be told comes.
    ann.press_for("j", "bob corrected a quote in “Rain” otherwise than you; theirs holds, as the later one");

    bob.press_for("U", "undone: correction “It rains in Seoul");
    ann.wait("the own correction holds again", |screen| screen.contains("2 quotes") && speaks(screen, "A2", "Cy Doe"));
    ann.press_for("U", "undone: correction “It rains in Seoul");
    bob.wait("what the text says", |screen| speaks(screen, "B2", "Bob Ray"));
}

/// Articles of a library of which a reader shows the newest.
const MANY: usize = 100_000;

/// Maximum memory that a reader of a large library needs more than one of a single article, in MB: it has a row for 1,000
/// articles at a time.
const MORE: u64 = 16;

/// As many articles as are wanted, copies of the first; their texts do not matter here.
fn grow(base: &str, name: &str) {
    let copies = format!(
        "SELECT sayso.drop_indexes();
        INSERT INTO sayso.article SELECT team, year, id + n, day, 'n' || n, 'n' || n, 'Article ' || n, author, publication, published,
            digest, engine, quotes, markdown, analysis, speakers, head, words FROM sayso.article, generate_series(1, {MANY} - 1) AS n;
        UPDATE sayso.team SET articles = {MANY};
        ANALYZE sayso.article"
    );
    Client::connect(&format!("{base}/{name}"), NoTls).unwrap().batch_execute(&copies).unwrap();
}

#[test]
fn a_reader_has_rows_for_the_newest_articles_only_and_more_when_it_goes_down_the_list() {
    let Some(base) = server() else { return };
    let name = "sayso_test_many";
    let [ann, _] = library(&base, name);
    let memory = |terminal: &Terminal| ["VmRSS", "RssAnon"].map(|line| terminal.memory(line) / 1_000);
    let start = |shown: &str| {
        let since = Instant::now();
        let terminal = Terminal::start(120, 40, &[SAYSO, "--library", &ann], &[]);
        terminal.wait("the list", |screen| screen.contains(shown));
        let took = since.elapsed();
        terminal.settle();
        println!("{shown} listed after {took:?}: {:?} MB resident and its own", memory(&terminal));
        terminal
    };
    let one = memory(&start("ARTICLES 1 "))[1];
    grow(&base, name);
    let mut terminal = start("ARTICLES 1000 ");
    assert!(
        terminal.screen().contains(&format!("the newest 1000 of {MANY} articles are listed")),
        "{}",
        terminal.screen()
    );
    let first = memory(&terminal)[1];
    terminal.press("G");
    terminal.wait("more articles", |screen| screen.contains("ARTICLES 2000 "));
    println!("2000 articles listed: {:?} MB resident and its own", memory(&terminal));
    assert!(first <= one + MORE, "{first} MB with {MANY} articles, {one} MB with one");
}
