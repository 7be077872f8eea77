//! The roads from a quote to the user's own clipboard, byte for byte.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use crossterm::clipboard::CopyToClipboard;
use crossterm::queue;

use crate::terminal::{SAYSO, Terminal, article};

const PIECE: &str = "# Rain\n\n“It rains in Seoul – and in ‘Tokyo’,” said Ann Lee on Monday.\n";
const WORDS: &str = "It rains in Seoul – and in ‘Tokyo’";

/// What a terminal is sent to have `text` on its clipboard.
fn osc_52(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    queue!(bytes, CopyToClipboard::to_clipboard_from(text)).unwrap();
    bytes
}

fn kept(terminal: &Terminal) -> String {
    fs::read_to_string(terminal.home().join(".local/state/sayso/copied.txt")).unwrap()
}

/// Whether a piece of the clipboard's own sequence went over the line.
fn has_osc_52(terminal: &Terminal) -> bool {
    terminal.bytes().windows(5).any(|piece| piece == b"\x1b]52;")
}

#[test]
fn plain_it_goes_by_osc_52_and_to_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::on(folder.path(), PIECE, &[]);
    terminal.press("yq");
    let screen = terminal.wait("what became of it", |s| s.contains("copied by OSC 52, unconfirmed; also in ~/"));
    assert!(screen.contains("~/.local/state/sayso/copied.txt"), "{screen}");
    terminal.wait_bytes(0, &osc_52(WORDS));
    assert_eq!(kept(&terminal), WORDS);
    terminal.press("yl");
    let article = folder.path().join("rain.md");
    terminal.wait_bytes(0, &osc_52(&format!("sayso show '{}#it-rains-in-seoul-and'", article.display())));
}

/// A `tmux` that keeps what it is asked, and fails where `$REFUSE` is among it.
const TMUX: &str = r#"#!/bin/sh
echo "$*" >> "$KEPT/asked"
case " $* " in *" $REFUSE "*) exit 1;; esac
case "$1" in load-buffer) cat > "$KEPT/buffer";; esac
"#;

fn in_fake_tmux(text: &str, refuse: &str) -> (tempfile::TempDir, Terminal) {
    let folder = tempfile::tempdir().unwrap();
    let [bin, kept] = ["bin", "kept"].map(|name| folder.path().join(name));
    fs::create_dir(&bin).unwrap();
    fs::create_dir(&kept).unwrap();
    fs::write(bin.join("tmux"), TMUX).unwrap();
    fs::set_permissions(bin.join("tmux"), fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap_or_default());
    let articles = folder.path().join("articles");
    fs::create_dir(&articles).unwrap();
    let env = [("TMUX", "/nowhere,1,0"), ("PATH", &path), ("KEPT", kept.to_str().unwrap()), ("REFUSE", refuse)];
    let terminal = Terminal::on(&articles, text, &env);
    (folder, terminal)
}

#[test]
fn in_tmux_it_goes_to_a_buffer_that_is_handed_on() {
    let (folder, mut terminal) = in_fake_tmux(PIECE, "nothing");
    terminal.press("yq");
    terminal.wait("what became of it", |s| s.contains("copied to tmux, unconfirmed; also in ~/"));
    assert_eq!(fs::read_to_string(folder.path().join("kept/asked")).unwrap(), "load-buffer -w -\n");
    assert_eq!(fs::read_to_string(folder.path().join("kept/buffer")).unwrap(), WORDS);
    assert_eq!(kept(&terminal), WORDS);
    assert!(!has_osc_52(&terminal));
}

#[test]
fn a_tmux_that_cannot_hand_on_gets_the_buffer_alone_and_one_that_refuses_gives_way_to_osc_52() {
    let (folder, mut terminal) = in_fake_tmux(PIECE, "-w");
    terminal.press("yq");
    terminal.wait("what became of it", |s| s.contains("copied to tmux"));
    let asked = fs::read_to_string(folder.path().join("kept/asked")).unwrap();
    assert_eq!(asked, "load-buffer -w -\nload-buffer -\n");
    let (_folder, mut terminal) = in_fake_tmux(PIECE, "load-buffer");
    terminal.press("yq");
    terminal.wait("what became of it", |s| s.contains("copied by OSC 52"));
    terminal.wait_bytes(0, &osc_52(WORDS));
}

