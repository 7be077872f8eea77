//! Whatever a folder or a command line may hold: the rest is still read, and each trouble is one line.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::Stdio;

use crate::harness::{Folder, PIECE};

fn mkfifo(folder: &Folder, name: &str) {
    let made = std::process::Command::new("mkfifo").arg(folder.path().join(name)).status();
    assert!(made.unwrap().success());
}

#[test]
fn what_is_missing_is_told_and_the_rest_is_read() {
    let folder = Folder::with_piece();
    folder.run(&["quotes", "nowhere.md", "articles"]).code(0).told(&[&["nowhere.md", "no such file"]]);
    folder.run(&["quotes", "nowhere.md"]).code(2).told(&[&["nowhere.md", "no such file"]]);
    folder.run(&["quotes", "nowhere.md", "gone.md"]).code(2).told(&[&["nowhere.md"], &["gone.md"]]);
}

#[test]
fn an_empty_folder_is_named() {
    let folder = Folder::new();
    std::fs::create_dir(folder.path().join("empty")).unwrap();
    for args in [&["quotes", "empty"][..], &["empty"], &["who", "taxes", "--in", "empty"]] {
        folder.run(args).code(2).told(&[&["empty: nothing to read here"]]);
    }
}

#[test]
fn standard_input_that_is_a_terminal_is_refused_at_once() {
    let folder = Folder::new();
    for args in [&["-"][..], &["quotes", "-"], &["speakers", "-"], &["show", "-"], &["who", "x", "--in", "-"]] {
        // Linux takes the far end of a new terminal for a terminal; elsewhere there may be none to open.
        let Ok(terminal) = std::fs::File::open("/dev/ptmx") else { return };
        let ran = folder.run_on(args, terminal.into()).code(2);
        ran.told(&[&["standard input is a terminal; name a file, or pipe an article into sayso"]]);
    }
}

#[test]
fn standard_input_that_is_empty_is_told() {
    for args in [&["-"][..], &["quotes", "-"], &["show", "-"], &["show", "--text", "-"]] {
        Folder::new().run_with(args, b"").code(2).told(&[&["standard input is empty"]]);
    }
}

#[test]
fn without_any_articles_the_way_to_add_some_is_told() {
    Folder::new().run(&["quotes"]).code(2).told(&[&["no articles yet", "./articles", "sayso PATH"]]);
}

#[test]
fn where_nothing_is_named_the_users_own_library_is_read() {
    let folder = Folder::new().file("home/.local/share/sayso/articles/own.md", PIECE);
    assert!(folder.run(&["quotes"]).code(0).out.contains("own#q1"));
}

#[test]
fn a_file_that_may_not_be_read_is_told() {
    let folder = Folder::with_piece().file("articles/secret.md", PIECE);
    let path = folder.path().join("articles/secret.md");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::read(&path).is_ok() {
        return; // The superuser may read everything.
    }
    folder.run(&["quotes"]).code(0).told(&[&["secret.md", "permission denied"]]);
}

#[test]
fn pipes_and_devices_are_never_waited_for() {
    let folder = Folder::with_piece();
    mkfifo(&folder, "articles/pipe.md");
    folder
        .run(&["quotes", "articles", "/dev/zero"])
        .code(0)
        .told(&[&["articles/pipe.md", "a pipe", "sayso - <"], &["/dev/zero", "a device"]]);
}

#[test]
fn links_that_loop_or_lead_out_are_not_followed() {
    let folder = Folder::with_piece().file("outside.md", PIECE);
    for (target, link) in [(".", "here"), ("../..", "up"), ("../outside.md", "out.md"), ("nothing", "dangling.md")] {
        symlink(target, folder.path().join("articles").join(link)).unwrap();
    }
    let ran = folder.run(&["quotes", "articles"]).code(0);
    ran.told(&[
        &["articles/dangling.md", "no such file"],
        &["articles/out.md", "out of the folder"],
        &["articles/up", "out of the folder"],
    ]);
}

#[test]
fn each_file_is_read_once() {
    let folder = Folder::with_piece();
    std::fs::hard_link(folder.path().join("articles/piece.md"), folder.path().join("articles/same.md")).unwrap();
    let once = folder.run(&["quotes", "articles/piece.md"]).out;
    assert_eq!(folder.run(&["quotes", "articles/piece.md", "articles", "./articles/piece.md"]).out, once);
}

