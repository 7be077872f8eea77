//! Which pane stands where, for every size from 1x1: plain numbers, so that scrolling and drawing agree.

use super::Pane;

/// A rectangle of cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Area {
    /// Column of the left edge.
    pub x: u16,
    /// Row of the top edge.
    pub y: u16,
    /// Columns.
    pub w: u16,
    /// Rows.
    pub h: u16,
}

/// What the user chose to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    /// The panel (or strip, or card) is shown.
    pub panel: bool,
    /// The text alone.
    pub zen: bool,
    /// Columns of text the user asked for.
    pub measure: u16,
    /// Articles in the list.
    pub entries: usize,
    /// Rows under the text that show the whole current quote.
    pub strip: u16,
}

/// How much fits side by side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Width {
    /// Three panes: 120 columns and more.
    Wide,
    /// The text with the list above it, or the current quote or the panel below it: 60 to 119.
    Middle,
    /// Fewer than 60 columns: the text or the list alone, and the panel alone.
    #[default]
    Narrow,
}

/// A pane: its heading, its rows, its foot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// Heading and the blank row under it.
    pub head: Area,
    /// What scrolls.
    pub body: Area,
    /// One row, or none.
    pub foot: Area,
}

/// The whole screen. Areas that are not shown are empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// How much fits side by side.
    pub width: Width,
    /// Everything.
    pub screen: Area,
    /// The first row.
    pub title: Area,
    /// The articles.
    pub list: Frame,
    /// The text.
    pub text: Frame,
    /// The quotes by speaker.
    pub panel: Frame,
    /// The strip of quotes or the card under the text, and under the panel where there are three panes.
    pub strip: Area,
    /// One-cell rules, lying or standing.
    pub rules: [Area; 3],
    /// The last row.
    pub status: Area,
    /// Columns of text.
    pub measure: u16,
    /// Blank columns left of the gutter.
    pub margin: u16,
    /// Columns of the gutter.
    pub gutter: u16,
}

/// The text is never narrower than this where the terminal is not.
pub const MEASURE_MIN: u16 = 38;
/// Lines longer than this are hard to come back from.
pub const MEASURE_MAX: u16 = 160;
/// About eleven words a line.
pub const MEASURE: u16 = 68;

impl Area {
    /// Returns `true` if it holds no cell.
    pub fn is_empty(self) -> bool {
        self.w == 0 || self.h == 0
    }

    /// The area without its first `n` rows.
    #[must_use]
    pub fn below(self, n: u16) -> Self {
        let n = n.min(self.h);
        Self { y: self.y + n, h: self.h - n, ..self }
    }

    /// Its first `n` rows.
    #[must_use]
    pub fn top(self, n: u16) -> Self {
        Self { h: n.min(self.h), ..self }
    }

    /// A list drawn here: each of its rows that has a place, by number and place, so that the `chosen` one has.
    pub fn rows(self, chosen: usize) -> impl Iterator<Item = (usize, Self)> {
        self.blocks(chosen, 1)
    }

    /// A list whose entries take `height` rows each: the entries that have a place, by number and place, so that the
    /// `chosen` one has.
    pub fn blocks(self, chosen: usize, height: u16) -> impl Iterator<Item = (usize, Self)> {
        let fit = self.h / height.max(1);
        let first = (chosen + 1).saturating_sub(fit.into());
        (0..fit).map(move |at| (first + usize::from(at), self.below(at * height).top(height)))
    }

    /// Cuts off the last `n` rows: what is left, what was cut.
    #[must_use]
    pub fn cut_bottom(self, n: u16) -> (Self, Self) {
        let n = n.min(self.h);
        (self.top(self.h - n), self.below(self.h - n))
    }

    /// Cuts at column `n`: left, right.
    #[must_use]
    pub fn cut_left(self, n: u16) -> (Self, Self) {
        let n = n.min(self.w);
        (Self { w: n, ..self }, Self { x: self.x + n, w: self.w - n, ..self })
    }
}

