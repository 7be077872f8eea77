//! How sure the name of a speaker is: the calibration of `speaker_confidence`, and the fit of its weights.
//!
//! ```text
//! cargo run --release -p sayso-train -- names --polnear DIR --gum DIR [--fit]
//! ```
//!
//! Two sets of PolNeAR train are fitted on: `data/speakers.tsv` and `data/speakers-unseen.tsv`. `data/speakers-dev.tsv`
//! holds sources of PolNeAR dev, which nothing was fitted on. DIR of `--gum` holds `NAME.txt` and `NAME.json` with
//! coreference chains and attributions; a text of it is judged by weights fitted without it.

use std::path::{Path, PathBuf};

use anyhow::Context;
use sayso_attribution::document::{Document, ingest};
use sayso_attribution::text::{Span, Spans};
use sayso_attribution::{Analyzer, EVIDENCE, Evidence, Found, Naming, evidence_labels};

use crate::gum::{GumText, Wanted};
use crate::speakers::{Resolve, judged, places};
use crate::train::judge::calibration_error;
use crate::train::random::Random;

/// Folder of the labels, from the root of the workspace.
const LABELS: &str = "crates/sayso-train/data";

/// Number of parts that the texts are split into, each judged by weights fitted on the others.
const FOLDS: usize = 10;

/// Rounds of the fit, its first step, and how strongly weights are held near zero.
const ROUNDS: usize = 4000;
const RATE: f32 = 0.3;
const HELD: f32 = 0.0003;

/// What to measure.
#[derive(Clone, Debug, clap::Args)]
pub struct NamesArgs {
    /// Folder of PolNeAR: holds `train/` and `dev/`, each with `text/` and `attributions/`.
    #[arg(long, value_name = "DIR")]
    pub polnear: PathBuf,
    /// Folder of texts with coreference chains: `NAME.txt` and `NAME.json`.
    #[arg(long, value_name = "DIR")]
    pub gum: PathBuf,
    /// Fit the weights on all but dev, and print them as rows for `name_confidence.rs`.
    #[arg(long)]
    pub fit: bool,
    /// Print each wrong name of the texts with chains.
    #[arg(long)]
    pub errors: bool,
    /// Also write the evidence and the outcome of each name, tab separated.
    #[arg(long, value_name = "FILE")]
    pub dump: Option<PathBuf>,
}

/// A name that the program showed.
pub(crate) struct Shown {
    pub set: &'static str,
    /// Number of its text, counted over all sets.
    text: usize,
    evidence: Evidence,
    confidence: f32,
    pub right: bool,
}

/// Prints the calibration error of the names for each set, and the fitted weights if they are asked for.
///
/// # Errors
///
/// A file that cannot be read or is not what its ending says.
pub fn names(args: &NamesArgs) -> anyhow::Result<()> {
    let resolve = |document: &Document, found| Analyzer::default().resolve_with_evidence(document, found);
    let mut all = labelled(&args.polnear, &resolve)?;
    gum(&args.gum, args.errors, &resolve, &mut all)?;
    let fitted = |without: Option<usize>| {
        let used = all.iter().filter(|one| one.set != DEV && without.is_none_or(|fold| one.text % FOLDS != fold));
        fit(&used.map(|one| (one.evidence, one.right, weight(one.set))).collect::<Vec<_>>())
    };
    let folds: Vec<Evidence> = (0..FOLDS).map(|fold| fitted(Some(fold))).collect();
    for set in [TUNED, UNSEEN, DEV, GUM, PRONOUNS] {
        let held = |one: &Shown| (chance(&folds[one.text % FOLDS], &one.evidence), one.right);
        let here: Vec<&Shown> = all.iter().filter(|one| one.set == set).collect();
        let shown: Vec<(f32, bool)> = here.iter().map(|one| (one.confidence, one.right)).collect();
        report(set, "as shown", &shown);
        report(set, "held out", &here.iter().map(|one| held(one)).collect::<Vec<_>>());
    }
    if args.fit {
        let weights = fitted(None);
        evidence_labels().zip(weights).for_each(|(label, weight)| println!("    ({label:?}, {weight:.2}),"));
    }
    if let Some(file) = &args.dump {
        std::fs::write(file, dump(&all)).with_context(|| format!("{}", file.display()))?;
    }
    Ok(())
}

