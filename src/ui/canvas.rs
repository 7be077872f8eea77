//! Putting text into cells: clipped to an area, measured as it is drawn, in ASCII where the user wants that.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use super::theme::Theme;
use crate::app::layout::Area;
use crate::app::prompt::Prompt;
use crate::cells::{fit, grapheme_width, is_blank, width};

/// The cells of the screen, with the few ways the program writes to them.
pub struct Canvas<'a> {
    buffer: &'a mut Buffer,
    ascii: bool,
}

/// What stands for a mark where only ASCII may be shown; each as wide as the mark.
const ASCII: &[(char, char)] = &[
    ('▌', '#'),
    ('┆', ':'),
    ('│', '|'),
    ('─', '-'),
    ('·', '-'),
    ('•', '*'),
    ('…', '~'),
    ('→', '>'),
    ('¶', '#'),
    ('‘', '\''),
    ('’', '\''),
    ('‚', '\''),
    ('“', '"'),
    ('”', '"'),
    ('„', '"'),
    ('«', '"'),
    ('»', '"'),
    ('–', '-'),
    ('—', '-'),
    ('−', '-'),
    ('ø', 'o'),
    ('Ø', 'O'),
    ('ł', 'l'),
    ('Ł', 'L'),
    ('đ', 'd'),
    ('Đ', 'D'),
    ('ı', 'i'),
];

impl<'a> Canvas<'a> {
    /// Draws into `buffer`; in ASCII alone if `ascii`.
    pub fn new(buffer: &'a mut Buffer, ascii: bool) -> Self {
        Self { buffer, ascii }
    }

    /// Writes `text` at column `x`, row `y` of `area`, up to the area's right edge, and gives the column after it.
    pub fn put(&mut self, area: Area, x: u16, y: u16, text: &str, style: Style) -> u16 {
        self.put_lit(area, x, y, text, |_| style)
    }

    /// Like [`Canvas::put`], in the style that `look` gives for the byte of `text` at which each letter starts.
    pub fn put_lit(&mut self, area: Area, x: u16, y: u16, text: &str, look: impl Fn(usize) -> Style) -> u16 {
        let mut x = x;
        for (at, grapheme) in text.grapheme_indices(true) {
            let wide = grapheme_width(grapheme) as u16;
            if wide == 0 {
                continue;
            }
            if x + wide > area.w || y >= area.h {
                break;
            }
            self.cell(area.x + x, area.y + y, grapheme, wide, look(at));
            x += wide;
        }
        x
    }

    /// Writes `text`, and an ellipsis in the last cell if not all of it fits before column `end`.
    pub fn put_short(&mut self, area: Area, x: u16, y: u16, end: u16, text: &str, style: Style) -> u16 {
        self.put_lit_short(area, (x, y, end), text, |_| style)
    }

    /// Like [`Canvas::put_short`], with the style of each letter; the ellipsis has that of the byte behind `text`.
    pub fn put_lit_short(
        &mut self,
        area: Area,
        (x, y, end): (u16, u16, u16),
        text: &str,
        look: impl Fn(usize) -> Style,
    ) -> u16 {
        let end = if y < area.h { end.min(area.w) } else { 0 };
        let room = usize::from(end.saturating_sub(x));
        let part = Area { w: end, ..area };
        if fit(text, room).0.len() == text.len() {
            return self.put_lit(part, x, y, text, look);
        }
        if room == 0 {
            return x;
        }
        let after = self.put_lit(part, x, y, fit(text, room - 1).0.trim_end(), &look);
        self.put(part, after, y, "…", look(text.len()))
    }

    /// Writes lines one under the other, each up to column `end`.
    pub fn put_lines(&mut self, area: Area, (x, end): (u16, u16), lines: &[&str], style: Style) {
        for (y, line) in lines.iter().enumerate() {
            self.put_short(area, x, y as u16, end, line, style);
        }
    }

    /// Writes `text` so that it ends at the area's right edge, `margin` cells from it; gives its first column.
    pub fn put_right(&mut self, area: Area, y: u16, margin: u16, text: &str, style: Style) -> u16 {
        let x = area.w.saturating_sub(margin + width(text) as u16);
        self.put(area, x, y, text, style);
        x
    }

