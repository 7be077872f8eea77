//! Two readers side by side on the library of a team. `.ci/postgres` sets `SAYSO_TEST_POSTGRES`; without it this test says
//! that it is left out.
#![cfg(feature = "postgres")]

use std::process::Command;
use std::time::Instant;

use postgres::{Client, NoTls};

use crate::terminal::{SAYSO, Terminal};

const NAME: &str = "sayso_test_terminals";

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

/// A library with one article and the readers ann and bob; the addresses of both.
fn library(base: &str) -> [String; 2] {
    let mut client = Client::connect(&format!("{base}/postgres"), NoTls).unwrap();
    client.batch_execute(&format!("DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")).unwrap();
    client.batch_execute(&format!("CREATE DATABASE {NAME}")).unwrap();
    let boss = format!("{base}/{NAME}");
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
    let Ok(base) = std::env::var("SAYSO_TEST_POSTGRES") else {
        eprintln!("skipped: SAYSO_TEST_POSTGRES is not set; .ci/postgres runs this test");
        return;
    };
    let [ann, bob] = library(&base);
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
