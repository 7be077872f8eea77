//! One JSON object a line, harmless on a terminal.

use std::io::Write;

use super::Row;
use sayso_library::escape::json;

/// Writes every row.
pub(super) fn write<R: Row>(out: &mut impl Write, rows: &[R]) -> anyhow::Result<()> {
    for row in rows {
        writeln!(out, "{}", json(row)?)?;
    }
    Ok(())
}
