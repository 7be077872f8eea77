//! Putting text into cells: measured as it is drawn, letters lit, in ASCII where the user wants that.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

use super::lit;
use crate::text::Span;
use crate::text::width::{grapheme_width, is_blank, width};

/// What stands for a mark where only ASCII may be shown.
const ASCII: &[(&str, &str)] = &[("▌", "|"), ("┆", ":"), ("│", "|"), ("─", "-"), ("·", "-"), ("…", "~"), ("¶", "#")];

/// The cells of the screen, with the ways the search writes to them.
pub struct Paint<'a> {
    buffer: &'a mut Buffer,
    ascii: bool,
}

impl<'a> Paint<'a> {
    /// Draws into `buffer`.
    pub fn new(buffer: &'a mut Buffer, ascii: bool) -> Self {
        Self { buffer, ascii }
    }

    /// Writes `text` from column `x` on into the first row of `area`; gives the column after it.
    pub fn put(&mut self, area: Rect, x: u16, text: &str, style: Style) -> u16 {
        self.put_lit(area, x, text, Span::new(0, text.len()), &[], style)
    }

    /// The same, with an ellipsis in the last cell if it does not fit.
    pub fn put_short(&mut self, area: Rect, x: u16, text: &str, style: Style) -> u16 {
        self.put_lit_short(area, x, text, Span::new(0, text.len()), &[], style)
    }

    /// Writes `text` to end at the right edge of `area`.
    pub fn put_right(&mut self, area: Rect, text: &str, style: Style) {
        let x = area.width.saturating_sub(width(text) as u16);
        self.put(area, x, text, style);
    }

    /// Writes `text[part]`, with the letters in `lits` (ascending, bytes of `text`) lit; stops at the edge.
    pub fn put_lit(&mut self, area: Rect, x: u16, text: &str, part: Span, lits: &[Span], style: Style) -> u16 {
        let mut x = x;
        let mut lits = lits.iter().skip_while(|lit| lit.end() <= part.start()).peekable();
        for (at, grapheme) in part.of(text).grapheme_indices(true) {
            let (at, wide) = (part.start() + at, grapheme_width(grapheme) as u16);
            if wide == 0 {
                continue;
            }
            if area.height == 0 || x + wide > area.width {
                break;
            }
            while lits.next_if(|lit| lit.end() <= at).is_some() {}
            let style = if lits.peek().is_some_and(|lit| lit.start() < at + grapheme.len()) {
                style.patch(lit())
            } else {
                style
            };
            self.cell(area.x + x, area.y, grapheme, wide, style);
            x += wide;
        }
        x
    }

    /// The same, with an ellipsis in the last cell if not all of it fits.
    pub fn put_lit_short(&mut self, area: Rect, x: u16, text: &str, part: Span, lits: &[Span], style: Style) -> u16 {
        let room = usize::from(area.width.saturating_sub(x));
        // Each cell takes at most a grapheme: no need to measure what cannot fit.
        let cells: usize = part.of(text).graphemes(true).take(room + 1).map(grapheme_width).sum();
        if cells <= room {
            return self.put_lit(area, x, text, part, lits, style);
        }
        let shorter = Rect { width: area.width.saturating_sub(1), ..area };
        let x = self.put_lit(shorter, x, text, part, lits, style);
        self.put(area, x, "…", style)
    }

    /// Fills `area` with one mark.
    pub fn fill(&mut self, area: Rect, mark: &str, style: Style) {
        for y in area.top()..area.bottom() {
            for x in area.left()..area.right() {
                self.cell(x, y, mark, 1, style);
            }
        }
    }

    /// Styles the cells of `area` as they are.
    pub fn style(&mut self, area: Rect, style: Style) {
        self.buffer.set_style(area, style);
    }

    fn cell(&mut self, x: u16, y: u16, grapheme: &str, wide: u16, style: Style) {
        let room = usize::from(wide);
        let plain = ASCII.iter().find(|(mark, _)| self.ascii && *mark == grapheme).map(|(_, plain)| *plain);
        match plain {
            _ if is_blank(grapheme) => self.buffer.set_stringn(x, y, " ", room, style),
            Some(plain) => self.buffer.set_stringn(x, y, plain, room, style),
            None if self.ascii && !grapheme.is_ascii() => {
                let folded = crate::text::fold::fold(grapheme);
                let shown = if folded.is_ascii() && width(&folded) == room { folded } else { "?".repeat(room) };
                self.buffer.set_stringn(x, y, shown, room, style)
            }
            None => self.buffer.set_stringn(x, y, grapheme, room, style),
        };
    }
}

/// What is left of `text` without its first `cells` cells.
pub fn skip(text: &str, cells: usize) -> &str {
    let (head, _) = crate::text::width::fit(text, cells);
    &text[head.len()..]
}

/// The rows of `text[within]` at `cells` cells a row, broken at white space, or inside a word too long for one.
pub fn wrap(text: &str, within: Span, cells: usize) -> Vec<Span> {
    let (mut rows, mut start, mut taken) = (Vec::new(), within.start(), 0);
    // The last white space of the row: where it ends, and the cells up to there.
    let mut gap: Option<(usize, usize)> = None;
    for (at, grapheme) in within.of(text).grapheme_indices(true) {
        let (at, wide) = (within.start() + at, grapheme_width(grapheme));
        if taken + wide > cells && at > start && !is_blank(grapheme) {
            let (end, cells_there) = gap.take().unwrap_or((at, taken));
            rows.push(Span::new(start, end));
            (start, taken) = (end, taken - cells_there);
        }
        taken += wide;
        if is_blank(grapheme) {
            gap = Some((at + grapheme.len(), taken));
        }
    }
    rows.push(Span::new(start, within.end()));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(text: &str, cells: usize) -> Vec<&str> {
        wrap(text, Span::new(0, text.len()), cells).iter().map(|row| row.of(text)).collect()
    }

    #[test]
    fn rows_break_at_white_space_then_inside_words() {
        assert_eq!(rows("to be or not", 5), ["to be ", "or ", "not"]);
        assert_eq!(rows("abcdefgh ij", 3), ["abc", "def", "gh ", "ij"]);
        assert_eq!(rows("", 5), [""]);
    }

    proptest! {
        #[test]
        fn rows_tile_the_text_and_fit(text in "\\PC{0,60}", cells in 2usize..12) {
            let rows = rows(&text, cells);
            prop_assert_eq!(rows.concat(), text.clone());
            prop_assert!(rows.iter().all(|row| width(row.trim_end()) <= cells || row.graphemes(true).count() == 1));
        }
    }
}
