//! Rows of results in every format: one list of columns for the table, CSV and Markdown; JSON Lines from the
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
    /// Its fields, in order.
    fn columns() -> Vec<Column<Self>>;
}

/// One field of a row.
pub struct Column<R> {
    /// Its name, as in JSON Lines.
    pub name: &'static str,
    /// What stands in it.
    pub cell: fn(&R) -> String,
    /// Its room in a table; none where a table leaves it out.
    pub room: Option<Room>,
    /// CSV has it.
    pub in_csv: bool,
}

/// How wide a column of a table may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// As wide as its cells need, at most this many columns of the screen.
    AtMost(usize),
    /// As wide as its cells need, whatever the others are left with: what is to be copied or typed again.
    Whole,
    /// All that the others leave.
    Rest,
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

    /// The field that takes the room the others leave.
    pub fn wide(name: &'static str, cell: fn(&R) -> String) -> Self {
        Self { name, cell, room: Some(Room::Rest), in_csv: true }
    }

    /// The same field for tables and Markdown only.
    pub fn not_in_csv(self) -> Self {
        Self { in_csv: false, ..self }
    }
}

/// Prints `rows` to standard output.
pub fn print<R: Row>(rows: &[R], format: Format) -> anyhow::Result<()> {
    let mut printer = Printer::new(format);
    printer.add(rows)?;
    printer.finish()
}

/// Prints rows to standard output as they come; a table on a terminal once all of them are there, for it is as wide as
/// they need.
pub struct Printer {
    out: BufWriter<StdoutLock<'static>>,
    format: Format,
    table: Table,
    begun: bool,
}

impl Printer {
    /// Nothing printed yet.
    pub fn new(format: Format) -> Self {
        let out = BufWriter::new(std::io::stdout().lock());
        Self { out, format, table: Table::new(screen::terminal()), begun: false }
    }

    /// Prints more rows, all of one sort, under one header.
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

    /// Prints what is left.
    pub fn finish(mut self) -> anyhow::Result<()> {
        self.table.write(&mut self.out)?;
        Ok(self.out.flush()?)
    }
}

/// The columns that tables and Markdown show.
fn shown<R: Row>() -> Vec<(Column<R>, Room)> {
    R::columns().into_iter().filter_map(|column| column.room.map(|room| (column, room))).collect()
}
