//! What the first pass made of the text: its tags around a word, its spans between the word and a cue.

use super::{Cues, Features, word};
use crate::tagger::crf::{Tag, Tagging};
use crate::tagger::hash::{pair, triple};
use crate::tagger::tokenized_text::TokenizedText;

/// No tag here: before the first word or after the last.
const NOTHING: u64 = 9;
/// How many spans of a stretch are told apart.
const SPANS: usize = 6;

/// The tags of the first pass, and their runs of one role.
#[derive(Debug)]
pub struct Earlier<'a> {
    tags: &'a [u8],
    rivals: &'a [u8],
    /// For each word the number of its run.
    run: Vec<u32>,
    /// The role of each run.
    roles: Vec<u8>,
    /// For each sentence how many sources, cues and contents begin in it, three at most of each.
    counts: Vec<u64>,
}

impl<'a> Earlier<'a> {
    /// Over what the first pass made of `reading`.
    pub fn new(reading: &TokenizedText, first: &'a Tagging) -> Self {
        let tags = &first.tags[..];
        let mut run = Vec::with_capacity(tags.len());
        let mut roles: Vec<u8> = Vec::new();
        for tag in tags {
            let role = Tag::role(*tag);
            if roles.last() != Some(&role) {
                roles.push(role);
            }
            run.push(roles.len() as u32 - 1);
        }
        let count = |range: &std::ops::Range<u32>| {
            let of = &tags[range.start as usize..range.end as usize];
            let begins = |tag: u8| of.iter().filter(|t| **t == tag).take(3).map(|_| 1u64).sum::<u64>();
            begins(Tag::CUE_BEGINS) * 100 + begins(Tag::CONTENT_BEGINS) * 10 + begins(Tag::SOURCE_BEGINS)
        };
        Self { tags, rivals: &first.rivals, run, roles, counts: reading.sentences.iter().map(count).collect() }
    }

    pub(super) fn tag(&self, at: usize, offset: isize) -> u64 {
        at.checked_add_signed(offset).and_then(|i| self.tags.get(i)).map_or(NOTHING, |t| u64::from(*t))
    }

    /// What else the word `offset` from `at` could be.
    fn rival(&self, at: usize, offset: isize) -> u64 {
        at.checked_add_signed(offset).and_then(|i| self.rivals.get(i)).map_or(NOTHING, |r| u64::from(*r))
    }

    /// The roles of the runs that the words `from..to` touch, as one number.
    fn between(&self, from: usize, to: usize) -> u64 {
        if from >= to {
            return 1;
        }
        let runs = &self.roles[self.run[from] as usize..=self.run[to - 1] as usize];
        runs.iter().take(SPANS).fold(1, |all, role| all * 4 + u64::from(*role))
    }

    pub(super) fn add(&self, reading: &TokenizedText, cues: &Cues, at: usize, out: &mut Features) {
        let [b2, b1, y, a1, a2] = [-2, -1, 0, 1, 2].map(|offset| self.tag(at, offset));
        let this = word(reading, at, 0);
        let pos = reading.words[at].pos.value();
        out.list(
            140,
            &[
                y,
                y * 100 + b1 * 10 + a1,
                b2 * 1000 + b1 * 100 + a1 * 10 + a2,
                pair(y, this),
                pair(y * 10 + a1, word(reading, at, 1)),
            ],
        );
        let [rb, r, ra] = [-1, 0, 1].map(|offset| self.rival(at, offset));
        out.list(
            210,
            &[
                y * 16 + r,
                triple(y * 16 + r, b1 * 16 + rb, a1 * 16 + ra),
                pair(y * 16 + r, this),
                pair(y * 16 + r, pos),
            ],
        );
        if let Some(cue) = cues.before(at) {
            let spans = self.between(cue + 1, at);
            out.list(150, &[pair(spans, y), pair(spans, this), triple(spans, y, pos)]);
        }
        if let Some(cue) = cues.after(at) {
            let spans = self.between(at + 1, cue);
            out.list(155, &[pair(spans, y), pair(spans, this), triple(spans, y, pos)]);
        }
        let sentence = reading.sentence(at);
        let count = self.counts[reading.words[at].sentence as usize];
        let (start, end) = (sentence.start, sentence.end - 1);
        out.list(
            160,
            &[
                count,
                count * 10 + y,
                self.tag(start, -1) * 100 + self.tag(start, -2) * 10 + y,
                self.tag(end, 1) * 100 + self.tag(end, 2) * 10 + y,
            ],
        );
    }
}
