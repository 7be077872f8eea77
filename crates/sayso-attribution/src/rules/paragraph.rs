//! One paragraph as the rules read it: tokens, outermost quotations, and the units that rules run on.

use std::ops::Range;

use crate::attribution::Kind;
use crate::parsed::{Parsed, ParsedBlock};
use crate::text::{Quotation, Span, Token, TokenKind};

/// One parsed block. Every position in the rules is an index of its tokens.
pub(super) struct Paragraph<'p> {
    parsed: &'p Parsed<'p>,
    block: &'p ParsedBlock,
    pub tokens: &'p [Token],
    /// Outermost quotations as ranges of tokens, marks included.
    pub quotations: Vec<Range<usize>>,
    /// Sentences, joined where a quotation crosses their boundary: `“A. B,” he said.` is one unit.
    pub units: Vec<Range<usize>>,
    /// For each token the index in `quotations` of the one that holds it.
    quoted: Vec<Option<u32>>,
    /// Bytes between the marks of each of `quotations`.
    inner: Vec<Span>,
}

impl<'p> Paragraph<'p> {
    pub fn new(parsed: &'p Parsed<'p>, block: &'p ParsedBlock) -> Self {
        let tokens = parsed.tokens(block);
        let outer: Vec<&Quotation> = parsed.quotations(block).iter().filter(|q| q.depth == 0).collect();
        let quotations: Vec<Range<usize>> = outer.iter().map(|q| within(tokens, q.outer)).collect();
        let mut quoted = vec![None; tokens.len()];
        for (id, range) in (0..).zip(&quotations) {
            quoted[range.clone()].fill(Some(id));
        }
        let inner = outer.iter().map(|q| q.inner).collect();
        let units = units(parsed.sentences(block), &quoted);
        Self { parsed, block, tokens, quotations, units, quoted, inner }
    }

    /// The token in lower case with straight apostrophes; empty beyond the last one.
    pub fn word(&self, at: usize) -> &str {
        self.parsed.folded(self.block, at)
    }

    /// The token as written.
    pub fn raw(&self, at: usize) -> &'p str {
        self.tokens.get(at).map_or("", |t| t.span.of(self.parsed.text()))
    }

    /// Returns `true` if it is one of `words`.
    pub fn is(&self, at: usize, words: &[&str]) -> bool {
        words.contains(&self.word(at))
    }

    /// Words and numbers, not marks.
    pub fn is_word(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| t.kind != TokenKind::Mark)
    }

    pub fn is_capital(&self, at: usize) -> bool {
        self.raw(at).starts_with(char::is_uppercase)
    }

    pub fn is_quoted(&self, at: usize) -> bool {
        self.quoted.get(at).is_some_and(Option::is_some)
    }

    /// The quotation that the token stands in.
    pub fn quotation_at(&self, at: usize) -> Option<Range<usize>> {
        self.quoted.get(at).copied().flatten().map(|id| self.quotations[id as usize].clone())
    }

    /// The quotation that ends right before `at`, a comma between them or not.
    pub fn quotation_before(&self, at: usize) -> Option<Range<usize>> {
        let last = (at.saturating_sub(2)..at).rev().find(|&i| !self.is(i, &[",", "."]))?;
        self.quotation_at(last).filter(|q| q.end == last + 1 && q.end <= at)
    }

    /// Returns `true` if the quotation starts as a sentence does.
    pub fn starts_sentence(&self, quotation: &Range<usize>) -> bool {
        quotation.clone().find(|&i| self.is_word(i)).is_some_and(|i| self.is_capital(i))
    }

    /// Returns `true` if the range has a word and every word is in quotation marks.
    pub fn all_quoted(&self, range: Range<usize>) -> bool {
        let mut words = range.filter(|&i| self.is_word(i)).peekable();
        words.peek().is_some() && words.all(|i| self.is_quoted(i))
    }

    /// How many words a range holds.
    pub fn words(&self, range: Range<usize>) -> usize {
        range.filter(|&i| self.is_word(i)).count()
    }

    /// The bytes of a range of tokens.
    pub fn span(&self, range: Range<usize>) -> Span {
        self.parsed.span(self.block, range)
    }

    /// A range as content: no marks at the ends, and no quotation marks where one pair holds all of it.
    pub fn content(&self, range: Range<usize>) -> Span {
        let (mut start, mut end) = (range.start, range.end);
        while start < end && self.is(start, &[",", ":", ";", "-", "--", "–", "—", ".", ")"]) {
            start += 1;
        }
        while start < end
            && self.is(end - 1, &[",", ":", ";", "-", "--", "–", "—", ".", "("])
            && !self.is_quoted(end - 1)
        {
            end -= 1;
        }
        match self.quoted.get(start).copied().flatten() {
            Some(id) if self.quotations[id as usize] == (start..end) => self.inner[id as usize],
            _ => self.span(start..end),
        }
    }

    /// How much of these pieces stands in quotation marks.
    pub fn kind(&self, pieces: &[Range<usize>]) -> Kind {
        let words = || pieces.iter().flat_map(Clone::clone).filter(|&i| self.is_word(i));
        let (all, inside) = (words().count(), words().filter(|&i| self.is_quoted(i)).count());
        match inside {
            0 => Kind::Indirect,
            _ if inside * 5 >= all * 4 => Kind::Direct,
            _ => Kind::Mixed,
        }
    }
}

/// The tokens inside `span`.
fn within(tokens: &[Token], span: Span) -> Range<usize> {
    let start = tokens.partition_point(|t| t.span.start() < span.start());
    let end = tokens.partition_point(|t| t.span.end() <= span.end());
    start..end.max(start)
}

fn units(sentences: impl Iterator<Item = Range<usize>>, quoted: &[Option<u32>]) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for sentence in sentences {
        let cut = sentence.start > 0
            && quoted[sentence.start].is_some()
            && quoted[sentence.start] == quoted[sentence.start - 1];
        match out.last_mut() {
            Some(last) if cut => last.end = sentence.end,
            _ => out.push(sentence),
        }
    }
    out
}
