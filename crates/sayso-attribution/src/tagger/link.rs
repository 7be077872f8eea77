//! The linker: which cue a source or a content belongs to, by a logistic regression over pairs.

use super::bio_spans::{Role, Run};
use super::feature_ids::Features;
use super::hash::{self, pair, triple};
use super::tokenized_text::{NONE, TokenizedText};

/// How many cues on either side of a run are looked at.
const CUES: usize = 10;
/// How far away a cue can be, in paragraphs and sentences: for a content, and for a source.
const REACH: [(u32, u32); 2] = [(3, 8), (1, 2)];
/// Log-odds a content must have to be linked at all, a source to be linked, a further source to join the first.
const CONTENT: f32 = -2.0;
const SOURCE: f32 = -1.0;
const ANOTHER: f32 = 1.0;

const RELATIVES: [u32; 3] = [hash::word("who"), hash::word("which"), hash::word("that")];

/// The weights of one sort of pair.
#[derive(Clone, Copy, Debug)]
pub struct Pairs<'a> {
    rows: &'a [u8],
    bits: u32,
    scale: f32,
    bias: f32,
}

impl<'a> Pairs<'a> {
    /// Over signed bytes that count `scale` each; `None` where there are not `2^n`.
    pub fn new(rows: &'a [u8], scale: f32, bias: f32) -> Option<Self> {
        rows.len().is_power_of_two().then(|| Self { rows, bits: rows.len().trailing_zeros(), scale, bias })
    }

    fn score(&self, features: &Features) -> f32 {
        let sum: i32 = features.rows(self.bits).map(|row| i32::from(self.rows[row].cast_signed())).sum();
        sum as f32 * self.scale + self.bias
    }
}

/// One cue and what belongs to it; runs by index, with the log-odds of each link.
#[derive(Clone, Debug, PartialEq)]
pub struct Linked {
    /// The cue's run.
    pub cue: usize,
    /// The sources, the likeliest first.
    pub sources: Vec<(usize, f32)>,
    /// The contents in text order.
    pub contents: Vec<(usize, f32)>,
}

/// The linker's weights, for sources and for contents.
#[derive(Clone, Copy, Debug)]
pub struct Linker<'a> {
    /// Pairs of a cue and a source.
    pub sources: Pairs<'a>,
    /// Pairs of a cue and a content.
    pub contents: Pairs<'a>,
}

impl Linker<'_> {
    /// Every cue of `runs` with what belongs to it, in text order.
    pub fn link(&self, reading: &TokenizedText, runs: &[Run]) -> Vec<Linked> {
        let cues: Vec<usize> = (0..runs.len()).filter(|i| runs[*i].role == Role::Cue).collect();
        let mut out: Vec<Linked> =
            cues.iter().map(|cue| Linked { cue: *cue, sources: Vec::new(), contents: Vec::new() }).collect();
        let mut features = Features::default();
        for (other, run) in runs.iter().enumerate().filter(|(_, r)| r.role != Role::Cue) {
            let weights = if run.role == Role::Content { &self.contents } else { &self.sources };
            let scored = near(reading, runs, &cues, other).map(|slot| {
                pair_features(reading, runs, cues[slot], other, &mut features);
                (slot, weights.score(&features))
            });
            if run.role == Role::Source {
                scored
                    .filter(|(_, odds)| *odds > SOURCE)
                    .for_each(|(slot, odds)| out[slot].sources.push((other, odds)));
            } else if let Some((slot, odds)) = scored.reduce(|a, b| if b.1 > a.1 { b } else { a })
                && odds > CONTENT
            {
                out[slot].contents.push((other, odds));
            }
        }
        for linked in &mut out {
            linked.sources.sort_by(|a, b| b.1.total_cmp(&a.1));
            let mut rank = 0..;
            linked.sources.retain(|(_, odds)| rank.next() == Some(0) || *odds > ANOTHER);
        }
        out
    }
}

/// The places in `cues` of those that run `other` could belong to.
pub fn near<'r>(
    reading: &'r TokenizedText,
    runs: &'r [Run],
    cues: &'r [usize],
    other: usize,
) -> impl Iterator<Item = usize> + 'r {
    let (paragraphs, sentences) = REACH[usize::from(runs[other].role == Role::Source)];
    let middle = cues.partition_point(|cue| *cue < other);
    let here = &reading.words[runs[other].from];
    (middle.saturating_sub(CUES)..(middle + CUES).min(cues.len())).filter(move |slot| {
        let there = &reading.words[runs[cues[*slot]].from];
        here.paragraph.abs_diff(there.paragraph) <= paragraphs && here.sentence.abs_diff(there.sentence) <= sentences
    })
}

