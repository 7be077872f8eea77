//! `sayso corrections`: what was put right, listed, given away, and taken from others.

mod import;

use std::io::{BufWriter, Write};
use std::path::PathBuf;

use serde::Serialize;

use super::args::{CorrectionsCommand, Format};
use super::outcome::{Outcome, warn};
use super::rows::{self, Column};
use super::{articles, kept};
use crate::library::correction::{Correction, Row as Exported, Verdict};
use crate::library::state::{Id, State};
use crate::library::{Article, Library};
use crate::text::clean_words;

/// Lists, exports or imports.
pub fn run(command: &CorrectionsCommand) -> anyhow::Result<Outcome> {
    match command {
        CorrectionsCommand::List { paths, format } => list(paths, *format),
        CorrectionsCommand::Export { paths } => export(paths),
        CorrectionsCommand::Import { file, paths } => import::run(file, paths),
    }
}

/// One correction as it is told.
#[derive(Debug, Serialize)]
struct Told {
    /// What became of it: `applied`, or why not.
    outcome: String,
    /// Its article's file.
    article: String,
    /// What was put right.
    verdict: &'static str,
    /// Who said it, by the correction.
    speaker: Option<String>,
    /// Who was shown as having said it.
    was: Option<String>,
    /// The words.
    content: String,
}

impl Told {
    fn of(correction: &Correction, outcome: String) -> Self {
        let speaker = match &correction.verdict {
            Verdict::Speaker { speaker, .. } | Verdict::New { speaker } => speaker.clone(),
            Verdict::Merge { into, .. } | Verdict::Split { into, .. } => Some(into.clone()),
            Verdict::Right => correction.was.clone(),
            Verdict::NotQuote | Verdict::Edges { .. } => None,
        };
        let words: Vec<String> = correction.quote.iter().map(|piece| clean_words(&piece.exact)).collect();
        let article = clean_words(&correction.article.name);
        let (speaker, was) = (speaker.map(|name| clean_words(&name)), correction.was.as_deref().map(clean_words));
        Self { outcome, article, verdict: correction.verdict.name(), speaker, was, content: words.join(" … ") }
    }
}

impl rows::Row for Told {
    fn columns() -> Vec<Column<Self>> {
        vec![
            Column::narrow("outcome", 24, |told| told.outcome.clone()),
            Column::narrow("article", 28, |told| told.article.clone()),
            Column::narrow("verdict", 9, |told| told.verdict.to_owned()),
            Column::narrow("speaker", 24, |told| told.speaker.clone().unwrap_or_default()),
            Column::csv("was", |told| told.was.clone().unwrap_or_default()),
            Column::wide("content", |told| told.content.clone()),
        ]
    }
}

fn list(paths: &[PathBuf], format: Format) -> anyhow::Result<Outcome> {
    let state = State::of(kept::events());
    let library = library(paths, &state);
    let told: Vec<Told> =
        state.corrections().iter().map(|(id, put)| Told::of(put, outcome(library.as_ref(), *id).1)).collect();
    rows::print(&told, format)?;
    Ok(Outcome::of(!told.is_empty()))
}

fn export(paths: &[PathBuf]) -> anyhow::Result<Outcome> {
    let state = State::of(kept::events());
    let library = library(paths, &state);
    let mut out = BufWriter::new(std::io::stdout().lock());
    for (id, correction) in state.corrections() {
        let (article, outcome) = outcome(library.as_ref(), *id);
        if outcome != APPLIED {
            warn(&format_args!("{}: {outcome}; exported as it was made", correction.article.name));
        }
        let document = article.map(|article| &*article.document);
        let Some(stamp) = state.stamp(*id) else { continue };
        writeln!(out, "{}", serde_json::to_string(&Exported::of(stamp, correction, document))?)?;
    }
    out.flush()?;
    Ok(Outcome::of(!state.corrections().is_empty()))
}

/// The articles that corrections may be of; none is no fault where there are no corrections either.
fn library(paths: &[PathBuf], state: &State) -> Option<Library> {
    if state.corrections().is_empty() {
        return None;
    }
    articles::read(paths).map_err(|error| warn(&format_args!("{error:#}"))).ok()
}

const APPLIED: &str = "applied";

/// What became of a correction, and the article it is of.
fn outcome(library: Option<&Library>, id: Id) -> (Option<&Article>, String) {
    let here = library.into_iter().flat_map(|library| {
        let of = |(at, article)| library.corrections_of(at).map(move |(id, lost)| (article, id, lost));
        library.articles().flat_map(of).collect::<Vec<_>>()
    });
    let mut found = None;
    for (article, _, lost) in here.filter(|(_, other, _)| *other == id) {
        match lost {
            None => return (Some(article), APPLIED.to_owned()),
            Some(lost) => found = Some((Some(article), lost.to_string())),
        }
    }
    found.unwrap_or_else(|| (None, "the article is not here".to_owned()))
}
