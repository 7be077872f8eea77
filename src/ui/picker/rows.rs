//! The rows of the tab in front.

use super::{PickerContext, lit};
use crate::app::layout::Area;
use crate::app::picker::{Picker, Tab};
use crate::app::{Action, Keymap, Mode};
use crate::ui::canvas::Canvas;
use crate::ui::labels::{apart, count, date, dotted, ending, told_apart, wrapped};
use crate::ui::reader::bar;
use crate::ui::theme::Theme;
use sayso_attribution::document::Document;
use sayso_attribution::text::Span;
use sayso_attribution::text::span::floor;
use sayso_library::Wanted;
use sayso_library::search::{ArticleHit, QuoteHit, SpeakerHit};
use sayso_library::{ArticleId, Library};

/// From this width on a row of a quote names its article too.
const WITH_TITLE: u16 = 70;

/// Bytes before the first matched letter that a row shows at most where it does not start at the first word,
/// in eighths of its width.
const LEAD: usize = 2;

/// Draws the rows around the one under the cursor.
pub fn draw(canvas: &mut Canvas, area: Area, picker: &Picker, known: PickerContext) {
    let results = picker.results();
    for (at, line) in area.rows(picker.row()) {
        let part = Area { x: line.x + 2, w: line.w.saturating_sub(3), ..line };
        let drawn = match picker.tab() {
            Tab::Quotes => results.quotes.rows.get(at).map(|hit| quote(canvas, part, hit, known)),
            Tab::Articles => results.articles.rows.get(at).map(|hit| article(canvas, part, hit, known)),
            Tab::Speakers => results.speakers.rows.get(at).map(|hit| speaker(canvas, part, hit, picker, known.library)),
        };
        if drawn.is_some() && at == picker.row() {
            canvas.put(line, 0, 0, ">", Theme::plain());
            canvas.style(line, Theme::chosen());
        }
    }
    if picker.selected().is_none() {
        let told = nothing(picker, known.keymap);
        canvas.put_lines(area, (2, area.w), &wrapped(&told, area.w.saturating_sub(3).into(), 2), Theme::dim());
    }
}

/// Says that there is no row here, where there is one, and what may hide some.
fn nothing(picker: &Picker, keymap: &Keymap) -> String {
    let elsewhere = Tab::ALL.into_iter().map(|tab| (tab.name().to_lowercase(), picker.total(tab)));
    let elsewhere = elsewhere.filter(|(_, total)| *total > 0);
    let elsewhere: Vec<String> = elsewhere.map(|(name, total)| count(total, name.trim_end_matches('s'))).collect();
    match (picker.is_waiting(), elsewhere.as_slice()) {
        (true, _) => "…".to_owned(),
        (false, _) if picker.tab() == Tab::Quotes && picker.wanted != Wanted::default() => {
            let [surer, only] = [Action::Surer, Action::OnlyNext].map(|action| keymap.first_key(Mode::Picker, action));
            format!("nothing found that is {}: {surer} and {only} let others in", picker.wanted.words())
        }
        (false, []) => "nothing found".to_owned(),
        (false, some) => format!("nothing found here, but {}", some.join(" and ")),
    }
}

fn quote(canvas: &mut Canvas, area: Area, hit: &QuoteHit, known: PickerContext) -> Option<()> {
    let (article, quote) = (known.library.article(hit.id.article)?, known.library.quote(hit.id)?);
    let name = article.analysis.name(quote.speaker);
    let names = (area.w / 4).clamp(6, 20);
    canvas.put_short(area, 0, 0, names, name, Theme::plain());
    let x = canvas.put(area, names + 1, 0, bar(quote), Theme::plain()) + 1;
    let titles = if area.w >= WITH_TITLE { area.w / 4 } else { 0 };
    let (words, right) = area.cut_left(area.w.saturating_sub(titles));
    let again = if hit.again > 0 { format!(" +{}", hit.again) } else { String::new() };
    let end = words.w.saturating_sub(again.len() as u16);
    let whole = quote.content.hull();
    let x = match beside(&article.document, whole, &hit.spans) {
        None => passage(canvas, words, (x, end), article.document.text(), whole, &hit.spans),
        Some(around) => {
            let x = canvas.put_short(
                words,
                x,
                0,
                x + (end - x.min(end)) * 2 / 5,
                whole.of(article.document.text()),
                Theme::plain(),
            );
            let x = canvas.put(words, x, 0, AROUND, Theme::bold());
            passage(canvas, words, (x, end), article.document.text(), around, &hit.spans)
        }
    };
    canvas.put(words, x, 0, &again, Theme::dim());
    title(canvas, right, known, hit.id.article);
    Some(())
}

