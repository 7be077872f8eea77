//! However it ends, the terminal is as it was.

use rustix::process::Signal;

use crate::terminal::Terminal;

const BACK: &[u8] = b"\x1b[?1049l\x1b[?25h";

#[test]
fn a_signal_ends_it_with_its_code_and_the_terminal_as_it_was() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::INT, 130), (Signal::HUP, 129), (Signal::QUIT, 131)] {
        let mut terminal = Terminal::open(80, 24);
        assert!(!terminal.is_cooked());
        terminal.signal(signal);
        assert_eq!(terminal.end(), code, "{signal:?}");
        assert!(terminal.is_cooked(), "{signal:?}");
        terminal.wait_bytes(0, BACK);
    }
}

#[test]
fn a_stop_from_outside_gives_the_terminal_back_until_it_goes_on() {
    let mut terminal = Terminal::open(80, 24);
    terminal.signal(Signal::TSTP);
    terminal.wait_bytes(0, BACK);
    let stopped = terminal.count();
    while !terminal.is_cooked() {
        std::thread::yield_now();
    }
    // The terminal is given back a moment before the program stops: a signal to go on may come too early.
    while !terminal.bytes()[stopped..].windows(8).any(|piece| piece == b"\x1b[?1049h") {
        terminal.signal(Signal::CONT);
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    terminal.wait("the reader again", |s| s.contains("1/2"));
    terminal.press("Q");
    assert_eq!(terminal.end(), 0);
    assert!(terminal.is_cooked());
}

#[test]
fn a_closed_window_ends_it() {
    let mut terminal = Terminal::open(80, 24);
    terminal.hang_up();
    assert_eq!(terminal.end(), 129);
}

#[test]
fn a_closed_window_ends_it_even_where_nobody_is_told() {
    // The shell leads the session and passes over the signal, so the program gets none.
    let script = r#"trap '' HUP; "$0" "$1"; exit 7"#;
    let articles = concat!(env!("CARGO_MANIFEST_DIR"), "/articles");
    let mut terminal = Terminal::start(80, 24, &["sh", "-c", script, env!("CARGO_BIN_EXE_sayso"), articles], &[]);
    terminal.wait("both articles", |s| s.contains("1/2"));
    terminal.hang_up();
    assert_eq!(terminal.end(), 7);
}

#[test]
fn a_terminal_that_can_nothing_gets_plain_text() {
    let articles = concat!(env!("CARGO_MANIFEST_DIR"), "/articles");
    let mut terminal = Terminal::start(80, 24, &[env!("CARGO_BIN_EXE_sayso"), articles], &[("TERM", "dumb")]);
    assert_eq!(terminal.end(), 0);
    terminal.wait_bytes(0, b"NATO looks to Asia");
    assert!(!terminal.bytes().contains(&0x1b), "no escape at all");
}

#[test]
fn a_small_window_and_a_storm_of_sizes_are_survived() {
    let mut terminal = Terminal::open(120, 40);
    for n in (1..=60).rev() {
        terminal.resize(n * 2, n);
    }
    terminal.resize(1, 1);
    terminal.resize(100, 30);
    terminal.wait("the reader at the last size", |s| s.contains("1/2"));
    terminal.press("Q");
    assert_eq!(terminal.end(), 0);
}
