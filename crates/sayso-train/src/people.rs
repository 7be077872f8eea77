//! Measures how often one person is one row in the speakers of a library, and two persons are two.
//!
//! ```text
//! cargo run --release -p sayso-train -- people FOLDER [--errors]
//! cargo run --release -p sayso-train -- people FOLDER --sample N [--seed S]
//! ```
//!
//! FOLDER holds the articles, `NAME.txt` (the texts of the train split of `PolNeAR`). The labels are described on top of
//! `data/people.tsv`. Precision and recall count pairs of mentions: of all pairs in one row those of one person, and of
//! all pairs of one person those in one row. A mention of nobody counts in a row with a person. A mention that the program
//! does not find is left out.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use sayso_library::{Article, ArticleId, Library, PersonId};

use crate::people_sample::print_sample;

/// What to measure.
#[derive(Clone, Debug, clap::Args)]
pub struct PeopleArgs {
    /// Folder of the articles.
    pub folder: PathBuf,
    /// File of labels.
    #[arg(long, default_value = "crates/sayso-train/data/people.tsv")]
    pub labels: PathBuf,
    /// Print the rows that hold more than one person, and the persons in more than one row.
    #[arg(long)]
    pub errors: bool,
    /// Print this many rows of the list of speakers with their evidence instead, whatever the labels are.
    #[arg(long, value_name = "N")]
    pub sample: Option<usize>,
    /// Another number draws other rows.
    #[arg(long, default_value_t = 1, requires = "sample")]
    pub seed: u32,
}

/// The label of a source that is none of the persons.
const NOBODY: &str = "0";

/// Width of a bin of the calibration.
const BIN: f32 = 0.1;

/// A labelled mention that the program has found.
struct Mention<'a> {
    person: &'a str,
    row: PersonId,
    /// How sure the library is of the row, 0 to 1.
    sure: f32,
}

/// The labels of an article.
struct Labels<'a> {
    article: &'a str,
    checksum: &'a str,
    /// Byte and person.
    mentions: Vec<(usize, &'a str)>,
}

/// Prints precision and recall over all pairs of labelled mentions, and how well calibrated the links are.
///
/// # Errors
///
/// A file that cannot be read, a label that is none, an article with other text than the labels were made on.
pub fn people(args: &PeopleArgs) -> anyhow::Result<()> {
    let (library, ids) = library(&args.folder)?;
    if let Some(count) = args.sample {
        print_sample(&library, count, args.seed);
        return Ok(());
    }
    let text = std::fs::read_to_string(&args.labels).with_context(|| format!("{}", args.labels.display()))?;
    let (names, labels) = parse(&text).with_context(|| format!("{}", args.labels.display()))?;
    let (mut found, mut missing) = (Vec::new(), 0);
    for article in &labels {
        let place = args.folder.join(article.article).with_extension("txt");
        let bytes = std::fs::read(&place).with_context(|| format!("{}", place.display()))?;
        let checksum = format!("{:08x}", crc32fast::hash(&bytes));
        ensure!(checksum == article.checksum, "{}: not the text that the labels were made on", place.display());
        for &(start, person) in &article.mentions {
            match ids.get(article.article).and_then(|id| mention(&library, *id, start, person)) {
                Some(mention) => found.push(mention),
                None => missing += 1,
            }
        }
    }
    let all = found.len() + missing;
    println!("{all} mentions, {missing} of them not found, {} rows in the library", library.people().len());
    report(&library, &found, &names, args.errors);
    Ok(())
}

/// The names of the persons by their numbers, and the labels of each article.
fn parse(text: &str) -> anyhow::Result<(HashMap<&str, &str>, Vec<Labels<'_>>)> {
    let (mut names, mut labels) = (HashMap::from([(NOBODY, "nobody")]), Vec::<Labels>::new());
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
        let parts: Vec<&str> = line.split('\t').collect();
        match (&parts[..], labels.last_mut()) {
            (["person", number, name], _) => drop(names.insert(number, name)),
            (["article", article, checksum], _) => labels.push(Labels { article, checksum, mentions: Vec::new() }),
            ([start, person], Some(last)) => {
                let start = start.parse().with_context(|| format!("line {}: `{start}` is no byte", at + 1))?;
                last.mentions.push((start, person));
            }
            _ => anyhow::bail!("line {}: no label", at + 1),
        }
    }
    Ok((names, labels))
}

