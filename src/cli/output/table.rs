//! A table that fits the screen, or stacked rows where it does not fit. For other programs, whole cells with a tab
//! between them.

use std::borrow::Cow;
use std::io::{self, Write};

use super::{Column, Room, Row, shown};
use crate::cells::{fit, width};
use crate::cli::screen::cut;

/// Gap between two columns.
const GAP: &str = "  ";

/// Indent of the lines below the first one of a stacked row.
const INDENT: &str = "  ";

/// Cells below which a column is not cut: a name can still be recognised.
const LEAST: usize = 14;

/// Cells that the wide column of a table has at least; with fewer, the rows are stacked.
const LEAST_REST: usize = 32;

/// Maximum lines of the wide field in a stacked row.
const STACKED_LINES: usize = 3;

/// The header and the rows so far. Cells are cut to what the screen can show.
pub(super) struct Table {
    screen: Option<usize>,
    rooms: Vec<Room>,
    names: Vec<&'static str>,
    lines: Vec<Vec<String>>,
}

impl Table {
    /// An empty table for a screen of this many cells; `None` if the output is not a screen.
    pub fn new(screen: Option<usize>) -> Self {
        Self { screen, rooms: Vec::new(), names: Vec::new(), lines: Vec::new() }
    }

    /// Returns `true` if there is a screen to fit.
    pub fn is_fitted(&self) -> bool {
        self.screen.is_some()
    }

    /// Adds rows, under a header if they are the first.
    pub fn add<R: Row>(&mut self, rows: &[R], first: bool) {
        let columns = shown::<R>();
        if first {
            self.rooms = columns.iter().map(|(_, room)| *room).collect();
            self.names = columns.iter().map(|(column, _)| column.name).collect();
        }
        // Long enough to show that it was cut.
        let most = self.screen.map_or(usize::MAX, |screen| screen.max(LEAST).saturating_mul(STACKED_LINES) + 2);
        let cell = |(column, room): &(Column<R>, Room), row| {
            let text = (column.cell)(row);
            if *room != Room::Whole && width(&text) > most { fit(&text, most).0.to_owned() } else { text }
        };
        self.lines.extend(rows.iter().map(|row| columns.iter().map(|column| cell(column, row)).collect()));
    }

    /// Writes all rows, no line wider than the screen unless a field that is never cut is.
    ///
    /// # Errors
    ///
    /// Fails if `out` cannot be written to.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let screen = self.screen.unwrap_or(usize::MAX);
        let Some(columns) = self.fitted(screen) else {
            return self.lines.iter().try_for_each(|line| self.write_stacked(out, line, screen));
        };
        let header: Vec<String> = self.names.iter().map(|name| name.to_uppercase()).collect();
        let lines = (!self.rooms.is_empty()).then_some(&header).into_iter().chain(&self.lines);
        for line in lines {
            let cells = columns.iter().map(|&(at, cells)| padded(&line[at], cells, self.rooms[at] == Room::Count));
            writeln!(out, "{}", cells.collect::<Vec<_>>().join(GAP).trim_end())?;
        }
        Ok(())
    }

    /// The columns that are shown, each with its width; `None` if they do not fit the screen.
    fn fitted(&self, screen: usize) -> Option<Vec<(usize, usize)>> {
        let widths: Vec<usize> = (0..self.rooms.len()).map(|at| self.width(at)).collect();
        let least = |at: usize| match self.rooms[at] {
            Room::Whole | Room::Count => widths[at],
            Room::Rest => widths[at].min(LEAST_REST),
            Room::AtMost(_) | Room::Note(_) | Room::Spare(_) => widths[at].min(LEAST),
        };
        // A column without content needs no room.
        let mut kept: Vec<usize> = (0..self.rooms.len()).filter(|&at| self.has_content(at)).collect();
        let room = |kept: &[usize]| screen.saturating_sub(GAP.len() * kept.len().saturating_sub(1));
        while kept.iter().map(|&at| least(at)).sum::<usize>() > room(&kept) {
            let spare = kept.iter().rposition(|&at| matches!(self.rooms[at], Room::Spare(_)))?;
            kept.remove(spare);
        }
        let mut columns: Vec<(usize, usize)> = kept.iter().map(|&at| (at, widths[at])).collect();
        let mut over = columns.iter().map(|(_, cells)| cells).sum::<usize>().saturating_sub(room(&kept));
        // The wide column gives way first, then the widest of the others.
        for (at, cells) in columns.iter_mut().filter(|(at, _)| self.rooms[*at] == Room::Rest) {
            let cut = over.min(*cells - least(*at));
            (*cells, over) = (*cells - cut, over - cut);
        }
        for _ in 0..over {
            let shrinkable = columns.iter_mut().filter(|(at, cells)| *cells > least(*at));
            if let Some((_, cells)) = shrinkable.max_by_key(|(_, cells)| *cells) {
                *cells -= 1;
            }
        }
        Some(columns)
    }

    /// Cells that a column takes where there is room.
    fn width(&self, at: usize) -> usize {
        let need = self.lines.iter().map(|line| width(&line[at])).max().unwrap_or(0).max(width(self.names[at]));
        match self.rooms[at] {
            Room::AtMost(most) | Room::Note(most) | Room::Spare(most) => need.min(most.max(width(self.names[at]))),
            Room::Whole | Room::Count | Room::Rest => need,
        }
    }

    fn has_content(&self, at: usize) -> bool {
        self.lines.is_empty() || self.lines.iter().any(|line| !line[at].is_empty())
    }

    /// Writes one row in several lines: names and addresses, then numbers, then the wide field, then notes.
    fn write_stacked(&self, out: &mut impl Write, line: &[String], screen: usize) -> io::Result<()> {
        let with = |wanted: fn(Room) -> bool| {
            let cells = self.rooms.iter().zip(&self.names).zip(line);
            cells.filter(move |((room, _), cell)| wanted(**room) && !cell.is_empty())
        };
        let head = with(|room| matches!(room, Room::AtMost(_) | Room::Whole));
        let head: Vec<String> = head.map(|((room, _), cell)| joined(&shortened(cell, *room))).collect();
        let mut lines = vec![head.join(GAP)];
        let counts: Vec<String> =
            with(|room| room == Room::Count).map(|((_, name), cell)| joined(&format!("{name} {cell}"))).collect();
        lines.extend(Some(counts.join(", ")).filter(|counts| !counts.is_empty()));
        lines.extend(with(|room| room == Room::Rest).map(|(_, cell)| cell.clone()));
        lines.extend(with(|room| matches!(room, Room::Note(_))).map(|((_, name), cell)| format!("{name}: {cell}")));
        for (at, text) in lines.iter().enumerate() {
            write_wrapped(out, text, if at == 0 { "" } else { INDENT }, screen)?;
        }
        Ok(())
    }
}