    /// Writes a line being typed from column `x` to `end`, of one too long the part around the caret; gives the
    /// caret's column. `look` gives the style of each byte of the line.
    pub fn put_prompt(
        &mut self,
        area: Area,
        (x, end): (u16, u16),
        prompt: &Prompt,
        look: impl Fn(usize) -> Style,
    ) -> u16 {
        let (room, caret) = (usize::from(end.saturating_sub(x)).max(1), prompt.caret());
        let (hidden, cells) = fit(prompt.text(), (caret + 1).saturating_sub(room));
        let part = Area { w: end.min(area.w), ..area };
        self.put_lit(part, x, 0, &prompt.text()[hidden.len()..], |at| look(hidden.len() + at));
        x + caret.saturating_sub(cells) as u16
    }

    /// Styles whole rows of `area` as they are.
    pub fn style(&mut self, area: Area, style: Style) {
        self.buffer.set_style(rect(area), style);
    }

    /// Shows the rows of `area` as those under the cursor.
    pub fn choose(&mut self, area: Area) {
        self.put(area, 0, 0, ">", Theme::bold());
        self.style(area, Theme::chosen());
    }

    /// A rule one cell wide, standing or lying.
    pub fn rule(&mut self, area: Area, style: Style) {
        self.fill(area, if area.w == 1 && area.h > 1 { "│" } else { "─" }, style);
    }

    /// Fills `area` with one mark.
    pub fn fill(&mut self, area: Area, mark: &str, style: Style) {
        for y in 0..area.h {
            for x in 0..area.w {
                self.cell(area.x + x, area.y + y, mark, 1, style);
            }
        }
    }

    fn cell(&mut self, x: u16, y: u16, grapheme: &str, wide: u16, style: Style) {
        let end = self.buffer.area.right();
        if y >= self.buffer.area.bottom() || x + wide > end {
            return;
        }
        let room = usize::from(wide);
        // A style is laid over what the cell had: without this, the pane beneath shines through a layer.
        for column in x..x + wide {
            self.buffer[(column, y)].reset();
        }
        if is_blank(grapheme) {
            self.buffer.set_stringn(x, y, " ", room, style);
        } else if self.ascii && !grapheme.is_ascii() {
            self.buffer.set_stringn(x, y, format!("{:<room$}", plain(grapheme)), room, style);
        } else {
            self.buffer.set_stringn(x, y, grapheme, room, style);
        }
    }
}

/// The nearest ASCII character.
fn plain(grapheme: &str) -> char {
    let first = grapheme.chars().next().unwrap_or('?');
    let mark = ASCII.iter().find(|(c, _)| *c == first).map(|(_, a)| *a);
    mark.or_else(|| first.nfd().next().filter(char::is_ascii)).unwrap_or('?')
}

fn rect(area: Area) -> Rect {
    Rect { x: area.x, y: area.y, width: area.w, height: area.h }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const AREA: Area = Area { x: 0, y: 0, w: 80, h: 1 };

    #[test]
    fn nothing_of_what_was_there_shines_through() {
        let mut buffer = Buffer::empty(rect(AREA));
        let mut canvas = Canvas::new(&mut buffer, false);
        canvas.put(AREA, 0, 0, "日本 beneath", Style::new().bold().red().underlined());
        canvas.fill(AREA, " ", Style::new());
        canvas.put(AREA, 1, 0, "over", Style::new().dim());
        let mut wanted = Buffer::empty(rect(AREA));
        Canvas::new(&mut wanted, false).put(AREA, 1, 0, "over", Style::new().dim());
        assert_eq!(buffer, wanted);
    }

    proptest! {
        /// The program's width is the renderer's: what it says is what the cursor moves by.
        #[test]
        fn width_is_what_the_renderer_draws(text in "([a-z]|日|👨‍👩‍👧|❤️|1️⃣|é|‘|ｶﾞ|กำ|لا|\\PC){0,20}") {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 200, 1));
            let (drawn, _) = buffer.set_stringn(0, 0, &text, 200, Style::new());
            prop_assert_eq!(usize::from(drawn), width(&text), "{:?}", text);
        }

        #[test]
        fn ascii_is_as_wide_as_what_it_stands_for(text in "([a-z]|日|❤️|é|‘|…|\\PC){0,20}") {
            let mut buffer = Buffer::empty(rect(AREA));
            let after = Canvas::new(&mut buffer, true).put(AREA, 0, 0, &text, Style::new());
            prop_assert_eq!(usize::from(after), width(&text));
            prop_assert!(buffer.content.iter().all(|cell| cell.symbol().is_ascii()));
        }
    }
}