fn library(folder: &Path) -> anyhow::Result<(Library, HashMap<String, ArticleId>)> {
    let entries = std::fs::read_dir(folder).with_context(|| format!("{}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    files.sort();
    let mut library = Library::default();
    let read = |file: &PathBuf| Some(Article::read(file.to_str()?.to_owned(), &std::fs::read(file).ok()?));
    library.learn_all(files.iter().filter_map(read));
    let stem = |path: &str| PathBuf::from(path).file_stem().and_then(|stem| Some(stem.to_str()?.to_owned()));
    let ids = (0..files.len() as u32).map(ArticleId);
    let ids = ids.filter_map(|id| Some((stem(&library.article(id)?.path)?, id))).collect();
    Ok((library, ids))
}

/// The row of the library that the speaker of the source with the byte `start` is in.
fn mention<'a>(library: &Library, id: ArticleId, start: usize, person: &'a str) -> Option<Mention<'a>> {
    let article = library.article(id)?;
    let origin = article.document.origin();
    let is_here = |source: &sayso_attribution::text::Spans| {
        let mut pieces = source.iter().filter_map(|piece| origin.file_span(piece));
        pieces.any(|piece| piece.start() <= start && start < piece.end())
    };
    let all = &article.analysis.attributions;
    let speaker = all.iter().find(|one| one.source.as_ref().is_some_and(is_here))?.speaker?;
    let row = library.people().of_speaker(id, speaker)?;
    Some(Mention { person, row, sure: library.people().sure_of_speaker(id, speaker)? })
}

fn report(library: &Library, found: &[Mention], names: &HashMap<&str, &str>, errors: bool) {
    let pairs = |count: u64| count * count.saturating_sub(1) / 2;
    let mut rows: HashMap<PersonId, HashMap<&str, u64>> = HashMap::new();
    let mut persons: HashMap<&str, HashMap<PersonId, u64>> = HashMap::new();
    for mention in found {
        *rows.entry(mention.row).or_default().entry(mention.person).or_default() += 1;
        if mention.person != NOBODY {
            *persons.entry(mention.person).or_default().entry(mention.row).or_default() += 1;
        }
    }
    let both: u64 = persons.values().flat_map(HashMap::values).map(|&count| pairs(count)).sum();
    let nobody = |row: &HashMap<&str, u64>| pairs(row.get(NOBODY).copied().unwrap_or_default());
    let in_rows: u64 = rows.values().map(|row| pairs(row.values().sum()) - nobody(row)).sum();
    let of_persons: u64 = persons.values().map(|rows| pairs(rows.values().sum())).sum();
    let share = |of: u64| both as f64 / of.max(1) as f64;
    println!("pairs: precision {:.4}, recall {:.4}", share(in_rows), share(of_persons));
    let one = persons.values().filter(|rows| rows.len() == 1).count();
    println!("persons in one row: {one} of {}", persons.len());
    calibration(found, &rows);
    if errors {
        print_errors(library, &rows, &persons, names);
    }
}

/// Prints for the links of short names how sure the library was of them, and how many are right: those whose row is
/// mostly of the same person.
fn calibration(found: &[Mention], rows: &HashMap<PersonId, HashMap<&str, u64>>) {
    let most =
        |row: PersonId| rows[&row].iter().max_by_key(|(person, count)| (**count, **person)).map(|(person, _)| *person);
    let mut bins: HashMap<u32, (usize, usize, f32)> = HashMap::new();
    for mention in found.iter().filter(|mention| mention.sure < 1.0) {
        let bin = bins.entry((mention.sure / BIN) as u32).or_default();
        let right = most(mention.row) == Some(mention.person);
        *bin = (bin.0 + 1, bin.1 + usize::from(right), bin.2 + mention.sure);
    }
    let all: usize = bins.values().map(|bin| bin.0).sum();
    let off: f32 = bins.values().map(|(_, right, sure)| (*right as f32 - sure).abs()).sum();
    println!("links of short names: {all}, calibration error {:.3}", off / all.max(1) as f32);
    let mut bins: Vec<_> = bins.into_iter().collect();
    bins.sort_by_key(|(bin, _)| *bin);
    for (_, (count, right, sure)) in bins {
        println!("  sure {:.2}: {right} of {count} right", sure / count as f32);
    }
}

/// Prints the rows of more than one person, and the persons of more than one row.
fn print_errors(
    library: &Library,
    rows: &HashMap<PersonId, HashMap<&str, u64>>,
    persons: &HashMap<&str, HashMap<PersonId, u64>>,
    names: &HashMap<&str, &str>,
) {
    let person = |number: &str| names.get(number).copied().unwrap_or("?").to_owned();
    let row = |row: PersonId| format!("{} #{}", library.people().get(row).map_or("?", |person| person.name), row.0);
    let mut lines = Vec::new();
    for (id, list) in rows.iter().filter(|(_, list)| list.len() > 1) {
        let list: Vec<String> = list.iter().map(|(number, count)| format!("{} {count}", person(number))).collect();
        lines.push(format!("row {}: {}", row(*id), list.join(", ")));
    }
    for (number, list) in persons.iter().filter(|(_, list)| list.len() > 1) {
        let list: Vec<String> = list.iter().map(|(id, count)| format!("{} {count}", row(*id))).collect();
        lines.push(format!("person {}: {}", person(number), list.join(", ")));
    }
    lines.sort();
    for line in &lines {
        println!("{line}");
    }
}
