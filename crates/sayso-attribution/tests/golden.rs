//! The output for a fixed set of texts, held together with [`Analyzer::id`]: an index keeps analyses under that id, so
//! it must change when they do.
#![cfg(test)]

use std::fmt::Write;

use sayso_attribution::document::{Document, ingest};
use sayso_attribution::{Analysis, Analyzer};

/// The id of the default analyzer, and the hash of what it gives for [`TEXTS`].
const GOLDEN: (&str, u64) = ("16+crf3-9a6049eeb9c3e22b", 12_904_788_040_622_298_195);

/// File name and bytes of each text: two articles and one constructed text for every rule and every kind of naming.
const TEXTS: &[(&str, &str)] = &[
    ("nato.md", include_str!("../../../articles/nato-looks-to-asia.md")),
    ("partners.md", include_str!("../../../articles/partners-far-from-home.md")),
    ("constructed.txt", include_str!("fixtures/constructed.txt")),
];

#[test]
fn output_changes_only_with_the_id() {
    let analyzer = Analyzer::default();
    let printed: String = TEXTS
        .iter()
        .map(|(name, text)| {
            let document = ingest(text.as_bytes(), name);
            print(&document, &analyzer.analyze(&document))
        })
        .collect();
    let (id, hash) = (analyzer.id(), hash(&printed));
    assert!(
        hash == GOLDEN.1 || id != GOLDEN.0,
        "the analysis changed, but its id did not: raise VERSION in src/analyzer.rs, then set GOLDEN to the new pair.\n{printed}"
    );
    assert_eq!((id.as_str(), hash), GOLDEN, "the id changed: set GOLDEN to this pair");
}

/// Every field of the analysis, numbers to three places: the last digits of a logarithm differ between platforms.
fn print(document: &Document, analysis: &Analysis) -> String {
    let mut out = format!("{:?}\n", document.meta());
    for a in &analysis.attributions {
        writeln!(out, "{:?} {:?} {:?} {:?}", a.source, a.cue, a.content, a.repeats).unwrap();
        writeln!(out, "  {:?} {:?} {:?} {:?} {:?} {:?}", a.kind, a.act, a.speaker, a.naming, a.chain, a.via).unwrap();
        writeln!(out, "  {:?} {:.3} {:.3} {}", a.status, a.confidence, a.sure_of_speaker, a.found_by).unwrap();
    }
    for speaker in &analysis.speakers {
        writeln!(out, "{speaker:?}").unwrap();
    }
    out
}

/// 64-bit FNV-1a.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
