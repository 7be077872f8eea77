//! Who is credited by the second reading.

#![cfg(test)]

use sayso_attribution::Analyzer;
use sayso_attribution::document::ingest;
use sayso_attribution::tagger::{CarefulTagger, CrfTagger};
use sayso_careful::WEIGHTS;

/// The speaker of the quotation in `text`.
fn speaker(text: &str) -> Option<String> {
    let analyzer = Analyzer::new(CarefulTagger::new(CrfTagger::carried().unwrap(), WEIGHTS).unwrap());
    let analysis = analyzer.analyze(&ingest(text.as_bytes(), "text.txt"));
    let quotation = analysis.attributions.iter().find(|found| found.content.text(text).contains("bridge"))?;
    Some(analysis.speakers[quotation.speaker?].name.clone())
}

#[test]
fn a_quoted_sentence_is_not_that_of_who_acts_in_the_next_one() {
    for text in [
        "Marta turned to face the committee. \"We were told the bridge was safe.\" The clerk looked down.\n",
        "Oskar stood up in the last row. “Nobody has looked at the bridge since May.” The mayor closed her folder.\n",
    ] {
        let actor = text.split(' ').next();
        assert_eq!(speaker(text).as_deref(), actor, "{text}");
    }
    let said = "Marta faced the committee. “We were told the bridge was safe,” the clerk said.\n";
    assert_eq!(speaker(said).as_deref(), Some("the clerk"));
}
