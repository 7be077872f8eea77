//! One sitting: quotes, a search with a typo, the hit, another size, a stop, back, and out.

use crate::terminal::{ARTICLES, SAYSO, Terminal};

#[test]
fn a_sitting() {
    let mut terminal = Terminal::open(120, 40);
    terminal.press("\r");
    terminal.wait("the text has the keys", |s| s.contains("READ"));
    terminal.press("]");
    terminal.wait("a quote is current", |s| s.contains(" 1/") || s.contains(" 2/"));
    let before = terminal.screen();
    terminal.press("]]");
    terminal.wait("two quotes on", |s| status(s) != status(&before));

    terminal.press("s");
    terminal.press("sumer flign courtship");
    terminal.wait("the hit, typo and all", |s| {
        s.contains("search > sumer flign courtship") && s.contains("[Quotes ") && !s.contains("[Quotes 0]")
    });
    terminal.press("\r");
    let opened = terminal.wait("the article at the hit", |s| s.contains("READ") && s.contains("summer fling"));
    let current = status(&opened).split_whitespace().nth(1).unwrap_or_default().to_owned();
    let lit = opened.lines().find(|line| line.contains("Korea’s love affair with")).unwrap_or_default();
    assert!(lit.contains(&format!("{current}▌")), "{current} is current and stands at the hit:\n{opened}");

    terminal.resize(80, 24);
    terminal.wait("a strip below the text", |s| {
        s.lines().count() <= 24 && s.contains("summer fling") && s.contains("READ")
    });
    terminal.resize(40, 24);
    terminal.wait("one pane", |s| s.contains("summer fling"));
    // Any key after this one would be the shell's, and be shown.
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
    assert!(terminal.is_cooked());
    // The last bytes may come a moment after the program is gone.
    terminal.wait_bytes(0, b"\x1b[?1049l\x1b[?25h");
    assert!(terminal.bytes().ends_with(b"\x1b[?1049l\x1b[?25h"), "the main screen and the cursor are back");
}

#[test]
fn ctrl_z_stops_for_the_shell_and_fg_paints_at_the_new_size() {
    let script = r#"set -m; "$0" "$1"; echo "stopped $?"; read -r go; fg; echo "ended $?"; read -r go"#;
    let mut terminal = Terminal::start(120, 40, &["sh", "-c", script, SAYSO, ARTICLES], &[]);
    terminal.wait("both articles", |s| s.contains("2 articles"));
    terminal.press("\x1a");
    terminal.wait("the shell", |s| s.contains("stopped "));
    assert!(terminal.is_cooked(), "the shell has its terminal back");
    terminal.resize(80, 24);
    terminal.press("go\n");
    let back = terminal.wait("the reader again", |s| s.contains("NATO looks to Asia") && !s.contains("stopped"));
    assert!(back.lines().count() <= 24 && back.lines().all(|line| line.chars().count() <= 80), "{back}");
    terminal.press("Q");
    terminal.wait("the shell at the end", |s| s.contains("ended 0"));
    terminal.press("\n");
    terminal.end();
}

#[test]
fn ctrl_z_without_a_shell_says_so_and_goes_on() {
    let mut terminal = Terminal::open(120, 40);
    terminal.press("\x1a");
    terminal.wait("why not", |s| s.contains("no shell"));
    terminal.press("Q");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn an_article_from_standard_input_is_read_and_keys_come_from_the_terminal() {
    let script = r#"printf '# Piped\n\n"It rains," said Ann Lee on Monday.\n' | "$0" -"#;
    let mut terminal = Terminal::start(80, 24, &["sh", "-c", script, SAYSO], &[]);
    terminal.wait("the piped article", |s| s.contains("It rains"));
    terminal.press("Q");
    assert_eq!(terminal.end(), 0);
    assert!(terminal.is_cooked());
}

#[test]
fn what_holds_no_article_is_told_instead_of_opening_an_empty_reader() {
    let script = r#"printf '\211PNG\r\n\032\n\000\000\000\015IHDR' > p; "$0" p; echo "$?"; "$0" - < p; exit $?"#;
    let mut terminal = Terminal::start(120, 24, &["sh", "-c", script, SAYSO], &[]);
    assert_eq!(terminal.end(), 2);
    // The last bytes may be read after the end.
    let both = ["sayso: p: is a PNG picture", "sayso: -: is a PNG picture"];
    terminal.wait("both lines", |screen| both.iter().all(|line| screen.contains(line)));
}

fn status(screen: &str) -> String {
    screen.lines().last().unwrap_or_default().to_owned()
}
