//! The index on disk: used, kept up, and never in the way.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::harness::{Folder, Ran};

/// A library in which article `n` quotes speaker `n`.
fn library(articles: usize) -> Folder {
    (0..articles).fold(Folder::new(), |folder, n| {
        let name = NAMES[n % NAMES.len()];
        let text = format!(
            "# Report {n}\n\nIt was a long day in the valley of {n} rivers.\n\n\
             “The harvest of field {n} was better than in any year before,” said {name} Winterfeld{n}.\n"
        );
        folder.file(format!("articles/{n:03}.md"), text)
    })
}

const NAMES: &[&str] = &["Anna", "Boris", "Clara", "Dmitri", "Elena"];

/// Everything that is found for a few queries, as a script would see it.
fn answers(folder: &Folder) -> Vec<String> {
    let queries = ["harvest", "valley rivers", "speaker:anna", "winterfeld1"];
    queries.map(|query| found(folder, query).out).into()
}

fn found(folder: &Folder, query: &str) -> Ran {
    folder.run(&["search", "--format", "jsonl", "--limit", "500", query])
}

/// All files of the index but its locks.
fn index_files(folder: &Folder) -> Vec<PathBuf> {
    let index = folder.path().join("home/.cache/sayso/index");
    let one = std::fs::read_dir(index).unwrap().flatten().next().unwrap().path();
    let files = std::fs::read_dir(one).unwrap().flatten().map(|entry| entry.path());
    files.filter(|path| path.metadata().unwrap().len() > 0).collect()
}

#[test]
fn what_is_new_changed_and_gone_is_followed() {
    let folder = library(5);
    found(&folder, "harvest").code(0).told(&[]);
    let folder = folder.file("articles/new.md", "# New\n\n“A comet was seen,” said Ann Lee.\n");
    assert!(found(&folder, "comet").code(0).out.contains("new.md"));
    let folder = folder.file("articles/new.md", "# New\n\n“A planet was seen,” said Ann Lee.\n");
    found(&folder, "\"comet\"").code(1);
    assert!(found(&folder, "planet").code(0).out.contains("new.md"));
    std::fs::remove_file(folder.path().join("articles/new.md")).unwrap();
    found(&folder, "\"planet\"").code(1);
}

#[test]
fn a_folder_called_by_another_name_is_the_same_library() {
    let folder = library(3);
    let search = |path: &str| folder.run(&["search", "--format", "jsonl", "--in", path, "harvest"]).code(0).out;
    let whole = folder.path().join("articles");
    let by_whole_name = search(whole.to_str().unwrap());
    assert!(by_whole_name.contains(&format!("{}/000.md", whole.display())));
    assert_eq!(search("articles").lines().count(), by_whole_name.lines().count());
    assert_eq!(std::fs::read_dir(folder.path().join("home/.cache/sayso/index")).unwrap().count(), 1);
}

#[test]
fn several_folders_have_an_index_of_their_own_by_whatever_name() {
    let folder = library(4).file("more/new.md", "# New\n\n“The harvest of comets was good,” said Ann Lee.\n");
    let search = |paths: &[&str]| {
        let within = paths.iter().flat_map(|path| ["--in", path]);
        let args: Vec<&str> = ["search", "--format", "jsonl", "harvest"].into_iter().chain(within).collect();
        folder.run(&args).code(0).told(&[]).out
    };
    let found = search(&["articles", "more"]);
    assert!(found.contains("\"articles/000.md\"") && found.contains("\"more/new.md\""), "{found}");
    let made = |path: &PathBuf| (path.clone(), path.metadata().unwrap().modified().unwrap());
    let written = || -> Vec<_> { index_files(&folder).iter().map(made).collect() };
    let before = written();
    assert_eq!(search(&["articles", "more"]), found);
    let others = search(&["./more", "articles"]);
    assert!(others.contains("\"./more/new.md\""), "{others}");
    assert_eq!(written(), before, "nothing was read again");
    let articles = folder.path().join("articles");
    search(&[articles.to_str().unwrap(), "more"]);
    assert_eq!(std::fs::read_dir(folder.path().join("home/.cache/sayso/index")).unwrap().count(), 1);
}

