//! Reading `config.toml`, with a place for every fault. A fault costs its setting only.

use std::ops::Range;

use serde::Deserialize;
use toml::de::{DeTable, DeValue, ValueDeserializer};
use toml::{Spanned, Value};

use super::Settings;
use super::table::{SettingRow, TABLE, Wrong};
use sayso_library::fault::{Fault, Place};
use sayso_library::suggest::guess;

/// The table of the user's own commands.
pub(super) const COMMANDS: &str = "commands";

impl Settings {
    /// The settings in `text`, and what in it cannot be used.
    pub(super) fn parse(text: &str) -> (Self, Vec<Fault>) {
        let (root, errors) = DeTable::parse_recoverable(text);
        let mut reader = Reader { text, settings: Self::default(), faults: Vec::new() };
        for error in errors {
            reader.fault(error.span().unwrap_or_default(), error.message().to_owned());
        }
        // What follows a fault on its line is the same fault again.
        reader.faults.dedup_by_key(|fault| fault.place.line);
        let broken: Vec<usize> = reader.faults.iter().map(|fault| fault.place.line).collect();
        // A line that cannot be read sets nothing.
        let whole = |name: &Spanned<_>| !broken.contains(&Place::of(text, name.span().start).line);
        for (name, value) in root.get_ref().iter().filter(|(name, _)| whole(name)) {
            match (name.get_ref().as_ref(), value.get_ref().as_table()) {
                (COMMANDS, Some(table)) => table.iter().for_each(|(name, value)| reader.command(name.get_ref(), value)),
                (table, Some(rows)) if TABLE.iter().any(|row| row.table == table) => {
                    rows.iter().for_each(|(name, value)| reader.setting(table, name.get_ref(), name.span(), value));
                }
                (known, None) if is_table(known) => {
                    reader.fault(name.span(), format!("`{known}` must be a table: [{known}]"));
                }
                (other, _) => reader.setting("", other, name.span(), value),
            }
        }
        reader.faults.sort_by_key(|fault| fault.place);
        (reader.settings, reader.faults)
    }
}

fn is_table(name: &str) -> bool {
    name == COMMANDS || (!name.is_empty() && TABLE.iter().any(|row| row.table == name))
}

struct Reader<'t> {
    text: &'t str,
    settings: Settings,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn fault(&mut self, at: Range<usize>, message: String) {
        self.faults.push(Place::of(self.text, at.start).fault(message));
    }

    fn setting(&mut self, table: &str, name: &str, at: Range<usize>, given: &Spanned<DeValue>) {
        let Some(row) = TABLE.iter().find(|row| row.table == table && row.name == name) else {
            let known = TABLE.iter().filter(|row| row.table == table).map(|row| row.name);
            let tables = TABLE.iter().map(|row| row.table).chain([COMMANDS]).filter(|_| table.is_empty());
            let near = guess(name, known.chain(tables.filter(|table| !table.is_empty())));
            let within = if table.is_empty() { String::new() } else { format!(" in [{table}]") };
            return self.fault(at, format!("unknown setting `{}`{within}{near}", name.escape_default()));
        };
        let taken = value(given).map(|value| (row.take)(&mut self.settings, &value));
        match taken {
            Err(error) => self.fault(given.span(), error.message().to_owned()),
            Ok(Err(wrong)) => self.wrong(row, given, wrong),
            Ok(Ok(())) => {}
        }
    }

    fn wrong(&mut self, row: &SettingRow, given: &Spanned<DeValue>, wrong: Wrong) {
        let name = row.name;
        match wrong {
            Wrong::Must(what) => self.fault(given.span(), format!("`{name}` must be {what}; using the default")),
            Wrong::Newer => {
                self.fault(given.span(), "written for a newer sayso; unknown settings are ignored".to_owned());
            }
            Wrong::Inside(fault) => self.inside(name, given, &fault),
        }
    }

    /// A fault in a text: at its place in the file, where the text stands there as it is.
    fn inside(&mut self, name: &str, given: &Spanned<DeValue>, fault: &Fault) {
        let text = given.get_ref().as_str().unwrap_or_default();
        let line = text.split_inclusive('\n').take(fault.place.line - 1).map(str::len).sum::<usize>();
        let column: usize = text[line..].chars().take(fault.place.column - 1).map(char::len_utf8).sum();
        let stands = self.text.get(given.span()).and_then(|raw| raw.find(text));
        match stands {
            Some(at) => {
                let at = given.span().start + at + line + column;
                self.fault(at..at, format!("`{name}`: {}; using the default", fault.message));
            }
            None => self.fault(given.span(), format!("`{name}`: {fault}; using the default")),
        }
    }

    fn command(&mut self, name: &str, given: &Spanned<DeValue>) {
        match given.get_ref().as_str() {
            Some(line) if !name.contains(char::is_whitespace) => {
                self.settings.commands.insert(name.to_owned(), line.to_owned());
            }
            Some(_) => self.fault(given.span(), format!("the name `{}` must be one word", name.escape_default())),
            None => self
                .fault(given.span(), format!("`{}` must be a shell command in quotation marks", name.escape_default())),
        }
    }
}

/// A number may yet be too long for any machine.
fn value(given: &Spanned<DeValue>) -> Result<Value, toml::de::Error> {
    Value::deserialize(ValueDeserializer::from(given.clone()))
}
