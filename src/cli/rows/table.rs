//! A table fitted to the screen.

use std::io::{self, Write};

use super::{Room, Row, shown};
use crate::text::width::{fit, width};

/// What stands between two columns.
const GAP: &str = "  ";

/// The least that a column is cut to where the screen is narrow.
const LEAST: usize = 8;

/// What the wide column is left with at least.
const LEAST_REST: usize = 24;

/// Writes a header and every row, no line wider than `screen` cells.
pub(super) fn write<R: Row>(out: &mut impl Write, rows: &[R], screen: usize) -> io::Result<()> {
    let columns = shown::<R>();
    let head = columns.iter().map(|(column, _)| column.name.to_uppercase()).collect();
    let body = rows.iter().map(|row| columns.iter().map(|(column, _)| (column.cell)(row)).collect());
    let lines: Vec<Vec<String>> = std::iter::once(head).chain(body).collect();
    let rooms: Vec<Room> = columns.iter().map(|(_, room)| *room).collect();
    let widths = widths(&lines, &rooms, screen);
    for line in &lines {
        let cells: Vec<String> = line.iter().zip(&widths).map(|(cell, &cells)| padded(cell, cells)).collect();
        writeln!(out, "{}", cells.join(GAP).trim_end())?;
    }
    Ok(())
}

/// Cells for each column, so that all of them and the gaps fit `screen`.
fn widths(lines: &[Vec<String>], rooms: &[Room], screen: usize) -> Vec<usize> {
    let need = |at: usize| lines.iter().map(|line| width(&line[at])).max().unwrap_or(0);
    let mut widths: Vec<usize> = (0..rooms.len())
        .map(|at| match rooms[at] {
            Room::AtMost(most) => need(at).min(most),
            Room::Rest => 0,
        })
        .collect();
    let free = screen.saturating_sub(GAP.len() * rooms.len().saturating_sub(1));
    while widths.iter().sum::<usize>() + LEAST_REST > free {
        match widths.iter_mut().max() {
            Some(widest) if *widest > LEAST => *widest -= 1,
            _ => break,
        }
    }
    let rest = free.saturating_sub(widths.iter().sum()).max(LEAST);
    for at in (0..rooms.len()).filter(|&at| rooms[at] == Room::Rest) {
        widths[at] = need(at).min(rest);
    }
    widths
}

/// `text` in exactly `cells`, cut with `…` where it is longer.
fn padded(text: &str, cells: usize) -> String {
    let mut out =
        if width(text) <= cells { text.to_owned() } else { format!("{}…", fit(text, cells.saturating_sub(1)).0) };
    out.extend(std::iter::repeat_n(' ', cells.saturating_sub(width(&out))));
    out
}

#[cfg(test)]
mod tests {
    use super::super::Column;
    use super::*;

    #[derive(serde::Serialize)]
    struct Said(&'static str, &'static str);

    impl Row for Said {
        fn columns() -> Vec<Column<Self>> {
            vec![Column::narrow("who", 12, |s| s.0.to_owned()), Column::wide("words", |s| s.1.to_owned())]
        }
    }

    #[test]
    fn no_line_is_wider_than_the_screen_and_columns_stand_under_each_other() {
        let rows = [
            Said("A", "short"),
            Said("日本の首相 Kishida", "words that go on and on past the edge of any narrow screen"),
        ];
        for screen in [34, 40, 80] {
            let mut out = Vec::new();
            write(&mut out, &rows, screen).unwrap();
            let text = String::from_utf8(out).unwrap();
            assert!(text.lines().all(|line| width(line) <= screen), "{screen}:\n{text}");
        }
        let mut out = Vec::new();
        write(&mut out, &rows, 40).unwrap();
        let want = "WHO           WORDS\nA             short\n日本の首相 …  words that go on and on p…\n";
        assert_eq!(String::from_utf8(out).unwrap(), want);
    }
}
