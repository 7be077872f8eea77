//! The panel of quotes by speaker, the evidence under it, and the current quote under the text.

use std::collections::HashSet;

use super::canvas::Canvas;
use super::labels::wrapped;
use super::reader::{bar, doubt};
use super::theme::Theme;
use crate::app::layout::{Area, Width};
use crate::app::panel::{Group, Panel, PanelRow};
use crate::app::quotes::{QuoteIndex, letter};
use crate::app::reader::Reader;
use crate::app::{Model, Pane, card, claim};
use crate::cells::width;
use ratatui::style::Style;
use sayso_attribution::document::Document;
use sayso_attribution::{Act, Attribution, Status};
use sayso_library::is_fragment;

/// Draws the panel, and what stands under panel or text.
pub fn draw(canvas: &mut Canvas, model: &Model, theme: Theme) {
    let Some(reader) = &model.panes.reader else { return };
    let layout = &model.panes.layout;
    head(canvas, model, reader);
    let rows = model.panes.panel.rows().iter().skip(model.panes.panel.top);
    for (y, row) in rows.take(layout.panel.body.h.into()).enumerate() {
        let area = layout.panel.body.below(y as u16).top(1);
        draw_row(canvas, model, theme, reader, *row, area);
    }
    if model.panes.panel.shown().is_empty() && !model.panes.panel.filter.is_empty() {
        let area = if layout.panel.body.is_empty() { layout.strip } else { layout.panel.body };
        canvas.put_short(area, 1, 0, area.w, &model.panes.panel.filter.nothing(), Theme::plain());
    }
    match layout.width {
        Width::Wide => evidence(canvas, model, reader, layout.strip),
        Width::Middle => strip(canvas, model, theme, reader),
        Width::Narrow => card_lines(canvas, model, theme, reader),
    }
}

fn head(canvas: &mut Canvas, model: &Model, reader: &Reader) {
    let area = model.panes.layout.panel.head;
    let style = if model.panes.focus == Pane::Quotes { Theme::source() } else { Theme::bold() };
    let end = canvas.put(area, 1, 0, "SPEAKERS", style);
    let all = reader.quotes.analysis().speakers.len();
    let heard: HashSet<usize> = model.panes.panel.shown().iter().filter_map(|&q| reader.quotes.speaker(q)).collect();
    let voices = if heard.len() < all { format!("{}/{all}", heard.len()) } else { all.to_string() };
    let end = canvas.put(area, end + 1, 0, &voices, Theme::dim());
    let solo = model.panes.panel.solo.map(|voice| format!("only {}", letter(voice)));
    let filter = Some(model.panes.panel.filter.typed()).filter(|f| !f.is_empty()).map(|f| format!("&{f}"));
    let right = filter.or(solo).unwrap_or_else(|| model.panes.panel.grouping.name().to_owned());
    let wanted = model.panes.panel.wanted.words();
    // With a count of what is hidden beside the heading, the rest needs the row below.
    let y = u16::from(!wanted.is_empty());
    let x = canvas.put_right(area, y, 1, &right, Theme::dim());
    if !wanted.is_empty() {
        canvas.put(area, end, 0, &format!(" · {} hidden", model.panes.panel.hidden()), Theme::plain());
        canvas.put_short(area, 1, 1, x.saturating_sub(1), &wanted, Theme::dim());
    }
}

fn draw_row(canvas: &mut Canvas, model: &Model, theme: Theme, reader: &Reader, row: PanelRow, area: Area) {
    let current = reader.current;
    let chosen = match row {
        PanelRow::Group { group, count, first, folded } => {
            heading(canvas, theme, reader, (group, count, folded), area);
            folded
                && current.is_some_and(|q| {
                    model.panes.panel.row_of(&reader.quotes, q) == model.panes.panel.row_of(&reader.quotes, first)
                })
        }
        PanelRow::Quote(quote) => {
            tag(canvas, theme, reader, quote, area);
            line(canvas, model, reader, (quote, 0), area);
            current == Some(quote)
        }
        PanelRow::More(quote, at) => {
            line(canvas, model, reader, (quote, at), area);
            false
        }
    };
    if chosen {
        canvas.put(area, 0, 0, ">", Theme::bold());
        if model.panes.focus == Pane::Quotes {
            // Only the tag is turned about: the words stay as easy to read as the others.
            canvas.style(
                Area { w: Panel::indent(&reader.quotes).saturating_sub(2).min(area.w), ..area },
                Theme::chosen(),
            );
        }
    }
}

/// `Mao Ning · foreign ministry spokesperson   2`.
fn heading(
    canvas: &mut Canvas,
    theme: Theme,
    reader: &Reader,
    (group, count, folded): (Group, usize, bool),
    area: Area,
) {
    let right = canvas.put_right(area, 0, 1, &count.to_string(), Theme::dim()).saturating_sub(1);
    let x = canvas.put(area, 1, 0, if folded { "+ " } else { "" }, Theme::plain());
    match group {
        Group::Voice(speaker) => drop(speaker_name(canvas, theme, reader, speaker, area, (x, right))),
        Group::Kind(kind) => drop(canvas.put_short(area, x, 0, right, claim::kind(kind), Theme::bold())),
    }
}

