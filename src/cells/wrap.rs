//! Wrapping with the way back from a cell to the byte it shows.

use textwrap::WordSeparator;
use textwrap::core::Fragment;
use textwrap::wrap_algorithms::wrap_first_fit;
use unicode_segmentation::UnicodeSegmentation;

use super::width::{grapheme_width, width};
use sayso_attribution::text::Span;

/// The rows of one stretch of text. They tile it: each starts where the one before ends, and white space at
/// a row's end belongs to that row without being drawn. Never without a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rows(Vec<Span>);

/// A word, or a piece of one too long for a row, measured as the renderer measures.
#[derive(Debug)]
struct WrapWord {
    span: Span,
    wide: usize,
    blank: usize,
}

impl Fragment for WrapWord {
    fn width(&self) -> f64 {
        self.wide as f64
    }

    fn whitespace_width(&self) -> f64 {
        self.blank as f64
    }

    fn penalty_width(&self) -> f64 {
        0.0
    }
}

impl Rows {
    /// Breaks `text[within]` into rows of at most `cells` cells: at Unicode's break opportunities, inside a word
    /// only when the word alone is wider than a row. A single line end is a space like any other. Linear.
    pub fn wrap(text: &str, within: Span, cells: usize) -> Self {
        let pieces = pieces(within.of(text), within.start(), cells.max(1));
        let rows = wrap_first_fit(&pieces, &[cells.max(1) as f64])
            .into_iter()
            .filter_map(|row| Some(row.first()?.span.cover(row.last()?.span)))
            .collect::<Vec<_>>();
        if rows.is_empty() { Self(vec![within]) } else { Self(rows) }
    }

    /// The rows in order; white space at the end of each included.
    pub fn as_slice(&self) -> &[Span] {
        &self.0
    }

    /// Index of the row that holds the byte at `offset`: the first for an offset before, the last for one behind.
    pub fn row_of(&self, offset: usize) -> usize {
        self.0.partition_point(|row| row.start() <= offset).saturating_sub(1)
    }
}

fn pieces(part: &str, base: usize, cells: usize) -> Vec<WrapWord> {
    let mut pieces = Vec::with_capacity(part.len() / 5);
    let mut at = 0;
    for word in WordSeparator::new().find_words(part) {
        let end = at + word.word.len() + word.whitespace.len();
        push_word(&mut pieces, &part[at..end], base + at, cells);
        at = end;
    }
    pieces
}

fn push_word(pieces: &mut Vec<WrapWord>, word: &str, start: usize, cells: usize) {
    let bare = word.trim_end();
    let (wide, blank) = (width(bare), width(&word[bare.len()..]));
    let whole = Span::new(start, start + word.len());
    if wide <= cells {
        pieces.push(WrapWord { span: whole, wide, blank });
        return;
    }
    let (mut from, mut taken) = (0, 0);
    for (at, grapheme) in bare.grapheme_indices(true) {
        let next = grapheme_width(grapheme);
        if taken + next > cells && at > from {
            pieces.push(WrapWord { span: Span::new(start + from, start + at), wide: taken, blank: 0 });
            (from, taken) = (at, 0);
        }
        taken += next;
    }
    pieces.push(WrapWord { span: Span::new(start + from, whole.end()), wide: taken, blank });
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(text: &str, cells: usize) -> Vec<&str> {
        let rows = Rows::wrap(text, Span::new(0, text.len()), cells);
        rows.as_slice().iter().map(|row| row.of(text)).collect()
    }

    #[test]
    fn breaks_at_words_then_inside_them() {
        assert_eq!(rows("to be or not", 5), ["to be ", "or ", "not"]);
        assert_eq!(rows("one\ntwo\tsix", 7), ["one\ntwo\t", "six"]);
        assert_eq!(rows("abcdefgh ij", 3), ["abc", "def", "gh ", "ij"]);
        assert_eq!(rows("日本語の", 5), ["日本", "語の"]);
        assert_eq!(rows("", 5), [""]);
    }

    proptest! {
        #[test]
        fn rows_tile_the_text_fit_and_lead_back(text in "([a-z]{1,9}|[ \n]|日|👨‍👩‍👧|❤️|é|‘|—|ｶﾞ|\\PC){0,60}", cells in 3usize..40) {
            let rows = Rows::wrap(&text, Span::new(0, text.len()), cells);
            let mut at = 0;
            for (index, &row) in rows.as_slice().iter().enumerate() {
                prop_assert_eq!(row.start(), at);
                at = row.end();
                // Marks can pile up on one letter until it is wider than the row.
                let letter = row.of(&text).trim_end().graphemes(true).count() == 1;
                prop_assert!(letter || width(row.of(&text).trim_end()) <= cells, "{:?} in {}", row.of(&text), cells);
                for (byte, _) in row.of(&text).grapheme_indices(true) {
                    prop_assert_eq!(rows.row_of(row.start() + byte), index);
                }
            }
            prop_assert_eq!(at, text.len());
        }
    }
}
