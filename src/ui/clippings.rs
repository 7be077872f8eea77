//! The list of clippings.

use super::canvas::Canvas;
use super::labels::{dotted, wrapped};
use super::theme::Theme;
use crate::app::Model;
use crate::app::layout::Area;
use sayso_library::cite::Cited;
use sayso_library::state::Clipping;

/// Columns before the words.
const INDENT: u16 = 5;

/// Rows of the chosen one's words at most.
const WHOLE: usize = 6;

/// Draws all that fit, the chosen one with all its words.
pub fn draw(canvas: &mut Canvas, model: &Model, area: Area, row: usize) {
    let all = model.clippings();
    if all.is_empty() {
        canvas.put_short(area, 1, 0, area.w, "none yet (a on a quote clips it)", Theme::dim());
    }
    let row = row.min(all.len().saturating_sub(1));
    let mut left = area;
    for (at, clipping) in all.iter().enumerate().skip(first(all, row, usize::from(area.h))) {
        let used = entry(canvas, left, at, &model.cited_as_now(&clipping.clip), at == row);
        left = left.below(used);
        if left.h == 0 {
            break;
        }
    }
}

/// The first that is shown, so that the chosen one is.
fn first(all: &[Clipping], row: usize, height: usize) -> usize {
    let rows = |clipping: &Clipping| 2 + usize::from(!clipping.clip.note.is_empty());
    let mut spare = height.saturating_sub(WHOLE + 2);
    let above = all[..row.min(all.len())].iter().rev().take_while(|clipping| {
        let fits = spare >= rows(clipping);
        spare = spare.saturating_sub(rows(clipping));
        fits
    });
    row - above.count()
}

/// Draws one; the rows it took.
fn entry(canvas: &mut Canvas, area: Area, at: usize, cited: &Cited, chosen: bool) -> u16 {
    let cells = usize::from(area.w.saturating_sub(INDENT + 1));
    let words = cited.bare();
    let lines = wrapped(&words, cells, if chosen { WHOLE - 1 } else { 0 });
    let place = area.top(lines.len() as u16);
    canvas.put(place, 1, 0, &(at + 1).to_string(), Theme::bold());
    canvas.put_lines(place, (INDENT, place.w), &lines, Theme::plain());
    if chosen {
        canvas.choose(place);
    }
    let mut y = place.h;
    let note = cited.note.clone().unwrap_or_default();
    for (text, style) in [(source(cited), Theme::dim()), (note, Theme::bold())] {
        if !text.is_empty() && y < area.h {
            canvas.put_short(area, INDENT, y, area.w, &text, style);
            y += 1;
        }
    }
    y
}

/// `Mao Ning · was Li Shangfu · NATO looks to Asia · Asian Affairs · 2023-07`.
fn source(cited: &Cited) -> String {
    let was = cited.was.as_deref().map(|was| format!("was {was}"));
    dotted([
        cited.speaker.as_deref(),
        was.as_deref(),
        Some(&cited.title),
        cited.publication.as_deref(),
        cited.published.as_deref(),
    ])
}
