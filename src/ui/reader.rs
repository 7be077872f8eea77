//! The text with its gutter: `>F18▌ ` is the cursor, the quote's tag, a bar on every row that holds its words.

use super::canvas::Canvas;
use super::highlight::Highlight;
use super::labels::byline;
use super::theme::Theme;
use crate::app::layout::Layout;
use crate::app::line_layout::{Line, indent};
use crate::app::quotes::QuoteIndex;
use crate::app::reader::Reader;
use crate::app::{Model, Pane};
use sayso_attribution::document::BlockKind;
use sayso_attribution::text::Span;
use sayso_attribution::{Attribution, Kind};

/// Draws the pane of the text.
pub fn draw(canvas: &mut Canvas, model: &Model, theme: Theme) {
    let layout = &model.panes.layout;
    let Some(reader) = &model.panes.reader else {
        let text = if model.status.loading {
            "reading …"
        } else {
            "No articles here. Add articles to the folder, or name some: sayso FILE"
        };
        canvas.put_short(layout.text.body, 2, 1.min(layout.text.body.h / 2), layout.text.body.w, text, Theme::dim());
        return;
    };
    head(canvas, model, reader);
    let cursor = reader.cursor_row();
    for (y, line) in reader.page().enumerate().filter(|(_, line)| !line.gap) {
        row(canvas, model, theme, reader, line, y as u16);
        if cursor == Some(y) && layout.gutter > 0 {
            let style = if model.panes.focus == Pane::Reader { Theme::bold() } else { Theme::plain() };
            canvas.put(layout.text.body, layout.margin, y as u16, ">", style);
        }
    }
    foot(canvas, model, reader);
}

/// A bar of words in quotation marks is solid, of reported speech dashed.
pub fn bar(quote: &Attribution) -> &'static str {
    if quote.kind == Kind::Indirect { "┆" } else { "▌" }
}

/// `~` where the program is not sure of a quote or of its speaker, else a blank.
pub fn doubt(quote: &Attribution) -> &'static str {
    if quote.is_doubtful() { "~" } else { " " }
}

fn head(canvas: &mut Canvas, model: &Model, reader: &Reader) {
    let area = model.panes.layout.text.head;
    let style = if model.panes.focus == Pane::Reader { Theme::source() } else { Theme::bold() };
    canvas.put_short(area, 2, 0, area.w, &reader.document.meta().title, style);
    if area.h > 1 {
        canvas.put_short(
            area,
            2,
            1,
            area.w,
            &byline(&reader.document, usize::from(area.w.saturating_sub(2))),
            Theme::dim(),
        );
    }
}

fn foot(canvas: &mut Canvas, model: &Model, reader: &Reader) {
    let area = model.panes.layout.text.foot;
    canvas.put(area, 1, 0, &paragraph(reader), Theme::dim());
    canvas.put_right(area, 0, 1, &format!("{}%", model.panes.percent), Theme::dim());
}

/// `¶21/29`: the paragraph with the cursor.
pub fn paragraph(reader: &Reader) -> String {
    format!("¶{}/{}", reader.document.paragraph_at(reader.anchor().1), reader.document.paragraphs())
}

fn row(canvas: &mut Canvas, model: &Model, theme: Theme, reader: &Reader, line: Line, y: u16) {
    let layout = &model.panes.layout;
    let text = Span::new(line.span.start(), line.span.start() + line.span.of(reader.document.text()).trim_end().len());
    let marked = |q: &QuoteIndex| model.panes.panel.marked().binary_search(q).is_ok();
    let marked: Vec<QuoteIndex> = reader.quotes.within(text).filter(marked).collect();
    gutter(canvas, model, theme, reader, (text, &marked), y);
    let left = layout.margin + layout.gutter;
    let x = left + indent(line.kind).min(layout.measure.saturating_sub(1));
    match line.kind {
        BlockKind::ListItem if line.first => drop(canvas.put(layout.text.body, left, y, "•", Theme::plain())),
        BlockKind::BlockQuote | BlockKind::Code => drop(canvas.put(layout.text.body, left + 1, y, "│", Theme::dim())),
        _ => {}
    }
    let mut lit = Highlight::new(reader, &marked, theme, line);
    if let Some(find) = &model.search.find {
        lit = lit.found(find, theme, line.span);
    }
    if let Some((_, words)) = model.selected() {
        lit = lit.chosen(words);
    }
    let words = text.of(reader.document.text());
    canvas.put_lit(layout.text.body, x, y, words, |at| lit.at(text.start() + at));
}

fn gutter(
    canvas: &mut Canvas,
    model: &Model,
    theme: Theme,
    reader: &Reader,
    (text, here): (Span, &[QuoteIndex]),
    y: u16,
) {
    let layout: &Layout = &model.panes.layout;
    let begins = |q: &&QuoteIndex| text.contains(reader.quotes.start(**q));
    let current = reader.current.filter(|q| here.contains(q));
    let Some(index) = current.or(here.iter().find(begins).copied()).or(here.first().copied()) else { return };
    let Some(quote) = reader.quotes.get(index) else { return };
    let body = layout.text.body;
    let style = theme.voice(quote.speaker);
    let bar_at = layout.margin + layout.gutter.saturating_sub(2);
    canvas.put(body, bar_at, y, bar(quote), style);
    if layout.gutter > 4 && text.contains(quote.content.start()) {
        canvas.put(body, bar_at + 1, y, doubt(quote), style);
        let tag = reader.quotes.tag(index);
        let x = bar_at.saturating_sub(tag.len() as u16).max(layout.margin + 1);
        canvas.put(body, x, y, &tag, style.patch(Theme::bold()));
    }
}
