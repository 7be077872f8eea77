//! What lies over the panes: the source card, the article's info, help, the commands that match.

use super::canvas::Canvas;
use super::clippings;
use super::completion_menu;
use super::correct;
use super::labels::{byline, wrapped};
use super::theme::Theme;
use crate::app::layout::{Area, Width};
use crate::app::overlay::{Layer, PromptKind};
use crate::app::reader::Reader;
use crate::app::{Mode, Model};
use crate::cells::Rows;
use sayso_attribution::text::Span;

/// Draws the layers, the top one last.
pub fn draw(canvas: &mut Canvas, model: &Model) {
    for layer in &model.layers {
        match layer {
            Layer::Card { row } => card(canvas, model, *row),
            Layer::Info { top } => info(canvas, model, *top),
            Layer::Output { name, lines, top } => output(canvas, model, name, &lines[*top.min(&lines.len())..]),
            Layer::Clippings { row } => {
                let area = sheet(canvas, model.layout.body(), &format!("CLIPPINGS {}", model.clippings().len()));
                clippings::draw(canvas, model, area, *row);
            }
            Layer::Help { of, prompt, top } => help(canvas, model, *of, prompt.text(), *top),
            Layer::Line { ask: PromptKind::Command, prompt, row, .. } => {
                completion_menu::commands(canvas, model, prompt.text(), *row)
            }
            Layer::Correct(card) => correct::card(canvas, model, card),
            Layer::Line { ask: PromptKind::Who, prompt, row, .. } => {
                completion_menu::speakers(canvas, model, prompt.text(), *row)
            }
            Layer::Picker | Layer::Select(_) | Layer::Line { .. } => {}
        }
    }
}

/// Where a card stands: over the panel where there is one, else over the half of the screen without the cursor.
pub fn side(model: &Model) -> Area {
    let layout = &model.layout;
    let body = layout.body();
    let panel = layout.panel.body;
    if layout.width == Width::Wide && panel.w > 0 {
        return Area { x: panel.x, w: panel.w, ..body };
    }
    let cursor = model.reader.as_ref().and_then(Reader::cursor_row).unwrap_or(0);
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

/// Columns of the labels of the source card.
const LABEL: u16 = 10;

fn card(canvas: &mut Canvas, model: &Model, row: usize) {
    let tag = model.reader.as_ref().and_then(|r| r.current.map(|q| r.quotes.tag(q))).unwrap_or_default();
    let area = sheet(canvas, side(model), &format!("SOURCE {tag}"));
    let rows = model.card_rows();
    if rows.is_empty() {
        canvas.put_short(area, 1, 0, area.w, "no quote here", Theme::dim());
    }
    let mut spare = usize::from(area.h).saturating_sub(rows.len());
    let mut left = area;
    for (at, entry) in rows.iter().enumerate().skip((row + 1).saturating_sub(area.h.into())) {
        let lines = wrapped(&entry.text, usize::from(area.w.saturating_sub(LABEL)), spare);
        spare -= lines.len() - 1;
        let place = left.top(lines.len() as u16);
        left = left.below(place.h);
        canvas.put(place, 1, 0, entry.label, Theme::dim());
        let style = if entry.jump.is_some() { Theme::plain() } else { Theme::dim() };
        canvas.put_lines(place, (LABEL, place.w), &lines, style);
        if at == row {
            canvas.choose(place);
        }
    }
}

fn output(canvas: &mut Canvas, model: &Model, name: &str, lines: &[String]) {
    let area = sheet(canvas, model.layout.body(), name);
    flowing(canvas, area, lines);
}

/// Lines wrapped one under the other, as far as there is room.
fn flowing(canvas: &mut Canvas, area: Area, lines: &[String]) {
    let mut y = 0;
    for line in lines {
        let span = Span::new(0, line.len());
        for row in Rows::wrap(line, span, usize::from(area.w.saturating_sub(2))).as_slice() {
            if y >= area.h {
                return;
            }
            canvas.put(area, 1, y, row.of(line).trim_end(), Theme::plain());
            y += 1;
        }
    }
}

fn info(canvas: &mut Canvas, model: &Model, top: usize) {
    let area = sheet(canvas, side(model), "ARTICLE");
    let Some(Reader { document, .. }) = &model.reader else { return };
    let mut lines = vec![document.meta().title.clone(), byline(document, usize::MAX)];
    lines.extend(model.article_facts());
    flowing(canvas, area, lines.get(top..).unwrap_or_default());
}

/// Columns of the keys in help.
const KEYS: u16 = 24;

fn help(canvas: &mut Canvas, model: &Model, of: Mode, typed: &str, top: usize) {
    let heading = if typed.is_empty() { "KEYS (type to filter)".to_owned() } else { format!("KEYS  {typed}") };
    let area = sheet(canvas, model.layout.body(), &heading);
    let mut above = None;
    let rows = model.help_rows(of, typed);
    if rows.is_empty() {
        canvas.put_short(area, 1, 0, area.w, "no key has these words", Theme::dim());
    }
    for (y, (mode, row)) in rows.into_iter().skip(top).take(area.h.into()).enumerate() {
        let line = area.below(y as u16).top(1);
        let heading = if above == Some(mode) { "" } else { mode.title() };
        above = Some(mode);
        let end = canvas.put_right(line, 0, 1, heading, Theme::bold()).saturating_sub(1);
        let keys = KEYS.min(line.w / 3);
        canvas.put_short(line, 1, 0, keys, &row.keys.join("  "), Theme::bold());
        canvas.put_short(line, keys + 1, 0, end, &row.desc, Theme::plain());
    }
}
