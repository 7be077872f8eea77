//! The rows of the tab in front.

use super::lit;
use crate::app::layout::Area;
use crate::app::picker::{Picker, Tab};
use crate::library::search::{ArticleHit, QuoteHit, SpeakerHit};
use crate::library::{ArticleId, Library};
use crate::text::Span;
use crate::text::span::floor;
use crate::ui::canvas::Canvas;
use crate::ui::reader::bar;
use crate::ui::theme::Theme;
use crate::ui::words::{count, date, outlet};

/// From this width on a row of a quote names its article too.
const WITH_TITLE: u16 = 70;

/// Bytes before the first matched letter that a row shows at most where it does not start at the first word,
/// in eighths of its width.
const LEAD: usize = 2;

/// Draws the rows around the one under the cursor.
pub fn draw(canvas: &mut Canvas, area: Area, picker: &Picker, library: &Library) {
    let results = picker.results();
    let shown = usize::from(area.h);
    let top = (picker.row() + 1).saturating_sub(shown);
    for at in top..top + shown {
        let line = area.below((at - top) as u16).top(1);
        let part = Area { x: line.x + 2, w: line.w.saturating_sub(3), ..line };
        let drawn = match picker.tab() {
            Tab::Quotes => results.quotes.rows.get(at).map(|hit| quote(canvas, part, hit, library)),
            Tab::Articles => results.articles.rows.get(at).map(|hit| article(canvas, part, hit, library)),
            Tab::Speakers => results.speakers.rows.get(at).map(|hit| speaker(canvas, part, hit, library)),
        };
        if drawn.is_some() && at == picker.row() {
            canvas.put(line, 0, 0, ">", Theme::plain());
            canvas.style(line, Theme::chosen());
        }
    }
    if picker.selected().is_none() {
        canvas.put_short(area, 2, 0, area.w, &nothing(picker), Theme::dim());
    }
}

/// Says that there is no row here, and where there is one.
fn nothing(picker: &Picker) -> String {
    let elsewhere = Tab::ALL.into_iter().map(|tab| (tab.name().to_lowercase(), picker.total(tab)));
    let elsewhere = elsewhere.filter(|(_, total)| *total > 0);
    let elsewhere: Vec<String> = elsewhere.map(|(name, total)| count(total, name.trim_end_matches('s'))).collect();
    match (picker.is_waiting(), elsewhere.as_slice()) {
        (true, _) => "…".to_owned(),
        (false, []) => "nothing found".to_owned(),
        (false, some) => format!("nothing found here, but {}", some.join(" and ")),
    }
}

fn quote(canvas: &mut Canvas, area: Area, hit: &QuoteHit, library: &Library) -> Option<()> {
    let (article, quote) = (library.article(hit.id.article)?, library.quote(hit.id)?);
    let text = article.document.text();
    let name = article.analysis.name(quote.speaker);
    let names = (area.w / 4).clamp(6, 20);
    canvas.put_short(area, 0, 0, names, name, Theme::plain());
    let x = canvas.put(area, names + 1, 0, bar(quote), Theme::plain()) + 1;
    let titles = if area.w >= WITH_TITLE { area.w / 4 } else { 0 };
    let (words, right) = area.cut_left(area.w.saturating_sub(titles));
    let room = usize::from(words.w.saturating_sub(x));
    let part = around_hit(text, quote.content.hull(), &hit.spans, room);
    let x = if part.start() > quote.content.start() { canvas.put(words, x, 0, "…", Theme::plain()) } else { x };
    let again = if hit.again > 0 { format!(" +{}", hit.again) } else { String::new() };
    let end = words.w.saturating_sub(again.len() as u16);
    let x = canvas.put_lit_short(words, (x, 0, end), part.of(text), lit(part.start(), &hit.spans));
    canvas.put(words, x, 0, &again, Theme::dim());
    canvas.put_short(right, 1, 0, right.w, &article.document.meta().title, Theme::dim());
    Some(())
}

/// The part of `whole` to show on one row: from its start, or from a word before the first matched letters
/// where these would not be seen otherwise.
fn around_hit(text: &str, whole: Span, lits: &[Span], room: usize) -> Span {
    let lead = room * LEAD / 8;
    let first = lits.iter().find_map(|lit| lit.intersect(whole)).map_or(whole.start(), Span::start);
    if first - whole.start() <= room.saturating_sub(room / 4) {
        return whole;
    }
    let from = floor(text, first - lead);
    let gap = text[from..first].find(' ').map_or(first, |gap| from + gap + 1);
    Span::new(gap, whole.end())
}

fn article(canvas: &mut Canvas, area: Area, hit: &ArticleHit, library: &Library) -> Option<()> {
    let meta = library.article(hit.id)?.document.meta();
    let outlet = outlet(meta.publication.as_deref(), meta.published.as_deref());
    let titles = if outlet.is_empty() { area.w } else { area.w * 2 / 3 };
    canvas.put_lit_short(area, (0, 0, titles), &meta.title, lit(0, &hit.title));
    canvas.put_short(area, titles + 1, 0, area.w, &outlet, Theme::dim());
    Some(())
}

fn speaker(canvas: &mut Canvas, area: Area, hit: &SpeakerHit, library: &Library) -> Option<()> {
    let person = library.people().get(hit.id)?;
    let said = count(person.quotes.len(), "quote");
    let end = area.w.saturating_sub(said.len() as u16 + 1);
    let x = canvas.put_lit_short(area, (0, 0, end), person.name, lit(0, &hit.name));
    if let Some(role) = person.roles.first() {
        canvas.put_short(area, x + 2, 0, end, role, Theme::dim());
    }
    canvas.put_right(area, 0, 0, &said, Theme::dim());
    Some(())
}

/// `NATO looks to Asia · Jul 2023 · ¶21`.
pub fn place(library: &Library, id: ArticleId, at: usize) -> String {
    let Some(article) = library.article(id) else { return String::new() };
    let meta = article.document.meta();
    let paragraph = format!("¶{}", article.document.paragraph_at(at));
    let parts = [Some(meta.title.clone()), meta.published.as_deref().map(date), Some(paragraph)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
