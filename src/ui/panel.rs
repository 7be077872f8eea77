//! The panel of quotes, the strip under the text, the card of two lines.

use std::collections::HashSet;

use super::canvas::Canvas;
use super::labels::{snippet, wrapped};
use super::reader::{bar, doubt};
use super::theme::Theme;
use crate::app::card;
use crate::app::layout::{Area, Width};
use crate::app::panel::{Group, Grouping, Row};
use crate::app::quotes::letter;
use crate::app::reader::Reader;
use crate::app::{Model, Pane};
use crate::cells::width;
use sayso_attribution::Attribution;

/// Draws the panel, and what stands under panel or text.
pub fn draw(canvas: &mut Canvas, model: &Model, theme: Theme) {
    let Some(reader) = &model.reader else { return };
    let layout = &model.layout;
    head(canvas, model, reader);
    let rows = model.panel.rows().iter().skip(model.panel.top);
    for (y, row) in rows.take(layout.panel.body.h.into()).enumerate() {
        let area = layout.panel.body.below(y as u16).top(1);
        draw_row(canvas, model, theme, reader, *row, area);
    }
    if model.panel.shown().is_empty() && !model.panel.filter.is_empty() {
        let area = if layout.panel.body.is_empty() { layout.strip } else { layout.panel.body };
        canvas.put_short(area, 1, 0, area.w, &model.panel.filter.nothing(), Theme::plain());
    }
    match layout.width {
        Width::Wide => evidence(canvas, model, reader, layout.strip),
        Width::Middle => strip(canvas, model, theme, reader),
        Width::Narrow => card_lines(canvas, model, theme, reader),
    }
}

fn head(canvas: &mut Canvas, model: &Model, reader: &Reader) {
    let area = model.layout.panel.head;
    let style = if model.focus == Pane::Quotes { Theme::source() } else { Theme::bold() };
    let end = canvas.put(area, 1, 0, "VOICES", style);
    let all = reader.quotes.analysis().speakers.len();
    let heard: HashSet<usize> = model.panel.shown().iter().filter_map(|&q| reader.quotes.speaker(q)).collect();
    let voices = if heard.len() < all { format!("{}/{all}", heard.len()) } else { all.to_string() };
    let end = canvas.put(area, end + 1, 0, &voices, Theme::dim());
    let solo = model.panel.solo.map(|voice| format!("only {}", letter(voice)));
    let filter = Some(model.panel.filter.typed()).filter(|f| !f.is_empty()).map(|f| format!("&{f}"));
    let right = filter.or(solo).unwrap_or_else(|| model.panel.grouping.name().to_owned());
    let wanted = model.panel.wanted.words();
    // With a count of what is hidden beside the heading, the rest needs the row below.
    let y = u16::from(!wanted.is_empty());
    let x = canvas.put_right(area, y, 1, &right, Theme::dim());
    if !wanted.is_empty() {
        canvas.put(area, end, 0, &format!(" · {} hidden", model.panel.hidden()), Theme::plain());
        canvas.put_short(area, 1, 1, x.saturating_sub(1), &wanted, Theme::dim());
    }
}

fn draw_row(canvas: &mut Canvas, model: &Model, theme: Theme, reader: &Reader, row: Row, area: Area) {
    let current = reader.current;
    let chosen = match row {
        Row::Group { group, count, first, folded } => {
            heading(canvas, theme, reader, (group, count, folded), area);
            folded
                && current
                    .is_some_and(|q| model.panel.row_of(&reader.quotes, q) == model.panel.row_of(&reader.quotes, first))
        }
        Row::Quote(quote) => {
            quote_row(canvas, model, theme, reader, quote, area);
            current == Some(quote)
        }
        Row::More(quote, span) => {
            let speaker = reader.quotes.speaker(quote);
            canvas.put(area, 4, 0, "│", theme.voice(speaker));
            canvas.put(area, 6, 0, reader.document.slice(span).trim_end(), Theme::plain());
            false
        }
    };
    if chosen {
        canvas.put(area, 1, 0, ">", Theme::bold());
        if model.focus == Pane::Quotes {
            canvas.style(area, Theme::chosen());
        }
    }
}

fn heading(
    canvas: &mut Canvas,
    theme: Theme,
    reader: &Reader,
    (group, count, folded): (Group, usize, bool),
    area: Area,
) {
    let (mark, name, style) = match group {
        Group::Voice(speaker) => (letter(speaker), reader.quotes.name(speaker), theme.voice(speaker)),
        Group::Kind(kind) => (String::new(), kind.name(), Theme::plain()),
    };
    let x = canvas.put(area, 1, 0, &mark, style.patch(Theme::bold()));
    let x = canvas.put(area, x, 0, if folded { "+" } else { " " }, Theme::plain());
    let right = canvas.put_right(area, 0, 2, &count.to_string(), Theme::dim());
    canvas.put_short(area, x, 0, right.saturating_sub(1), name, Theme::bold());
}

fn quote_row(canvas: &mut Canvas, model: &Model, theme: Theme, reader: &Reader, quote: usize, area: Area) {
    let Some(q) = reader.quotes.get(quote) else { return };
    let number = match model.panel.grouping {
        Grouping::Speaker => (quote + 1).to_string(),
        _ => reader.quotes.tag(quote),
    };
    // Where the panel has the screen to itself, there is no text to stand above or below of.
    let mark = if model.layout.text.body.is_empty() { " " } else { beyond(reader, q) };
    canvas.put(area, 1, 0, mark, Theme::dim());
    let x = canvas.put(area, 2, 0, &format!("{number:>3} "), Theme::plain());
    words(canvas, theme, reader, q, area, (x, area.w));
}

