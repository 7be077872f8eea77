//! `sayso corrections`: lists, makes, exports and imports corrections.

mod import;
mod people;

use std::collections::HashMap;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use serde::Serialize;

use super::args::{CorrectionsCommand, Format};
use super::article_iter::All;
use super::exit::{Outcome, nothing, warn};
use super::opened;
use super::output::{self, Column};
use sayso_attribution::text::clean_words;
use sayso_library::correction::{Correction, TrainingRow, Verdict};
use sayso_library::state::{Id, Lost, State};
use sayso_library::{Article, Library};

/// Maximum number of speakers that a message lists.
const NAMED: usize = 8;

/// Runs one of the commands.
///
/// # Errors
///
/// Fails if the articles cannot be read, or the journal cannot be read or written.
pub fn run(command: &CorrectionsCommand) -> anyhow::Result<Outcome> {
    match command {
        CorrectionsCommand::List { paths, format } => list(paths, *format),
        CorrectionsCommand::Merge { from, into, within } => people::merge(from, into, within),
        CorrectionsCommand::Split { quote, name, within } => people::split(quote, name, within),
        CorrectionsCommand::Export { paths } => export(paths),
        CorrectionsCommand::Import { file, paths } => import::run(file, paths),
    }
}

/// One correction, in the field order of the JSON Lines format.
#[derive(Debug, Serialize)]
struct CorrectionRow {
    /// `applied`, or why it was not.
    outcome: String,
    /// File of the article.
    article: String,
    /// Kind of correction.
    verdict: &'static str,
    /// Speaker after the correction.
    speaker: Option<String>,
    /// Speaker before the correction; for a merge, the name that goes.
    was: Option<String>,
    /// Words of the quote; empty for a merge.
    content: String,
}

impl CorrectionRow {
    fn of(correction: &Correction, outcome: String) -> Self {
        let speaker = match &correction.verdict {
            Verdict::Speaker { speaker, .. } | Verdict::New { speaker } => speaker.clone(),
            Verdict::Merge { into, .. } | Verdict::Split { into, .. } => Some(into.clone()),
            Verdict::Right => correction.was.clone(),
            Verdict::NotQuote | Verdict::Edges { .. } => None,
        };
        let words: Vec<String> = correction.quote.iter().map(|piece| clean_words(&piece.exact)).collect();
        let article = clean_words(&correction.article.name);
        let was = match &correction.verdict {
            Verdict::Merge { from, .. } => Some(from.as_str()),
            _ => correction.was.as_deref(),
        };
        let (speaker, was) = (speaker.map(|name| clean_words(&name)), was.map(clean_words));
        Self { outcome, article, verdict: correction.verdict.name(), speaker, was, content: words.join(" … ") }
    }
}

impl output::Row for CorrectionRow {
    fn columns() -> Vec<Column<Self>> {
        vec![
            Column::narrow("outcome", 24, |told| told.outcome.clone()),
            Column::narrow("article", 28, |told| told.article.clone()),
            Column::narrow("verdict", 9, |told| told.verdict.to_owned()),
            Column::narrow("speaker", 24, |told| told.speaker.clone().unwrap_or_default()),
            Column::note("was", 24, |told| told.was.clone().unwrap_or_default()),
            Column::wide("content", |told| told.content.clone()),
        ]
    }
}

fn list(paths: &[PathBuf], format: Format) -> anyhow::Result<Outcome> {
    let state = opened::state(paths)?;
    if state.corrections().is_empty() {
        return Ok(nothing("no corrections yet; press c on a quote in the reader to correct its speaker"));
    }
    let library = library(paths, &state);
    let outcomes = Outcomes::of(library.as_ref());
    let told: Vec<CorrectionRow> = (0..)
        .zip(state.corrections())
        .map(|(at, (id, put))| {
            let later = state.corrections()[at + 1..].iter().any(|(_, later)| is_overruled(put, later));
            CorrectionRow::of(put, if later { OVERRULED.to_owned() } else { outcomes.get(*id).1 })
        })
        .collect();
    output::print(&told, format)?;
    Ok(Outcome::Done)
}

fn export(paths: &[PathBuf]) -> anyhow::Result<Outcome> {
    let state = opened::state(paths)?;
    let library = library(paths, &state);
    let outcomes = Outcomes::of(library.as_ref());
    let mut out = BufWriter::new(std::io::stdout().lock());
    for (id, correction) in state.corrections() {
        let (article, outcome) = outcomes.get(*id);
        if outcome != APPLIED {
            warn(&format_args!("{}: {outcome}; exported without the text of its paragraph", correction.article.name));
        }
        let document = article.map(|article| &*article.document);
        let Some(stamp) = state.stamp(*id) else { continue };
        writeln!(out, "{}", serde_json::to_string(&TrainingRow::of(stamp, correction, document))?)?;
    }
    out.flush()?;
    Ok(Outcome::of(!state.corrections().is_empty()))
}

/// The articles that the corrections may belong to; `None` if there are no corrections, or no articles.
fn library(paths: &[PathBuf], state: &State) -> Option<Library> {
    if state.corrections().is_empty() {
        return None;
    }
    All::of(paths).and_then(All::whole).map_err(|error| warn(&format_args!("{error:#}"))).ok()
}

/// What is told of a correction of words that were corrected again, otherwise.
const OVERRULED: &str = "a later correction holds";

/// Returns `true` if a later correction is of the same words and says something else.
fn is_overruled(earlier: &Correction, later: &Correction) -> bool {
    earlier.article.is_same(&later.article) && earlier.conflicts(later)
}

const APPLIED: &str = "applied";

/// The outcome of every correction that belongs to an article of the library.
struct Outcomes<'a>(HashMap<Id, (&'a Article, Option<Lost>)>);

impl<'a> Outcomes<'a> {
    fn of(library: Option<&'a Library>) -> Self {
        let mut all: HashMap<Id, (&Article, Option<Lost>)> = HashMap::new();
        for (library, (at, article)) in library.into_iter().flat_map(|l| l.articles().map(move |a| (l, a))) {
            for (id, lost) in library.corrections_of(at) {
                // It applies if it applies in one of several articles.
                if !all.get(&id).is_some_and(|(_, lost)| lost.is_none()) {
                    all.insert(id, (article, lost));
                }
            }
        }
        Self(all)
    }

    /// The article that a correction belongs to, and its outcome.
    fn get(&self, id: Id) -> (Option<&'a Article>, String) {
        match self.0.get(&id) {
            Some((article, None)) => (Some(article), APPLIED.to_owned()),
            Some((article, Some(lost))) => (Some(article), lost.to_string()),
            None => (None, "article not found".to_owned()),
        }
    }
}
