//! A document split into tokens, sentences and quotations, once for rules, taggers and coreference.

use std::ops::Range;

use crate::document::{Block, BlockKind, Document};
use crate::text::quotation::{Quotation, quotations};
use crate::text::sentence::{sentences, span_of};
use crate::text::token::{BYTES, push_tokens};
use crate::text::{Span, Token};

/// The tokens, sentences and quotations of a text.
///
/// Holds 12 bytes for each token, and the case-folded form of those that differ from it: memory is linear in the text.
///
/// ```
/// use sayso_attribution::Parsed;
/// use sayso_attribution::document::ingest;
///
/// let document = ingest("“Yes,” she said. Rain fell.".as_bytes(), "note.txt");
/// let parsed = Parsed::new(&document);
/// let block = &parsed.blocks()[0];
/// assert_eq!((parsed.tokens(block).len(), parsed.sentences(block).len()), (10, 2));
/// assert_eq!(parsed.quotations(block)[0].inner.of(document.text()), "Yes,");
/// ```
#[derive(Clone, Debug)]
pub struct Parsed<'d> {
    text: &'d str,
    blocks: Vec<ParsedBlock>,
    tokens: Vec<Token>,
    sentences: Vec<Range<u32>>,
    quotations: Vec<Quotation>,
    folded: Folded,
}

/// One block of a [`Parsed`] text.
#[derive(Clone, Debug)]
pub struct ParsedBlock {
    /// Bytes of the block.
    pub span: Span,
    /// Kind of the block.
    pub kind: BlockKind,
    tokens: Range<u32>,
    sentences: Range<u32>,
    quotations: Range<u32>,
}

impl<'d> Parsed<'d> {
    /// Parses every block of `document` but furniture, code and date lines.
    pub fn new(document: &'d Document) -> Self {
        let parsed = document.blocks().iter().filter(|block| is_parsed(block.kind));
        Self::of_blocks(document.text(), parsed.map(|&Block { span, kind, .. }| (span, kind)))
    }

    /// Parses paragraphs of a plain text: the bytes of each, and whether it is a headline. They are in text order.
    pub fn of_paragraphs(text: &'d str, paragraphs: impl IntoIterator<Item = (Span, bool)>) -> Self {
        let kind = |headline| if headline { BlockKind::Title } else { BlockKind::Paragraph };
        Self::of_blocks(text, paragraphs.into_iter().map(|(span, headline)| (span, kind(headline))))
    }

    fn of_blocks(text: &'d str, blocks: impl Iterator<Item = (Span, BlockKind)>) -> Self {
        let (sentences, quotations, folded) = (Vec::new(), Vec::new(), Folded::default());
        let blocks: Vec<(Span, BlockKind)> = blocks.collect();
        let bytes: usize = blocks.iter().map(|(span, _)| span.len()).sum();
        let tokens = Vec::with_capacity(bytes / BYTES);
        let mut parsed = Self { text, blocks: Vec::new(), tokens, sentences, quotations, folded };
        for (span, kind) in blocks {
            parsed.push(span, kind);
        }
        parsed.shrink();
        parsed
    }

    /// Gives back the room for what did not come.
    fn shrink(&mut self) {
        self.tokens.shrink_to_fit();
        self.sentences.shrink_to_fit();
        self.quotations.shrink_to_fit();
        self.folded.forms.shrink_to_fit();
        self.folded.ends.shrink_to_fit();
    }

    fn push(&mut self, span: Span, kind: BlockKind) {
        let first = self.tokens.len() as u32;
        push_tokens(self.text, span, &mut self.tokens);
        let fresh = &self.tokens[first as usize..];
        let (sentence, quotation) = (self.sentences.len() as u32, self.quotations.len() as u32);
        let absolute = |range: Range<usize>| first + range.start as u32..first + range.end as u32;
        self.sentences.extend(sentences(self.text, fresh).into_iter().map(absolute));
        self.quotations.extend(quotations(self.text, span));
        for (at, token) in (first..).zip(fresh) {
            self.folded.push(at, token.span.of(self.text));
        }
        self.blocks.push(ParsedBlock {
            span,
            kind,
            tokens: first..self.tokens.len() as u32,
            sentences: sentence..self.sentences.len() as u32,
            quotations: quotation..self.quotations.len() as u32,
        });
    }