impl Layout {
    /// Lays out a screen of `size` (columns, rows). `tag` is the widest quote tag of the article, in cells.
    pub fn of(size: (u16, u16), view: View, focus: Pane, tag: u16) -> Self {
        let screen = Area { x: 0, y: 0, w: size.0, h: size.1 };
        let (rest, status) = screen.cut_bottom(u16::from(screen.h > 1));
        let title_rows = u16::from(screen.h > 4);
        let mut layout = Self { screen, status, title: rest.top(title_rows), ..Self::default() };
        let body = rest.below(title_rows);
        layout.width = match size.0 {
            120.. => Width::Wide,
            60.. => Width::Middle,
            _ => Width::Narrow,
        };
        match (layout.width, focus) {
            _ if view.zen => layout.text.body = body,
            (Width::Wide, _) => layout.three_panes(body, view, focus, tag),
            (_, Pane::List) => layout.with_list(body, view.entries),
            (Width::Middle, Pane::Quotes) => layout.with_panel(body),
            (Width::Narrow, Pane::Quotes) => layout.panel.body = body,
            (_, Pane::Reader) => layout.with_strip(body, view),
        }
        layout.columns(view.measure, tag);
        layout
    }

    /// All rows between the first and the last.
    pub fn body(&self) -> Area {
        self.screen.below(self.title.h).cut_bottom(self.status.h).0
    }

    fn three_panes(&mut self, body: Area, view: View, focus: Pane, tag: u16) {
        let (list, rest) = body.cut_left((body.w * 23 / 100).clamp(24, 36));
        let (rule, rest) = rest.cut_left(1);
        self.rules[0] = rule;
        self.list = framed(list, 1);
        if !view.panel {
            self.text = framed(rest, 2);
            return;
        }
        let text = view.measure + gutter(rest.w, tag) + 2;
        let (text, rest) = rest.cut_left(rest.w - 1 - panel_columns(body.w, rest.w - 1, text, focus));
        let (rule, panel) = rest.cut_left(1);
        self.rules[1] = rule;
        self.text = framed(text, 2);
        self.panel = framed(panel, 1);
        if self.panel.body.h >= 10 {
            let (rows, card) = self.panel.body.cut_bottom(EVIDENCE + 1);
            self.panel.body = rows;
            self.rules[2] = card.top(1);
            self.strip = card.below(1);
        }
    }

    /// The list over the text: all its articles in two rows each, else one row each up to half of the screen.
    fn with_list(&mut self, body: Area, entries: usize) {
        let (entries, half) = (u16::try_from(entries).unwrap_or(u16::MAX), body.h / 2);
        let rows = entries.saturating_mul(2);
        let rows = if rows <= half { rows } else { entries.min(half) }.max(1);
        if body.h < SPLIT {
            self.list.body = body;
            return;
        }
        self.list.body = body.top(rows);
        self.rules[2] = body.below(rows).top(1);
        self.text.body = body.below(rows + 1);
    }

    /// The panel under the text, with a heading.
    fn with_panel(&mut self, body: Area) {
        self.under_text(body, if body.h < SPLIT { body.h } else { body.h / 2 });
        let panel = std::mem::take(&mut self.strip);
        let head = u16::from(panel.h > 4);
        self.panel = Frame { head: panel.top(head), body: panel.below(head), foot: Area::default() };
    }

    /// The current quote under the text: as many rows as it takes, up to a third of the screen, and no fewer than
    /// most quotes take, so that the text seldom moves. In a narrow terminal a card of two lines.
    fn with_strip(&mut self, body: Area, view: View) {
        let usual = body.h / 6 + 1;
        let rows = match self.width {
            _ if !view.panel || body.h < 8 => 0,
            // In a narrow text the quote is seen whole above its card.
            Width::Narrow => 2,
            _ => view.strip.clamp(usual, (body.h / 3).max(usual)),
        };
        self.under_text(body, rows);
    }

    fn under_text(&mut self, body: Area, rows: u16) {
        let (text, under) = body.cut_bottom(if rows > 0 { rows + 1 } else { 0 });
        self.text.body = text;
        self.rules[2] = under.top(1);
        self.strip = under.below(1);
    }

