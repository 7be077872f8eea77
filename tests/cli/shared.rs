//! One index for many readers: built by one, read by others, who write nothing there.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use crate::harness::{Folder, Ran};

/// A library with an index of it in `shared/`.
fn shared() -> Folder {
    let folder = Folder::with_piece().file("articles/b.md", "# Second\n\n“A comet was seen,” said Ann Lee.\n");
    let built = build(&folder).code(0).told(&[]);
    assert_eq!(built.out, "shared: 2 articles, 4 quotes\n");
    folder
}

fn build(folder: &Folder) -> Ran {
    folder.run(&["index", "articles", "--into", "shared"])
}

fn read(folder: &Folder, args: &[&str]) -> Ran {
    folder.run(&[&["--index", "shared"], args].concat())
}

/// Every file of the index: its name, size and time of change.
fn files(folder: &Folder) -> Vec<(PathBuf, u64, SystemTime)> {
    let entries = std::fs::read_dir(folder.path().join("shared")).unwrap().flatten();
    let file = |path: PathBuf| path.metadata().map(|meta| (path, meta.len(), meta.modified().unwrap())).unwrap();
    let mut files: Vec<_> = entries.map(|entry| file(entry.path())).collect();
    files.sort();
    files
}

#[test]
fn every_command_reads_it_and_none_writes_there_or_makes_another() {
    let folder = shared();
    let before = files(&folder);
    assert!(read(&folder, &["quotes"]).code(0).told(&[]).out.contains("Taxes will fall by half"));
    assert!(read(&folder, &["quotes", "piece"]).code(0).out.contains("Taxes will fall by half"));
    assert!(read(&folder, &["speakers"]).code(0).told(&[]).out.contains("Anna Berg"));
    assert!(read(&folder, &["speakers", "ann lee"]).code(0).told(&[]).out.contains("A comet was seen"));
    assert!(read(&folder, &["who", "comet", "was", "seen"]).code(0).told(&[]).out.contains("Ann Lee"));
    assert!(read(&folder, &["search", "taxes"]).code(0).told(&[]).out.contains("Anna Berg"));
    assert!(read(&folder, &["voices"]).code(0).told(&[]).out.contains("Paul Stone"));
    assert!(read(&folder, &["show", "piece#q1"]).code(0).told(&[]).out.contains("Taxes will fall by half"));
    assert!(read(&folder, &["corrections", "export"]).code(1).told(&[]).out.is_empty());
    assert!(read(&folder, &[]).code(0).told(&[]).out.contains("“A comet was seen,”"));
    assert_eq!(files(&folder), before);
    assert!(!folder.path().join("home/.cache").exists());
}

#[test]
fn the_settings_name_it_and_what_is_typed_comes_first() {
    let folder = shared();
    let index = folder.path().join("shared");
    let config = format!("[library]\nindex = \"{}\"\n", index.display());
    let folder = folder.file("home/.config/sayso/config.toml", config);
    assert!(folder.run(&["search", "comet"]).code(0).told(&[]).out.contains("Ann Lee"));
    assert!(!folder.path().join("home/.cache").exists());
    let folder = folder.file("other/c.md", "# Third\n\n“A planet was seen,” said Bo Ek.\n");
    assert!(folder.run(&["quotes", "other"]).code(0).told(&[]).out.contains("Bo Ek"));
    read(&folder, &["quotes", "other"]).code(2).told(&[&["other: --index names the articles already"]]);
}

#[test]
fn it_is_brought_up_to_date_where_it_is() {
    let folder = shared();
    let folder = folder.file("articles/c.md", "# Third\n\n“A planet was seen,” said Bo Ek.\n");
    std::fs::remove_file(folder.path().join("articles/b.md")).unwrap();
    read(&folder, &["search", "\"planet\""]).code(1);
    assert_eq!(build(&folder).code(0).told(&[]).out, "shared: 2 articles, 4 quotes\n");
    assert!(read(&folder, &["search", "planet"]).code(0).told(&[]).out.contains("Bo Ek"));
    read(&folder, &["search", "\"comet\""]).code(1);
}

