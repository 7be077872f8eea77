//! The restricted mode: every way out of reading is closed, whatever files, keys and environment say.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::terminal::{SAYSO, Terminal, article};

const PIECE: &str = "\
---
title: Rain
author: Ann Lee
url: https://example.org/rain
---

“It rains in Seoul,” said Bob Ray on Monday.

“It snows in Oslo,” said Cy Doe.
";

fn library() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    article(folder.path(), "rain.md".as_ref(), PIECE.as_bytes());
    folder
}

/// A session on the library, with a home in which the guest has put whatever helps.
fn guest(library: &Path, arguments: &[&str], env: &[(&str, &str)]) -> Terminal {
    let command = [&[SAYSO][..], arguments, &[library.to_str().unwrap()]].concat();
    let terminal = Terminal::start(100, 24, &command, env);
    terminal.wait("the article", |screen| screen.contains("READ"));
    terminal
}

fn files_below(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_below(&path));
        } else {
            found.push(path.display().to_string());
        }
    }
    found
}

#[test]
fn a_guest_starts_no_program_and_writes_nothing() {
    let library = library();
    let outside = tempfile::tempdir().unwrap();
    let proof = outside.path().join("proof");
    let log = outside.path().join("log");
    let env = [("SAYSO_RESTRICTED", "1"), ("SAYSO_LOG", log.to_str().unwrap()), ("DISPLAY", ":0"), ("TMUX", "x")];
    let mut terminal = guest(library.path(), &[], &env);
    let refused = "restricted mode";
    terminal.press(&format!("|sh -c 'echo > {}'\r", proof.display()));
    terminal.wait("no pipe", |s| s.contains(refused));
    // A terminal sends Alt-a as these two bytes, where they come together.
    terminal.press_and_look("\x1b");
    terminal.press_for("a", "nothing is saved in restricted mode");
    terminal.press_for("A", "CLIPPINGS 1");
    terminal.press(&format!("w\x15{}\r", outside.path().join("out.md").display()));
    terminal.wait("no file", |s| s.contains("not written"));
    terminal.press_and_look("\x1b");
    terminal.press_for("yq", "not copied");
    terminal.press_for("o", "no browser in restricted mode");
    terminal.press_and_look("\x1a");
    terminal.press("Q");
    assert_eq!(terminal.end(), 0);
    assert!(!terminal.bytes().windows(5).any(|piece| piece == b"\x1b]52;"));
    assert_eq!(files_below(outside.path()), Vec::<String>::new());
    assert_eq!(files_below(terminal.home()), [terminal.config().display().to_string()]);
}

#[test]
fn no_file_of_a_guest_lifts_it() {
    let library = library();
    let home = tempfile::tempdir().unwrap();
    let config = home.path().join("sayso");
    fs::create_dir(&config).unwrap();
    fs::write(config.join("config.toml"), "[commands]\nout = \"touch {dir}/proof\"\n[screen]\nascii = true\n").unwrap();
    fs::write(config.join("keymap.toml"), "[normal]\nkeys = [{ on = \"Q\", run = \"none\" }]\n").unwrap();
    let env = [("XDG_CONFIG_HOME", home.path().to_str().unwrap())];
    let mut terminal = guest(library.path(), &["--restricted"], &env);
    assert!(!terminal.screen().contains("config.toml"), "it is not read");
    terminal.press("Q");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn a_guest_with_a_folder_keeps_what_is_done_there_and_may_copy_where_that_is_allowed() {
    let library = library();
    let place = tempfile::tempdir().unwrap();
    let own = place.path().join("ann");
    let arguments = ["--restricted", "--guest-copy", "--guest-folder", own.to_str().unwrap()];
    let mut terminal = guest(library.path(), &arguments, &[]);
    terminal.press_for("yq", "copied by OSC 52, unconfirmed");
    terminal.press_for("a", "clipped (A shows all");
    terminal.press_for("A", "CLIPPINGS 1");
    terminal.press_for("w\x15../out.md\r", "a file name without a folder");
    terminal.press_for("w\x15mine.md\r", "written to");
    terminal.press("Q");
    assert_eq!(terminal.end(), 0);
    let mut names = files_below(place.path());
    names.sort();
    let wanted = ["journal.jsonl", "journal.lock", "mine.md"].map(|name| own.join(name).display().to_string());
    assert_eq!(names, wanted);
    assert_eq!(files_below(terminal.home()), [terminal.config().display().to_string()]);
}

#[test]
fn commands_that_do_more_than_read_are_not_there() {
    let library = library();
    let run = |arguments: &[&str]| {
        let mut command = Command::new(SAYSO);
        let command = command.args(arguments).env_clear().env("SAYSO_RESTRICTED", "1").current_dir(library.path());
        command.output().unwrap()
    };
    for arguments in [&["doctor"][..], &["corrections", "import", "x"], &["clippings"], &["config", "print"]] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("not available in restricted mode"));
    }
    let output = run(&["quotes", "rain.md"]);
    assert!(output.status.success() && String::from_utf8_lossy(&output.stdout).contains("It rains in Seoul"));
    assert!(String::from_utf8_lossy(&run(&[]).stderr).contains("needs a path"));
}

#[test]
fn it_is_off_where_the_environment_says_nothing_or_0() {
    for (value, code) in [("", 0), ("0", 0), ("1", 2), ("yes", 2)] {
        let mut command = Command::new(SAYSO);
        let command = command.args(["config", "print"]).env_clear().env("SAYSO_RESTRICTED", value);
        assert_eq!(command.output().unwrap().status.code(), Some(code), "{value:?}");
    }
}