#[test]
fn what_is_too_long_for_a_terminal_goes_to_the_file_alone_and_that_is_said() {
    let long = format!("# Long\n\n“{}end,” said Ann Lee.\n", "rain ".repeat(16_000));
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::on(folder.path(), &long, &[]);
    terminal.press("yp");
    terminal.wait("what became of it", |s| {
        s.contains("saved to ~/.local/state/sayso/copied.txt only: too long for the terminal")
    });
    assert_eq!(kept(&terminal), long.lines().last().unwrap());
    assert!(!has_osc_52(&terminal));
    let (folder, mut terminal) = in_fake_tmux(&long, "nothing");
    terminal.press("yp");
    terminal.wait("what became of it", |s| s.contains("copied to tmux only, too long for the terminal"));
    assert_eq!(fs::read_to_string(folder.path().join("kept/asked")).unwrap(), "load-buffer -\n");
}

#[test]
fn gnu_screen_gets_nothing_it_would_drop_and_the_file_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::on(folder.path(), PIECE, &[("STY", "1.pts-0.host")]);
    terminal.press("yq");
    terminal.wait("what became of it", |s| s.contains("copied.txt only: GNU screen cannot forward the clipboard"));
    assert_eq!(kept(&terminal), WORDS);
    assert!(!has_osc_52(&terminal));
}

#[test]
fn without_a_place_for_the_file_the_copy_is_made_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::on(folder.path(), PIECE, &[("XDG_RUNTIME_DIR", "/proc/nowhere")]);
    terminal.press("yq");
    terminal.wait("what became of it", |s| s.contains("copied by OSC 52, unconfirmed; no file: "));
    terminal.wait_bytes(0, &osc_52(WORDS));
}

/// A tmux server of the test's own, ended with it.
struct Server(String);

impl Server {
    fn asked(&self, folder: &Path, words: &[&str]) -> String {
        let mut tmux = Command::new("tmux");
        let said = tmux.args(["-L", &self.0]).args(words).env("TMUX_TMPDIR", folder).output().unwrap();
        String::from_utf8_lossy(&said.stdout).into_owned()
    }
}

#[test]
fn in_a_real_tmux_the_buffer_and_the_terminal_outside_have_it() {
    if Command::new("tmux").arg("-V").output().is_err() {
        eprintln!("left out: there is no tmux on this machine");
        return;
    }
    for clipboard in ["external", "on"] {
        let folder = tempfile::tempdir().unwrap();
        article(folder.path(), "rain.md".as_ref(), PIECE.as_bytes());
        let server = Server(format!("sayso-{clipboard}-{}", std::process::id()));
        let sayso = format!("'{SAYSO}' '{}'", folder.path().join("rain.md").display());
        let set = ["set-option", "-s", "set-clipboard", clipboard, ";"];
        let mut words = vec!["tmux", "-L", &server.0, "-f", "/dev/null", "start-server", ";"];
        words.extend(set);
        words.extend(["new-session", &sayso]);
        let mut terminal =
            Terminal::start(100, 24, &words, &[("TMUX_TMPDIR", folder.path().to_str().unwrap()), ("SHELL", "/bin/sh")]);
        terminal.wait("the article in tmux", |s| s.contains("READ"));
        terminal.press("yq");
        terminal.wait("what became of it", |s| s.contains("copied to tmux, unconfirmed"));
        assert_eq!(server.asked(folder.path(), &["show-buffer"]), WORDS, "{clipboard}");
        let sequence = osc_52(WORDS);
        let payload = sequence.strip_prefix(b"\x1b]52;c;").and_then(|rest| rest.strip_suffix(b"\x1b\\")).unwrap();
        terminal.wait_bytes(0, payload);
        server.asked(folder.path(), &["kill-server"]);
        terminal.end();
    }
}
