//! How often the speaker is right, given the words of the source: names, pronouns, descriptions apart.
//!
//! ```text
//! cargo run --release -p sayso-train -- speakers FOLDER [LABELS...]
//! ```
//!
//! FOLDER holds `text/NAME.txt` and `attributions/NAME_*.ann` (the train split of `PolNeAR`). Each file of LABELS is
//! told of apart; by default `data/speakers.tsv`, whose articles the rules were tuned on, and
//! `data/speakers-unseen.tsv`, whose names were written down before the program was asked. One source a line:
//! article, first byte of the source, the speaker's name (`|` between names that are as good, `-` for people
//! without a name); lines that begin with `#` tell where the articles come from.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use anyhow::Context;

use sayso_attribution::document::{Document, ingest};
use sayso_attribution::text::{Span, Spans};
use sayso_attribution::{Analysis, Analyzer, Evidence, Found, Kind, Naming, SpeakerKind, fold_name};

/// What names the speakers of the found.
pub(crate) type Resolve<'a> = dyn Fn(&Document, Vec<Found>) -> (Analysis, Vec<Evidence>) + 'a;

/// For each class: right, left open, all.
type Tally = BTreeMap<&'static str, (usize, usize, usize)>;

/// The articles and labels to measure on.
#[derive(Clone, Debug, clap::Args)]
pub struct SpeakersArgs {
    /// Folder with `text/NAME.txt` and `attributions/NAME_*.ann`: the train split of PolNeAR.
    pub folder: PathBuf,
    /// Files of labels.
    #[arg(default_values = ["crates/sayso-train/data/speakers.tsv", "crates/sayso-train/data/speakers-unseen.tsv"])]
    pub labels: Vec<PathBuf>,
}

/// Prints for each file of labels how many speakers are right, by the form of the source.
///
/// # Errors
///
/// A file that cannot be read, a label that is no number.
pub fn speakers(args: &SpeakersArgs) -> anyhow::Result<()> {
    for file in &args.labels {
        let labels = std::fs::read_to_string(file).with_context(|| format!("{}", file.display()))?;
        println!("{}", file.display());
        for (class, (right, unknown, all)) in tally(&args.folder, &labels)? {
            let share = 100.0 * right as f64 / all as f64;
            println!("{class:<12} {right:>4} of {all:>4} right ({share:.1} %), {unknown} left open");
        }
    }
    Ok(())
}

fn tally(folder: &Path, labels: &str) -> Result<Tally, anyhow::Error> {
    let mut tally = Tally::new();
    let resolve = |document: &Document, found| Analyzer::default().resolve_with_evidence(document, found);
    for one in judged(folder, labels, &resolve)? {
        let Judged { article, start, said, name, got, .. } = &one;
        for class in ["all", class(said, name)] {
            let row = tally.entry(class).or_default();
            row.0 += usize::from(one.right);
            row.1 += usize::from(!one.right && one.speaker.is_none());
            row.2 += 1;
        }
        if !one.right {
            println!("{article} {start}: {said:?} is {name}, not {got:?} ({})", one.naming.name());
        }
    }
    Ok(tally)
}

/// A label and what the program made of its source.
pub(crate) struct Judged {
    /// Name of the article's file, without its ending.
    pub article: String,
    /// First byte of the source.
    pub start: usize,
    /// The words of the source.
    pub said: String,
    /// The right name.
    pub name: String,
    /// The name shown, `?` for none.
    pub got: String,
    /// Whether the program names somebody.
    pub speaker: Option<usize>,
    /// How the name was found.
    pub naming: Naming,
    /// Whether it is right.
    pub right: bool,
    /// How likely it is right, as shown.
    pub confidence: f32,
    /// What that was computed from.
    pub evidence: Evidence,
}

/// What the program makes of each labelled source of the articles in `folder`.
///
/// # Errors
///
/// A file that cannot be read, a label that is no number.
pub(crate) fn judged(folder: &Path, labels: &str, resolve: &Resolve) -> anyhow::Result<Vec<Judged>> {
    let mut articles: BTreeMap<&str, Vec<(usize, &str)>> = BTreeMap::new();
    for line in labels.lines().filter(|line| !line.starts_with('#')) {
        let [article, start, name] = line.split('\t').collect::<Vec<_>>()[..] else { continue };
        articles.entry(article).or_default().push((start.parse()?, name));
    }
    let mut all = Vec::new();
    for (article, wanted) in articles {
        measure(folder, article, &wanted, resolve, &mut all)?;
    }
    Ok(all)
}