const TUNED: &str = "PolNeAR train";
const UNSEEN: &str = "PolNeAR train, unseen";
pub(crate) const DEV: &str = "PolNeAR dev";
const GUM: &str = "GUM attributions";
const PRONOUNS: &str = "GUM pronouns";

/// The names shown for the labelled sources of PolNeAR.
///
/// # Errors
///
/// A file that cannot be read, a label that is no number.
pub(crate) fn labelled(polnear: &Path, resolve: &Resolve) -> anyhow::Result<Vec<Shown>> {
    let sets = [(TUNED, "speakers", "train"), (UNSEEN, "speakers-unseen", "train"), (DEV, "speakers-dev", "dev")];
    let mut all: Vec<Shown> = Vec::new();
    for (set, file, split) in sets {
        let file = Path::new(LABELS).join(format!("{file}.tsv"));
        let labels = std::fs::read_to_string(&file).with_context(|| format!("{}", file.display()))?;
        let (mut text, mut article) = (all.last().map_or(0, |last| last.text), String::new());
        for one in judged(&polnear.join(split), &labels, resolve)? {
            if one.article != article {
                (text, article) = (text + 1, one.article);
            }
            if one.speaker.is_some() {
                let (evidence, confidence, right) = (one.evidence, one.confidence, one.right);
                all.push(Shown { set, text, evidence, confidence, right });
            }
        }
    }
    Ok(all)
}

fn report(set: &str, how: &str, rated: &[(f32, bool)]) {
    let right = rated.iter().filter(|(_, right)| *right).count();
    let mean: f32 = rated.iter().map(|(chance, _)| chance).sum::<f32>() / rated.len().max(1) as f32;
    let doubted = rated.iter().filter(|(chance, _)| *chance < 0.8);
    let (low, wrong) = doubted.fold((0, 0), |(all, wrong), (_, right)| (all + 1, wrong + usize::from(!right)));
    println!(
        "{set:<22} {how}: {right} of {} right, mean confidence {mean:.3}, calibration error {:.3} ({:.3} by chance alone), area {:.3}; below 0.8: {low}, of these wrong {wrong}",
        rated.len(),
        calibration_error(rated),
        error_by_chance(rated),
        area(rated),
    );
}

/// Draws of which the mean is taken in [`error_by_chance`].
const DRAWS: usize = 1_000;

/// The mean calibration error that a perfectly calibrated confidence shows on as many names: each name is right with the
/// probability that its confidence tells.
fn error_by_chance(rated: &[(f32, bool)]) -> f64 {
    let mut random = Random::new(1);
    let mut draw = || {
        let drawn: Vec<(f32, bool)> = rated.iter().map(|&(sure, _)| (sure, random.chance(sure))).collect();
        calibration_error(&drawn)
    };
    (0..DRAWS).map(|_| draw()).sum::<f64>() / DRAWS as f64
}

/// The share of pairs of a right and a wrong name in which the right one has the higher confidence.
fn area(rated: &[(f32, bool)]) -> f64 {
    let mut sorted = rated.to_vec();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut wrong, mut below) = (0u64, 0u64);
    for (_, right) in &sorted {
        if *right {
            below += wrong;
        } else {
            wrong += 1;
        }
    }
    let right = sorted.len() as u64 - wrong;
    below as f64 / (right * wrong).max(1) as f64
}

fn dump(all: &[Shown]) -> String {
    let row = |one: &Shown| {
        let values: Vec<String> = one.evidence.iter().map(f32::to_string).collect();
        format!("{}\t{}\t{}\t{}\t{}\n", one.set, one.text, u8::from(one.right), one.confidence, values.join("\t"))
    };
    all.iter().map(row).collect()
}

