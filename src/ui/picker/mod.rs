//! The search drawn: the line, the tabs, the rows, and a preview of the hit beside or below them.

mod paint;
mod preview;
mod rows;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::app::picker::{Picker, Tab};
use crate::library::Library;
use paint::Paint;

/// From this width on the preview stands beside the rows, below it under them.
const BESIDE: u16 = 100;

/// Under this height there is no room for a preview.
const WITH_PREVIEW: u16 = 12;

/// Draws the search into `area`, every cell of it, in ASCII alone if `ascii`; gives where the cursor stands.
pub fn draw(buffer: &mut Buffer, area: Rect, picker: &Picker, library: &Library, ascii: bool) -> Option<(u16, u16)> {
    let area = area.intersection(buffer.area);
    let mut paint = Paint::new(buffer, ascii);
    paint.fill(area, " ", Style::new());
    let cursor = line(&mut paint, row(area, 0), picker);
    tabs(&mut paint, row(area, 1), picker);
    let fault = picker.results().faults.first();
    if let Some(fault) = fault {
        paint.put_short(row(area, 2), 1, &format!("! {}", fault.message), bold());
    }
    let (list, rule, side) = split(below(area, 2 + u16::from(fault.is_some())));
    rows::draw(&mut paint, list, picker, library);
    paint.fill(rule, if rule.width == 1 && rule.height > 1 { "│" } else { "─" }, dim());
    preview::draw(&mut paint, side, picker, library);
    cursor
}

/// Rows, rule and preview.
fn split(area: Rect) -> (Rect, Rect, Rect) {
    if area.width >= BESIDE {
        let list = area.width / 2;
        let rule = Rect { x: area.x + list, width: 1, ..area };
        let side = Rect { x: rule.x + 1, width: area.width - list - 1, ..area };
        return (Rect { width: list, ..area }, rule, side);
    }
    if area.height < WITH_PREVIEW {
        return (area, Rect::ZERO, Rect::ZERO);
    }
    let list = area.height / 2;
    let side = below(area, list + 1);
    (Rect { height: list, ..area }, row(area, list), side)
}

fn line(paint: &mut Paint, area: Rect, picker: &Picker) -> Option<(u16, u16)> {
    const PROMPT: &str = " search > ";
    let start = paint.put(area, 0, PROMPT, bold());
    let room = usize::from(area.width.saturating_sub(start));
    if room == 0 {
        return None;
    }
    let (cursor, left_out) = picker.typed().cursor(room);
    paint.put(area, start, paint::skip(picker.typed().text(), left_out), Style::new());
    let x = area.x + start + (cursor - left_out.min(cursor)).min(room - 1) as u16;
    Some((x, area.y))
}

fn tabs(paint: &mut Paint, area: Rect, picker: &Picker) {
    let mut x = 0;
    for tab in Tab::ALL {
        let label = format!("{} {}", tab.name(), picker.total(tab));
        let (label, style) =
            if tab == picker.tab() { (format!("[{label}]"), bold()) } else { (format!(" {label} "), Style::new()) };
        x = paint.put(area, x, &label, style);
    }
    if picker.is_waiting() {
        paint.put(area, x, " …", dim());
    }
}

fn row(area: Rect, y: u16) -> Rect {
    let part = below(area, y);
    Rect { height: part.height.min(1), ..part }
}

fn below(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect { y: area.y + rows, height: area.height - rows, ..area }
}

fn dim() -> Style {
    Style::new().add_modifier(Modifier::DIM)
}

fn bold() -> Style {
    Style::new().add_modifier(Modifier::BOLD)
}

/// Matched letters: bold and underlined, so that they show without colour.
fn lit() -> Style {
    Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED)
}

#[cfg(test)]
mod tests;
