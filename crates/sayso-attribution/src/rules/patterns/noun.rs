//! A noun of saying with its owner: `X’s claim that …`, `their argument that …`.

use std::ops::Range;

use super::super::cue;
use super::super::draft::Draft;
use super::super::extent;
use super::super::lexicon::is_noun_cue;
use super::super::noun_phrase as np;
use super::{Rule, Scene};

pub(in super::super) const RULE: Rule = Rule {
    name: "noun of saying",
    example: "The West heard [S the Japanese leadership]’s [C argument] [Q that Europe cannot be stable alone].",
    run,
};

fn run(scene: &mut Scene) {
    let p = scene.p;
    let nouns = scene.unit.clone().filter(|&i| !p.is_quoted(i) && is_noun_cue(p.word(i)) && p.is(i + 1, &["that"]));
    for noun in nouns.collect::<Vec<_>>() {
        let end = extent::end(p, noun + 1, &scene.unit, &scene.cues);
        let source = owner(scene, noun);
        let end = ends(scene, noun + 1..end, source.as_ref());
        if source.is_some() && !(noun..end).any(|i| scene.taken[i]) {
            let words = noun + 1..end;
            let (cue, content) = (Some(noun..noun + 1), vec![words]);
            scene.push(Draft { source, cue, content, via: None, rule: RULE.name, confidence: 0.6 });
        }
    }
}

/// Whose claim: `X’s`, `his`, or the name in front of the noun (`the Communist Party narrative`).
fn owner(scene: &Scene, noun: usize) -> Option<Range<usize>> {
    let (p, start) = (scene.p, scene.unit.start);
    let low = start.max(noun.saturating_sub(4));
    if let Some(mark) = (low..noun).rev().find(|&i| p.is(i, &["'s", "'"])) {
        return np::owner(p, mark, start);
    }
    if let Some(at) = (low..noun).rev().find(|&i| p.is(i, &["his", "her", "their", "its"])) {
        return Some(at..at + 1);
    }
    // `From X, who speaks for the ministry, came the claim that …`
    if p.is(start, &["from"]) && (low..noun).any(|i| p.is(i, &["came", "comes"])) {
        return np::after(p, start + 1, noun);
    }
    np::owner(p, noun, start).filter(|r| p.is_capital(r.end - 1))
}

/// The claim ends with its comma; where its noun is the subject, before the verb of the sentence
/// (`X’s claim that it will hold is doubtful`).
fn ends(scene: &Scene, content: Range<usize>, source: Option<&Range<usize>>) -> usize {
    let p = scene.p;
    let ends = |i: usize| p.is(i, &[","]) && !p.is_quoted(i) && !(p.is(i + 1, &["and"]) && p.is(i + 2, &["that"]));
    let end = (content.start + 3..content.end).find(|&i| ends(i)).unwrap_or(content.end);
    let verbs: Vec<usize> = (content.start..end).filter(|&i| cue::is_auxiliary(p, i) && !p.is_quoted(i)).collect();
    match (source, verbs.as_slice()) {
        (Some(s), [_, .., last]) if s.start == scene.unit.start && !cue::is_auxiliary(p, last - 1) => *last,
        _ => end,
    }
}