#[test]
fn what_cannot_be_read_or_built_says_why_and_how_it_is_mended() {
    let folder = Folder::with_piece().file("notes/mine.txt", "Mine.");
    read(&folder, &["quotes"])
        .code(2)
        .told(&[&["shared: there is no index here; build one with: sayso index PATH… --into shared"]]);
    let into = |path: &str, dir: &str| folder.run(&["index", path, "--into", dir]);
    into("articles", "notes").code(2).told(&[&["notes: there are other files here, such as mine.txt"]]);
    let folder = folder.file("contacts/people.csv", "Ann Lee");
    folder
        .run(&["index", "articles", "--into", "contacts"])
        .code(2)
        .told(&[&["contacts: there are other files here, such as people.csv"]]);
    assert!(folder.path().join("contacts/people.csv").exists());
    let into = |path: &str, dir: &str| folder.run(&["index", path, "--into", dir]);
    into("nowhere", "shared").code(2).told(&[&["nowhere: No such file"]]);
    into("articles", "shared").code(0);
    into("notes", "shared").code(2).told(&[&["shared: this is the index of", "name another folder"]]);
    let made_by = folder.path().join("shared/made-by");
    std::fs::write(&made_by, "no index").unwrap();
    read(&folder, &["quotes"])
        .code(2)
        .told(&[&["shared: the index is damaged; its maintainer can rebuild it with: sayso index"]]);
}

/// Turns one bit in the middle of each file of the index whose name ends so.
fn damage(folder: &Path, ending: &str) {
    for entry in std::fs::read_dir(folder.join("shared")).unwrap().flatten() {
        if entry.path().extension().is_some_and(|e| e == ending) {
            let mut bytes = std::fs::read(entry.path()).unwrap();
            let middle = bytes.len() / 4;
            bytes[middle] ^= 1;
            std::fs::write(entry.path(), bytes).unwrap();
        }
    }
}

#[test]
fn damage_is_told_by_who_reads_it_and_mended_by_who_keeps_it() {
    for ending in ["term", "idx", "fast", "store"] {
        let folder = shared();
        damage(&folder.path(), ending);
        let before = files(&folder);
        for args in [&["search", "comet"][..], &["quotes"], &["speakers"]] {
            let ran = read(&folder, args);
            let told = ran.err.contains("the index is damaged; its maintainer can rebuild it with: sayso index");
            let right = !ran.out.is_empty() && ran.err.is_empty();
            assert!(told || right, "{ending}: {args:?}: {} {}", ran.out, ran.err);
        }
        assert_eq!(files(&folder), before, "{ending}");
        build(&folder).code(0).told(&[&["the index was damaged and is rebuilt"]]);
        assert!(read(&folder, &["search", "comet"]).code(0).told(&[]).out.contains("Ann Lee"));
    }
}

#[test]
fn another_user_reads_it_too() {
    let folder = shared();
    let is_root = rustix::process::geteuid().is_root();
    if !is_root || Command::new("setpriv").arg("--version").output().is_err() {
        eprintln!("skipped: only root becomes another user here");
        return;
    }
    let open = |path: PathBuf| Command::new("chmod").args(["a+rx"]).arg(path).status().unwrap();
    let (sayso, home) = (folder.path().join("sayso"), folder.path().join("guest"));
    std::fs::copy(env!("CARGO_BIN_EXE_sayso"), &sayso).unwrap();
    std::fs::create_dir(&home).unwrap();
    assert!(open(folder.path()).success() && open(sayso.clone()).success());
    assert!(Command::new("chown").arg("65534").arg(&home).status().unwrap().success());
    let mut command = Command::new("setpriv");
    command.args(["--reuid", "65534", "--regid", "65534", "--clear-groups"]).arg(&sayso);
    command.args(["--index", "shared", "search", "comet"]).current_dir(folder.path());
    let output = command.env_clear().env("HOME", &home).output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && told.is_empty(), "{told}");
    assert!(String::from_utf8_lossy(&output.stdout).contains("Ann Lee"));
    assert_eq!(std::fs::read_dir(&home).unwrap().count(), 0);
}
