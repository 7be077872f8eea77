//! Where overlays stand, and their headings.

use super::canvas::Canvas;
use super::theme::Theme;
use crate::app::Model;
use crate::app::layout::{Area, Width};
use crate::app::reader::Reader;

/// Where a card stands: over the panel where there is one, else over the half of the screen without the cursor.
pub fn side(model: &Model) -> Area {
    let layout = &model.panes.layout;
    let body = layout.body();
    let panel = layout.panel.body;
    if layout.width == Width::Wide && panel.w > 0 {
        return Area { x: panel.x, w: panel.w, ..body };
    }
    let cursor = model.panes.reader.as_ref().and_then(Reader::cursor_row).unwrap_or(0);
    match body.cut_bottom(body.h / 2) {
        _ if body.h < 12 => body,
        (upper, _) if cursor >= usize::from(upper.h) => upper,
        (_, lower) => lower,
    }
}

/// Clears `area` and heads it; gives what is left.
pub fn sheet(canvas: &mut Canvas, area: Area, heading: &str) -> Area {
    canvas.fill(area, " ", Theme::plain());
    canvas.fill(area.top(1), "─", Theme::dim());
    canvas.put_short(area, 1, 0, area.w, &format!(" {heading} "), Theme::bold());
    area.below(1)
}
