//! The card that a quote is corrected on.

use super::canvas::Canvas;
use super::sheet::{sheet, side};
use super::theme::Theme;
use crate::app::correct::{Card, Does};
use crate::app::quotes::letter;
use crate::app::{Action, Mode, Model};

/// Columns of the keys.
const KEY: u16 = 7;

/// Draws the card.
pub fn card(canvas: &mut Canvas, model: &Model, card: &Card) {
    let tag = model.panes.reader.as_ref().map(|r| r.quotes.tag(card.quote.into())).unwrap_or_default();
    let heading = if card.chain.is_some() { "WHICH ONES?".to_owned() } else { format!("CORRECT {tag}") };
    let area = sheet(canvas, side(model), &heading);
    let rows = model.correct_rows(card);
    for (at, line) in area.rows(card.row) {
        let Some(row) = rows.get(at) else { break };
        let keys = match row.does {
            Does::Speaker(speaker) if speaker < 26 => letter(Some(speaker)),
            Does::Speaker(_) => String::new(),
            Does::Run(action) => model.settings.keymap.first_key(Mode::Correct, action),
        };
        canvas.put_short(line, 1, 0, KEY, &keys, Theme::bold());
        let style = if matches!(row.does, Does::Run(Action::Accept)) { Theme::bold() } else { Theme::plain() };
        canvas.put_short(line, KEY, 0, line.w, &row.text, style);
        if at == card.row {
            canvas.choose(line);
        }
    }
}
