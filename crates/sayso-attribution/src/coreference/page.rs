//! A document cut into words once, with what the lists know of each: all the other files here read this.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::token_runs::TokenRuns;
use super::{capitals, dateline};
use crate::document::BlockKind;
use crate::language::{Class, ENGLISH};
use crate::parsed::{Parsed, ParsedBlock};
use crate::pos::Pos;
use crate::text::{Span, Token, TokenKind, sentence};
use crate::weights::Weights;

/// The words of a document in text order. A position here is an index of a token.
pub struct Page<'a> {
    text: &'a str,
    tokens: &'a [Token],
    /// The part of speech of each token; empty if none is known.
    pos: &'a [Pos],
    class: Vec<Class>,
    /// Number of the sentence each token is in, counted through the document.
    sentence: TokenRuns<u32>,
    /// Where each token stands.
    place: TokenRuns<TokenPlace>,
    /// Where a capital says nothing: at the head of a sentence, all through a headline.
    weak: TokenRuns<bool>,
    /// Where all words around are in capitals, so that capitals say nothing.
    shouted: TokenRuns<bool>,
    /// Words seen without a capital.
    lower: HashSet<&'a str>,
    /// How often each word with a capital stands beside no other.
    alone: HashMap<&'a str, u32>,
    /// Words seen with a capital where it says something.
    upper: HashSet<&'a str>,
    /// What the candidates for a name are rated by.
    weights: &'a Weights,
}

/// Where a token stands.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct TokenPlace {
    /// Number of its paragraph; pull lines, headings and captions do not count up.
    paragraph: u32,
    part: Part,
}

/// A part of an article, by what its names are to the rest.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Part {
    #[default]
    Text,
    /// A title or heading.
    Heading,
    Caption,
    /// `LYON (Reuters) -`.
    Dateline,
}

/// Fewest letters of a word that a headline in title case capitalises.
const LONG: usize = 4;

impl<'a> Page<'a> {
    /// Reads all blocks that words of the article stand in.
    pub fn read(parsed: &'a Parsed<'a>, pos: &'a [Pos], weights: &'a Weights) -> Self {
        let mut page = Self {
            text: parsed.text(),
            tokens: parsed.all_tokens(),
            pos,
            class: Vec::with_capacity(parsed.all_tokens().len()),
            sentence: TokenRuns::default(),
            place: TokenRuns::default(),
            weak: TokenRuns::default(),
            shouted: TokenRuns::default(),
            lower: HashSet::new(),
            alone: HashMap::new(),
            upper: HashSet::new(),
            weights,
        };
        let (mut sentence, mut paragraph) = (0, 0);
        for block in parsed.blocks() {
            paragraph += u32::from(block.kind.is_argument());
            sentence = page.add(parsed, block, sentence, paragraph);
        }
        for at in 0..page.len() {
            if page.is_capital(at) && !page.is_capital(at + 1) && (at == 0 || !page.is_capital(at - 1)) {
                *page.alone.entry(page.word(at)).or_default() += 1;
            }
        }
        page
    }

