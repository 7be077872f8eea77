//! Every setting: one row each. The file is read by it, and printed from it.

use std::ops::RangeInclusive;

use toml::Value;

use super::{SecondReadingMode, Settings};
use sayso_library::cite::{SourceStyle, Template};
use sayso_library::fault::Fault;

/// One setting.
pub(super) struct SettingRow {
    /// Its table in the file; empty for none.
    pub table: &'static str,
    /// Its name there.
    pub name: &'static str,
    /// What it does, in lines of the printed file.
    pub what: &'static str,
    /// Takes a value.
    pub take: fn(&mut Settings, &Value) -> Result<(), Wrong>,
    /// Its value now; none while it is unset.
    pub value: fn(&Settings) -> Option<Value>,
    /// What it could be, printed while it is unset.
    pub example: &'static str,
}

/// Why a value cannot be taken.
pub(super) enum Wrong {
    /// It must be this.
    Must(&'static str),
    /// It is a text with something wrong at a place in it.
    Inside(Fault),
    /// The file is of another time.
    Newer,
}

/// All of them but those of [commands], which have names of the user's own.
pub(super) const TABLE: &[SettingRow] = &[
    SettingRow {
        table: "",
        name: "version",
        what: "Config file version.",
        take: |_, value| if whole(value, 0..=1).is_some() { Ok(()) } else { Err(Wrong::Newer) },
        value: |_| Some(Value::Integer(1)),
        example: "",
    },
    SettingRow {
        table: "",
        name: "width",
        what: "Width of the text in columns, 20 to 200.",
        take: |settings, value| {
            let columns = whole(value, 20..=200).and_then(|columns| u16::try_from(columns).ok());
            settings.width = Some(columns.ok_or(Wrong::Must("a whole number from 20 to 200"))?);
            Ok(())
        },
        value: |settings| settings.width.map(|columns| Value::Integer(columns.into())),
        example: "66",
    },
    SettingRow {
        table: "",
        name: "ascii",
        what: "Draw with ASCII characters only.",
        take: |settings, value| switch(value).map(|on| settings.ascii = on),
        value: |settings| Some(Value::Boolean(settings.ascii)),
        example: "",
    },
    SettingRow {
        table: "",
        name: "color",
        what: "true: always use colours; false: never; unset: follow the terminal and NO_COLOR.",
        take: |settings, value| switch(value).map(|on| settings.color = Some(on)),
        value: |settings| settings.color.map(Value::Boolean),
        example: "true",
    },
    SettingRow {
        table: "",
        name: "theme",
        what: "Colours: dark-16, light-16 (the 16 colours of the terminal), dark, light (24-bit), or a file such as theme.toml.",
        take: |settings, value| text(value).map(|theme| settings.theme = Some(theme.to_owned())),
        value: |settings| settings.theme.clone().map(Value::String),
        example: "\"dark\"",
    },
    SettingRow {
        table: "",
        name: "max_file_mib",
        what: "Larger files are skipped.",
        take: |settings, value| {
            let mib = value.as_integer().and_then(|mib| u32::try_from(mib).ok());
            settings.cap = u64::from(mib.ok_or(Wrong::Must("a whole number, 0 or more"))?) << 20;
            Ok(())
        },
        value: |settings| i64::try_from(settings.cap >> 20).ok().map(Value::Integer),
        example: "",
    },
    SettingRow {
        table: "",
        name: "least_confidence",
        what: "Hide quotes with a lower confidence on the screen, 0 to 1.",
        take: |settings, value| {
            let number = value.as_float().or_else(|| value.as_integer().map(|whole| whole as f64));
            let least = number.filter(|least| (0.0..=1.0).contains(least));
            settings.least = least.ok_or(Wrong::Must("a number from 0 to 1"))? as f32;
            Ok(())
        },
        // Two digits: a third is the machine's, not the user's.
        value: |settings| Some(Value::Float((f64::from(settings.least) * 100.0).round() / 100.0)),
        example: "",
    },
    SettingRow {
        table: "",
        name: "hide_intended",
        what: "Hide what somebody only wants or plans on the screen; F shows it.",
        take: |settings, value| switch(value).map(|on| settings.hide_intended = on),
        value: |settings| Some(Value::Boolean(settings.hide_intended)),
        example: "",
    },
    SettingRow {
        table: "",
        name: "second_reading",
        what: "When articles are read a second time, more carefully: \"open\" when opened, \"idle\" also all others while you do nothing, \"off\" never.",
        take: |settings, value| {
            let named = SecondReadingMode::NAMES.iter().find(|(name, _)| value.as_str() == Some(name));
            settings.second_reading = named.ok_or(Wrong::Must("\"open\", \"idle\" or \"off\""))?.1;
            Ok(())
        },
        value: |settings| {
            let named = SecondReadingMode::NAMES.iter().find(|(_, when)| *when == settings.second_reading);
            named.map(|(name, _)| Value::String((*name).to_owned()))
        },
        example: "",
    },
    SettingRow {
        table: "",
        name: "keymap",
        what: "Keymap file, instead of keymap.toml next to this file.",
        take: |settings, value| {
            settings.keymap = Some(value.as_str().ok_or(Wrong::Must("a path in quotation marks"))?.into());
            Ok(())
        },
        value: |settings| settings.keymap.as_ref().map(|path| Value::String(path.to_string_lossy().into_owned())),
        example: "\"/path/to/keymap.toml\"",
    },
    SettingRow {
        table: "",
        name: "feeds",
        what: "Feeds for `sayso fetch`: addresses, or OPML files with lists of them.",
        take: |settings, value| {
            let texts = value.as_array().map(|all| all.iter().map(|one| one.as_str().map(str::to_owned)));
            let feeds: Option<Vec<String>> = texts.and_then(Iterator::collect);
            settings.feeds = feeds.ok_or(Wrong::Must("a list of addresses in quotation marks"))?;
            Ok(())
        },
        value: |settings| {
            let feeds: Vec<Value> = settings.feeds.iter().cloned().map(Value::String).collect();
            (!feeds.is_empty()).then_some(Value::Array(feeds))
        },
        example: "[\"https://example.org/feed.xml\"]",
    },
    #[cfg(feature = "postgres")]
    SettingRow {
        table: "library",
        name: "url",
        what: "Library of your team, read where no path is named.",
        take: |settings, value| {
            let address = text(value)?;
            let is_address = sayso_library::postgres::is_address(address);
            settings.library = Some(is_address.then(|| address.to_owned()).ok_or(Wrong::Must(ADDRESS))?);
            Ok(())
        },
        value: |settings| settings.library.clone().map(Value::String),
        example: "\"postgres://ann@db.example.org/news\"",
    },
    SettingRow {
        table: "library",
        name: "index",
        what: "The index that `sayso index` built in this folder is read where nothing is named.",
        take: |settings, value| {
            settings.index = Some(value.as_str().ok_or(Wrong::Must("a path between quotation marks"))?.into());
            Ok(())
        },
        value: |settings| settings.index.as_ref().map(|path| Value::String(path.to_string_lossy().into_owned())),
        example: "\"/srv/sayso\"",
    },
    SettingRow {
        table: "cite",
        name: "quote",
        what: "What yy copies.",
        take: |settings, value| template(value).map(|template| settings.styles.quote = template),
        value: |settings| Some(Value::String(settings.styles.quote.text().to_owned())),
        example: "",
    },
    SettingRow {
        table: "cite",
        name: "quote_markdown",
        what: "What ym copies.",
        take: |settings, value| template(value).map(|template| settings.styles.quote_markdown = template),
        value: |settings| Some(Value::String(settings.styles.quote_markdown.text().to_owned())),
        example: "",
    },
    SettingRow {
        table: "cite",
        name: "source",
        what: "What yc copies, and the value of {{ source }}: plain, markdown, bibtex, csl-json, or a template.",
        take: |settings, value| {
            settings.styles.source = SourceStyle::new(text(value)?).map_err(Wrong::Inside)?;
            Ok(())
        },
        value: |settings| Some(Value::String(settings.styles.source.text().to_owned())),
        example: "",
    },
];

/// What the address of a library must be.
#[cfg(feature = "postgres")]
const ADDRESS: &str = "an address: postgres://USER@HOST/DATABASE";

fn whole(value: &Value, range: RangeInclusive<i64>) -> Option<i64> {
    value.as_integer().filter(|number| range.contains(number))
}

fn switch(value: &Value) -> Result<bool, Wrong> {
    value.as_bool().ok_or(Wrong::Must("true or false"))
}

fn text(value: &Value) -> Result<&str, Wrong> {
    value.as_str().ok_or(Wrong::Must("a text in quotation marks"))
}

fn template(value: &Value) -> Result<Template, Wrong> {
    Template::new(text(value)?).map_err(Wrong::Inside)
}
