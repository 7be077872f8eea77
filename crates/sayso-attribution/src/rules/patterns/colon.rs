//! A sentence that ends in a colon and a quotation: its subject is the speaker, whatever its verb.

use super::super::draft::Draft;
use super::super::noun_phrase as np;
use super::{Rule, Scene};

pub(in super::super) const RULE: Rule = Rule {
    name: "colon",
    example: "[S Professor Pardo] puts the relationship in the language of romance[C :] “[Q It is part of a long courtship.]”",
    run,
};

fn run(scene: &mut Scene) {
    let (p, unit) = (scene.p, scene.unit.clone());
    let colon = unit.clone().take(60).find(|&i| p.is(i, &[":"]) && p.is_quoted(i + 1) && !p.is_quoted(i));
    if let Some(colon) = colon
        && let Some(source) = np::subject(p, unit.start..colon)
        && p.all_quoted(colon + 1..unit.end)
    {
        let words = colon + 1..unit.end;
        let (source, cue, content) = (Some(source), Some(colon..colon + 1), vec![words]);
        scene.push(Draft { source, cue, content, via: None, rule: RULE.name, confidence: 0.6 });
    }
}
