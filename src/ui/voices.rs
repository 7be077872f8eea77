//! Who is quoted in all articles, with bars.

use super::canvas::Canvas;
use super::sheet::sheet;
use super::theme::Theme;
use crate::app::Model;
use crate::app::layout::Area;
use sayso_library::voices::{Tally, Voices};

/// Columns of the numbers: quotes, words, and three shares.
const QUOTES: u16 = 7;
const WORDS: u16 = 8;
const SHARE: u16 = 10;

/// From this width on words and shares have room.
const WITH_SHARES: u16 = 70;

/// Draws the counts, the chosen row in view; before they are there, that they are made.
pub fn draw(canvas: &mut Canvas, model: &Model, voices: Option<&Voices>, row: usize) {
    let Some(voices) = voices else {
        let area = sheet(canvas, model.panes.layout.body(), "VOICES");
        canvas.put_short(area, 1, 0, area.w, "counting …", Theme::dim());
        return;
    };
    let all = voices.all();
    let heading = format!(
        "VOICES {} · {} asserted quotes, {} words, {} articles",
        voices.what().name(),
        all.quotes,
        all.words,
        all.articles
    );
    let area = sheet(canvas, model.panes.layout.body(), &heading);
    let rows = voices.rows();
    let most = rows.iter().map(|(_, tally)| tally.quotes).max().unwrap_or(1).max(1);
    head(canvas, area.top(1));
    for (at, line) in area.below(1).rows(row) {
        let Some((name, tally)) = rows.get(at) else { break };
        draw_row(canvas, line, name, tally, most);
        if at == row {
            canvas.put(line, 0, 0, ">", Theme::bold());
            canvas.style(Area { w: names(line), ..line }, Theme::chosen());
        }
    }
}

/// Columns of the names, with the mark before them.
fn names(area: Area) -> u16 {
    (area.w / 3).clamp(10, 40)
}

/// Where each of the numbers ends; those that have no room are left out.
fn ends(area: Area) -> Vec<u16> {
    let widths = if area.w < WITH_SHARES { &[QUOTES][..] } else { &[QUOTES, WORDS, SHARE, SHARE, SHARE] };
    let ends = widths.iter().scan(names(area), |end, wide| {
        *end += wide;
        Some(*end)
    });
    ends.collect()
}

fn head(canvas: &mut Canvas, area: Area) {
    for (end, name) in ends(area).into_iter().zip(["quotes", "words", "quoted", "reported", "unnamed"]) {
        canvas.put_right(Area { w: end, ..area }, 0, 0, name, Theme::dim());
    }
}

fn draw_row(canvas: &mut Canvas, area: Area, name: &str, tally: &Tally, most: usize) {
    canvas.put_short(area, 2, 0, names(area), name, Theme::plain());
    let percent = |count: usize| format!("{:.0} %", count as f64 * 100.0 / tally.quotes.max(1) as f64);
    let numbers = [
        tally.quotes.to_string(),
        tally.words.to_string(),
        percent(tally.direct + tally.mixed),
        percent(tally.indirect),
        percent(tally.unnamed),
    ];
    let ends = ends(area);
    for (end, number) in ends.iter().zip(numbers) {
        canvas.put_right(Area { w: *end, ..area }, 0, 0, &number, Theme::plain());
    }
    let from = ends.last().map_or(0, |end| end + 2);
    let room = usize::from(area.w.saturating_sub(from + 1));
    let bar = "▌".repeat((tally.quotes * room).div_ceil(most).min(room));
    canvas.put(area, from, 0, &bar, Theme::dim());
}
