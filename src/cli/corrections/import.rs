//! `sayso corrections import`: what others put right, laid beside one's own.

use std::path::{Path, PathBuf};

use anyhow::Context;

use super::{CorrectionRow, Outcomes, library};
use crate::cli::args::Format;
use crate::cli::exit::{Outcome, warn};
use crate::cli::{opened, output};
use sayso_library::correction::{Correction, TrainingRow};
use sayso_library::files::{self as store, Place};
use sayso_library::state::{Event, Id, State};

/// Takes in the corrections of a file, and tells what became of each. One that says otherwise than one's own about
/// the same words is left out, and told.
pub fn run(file: &Path, paths: &[PathBuf]) -> anyhow::Result<Outcome> {
    let place = if file == Path::new("-") { Place::Stdin } else { Place::File(file.to_owned()) };
    let read = store::read(&place, store::DEFAULT_CAP)?;
    let text = String::from_utf8(read.bytes)
        .with_context(|| format!("{}: not UTF-8; export the corrections again", read.name))?;
    let mut state = opened::state(paths)?;
    let (mut fresh, mut told) = (Vec::new(), Vec::new());
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let row = match TrainingRow::parse(line) {
            Ok(row) => row,
            Err(fault) => {
                warn(&format_args!("{}: line {}: {fault}; left out", read.name, at + 1));
                continue;
            }
        };
        let correction = row.correction.clone();
        if let Some(why) = known(&state, row.stamp.id, &correction) {
            told.push((None, CorrectionRow::of(&correction, why.to_owned())));
            continue;
        }
        let event = row.event();
        told.push((Some(event.stamp.id), CorrectionRow::of(&correction, String::new())));
        state.learn([event.clone()]);
        fresh.push(event);
    }
    keep(&fresh, paths)?;
    let library = library(paths, &state);
    let outcomes = Outcomes::of(library.as_ref());
    for (id, told) in &mut told {
        if let Some(id) = id {
            told.outcome = outcomes.get(*id).1;
        }
    }
    let told: Vec<CorrectionRow> = told.into_iter().map(|(_, told)| told).collect();
    output::print(&told, Format::Table)?;
    Ok(Outcome::of(!fresh.is_empty()))
}

/// Why a correction is not taken in.
fn known(state: &State, id: Id, correction: &Correction) -> Option<&'static str> {
    if state.event(id).is_some() {
        return Some("already here");
    }
    let own = state.corrections().iter().map(|(_, own)| own);
    let mut here = own.filter(|own| own.article.name == correction.article.name);
    here.any(|own| own.conflicts(correction)).then_some("conflicts with yours")
}

fn keep(events: &[Event], paths: &[PathBuf]) -> anyhow::Result<()> {
    if events.is_empty() {
        return Ok(());
    }
    let mut journal = opened::journal(paths)?;
    let place = store::shown(journal.path());
    journal.append(events).with_context(|| format!("{place}: nothing was imported"))
}
