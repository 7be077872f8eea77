//! A Markdown table.

use std::io::{self, Write};

use super::{Row, shown};

/// Writes the columns of the table at full length.
pub(super) fn write<R: Row>(out: &mut impl Write, rows: &[R]) -> io::Result<()> {
    let columns = shown::<R>();
    let names: Vec<&str> = columns.iter().map(|(column, _)| column.name).collect();
    writeln!(out, "| {} |", names.join(" | "))?;
    writeln!(out, "|{}", "---|".repeat(names.len()))?;
    for row in rows {
        let cells: Vec<String> = columns.iter().map(|(column, _)| escaped(&(column.cell)(row))).collect();
        writeln!(out, "| {} |", cells.join(" | "))?;
    }
    Ok(())
}

/// `text` on one line, every character that Markdown would read as markup escaped.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '&' | '!' | '~' | '$' => out.extend(['\\', c]),
            '\n' | '\r' | '\t' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;
    use pulldown_cmark::{Event, Options, Parser};

    #[test]
    fn what_is_escaped_reads_as_it_was() {
        let text = "*a* _b_ `c` [d](e) <f> | g # h &amp; ![i](j) ~~k~~ \\ $l$";
        let escaped = escaped(text);
        let parsed = Parser::new_ext(&escaped, Options::all());
        let plain: String = parsed
            .filter_map(|event| match event {
                Event::Text(text) => Some(text.into_string()),
                Event::Start(_) | Event::End(_) => None,
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(plain, text);
    }
}
