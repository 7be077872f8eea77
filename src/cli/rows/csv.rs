//! Comma-separated values, safe to open in a spreadsheet.

use std::io::Write;

use super::Row;
use crate::text::escape;

/// Writes a header and every row, all columns.
pub(super) fn write<R: Row>(out: &mut impl Write, rows: &[R]) -> anyhow::Result<()> {
    let columns = R::columns();
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    writer.write_record(columns.iter().map(|column| column.name))?;
    for row in rows {
        writer.write_record(columns.iter().map(|column| escape::cell((column.cell)(row))))?;
    }
    Ok(out.write_all(&writer.into_inner()?)?)
}
