//! Comma-separated values, safe to open in a spreadsheet.

use std::io::Write;

use super::Row;

/// Writes a header and every row, all columns.
pub(super) fn write<R: Row>(out: &mut impl Write, rows: &[R]) -> anyhow::Result<()> {
    let columns = R::columns();
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    writer.write_record(columns.iter().map(|column| column.name))?;
    for row in rows {
        writer.write_record(columns.iter().map(|column| guarded((column.cell)(row))))?;
    }
    Ok(out.write_all(&writer.into_inner()?)?)
}

/// A cell that a spreadsheet would run as a formula gets an apostrophe in front.
fn guarded(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::guarded;

    #[test]
    fn no_cell_is_a_formula() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"] {
            assert_eq!(guarded(formula.to_owned()), format!("'{formula}"));
        }
        assert_eq!(guarded("‘-1’, he said".to_owned()), "‘-1’, he said");
    }
}
