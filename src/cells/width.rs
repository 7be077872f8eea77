//! How many cells of a terminal a text takes: the renderer's own measure, and the only one in the program.
//!
//! The renderer prints grapheme by grapheme, so the width of a text is the sum over its graphemes, never over
//! its characters (a family emoji is 2 cells, not 6) and never of the whole at once. A test in `ui` holds this
//! equal to what is really drawn.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Cells that `text` takes on one row. Line ends and tabs count as the one space they are drawn as.
pub fn width(text: &str) -> usize {
    if text.bytes().all(|b| matches!(b, b' '..=b'~')) {
        return text.len();
    }
    text.graphemes(true).map(grapheme_width).sum()
}

/// Cells of one grapheme: 0, 1 or 2, more for piled-up half-width marks.
pub fn grapheme_width(grapheme: &str) -> usize {
    if grapheme.len() == 1 && !grapheme.as_bytes()[0].is_ascii_control() {
        return 1;
    }
    if grapheme.contains(char::is_control) {
        return usize::from(is_blank(grapheme));
    }
    // Half-width sound marks are zero wide by the table, but terminals give each a cell of its own.
    grapheme.width() + grapheme.chars().filter(|c| matches!(c, '\u{FF9E}' | '\u{FF9F}')).count()
}

/// Returns `true` for white space that is drawn as one space: a space, a tab, a line end.
pub fn is_blank(grapheme: &str) -> bool {
    grapheme.chars().all(char::is_whitespace)
}

/// The longest start of `text` that fits `cells`, at a grapheme's edge, and its width.
pub fn fit(text: &str, cells: usize) -> (&str, usize) {
    let mut taken = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        let wide = grapheme_width(grapheme);
        if taken + wide > cells {
            return (&text[..at], taken);
        }
        taken += wide;
    }
    (text, taken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emoji_marks_and_wide_letters() {
        let cases =
            [("abc", 3), ("❤️", 2), ("👨‍👩‍👧", 2), ("👍🏽", 2), ("日本", 4), ("e\u{301}", 1), ("a\tb", 3), ("a\r\nb", 3)];
        for (text, want) in cases {
            assert_eq!(width(text), want, "{text:?}");
        }
    }

    #[test]
    fn a_wide_letter_is_never_cut() {
        assert_eq!(fit("日本語", 3), ("日", 2));
        assert_eq!(fit("abc", 9), ("abc", 3));
    }
}
