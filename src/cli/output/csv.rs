//! Comma-separated values, safe to open in a spreadsheet.

use std::io::Write;

use super::{Column, Row};
use sayso_library::escape;

/// Writes every row, all columns, and a header where these are the first.
pub(super) fn write<R: Row>(out: &mut impl Write, rows: &[R], first: bool) -> anyhow::Result<()> {
    let columns: Vec<Column<R>> = R::columns().into_iter().filter(|column| column.in_csv).collect();
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    if first {
        writer.write_record(columns.iter().map(|column| column.name))?;
    }
    for row in rows {
        writer.write_record(columns.iter().map(|column| escape::cell((column.cell)(row))))?;
    }
    Ok(out.write_all(&writer.into_inner()?)?)
}
