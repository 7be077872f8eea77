//! A table fitted to the screen; for other programs one with whole cells and a tab between them.

use std::io::{self, Write};

use super::{Column, Room, Row, shown};
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
    screen: Option<usize>,
    rooms: Vec<Room>,
    lines: Vec<Vec<String>>,
}

impl Table {
    /// An empty one for a screen of so many cells; `None` where there is no screen.
    pub fn new(screen: Option<usize>) -> Self {
        Self { screen, rooms: Vec::new(), lines: Vec::new() }
    }

    /// Returns `true` if there is a screen to fit.
    pub fn is_fitted(&self) -> bool {
        self.screen.is_some()
    }

    /// Takes in rows, under a header where these are the first.
    pub fn add<R: Row>(&mut self, rows: &[R], first: bool) {
        let columns = shown::<R>();
        if first {
            self.rooms = columns.iter().map(|(_, room)| *room).collect();
            self.lines.push(columns.iter().map(|(column, _)| column.name.to_uppercase()).collect());
        }
        // So long that it still shows where it was cut.
        let most = self.screen.unwrap_or(usize::MAX - 2).max(LEAST) + 2;
        let cell = |(column, room): &(Column<R>, Room), row| {
            let text = (column.cell)(row);
            if *room != Room::Whole && width(&text) > most { fit(&text, most).0.to_owned() } else { text }
        };
        self.lines.extend(rows.iter().map(|row| columns.iter().map(|column| cell(column, row)).collect()));
    }

    /// Writes them all, no line wider than the screen unless a whole cell is.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let widths = widths(&self.lines, &self.rooms, self.screen.unwrap_or(usize::MAX));
        for line in &self.lines {
            let cells: Vec<String> = line.iter().zip(&widths).map(|(cell, &cells)| padded(cell, cells)).collect();
            writeln!(out, "{}", cells.join(GAP).trim_end())?;
        }
        Ok(())
    }
}

/// Writes rows for other programs: whole cells with a tab between them, under a header where these are the first.
pub(super) fn write_whole<R: Row>(out: &mut impl Write, rows: &[R], first: bool) -> io::Result<()> {
    let columns = shown::<R>();
    if first {
        let names: Vec<String> = columns.iter().map(|(column, _)| column.name.to_uppercase()).collect();
        writeln!(out, "{}", names.join("\t"))?;
    }
    for row in rows {
        let cells: Vec<String> = columns.iter().map(|(column, _)| (column.cell)(row).replace('\t', " ")).collect();
        writeln!(out, "{}", cells.join("\t"))?;
    }
    Ok(())
}

/// Cells for each column, so that all of them and the gaps fit `screen`.
fn widths(lines: &[Vec<String>], rooms: &[Room], screen: usize) -> Vec<usize> {
    let need = |at: usize| lines.iter().map(|line| width(&line[at])).max().unwrap_or(0);
    let mut widths: Vec<usize> = (0..rooms.len())
        .map(|at| match rooms[at] {
            Room::AtMost(most) => need(at).min(most),
            Room::Whole => need(at),
            Room::Rest => 0,
        })
        .collect();
    let can_shrink = |at: &usize| !matches!(rooms[*at], Room::Whole);
    let free = screen.saturating_sub(GAP.len() * rooms.len().saturating_sub(1));
    while widths.iter().sum::<usize>() + LEAST_REST > free {
        match (0..rooms.len()).filter(can_shrink).max_by_key(|at| widths[*at]) {
            Some(widest) if widths[widest] > LEAST => widths[widest] -= 1,
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
    use super::*;

    #[derive(serde::Serialize)]
    struct Named(&'static str, &'static str);

    impl Row for Named {
        fn columns() -> Vec<Column<Self>> {
            vec![Column::wide("words", |s| s.1.to_owned()), Column::whole("quote", |s| s.0.to_owned())]
        }
    }

    #[test]
    fn an_address_is_never_cut_and_for_other_programs_nothing_is() {
        let rows =
            [Named("an-article-with-a-very-long-name-indeed#q18", "words that go on past the edge of the screen")];
        let (mut fitted, mut out) = (Table::new(Some(40)), Vec::new());
        fitted.add(&rows, true);
        fitted.write(&mut out).unwrap();
        assert!(String::from_utf8(out).unwrap().contains(rows[0].0));
        let mut out = Vec::new();
        write_whole(&mut out, &rows, true).unwrap();
        let want = format!("WORDS\tQUOTE\n{}\t{}\n", rows[0].1, rows[0].0);
        assert_eq!(String::from_utf8(out).unwrap(), want);
    }

    #[derive(serde::Serialize)]
    struct Said(&'static str, &'static str);

    impl Row for Said {
        fn columns() -> Vec<Column<Self>> {
            vec![Column::narrow("who", 12, |s| s.0.to_owned()), Column::wide("words", |s| s.1.to_owned())]
        }
    }

    /// Added one by one.
    fn table(rows: &[Said], screen: usize) -> String {
        let mut table = Table::new(Some(screen));
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