#[test]
fn a_killed_indexer_leaves_an_index_that_the_next_one_finishes() {
    let (folder, clean) = (library(60), library(60));
    let want = answers(&clean);
    for round in 0..50u64 {
        let mut child =
            folder.command(&["search", "harvest"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // Spread over reading, writing, committing and the end.
        std::thread::sleep(Duration::from_millis(round * 37 % 400));
        child.kill().unwrap();
        child.wait().unwrap();
        if round % 10 == 9 {
            let path = folder.path().join(format!("articles/{round:03}.md"));
            let text = std::fs::read(&path).unwrap();
            std::fs::remove_file(&path).unwrap();
            std::fs::write(&path, text).unwrap();
        }
    }
    assert_eq!(answers(&folder), want);
}

#[test]
fn two_at_once_both_answer_and_leave_one_whole_index() {
    let (folder, clean) = (library(40), library(40));
    let start =
        || folder.command(&["search", "harvest"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let ran: Vec<_> = [start(), start(), start()].map(|child| child.wait_with_output().unwrap()).into();
    assert!(ran.iter().all(|output| output.status.code().is_some_and(|code| code < 2)), "{ran:?}");
    assert_eq!(answers(&folder), answers(&clean));
}

#[test]
fn a_damaged_file_is_made_anew() {
    let folder = library(12);
    let want = answers(&folder);
    for at in 0..index_files(&folder).len() {
        let Some(file) = index_files(&folder).get(at).cloned() else { break };
        let mut bytes = std::fs::read(&file).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 0x55;
        std::fs::write(&file, &bytes).unwrap();
        assert_eq!(answers(&folder), want, "a byte of {} altered", file.display());
        let Some(file) = index_files(&folder).get(at).cloned() else { break };
        std::fs::write(&file, b"cut").unwrap();
        assert_eq!(answers(&folder), want, "{} cut", file.display());
    }
}

#[test]
fn an_index_of_another_version_is_made_anew() {
    let folder = library(3);
    let want = answers(&folder);
    let made_by = index_files(&folder).into_iter().find(|path| path.ends_with("made-by")).unwrap();
    std::fs::write(&made_by, "sayso index 0\ncheck 9721966c\n").unwrap();
    found(&folder, "harvest").code(0).told(&[&["the index is from another version of sayso and is rebuilt"]]);
    assert_eq!(answers(&folder), want);
}

#[test]
fn without_a_place_for_the_index_it_is_made_in_memory() {
    let folder = library(3);
    let want = answers(&folder);
    // Not even root can make a folder inside a file.
    let folder = folder.file("no-folder", "");
    let with = |folder: &Folder| {
        let mut command = folder.command(&["search", "--format", "jsonl", "--limit", "500", "harvest"]);
        command.env("XDG_CACHE_HOME", folder.path().join("no-folder")).output().unwrap()
    };
    let output = with(&folder);
    assert_eq!(String::from_utf8(output.stdout).unwrap(), want[0]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("using memory") && said.lines().count() == 1, "{said}");
}

#[test]
fn a_full_disk_costs_the_index_and_nothing_else() {
    let folder = library(30);
    let want = found(&library(30), "harvest").out;
    // Files of more than a few kilobytes cannot be written; the signal that would end the program is ignored.
    let line =
        format!("trap '' XFSZ; ulimit -f 4; exec '{}' search --format jsonl --limit 500 harvest", program().display());
    let output = Command::new("/bin/sh")
        .args(["-c", &line])
        .current_dir(folder.path())
        .env_clear()
        .env("HOME", folder.path().join("home"))
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), want, "{said}");
    assert!(said.contains("using memory") && said.lines().count() == 1, "{said}");
}

fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_sayso"))
}

#[test]
fn who_holds_the_lock_of_the_index_stops_nobody_else() {
    let folder = library(3);
    let want = answers(&folder);
    let index = index_files(&folder)[0].parent().unwrap().to_owned();
    let opening = std::fs::File::open(index.join("opening")).unwrap();
    opening.lock().unwrap();
    let ran = found(&folder, "harvest").code(0);
    assert_eq!(ran.out, want[0]);
    ran.told(&[&["using memory", "another process holds its lock"]]);
}

#[test]
fn nobody_else_may_read_what_is_kept_of_private_articles() {
    use std::os::unix::fs::MetadataExt;
    let folder = library(3);
    answers(&folder);
    let files = index_files(&folder);
    assert_eq!(files[0].parent().unwrap().metadata().unwrap().mode() & 0o777, 0o700);
    assert!(files.iter().all(|file| file.metadata().unwrap().mode() & 0o777 == 0o600), "{files:?}");
    // A link in the place of a file of the index is not followed: what it leads to stays as it is.
    let precious = folder.path().join("precious");
    std::fs::write(&precious, "words").unwrap();
    let opening = files[0].parent().unwrap().join("opening");
    std::fs::remove_file(&opening).unwrap();
    std::os::unix::fs::symlink(&precious, &opening).unwrap();
    found(&folder, "harvest").code(0).told(&[&["using memory"]]);
    assert_eq!(std::fs::read_to_string(&precious).unwrap(), "words");
}

#[test]
fn names_and_arguments_are_cleaned_before_they_are_shown() {
    let piled = format!("Z{}", "\u{301}".repeat(100));
    let folder = library(1).file(format!("articles/{piled}.md"), "“A comet was seen,” said Ann Lee.\n");
    for format in ["table", "jsonl", "csv", "md"] {
        let out = folder.run(&["quotes", "--format", format, "articles"]).code(0).out;
        assert!(out.contains("comet") && !out.contains(&"\u{301}".repeat(9)), "{format}: {out}");
    }
    let hidden = "x\u{202e}\u{200b}\u{e0041}";
    for args in [vec!["quotes", "--format", hidden], vec!["search", "after:x\u{202e}\u{200b}\u{e0041}"], vec![hidden]] {
        let output = folder.command(&args).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(!said.is_empty() && !said.contains(['\u{202e}', '\u{200b}', '\u{e0041}']), "{args:?}: {said}");
    }
}