fn measure(
    folder: &Path,
    article: &str,
    wanted: &[(usize, &str)],
    resolve: &Resolve,
    all: &mut Vec<Judged>,
) -> anyhow::Result<()> {
    let file = folder.join(format!("text/{article}.txt"));
    let text = std::fs::read_to_string(&file).with_context(|| format!("{}", file.display()))?;
    let marks = std::fs::read_to_string(annotation(folder, article)?)?;
    let document = ingest(text.as_bytes(), "article.txt");
    let places = places(&text, document.text());
    let place = |span: Span| Some(Span::new(*places.get(span.start())?, *places.get(span.end())?));
    let found = found(&text, &marks, &place);
    let (analysis, evidence) = resolve(&document, found);
    for &(start, name) in wanted {
        let is_here = |s: &Spans| place(Span::new(start, start)).is_some_and(|at| s.start() == at.start());
        let one = analysis.attributions.iter().position(|a| a.source.as_ref().is_some_and(is_here));
        let Some(at) = one else {
            println!("{article} {start}: no such source");
            continue;
        };
        let one = &analysis.attributions[at];
        let got = name_of(&analysis, one.speaker);
        let group = one.speaker.is_none_or(|s| analysis.speakers[s].kind == SpeakerKind::Group);
        let unnamed = one.naming == Naming::Unnamed || group;
        all.push(Judged {
            article: article.to_owned(),
            start,
            said: one.source.as_ref().map_or_else(String::new, |s| s.text(document.text())),
            name: name.to_owned(),
            got: got.to_owned(),
            speaker: one.speaker,
            naming: one.naming,
            right: name.split('|').any(|n| if n == "-" { unnamed } else { fold_name(n) == fold_name(got) }),
            confidence: one.sure_of_speaker,
            evidence: evidence[at],
        });
    }
    Ok(())
}

fn name_of(analysis: &Analysis, speaker: Option<usize>) -> &str {
    speaker.map_or("?", |s| analysis.speakers[s].name.as_str())
}

/// What the source gives of the name: part of it, a pronoun, or neither.
fn class(source: &str, name: &str) -> &'static str {
    let lower = source.to_lowercase();
    if ["he", "she", "it", "they", "who", "his", "her", "their"].contains(&lower.as_str()) {
        return "pronoun";
    }
    let known = fold_name(name);
    match name {
        "-" => "unnamed",
        _ if fold_name(source).iter().any(|w| known.contains(w)) => "name",
        _ => "role",
    }
}

/// For each byte of a text its place in the document read from it, which has other white space and shows control
/// characters by their numbers.
pub(crate) fn places(text: &str, document: &str) -> Vec<usize> {
    let mut out = Vec::with_capacity(text.len() + 1);
    let mut at = 0;
    for c in text.chars() {
        let found = document[at..].chars().take(8).position(|d| d == c).filter(|_| !c.is_whitespace());
        let skipped: usize = document[at..].chars().take(found.unwrap_or(0)).map(char::len_utf8).sum();
        at += skipped;
        out.extend((0..c.len_utf8()).map(|byte| at + if found.is_some() { byte } else { 0 }));
        at += found.map_or(0, |_| c.len_utf8());
    }
    out.push(at);
    out
}

/// The alphabetically first file of marks.
fn annotation(folder: &Path, article: &str) -> Result<PathBuf, anyhow::Error> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder.join("attributions"))?
        .filter_map(|entry| entry.ok().map(|e| e.path()))
        .filter(|path| path.file_stem().and_then(|s| s.to_str()?.rsplit_once('_')).is_some_and(|(n, _)| n == article))
        .collect();
    files.sort();
    files.into_iter().next().ok_or_else(|| anyhow::anyhow!("no marks for {article}"))
}

/// The found of a file of marks (brat's standoff, code points), in bytes of the document.
fn found(text: &str, marks: &str, place: &dyn Fn(Span) -> Option<Span>) -> Vec<Found> {
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut spans: HashMap<&str, Vec<Span>> = HashMap::new();
    for line in marks.lines().filter(|l| l.starts_with('T')) {
        let mut columns = line.split('\t');
        let (Some(id), Some(place_of)) = (columns.next(), columns.next()) else { continue };
        let numbers = place_of.split_once(' ').map_or("", |(_, n)| n);
        let pieces = numbers.split(';').filter_map(|piece| {
            let (a, b) = piece.split_once(' ')?;
            place(Span::new(*bytes.get(a.parse::<usize>().ok()?)?, *bytes.get(b.parse::<usize>().ok()?)?))
        });
        spans.insert(id, pieces.collect());
    }
    let events = marks.lines().filter(|l| l.starts_with('E')).filter_map(|l| l.split_once('\t'));
    events.filter_map(|(_, roles)| one(roles, &spans)).collect()
}

fn one(roles: &str, spans: &HashMap<&str, Vec<Span>>) -> Option<Found> {
    let of = |role: &str| {
        let ids = roles.split_whitespace().filter_map(|r| r.split_once(':')).filter(|(name, _)| name.starts_with(role));
        Spans::new(ids.filter_map(|(_, id)| spans.get(id)).flatten().copied())
    };
    Some(Found {
        source: of("Source"),
        cue: of("Cue"),
        content: of("Content")?,
        kind: Kind::Indirect,
        via: None,
        confidence: 1.0,
        found_by: "marked",
    })
}
