//! `sayso who`: the source of a quote, however misremembered.

use serde::Serialize;

use super::args::WhoArgs;
use super::outcome::{Outcome, nothing_for};
use super::record::Record;
use super::rows::{self, Column, Row};
use super::{articles, name};
use crate::library::search::WhoHit;
use crate::library::{Library, QuoteId};

/// Prints the likeliest sources, the best first.
pub fn run(args: &WhoArgs) -> anyhow::Result<Outcome> {
    let mut desk = articles::indexed(&args.lookup.within)?;
    let words = args.words.join(" ");
    let (hits, articles) = desk.who(&words, args.lookup.limit.get()).map_err(anyhow::Error::msg)?;
    let library = desk.library(articles);
    let answers: Vec<Answer> = hits.into_iter().filter_map(|hit| answer(&library, hit)).collect();
    if answers.is_empty() {
        return Ok(nothing_for(&words));
    }
    rows::print(&answers, args.lookup.format)?;
    Ok(Outcome::Done)
}

/// A quote that may be the one meant.
#[derive(Debug, Serialize)]
struct Answer<'a> {
    /// 0 to 1: how much of the words given it has.
    score: f64,
    #[serde(flatten)]
    record: Record<'a>,
    /// Words given that it lacks.
    lacking: Vec<String>,
    /// The same words elsewhere, as `sayso show` takes them.
    also: Vec<String>,
}

fn answer(library: &Library, hit: WhoHit) -> Option<Answer<'_>> {
    let named = |id: &QuoteId| library.article(id.article).map(|article| name::quote(&article.path, id.quote + 1));
    Some(Answer {
        score: (f64::from(hit.score) * 100.0).round() / 100.0,
        record: Record::of(library, hit.id)?,
        also: hit.also.iter().filter_map(named).collect(),
        lacking: hit.lacking,
    })
}

impl Row for Answer<'_> {
    fn columns() -> Vec<Column<Self>> {
        vec![
            Column::narrow("score", 5, |answer| format!("{:.2}", answer.score)),
            Column::narrow("speaker", 28, |answer| answer.record.speaker.unwrap_or("?").to_owned()),
            Column::narrow("quote", 32, |answer| answer.record.name()),
            Column::wide("content", |answer| answer.record.words()),
            Column::csv("lacking", |answer| answer.lacking.join(" ")),
            Column::csv("also", |answer| answer.also.join(" ")),
        ]
    }
}
