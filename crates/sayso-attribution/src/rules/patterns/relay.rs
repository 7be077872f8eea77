//! `according to X` behind or before what another says: X is the relay, not the speaker.

use std::ops::Range;

use super::super::draft::Draft;
use super::super::noun_phrase as np;
use super::{Rule, Scene, according};

pub(in super::super) const RULE: Rule = Rule {
    name: "relay",
    example: "“[Q I urge the Republic of Korea to continue,]” [S he] [C added], according to [V CNN].",
    run,
};

fn run(scene: &mut Scene) {
    for at in according::places(scene) {
        if let Some(source) = np::after(scene.p, at + 2, scene.unit.end)
            && !scene.taken[at]
            && !relay(scene, at, &source)
        {
            according::credit(scene, at, source);
        }
    }
}

/// `he added, according to CNN` and `According to CNN, he added: …`.
fn relay(scene: &mut Scene, at: usize, source: &Range<usize>) -> bool {
    let p = scene.p;
    let comma = |i: usize| usize::from(p.is(i, &[","]));
    let behind = at - comma(at.saturating_sub(1)).min(at);
    let ahead = source.end + comma(source.end);
    let says = |d: &&mut Draft| {
        let roles = || d.source.iter().chain(&d.cue).chain(&d.content);
        roles().any(|r| r.end == behind) || (at == scene.unit.start && roles().any(|r| r.start == ahead))
    };
    match scene.drafts.iter_mut().rev().take(8).find(says) {
        Some(draft) => {
            draft.via = Some(source.clone());
            true
        }
        None => false,
    }
}
