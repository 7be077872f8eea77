//! What lies over the panes: the source card, the article's info, help, the commands that match.

use super::canvas::Canvas;
use super::clippings;
use super::completion_menu;
use super::correct;
use super::labels::{byline, wrapped};
use super::sheet::{sheet, side};
use super::theme::Theme;
use super::voices;
use crate::app::help::HelpLine;
use crate::app::layout::Area;
use crate::app::overlay::{Layer, PromptKind};
use crate::app::reader::Reader;
use crate::app::{Mode, Model};
use crate::cells::Rows;
use sayso_attribution::text::Span;

/// Draws the layers, the top one last.
pub fn draw(canvas: &mut Canvas, model: &Model) {
    for layer in model.overlays.layers() {
        match layer {
            Layer::Card { row } => card(canvas, model, *row),
            Layer::Info { top } => info(canvas, model, *top),
            Layer::Output { name, lines, top } => output(canvas, model, name, &lines[*top.min(&lines.len())..]),
            Layer::Clippings { row } => {
                let area = sheet(canvas, model.panes.layout.body(), &format!("CLIPPINGS {}", model.clippings().len()));
                clippings::draw(canvas, model, area, *row);
            }
            Layer::Voices { counted, row } => voices::draw(canvas, model, counted.as_deref(), *row),
            Layer::Help { of, prompt, top } => help(canvas, model, *of, prompt.text(), *top),
            Layer::Line { ask: PromptKind::Command, prompt, row, .. } => {
                completion_menu::commands(canvas, model, prompt.text(), *row);
            }
            Layer::Correct(card) => correct::card(canvas, model, card),
            Layer::Line { ask: PromptKind::Who, prompt, row, .. } => {
                completion_menu::speakers(canvas, model, prompt.text(), *row);
            }
            Layer::Picker | Layer::Select(_) | Layer::Line { .. } => {}
        }
    }
}

/// Columns of the labels of the source card.
const LABEL: u16 = 10;

fn card(canvas: &mut Canvas, model: &Model, row: usize) {
    let tag = model.panes.reader.as_ref().and_then(|r| r.current.map(|q| r.quotes.tag(q))).unwrap_or_default();
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
    let area = sheet(canvas, model.panes.layout.body(), name);
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
    let Some(Reader { document, .. }) = &model.panes.reader else { return };
    let mut lines = vec![document.meta().title.clone(), byline(document, usize::MAX)];
    lines.extend(model.article_facts());
    flowing(canvas, area, lines.get(top..).unwrap_or_default());
}

/// Columns of keys and marks in help.
const KEYS: u16 = 20;

/// From this width on help stands in two columns.
const TWO_COLUMNS: u16 = 100;

fn help(canvas: &mut Canvas, model: &Model, of: Mode, typed: &str, top: usize) {
    let heading = if typed.is_empty() { "KEYS (type to filter)".to_owned() } else { format!("KEYS  {typed}") };
    let area = sheet(canvas, model.panes.layout.body(), &heading);
    let lines = model.help_lines(of, typed);
    if lines.is_empty() {
        canvas.put_short(area, 1, 0, area.w, "no key or mark matches", Theme::dim());
    }
    let (left, right) = area.cut_left(if area.w < TWO_COLUMNS { area.w } else { area.w / 2 });
    let mut lines = lines.iter().skip(top);
    for column in [left, right].into_iter().filter(|column| !column.is_empty()) {
        for (y, line) in lines.by_ref().take(column.h.into()).enumerate() {
            help_line(canvas, column.below(y as u16).top(1), line);
        }
    }
}

fn help_line(canvas: &mut Canvas, area: Area, line: &HelpLine) {
    let keys = KEYS.min(area.w / 4);
    let (left, right) = match line {
        HelpLine::Heading(heading) => {
            canvas.put_short(area, 1, 0, area.w, heading, Theme::source());
            return;
        }
        HelpLine::Mark(mark, meaning) => ((*mark).to_owned(), *meaning),
        HelpLine::Keys(row) => (row.keys.join("  "), row.desc.as_str()),
    };
    canvas.put_short(area, 1, 0, keys, &left, Theme::bold());
    canvas.put_short(area, keys + 1, 0, area.w.saturating_sub(1), right, Theme::plain());
}

/// Columns of one continuation.
const CONTINUATION: u16 = 40;

/// Draws what the keys pressed so far may go on with, over the last rows.
pub fn continuations(canvas: &mut Canvas, model: &Model) {
    let found = model.continuations();
    let body = model.panes.layout.screen.cut_bottom(model.panes.layout.status.h).0;
    if found.is_empty() || body.is_empty() {
        return;
    }
    let columns = (body.w / CONTINUATION).clamp(1, found.len() as u16);
    let rows = (found.len() as u16).div_ceil(columns).min(body.h.saturating_sub(1));
    let area = sheet(canvas, body.cut_bottom(rows + 1).1, &model.keys.pending.shown());
    for (at, (keys, desc)) in found.iter().enumerate().take(usize::from(rows * columns)) {
        let (x, y) = (at as u16 / rows * (area.w / columns), at as u16 % rows);
        let x = canvas.put(area, x + 1, y, keys, Theme::bold());
        canvas.put_short(area, x + 1, y, (at as u16 / rows + 1) * (area.w / columns), desc, Theme::plain());
    }
}
