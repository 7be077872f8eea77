//! Rows of results in every format. One list of columns makes the table, CSV and Markdown; JSON Lines are made from the
//! row itself.

mod csv;
mod jsonl;
mod markdown;
mod table;

use std::io::{BufWriter, StdoutLock, Write};

use serde::Serialize;

use super::args::Format;
use super::screen;
use table::Table;

/// One result.
pub trait Row: Serialize + Sized {
    /// The fields, in order.
    fn columns() -> Vec<Column<Self>>;
}

/// One field of a row.
pub struct Column<R> {
    /// Its name, as in JSON Lines.
    pub name: &'static str,
    /// Its content in a row.
    pub cell: fn(&R) -> String,
    /// Its width in a table; `None` for a field that tables leave out.
    pub room: Option<Room>,
    /// Whether CSV has it.
    pub in_csv: bool,
}

/// How wide a column of a table may be, and how it is shown where the screen is too narrow for a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// As wide as its cells need, at most this many cells of the screen.
    AtMost(usize),
    /// As wide as its cells need, never cut: an address to copy or type.
    Whole,
    /// A number: as wide as it needs, aligned on the right, with its name beside it where there is no table.
    Count,
    /// At most this many cells, with its name before it where there is no table.
    Note(usize),
    /// All that the other columns leave.
    Rest,
    /// As [`Room::AtMost`], and left out where the others need the room.
    Spare(usize),
}

impl<R> Column<R> {
    /// A field that only CSV has.
    pub fn csv(name: &'static str, cell: fn(&R) -> String) -> Self {
        Self { name, cell, room: None, in_csv: true }
    }

    /// A field of at most `cells` on the screen.
    pub fn narrow(name: &'static str, cells: usize, cell: fn(&R) -> String) -> Self {
        Self { name, cell, room: Some(Room::AtMost(cells)), in_csv: true }
    }

    /// A field that is never cut.
    pub fn whole(name: &'static str, cell: fn(&R) -> String) -> Self {
        Self { name, cell, room: Some(Room::Whole), in_csv: true }
    }

    /// A number.
    pub fn count(name: &'static str, cell: fn(&R) -> String) -> Self {
        Self { name, cell, room: Some(Room::Count), in_csv: true }
    }

    /// A field of at most `cells` on the screen that needs its name to be understood.
    pub fn note(name: &'static str, cells: usize, cell: fn(&R) -> String) -> Self {
        Self { name, cell, room: Some(Room::Note(cells)), in_csv: true }
    }

    /// The field that takes the room the others leave.
    pub fn wide(name: &'static str, cell: fn(&R) -> String) -> Self {
        Self { name, cell, room: Some(Room::Rest), in_csv: true }
    }

    /// A field of at most `cells` on the screen that narrow tables leave out.
    pub fn spare(name: &'static str, cells: usize, cell: fn(&R) -> String) -> Self {
        Self { name, cell, room: Some(Room::Spare(cells)), in_csv: true }
    }

    /// This field for tables and Markdown only.
    pub fn not_in_csv(self) -> Self {
        Self { in_csv: false, ..self }
    }
}

/// Prints `rows` to standard output.
///
/// # Errors
///
/// Fails if standard output cannot be written to.
pub fn print<R: Row>(rows: &[R], format: Format) -> anyhow::Result<()> {
    let mut printer = Printer::new(format);
    printer.add(rows)?;
    printer.finish()
}

/// Prints rows to standard output as they come. A table on a terminal is printed at the end, because the width of its
/// columns depends on all rows.
pub struct Printer {
    out: BufWriter<StdoutLock<'static>>,
    format: Format,
    table: Table,
    begun: bool,
}

impl Printer {
    /// A printer that has printed nothing yet.
    pub fn new(format: Format) -> Self {
        let out = BufWriter::new(std::io::stdout().lock());
        Self { out, format, table: Table::new(screen::terminal()), begun: false }
    }

    /// Prints more rows of the same type, under one header.
    ///
    /// # Errors
    ///
    /// Fails if standard output cannot be written to.
    pub fn add<R: Row>(&mut self, rows: &[R]) -> anyhow::Result<()> {
        let (out, first) = (&mut self.out, !self.begun);
        self.begun = true;
        match self.format {
            Format::Table if self.table.is_fitted() => self.table.add(rows, first),
            Format::Table => table::write_whole(out, rows, first)?,
            Format::Jsonl => jsonl::write(out, rows)?,
            Format::Csv => csv::write(out, rows, first)?,
            Format::Md => markdown::write(out, rows, first)?,
        }
        Ok(())
    }

    /// Returns `true` if nothing was added.
    pub fn is_empty(&self) -> bool {
        !self.begun
    }

    /// Prints a table that is still to be printed, and flushes the output.
    ///
    /// # Errors
    ///
    /// Fails if standard output cannot be written to.
    pub fn finish(mut self) -> anyhow::Result<()> {
        self.table.write(&mut self.out)?;
        Ok(self.out.flush()?)
    }
}

/// The columns that tables and Markdown show.
fn shown<R: Row>() -> Vec<(Column<R>, Room)> {
    R::columns().into_iter().filter_map(|column| column.room.map(|room| (column, room))).collect()
}