/// Bar and words of a quote from column `x` to `end`.
fn words(canvas: &mut Canvas, theme: Theme, reader: &Reader, q: &Attribution, area: Area, (x, end): (u16, u16)) {
    let style = theme.voice(q.speaker);
    let x = canvas.put(area, x, 0, bar(q), style);
    let x = canvas.put(area, x, 0, doubt(q), style);
    canvas.put_short(area, x, 0, end, &snippet(&reader.document, &q.content, area.w), Theme::plain());
}

/// `^` for a quote above what the text shows, `v` for one below.
fn beyond(reader: &Reader, q: &Attribution) -> &'static str {
    let shown = reader.shown();
    match q.content.start() {
        _ if q.content.end() <= shown.start() => "^",
        start if start >= shown.end() => "v",
        _ => " ",
    }
}

/// The current quote with its number.
fn current(reader: &Reader) -> Option<(usize, &Attribution)> {
    reader.current.and_then(|at| Some((at, reader.quotes.get(at)?)))
}

/// Columns before the chain under the panel.
const WHO: u16 = 6;
/// Columns of the cue under the panel.
const CUE: u16 = 18;

/// Under the panel: what the source card tells, in four lines.
fn evidence(canvas: &mut Canvas, model: &Model, reader: &Reader, area: Area) {
    let Some((index, q)) = current(reader) else { return };
    let title = format!("{} · {} {}, {:.2}", reader.quotes.tag(index), q.kind.name(), q.act.name(), q.confidence);
    canvas.put_short(area, 1, 0, area.w, &title, Theme::bold());
    let place = card::place(&reader.document, q.content.start());
    let also = card::also(&model.library, model.echoes());
    let via = q.via.as_ref().map(|via| format!("via  {}", via.name));
    let last = via.or(also.map(|also| format!("also {also}")));
    let who = card::who(&reader.document, &reader.quotes, q);
    canvas.put(area, 1, 1, "who", Theme::plain());
    // The row of the last line is free for the chain where there is none.
    let chain = wrapped(&who, area.w.saturating_sub(WHO).into(), last.is_none().into());
    canvas.put_lines(area.below(1), (WHO, area.w), &chain, Theme::plain());
    let rest = area.below(1 + chain.len() as u16);
    let cue = q.cue.as_ref().map_or(String::new(), |cue| snippet(&reader.document, cue, CUE));
    canvas.put_short(rest, 1, 0, CUE, &format!("cue  {cue}"), Theme::plain());
    canvas.put_short(rest, CUE + 1, 0, area.w, &format!("at {place}"), Theme::plain());
    canvas.put_short(rest, 1, 1, area.w, &last.unwrap_or_default(), Theme::plain());
}

/// Columns of the speaker's name in the strip.
const NAME: u16 = 13;

/// Under the text: the quotes around the current one, with its evidence at the right.
fn strip(canvas: &mut Canvas, model: &Model, theme: Theme, reader: &Reader) {
    let area = model.layout.strip;
    let quotes: Vec<usize> = model
        .panel
        .rows()
        .iter()
        .filter_map(|row| match row {
            Row::Quote(q) => Some(*q),
            Row::Group { folded: true, first, .. } => Some(*first),
            _ => None,
        })
        .collect();
    let here = reader.current.and_then(|q| quotes.iter().position(|&other| other == q)).unwrap_or(0);
    let from = here.saturating_sub(usize::from(area.h) / 2).min(quotes.len().saturating_sub(area.h.into()));
    let mut above = None;
    for (y, &quote) in quotes[from..].iter().take(area.h.into()).enumerate() {
        let Some(q) = reader.quotes.get(quote) else { continue };
        let row = area.below(y as u16).top(1);
        if above != Some(q.speaker) {
            let x = canvas.put(row, 1, 0, &letter(q.speaker), theme.voice(q.speaker).patch(Theme::bold()));
            canvas.put_short(row, x + 1, 0, NAME + 1, reader.quotes.name(q.speaker), Theme::plain());
        }
        above = Some(q.speaker);
        strip_row(canvas, model, theme, reader, quote, row);
    }
}

fn strip_row(canvas: &mut Canvas, model: &Model, theme: Theme, reader: &Reader, quote: usize, row: Area) {
    let Some(q) = reader.quotes.get(quote) else { return };
    let chosen = reader.current == Some(quote);
    let mut end = row.w.saturating_sub(1);
    if chosen && row.w >= 70 {
        let who = card::who(&reader.document, &reader.quotes, q);
        let x = end - (width(&who) as u16).min(row.w / 3);
        canvas.put_short(row, x, 0, end, &who, Theme::dim());
        end = x.saturating_sub(2);
    }
    canvas.put(row, NAME + 1, 0, if chosen { ">" } else { beyond(reader, q) }, Theme::bold());
    let x = canvas.put(row, NAME + 2, 0, &format!("{:>3} ", quote + 1), Theme::plain());
    words(canvas, theme, reader, q, row, (x, end));
    if chosen && model.focus == Pane::Quotes {
        canvas.style(row, Theme::chosen());
    }
}

/// Under one pane: who says the current quote, and how that is known.
fn card_lines(canvas: &mut Canvas, model: &Model, theme: Theme, reader: &Reader) {
    let area = model.layout.strip;
    let Some((index, q)) = current(reader) else { return };
    let x = canvas.put(area, 1, 0, &reader.quotes.tag(index), theme.voice(q.speaker).patch(Theme::bold()));
    let name = format!("{} · {} {}", reader.quotes.name(q.speaker), q.kind.name(), q.act.name());
    canvas.put_short(area, x + 1, 0, area.w, &name, Theme::plain());
    canvas.put_short(area, 1, 1, area.w, &card::who(&reader.document, &reader.quotes, q), Theme::dim());
}
