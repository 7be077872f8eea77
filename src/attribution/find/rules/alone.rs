//! A quotation that stands as a sentence of its own, after one that was credited: whose it is is carried on.

use super::super::draft::Draft;
use super::{Rule, Scene};

pub(in super::super) const RULE: Rule = Rule {
    name: "quotation alone",
    example: "“[Q We want to deepen cooperation with officers from various countries.]”",
    run,
};

fn run(scene: &mut Scene) {
    let (p, unit) = (scene.p, scene.unit.clone());
    if p.all_quoted(unit.clone()) && p.words(unit.clone()) >= 4 && !scene.taken[unit.start] {
        // Sentences in marks one behind the other are one quotation.
        let last = scene
            .drafts
            .last_mut()
            .filter(|d| d.rule == RULE.name && d.content.last().is_some_and(|c| c.end == unit.start));
        if let Some(last) = last {
            last.content.push(unit);
            return;
        }
        let content = vec![unit];
        scene.push(Draft { source: None, cue: None, content, via: None, rule: RULE.name, confidence: 0.6 });
    }
}
