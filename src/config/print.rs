//! `config.toml` as it would be written: every setting, what it does, and its value.

use std::fmt::Write;

use toml::Value;

use super::Settings;
use super::read::COMMANDS;
use super::table::{SettingRow, TABLE};
use sayso_library::cite::{FIELDS, SOURCES};

impl Settings {
    /// The whole file with these values; what is unset stands as a comment.
    pub fn print(&self) -> String {
        let mut out = String::new();
        let mut table = "";
        for row in TABLE {
            if row.table != table {
                table = row.table;
                if table == CITE {
                    out.push_str(&fields());
                }
                let _ = writeln!(out, "[{table}]");
            }
            out.push_str(&self.row(row));
        }
        out.push_str(HEAD_OF_COMMANDS);
        let _ = writeln!(out, "[{COMMANDS}]");
        for (name, line) in &self.commands {
            let _ = writeln!(out, "{} = {}", key(name), Value::String(line.clone()));
        }
        if self.commands.is_empty() {
            out.push_str("# count = \"wc -w\"\n# keep = \"cat >> ~/quotes.txt\"\n");
        }
        out
    }

    fn row(&self, row: &SettingRow) -> String {
        let value = (row.value)(self)
            .map_or_else(|| format!("# {} = {}", row.name, row.example), |value| format!("{} = {value}", row.name));
        format!("# {}\n{value}\n\n", row.what)
    }
}

const HEAD_OF_COMMANDS: &str = "\
# Commands of your own for |, by their names: lines for the shell, which get the article or the quote as their input.
# What is typed after | itself goes through no shell.
";

/// The table whose settings are templates.
const CITE: &str = "cite";

/// What templates may name.
fn fields() -> String {
    let mut out = "# Templates use the syntax of Jinja: {{ field }}, {% if field %} … {% endif %}, {{ field|markdown }}.\n# Fields:\n".to_owned();
    for field in FIELDS {
        let _ = writeln!(out, "#   {:<11} {}", field.name, field.what);
    }
    let names: Vec<&str> = SOURCES.iter().map(|(name, _)| *name).collect();
    let _ = writeln!(out, "#   {:<11} the citation in one of these forms", names.join(", "));
    let _ = writeln!(out, "#   {:<11} the citation in the form chosen below", "source");
    let _ =
        writeln!(out, "# Filters: markdown, bibtex, json, and those of Jinja. A template must not change the words.");
    out
}

/// Bare where TOML allows it.
fn key(name: &str) -> String {
    let bare = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    if bare { name.to_owned() } else { Value::String(name.to_owned()).to_string() }
}
