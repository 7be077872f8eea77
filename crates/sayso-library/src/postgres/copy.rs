//! Rows in the text format of `COPY`.

use std::fmt::Write as _;
use std::io::Write as _;

use postgres::Transaction;

use super::error::PostgresError;

/// One value of a row.
pub enum Value<'a> {
    /// A number.
    Number(i64),
    /// A text.
    Text(&'a str),
    /// Bytes.
    Bytes(&'a [u8]),
    /// Numbers.
    Numbers(&'a [i64]),
    /// Nothing.
    Null,
}

impl<'a> Value<'a> {
    /// A text, or nothing.
    pub fn text(text: Option<&'a str>) -> Self {
        text.map_or(Self::Null, Self::Text)
    }

    /// A number, or nothing.
    pub fn number(number: Option<i64>) -> Self {
        number.map_or(Self::Null, Self::Number)
    }
}

/// Adds a row.
pub fn row(out: &mut String, values: &[Value]) {
    for (at, value) in values.iter().enumerate() {
        if at > 0 {
            out.push('\t');
        }
        // Writing to a string cannot fail.
        let _ = match value {
            Value::Number(number) => write!(out, "{number}"),
            Value::Text(text) => {
                escape(out, text);
                Ok(())
            }
            Value::Bytes(bytes) => {
                out.push_str("\\\\x");
                bytes.iter().try_for_each(|byte| write!(out, "{byte:02x}"))
            }
            Value::Numbers(numbers) => write!(out, "{}", array(numbers)),
            Value::Null => write!(out, "\\N"),
        };
    }
    out.push('\n');
}

/// Numbers as PostgreSQL writes an array.
pub fn array(numbers: &[i64]) -> String {
    format!("{{{}}}", numbers.iter().map(i64::to_string).collect::<Vec<_>>().join(","))
}

/// A text with its tabs, line ends and backslashes escaped. PostgreSQL has no NUL.
fn escape(out: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '\\' => out.push_str("\\\\"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\0' => {}
            other => out.push(other),
        }
    }
}

/// Copies rows into a table.
///
/// # Errors
///
/// [`PostgresError::Server`].
pub fn copy(to: &mut Transaction, table: &str, rows: &str) -> Result<(), PostgresError> {
    let mut writer = to.copy_in(&format!("COPY {table} FROM STDIN"))?;
    writer.write_all(rows.as_bytes()).map_err(|error| PostgresError::Server(error.to_string()))?;
    writer.finish()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_escaped() {
        let mut out = String::new();
        let values = [
            Value::Text("a\tb\\c\nd\0"),
            Value::Null,
            Value::Number(-3),
            Value::Bytes(&[1, 255]),
            Value::Numbers(&[4, -5]),
        ];
        row(&mut out, &values);
        assert_eq!(out, "a\\tb\\\\c\\nd\t\\N\t-3\t\\\\x01ff\t{4,-5}\n");
    }
}
