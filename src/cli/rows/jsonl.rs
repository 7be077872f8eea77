//! One JSON object a line, harmless on a terminal.

use std::io::{self, Write};

use serde_json::Serializer;
use serde_json::ser::Formatter;

use super::Row;
use crate::text::clean::{is_bidi, is_invisible};

/// Writes every row.
pub(super) fn write<R: Row>(out: &mut impl Write, rows: &[R]) -> anyhow::Result<()> {
    for row in rows {
        let mut line = Vec::new();
        row.serialize(&mut Serializer::with_formatter(&mut line, Escaping))?;
        line.push(b'\n');
        out.write_all(&line)?;
    }
    Ok(())
}

/// Words are given as they stand in the file, whatever that is: what a terminal would obey or hide is written
/// as `\uNNNN`, which reads back as the same character.
struct Escaping;

impl Formatter for Escaping {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        for c in fragment.chars() {
            let mut units = [0; 2];
            if c.is_control() || is_bidi(c) || is_invisible(c) {
                for unit in c.encode_utf16(&mut units) {
                    write!(writer, "\\u{unit:04x}")?;
                }
            } else {
                writer.write_all(c.encode_utf8(&mut [0; 4]).as_bytes())?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::Column;
    use super::*;

    #[derive(serde::Serialize)]
    struct Words(&'static str);

    impl Row for Words {
        fn columns() -> Vec<Column<Self>> {
            Vec::new()
        }
    }

    #[test]
    fn what_a_terminal_would_obey_is_escaped_and_reads_back() {
        let words = "a\u{1b}\u{7f}\u{9b}\u{202e}\u{200b}\u{e0041}“é”\n日本";
        let mut out = Vec::new();
        write(&mut out, &[Words(words)]).unwrap();
        let line = String::from_utf8(out).unwrap();
        assert_eq!(line, "\"a\\u001b\\u007f\\u009b\\u202e\\u200b\\udb40\\udc41“é”\\n日本\"\n");
        assert_eq!(serde_json::from_str::<String>(&line).unwrap(), words);
    }
}
