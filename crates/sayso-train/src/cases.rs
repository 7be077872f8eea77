//! How many speakers of short texts are right, by kind: names, roles, turns, long quotations, the dialogue of novels.
//!
//! ```text
//! cargo run --release -p sayso-train -- cases [FILE] [--careful]
//! ```
//!
//! Each line of FILE is a text with what has to be found in it, as JSON: `text`; `expect`, a list of `words`, `kind` and
//! the names of which each is right (`""` for nobody), with `status` and `via` where they count; and `never`, `words` with
//! a `kind` that nobody may be credited with.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::Context;
use sayso_attribution::document::ingest;
use sayso_attribution::{Analysis, Attribution};
use serde_json::Value;

use crate::careful::{ReadingArgs, analyzer};

/// What to measure.
#[derive(Clone, Debug, clap::Args)]
pub struct CasesArgs {
    /// Texts with what has to be found in them.
    #[arg(default_value = "crates/sayso-train/data/cases.jsonl")]
    pub file: PathBuf,
    /// Print each that is not right.
    #[arg(long)]
    pub errors: bool,
    /// Which reading to measure.
    #[command(flatten)]
    pub reading: ReadingArgs,
}

/// What became of one expectation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Right,
    Wrong,
    Unknown,
    Missing,
}

/// Prints for each kind how many expectations are right, wrong, without a speaker, or not found at all.
///
/// # Errors
///
/// A file that cannot be read or a line that is no JSON.
pub fn cases(args: &CasesArgs) -> anyhow::Result<()> {
    let file = std::fs::read_to_string(&args.file).with_context(|| format!("{}", args.file.display()))?;
    let weights = args.reading.weights()?;
    let analyzer = analyzer(weights.as_deref())?;
    let mut counts: BTreeMap<String, [usize; 4]> = BTreeMap::new();
    for (at, line) in file.lines().enumerate() {
        let case: Value = serde_json::from_str(line).with_context(|| format!("line {}", at + 1))?;
        let document = ingest(text(&case["text"]).as_bytes(), "case.txt");
        let analysis = analyzer.analyze(&document);
        let rows: Vec<(String, &Attribution)> =
            analysis.attributions.iter().map(|one| (folded(&one.content.text(document.text())), one)).collect();
        let expected = list(&case["expect"]).map(|one| (one, judged(one, &rows, &analysis)));
        let never = list(&case["never"]).map(|one| (one, left_alone(one, &rows)));
        for (one, outcome) in expected.chain(never) {
            counts.entry(text(&one["kind"]).to_owned()).or_default()[outcome as usize] += 1;
            if args.errors && outcome != Outcome::Right {
                println!("line {}: {outcome:?}: {}", at + 1, text(&one["words"]));
            }
        }
    }
    for (kind, [right, wrong, unknown, missing]) in counts {
        let all = right + wrong + unknown + missing;
        let share = right as f64 / all as f64;
        println!(
            "{kind:<16} {right:>3} of {all:>3} right ({share:.2}), wrong {wrong}, unknown {unknown}, missing {missing}"
        );
    }
    Ok(())
}

/// The best outcome of the rows that hold the words.
fn judged(expected: &Value, rows: &[(String, &Attribution)], analysis: &Analysis) -> Outcome {
    let outcome = |one: &Attribution| {
        let name = one.speaker.map(|speaker| analysis.speakers[speaker].name.as_str()).unwrap_or_default();
        let named = list(&expected["speakers"]).any(|wanted| bare(text(wanted)) == bare(name));
        let told = |key: &str, got: &str| expected[key].as_str().is_none_or(|wanted| bare(wanted) == bare(got));
        let via = one.via.as_ref().map(|via| via.name.as_str()).unwrap_or_default();
        match named && told("status", one.status.name()) && told("via", via) {
            true => Outcome::Right,
            false if name.is_empty() => Outcome::Unknown,
            false => Outcome::Wrong,
        }
    };
    holding(expected, rows).map(outcome).min().unwrap_or(Outcome::Missing)
}

/// Whether no row with a speaker holds the words.
fn left_alone(never: &Value, rows: &[(String, &Attribution)]) -> Outcome {
    if holding(never, rows).any(|one| one.speaker.is_some()) { Outcome::Wrong } else { Outcome::Right }
}

fn holding<'r>(one: &Value, rows: &'r [(String, &'r Attribution)]) -> impl Iterator<Item = &'r Attribution> {
    let words = folded(text(&one["words"]));
    rows.iter().filter(move |(content, _)| content.contains(&words)).map(|(_, one)| *one)
}

/// Words in lower case between single spaces, marks left out.
fn folded(text: &str) -> String {
    let plain: String = text.chars().filter(|c| !matches!(c, '’' | '\'' | '‘')).collect();
    let words = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// A name folded, without its article.
fn bare(name: &str) -> String {
    let folded = folded(name);
    ["the ", "a ", "an "].iter().find_map(|article| folded.strip_prefix(article)).unwrap_or(&folded).to_owned()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().map(Vec::as_slice).unwrap_or_default().iter()
}