/// What follows is not of the quote but of its paragraph.
const AROUND: &str = " ¶ ";

/// The paragraph in which the words match that do not in the quote; `None` where the quote has some.
pub fn beside(document: &Document, quote: Span, lits: &[Span]) -> Option<Span> {
    let first = lits.first().filter(|_| !lits.iter().any(|lit| lit.overlaps(quote)))?;
    let block = document.blocks().get(document.block_at(first.start())?)?.span;
    // What the row shows is on one side of the quote.
    let [start, end] = [quote.start(), quote.end()].map(|at| at.clamp(block.start(), block.end()));
    Some(if first.start() < start { Span::new(block.start(), start) } else { Span::new(end, block.end()) })
}

/// A part of the text on one row, the first letters that match in view; gives the column behind it.
fn passage(canvas: &mut Canvas, area: Area, (x, end): (u16, u16), text: &str, whole: Span, lits: &[Span]) -> u16 {
    let part = around_hit(text, whole, lits, usize::from(end.saturating_sub(x)));
    let x = if part.start() > whole.start() { canvas.put(area, x, 0, "…", Theme::plain()) } else { x };
    canvas.put_lit_short(area, (x, 0, end), part.of(text), lit(part.start(), lits))
}

/// A title, with what tells it from others that are the same.
fn title(canvas: &mut Canvas, area: Area, known: PickerContext, id: ArticleId) {
    let Some(entry) = known.library.entry(id) else { return };
    let mut end = area.w;
    if let Some(apart) = apart(known.twins, id, &entry) {
        end = canvas.put_right(area, 0, 0, &ending(&apart, area.w * 2 / 3), Theme::dim()).saturating_sub(1);
    }
    canvas.put_short(area, 1, 0, end, entry.title, Theme::dim());
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

fn article(canvas: &mut Canvas, area: Area, hit: &ArticleHit, known: PickerContext) -> Option<()> {
    let entry = known.library.entry(hit.id)?;
    let outlet = told_apart(known.twins, hit.id, &entry);
    let titles = if outlet.is_empty() { area.w } else { area.w * 2 / 3 };
    canvas.put_lit_short(area, (0, 0, titles), entry.title, lit(0, &hit.title));
    canvas.put_short(area, titles + 1, 0, area.w, &outlet, Theme::dim());
    Some(())
}

fn speaker(canvas: &mut Canvas, area: Area, hit: &SpeakerHit, picker: &Picker, library: &Library) -> Option<()> {
    let person = library.people().get(hit.id)?;
    let said = said(picker, person.quotes.len());
    let end = area.w.saturating_sub(said.len() as u16 + 1);
    let x = canvas.put_lit_short(area, (0, 0, end), person.name, lit(0, &hit.name));
    if let Some(role) = person.roles.first() {
        canvas.put_short(area, x + 2, 0, end, role, Theme::dim());
    }
    canvas.put_right(area, 0, 0, &said, Theme::dim());
    Some(())
}

/// How much a speaker said, wanted or not.
pub fn said(picker: &Picker, quotes: usize) -> String {
    if picker.wanted == Wanted::default() { count(quotes, "quote") } else { format!("{quotes} in all") }
}

/// `NATO looks to Asia · Jul 2023 · ¶21`.
pub fn place(known: PickerContext, id: ArticleId, at: usize) -> String {
    let Some((article, entry)) = known.library.article(id).zip(known.library.entry(id)) else { return String::new() };
    let paragraph = format!("¶{}", article.document.paragraph_at(at));
    let apart = apart(known.twins, id, &entry);
    let date = entry.published.map(date).filter(|date| !apart.as_ref().is_some_and(|apart| apart.contains(date)));
    dotted([Some(entry.title.to_owned()), apart, date, Some(paragraph)])
}
