//! Clippings kept in one session, read by the command line and by the next one.

use std::process::{Command, Output};

use crate::terminal::{SAYSO, Terminal};

const PIECE: &str = "\
---
title: Rain
author: Ann Lee
published: 2024-02-01
---

“It rains in Seoul,” said Bob Ray on Monday.

“It snows in Oslo,” said Cy Doe.
";

fn printed(terminal: &Terminal, format: &str) -> Output {
    let mut sayso = Command::new(SAYSO);
    let sayso = sayso.args(["clippings", "--format", format]).env_clear().env("HOME", terminal.home());
    sayso.output().unwrap()
}

fn text(output: &Output) -> String {
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn what_was_kept_is_printed_in_every_format_and_written_to_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::on(folder.path(), PIECE, &[]);
    assert_eq!(printed(&terminal, "table").status.code(), Some(1), "nothing is kept yet");
    terminal.press_for("a", "clipped (A shows all");
    terminal.press("]a");
    terminal.wait("both are in the list", |s| s.contains("clipped (A shows all") && s.contains("2/2"));
    terminal.press("A");
    terminal.wait("the list", |s| s.contains("CLIPPINGS 2") && s.contains("It snows in Oslo"));
    terminal.press("K");
    terminal.press("eask again\r");
    terminal.wait("the note", |s| s.contains("ask again") && s.contains("note saved"));
    terminal.press("w\x15~/mine.csv\r");
    terminal.wait("where it is", |s| s.contains("written to ") && s.contains("mine.csv"));
    terminal.press_for("w\x15~/mine.csv\r", "mine.csv exists already");

    let rows: Vec<serde_json::Value> =
        text(&printed(&terminal, "jsonl")).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let told: Vec<_> = rows.iter().map(|row| (row["words"].as_str(), row["note"].as_str())).collect();
    let wanted = [(Some("It rains in Seoul"), Some("ask again")), (Some("It snows in Oslo"), None)];
    assert_eq!(told, wanted, "the cursor was on the first, which went nowhere");
    let bib = biblatex::Bibliography::parse(&text(&printed(&terminal, "bibtex"))).unwrap();
    assert_eq!(bib.keys().collect::<Vec<_>>(), ["lee2024rain"], "one entry for both quotes");
    let csl: Vec<serde_json::Value> = serde_json::from_str(&text(&printed(&terminal, "csl-json"))).unwrap();
    let note = csl[0]["note"].as_str().unwrap();
    assert!(note.contains("Bob Ray said: “It rains in Seoul”") && note.contains("Cy Doe"), "{note}");
    let csv = text(&printed(&terminal, "csv"));
    assert_eq!(csv, std::fs::read_to_string(terminal.home().join("mine.csv")).unwrap());
    let mut read = csv::Reader::from_reader(csv.as_bytes());
    assert_eq!(
        read.records().map(|row| row.unwrap()[0].to_owned()).collect::<Vec<_>>(),
        ["It rains in Seoul", "It snows in Oslo"]
    );
    assert!(text(&printed(&terminal, "md")).contains("\n\nask again\n"));
    assert!(text(&printed(&terminal, "table")).contains("rain#it-rains-in-seoul"));
}

#[test]
fn a_program_gets_the_clippings_and_what_it_prints_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::on(folder.path(), PIECE, &[]);
    terminal.press_for("a", "clipped (A shows all");
    terminal.press_for("A|", "clippings | ");
    terminal.press_for("grep -c rains\r", "grep: 1");
    terminal.press("q|sed s/o/0/g\r");
    terminal.wait("more than a line, over the panes", |s| s.contains("It rains in Se0ul") && s.contains("OUTPUT"));
    terminal.press_for("q|sh -c 'echo bad >&2; exit 3'\r", "sh: exit code 3: bad");
    terminal.press_for("|sleep 600\r", "running sleep on the article … (Ctrl-c stops)");
    terminal.press_for("\x03", "sleep: stopped");
    terminal.press_for("|no-such-program-here\r", "no such program");
}
