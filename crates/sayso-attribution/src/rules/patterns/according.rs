//! `according to X`, before, behind or amid words that nobody else is given as saying.

use std::ops::Range;

use super::super::draft::Draft;
use super::super::extent;
use super::super::lexicon::Class;
use super::super::noun_phrase as np;
use super::{Rule, Scene};

pub(in super::super) const RULE: Rule = Rule {
    name: "according to",
    example: "[C According to] [S Le Monde], [Q the alliance does not ignore threats from beyond its old borders].",
    run,
};

fn run(scene: &mut Scene) {
    for at in places(scene) {
        if let Some(source) = np::after(scene.p, at + 2, scene.unit.end)
            && !another_says(scene, at, &source)
        {
            credit(scene, at, source);
        }
    }
}

/// Where `according to` stands in the unit.
pub(super) fn places(scene: &Scene) -> Vec<usize> {
    let p = scene.p;
    let here = |&i: &usize| p.is(i, &["according"]) && p.is(i + 1, &["to"]) && !p.is_quoted(i);
    scene.unit.clone().filter(here).collect()
}

/// Is someone else’s saying around it (`According to CNN, he added: …`)?
fn another_says(scene: &Scene, at: usize, source: &Range<usize>) -> bool {
    let p = scene.p;
    let speaker = p.is(source.end, &[","]).then(|| np::after(p, source.end + 1, scene.unit.end)).flatten();
    let next = speaker.is_some_and(|s| scene.cues.binary_search_by_key(&s.end, |c| c.span.start).is_ok());
    next || scene.cues.iter().take(16).any(|c| c.class == Class::Say && c.span.end <= at)
}

pub(super) fn credit(scene: &mut Scene, at: usize, source: Range<usize>) {
    let (p, unit) = (scene.p, scene.unit.clone());
    let left = scene.free_from(at)..at;
    let after = (source.end..unit.end.min(source.end + 20)).find(|&i| p.is(i, &[","]) && !p.is_quoted(i));
    let right = after.map(|comma| comma + 1..extent::end(p, comma + 1, &unit, &scene.cues));
    let goes_on =
        right.clone().filter(|r| p.is(r.start, &["is", "are", "was", "were", "has", "have", "had", "will", "would"]));
    let content = match right {
        Some(right) if p.words(left.clone()) < 3 && goes_on.is_none() => vec![right],
        _ => std::iter::once(left).chain(goes_on).collect(),
    };
    if content.iter().flat_map(Clone::clone).any(|i| scene.taken[i]) {
        return;
    }
    let (source, cue) = (Some(source), Some(at..at + 2));
    scene.push(Draft { source, cue, content, via: None, rule: RULE.name, confidence: 0.9 });
}
