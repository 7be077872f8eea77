//! Prints who said what in a file: `cargo run --example attribute -- article.txt`.

use sayso_attribution::Analyzer;
use sayso_attribution::document::ingest;

fn main() -> std::io::Result<()> {
    for path in std::env::args().skip(1) {
        let document = ingest(&std::fs::read(&path)?, &path);
        let analysis = Analyzer::default().analyze(&document);
        for attribution in &analysis.attributions {
            println!("{}: {}", analysis.name(attribution.speaker), attribution.content.text(document.text()));
        }
    }
    Ok(())
}