/// What the pair looks like: where the two stand to each other, what lies between, which words they are.
pub fn pair_features(reading: &TokenizedText, runs: &[Run], cue: usize, other: usize, out: &mut Features) {
    let (credit, run) = (&runs[cue], &runs[other]);
    let side = Side::new(reading, runs, cue, other);
    let dir = side.direction;
    let word = |at: usize| reading.get(at).map_or(0, |w| u64::from(w.lexeme.word));
    let last = word(credit.to - 1);
    let phrase = (credit.from..credit.to.min(credit.from + 3)).fold(0, |all, at| pair(all, word(at)));
    let neighbours = role_at(runs, cue.checked_sub(1)) * 4 + role_at(runs, Some(cue + 1));
    let (roles2, roles3) = (side.roles(2), side.roles(3));
    out.clear();
    out.list(
        1,
        &[
            dir,
            side.gap,
            pair(dir, side.roles(4)),
            pair(dir, clip(side.sentences, 3)),
            pair(dir, clip(side.sentences_to_end, 3)),
            pair(dir, clip(side.paragraphs, 2)),
            pair(dir, side.quotes),
            pair(dir, side.marks),
            pair(dir, side.adjacent),
            pair(dir, phrase),
            pair(dir, last),
            triple(side.gap, roles3, clip(side.sentences, 2)),
            triple(dir, neighbours, roles3),
            triple(dir, neighbours, side.gap),
            triple(pair(dir, roles3), side.quotes, clip(side.sentences, 2)),
            triple(pair(dir, roles3), side.marks, u64::from(side.sentences != 0)),
            triple(dir, roles3, last),
            triple(pair(dir, clip(side.paragraphs, 2)), roles2, side.quotes),
        ],
    );
    let first = word(run.from);
    let ruled = reading.hints.together(credit, run);
    out.list(25, &[pair(dir, ruled), triple(dir, ruled, roles3)]);
    if run.role == Role::Source {
        let relative = u64::from(RELATIVES.iter().any(|w| u64::from(*w) == first));
        out.list(30, &[pair(dir, first), triple(dir, relative, side.gap), triple(dir, relative, roles3)]);
    } else {
        let starts = u64::from(reading.paragraph(run.from).start == run.from);
        let ends = pair(word(run.to - 1), word(run.to));
        out.list(
            40,
            &[
                triple(dir, first, roles2),
                triple(dir, ends, roles2),
                triple(pair(dir, starts), roles2, clip(side.paragraphs, 2)),
            ],
        );
    }
}

/// How a run stands to a cue.
struct Side {
    direction: u64,
    gap: u64,
    between: Vec<u64>,
    sentences: i64,
    sentences_to_end: i64,
    paragraphs: i64,
    quotes: u64,
    marks: u64,
    adjacent: u64,
}

/// How many words between the two are looked at for marks, and beyond how many none are.
const LOOK: usize = 12;
const FAR: usize = 40;

impl Side {
    fn new(reading: &TokenizedText, runs: &[Run], cue: usize, other: usize) -> Self {
        let (credit, run) = (&runs[cue], &runs[other]);
        let before = run.to <= credit.from;
        let (low, high) = if before { (run.to, credit.from) } else { (credit.to, run.from) };
        let words = &reading.words[low..high.min(low + LOOK)];
        let (here, there) = (&reading.words[run.from], &reading.words[credit.from]);
        let apart = |a: u32, b: u32| i64::from(a) - i64::from(b);
        let direction = run.role.number() * 2 + u64::from(before);
        let length = high - low;
        let in_quotes = |quote: u32| u64::from(quote != NONE);
        let adjacent = words.iter().fold(1, |all, w| pair(all, w.lexeme.word.into()));
        Self {
            direction,
            gap: pair(direction, distance(length)),
            between: runs[cue.min(other) + 1..cue.max(other)].iter().take(4).map(|r| r.role.number()).collect(),
            sentences: apart(here.sentence, there.sentence),
            sentences_to_end: apart(reading.words[run.to - 1].sentence, there.sentence),
            paragraphs: apart(here.paragraph, there.paragraph),
            quotes: u64::from(here.quote == there.quote) * 4 + in_quotes(here.quote) * 2 + in_quotes(there.quote),
            marks: if length < FAR { marks(words) } else { u64::MAX },
            adjacent: if length <= 2 { adjacent } else { 0 },
        }
    }

    /// The roles of the first `most` runs between the two, as one number.
    fn roles(&self, most: usize) -> u64 {
        self.between.iter().take(most).fold(1, |all, role| all * 4 + role)
    }
}

fn role_at(runs: &[Run], at: Option<usize>) -> u64 {
    at.and_then(|i| runs.get(i)).map_or(0, |run| run.role.number())
}

fn clip(value: i64, most: i64) -> u64 {
    (value.clamp(-most, most) + most) as u64
}

fn distance(words: usize) -> u64 {
    match words {
        0..5 => words as u64,
        5..8 => 5,
        8..13 => 8,
        13..25 => 13,
        25..50 => 25,
        _ => 50,
    }
}

/// The punctuation marks among `words`, as a bit set.
fn marks(words: &[super::tokenized_text::Word]) -> u64 {
    const MARKS: [u32; 9] = {
        let marks = [',', '.', ';', ':', '—', '“', '”', '(', ')'];
        let mut numbers = [0; 9];
        let mut at = 0;
        while at < marks.len() {
            numbers[at] = hash::mark(marks[at]);
            at += 1;
        }
        numbers
    };
    let bit = |word: u32| MARKS.iter().position(|mark| *mark == word).map_or(0, |at| 1 << at);
    words.iter().fold(0, |set, w| set | bit(w.lexeme.word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    #[test]
    fn among_a_hundred_thousand_cues_each_run_looks_at_a_few() {
        let text = "he said so. ".repeat(100_000);
        let reading = TokenizedText::new(&text, [(Span::new(0, text.len()), false)]);
        let sentence = |at: usize| {
            let run = |role, word: usize| Run { role, from: 4 * at + word, to: 4 * at + word + 1 };
            [run(Role::Source, 0), run(Role::Cue, 1), run(Role::Content, 2)]
        };
        let runs: Vec<Run> = (0..100_000).flat_map(sentence).collect();
        let cues: Vec<usize> = (0..runs.len()).filter(|at| runs[*at].role == Role::Cue).collect();
        for other in (0..runs.len()).filter(|at| runs[*at].role != Role::Cue) {
            let looked: Vec<usize> = near(&reading, &runs, &cues, other).collect();
            assert!(looked.contains(&(other / 3)) && looked.len() <= 2 * CUES, "run {other} looks at {looked:?}");
        }
    }
}
