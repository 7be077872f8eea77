//! A Markdown table.

use std::io::{self, Write};

use super::{Row, shown};
use sayso_library::escape;

/// Writes the columns of the table at full length, under a header where these are the first.
pub(super) fn write<R: Row>(out: &mut impl Write, rows: &[R], first: bool) -> io::Result<()> {
    let columns = shown::<R>();
    if first {
        let names: Vec<&str> = columns.iter().map(|(column, _)| column.name).collect();
        writeln!(out, "| {} |", names.join(" | "))?;
        writeln!(out, "|{}", "---|".repeat(names.len()))?;
    }
    for row in rows {
        let cells: Vec<String> = columns.iter().map(|(column, _)| escape::markdown(&(column.cell)(row))).collect();
        writeln!(out, "| {} |", cells.join(" | "))?;
    }
    Ok(())
}