#[test]
fn hidden_files_other_endings_and_pictures_are_passed_over() {
    let folder = Folder::with_piece()
        .file("articles/.hidden.md", PIECE)
        .file("articles/.git/x.md", PIECE)
        .file("articles/page.log", PIECE)
        .file("articles/style.css", "‘Yes,’ he said.")
        .file("articles/picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\0\0\0\x02\0\x08\x06");
    let ran = folder.run(&["quotes", "--format", "jsonl"]).code(0).told(&[]);
    assert!(ran.json().iter().all(|quote| quote["article"] == "articles/piece.md"));
    folder.run(&["quotes", "articles/picture"]).code(2).told(&[&["picture", "is a PNG picture"]]);
}

#[test]
fn folders_below_and_files_without_an_ending_are_read() {
    let folder = Folder::with_piece().file("articles/2023/july/deep.TXT", PIECE).file("articles/saved", PIECE);
    let out = folder.run(&["quotes"]).code(0).told(&[]).out;
    assert!(["piece#q1", "deep#q1", "saved#q1"].iter().all(|name| out.contains(name)), "{out}");
}

#[test]
fn names_are_opened_raw_and_shown_escaped() {
    let raw: [(&[u8], &str); 4] = [
        (b"two\nlines.md", "two\\\\nlines.md"),
        (b"esc\x1b[31m.md", "esc\\\\u{1B}[31m.md"),
        (b"no\xFFtext.md", "no\\\\xFFtext.md"),
        (b"-dash.md", "-dash.md"),
    ];
    for (name, shown) in raw {
        let folder = Folder::new().file(OsStr::from_bytes(name), PIECE);
        let args = [OsStr::new("quotes"), OsStr::new("--format=jsonl"), OsStr::new("--"), OsStr::from_bytes(name)];
        let out = folder.run(&args).code(0).told(&[]).out;
        assert!(out.contains(&format!("{{\"article\":\"{shown}\"")), "{out}");
        assert!(!out.contains(|c: char| c.is_control() && c != '\n'));
        assert!(folder.run(&["quotes", "."]).code(0).told(&[]).out.contains("#q1"));
    }
    let missing = [OsStr::new("quotes"), OsStr::from_bytes(b"gone\x1b]52;c;x\x07\n.md")];
    Folder::new().run(&missing).code(2).told(&[&["gone\\u{1B}]52;c;x\\u{7}\\n.md"]]);
}

#[test]
fn a_file_over_the_cap_is_refused_with_its_size_and_the_setting() {
    let folder = Folder::with_piece().file("home/.config/sayso/config.toml", "max_file_mib = 1\n");
    let folder = folder.file("big.md", vec![b'a'; (1 << 20) + 1]);
    let refused: &[&str] = &["1.0 MiB", "max_file_mib", "config.toml"];
    folder.run(&["quotes", "big.md", "articles"]).code(0).told(&[refused]);
    let big = vec![b'a'; 3 << 20];
    let ran = folder.run_with(&["quotes", "articles", "-"], &big);
    ran.code(0).told(&[&["-: ", "over 1.0 MiB", "max_file_mib"]]);
}

#[test]
fn a_broken_settings_file_is_told_and_stops_nothing() {
    for (settings, told) in [
        ("wdth = 60", "did you mean `width`"),
        ("width = = 3", "line 1"),
        ("\nascii = 3", "line 2"),
        ("width = 3", "a whole number from 20 to 200"),
        ("\u{1b}x = 1", "line 1"),
    ] {
        let folder = Folder::with_piece().file("home/.config/sayso/config.toml", settings);
        folder.run(&["quotes"]).code(0).told(&[&["config.toml", told]]);
    }
}

#[test]
fn standard_input_is_an_article() {
    let ran = Folder::new().run_with(&["quotes", "-", "--format", "jsonl"], PIECE.as_bytes()).code(0).told(&[]);
    assert!(ran.json().iter().all(|quote| quote["article"] == "-"));
}

#[test]
fn a_closed_pipe_is_silent() {
    let folder = Folder::new().file("articles/long.md", PIECE.repeat(40));
    for args in
        [&["quotes"][..], &["quotes", "--format=jsonl"], &["quotes", "--format=csv"], &["speakers"], &["show", "long"]]
    {
        let mut child = folder.command(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let ended = child.wait_with_output().unwrap();
        assert_eq!(
            (ended.status.code(), ended.stderr.escape_ascii().to_string()),
            (Some(0), String::new()),
            "{args:?}"
        );
    }
}
