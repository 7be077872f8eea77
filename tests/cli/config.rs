//! `sayso config`, and what its settings do.

use crate::harness::Folder;

const FILE: &str = "home/.config/sayso/config.toml";
const KEYS: &str = "home/.config/sayso/keymap.toml";

#[test]
fn the_printed_settings_are_right_as_they_stand() {
    let folder = Folder::with_piece();
    let printed = folder.run(&["config", "print"]).code(0).told(&[]).out;
    assert!(printed.contains("\n# width = 66\n") && printed.contains("\n[cite]\n"), "{printed}");
    let folder = folder.file(FILE, &printed);
    let checked = folder.run(&["config", "check"]).code(0).told(&[]).out;
    assert!(checked.contains("config.toml: ok") && checked.contains("keymap.toml: not found"), "{checked}");
    assert_eq!(folder.run(&["config", "print", "--effective"]).code(0).told(&[]).out, printed);
}

#[test]
fn the_effective_settings_are_ones_own() {
    let own = "width = 50\n[cite]\nsource = \"bibtex\"\n[commands]\nkeep = \"cat >> ~/quotes.txt\"\n";
    let folder = Folder::with_piece().file(FILE, own);
    let out = folder.run(&["config", "print", "--effective"]).code(0).told(&[]).out;
    for line in ["width = 50", "source = \"bibtex\"", "keep = \"cat >> ~/quotes.txt\""] {
        assert!(out.lines().any(|given| given == line), "{line}:\n{out}");
    }
    assert!(!folder.run(&["config", "print"]).out.contains("bibtex\"\n"));
}

#[test]
fn what_is_wrong_is_told_by_line_and_column_with_a_guess() {
    let settings = "ascii = 3\nwdth = 60\n[cite]\nquote = \"{{ wrds }}\"\n";
    let keys = "[normal]\nkeymap = [{ on = \"x\", run = \"qit\", desc = \"\" }]\n";
    let folder = Folder::with_piece().file(FILE, settings).file(KEYS, keys);
    let out = folder.run(&["config", "check"]).code(1).told(&[]).out;
    let wanted = [
        "config.toml: line 1, column 9: `ascii` must be true or false",
        "config.toml: line 2, column 1: unknown setting `wdth`: did you mean `width`?",
        "config.toml: line 4, column 13: `quote`: unknown field `wrds`: did you mean `words`?",
        "keymap.toml: line 2, column 29: unknown action `qit`: did you mean `quit`?",
    ];
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines.len(), wanted.len(), "{out}");
    let named = folder.file("mine.toml", "[normal]\nkeymap = [{ on = \"y\", run = \"dance\", desc = \"\" }]\n");
    let out = named.run(&["--keymap", "mine.toml", "config", "check"]).code(1).told(&[]).out;
    assert!(out.contains("mine.toml: line 2, column 29") && !out.contains("qit"), "{out}");
    for (line, wanted) in lines.iter().zip(wanted) {
        assert!(line.contains(wanted), "{line} has not {wanted}");
    }
}
