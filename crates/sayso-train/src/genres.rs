//! How many attributions by a verb of speech the program finds in texts of other kinds than news.
//!
//! ```text
//! cargo run --release -p sayso-train -- genres DIR [--careful]
//! ```
//!
//! DIR holds `NAME.txt` and `NAME.json` with attributions and the genre of each text.

use std::collections::BTreeMap;
use std::path::PathBuf;

use sayso_attribution::document::ingest;
use sayso_attribution::text::{Span, Spans};

use crate::careful::{ReadingArgs, analyzer};
use crate::gum::GumText;

/// What to measure.
#[derive(Clone, Debug, clap::Args)]
pub struct GenresArgs {
    /// Folder of the texts.
    pub folder: PathBuf,
    /// Which reading to measure.
    #[command(flatten)]
    pub reading: ReadingArgs,
}

/// Prints for each genre how many attributions are found, and of how many of these the source is right. Found is one
/// whose content shares half of its bytes or more with another's; its source is right if the sources share a byte.
///
/// # Errors
///
/// A file that cannot be read or is no JSON.
pub fn genres(args: &GenresArgs) -> anyhow::Result<()> {
    let weights = args.reading.weights()?;
    let analyzer = analyzer(weights.as_deref())?;
    let mut counts: BTreeMap<String, [usize; 3]> = BTreeMap::new();
    for text in GumText::all(&args.folder)? {
        let document = ingest(text.text.as_bytes(), "text.txt");
        let file = |spans: &Spans| Spans::new(spans.iter().filter_map(|span| document.origin().file_span(span)));
        let analysis = analyzer.analyze(&document);
        let found: Vec<(Option<Spans>, Spans)> = analysis
            .attributions
            .iter()
            .filter_map(|one| Some((one.source.as_ref().and_then(file), file(&one.content)?)))
            .collect();
        let row = counts.entry(text.genre().to_owned()).or_default();
        for (source, content) in text.said() {
            let same =
                found.iter().filter(|(_, other)| shared(&content, other) * 2 >= content.total().min(other.total()));
            let mut same = same.peekable();
            row[0] += 1;
            row[1] += usize::from(same.peek().is_some());
            let is_source = |other: &Option<Spans>| other.as_ref().is_some_and(|other| shared(&source, other) > 0);
            row[2] += usize::from(same.any(|(other, _)| is_source(other)));
        }
    }
    for (genre, [all, found, right]) in counts {
        println!(
            "{genre:<10} {found:>3} of {all:>3} found ({:.2}), source right of {right}",
            found as f64 / all as f64
        );
    }
    Ok(())
}

/// The bytes that are in both.
fn shared(a: &Spans, b: &Spans) -> usize {
    let pairs = a.iter().flat_map(|a| b.iter().filter_map(move |b| a.intersect(b)));
    pairs.map(Span::len).sum()
}
