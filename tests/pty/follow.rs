//! A folder that changes while it is open.

use std::fs;

use crate::terminal::{SAYSO, Terminal};

#[test]
fn what_appears_changes_and_vanishes_is_followed() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    put("one.md", "# Number one\n\n“It rains,” said Ann Lee.\n");
    let command = [SAYSO, folder.path().to_str().unwrap()];
    let mut terminal = Terminal::start(120, 30, &command, &[]);
    terminal.wait("the article", |s| s.contains("It rains") && s.contains("1 article"));
    put("two.md", "# Number two\n\n“It snows,” said Bo Berg.\n");
    terminal.wait("the new article", |s| s.contains("Number two") && s.contains("2 articles"));
    put("one.md", "# Number one\n\n“It hails,” said Ann Lee.\n");
    terminal.wait("a word that it changed", |s| s.contains("this article has changed") && s.contains("It rains"));
    terminal.press("R");
    terminal.wait("the article as it is now", |s| s.contains("It hails") && !s.contains("It rains"));
    fs::remove_file(folder.path().join("two.md")).unwrap();
    terminal.wait("the list without it", |s| s.contains("1 article") && !s.contains("Number two"));
}
