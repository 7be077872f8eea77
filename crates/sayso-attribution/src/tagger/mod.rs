//! The trained engine: from a text to attributions with nothing but tables of small whole numbers.
//!
//! ```text
//! text → words, sentences, quotations   reading.rs, lexeme.rs
//!      → what the rules say of them     hints.rs
//!      → parts of speech                pos.rs
//!      → tags, first pass               features/, crf.rs
//!      → tags, second pass              the same, seeing the first one's tags and spans
//!      → runs in a role → linked        runs.rs, link.rs
//!      → attributions                   assemble.rs, judge.rs
//! ```
//! A word plays one role; the unit of tagging is the paragraph, and its features see the paragraphs beside
//! it. A long text is read a window at a time (windows.rs). Everything is linear in the words. `examples/train` learns the tables; `models/README.md` says from what.

pub mod assemble;
pub mod crf;
pub mod features;
pub mod hash;
pub mod hints;
pub mod judge;
pub mod lexeme;
pub mod lexicon;
pub mod link;
pub mod pos;
pub mod reading;
pub mod runs;
pub mod weights;
mod windows;

use std::sync::LazyLock;

use assemble::Tagged;
use crf::{Crf, Tag, Tagging};
use features::{Scene, Shapes};
use judge::Evidence;
use reading::Reading;
use runs::runs;
use weights::{Refused, Weights};
use windows::{FULL, Window, windows};

use super::{Found, Kind, rules};
use crate::text::{Span, Spans};

/// The weights the program carries.
static BYTES: &[u8] = include_bytes!("../../models/sayso.bin");
static CARRIED: LazyLock<Result<Engine<'static>, Refused>> = LazyLock::new(|| Engine::new(BYTES));

/// Attributions less likely right than this are not given: about where one more right one costs as many wrong.
pub const LEAST: f32 = 0.3;
/// The same for words without quotation marks of which no rule says anything and that are no clause with `that`:
/// two of three less sure than this are wrong.
pub const LEAST_ALONE: f32 = 0.38;
/// The same for what most often only the author tells: what someone is about to do (`plans to …`), and words
/// without quotation marks that are nobody's (`is expected to …`).
pub const LEAST_TOLD: f32 = 0.6;
/// How cues of that sort begin. Wishes and vows are not among them.
const PLANS: &[&str] = &["plan", "intend", "seek", "sought", "attempt", "prepare"];

/// The trained engine over its weights.
#[derive(Clone, Debug)]
pub struct Engine<'a> {
    weights: Weights<'a>,
}

impl<'a> Engine<'a> {
    /// Over the bytes of a weights file.
    pub fn new(bytes: &'a [u8]) -> Result<Self, Refused> {
        Ok(Self { weights: Weights::read(bytes)? })
    }

    /// Over the weights the program carries; read once.
    pub fn carried() -> Result<&'static Engine<'static>, Refused> {
        CARRIED.as_ref().map_err(|refused| *refused)
    }

    /// The attributions in `parts` of `text`, in the order of their cues. Each part is a paragraph's bytes and
    /// whether it is a headline; they are in text order. No more of a text is worked on at a time than the longest
    /// paragraph, or a few pages.
    pub fn find<'e>(&'e self, text: &'e str, parts: &'e [(Span, bool)]) -> impl Iterator<Item = Found> + 'e {
        windows(parts, FULL).flat_map(move |window| {
            let rules = by_rules(text, &parts[window.read.clone()]);
            self.find_in(&rules, text, parts, &window)
        })
    }

    /// The same where it is known what the rules find, in text order of the contents.
    pub fn find_beside<'e>(
        &'e self,
        rules: &'e [Found],
        text: &'e str,
        parts: &'e [(Span, bool)],
    ) -> impl Iterator<Item = Found> + 'e {
        let before = |at: usize| rules.partition_point(|rule| rule.content.start() < at);
        windows(parts, FULL).flat_map(move |window| {
            let read = hull(parts, &window.read);
            self.find_in(&rules[before(read.start())..before(read.end())], text, parts, &window)
        })
    }

    /// What is sure enough to be given of what the cues of one window credit.
    fn find_in(&self, rules: &[Found], text: &str, parts: &[(Span, bool)], window: &Window) -> Vec<Found> {
        let weighed = self.weigh(&self.read(rules, text, &parts[window.read.clone()]));
        let own = hull(parts, &window.own);
        let sure = |(found, evidence): &(Found, Evidence)| {
            let here = found.cue.as_ref().is_some_and(|cue| own.contains(cue.start()));
            here && found.confidence >= least(text, found, evidence)
        };
        weighed.into_iter().filter(sure).map(|(found, _)| found).collect()
    }

    /// `parts` of `text` with parts of speech, cue levels and what the rules say.
    fn read(&self, rules: &[Found], text: &str, parts: &[(Span, bool)]) -> Reading {
        let mut reading = Reading::new(text, parts.iter().copied());
        reading.hear(rules);
        self.weights.tagger.tag(&mut reading);
        for word in &mut reading.words {
            word.level = self.weights.lexicon.level(word.lexeme.word);
        }
        reading
    }

    /// Every attribution in `reading`, however unsure, with the evidence for it.
    pub fn weigh(&self, reading: &Reading) -> Vec<(Found, Evidence)> {
        let shapes = Shapes::new(reading);
        let first = tag(&self.weights.first, reading, &Scene::first(reading, &shapes));
        self.weigh_after(reading, &shapes, &first)
    }

    /// The same when the first pass has given `first`.
    pub fn weigh_after(&self, reading: &Reading, shapes: &Shapes, first: &Tagging) -> Vec<(Found, Evidence)> {
        let second = tag(&self.weights.second, reading, &Scene::second(reading, shapes, first));
        let runs = runs(&second.tags);
        let linked = self.weights.linker.link(reading, &runs);
        Tagged { reading, sure: &second.sure, runs: &runs }.attributions(&linked, &self.weights.judge)
    }
}