    fn columns(&mut self, measure: u16, tag: u16) {
        // A hidden text keeps the measure it would have alone, so that its place survives.
        let w = if self.text.body.is_empty() { self.screen.w } else { self.text.body.w };
        self.gutter = gutter(w, tag);
        let room = w.saturating_sub(self.gutter);
        self.measure = measure.min(room.saturating_sub(u16::from(room > MEASURE_MIN))).max(1);
        self.margin = room.saturating_sub(self.measure) / 2;
        if self.margin < 3 {
            self.margin = 0;
        }
    }
}

/// Rows of evidence under the panel.
const EVIDENCE: u16 = 3;

/// From this many rows on a screen of one column of panes is shared by two.
const SPLIT: u16 = 12;

/// From this many columns on the panel takes what the text does not need.
const SPARE: u16 = 140;

/// A panel is never wider: longer lines are hard to come back from.
const PANEL_MAX: u16 = 100;

/// Columns of the panel on a screen of `screen` columns, of which text and panel share `both` and the text has use for
/// `text`. More while it has the focus; the text always keeps [`MEASURE_MIN`].
fn panel_columns(screen: u16, both: u16, text: u16, focus: Pane) -> u16 {
    let share = screen * if focus == Pane::Quotes { 40 } else { 30 } / 100;
    let spare = if screen >= SPARE { both.saturating_sub(text) } else { 0 };
    share.max(spare).min(PANEL_MAX).min(both.saturating_sub(MEASURE_MIN + 6))
}

/// Columns before the text: cursor, tag, bar.
fn gutter(columns: u16, tag: u16) -> u16 {
    match columns {
        24.. => tag.max(3) + 3,
        8.. => 2,
        _ => 0,
    }
}

fn framed(area: Area, heading: u16) -> Frame {
    if area.h < 10 {
        return Frame { body: area, ..Frame::default() };
    }
    let (area, foot) = area.cut_bottom(1);
    Frame { head: area.top(heading + 1), body: area.below(heading + 1), foot }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn under_the_text_stands_the_whole_quote_or_a_card() {
        let strip = |w, strip| {
            let view = View { panel: true, zen: false, measure: MEASURE, entries: 2, strip };
            Layout::of((w, 24), view, Pane::Reader, 3).strip.h
        };
        assert_eq!([strip(80, 2), strip(80, 6), strip(80, 40)], [4, 6, 7], "80x24");
        assert_eq!([strip(40, 2), strip(40, 40)], [2, 2], "40x24");
    }

    #[test]
    fn the_list_shares_the_screen_with_the_text() {
        let rows = |w, h, entries| {
            let view = View { panel: true, zen: false, measure: MEASURE, entries, strip: 0 };
            let layout = Layout::of((w, h), view, Pane::List, 3);
            (layout.list.body.h, layout.text.body.h)
        };
        assert_eq!(rows(80, 24, 2), (4, 17));
        assert_eq!(rows(80, 24, 840), (11, 10));
        assert_eq!(rows(40, 24, 8), (8, 13));
        assert_eq!(rows(80, 10, 2), (8, 0), "too low for both");
    }

    #[test]
    fn nothing_leaves_the_screen_and_the_text_keeps_its_columns() {
        for w in 0..200 {
            for h in 0..50 {
                for focus in [Pane::List, Pane::Reader, Pane::Quotes] {
                    let view =
                        View { panel: true, zen: w % 7 == 0, measure: MEASURE, entries: usize::from(h), strip: 7 };
                    let l = Layout::of((w, h), view, focus, 3);
                    let areas = [l.title, l.list.body, l.text.body, l.text.foot, l.panel.body, l.strip, l.status];
                    assert!(areas.iter().all(|a| a.x + a.w <= w && a.y + a.h <= h), "{w}x{h}");
                    let shown = l.text.body;
                    assert!(shown.is_empty() || shown.w >= MEASURE_MIN.min(w), "{w}x{h}: {shown:?}");
                    assert!(shown.is_empty() || l.margin + l.gutter + l.measure <= shown.w.max(1), "{w}x{h}");
                }
            }
        }
    }
}
