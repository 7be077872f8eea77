//! How good the weights are on articles that were kept out, and how fast.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, Result};
use sayso_attribution::document::ingest;
use sayso_attribution::tagger::{CarefulTagger, CrfTagger};
use sayso_attribution::text::Spans;
use sayso_attribution::{Analyzer, Found, Tagger};

use super::corpus::{self, Article};
use super::judge::{calibration_error, precision_at};
use super::recipe::FOLDS;
use super::score::Score;
use super::variants::{PRINTS, Print, printed};
use crate::careful::{ReadingArgs, read};
use crate::process::cost_of;

/// The weights that the program carries, from the root of the workspace.
pub const WEIGHTS: &str = "crates/sayso-attribution/models/sayso.bin";

/// What to measure, and on which articles.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct EvaluateArgs {
    /// Folder of PolNeAR: holds `train/` and `dev/`, each with `text/` and `attributions/`.
    #[arg(long, value_name = "DIR")]
    pub polnear: PathBuf,
    /// Weights file to measure.
    #[arg(long, value_name = "FILE", default_value = WEIGHTS)]
    pub weights: PathBuf,
    /// Folder of weights that `train --folds` wrote; each article is read with those that have not seen it.
    #[arg(long, value_name = "DIR", conflicts_with = "weights")]
    pub folds: Option<PathBuf>,
    /// Split to measure: `dev` or `train`.
    #[arg(long, default_value = "dev")]
    pub split: String,
    /// Only one print of the articles; all of them by default.
    #[arg(long, value_name = "NAME", value_parser = clap::builder::PossibleValuesParser::new(PRINTS.iter().map(|(name, _)| *name)))]
    pub print: Option<String>,
    /// Measure the whole program (files read, rules and all) instead of the tagger alone.
    #[arg(long)]
    pub whole: bool,
    /// Which reading of the whole program to measure.
    #[command(flatten)]
    pub reading: ReadingArgs,
    /// Also write what was found in the articles as they are, as JSON Lines that the corpus's scorer reads.
    #[arg(long, value_name = "FILE")]
    pub dump: Option<PathBuf>,
}

/// Prints F1 by kind, calibration error and words a second for each print of the articles.
///
/// # Errors
///
/// A file that cannot be read or is not a weights file.
pub fn evaluate(args: &EvaluateArgs) -> Result<()> {
    let files = match &args.folds {
        Some(folder) => (0..FOLDS).map(|fold| folder.join(format!("{fold}.bin"))).collect(),
        None => vec![args.weights.clone()],
    };
    let bytes: Vec<Vec<u8>> = files.iter().map(|file| read(file)).collect::<Result<_>>()?;
    let load = Instant::now();
    let engines: Vec<CrfTagger> = bytes.iter().map(|bytes| CrfTagger::new(bytes)).collect::<Result<_, _>>()?;
    println!("{}: {} bytes, read in {:.1} ms", files[0].display(), bytes[0].len(), load.elapsed().as_secs_f32() * 1e3);
    let careful_bytes = args.reading.weights()?;
    let careful = careful_bytes.as_ref().map(|bytes| careful(&engines[0], bytes)).transpose()?;
    let articles = corpus::load(&args.polnear.join(&args.split))?;
    let wanted = args.print.as_deref();
    for &(_, print) in PRINTS.iter().filter(|(name, _)| wanted.is_none_or(|wanted| wanted == *name)) {
        let articles: Vec<Article> = articles.iter().map(|a| printed(a, print)).collect();
        let finder = |at: usize| {
            let (article, engine) = (&articles[at], &engines[at % engines.len()]);
            if let Some(careful) = &careful {
                whole_program(careful, article)
            } else if args.whole {
                whole_program(engine, article)
            } else {
                engine.find(&article.text, &article.parts()).collect()
            }
        };
        let (found, cost) = cost_of(|| measure(&finder, &articles, print));
        println!("  {:.0} words per processor second, {:.1} MB", words(&articles) / cost.seconds, cost.megabytes);
        if let Some(out) = args.dump.as_ref().filter(|_| print == Print::AsIs) {
            fs::write(out, dump(&articles, &found)).with_context(|| format!("{}", out.display()))?;
        }
    }
    Ok(())
}

/// The second reading beside `first`, with a line of what it cost to load.
fn careful<'a>(first: &CrfTagger<'a>, bytes: &'a [u8]) -> Result<CarefulTagger<'a>> {
    let (careful, cost) = cost_of(|| CarefulTagger::new(first, bytes));
    println!("second reading: {} bytes, read in {:.1} ms, {:.1} MB", bytes.len(), cost.seconds * 1e3, cost.megabytes);
    Ok(careful?)
}

fn words(articles: &[Article]) -> f64 {
    articles.iter().map(|article| article.text.split_whitespace().count()).sum::<usize>() as f64
}

/// What the whole program finds: read as a file, by engine and rules together, at the file's own offsets.
fn whole_program(engine: impl Tagger, article: &Article) -> Vec<Found> {
    let document = ingest(article.text.as_bytes(), "article.txt");
    let place = |spans: &Spans| Spans::new(spans.iter().filter_map(|s| document.origin().file_span(s)));
    let found = Analyzer::new(engine).analyze(&document).attributions.into_iter().filter_map(|a| {
        Some(Found {
            source: a.source.as_ref().and_then(place),
            cue: a.cue.as_ref().and_then(place),
            content: place(&a.content)?,
            kind: a.kind,
            via: None,
            confidence: a.confidence,
            found_by: a.found_by,
        })
    });
    found.collect()
}

fn measure(finder: &dyn Fn(usize) -> Vec<Found>, articles: &[Article], print: Print) -> Vec<Vec<Found>> {
    let clock = Instant::now();
    let found: Vec<Vec<Found>> = (0..articles.len()).map(finder).collect();
    let seconds = clock.elapsed().as_secs_f64();
    let (mut score, mut cases) = (Score::default(), Vec::new());
    let mut finders: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (article, found) in articles.iter().zip(&found) {
        let right = score.add(&article.text, &article.gold, found);
        for (found, right) in found.iter().zip(&right) {
            let (all, hits) = finders.entry(found.found_by).or_default();
            *all += 1;
            *hits += usize::from(*right);
        }
        cases.extend(found.iter().map(|f| f.confidence).zip(right));
    }
    let marked = score.tallies[0].marked;
    println!("{print:?}, {} articles, {:.0} words a second\n{score}", articles.len(), words(articles) / seconds);
    println!(
        "  calibration error {:.3}, precision at recall 0.45 {:.3}",
        calibration_error(&cases),
        precision_at(&cases, marked, 0.45)
    );
    for (finder, (all, hits)) in finders {
        println!("  {finder:12} {hits} right of {all}");
    }
    found
}

/// One line an article, offsets in code points.
fn dump(articles: &[Article], found: &[Vec<Found>]) -> String {
    let mut out = String::new();
    for (article, found) in articles.iter().zip(found) {
        let points = |at: usize| article.text[..at].chars().count();
        let spans = |spans: Option<&Spans>| -> Vec<[usize; 2]> {
            spans.map(|s| s.iter().map(|s| [points(s.start()), points(s.end())]).collect()).unwrap_or_default()
        };
        let one = |f: &Found| {
            let (source, cue) = (spans(f.source.as_ref()), spans(f.cue.as_ref()));
            serde_json::json!({"source": source, "cue": cue, "content": spans(Some(&f.content)), "speaker": ""})
        };
        let attributions: Vec<_> = found.iter().map(one).collect();
        let _ = writeln!(out, "{}", serde_json::json!({"doc": article.name, "attributions": attributions}));
    }
    out
}