    /// The whole text, of which [`Parsed::blocks`] are parts.
    pub fn text(&self) -> &'d str {
        self.text
    }

    /// The parsed blocks in text order.
    pub fn blocks(&self) -> &[ParsedBlock] {
        &self.blocks
    }

    /// The tokens of all blocks in text order.
    pub fn all_tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The tokens of `block`.
    pub fn tokens(&self, block: &ParsedBlock) -> &[Token] {
        &self.tokens[self.token_range(block)]
    }

    /// The indices in [`Parsed::all_tokens`] of the tokens of `block`.
    pub fn token_range(&self, block: &ParsedBlock) -> Range<usize> {
        block.tokens.start as usize..block.tokens.end as usize
    }

    /// The sentences of `block` as ranges of its tokens; they tile the tokens.
    pub fn sentences(&self, block: &ParsedBlock) -> impl ExactSizeIterator<Item = Range<usize>> {
        let first = block.tokens.start;
        let sentences = &self.sentences[block.sentences.start as usize..block.sentences.end as usize];
        sentences.iter().map(move |range| (range.start - first) as usize..(range.end - first) as usize)
    }

    /// The quotations of `block` by their first byte; they nest or are disjoint.
    pub fn quotations(&self, block: &ParsedBlock) -> &[Quotation] {
        &self.quotations[block.quotations.start as usize..block.quotations.end as usize]
    }

    /// A block in pieces of about `bytes`, each of whole sentences and whole quotations; a block that is no longer is one
    /// piece.
    pub fn pieces(&self, block: &ParsedBlock, bytes: usize) -> Vec<ParsedBlock> {
        let mut pieces = Vec::new();
        let mut rest = block.clone();
        if block.span.len() <= bytes {
            return vec![rest];
        }
        let quotations = self.quotations(block);
        let mut quotation = 0;
        let mut reach = 0;
        for (at, range) in (block.sentences.start..).zip(&self.sentences[as_usize(&block.sentences)]) {
            let start = self.tokens[range.start as usize].span.start();
            // How far the quotations reach that begin before the sentence.
            while let Some(next) = quotations.get(quotation).filter(|next| next.outer.start() < start) {
                reach = next.outer.end().max(reach);
                quotation += 1;
            }
            if start - rest.span.start() >= bytes && reach <= start {
                let split = block.quotations.start + quotation as u32;
                pieces.push(ParsedBlock {
                    span: Span::new(rest.span.start(), start),
                    kind: block.kind,
                    tokens: rest.tokens.start..range.start,
                    sentences: rest.sentences.start..at,
                    quotations: rest.quotations.start..split,
                });
                rest.span = Span::new(start, block.span.end());
                (rest.tokens.start, rest.sentences.start, rest.quotations.start) = (range.start, at, split);
            }
        }
        pieces.push(rest);
        pieces
    }

    /// Token `at` of `block` in lower case and with straight apostrophes; empty beyond the last token.
    pub fn folded(&self, block: &ParsedBlock, at: usize) -> &str {
        let at = block.tokens.start as usize + at;
        if at >= block.tokens.end as usize {
            return "";
        }
        let word = self.tokens[at].span.of(self.text);
        if is_folded(word) { word } else { self.folded.get(at).unwrap_or(word) }
    }

    /// The bytes of a range of tokens of `block`, from the first to the last; empty for an empty range.
    pub fn span(&self, block: &ParsedBlock, range: Range<usize>) -> Span {
        span_of(self.tokens(block), range)
    }
}

fn as_usize(range: &Range<u32>) -> Range<usize> {
    range.start as usize..range.end as usize
}

/// Returns `true` for blocks that rules, taggers or coreference read.
fn is_parsed(kind: BlockKind) -> bool {
    !matches!(kind, BlockKind::Furniture | BlockKind::Code | BlockKind::Date)
}

