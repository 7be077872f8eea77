//! What goes over a slow line.

use std::thread;
use std::time::Duration;

use crate::terminal::{ARTICLES, SAYSO, Terminal};

/// The least of three tries: a machine that stops for a moment cuts one frame in two, and that is not the program's
/// doing.
fn fewest(bytes: impl Fn() -> usize) -> usize {
    (0..3).map(|_| bytes()).min().unwrap_or_default()
}

#[test]
fn the_first_screen_is_small() {
    let sent = fewest(|| Terminal::open(120, 40).count());
    assert!(sent <= 12_000, "{sent} bytes until both articles are shown");
}

#[test]
fn a_move_in_the_list_is_two_titles_and_the_preview_comes_later() {
    for (columns, rows) in [(120, 40), (80, 24)] {
        let sent = fewest(|| {
            let mut terminal = Terminal::open(columns, rows);
            // What a first start is told gives way to the keys of the list.
            terminal.press("gg");
            terminal.settle();
            let before = terminal.count();
            terminal.press("j");
            thread::sleep(Duration::from_millis(75));
            terminal.count() - before
        });
        assert!((1..=200).contains(&sent), "{sent} bytes at {columns}x{rows}");
    }
}

/// How many bytes these keys bring.
fn after(mut terminal: Terminal, keys: &str) -> usize {
    terminal.settle();
    let before = terminal.count();
    terminal.press(keys);
    terminal.settle();
    terminal.count() - before
}

#[test]
fn an_idle_screen_sends_nothing() {
    let terminal = Terminal::open(120, 40);
    terminal.settle();
    let before = terminal.count();
    thread::sleep(Duration::from_secs(3));
    assert_eq!(terminal.count() - before, 0);
}

#[test]
fn a_key_that_changes_nothing_sends_next_to_nothing() {
    let mut terminal = Terminal::open(120, 40);
    terminal.press("gg");
    terminal.settle();
    let before = terminal.count();
    for _ in 0..50 {
        terminal.press("k");
        thread::sleep(Duration::from_millis(5));
    }
    terminal.settle();
    assert!(terminal.count() - before <= 50 * 40, "{} bytes for 50 keys", terminal.count() - before);
}

#[test]
fn two_hundred_lines_at_once_are_few_frames() {
    let sent = fewest(|| {
        let mut terminal = Terminal::open(120, 40);
        terminal.press("\r");
        terminal.wait("the text has the keys", |s| s.contains("READ"));
        after(terminal, &"j".repeat(200))
    });
    assert!((1..=10_000).contains(&sent), "{sent} bytes for 200 lines");
}

/// The most and the mean that each of these keys brings, pressed one after the other.
fn each(terminal: &mut Terminal, keys: &[&str]) -> (usize, usize) {
    terminal.settle();
    let sent = keys.iter().map(|key| {
        let before = terminal.count();
        terminal.press(key);
        terminal.settle();
        terminal.count() - before
    });
    let sent: Vec<usize> = sent.collect();
    (sent.iter().copied().max().unwrap_or(0), sent.iter().sum::<usize>() / keys.len())
}

#[test]
fn a_letter_of_the_search_is_its_rows_and_the_preview_comes_once() {
    let (letters, preview) = (0..3)
        .map(|_| {
            let mut terminal = Terminal::open(120, 40);
            terminal.press("s");
            terminal.settle();
            let before = terminal.count();
            for letter in ["j", "a", "p", "a", "n"] {
                terminal.press(letter);
                thread::sleep(Duration::from_millis(100));
            }
            let letters = (terminal.count() - before) / 5;
            let before = terminal.count();
            terminal.settle();
            (letters, terminal.count() - before)
        })
        // On a busy machine the rows of the last letter may come with the preview.
        .min_by_key(|(letters, preview)| *letters.max(preview))
        .unwrap();
    println!("a letter of the search at 120x40: {letters} bytes, the preview after a pause: {preview}");
    assert!((1..=2_500).contains(&letters), "{letters} bytes a letter");
    assert!(preview <= 2_500, "{preview} bytes for the preview");
}

#[test]
fn a_line_down_is_small_where_the_text_scrolls() {
    let mut terminal = Terminal::open(80, 24);
    terminal.press("\r");
    terminal.wait("the text has the keys", |s| s.contains("READ"));
    let (most, mean) = each(&mut terminal, &["j"; 25]);
    println!("a line down at 80x24: {most} bytes at most, {mean} on average");
    assert!(most <= 1_200, "{most} bytes for a line, {mean} on average");
}

#[test]
fn a_frame_is_one_piece() {
    let terminal = Terminal::open(120, 40);
    // The last frame may still be on its way.
    terminal.settle();
    let bytes = terminal.bytes();
    let count = |piece: &[u8]| bytes.windows(piece.len()).filter(|window| *window == piece).count();
    assert!(count(b"\x1b[?2026h") > 0);
    assert_eq!(count(b"\x1b[?2026h"), count(b"\x1b[?2026l"));
    assert_eq!(count(b"\x1b[6n") + count(b"\x1b[c") + count(b"\x1b[?1000h"), 0, "no question, no mouse");
}

#[test]
fn without_colour_no_colour_is_sent_and_the_selection_stays_visible() {
    let command = [SAYSO, ARTICLES];
    let terminal = Terminal::start(120, 40, &command, &[("NO_COLOR", "1")]);
    terminal.wait("both articles", |s| s.contains("2 articles"));
    let bytes = String::from_utf8_lossy(&terminal.bytes()).into_owned();
    let is_colour = |n: &str| n.parse().is_ok_and(|n: u8| matches!(n, 30..=38 | 40..=48 | 58 | 90..=107));
    let styles = bytes.split("\x1b[").skip(1).filter_map(|sequence| sequence.split_once('m'));
    let styles = styles.map(|(numbers, _)| numbers).filter(|n| n.chars().all(|c| c.is_ascii_digit() || c == ';'));
    let coloured: Vec<&str> = styles.filter(|n| n.split(';').any(is_colour)).collect();
    assert_eq!(coloured, [""; 0]);
    let mut parser = vt100::Parser::new(40.try_into().unwrap(), 120.try_into().unwrap(), 0);
    parser.process(&terminal.bytes());
    let marked = (0..40).flat_map(|row| (0..120).map(move |column| (row, column)));
    let marked = marked.filter_map(|(row, column)| parser.screen().cell(row, column));
    assert!(marked.into_iter().any(|cell| cell.bold() || cell.inverse()), "weight and reverse reach the cells");
}
