//! A table fitted to the screen.

use std::io::{self, Write};

use super::{Room, Row, shown};
use crate::cells::{fit, width};
use crate::cli::screen::cut;

/// What stands between two columns.
const GAP: &str = "  ";

/// The least that a column is cut to where the screen is narrow.
const LEAST: usize = 8;

/// What the wide column is left with at least.
const LEAST_REST: usize = 24;

/// The header and the rows so far, no cell longer than the screen shows.
pub(super) struct Table {
    screen: usize,
    rooms: Vec<Room>,
    lines: Vec<Vec<String>>,
}

impl Table {
    /// An empty one for a screen of so many cells.
    pub fn new(screen: usize) -> Self {
        Self { screen, rooms: Vec::new(), lines: Vec::new() }
    }

    /// Takes in rows, under a header where these are the first.
    pub fn add<R: Row>(&mut self, rows: &[R], first: bool) {
        let columns = shown::<R>();
        if first {
            self.rooms = columns.iter().map(|(_, room)| *room).collect();
            self.lines.push(columns.iter().map(|(column, _)| column.name.to_uppercase()).collect());
        }
        // So long that it still shows where it was cut.
        let most = self.screen.max(LEAST) + 2;
        let cell = |text: String| if width(&text) > most { fit(&text, most).0.to_owned() } else { text };
        self.lines.extend(rows.iter().map(|row| columns.iter().map(|(column, _)| cell((column.cell)(row))).collect()));
    }

    /// Writes them all, no line wider than the screen.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let widths = widths(&self.lines, &self.rooms, self.screen);
        for line in &self.lines {
            let cells: Vec<String> = line.iter().zip(&widths).map(|(cell, &cells)| padded(cell, cells)).collect();
            writeln!(out, "{}", cells.join(GAP).trim_end())?;
        }
        Ok(())
    }
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
    let mut out = cut(text, cells).into_owned();
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

    /// Added one by one.
    fn table(rows: &[Said], screen: usize) -> String {
        let mut table = Table::new(screen);
        rows.iter().enumerate().for_each(|(at, row)| table.add(std::slice::from_ref(row), at == 0));
        let mut out = Vec::new();
        table.write(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn no_line_is_wider_than_the_screen_and_columns_stand_under_each_other() {
        let rows = [
            Said("A", "short"),
            Said("日本の首相 Kishida", "words that go on and on past the edge of any narrow screen"),
        ];
        for screen in [34, 40, 80] {
            let text = table(&rows, screen);
            assert!(text.lines().all(|line| width(line) <= screen), "{screen}:\n{text}");
        }
        let want = "WHO           WORDS\nA             short\n日本の首相 …  words that go on and on p…\n";
        assert_eq!(table(&rows, 40), want);
    }
}