/// Returns `true` for a word that folding surely leaves as it is.
fn is_folded(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase())
}

/// The case-folded forms of the tokens that differ from them, in one string.
#[derive(Clone, Debug, Default)]
struct Folded {
    forms: String,
    /// Token and end in `forms` of each form, in text order.
    ends: Vec<(u32, u32)>,
}

impl Folded {
    fn push(&mut self, token: u32, word: &str) {
        if is_folded(word) {
            return;
        }
        let start = self.forms.len();
        if word.is_ascii() {
            self.forms.extend(word.chars().map(|c| c.to_ascii_lowercase()));
        } else {
            // A whole word at a time: the lower case of a final sigma depends on its neighbours.
            self.forms.extend(word.to_lowercase().chars().map(|c| if c == '’' { '\'' } else { c }));
        }
        if self.forms[start..] == *word {
            self.forms.truncate(start);
        } else {
            self.ends.push((token, self.forms.len() as u32));
        }
    }

    /// The form of a token; `None` if it is the token itself.
    fn get(&self, token: usize) -> Option<&str> {
        let at = self.ends.binary_search_by_key(&(token as u32), |(token, _)| *token).ok()?;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before].1);
        Some(&self.forms[start as usize..self.ends[at].1 as usize])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::ingest;

    #[test]
    fn a_long_block_is_cut_between_sentences_and_never_in_a_quotation() {
        let text = "She said “it rains. It snows. It hails” and left. Rain fell. ".repeat(40);
        let document = ingest(text.as_bytes(), "a.txt");
        let parsed = Parsed::new(&document);
        let [block] = parsed.blocks() else { panic!("{:?}", parsed.blocks()) };
        let pieces = parsed.pieces(block, 100);
        assert!(pieces.len() > 10 && pieces.iter().all(|piece| piece.span.len() < 250), "{pieces:?}");
        let all = |of: &dyn Fn(&ParsedBlock) -> usize| pieces.iter().map(of).sum::<usize>();
        assert_eq!(all(&|piece| piece.span.len()), block.span.len());
        assert_eq!(all(&|piece| parsed.tokens(piece).len()), parsed.tokens(block).len());
        assert_eq!(all(&|piece| parsed.sentences(piece).len()), parsed.sentences(block).len());
        assert_eq!(all(&|piece| parsed.quotations(piece).len()), parsed.quotations(block).len());
        for piece in &pieces {
            assert!(parsed.quotations(piece).iter().all(|quotation| piece.span.covers(quotation.outer)), "{piece:?}");
            assert!(parsed.tokens(piece).iter().all(|token| piece.span.covers(token.span)), "{piece:?}");
            assert_eq!(parsed.sentences(piece).next().map(|range| range.start), Some(0));
        }
        assert_eq!(parsed.pieces(block, text.len()).len(), 1);
    }

    #[test]
    fn each_block_has_its_own_tokens_sentences_and_quotations() {
        let document = ingest("“ÉTÉ,” she said. It’s ΟΔΟΣ.\n\nNo.\n".as_bytes(), "a.txt");
        let parsed = Parsed::new(&document);
        let [first, second] = parsed.blocks() else { panic!("{:?}", parsed.blocks()) };
        let forms = |block| (0..parsed.tokens(block).len()).map(|at| parsed.folded(block, at)).collect::<Vec<_>>();
        assert_eq!(forms(first), ["“", "été", ",", "”", "she", "said", ".", "it", "'s", "οδος", "."]);
        assert_eq!(forms(second), ["no", "."]);
        assert_eq!((parsed.folded(first, 11), parsed.folded(second, 2)), ("", ""));
        assert_eq!(parsed.sentences(first).collect::<Vec<_>>(), [0..7, 7..11]);
        assert!(parsed.sentences(second).eq(std::iter::once(0..2)));
        assert_eq!((parsed.quotations(first).len(), parsed.quotations(second).len()), (1, 0));
        assert_eq!(parsed.span(second, 0..2).of(document.text()), "No.");
        assert_eq!(parsed.all_tokens().len(), 13);
    }
}
