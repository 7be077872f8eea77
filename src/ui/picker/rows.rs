//! The rows of the tab in front.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::paint::Paint;
use super::{dim, row};
use crate::app::picker::{Picker, Tab};
use crate::attribution::Kind;
use crate::library::search::{ArticleHit, QuoteHit, SpeakerHit};
use crate::library::{ArticleId, Library};
use crate::text::Span;

/// From this width on a row of a quote names its article too.
const WITH_TITLE: u16 = 70;

/// Bytes before the first matched letter that a row shows at most where it does not start at the first word,
/// in eighths of its width.
const LEAD: usize = 2;

/// Draws the rows around the one under the cursor.
pub fn draw(paint: &mut Paint, area: Rect, picker: &Picker, library: &Library) {
    let results = picker.results();
    let shown = usize::from(area.height);
    let top = (picker.row() + 1).saturating_sub(shown);
    for at in top..top + shown {
        let line = row(area, (at - top) as u16);
        let part = Rect { x: line.x + 2, width: line.width.saturating_sub(3), ..line };
        let drawn = match picker.tab() {
            Tab::Quotes => results.quotes.rows.get(at).map(|hit| quote(paint, part, hit, library)),
            Tab::Articles => results.articles.rows.get(at).map(|hit| article(paint, part, hit, library)),
            Tab::Speakers => results.speakers.rows.get(at).map(|hit| speaker(paint, part, hit, library)),
        };
        if drawn.is_some() && at == picker.row() {
            paint.put(line, 0, ">", Style::new());
            paint.style(line, Style::new().add_modifier(Modifier::REVERSED));
        }
    }
    if picker.selected().is_none() {
        paint.put_short(row(area, 0), 2, &nothing(picker), dim());
    }
}

/// Says that there is no row here, and where there is one.
fn nothing(picker: &Picker) -> String {
    let elsewhere = Tab::ALL.into_iter().filter(|tab| picker.total(*tab) > 0);
    let count = |tab: Tab| match picker.total(tab) {
        1 => format!("1 {}", tab.name().to_lowercase().trim_end_matches('s')),
        many => format!("{many} {}", tab.name().to_lowercase()),
    };
    let elsewhere: Vec<String> = elsewhere.map(count).collect();
    match (picker.is_waiting(), elsewhere.as_slice()) {
        (true, _) => "…".to_owned(),
        (false, []) => "nothing found".to_owned(),
        (false, some) => format!("nothing found here, but {}", some.join(" and ")),
    }
}

fn quote(paint: &mut Paint, area: Rect, hit: &QuoteHit, library: &Library) -> Option<()> {
    let (article, quote) = (library.article(hit.id.article)?, library.quote(hit.id)?);
    let text = article.document.text();
    let name = quote.speaker.and_then(|s| article.analysis.speakers.get(s)).map_or("not named", |s| s.name.as_str());
    let names = (area.width / 4).clamp(6, 20);
    paint.put_short(Rect { width: names.min(area.width), ..area }, 0, name, Style::new());
    let bar = if quote.kind == Kind::Indirect { "┆ " } else { "▌ " };
    let x = paint.put(area, names + 1, bar, Style::new());
    let titles = if area.width >= WITH_TITLE { area.width / 4 } else { 0 };
    let words = Rect { width: area.width.saturating_sub(titles), ..area };
    let room = usize::from(words.width.saturating_sub(x));
    let part = around_hit(text, quote.content.hull(), &hit.spans, room);
    let x = if part.start() > quote.content.start() { paint.put(words, x, "…", Style::new()) } else { x };
    paint.put_lit_short(words, x, text, part, &hit.spans, Style::new());
    if titles > 0 {
        let right = Rect { x: area.x + words.width + 1, width: titles - 1, ..area };
        paint.put_short(right, 0, &article.document.meta().title, dim());
    }
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
    let from = boundary(text, first - lead);
    let gap = text[from..first].find(' ').map_or(first, |gap| from + gap + 1);
    Span::new(gap, whole.end())
}

fn article(paint: &mut Paint, area: Rect, hit: &ArticleHit, library: &Library) -> Option<()> {
    let meta = library.article(hit.id)?.document.meta();
    let outlet = [&meta.publication, &meta.published].into_iter().flatten().map(String::as_str);
    let outlet = outlet.collect::<Vec<_>>().join(" · ");
    let titles = if outlet.is_empty() { area.width } else { area.width * 2 / 3 };
    let title = Span::new(0, meta.title.len());
    paint.put_lit_short(Rect { width: titles, ..area }, 0, &meta.title, title, &hit.title, Style::new());
    let right = Rect { x: area.x + titles, width: area.width - titles, ..area };
    paint.put_short(right, 1, &outlet, dim());
    Some(())
}

fn speaker(paint: &mut Paint, area: Rect, hit: &SpeakerHit, library: &Library) -> Option<()> {
    let person = library.people().get(hit.id)?;
    let count = quotes(person.quotes.len());
    let names = Rect { width: area.width.saturating_sub(count.len() as u16 + 1), ..area };
    let name = Span::new(0, person.name.len());
    let x = paint.put_lit_short(names, 0, &person.name, name, &hit.name, Style::new());
    if let Some(role) = person.roles.first() {
        paint.put_short(names, x + 2, role, dim());
    }
    paint.put_right(area, &count, dim());
    Some(())
}

/// The last place at or before `offset` that cuts no character in two.
pub fn boundary(text: &str, offset: usize) -> usize {
    (0..=offset).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// `1 quote`, `7 quotes`.
pub fn quotes(count: usize) -> String {
    if count == 1 { "1 quote".to_owned() } else { format!("{count} quotes") }
}

/// `NATO looks to Asia · 2023-07 · ¶21`.
pub fn place(library: &Library, id: ArticleId, at: usize) -> String {
    let Some(article) = library.article(id) else { return String::new() };
    let meta = article.document.meta();
    let paragraph = format!("¶{}", article.document.paragraph_at(at));
    let parts = [Some(meta.title.clone()), meta.published.clone(), Some(paragraph)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
