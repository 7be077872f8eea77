//! A text as the engine reads it: words with their forms, sentences, paragraphs, quotations.

use std::ops::Range;

use super::hash;
use super::lexeme::Lexeme;
use super::pos::Pos;
use super::rule_hints::Hints;
use crate::attribution::Found;
use crate::document::BlockKind;
use crate::parsed::{Parsed, ParsedBlock};
use crate::text::{Quotation, Span};

pub use super::word::{NONE, Word};

/// One outermost quotation: indices of its first and last word, which are its marks if it has both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The opening mark.
    pub open: u32,
    /// The closing mark; where there is none, the last word it reaches.
    pub close: u32,
    /// Whether it has a closing mark.
    pub closed: bool,
}

/// One paragraph: its words, and whether it is a headline.
#[derive(Clone, Debug)]
pub struct Paragraph {
    /// Indices of its words.
    pub words: Range<u32>,
    /// Whether it is a headline or heading.
    pub title: bool,
}

/// A text as the engine reads it.
#[derive(Clone, Debug, Default)]
pub struct TokenizedText {
    /// All words in text order.
    pub words: Vec<Word>,
    /// The words of each sentence; no sentence crosses a paragraph.
    pub sentences: Vec<Range<u32>>,
    /// The paragraphs, each with at least one word.
    pub paragraphs: Vec<Paragraph>,
    /// The outermost quotations.
    pub quotes: Vec<Quote>,
    /// How many commas stand before each word; one entry more than there are words.
    pub commas: Vec<u32>,
    /// What the rules say of every word.
    pub hints: Hints,
}

impl TokenizedText {
    /// Reads `parts` of `text`: each a paragraph's bytes and whether it is a headline.
    pub fn new(text: &str, parts: impl IntoIterator<Item = (Span, bool)>) -> Self {
        let parsed = Parsed::of_paragraphs(text, parts);
        Self::of_blocks(&parsed, parsed.blocks().iter().map(|block| (block, is_headline(block.kind))))
    }

    /// Reads blocks of a parsed text, each with whether it is a headline.
    pub fn of_blocks<'p>(parsed: &Parsed, blocks: impl IntoIterator<Item = (&'p ParsedBlock, bool)>) -> Self {
        let mut reading = Self::default();
        for (block, headline) in blocks {
            reading.push(parsed, block, headline);
        }
        reading.count_commas();
        reading
    }

    /// Notes what the rules found: hints for the passes, the linker and the confidence model.
    pub fn hear(&mut self, rules: &[Found]) {
        self.hints = Hints::new(&self.words, rules);
    }

    /// The word at `at`, if there is one.
    pub fn get(&self, at: usize) -> Option<&Word> {
        self.words.get(at)
    }

    /// The words of the sentence that word `at` is in.
    pub fn sentence(&self, at: usize) -> Range<usize> {
        let range = &self.sentences[self.words[at].sentence as usize];
        range.start as usize..range.end as usize
    }

    /// The words of the paragraph that word `at` is in.
    pub fn paragraph(&self, at: usize) -> Range<usize> {
        let range = &self.paragraphs[self.words[at].paragraph as usize].words;
        range.start as usize..range.end as usize
    }

    /// The words that share a byte with `span`.
    pub fn words_in(&self, span: Span) -> &[Word] {
        let start = self.words.partition_point(|word| word.span.end() <= span.start());
        let end = self.words.partition_point(|word| word.span.start() < span.end());
        &self.words[start..end.max(start)]
    }

    /// Returns `true` if there is a comma among the words `from..to`.
    pub fn comma_in(&self, from: usize, to: usize) -> bool {
        from < to && self.commas[to] > self.commas[from]
    }

    /// The bytes of the words `range`.
    pub fn span(&self, range: Range<usize>) -> Span {
        match self.words.get(range.clone()) {
            Some([first, .., last]) => first.span.cover(last.span),
            Some([only]) => only.span,
            _ => Span::default(),
        }
    }

    fn push(&mut self, parsed: &Parsed, block: &ParsedBlock, title: bool) {
        let tokens = parsed.tokens(block);
        if tokens.is_empty() {
            return;
        }
        let first = self.words.len();
        let paragraph = self.paragraphs.len() as u32;
        for range in parsed.sentences(block) {
            let sentence = self.sentences.len() as u32;
            self.sentences.push((first + range.start) as u32..(first + range.end) as u32);
            self.words.extend(tokens[range].iter().map(|token| Word {
                span: token.span,
                kind: token.kind,
                lexeme: Lexeme::new(token.span.of(parsed.text())),
                pos: Pos::Punct,
                level: 0,
                sentence,
                paragraph,
                quote: NONE,
            }));
        }
        self.paragraphs.push(Paragraph { words: first as u32..self.words.len() as u32, title });
        self.pair(parsed.quotations(block), first);
    }

    /// Ties the words from `first` on to their quotations, and gives the marks that pair one face.
    fn pair(&mut self, quotations: &[Quotation], first: usize) {
        let (open_role, close_role) = (hash::mark('“'), hash::mark('”'));
        let at = |words: &[Word], offset: usize| first + words[first..].partition_point(|w| w.span.end() <= offset);
        let last = self.words.len() - 1;
        for quotation in quotations {
            let open = at(&self.words, quotation.outer.start());
            let close = at(&self.words, quotation.outer.end().saturating_sub(1)).min(last);
            if open >= close {
                continue;
            }
            self.words[open].lexeme = self.words[open].lexeme.in_role(open_role);
            if quotation.closed {
                self.words[close].lexeme = self.words[close].lexeme.in_role(close_role);
            }
            if quotation.depth == 0 && self.words[open].quote == NONE {
                let index = self.quotes.len() as u32;
                self.quotes.push(Quote { open: open as u32, close: close as u32, closed: quotation.closed });
                self.words[open..=close].iter_mut().for_each(|w| w.quote = index);
            }
        }
    }

    fn count_commas(&mut self) {
        let comma = hash::mark(',');
        self.commas = Vec::with_capacity(self.words.len() + 1);
        let mut count = 0;
        self.commas.push(0);
        for word in &self.words {
            count += u32::from(word.lexeme.word == comma);
            self.commas.push(count);
        }
    }
}

/// Returns `true` for headlines and headings.
pub fn is_headline(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Title | BlockKind::Heading(_))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> TokenizedText {
        TokenizedText::new(text, [(Span::new(0, text.len()), false)])
    }

    #[test]
    fn a_quotation_reads_the_same_in_every_style_of_marks() {
        let texts = [
            "“We won’t go,” she said.",
            "‘We won’t go,’ she said.",
            "\"We won't go,\" she said.",
            "'We won't go,' she said.",
        ];
        let words = |text: &str| read(text).words.iter().map(|w| (w.lexeme.word, w.quote)).collect::<Vec<_>>();
        for text in &texts[1..] {
            assert_eq!(words(text), words(texts[0]), "{text}");
        }
        assert_eq!(read(texts[0]).quotes, [Quote { open: 0, close: 6, closed: true }]);
    }
}
