//! `sayso quotes`: every attribution of the articles named.

use std::io::{BufWriter, Write};

use super::args::{Format, QuotesArgs};
use super::articles;
use super::outcome::Outcome;
use super::record::Record;
use crate::library::Library;

/// Prints them all; exit code 1 if there are none.
pub fn run(args: &QuotesArgs) -> anyhow::Result<Outcome> {
    let library = articles::read(&args.paths)?;
    let records = wanted(&library, args);
    let mut out = BufWriter::new(std::io::stdout().lock());
    for record in &records {
        match args.format {
            Format::Jsonl => serde_json::to_writer(&mut out, record)?,
            _ => write!(out, "{}\t{}\t{}", record.article, record.speaker.unwrap_or("?"), record.words())?,
        }
        out.write_all(b"\n")?;
    }
    out.flush()?;
    Ok(Outcome::of(!records.is_empty()))
}

fn wanted<'a>(library: &'a Library, args: &QuotesArgs) -> Vec<Record<'a>> {
    let of_kind = library.quotes().filter(|(_, quote)| args.kind.is_none_or(|kind| quote.kind == kind));
    let records = of_kind.filter_map(|(id, _)| Record::of(library, id));
    records.filter(|record| args.speaker.as_deref().is_none_or(|name| names(record, name))).collect()
}

fn names(record: &Record, part: &str) -> bool {
    record.speaker.is_some_and(|speaker| speaker.to_lowercase().contains(&part.to_lowercase()))
}
