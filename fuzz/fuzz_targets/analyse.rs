//! Any text gives an analysis whose spans lie in the text and whose speakers exist.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sayso_attribution::analyse;
use sayso_attribution::document::ingest;
use sayso_attribution::text::Spans;

fuzz_target!(|text: &str| {
    let document = ingest(text.as_bytes(), "a.txt");
    let (analysis, text) = (analyse(&document), document.text());
    for quote in &analysis.attributions {
        for span in [Some(&quote.content), quote.source.as_ref(), quote.cue.as_ref()]
            .into_iter()
            .flatten()
            .flat_map(Spans::iter)
        {
            let _ = span.of(text);
        }
        assert!(quote.speaker.is_none_or(|speaker| speaker < analysis.speakers.len()));
        assert!((0.0..=1.0).contains(&quote.confidence));
    }
});