/// From the first of some parts to the last.
fn hull(parts: &[(Span, bool)], range: &std::ops::Range<usize>) -> Span {
    let ends = parts[range.clone()].first().zip(parts[range.clone()].last());
    ends.map_or(Span::default(), |((first, _), (last, _))| first.cover(*last))
}

/// How sure `found` must be to be given.
fn least(text: &str, found: &Found, evidence: &Evidence) -> f32 {
    match found.kind {
        Kind::Indirect if is_told(text, found) => LEAST_TOLD,
        Kind::Indirect if evidence[judge::AGREED] == 0.0 && !is_clause(text, found) => LEAST_ALONE,
        _ => LEAST,
    }
}

/// Is it something to be done, by a cue of planning, or something nobody is credited with?
fn is_told(text: &str, found: &Found) -> bool {
    let cue = found.cue.iter().flat_map(Spans::iter).flat_map(|span| span.of(text).split(' '));
    let plans = cue.into_iter().any(|word| PLANS.iter().any(|stem| word.starts_with(stem)));
    let planned = plans && text[found.content.start()..].starts_with("to ");
    planned || found.source.is_none()
}

/// Is it a clause with `that`?
fn is_clause(text: &str, found: &Found) -> bool {
    text[found.content.start()..].starts_with("that ")
}

/// What the rules find in `parts` of `text`: they read no headlines.
pub fn by_rules(text: &str, parts: &[(Span, bool)]) -> Vec<Found> {
    rules::in_paragraphs(text, parts.iter().filter(|(_, headline)| !headline).map(|(span, _)| *span))
}

/// The tags of every word of `reading`, and how sure they are.
pub fn tag(crf: &Crf, reading: &Reading, scene: &Scene) -> Tagging {
    let mut out = Tagging::default();
    let mut scores = Vec::new();
    for paragraph in &reading.paragraphs {
        let words = paragraph.words.start as usize..paragraph.words.end as usize;
        crf.scores(scene, words.clone(), &mut scores);
        crf.decode(&scores, &mut out.tags);
        // How sure the last pass is counts where it found something.
        if scene.is_last() && out.tags[words.clone()].iter().all(|tag| *tag == Tag::OUTSIDE) {
            out.pass_over(words.len());
            continue;
        }
        for (at, chances) in words.zip(crf.posteriors(&scores)) {
            out.add(at, &chances);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PARAGRAPHS: &[&str] = &[
        "The council met on Monday. Rain fell on the old town, and the river rose.",
        "“We will win the vote today,” Ann Lee said on Monday. She denied that taxes would rise.",
        "“It was a mistake,” he told reporters. “We are sorry.",
        "“And we will not do it again.”",
        "The mayor, according to two officials, had planned to resign.",
        "Mr Brown put it this way:",
        "Yes.",
        "He",
        "said",
        "“No,”",
        "She added that the bridge, long closed, would open, and that the ministry believes it is safe.",
        "WHAT COMES NEXT",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12))]
        #[test]
        fn a_text_read_in_windows_gives_what_it_gives_at_once(
            paragraphs in prop::collection::vec(prop::sample::select(PARAGRAPHS), 60..90),
        ) {
            let text = paragraphs.join("\n");
            let mut at = 0;
            let part = |words: &&str| {
                at += words.len() + 1;
                (Span::new(at - 1 - words.len(), at - 1), false)
            };
            let parts: Vec<(Span, bool)> = paragraphs.iter().map(part).collect();
            let engine = Engine::carried().unwrap();
            let all = Window { own: 0..parts.len(), read: 0..parts.len() };
            let whole = engine.find_in(&by_rules(&text, &parts), &text, &parts, &all);
            let pieces = windows(&parts, 200).flat_map(|window| {
                let rules = by_rules(&text, &parts[window.read.clone()]);
                engine.find_in(&rules, &text, &parts, &window)
            });
            prop_assert_eq!(pieces.collect::<Vec<_>>(), whole);
        }
    }
}
