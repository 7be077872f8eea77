//! Draws rows of the list of speakers with their evidence, so that a reader can count those that are no speaker.
//!
//! ```text
//! cargo run --release -p sayso-train -- people FOLDER --sample 250 --seed 1
//! ```
//!
//! A row is drawn by the checksum of its label and of the seed: a change that mends one row leaves the others of the
//! sample, and another seed draws others.

use sayso_library::{Library, Person, QuoteId};

/// Most characters of the evidence on each side of the source.
const SHOWN: usize = 110;

/// Prints `count` rows, one a line: label, kind, number of quotes, and the words around the source of the first, which
/// stands in brackets.
pub fn print_sample(library: &Library, count: usize, seed: u32) {
    let mut rows: Vec<(u32, Person)> = library.people().iter().map(|(_, row)| (rank(row.name, seed), row)).collect();
    rows.sort_by_key(|(rank, row)| (*rank, row.name));
    println!("{count} of {} rows, seed {seed}", rows.len());
    for (_, row) in rows.iter().take(count) {
        let evidence = row.quotes.first().and_then(|quote| evidence(library, *quote)).unwrap_or_default();
        println!("{}\t{}\t{}\t{evidence}", row.name, row.kind.name(), row.said);
    }
}

fn rank(label: &str, seed: u32) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(&seed.to_le_bytes());
    hasher.update(label.as_bytes());
    hasher.finalize()
}

/// The words around the source of a quote, or around the quote where it has no source.
fn evidence(library: &Library, quote: QuoteId) -> Option<String> {
    let article = library.article(quote.article)?;
    let told = article.analysis.attributions.get(quote.quote as usize)?;
    let text = article.document.text();
    let span = told.source.as_ref().unwrap_or(&told.content).hull();
    let before: Vec<char> = text[..span.start()].chars().rev().take(SHOWN).collect();
    let before: String = before.into_iter().rev().collect();
    let behind: String = text[span.end()..].chars().take(SHOWN).collect();
    let name = article.path.rsplit('/').next().unwrap_or_default();
    let words = format!("{before}[{}]{behind}", span.of(text)).replace('\n', " / ");
    Some(format!("{words}\t{name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_seed_draws_other_rows() {
        let drawn = |seed| {
            let mut labels: Vec<String> = (0..100).map(|at| format!("speaker {at}")).collect();
            labels.sort_by_key(|label| rank(label, seed));
            labels.truncate(10);
            labels
        };
        assert_eq!(drawn(1), drawn(1));
        assert_ne!(drawn(1), drawn(2));
    }
}