/// A space at which no line ends.
const JOINT: char = '\u{a0}';

/// `text` as one piece that is not wrapped.
fn joined(text: &str) -> String {
    text.replace(' ', &JOINT.to_string())
}

/// A cell of a stacked row, no wider than in a table.
fn shortened(cell: &str, room: Room) -> Cow<'_, str> {
    if let Room::AtMost(most) = room { cut(cell, most) } else { cell.into() }
}

/// Writes `text` wrapped to the screen, at most [`STACKED_LINES`] lines.
fn write_wrapped(out: &mut impl Write, text: &str, indent: &str, screen: usize) -> io::Result<()> {
    let options = textwrap::Options::new(screen.max(LEAST))
        .initial_indent(indent)
        .subsequent_indent(INDENT)
        // An address in the first line is never cut.
        .break_words(!indent.is_empty())
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .word_separator(textwrap::WordSeparator::AsciiSpace);
    let lines = textwrap::wrap(text, options);
    for (at, line) in lines.iter().take(STACKED_LINES).enumerate() {
        if at + 1 == STACKED_LINES && lines.len() > STACKED_LINES {
            writeln!(out, "{}", cut(&format!("{line} …"), screen).replace(JOINT, " "))?;
        } else {
            writeln!(out, "{}", line.replace(JOINT, " "))?;
        }
    }
    Ok(())
}

/// Writes rows for other programs: whole cells with a tab between them, under a header if they are the first.
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

/// `text` in exactly `cells`, cut with `…` if it is longer.
fn padded(text: &str, cells: usize, is_right: bool) -> String {
    let text = cut(text, cells);
    let blank = " ".repeat(cells.saturating_sub(width(&text)));
    if is_right { blank + &text } else { text.into_owned() + &blank }
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
        let text = String::from_utf8(out).unwrap();
        assert!(text.contains(rows[0].0), "{text}");
        assert!(text.contains("words that go on past the edge of\n  the screen"), "{text}");
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

    #[derive(serde::Serialize)]
    struct Counted(&'static str, usize, &'static str);

    impl Row for Counted {
        fn columns() -> Vec<Column<Self>> {
            vec![
                Column::narrow("speaker", 20, |c| c.0.to_owned()),
                Column::count("quotes", |c| c.1.to_string()),
                Column::spare("articles", 20, |c| c.2.to_owned()),
                Column::note("was", 20, |c| c.2.to_owned()),
            ]
        }
    }

    fn counted(screen: usize) -> String {
        let mut table = Table::new(Some(screen));
        table.add(&[Counted("Ann Lee of the harbour board", 7, "talks"), Counted("Bo Ek", 12, "dam-opens")], true);
        let mut out = Vec::new();
        table.write(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_narrow_screen_drops_spare_columns_then_stacks_the_rows() {
        let wide = "SPEAKER               QUOTES  ARTICLES   WAS\n\
                    Ann Lee of the harb…       7  talks      talks\n\
                    Bo Ek                     12  dam-opens  dam-opens\n";
        assert_eq!(counted(60), wide);
        let fitted =
            "SPEAKER          QUOTES  WAS\nAnn Lee of the…       7  talks\nBo Ek                12  dam-opens\n";
        assert_eq!(counted(34), fitted);
        let stacked = "Ann Lee of the harb…\n  quotes 7\n  was: talks\nBo Ek\n  quotes 12\n  was: dam-opens\n";
        assert_eq!(counted(24), stacked);
    }

    #[test]
    fn no_line_is_wider_than_the_screen_and_columns_stand_under_each_other() {
        let rows = [
            Said("A", "short"),
            Said("日本の首相 Kishida", "words that go on and on past the edge of any narrow screen"),
        ];
        for screen in [20, 34, 40, 80] {
            let text = table(&rows, screen);
            assert!(text.lines().all(|line| width(line) <= screen), "{screen}:\n{text}");
        }
        let want = "WHO           WORDS\nA             short\n日本の首相 …  words that go on and on past the …\n";
        assert_eq!(table(&rows, 48), want);
    }
}
