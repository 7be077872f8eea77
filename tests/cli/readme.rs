//! Every command in the README runs and prints something for the articles in the repository.

use std::process::Command;

use crate::harness::{Folder, PIECE};

#[test]
fn the_examples_of_the_readme_find_something() {
    let root = env!("CARGO_MANIFEST_DIR");
    let Ok(readme) = std::fs::read_to_string(format!("{root}/README.md")) else { return };
    let mut folder = Folder::new().file("piece.md", PIECE).file("home/news/piece.md", PIECE);
    for article in std::fs::read_dir(format!("{root}/articles")).unwrap() {
        let article = article.unwrap();
        folder =
            folder.file(format!("articles/{}", article.file_name().display()), std::fs::read(article.path()).unwrap());
    }
    let (_, section) = readme.split_once("## Commands\n").unwrap();
    let block = section.split("```").nth(1).unwrap();
    // Other programs in a pipe are not run; what `doctor` finds and `add` fetches depends on the machine.
    let runs = |line: &&str| line.starts_with("sayso") && !line.starts_with("sayso doctor") && !line.contains("://");
    let lines = block.lines().filter(runs);
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_sayso")).parent().unwrap();
    for line in lines {
        let shown = line.split("  ").next().unwrap();
        let typed = shown.split(" | ").next().unwrap();
        // Nothing is written outside the folder of the test.
        let typed = typed.replace("/srv", &folder.path().join("srv").display().to_string());
        let mut shell = Command::new("/bin/sh");
        let shell = shell.args(["-c", &typed]).current_dir(folder.path()).env("HOME", folder.path().join("home"));
        let ran = shell.env("PATH", program).stdin(std::process::Stdio::null()).output().unwrap();
        assert!(ran.status.success() && ran.stdout.contains(&b'\n'), "{typed}: {ran:?}");
    }
}