fn chance(weights: &Evidence, evidence: &Evidence) -> f32 {
    let sum: f32 = weights.iter().zip(evidence).map(|(weight, value)| weight * value).sum();
    1.0 / (1.0 + (-sum).exp())
}

/// How much a name of a set counts in the fit: less where the rules were tuned, more where nobody had looked.
fn weight(set: &str) -> f32 {
    match set {
        TUNED => 0.5,
        GUM | PRONOUNS => 2.0,
        _ => 1.0,
    }
}

/// Weights of a logistic regression over evidence, outcome and the case's weight, by gradient descent with the weights
/// held near zero.
fn fit(cases: &[(Evidence, bool, f32)]) -> Evidence {
    let total: f32 = cases.iter().map(|(.., weight)| weight).sum();
    let mut weights = [0f32; EVIDENCE];
    for round in 0..ROUNDS {
        let mut slope = [0f32; EVIDENCE];
        for (evidence, right, weight) in cases {
            let miss = (chance(&weights, evidence) - f32::from(u8::from(*right))) * weight / total;
            slope.iter_mut().zip(evidence).for_each(|(slope, value)| *slope += miss * value);
        }
        let rate = RATE / (1.0 + round as f32 / ROUNDS as f32);
        for at in 0..EVIDENCE {
            let held = if at == 0 { 0.0 } else { HELD * weights[at] };
            weights[at] -= rate * (slope[at] + held);
        }
    }
    weights
}

/// Adds the names shown for the attributions and for the pronouns of every text with chains.
///
/// # Errors
///
/// A file that cannot be read or is no JSON.
pub(crate) fn gum(folder: &Path, errors: bool, resolve: &Resolve, all: &mut Vec<Shown>) -> anyhow::Result<()> {
    for text in GumText::all(folder)? {
        let number = all.last().map_or(0, |last| last.text) + 1;
        for (set, wanted) in [(GUM, text.attributions()), (PRONOUNS, text.pronouns())] {
            all.extend(shown(&text, wanted, (set, number), errors, resolve));
        }
    }
    Ok(())
}

/// What the program shows for the sources that are wanted.
fn shown(
    gum: &GumText,
    wanted: Vec<Wanted>,
    (set, text): (&'static str, usize),
    errors: bool,
    resolve: &Resolve,
) -> Vec<Shown> {
    let document = ingest(gum.text.as_bytes(), "text.txt");
    let places = places(&gum.text, document.text());
    let place = |span: Span| Some(Span::new(*places.get(span.start())?, *places.get(span.end())?));
    let moved = |spans: &Spans| Spans::new(spans.iter().filter_map(place));
    let mut chains = Vec::new();
    let mut found = Vec::new();
    for (one, chain) in wanted {
        let (Some(source), Some(content)) = (one.source.as_ref().and_then(moved), moved(&one.content)) else {
            continue;
        };
        chains.push((source.start(), chain));
        let cue = one.cue.as_ref().and_then(moved);
        found.push(Found { source: Some(source), cue, content, ..one });
    }
    let (analysis, evidence) = resolve(&document, found);
    let rated = analysis.attributions.iter().zip(evidence).filter_map(|(one, evidence)| {
        let start = one.source.as_ref()?.start();
        let chain = chains.iter().find(|(at, _)| *at == start)?.1;
        let speaker = &analysis.speakers[one.speaker.filter(|_| one.naming != Naming::Unnamed)?];
        let right = gum.is_named(chain, &speaker.name, speaker.kind)?;
        if errors && !right {
            let source = one.source.as_ref()?.text(document.text());
            let doc = &gum.marks["doc"];
            println!(
                "{set} {doc} {start}: {source:?} is chain {chain}, not {:?} ({})",
                speaker.name,
                one.naming.name()
            );
        }
        Some(Shown { set, text, evidence, confidence: one.sure_of_speaker, right })
    });
    rated.collect()
}
