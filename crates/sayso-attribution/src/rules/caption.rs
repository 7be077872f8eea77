//! Words under a picture that a name and a colon credit: `Jens Stoltenberg: A willingness to adapt …`.

use super::noun_phrase as np;
use super::paragraph::Paragraph;
use super::rule_match::RuleMatch;
use crate::attribution::Found;
use crate::weights::Weight;

/// Most tokens of the name with its colon.
const LABEL: usize = 12;

/// The words behind the name; nothing where a label (`SHOW OF STRENGTH: …`) or no name leads.
pub(super) fn read(p: &Paragraph) -> Option<Found> {
    let colon = (0..p.tokens.len().min(LABEL)).find(|&i| p.is(i, &[":"]))?;
    let person = np::is_name(p, 0..colon) && colon >= 2 && p.raw(colon - 1).chars().any(char::is_lowercase);
    let words = colon + 1..p.tokens.len();
    let found = RuleMatch {
        source: Some(0..colon),
        cue: Some(colon..colon + 1),
        content: vec![words],
        via: None,
        rule: "caption",
        confidence: Weight::Caption.value(),
    };
    found.found(p).filter(|_| person)
}
