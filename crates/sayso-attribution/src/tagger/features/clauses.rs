//! The stretch between two commas, dashes or conjunctions that a word is in: has it a verb of its own, how does it
//! begin, and how do the ones beside it? A content goes on over `, Japan and Korea`, not over `, and left the room`.

use super::{Earlier, Features, coarse};
use crate::tagger::hash::{self, pair, triple};
use crate::tagger::pos::Pos;
use crate::tagger::tokenized_text::{NONE, TokenizedText, Word};

/// One stretch, as the features see it.
#[derive(Clone, Copy, Debug, Default)]
struct Clause {
    start: u32,
    /// The mark or conjunction it begins with, as a number.
    lead: u64,
    /// The part of speech of its first word.
    first: u64,
    /// 1 if it has a finite verb, 2 if that is its first word, else 0.
    finite: u64,
    /// How many words, coarsely.
    length: u64,
}

/// The stretches of a text.
#[derive(Clone, Debug)]
pub struct Clauses {
    all: Vec<Clause>,
    /// For each word the number of its stretch.
    of: Vec<u32>,
}

impl Clauses {
    /// Cuts every sentence of `reading`.
    pub fn new(reading: &TokenizedText) -> Self {
        let mut clauses = Self { all: vec![Clause::default()], of: Vec::with_capacity(reading.words.len()) };
        for sentence in &reading.sentences {
            let mut from = sentence.start as usize;
            let end = sentence.end as usize;
            for at in from + 1..=end {
                if at == end || parts(&reading.words[at]) {
                    clauses.of.resize(at, clauses.all.len() as u32);
                    clauses.all.push(clause(&reading.words[from..at], from));
                    from = at;
                }
            }
            clauses.all.push(Clause::default());
        }
        clauses
    }

    /// The features of word `at`.
    pub fn add(&self, reading: &TokenizedText, at: usize, out: &mut Features) {
        let index = self.of[at] as usize;
        let [before, here, after] = [index - 1, index, index + 1].map(|i| self.all.get(i).copied().unwrap_or_default());
        let place = coarse(at - here.start as usize);
        let quoted = u64::from(reading.words[at].quote != NONE);
        let word = u64::from(reading.words[at].lexeme.word);
        out.list(
            200,
            &[
                pair(here.shape(), place),
                triple(here.shape(), here.length, quoted),
                pair(here.shape(), before.shape()),
                pair(here.shape(), after.shape()),
                triple(here.shape(), before.finite, after.finite * 2 + quoted),
                pair(word, pair(here.finite, after.finite)),
            ],
        );
    }

    /// Features of the clause together with the tags that the first pass gave where the stretch begins and right before.
    pub(super) fn beside(&self, at: usize, earlier: &Earlier, out: &mut Features) {
        let here = self.all[self.of[at] as usize];
        let start = here.start as usize;
        let tags = earlier.tag(start, -1) * 10 + earlier.tag(start, 0);
        let y = earlier.tag(at, 0);
        out.list(220, &[pair(tags, y), pair(here.shape(), tags), triple(here.shape(), tags, y)]);
    }
}

impl Clause {
    fn shape(self) -> u64 {
        triple(self.lead, self.first, self.finite)
    }
}

/// Returns `true` if a stretch begins with this word.
fn parts(word: &Word) -> bool {
    const MARKS: [u32; 8] = [
        hash::mark(','),
        hash::mark(';'),
        hash::mark(':'),
        hash::mark('–'),
        hash::mark('—'),
        hash::word("--"),
        hash::mark('('),
        hash::mark(')'),
    ];
    word.pos == Pos::Cconj || (word.pos == Pos::Punct && MARKS.contains(&word.lexeme.word))
}

fn clause(words: &[Word], start: usize) -> Clause {
    use Pos::{Aux, Md, Vbd, Vbp, Vbz};
    let opens = words.first().is_some_and(parts);
    let inside = words.get(usize::from(opens)..).unwrap_or_default();
    let finite = inside.iter().position(|w| matches!(w.pos, Aux | Md | Vbd | Vbp | Vbz));
    Clause {
        start: start as u32,
        lead: words.first().filter(|_| opens).map_or(1, |w| w.lexeme.word.into()),
        first: inside.first().map_or(0, |w| w.pos.value()),
        finite: finite.map_or(0, |at| 1 + u64::from(at == 0)),
        length: coarse(inside.len()),
    }
}
