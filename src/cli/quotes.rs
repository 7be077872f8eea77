//! `sayso quotes`: every attribution of the articles named.

use super::args::QuotesArgs;
use super::outcome::{Outcome, nothing};
use super::record::Record;
use super::{articles, rows};
use crate::attribution::Attribution;
use crate::library::Library;

/// Prints them all.
pub fn run(args: &QuotesArgs) -> anyhow::Result<Outcome> {
    let library = articles::read(&args.paths)?;
    let records = wanted(&library, args);
    if records.is_empty() {
        return Ok(nothing("no quote here is of that sort"));
    }
    rows::print(&records, args.format)?;
    Ok(Outcome::Done)
}

fn wanted<'a>(library: &'a Library, args: &QuotesArgs) -> Vec<Record<'a>> {
    let fits = |quote: &Attribution| {
        args.kind.is_none_or(|kind| quote.kind == kind)
            && args.act.is_none_or(|act| quote.act == act)
            && args.sure.is_none_or(|least| quote.confidence >= least)
    };
    let records = library.quotes().filter(|(_, quote)| fits(quote)).filter_map(|(id, _)| Record::of(library, id));
    records.filter(|record| args.speaker.as_deref().is_none_or(|name| is_by(record, name))).collect()
}

fn is_by(record: &Record, part: &str) -> bool {
    record.speaker.is_some_and(|speaker| speaker.to_lowercase().contains(&part.to_lowercase()))
}
