//! Whatever an article holds, only the program's own sequences reach the terminal.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use crate::terminal::{SAYSO, Terminal, article};

const OSC_52: &str = "\x1b]52;c;ZXZpbA==\x07";

/// Every field and every trick, in a paragraph that is quoted from.
fn evil() -> String {
    let mut tricks: Vec<String> = [
        OSC_52,
        "\x1b[2J",
        "\x1bP+q544e\x1b\\",
        "\x1b]0;title\x07",
        "\x1b]8;;http://evil\x1b\\",
        "\u{9b}31m",
        "\u{9d}52;c;eA==\u{9c}",
        "&#27;]52;c;ZXZpbA==&#7;",
        "&#x1b;[2J",
        "&#155;31m",
        "\u{202e}desrever\u{202c}",
        "\u{2066}a\u{2069}",
        "\u{200b}\u{feff}",
        "\u{e0041}\u{e007f}",
        "\u{2028}",
        "\u{fff9}",
        "\u{7f}",
        "\u{8}\u{8}",
        "\0",
        "\t",
        "\r",
    ]
    .map(|trick| format!("before{trick}after"))
    .into();
    tricks.push(format!("pile{}", "\u{301}".repeat(3000)));
    let tricks = tricks.join(" ");
    format!(
        "# Title {tricks}\n\nBy Eve {OSC_52}\u{202e} Evil\n\n“I say {tricks},” said Mallory {OSC_52}\u{202e}Jones.\n\n> {tricks}\n\n[{OSC_52}](http://a\x1b]x)\n"
    )
}

fn folder(path: &Path) {
    for name in [
        &b"plain.md"[..],
        b"new\nline.md",
        b"esc\x1b]52;c;eA==\x07.md",
        b"not\xff\xfeutf8.txt",
        b"-rf.md",
        "bidi\u{202e}.md".as_bytes(),
    ] {
        article(path, OsStr::from_bytes(name), evil().as_bytes());
    }
    article(
        path,
        OsStr::new("front.md"),
        format!("+++\ntitle = \"\\u001b]52;c;eA==\\u0007\\u202e\"\nauthor = \"\\u009b31m\"\n+++\n\n{}", evil())
            .as_bytes(),
    );
}

#[test]
fn nothing_but_the_programs_own_sequences_reaches_the_terminal() {
    let articles = tempfile::tempdir().unwrap();
    folder(articles.path());
    let path = articles.path().to_str().unwrap();
    let mut terminal = Terminal::start(120, 40, &[SAYSO, path, "missing\x1b]52;c;eA==\x07"], &[]);
    terminal.wait("all articles", |s| s.contains("7 articles"));
    for keys in [
        "\r",
        "]",
        "]",
        "i",
        "q",
        "I",
        "q",
        "J",
        "J",
        "J",
        "J",
        "J",
        "J",
        "K",
        "gl",
        "j",
        "gq",
        "j",
        "a",
        "A",
        "|cat\r",
        "q",
        "q",
        "|\tcat\r",
        "?",
        "q",
        "/beforeafter\r",
        "n",
        "s",
        "mallory evil",
    ] {
        terminal.press_and_look(keys);
    }
    terminal.press_and_look("\x1b[200~paste\u{202e}\u{9b}31m\u{200b}\x07end\x1b[201~");
    terminal.press_and_look("\t");
    terminal.press_and_look("\t");
    terminal.settle();
    terminal.press("\x03Q");
    terminal.end();
    assert_eq!(foreign(&terminal.bytes()), [""; 0]);
}

#[test]
fn nothing_of_it_is_printed_either() {
    let articles = tempfile::tempdir().unwrap();
    folder(articles.path());
    let path = articles.path().to_str().unwrap();
    for command in [
        &["quotes"][..],
        &["speakers"],
        &["search", "mallory"],
        &["show", "plain"],
        &["quotes", "--format", "md"],
        &["config", "check"],
        &["nothing\x1b[2J"],
    ] {
        let script = r#"cd "$1"; shift; "$0" "$@" | cat; "$0" missing$(printf '\033')x . >/dev/null"#;
        let mut words = vec!["sh", "-c", script, SAYSO, path];
        words.extend(command);
        if !["show", "search", "config"].contains(&command[0]) {
            words.push(path);
        }
        let mut terminal = Terminal::start(120, 40, &words, &[("TERM", "dumb")]);
        terminal.end();
        // A tab stands between the cells of a piped table; the cells have none.
        let bytes: Vec<u8> = terminal.bytes().iter().map(|b| if *b == b'\t' { b' ' } else { *b }).collect();
        assert_eq!(foreign(&bytes), [""; 0], "{command:?}");
    }
}

/// What in the stream is neither text nor a sequence of the program's own.
fn foreign(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    let mut found = Vec::new();
    let mut rest = &text[..];
    let mut pile = 0;
    while let Some(c) = rest.chars().next() {
        let own = own_sequence(rest);
        if own.is_none() {
            pile = if ('\u{300}'..='\u{36f}').contains(&c) { pile + c.len_utf8() } else { 0 };
            if is_foreign(c) || pile > 64 {
                found.push(format!("{:?}", rest.chars().take(20).collect::<String>()));
            }
        }
        let used = own.unwrap_or(c.len_utf8());
        rest = &rest[used..];
    }
    found.truncate(10);
    found
}

/// The length of one of the sequences that the program sends: colours, moving, clearing, its modes.
fn own_sequence(text: &str) -> Option<usize> {
    // A row is moved down.
    if text.starts_with("\x1bM") {
        return Some(2);
    }
    let body = text.strip_prefix("\x1b[")?;
    let end = body.find(|c: char| c.is_ascii_alphabetic())?;
    let (numbers, last) = (&body[..end], &body[end..=end]);
    let own = match (numbers.strip_prefix('?'), last) {
        (Some(mode), "h" | "l") => ["25", "1049", "2004", "2026"].contains(&mode),
        (None, "m" | "H" | "J" | "K" | "C" | "X" | "r") => numbers.chars().all(|c| c.is_ascii_digit() || c == ';'),
        _ => false,
    };
    own.then_some(2 + end + 1)
}

fn is_foreign(c: char) -> bool {
    (c.is_control() && !matches!(c, '\r' | '\n'))
        || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

#[test]
fn the_check_itself_sees_what_it_must() {
    assert_eq!(foreign("\x1b[?2026h\x1b[1;31mwords\x1b[0m\x1b[3;4H\r\n".as_bytes()), [""; 0]);
    for bad in [OSC_52, "\u{9b}31m", "\u{202e}", "\x1b[?1000h", "\x1b[6n", "\x07", "\u{200b}", "\x1bc"] {
        assert_eq!(foreign(bad.as_bytes()).len().min(1), 1, "{bad:?}");
    }
    assert!(!foreign(format!("a{}", "\u{301}".repeat(40)).as_bytes()).is_empty());
}
