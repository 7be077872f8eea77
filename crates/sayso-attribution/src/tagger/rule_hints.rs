//! What the rules say of each word: a second opinion that the trained passes weigh, they do not obey it.

use super::bio_spans::Run;
use super::hash;
use super::word::{NONE, Word};
use crate::attribution::{Found, Kind};
use crate::text::{Span, Spans};

/// What the rules say of one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hint {
    /// 0 for none, 1 source, 2 cue, 3 content.
    pub role: u8,
    /// Whether it is the first word of a piece.
    pub begins: bool,
    /// Whether it is the last word of a piece.
    pub ends: bool,
    /// Number of the attribution for [`Hints::find`], or [`NONE`].
    pub find: u32,
}

/// One attribution of the rules, as far as it matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleFind {
    /// The rule, by its name's number.
    pub rule: u32,
    /// How sure the rules are, in four steps.
    pub sure: u8,
    /// The last word of the cue, by its number; 0 where there is none.
    pub cue: u32,
    /// Direct, mixed, indirect: 0, 1, 2.
    pub kind: u8,
    /// Whether it has a source.
    pub sourced: bool,
    /// Whether its content has several pieces.
    pub split: bool,
    /// How many words its content has.
    pub words: u32,
}

/// What the rules say of every word of a text.
#[derive(Clone, Debug, Default)]
pub struct Hints {
    words: Vec<Hint>,
    finds: Vec<RuleFind>,
}

const SILENT: Hint = Hint { role: 0, begins: false, ends: false, find: NONE };

impl Hints {
    /// What `found` says of `words`.
    pub fn new(words: &[Word], found: &[Found]) -> Self {
        let mut hints = Self { words: vec![SILENT; words.len()], finds: Vec::with_capacity(found.len()) };
        for found in found {
            hints.take(words, found);
        }
        hints
    }

    /// Of word `at`; none beyond the text.
    pub fn get(&self, at: Option<usize>) -> Hint {
        at.and_then(|at| self.words.get(at)).copied().unwrap_or(SILENT)
    }

    /// The attribution that `hint` is a part of.
    pub fn find(&self, hint: Hint) -> Option<&RuleFind> {
        self.finds.get(hint.find as usize)
    }

    /// How the rules link the cue and the other run: 3 where they put them into one attribution, 2 where into two, 1
    /// where they know one of the two, 0 neither. A source may stand for several cues: its nearest one counts.
    pub fn together(&self, cue: &Run, other: &Run) -> u64 {
        let known = |run: &Run| (run.from..run.to).map(|at| self.get(Some(at))).find(|hint| hint.find != NONE);
        match (known(cue), known(other)) {
            (Some(a), Some(b)) => 2 + u64::from(a.find == b.find),
            (None, None) => 0,
            _ => 1,
        }
    }

    fn take(&mut self, words: &[Word], found: &Found) {
        let find = self.finds.len() as u32;
        let mut contents = 0;
        for (role, spans) in [(1, found.source.as_ref()), (2, found.cue.as_ref()), (3, Some(&found.content))] {
            for span in spans.into_iter().flat_map(Spans::iter) {
                let marked = self.mark(words, span, role, find);
                contents += if role == 3 { marked } else { 0 };
            }
        }
        let last = |cue: &Spans| {
            let behind = words.partition_point(|w| w.span.start() < cue.end());
            behind.checked_sub(1).map_or(0, |at| words[at].lexeme.word)
        };
        self.finds.push(RuleFind {
            rule: hash::word(found.found_by),
            sure: ((found.confidence * 10.0) as u8).saturating_sub(5).min(4),
            cue: found.cue.as_ref().map_or(0, last),
            kind: match found.kind {
                Kind::Direct => 0,
                Kind::Mixed => 1,
                Kind::Indirect => 2,
            },
            sourced: found.source.is_some(),
            split: found.content.as_slice().len() > 1,
            words: contents as u32,
        });
    }

    fn mark(&mut self, words: &[Word], span: Span, role: u8, find: u32) -> usize {
        let from = words.partition_point(|w| w.span.end() <= span.start());
        let to = words.partition_point(|w| w.span.start() < span.end());
        for at in from..to {
            self.words[at] = Hint { role, begins: at == from, ends: at + 1 == to, find };
        }
        to.saturating_sub(from)
    }
}

impl Hint {
    /// The role, and whether it begins here, as a number.
    pub fn tag(self) -> u64 {
        u64::from(self.role) * 2 + u64::from(self.begins)
    }
}

#[cfg(test)]
mod tests {
    use super::super::by_rules;
    use super::super::tokenized_text::TokenizedText;
    use super::*;

    #[test]
    fn each_word_knows_its_role_and_its_attribution() {
        let text = "The minister said that taxes will fall. Rain fell.";
        let parts = [(Span::new(0, text.len()), false)];
        let mut reading = TokenizedText::new(text, parts);
        assert_eq!(reading.hints.get(Some(0)), SILENT);
        reading.hear(&by_rules(text, &parts));
        let roles: Vec<u8> = (0..reading.words.len()).map(|at| reading.hints.get(Some(at)).role).collect();
        assert_eq!(roles, [1, 1, 2, 3, 3, 3, 3, 0, 0, 0, 0]);
        let (first, last) = (reading.hints.get(Some(3)), reading.hints.get(Some(6)));
        assert!(first.begins && last.ends && first.find == last.find);
        assert_eq!(reading.hints.find(first).map(|find| find.words), Some(4));
        assert_eq!(reading.hints.get(None), SILENT);
    }
}