    /// What the candidates for a name are rated by.
    pub fn weights(&self) -> &'a Weights {
        self.weights
    }

    /// Returns `true` if the word stands alone with its capital more than once, as a family name does.
    pub fn known_alone(&self, at: usize) -> bool {
        self.alone.get(self.word(at)).is_some_and(|&times| times > 1)
    }

    /// Adds one block; the number of its last sentence.
    fn add(&mut self, parsed: &Parsed, block: &ParsedBlock, mut number: u32, paragraph: u32) -> u32 {
        let tokens = parsed.tokens(block);
        let heading = matches!(block.kind, BlockKind::Title | BlockKind::Heading(_));
        let is_sentence = self.is_sentence(tokens);
        let headline = heading && !self.is_in_sentence_case(tokens, if is_sentence { 3 } else { 2 });
        let part = match block.kind {
            BlockKind::Caption => Part::Caption,
            _ if heading && !is_sentence => Part::Heading,
            _ => Part::Text,
        };
        let dateline = dateline::length(self.text, tokens);
        for range in parsed.sentences(block) {
            number += 1;
            let mut head = true;
            let shouted = capitals::shouted(self.text, &tokens[range.clone()]);
            for value in shouted {
                self.shouted.push(value);
            }
            for (at, token) in range.clone().zip(&tokens[range]) {
                // The first sentence begins behind the dateline.
                number += u32::from(at > 0 && at == dateline);
                head |= at == dateline;
                let word = token.span.of(self.text);
                let weak = headline || head;
                head = head && token.kind == TokenKind::Mark || matches!(word, "“" | "‘" | "\"" | ":" | "«");
                self.learn(word, weak);
                self.class.push(if token.kind == TokenKind::Word { ENGLISH.class(word) } else { Class::default() });
                self.sentence.push(number);
                self.weak.push(weak);
                let part = if at < dateline { Part::Dateline } else { part };
                self.place.push(TokenPlace { paragraph, part });
            }
        }
        number
    }

    /// Whether one of so many long words of a headline, or more, is in lower case: then its capitals tell names, as in a
    /// paragraph. The first paragraph of a pasted text is often taken for the headline.
    fn is_in_sentence_case(&self, tokens: &[Token], one_of: usize) -> bool {
        let words = tokens.iter().skip(1).map(|token| token.span.of(self.text));
        let long = words.filter(|word| word.chars().count() >= LONG && word.starts_with(char::is_alphabetic));
        let (lower, all) = long
            .fold((0, 0), |(lower, all), word| (lower + usize::from(word.starts_with(char::is_lowercase)), all + 1));
        lower > 0 && lower * one_of >= all
    }

    /// Whether a block ends as a sentence does. The first paragraph of a pasted text is often taken for its title.
    fn is_sentence(&self, tokens: &[Token]) -> bool {
        let mut last = tokens.iter().rev().map(|token| token.span.of(self.text));
        last.find(|word| !matches!(*word, "”" | "\"" | "’" | "'" | ")")).is_some_and(|word| matches!(word, "." | "…"))
    }

    fn learn(&mut self, word: &'a str, weak: bool) {
        match word.chars().next() {
            Some(c) if c.is_lowercase() => _ = self.lower.insert(word),
            Some(c) if c.is_uppercase() && !weak => _ = self.upper.insert(word),
            _ => {}
        }
    }

    /// The whole text of the document.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// How many tokens.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The token's text; empty past the end.
    pub fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |t| t.span.of(self.text))
    }

    /// The classes the token is in; none past the end.
    pub fn class(&self, at: usize) -> Class {
        self.class.get(at).copied().unwrap_or_default()
    }

    /// The token's part of speech; [`Pos::X`] past the end or if none is known.
    pub fn pos(&self, at: usize) -> Pos {
        self.pos.get(at).copied().unwrap_or(Pos::X)
    }

    /// The number of the sentence; 0 past the end.
    pub fn sentence(&self, at: usize) -> u32 {
        self.sentence.of(at)
    }

    /// The number of the paragraph; 0 past the end.
    pub fn paragraph(&self, at: usize) -> u32 {
        self.place.of(at).paragraph
    }

    /// The bytes from the first token to the last; empty for an empty range.
    pub fn span(&self, range: Range<usize>) -> Span {
        sentence::span_of(self.tokens, range)
    }

    /// The text from the first token to the last.
    pub fn words(&self, range: Range<usize>) -> &'a str {
        self.span(range).of(self.text)
    }

    /// The tokens that share a byte with `span`.
    pub fn range(&self, span: Span) -> Range<usize> {
        let start = self.tokens.partition_point(|t| t.span.end() <= span.start());
        let end = self.tokens.partition_point(|t| t.span.start() < span.end());
        start..end.max(start)
    }

    /// Returns `true` if no space separates the token from the one before.
    pub fn clings(&self, at: usize) -> bool {
        at > 0 && at < self.len() && self.tokens[at - 1].span.end() == self.tokens[at].span.start()
    }

    /// Returns `true` if both are in one sentence.
    pub fn together(&self, a: usize, b: usize) -> bool {
        self.sentence(a) == self.sentence(b)
    }

    /// Returns `true` if a noun of the same sentence stands directly behind the token.
    pub fn is_before_noun(&self, at: usize) -> bool {
        self.pos(at + 1).is_noun() && self.together(at, at + 1)
    }

    /// Returns `true` in the first paragraph of the argument or above it.
    pub fn opens(&self, at: usize) -> bool {
        self.paragraph(at) <= self.paragraph(0) + 1
    }

    /// How many paragraphs `to` stands below `from`; 0 when it stands above.
    pub fn paragraphs_between(&self, from: usize, to: usize) -> u32 {
        self.paragraph(to).saturating_sub(self.paragraph(from))
    }

    /// Returns `true` if the word starts with a capital.
    pub fn is_capital(&self, at: usize) -> bool {
        self.word(at).starts_with(char::is_uppercase)
    }

    /// Returns `true` where a capital proves nothing because every word has one.
    pub fn is_weak(&self, at: usize) -> bool {
        self.weak.get(at).unwrap_or(true)
    }

    /// Returns `true` for a word among others in capitals: `NEW YORK ENDS TAX`.
    pub fn is_shouted(&self, at: usize) -> bool {
        self.shouted.of(at)
    }

    /// Returns `true` if a word in capitals occurs with small letters behind its first elsewhere, where that is evidence of
    /// a name.
    pub fn known_in_small_letters(&self, at: usize) -> bool {
        let mut letters = self.word(at).chars();
        let word: String = letters.next().into_iter().chain(letters.flat_map(char::to_lowercase)).collect();
        self.upper.contains(word.as_str())
    }

    /// Returns `true` for a word of a headline or the only one of its sentence.
    pub fn is_headline(&self, at: usize) -> bool {
        let alone = |other: usize| !self.together(at, other) || !self.is_word(other) || self.is_weak(other);
        self.is_weak(at) && alone(at + 1) && (at == 0 || alone(at - 1))
    }

    /// Returns `true` for capitals with stops or among other words in lower case: `U.S.`, `the WHO says`. They are no
    /// pronoun.
    pub fn is_initials(&self, at: usize) -> bool {
        let shouted = |at: usize| self.word(at).len() > 1 && !self.word(at).contains(char::is_lowercase);
        let word = self.word(at);
        let beside = |other: usize| other < self.len() && self.together(at, other) && self.is_word(other);
        let alone =
            [at.wrapping_sub(1), at + 1].into_iter().filter(|&other| beside(other)).all(|other| !shouted(other));
        word.contains('.') || word.len() > 1 && shouted(at) && alone
    }

    /// Returns `true` for a token of a title or heading.
    pub fn is_title(&self, at: usize) -> bool {
        self.place.of(at).part == Part::Heading
    }

    /// Returns `true` for a token of a dateline: `LYON (Reuters) -`.
    pub fn is_dateline(&self, at: usize) -> bool {
        self.place.of(at).part == Part::Dateline
    }

    /// Returns `true` for a token of a caption.
    pub fn is_caption(&self, at: usize) -> bool {
        self.place.of(at).part == Part::Caption
    }

    /// Returns `true` if the word has a capital elsewhere, where that is evidence of a name.
    pub fn known_capital(&self, at: usize) -> bool {
        self.upper.contains(self.word(at))
    }

    /// Returns `true` if the word occurs without a capital elsewhere.
    pub fn known_lower(&self, at: usize) -> bool {
        self.is_weak(at) && self.lower.contains(self.word(at).to_lowercase().as_str())
    }

    /// Returns `true` for `’s` or the apostrophe of a plural owner.
    pub fn is_possessive(&self, at: usize) -> bool {
        let plural = || self.word(at - 1).ends_with('s') && !self.clings(at + 1);
        self.clings(at)
            && match self.word(at) {
                "’s" | "'s" | "’S" | "'S" => true,
                "’" | "'" => plural(),
                _ => false,
            }
    }

    /// Returns `true` for a given name.
    pub fn is_given(&self, at: usize) -> bool {
        self.class(at).is(Class::MALE.or(Class::FEMALE))
    }

    /// Returns `true` for a hyphen or a short dash, which separates a party from a seat.
    pub fn is_dash(&self, at: usize) -> bool {
        matches!(self.word(at), "-" | "‑" | "–")
    }

    /// Returns `true` for a word or a number, `false` for a mark.
    pub fn is_word(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| t.kind != TokenKind::Mark)
    }
}
