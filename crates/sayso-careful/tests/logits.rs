//! The scores of the network have the same bits on every processor.

#![cfg(test)]

use std::process::Command;

use sayso_attribution::tagger::crf::TAGS;
use sayso_attribution::tagger::{CarefulTagger, CrfTagger};
use sayso_attribution::text::Span;
use sayso_attribution::{Parsed, Tagger};
use sayso_careful::WEIGHTS;

const TEXT: &str = "“The harbour will freeze by Sunday,” Ilse Brandt told the council. She denied that ‘nobody’ had \
    been warned, and the mayor’s office, according to two officials, expects 1,200 ships.";

/// The bits of the scores of [`TEXT`], a line for each token.
const STORED: &str = include_str!("logits.txt");

fn scores() -> String {
    let tagger = CarefulTagger::new(CrfTagger::carried().unwrap(), WEIGHTS).unwrap();
    let parsed = Parsed::of_paragraphs(TEXT, [(Span::new(0, TEXT.len()), false)]);
    let scores = tagger.token_scores(&parsed).unwrap();
    assert!(tagger.id().ends_with(&CrfTagger::carried().unwrap().id()));
    let line = |row: &[f32]| row.iter().map(|x| format!("{:08x}", x.to_bits())).collect::<Vec<_>>().join(" ") + "\n";
    scores.iter().map(|row| line(&row[..TAGS])).collect()
}

#[test]
fn the_scores_have_the_stored_bits() {
    let scores = scores();
    assert!(scores == STORED, "the scores are now:\n{scores}");
}

#[test]
fn processors_without_wide_vectors_give_the_stored_bits() {
    if Command::new("qemu-x86_64").arg("--version").output().is_err() {
        eprintln!("skipped: qemu-user is not installed");
        return;
    }
    let program = std::env::current_exe().unwrap();
    for processor in ["Haswell", "Nehalem"] {
        let run = Command::new("qemu-x86_64")
            .args(["-cpu", processor])
            .arg(&program)
            .args(["--exact", "the_scores_have_the_stored_bits"])
            .output()
            .unwrap();
        assert!(run.status.success(), "{processor}: {}", String::from_utf8_lossy(&run.stdout));
    }
}
