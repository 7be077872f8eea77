//! What a line being typed may become, in rows above it.

use super::canvas::Canvas;
use super::sheet::sheet;
use super::theme::Theme;
use crate::app::Model;
use crate::app::correct::Purpose;

/// Rows at most.
const MOST: u16 = 10;

/// Columns of the name where something is said of it.
const NAME: u16 = 20;

/// One row: the name, what is said of it, what stands at the right.
type Offer<'a> = (&'a str, &'a str, &'a str);

/// Draws the commands that match what is typed.
pub fn commands(canvas: &mut Canvas, model: &Model, typed: &str, chosen: usize) {
    let found = model.commands(typed);
    let offers = found.iter().map(|command| (command.name(), command.desc.as_str(), command.keys.as_str()));
    draw(canvas, model, "COMMAND", &offers.collect::<Vec<_>>(), chosen);
}

/// Draws the speakers that match what is typed.
pub fn speakers(canvas: &mut Canvas, model: &Model, typed: &str, chosen: usize) {
    let found = model.choices(typed);
    let offers = found.iter().map(|choice| (choice.name.as_deref().unwrap_or("?"), "", choice.from));
    let heading = match model.overlays.choosing {
        Some(Purpose::Merge(_)) => "SAME SPEAKER AS",
        Some(Purpose::Split(_)) => "ANOTHER SPEAKER NAMED",
        _ => "WHO SAID IT",
    };
    draw(canvas, model, heading, &offers.collect::<Vec<_>>(), chosen);
}

fn draw(canvas: &mut Canvas, model: &Model, heading: &str, offers: &[Offer], chosen: usize) {
    let body = model.panes.layout.screen.cut_bottom(model.panes.layout.status.h).0;
    let rows = MOST.min(body.h.saturating_sub(1)).min(offers.len() as u16);
    let area = sheet(canvas, body.cut_bottom(rows + 1).1, heading);
    for (at, line) in area.rows(chosen) {
        let Some((name, desc, right)) = offers.get(at) else { break };
        let end = canvas.put_right(line, 0, 1, right, Theme::dim()).saturating_sub(1);
        let x = canvas.put_short(line, 1, 0, end, name, Theme::bold());
        canvas.put_short(line, x.max(NAME) + 1, 0, end, desc, Theme::plain());
        if at == chosen {
            canvas.put(line, 0, 0, ">", Theme::bold());
            canvas.style(line, Theme::chosen());
        }
    }
}
