//! The card that a quote is corrected on, and the speakers to choose from.

use super::canvas::Canvas;
use super::over::{sheet, side};
use super::theme::Theme;
use crate::app::correct::{Card, Does};
use crate::app::quotes::letter;
use crate::app::{Action, Mode, Model};

/// Columns of the keys.
const KEY: u16 = 7;

/// Rows of speakers that are offered.
const OFFERED: u16 = 10;

/// Draws the card.
pub fn card(canvas: &mut Canvas, model: &Model, card: &Card) {
    let tag = model.reader.as_ref().map(|r| r.quotes.tag(card.quote.quote as usize)).unwrap_or_default();
    let heading = if card.chain.is_some() { "WHICH ONES?".to_owned() } else { format!("CORRECT {tag}") };
    let area = sheet(canvas, side(model), &heading);
    let rows = model.correct_rows(card);
    let top = (card.row + 1).saturating_sub(area.h.into());
    for (y, row) in rows.iter().enumerate().skip(top).take(area.h.into()) {
        let line = area.below((y - top) as u16).top(1);
        let keys = match row.does {
            Does::Speaker(speaker) if speaker < 26 => letter(Some(speaker)),
            Does::Speaker(_) => String::new(),
            Does::Run(action) => model.settings.keymap.first_key(Mode::Correct, action),
        };
        canvas.put_short(line, 1, 0, KEY, &keys, Theme::bold());
        let style = if matches!(row.does, Does::Run(Action::Accept)) { Theme::bold() } else { Theme::plain() };
        canvas.put_short(line, KEY, 0, line.w, &row.text, style);
        if y == card.row {
            canvas.put(line, 0, 0, ">", Theme::bold());
            canvas.style(line, Theme::chosen());
        }
    }
}

/// Draws the speakers that match what is typed.
pub fn choices(canvas: &mut Canvas, model: &Model, typed: &str, chosen: usize) {
    let layout = &model.layout;
    let body = layout.screen.cut_bottom(layout.status.h).0;
    let found = model.choices(typed);
    let rows = OFFERED.min(body.h.saturating_sub(1)).min(found.len() as u16);
    let area = sheet(canvas, body.cut_bottom(rows + 1).1, "WHO");
    let top = (chosen + 1).saturating_sub(area.h.into());
    for (y, choice) in found.iter().enumerate().skip(top).take(area.h.into()) {
        let line = area.below((y - top) as u16).top(1);
        let right = canvas.put_right(line, 0, 1, choice.from, Theme::dim());
        let name = choice.name.as_deref().unwrap_or("?");
        canvas.put_short(line, 1, 0, right.saturating_sub(1), name, Theme::bold());
        if y == chosen {
            canvas.style(line, Theme::chosen());
        }
    }
}