/// A speaker's name in their colour, and behind it the role that the article gives, where there is room for some of it.
fn speaker_name(
    canvas: &mut Canvas,
    theme: Theme,
    reader: &Reader,
    speaker: Option<usize>,
    area: Area,
    (x, end): (u16, u16),
) -> u16 {
    let style = theme.voice(speaker).patch(Theme::bold());
    let x = canvas.put_short(area, x, 0, end, reader.quotes.name(speaker), style);
    let role = speaker.and_then(|s| reader.quotes.analysis().speakers.get(s)?.roles.first());
    match role {
        Some(role) if x + ROLE < end => canvas.put_short(area, x, 0, end, &format!(" · {role}"), Theme::dim()),
        _ => x,
    }
}

/// Columns for a role at least.
const ROLE: u16 = 9;

/// `A1 ▌`: the tag of a quote, its bar, and a mark where the program is unsure.
fn tag(canvas: &mut Canvas, theme: Theme, reader: &Reader, quote: QuoteIndex, area: Area) {
    let Some(q) = reader.quotes.get(quote) else { return };
    let (style, bar_at) = (theme.voice(q.speaker), Panel::indent(&reader.quotes).saturating_sub(2));
    let tag = reader.quotes.tag(quote);
    canvas.put(area, bar_at.saturating_sub(width(&tag) as u16), 0, &tag, style.patch(Theme::bold()));
    let x = canvas.put(area, bar_at, 0, bar(q), style);
    canvas.put(area, x, 0, doubt(q), style);
}

/// A line of a quote in the panel.
fn line(canvas: &mut Canvas, model: &Model, reader: &Reader, (quote, at): (QuoteIndex, usize), area: Area) {
    let (Some(q), Some(line)) = (reader.quotes.get(quote), model.panes.panel.line(quote, at)) else { return };
    let (verb, words) = looks(&reader.document, q);
    let look = |at: usize| if at < line.verb { verb } else { words };
    canvas.put_lit_short(area, (Panel::indent(&reader.quotes), 0, area.w), line.text, look);
}

/// How the verb and the words of a quote look: what is not asserted stands out; what is only intended, or is no whole
/// claim, stands back.
pub fn looks(document: &Document, quote: &Attribution) -> (Style, Style) {
    let verb = if quote.status == Status::Asserted { Theme::italic() } else { Theme::bold() };
    let back = quote.act == Act::Intention || is_fragment(document, quote);
    (verb, if back { Theme::dim() } else { Theme::plain() })
}

/// The current quote with its number.
fn current(reader: &Reader) -> Option<(QuoteIndex, &Attribution)> {
    reader.current.and_then(|at| Some((at, reader.quotes.get(at)?)))
}

/// Under the panel: how the current quote is presented, how its speaker is known, where else it is printed.
fn evidence(canvas: &mut Canvas, model: &Model, reader: &Reader, area: Area) {
    let Some((index, q)) = current(reader) else { return };
    let title = format!("{} {}", reader.quotes.tag(index), claim::manner_and_certainty(q));
    canvas.put_short(area, 1, 0, area.w, &title, Theme::bold());
    let also = card::also(&model.library, model.echoes()).map(|also| format!("also in {also}"));
    let who = card::who(&reader.document, &reader.quotes, q);
    // The row of the last line is free for the chain where there is none.
    let chain = wrapped(&who, area.w.saturating_sub(2).into(), also.is_none().into());
    canvas.put_lines(area.below(1), (1, area.w), &chain, Theme::plain());
    canvas.put_short(area.below(1 + chain.len() as u16), 1, 0, area.w, &also.unwrap_or_default(), Theme::plain());
}

/// Under the text: the current quote, all of it.
fn strip(canvas: &mut Canvas, model: &Model, theme: Theme, reader: &Reader) {
    let area = model.panes.layout.strip;
    let Some((index, q)) = current(reader).filter(|_| !area.is_empty()) else { return };
    let style = theme.voice(q.speaker);
    let x = canvas.put(area, 1, 0, &reader.quotes.tag(index), style.patch(Theme::bold()));
    let x = canvas.put(area, x, 0, bar(q), style);
    let x = canvas.put(area, x, 0, doubt(q), style);
    let right = canvas.put_right(area, 0, 1, &claim::manner_and_certainty(q), Theme::dim()).saturating_sub(1);
    let named = card::pronoun(&reader.document, q).map_or(String::new(), |pronoun| format!("{pronoun} → "));
    let x = canvas.put_short(area, x, 0, right, &named, Theme::dim());
    speaker_name(canvas, theme, reader, q.speaker, area, (x, right));
    let (claim, lines) = claim::lines(&reader.document, q, area.w, area.h - 1);
    let (verb, words) = looks(&reader.document, q);
    for (y, line) in lines.iter().enumerate() {
        let end = if y + 1 == lines.len() { claim.text.len() } else { line.end() };
        let text = claim.text[line.start()..end].trim_end();
        let look = |at: usize| if line.start() + at < claim.verb { verb } else { words };
        canvas.put_lit_short(area.below(1), (claim::INDENT, y as u16, area.w - claim::INDENT), text, look);
    }
}

/// Under a narrow text: who says the current quote, and how that is known.
fn card_lines(canvas: &mut Canvas, model: &Model, theme: Theme, reader: &Reader) {
    let area = model.panes.layout.strip;
    let Some((index, q)) = current(reader) else { return };
    let x = canvas.put(area, 1, 0, &reader.quotes.tag(index), theme.voice(q.speaker).patch(Theme::bold()));
    let name = format!("{} · {}", reader.quotes.name(q.speaker), claim::manner_and_certainty(q));
    canvas.put_short(area, x + 1, 0, area.w, &name, Theme::plain());
    canvas.put_short(area, 1, 1, area.w, &card::who(&reader.document, &reader.quotes, q), Theme::dim());
}
