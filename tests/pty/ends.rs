//! However it ends, the terminal is as it was.

use rustix::process::Signal;

use crate::terminal::{ARTICLES, SAYSO, Terminal};

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
    let mut terminal = Terminal::start(80, 24, &["sh", "-c", script, SAYSO, ARTICLES], &[]);
    terminal.wait("both articles", |s| s.contains("1/2"));
    terminal.hang_up();
    assert_eq!(terminal.end(), 7);
}

#[test]
fn a_terminal_that_can_nothing_gets_plain_text() {
    let mut terminal = Terminal::start(80, 24, &[SAYSO, ARTICLES], &[("TERM", "dumb")]);
    assert_eq!(terminal.end(), 0);
    terminal.wait_bytes(0, b"NATO looks to Asia");
    terminal.wait_bytes(0, b"sayso --linear reads them line by line");
    assert!(!terminal.bytes().contains(&0x1b), "no escape at all");
}

#[test]
fn line_mode_needs_nothing_of_a_terminal_and_goes_on_until_it_is_left() {
    for (words, env) in [
        (&[SAYSO, ARTICLES][..], &[("ACCESSIBLE", "1"), ("TERM", "dumb")]),
        (&[SAYSO, "--linear", ARTICLES], &[("ACCESSIBLE", "0"), ("TERM", "dumb")]),
    ] {
        let mut terminal = Terminal::start(80, 24, words, env);
        terminal.wait_bytes(0, b"2 articles, newest first.");
        terminal.press("1\n]\n");
        terminal.wait_bytes(0, b"Quote 1 of ");
        terminal.press("yy\n");
        terminal.wait_bytes(0, b"no terminal with a clipboard");
        terminal.press("quit\n");
        assert_eq!(terminal.end(), 0);
        assert!(terminal.is_cooked());
        assert!(!terminal.bytes().contains(&0x1b), "no escape at all");
    }
}

#[test]
fn an_output_that_is_full_is_told_and_one_that_nobody_reads_is_a_quiet_end() {
    for (to, said, code) in [(">/dev/full", "No space left on device", "2"), (">&-", "", "0"), ("| true", "", "0")] {
        let script = format!(r#"{{ "$0" "$1"; echo "code $?" >&2; }} {to}"#);
        let mut terminal = Terminal::start(80, 24, &["sh", "-c", &script, SAYSO, ARTICLES], &[]);
        let screen = terminal.wait("the end", |s| s.contains("code "));
        let code = format!("code {code}");
        let lines: Vec<&str> = screen.lines().collect();
        match said {
            "" => assert_eq!(lines, [code], "{to}"),
            said => assert!(lines.len() == 2 && lines[0].contains(said) && lines[1] == code, "{to}:\n{screen}"),
        }
        assert!(terminal.is_cooked(), "{to}");
        assert!(!terminal.bytes().contains(&0x1b), "{to}: no escape at all");
        terminal.end();
    }
}

/// A release has no such fault, whatever the environment holds.
#[cfg(debug_assertions)]
#[test]
fn a_fault_of_its_own_gives_the_terminal_back_and_says_a_line_on_the_main_screen() {
    let command = [SAYSO, ARTICLES];
    let mut terminal = Terminal::start(80, 24, &command, &[("SAYSO_FAULT", "1")]);
    terminal.wait("both articles", |s| s.contains("1/2"));
    assert!(!terminal.is_cooked());
    terminal.press("\x0c");
    assert_eq!(terminal.end(), 101);
    assert!(terminal.is_cooked());
    terminal.wait_bytes(0, BACK);
    let screen = terminal.wait("the line", |s| s.contains("crashed at"));
    assert!(!screen.contains("NATO looks to Asia"), "on the main screen, below what stood there:\n{screen}");
    assert!(screen.contains("asked for by SAYSO_FAULT") && screen.contains("SAYSO_LOG=FILE writes a log"), "{screen}");
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

#[test]
fn what_a_pipe_started_ends_with_it_however_it_ends() {
    let ends: [fn(&mut Terminal); 5] = [
        |terminal| terminal.press("Q"),
        |terminal| terminal.signal(Signal::TERM),
        |terminal| terminal.signal(Signal::HUP),
        Terminal::hang_up,
        // Nothing of the program runs any more: the system ends what it started.
        |terminal| terminal.signal(Signal::KILL),
    ];
    for (at, end) in ends.into_iter().enumerate() {
        let mut terminal = Terminal::open(80, 24);
        let file = terminal.home().join("started");
        let script = format!("sh -c 'trap \"\" TERM HUP; echo $$ > {}; exec sleep 600'", file.display());
        terminal.press(&format!("|{script}\r"));
        let number = || std::fs::read_to_string(&file).unwrap_or_default();
        wait_for("the program", || number().ends_with('\n'));
        let stat = format!("/proc/{}/stat", number().trim());
        assert!(is_running(&stat));
        end(&mut terminal);
        terminal.end();
        wait_for(&format!("the end of the program, end {at}"), || !is_running(&stat));
    }
}

fn is_running(stat: &str) -> bool {
    std::fs::read_to_string(stat).is_ok_and(|stat| !stat.contains(") Z "))
}

/// At most a few seconds: a program that is left behind would sleep for ten minutes.
fn wait_for(what: &str, is_so: impl Fn() -> bool) {
    for _ in 0..400 {
        if is_so() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    panic!("never: {what}");
}

#[test]
fn a_journal_that_another_process_holds_costs_a_second_and_a_line() {
    let articles = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::on(articles.path(), "It rained.\n", &[]);
    terminal.press("r");
    terminal.press("Q");
    assert_eq!(terminal.end(), 0);
    let state = terminal.home().join(".local/state/sayso");
    let lock = std::fs::File::open(state.join("journal.lock")).unwrap();
    lock.lock().unwrap();
    let home = terminal.home().join(".local/state");
    let mut terminal = Terminal::on(articles.path(), "It rained.\n", &[("XDG_STATE_HOME", home.to_str().unwrap())]);
    terminal.press("r");
    terminal.wait("why it is not kept", |screen| screen.contains("another process holds"));
    terminal.press("Q");
    assert_eq!(terminal.end(), 0);
}
