//! The pieces of an article, and the windows over them that the network reads.
//!
//! Windows are filled with whole paragraphs from the start of the article, as in training. What the network says of a
//! paragraph depends on its window, so an article is always packed as a whole: never by what is on the screen.

use std::ops::Range;

use super::wordpiece::{PieceId, Vocabulary};
use crate::parsed::{Parsed, ParsedBlock};
use crate::tagger::tokenized_text::{NONE, TokenizedText};

/// Most pieces of a window, without the two that start and end it.
pub const WINDOW: usize = 200;
/// Pieces before the own ones of a window that are read with them.
const LEFT: usize = 16;
/// Pieces after the own ones that are read with them.
const RIGHT: usize = 8;
/// Most pieces that the network reads at once.
pub const LONGEST: usize = WINDOW + RIGHT + 2;

/// Where a word stands with respect to quotation marks; row of an embedding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuoteState {
    /// In no quotation.
    Outside = 0,
    /// In a quotation with both marks.
    Closed = 1,
    /// In a quotation that has no closing mark.
    Open = 2,
}

/// One piece of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its row of the vocabulary.
    pub id: PieceId,
    /// Whether it is quoted.
    pub state: QuoteState,
    /// Index of its token in [`Parsed::all_tokens`]; `None` if it is not the first piece of a token.
    pub token: Option<u32>,
}

/// The pieces of an article.
#[derive(Clone, Debug, Default)]
pub struct Pieces {
    all: Vec<Piece>,
    /// Index of the first piece of each paragraph.
    paragraphs: Vec<usize>,
}

/// A window over [`Pieces`], by index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PieceWindow {
    /// Pieces whose scores this window gives.
    pub own: Range<usize>,
    /// Pieces that are read.
    pub read: Range<usize>,
}

impl Pieces {
    /// The pieces of `blocks` of `parsed`. The two marks of an outermost quotation are given as `"` in every style.
    pub fn new<'p>(
        parsed: &Parsed,
        blocks: impl IntoIterator<Item = (&'p ParsedBlock, bool)>,
        vocabulary: &Vocabulary,
    ) -> Self {
        let mut pieces = Self::default();
        let mut ids = Vec::new();
        for (block, headline) in blocks {
            pieces.paragraphs.push(pieces.all.len());
            let start = vocabulary.special().paragraph;
            pieces.all.push(Piece { id: start, state: QuoteState::Outside, token: None });
            let reading = TokenizedText::of_blocks(parsed, [(block, headline)]);
            for (at, token) in parsed.token_range(block).enumerate() {
                let (state, is_mark) = quote_state(&reading, at);
                ids.clear();
                let word = if is_mark { "\"" } else { parsed.all_tokens()[token].span.of(parsed.text()) };
                vocabulary.split(word, &mut ids);
                let piece = |(part, id)| Piece { id, state, token: (part == 0).then_some(token as u32) };
                pieces.all.extend(ids.iter().copied().enumerate().map(piece));
            }
        }
        pieces
    }

    /// The pieces in text order.
    pub fn all(&self) -> &[Piece] {
        &self.all
    }

    /// The windows in text order; each piece is one window's own.
    pub fn windows(&self) -> impl Iterator<Item = PieceWindow> {
        let mut from = 0;
        std::iter::from_fn(move || {
            let len = self.all.len();
            let limit = from + WINDOW - LEFT;
            let fits = self.paragraphs.partition_point(|start| *start <= limit);
            let paragraph = fits.checked_sub(1).map(|at| self.paragraphs[at]).filter(|start| *start > from);
            let to = if limit >= len { len } else { paragraph.unwrap_or(limit) };
            let window = PieceWindow { own: from..to, read: from.saturating_sub(LEFT)..(to + RIGHT).min(len) };
            from = to;
            (!window.own.is_empty()).then_some(window)
        })
    }
}

/// The state of word `at` of `reading`, and whether it is a mark of an outermost quotation.
fn quote_state(reading: &TokenizedText, at: usize) -> (QuoteState, bool) {
    let quote = reading.words[at].quote;
    if quote == NONE {
        return (QuoteState::Outside, false);
    }
    let quote = reading.quotes[quote as usize];
    let state = if quote.closed { QuoteState::Closed } else { QuoteState::Open };
    (state, at == quote.open as usize || (quote.closed && at == quote.close as usize))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    const VOCABULARY: &str = "[PAD]\n[unused0]\n[UNK]\n[CLS]\n[SEP]\nyes\n\"\n,\nshe\nsaid\n'\nrain";

    fn pieces(paragraphs: &[&str]) -> Pieces {
        let text = paragraphs.join("\n");
        let mut at = 0;
        let spans: Vec<(Span, bool)> = paragraphs
            .iter()
            .map(|words| {
                at += words.len() + 1;
                (Span::new(at - 1 - words.len(), at - 1), false)
            })
            .collect();
        let parsed = Parsed::of_paragraphs(&text, spans);
        let (vocabulary, _) = Vocabulary::new(VOCABULARY).unwrap();
        Pieces::new(&parsed, parsed.blocks().iter().map(|block| (block, false)), &vocabulary)
    }

    #[test]
    fn quotations_of_every_style_give_the_same_pieces() {
        let all = |text| pieces(&[text]).all().to_vec();
        let curly = all("“Yes,” she said");
        let ids: Vec<u32> = curly.iter().map(|piece| piece.id.0).collect();
        assert_eq!(ids, [1, 6, 5, 7, 6, 8, 9]);
        assert_eq!(curly[1].state, QuoteState::Closed);
        assert_eq!(curly[5], Piece { id: PieceId(8), state: QuoteState::Outside, token: Some(4) });
        for text in ["‘Yes,’ she said", "\"Yes,\" she said", "'Yes,' she said"] {
            assert_eq!(all(text), curly, "{text}");
        }
        assert_eq!(all("“Yes, she said")[2].state, QuoteState::Open);
    }

    #[test]
    fn windows_hold_whole_paragraphs_and_tile_the_pieces() {
        let long = "rain ".repeat(90);
        let pieces = pieces(&[long.trim(), long.trim(), long.trim(), "yes"]);
        let windows: Vec<PieceWindow> = pieces.windows().collect();
        let own: Vec<_> = windows.iter().map(|window| window.own.clone()).collect();
        assert_eq!(own, [0..182, 182..275]);
        assert_eq!(windows[0].read, 0..190);
        assert_eq!(windows[1].read, 166..275);
        assert!(windows.iter().all(|window| window.read.len() + 2 <= LONGEST));
    }

    #[test]
    fn a_paragraph_longer_than_a_window_is_cut() {
        let long = "rain ".repeat(500);
        let pieces = pieces(&["yes", long.trim()]);
        let own: Vec<_> = pieces.windows().map(|window| window.own).collect();
        assert_eq!(own, [0..2, 2..186, 186..370, 370..503]);
        assert_eq!(Pieces::default().windows().next(), None);
    }
}
