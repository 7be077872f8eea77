//! The list of articles.

use ratatui::style::Style;

use super::canvas::Canvas;
use super::labels::{apart, count, ending, short_outlet, told_apart, wrapped};
use super::theme::Theme;
use crate::app::layout::Area;
use crate::app::list::List;
use crate::app::title_disambiguation::Apart;
use crate::app::{Model, Pane, entry_rows};
use crate::cells::width;
use sayso_library::{ArticleId, Entry};

/// Draws the pane of articles.
pub fn draw(canvas: &mut Canvas, model: &Model) {
    let frame = model.panes.layout.list;
    let (list, focused) = (&model.panes.list, model.panes.focus == Pane::List);
    let end = canvas.put(frame.head, 1, 0, "ARTICLES", if focused { Theme::source() } else { Theme::bold() });
    // That none was read is to be seen by the marks.
    let unread = (1..model.library.len()).contains(&list.unread).then(|| format!(" · {} unread", list.unread));
    let articles = format!("{}{}", list.rows().len(), unread.unwrap_or_default());
    let end = canvas.put(frame.head, end + 1, 0, &articles, Theme::dim());
    let filter = Some(list.filter.typed()).filter(|f| !f.is_empty()).map(|f| format!("&{f}"));
    let quotes = || (usize::from(end) + QUOTES.len() < frame.head.w.into()).then(|| QUOTES.to_owned());
    canvas.put_right(frame.head, 0, 0, &filter.or_else(quotes).unwrap_or_default(), Theme::dim());
    if list.rows().is_empty() && !list.filter.is_empty() {
        canvas.put_short(frame.body, 1, 0, frame.body.w, &list.filter.nothing(), Theme::plain());
    }
    let step = entry_rows(&model.panes.layout, list.rows().len());
    for (at, id) in list.rows().iter().skip(list.top).take(list.fits).enumerate() {
        let Some(mut article) = model.library.entry(*id) else { continue };
        let mut area = frame.body.below(at as u16 * step).top(step);
        // Where an article has but one row there is none for a heading.
        if step > 1 && List::is_part(&model.library, *id) {
            let heading = list.heading(&model.library, list.top + at);
            if let Some(heading) = &heading {
                canvas.put_short(area, 1, 0, area.w, heading, Theme::dim());
            }
            area = area.below(heading.is_some().into()).cut_left(1).1;
            let above = (list.top + at).checked_sub(1).and_then(|row| model.library.entry(*list.rows().get(row)?));
            let told = heading.as_deref().or(above.and_then(|above| above.publication));
            article.publication = article.publication.filter(|outlet| told != Some(outlet));
        }
        let area = area.top(2.min(step));
        let mark = if model.open_article() == Some(*id) { ">" } else { " " };
        canvas.put(area, 0, 0, mark, Theme::bold());
        if list.unread > 0 && !model.library.is_read(*id) {
            canvas.put(area, 1, 0, "•", Theme::dim());
        }
        // Only the title is turned about: a move in the list then costs a slow line two titles, not two rows.
        let chosen = focused && list.selected == Some(*id);
        let style = if chosen { Theme::bold().patch(Theme::chosen()) } else { Theme::bold() };
        entry(canvas, model, (*id, &article), area, style);
    }
    let row = list.row().map_or(0, |row| row + 1);
    canvas.put(frame.foot, 1, 0, &format!("{row}/{}", list.rows().len()), Theme::dim());
    canvas.put_right(frame.foot, 0, 1, list.sort.name(), Theme::dim());
}

/// What the numbers at the right count.
const QUOTES: &str = "quotes";

/// Columns from which on a row that is alone tells outlet and date too.
const WITH_OUTLET: u16 = 60;

fn entry(canvas: &mut Canvas, model: &Model, (id, article): (ArticleId, &Entry), area: Area, title: Style) {
    let last = area.h.saturating_sub(1);
    let number = if model.panes.layout.list.head.is_empty() {
        count(article.quotes as usize, "quote")
    } else {
        article.quotes.to_string()
    };
    let right = canvas.put_right(area, last, 0, &number, Theme::dim()).saturating_sub(1);
    if last == 0 {
        let right = beside(canvas, model, (id, article), area, right);
        canvas.put_short(area, 2, 0, right, article.title, title);
        return;
    }
    let cells = right.saturating_sub(2);
    let outlet = match model.panes.same_titles.get(id) {
        Some(Apart::Path(end)) if width(&end) >= cells.into() => ending(&end, cells),
        Some(Apart::Path(_)) => told_apart(&model.panes.same_titles, id, article),
        _ => short_outlet(article.publication, article.published, cells),
    };
    // Where nothing else is known, the title has both rows.
    let lines = wrapped(article.title, area.w.saturating_sub(2).into(), usize::from(outlet.is_empty()));
    for (y, line) in lines.iter().enumerate() {
        canvas.put_short(area, 2, y as u16, if y == 0 { area.w } else { right }, line, title);
    }
    canvas.put_short(area, 2, 1, right, &outlet, Theme::dim());
}

/// Behind a title that has but one row: what tells it from others, or else outlet and date. Gives the column before it.
fn beside(canvas: &mut Canvas, model: &Model, (id, article): (ArticleId, &Entry), area: Area, right: u16) -> u16 {
    let outlet = || (area.w >= WITH_OUTLET).then(|| short_outlet(article.publication, article.published, area.w / 3));
    let apart = apart(&model.panes.same_titles, id, article).map(|apart| ending(&apart, right / 2));
    match apart.or_else(outlet).filter(|told| !told.is_empty()) {
        Some(told) => canvas.put_right(area, 0, area.w - right, &told, Theme::dim()).saturating_sub(1),
        None => right,
    }
}
