//! Measures how often one person is one row in the speakers of a library, and two persons are two.
//!
//! ```text
//! cargo run --release -p sayso-train -- people FOLDER LABELS
//! ```
//!
//! FOLDER holds the articles, `NAME.txt`. LABELS has one mention a line, tab separated: the article without its ending,
//! the first byte of a source, and who it is. A mention that the program does not find is left out of the figures.

use std::collections::HashMap;
use std::path::PathBuf;

use anyhow::Context;
use sayso_library::{Article, ArticleId, Library};

/// What to measure.
#[derive(Clone, Debug, clap::Args)]
pub struct PeopleArgs {
    /// Folder of the articles.
    pub folder: PathBuf,
    /// File of labels.
    pub labels: PathBuf,
    /// Print the rows that hold more than one person, and the persons in more than one row.
    #[arg(long)]
    pub errors: bool,
}

/// A number of mentions of one person in one row of the library.
type Cells<'a> = HashMap<(String, &'a str), u64>;

/// Prints precision and recall over all pairs of labelled mentions.
///
/// # Errors
///
/// A file that cannot be read.
pub fn people(args: &PeopleArgs) -> anyhow::Result<()> {
    let labels = std::fs::read_to_string(&args.labels).with_context(|| format!("{}", args.labels.display()))?;
    let (library, ids) = library(&args.folder)?;
    let mut cells = Cells::new();
    let (mut all, mut missing) = (0, 0);
    for line in labels.lines().filter(|line| !line.starts_with('#')) {
        let [article, start, person] = line.split('\t').collect::<Vec<_>>()[..] else { continue };
        all += 1;
        let start: usize = start.parse().with_context(|| format!("{line}: no byte"))?;
        match ids.get(article).and_then(|id| row(&library, *id, start)) {
            Some(row) => *cells.entry((row, person)).or_default() += 1,
            None => missing += 1,
        }
    }
    println!("{all} mentions, {missing} of them not found, {} rows in the library", library.people().len());
    report(&cells, args.errors);
    Ok(())
}

fn library(folder: &PathBuf) -> anyhow::Result<(Library, HashMap<String, ArticleId>)> {
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

/// The row of the library that the speaker of the source at `start` is in: its number and its name.
fn row(library: &Library, id: ArticleId, start: usize) -> Option<String> {
    let article = library.article(id)?;
    let origin = article.document.origin();
    let is_here = |source: &sayso_attribution::text::Spans| {
        source.iter().next().and_then(|piece| origin.file_span(piece)).is_some_and(|piece| piece.start() == start)
    };
    let all = &article.analysis.attributions;
    let one = all.iter().find(|one| one.source.as_ref().is_some_and(is_here))?;
    let person = library.people().of_speaker(id, one.speaker?)?;
    Some(format!("{} #{}", library.people().get(person)?.name, person.0))
}

fn report(cells: &Cells, errors: bool) {
    let pairs = |count: u64| count * count.saturating_sub(1) / 2;
    let both: u64 = cells.values().map(|&count| pairs(count)).sum();
    let mut rows: HashMap<&str, Vec<(&str, u64)>> = HashMap::new();
    let mut persons: HashMap<&str, Vec<(&str, u64)>> = HashMap::new();
    for ((row, person), &count) in cells {
        rows.entry(row).or_default().push((person, count));
        persons.entry(person).or_default().push((row, count));
    }
    let total = |lists: &HashMap<&str, Vec<(&str, u64)>>| -> u64 {
        lists.values().map(|list| pairs(list.iter().map(|(_, count)| count).sum())).sum()
    };
    let share = |of: u64| both as f64 / of.max(1) as f64;
    println!("pairs: precision {:.4}, recall {:.4}", share(total(&rows)), share(total(&persons)));
    let one = persons.values().filter(|list| list.len() == 1).count();
    println!("persons in one row: {one} of {}", persons.len());
    if errors {
        for (what, lists) in [("row", rows), ("person", persons)] {
            let mut split: Vec<_> = lists.into_iter().filter(|(_, list)| list.len() > 1).collect();
            split.sort();
            for (name, list) in split {
                println!("{what} {name}: {list:?}");
            }
        }
    }
}
