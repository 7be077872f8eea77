//! The hit in its paragraph, with what stands before and after it; of a speaker, what they said.

use super::rows::{beside, place, said};
use super::{PickerContext, lit};
use crate::app::layout::Area;
use crate::app::picker::{Picker, Tab, Target};
use crate::cells::Rows;
use crate::ui::canvas::Canvas;
use crate::ui::reader::bar;
use crate::ui::theme::Theme;
use sayso_attribution::Attribution;
use sayso_attribution::text::Span;
use sayso_attribution::text::span::floor;
use sayso_library::PersonId;
use sayso_library::search::Field;

/// A paragraph longer than this is shown from near the hit on: only its visible part is wrapped.
const LONG: usize = 4096;

/// Draws what the row under the cursor leads to.
pub fn draw(canvas: &mut Canvas, area: Area, picker: &Picker, known: PickerContext) {
    let area = Area { x: area.x + area.w.min(1), w: area.w.saturating_sub(2), ..area };
    match picker.selected() {
        None => fields(canvas, area),
        Some(Target::Person(id)) => person(canvas, area, id, picker, known),
        Some(target) => article(canvas, area, picker, target, known),
    }
}

/// Where nothing is found: what may be typed.
fn fields(canvas: &mut Canvas, area: Area) {
    let words = [("\"exact words\"", "side by side, as typed"), ("-word", "all but")];
    let fields = Field::ALL.iter().map(|row| (row.name, row.help));
    for (y, (name, help)) in words.into_iter().chain(fields).enumerate() {
        let colon = if y < words.len() { "" } else { ":" };
        canvas.put(area, 0, y as u16, &format!("{name}{colon}"), Theme::bold());
        canvas.put_short(area, 15, y as u16, area.w, help, Theme::dim());
    }
}

fn person(canvas: &mut Canvas, area: Area, id: PersonId, picker: &Picker, known: PickerContext) {
    let library = known.library;
    let Some(person) = library.people().get(id) else { return };
    let head = canvas.put_short(area, 0, 0, area.w, person.name, Theme::bold());
    canvas.put_short(area, head + 2, 0, area.w, &said(picker, person.quotes.len()), Theme::dim());
    canvas.put_short(area, 0, 1, area.w, &person.roles.join(", "), Theme::dim());
    let mut rest = area.below(2);
    for id in person.quotes.iter().skip(picker.preview().unsigned_abs()) {
        let (Some(article), Some(quote)) = (library.article(id.article), library.quote(*id)) else { continue };
        if !picker.wanted.has(quote) {
            continue;
        }
        canvas.put_short(rest, 0, 0, rest.w, &place(known, id.article, quote.content.start()), Theme::dim());
        let text = article.document.text();
        rest = passage(canvas, rest.below(1), text, quote.content.hull(), &[], Some(quote), 0);
        rest = rest.below(1);
        if rest.h == 0 {
            break;
        }
    }
}

fn article(canvas: &mut Canvas, area: Area, picker: &Picker, target: Target, known: PickerContext) {
    let library = known.library;
    let Some((id, at)) = target.place(library) else { return };
    let Some(document) = library.article(id).map(|a| &a.document) else { return };
    let quote = target.quote().and_then(|id| library.quote(id));
    let lits = lits(picker);
    canvas.put_short(area, 0, 0, area.w, &place(known, id, at.start()), Theme::bold());
    if quote.is_some_and(|quote| beside(document, quote.content.hull(), lits).is_some()) {
        canvas.put_short(area, 0, 1, area.w, "found around the quote, not in it", Theme::dim());
    }
    let first = document.block_at(at.start()).unwrap_or(0).saturating_add_signed(picker.preview());
    let mut rest = area.below(2);
    for block in document.blocks().iter().skip(first) {
        let hit = lits.iter().chain([&at]).find_map(|lit| lit.intersect(block.span)).map(Span::start);
        let from = hit.filter(|_| picker.preview() == 0).unwrap_or(block.span.start());
        rest = passage(canvas, rest, document.text(), block.span, lits, quote, from);
        rest = rest.below(1);
        if rest.h == 0 {
            break;
        }
    }
}

/// The matched letters of the row under the cursor.
fn lits(picker: &Picker) -> &[Span] {
    let (results, row) = (picker.results(), picker.row());
    match picker.tab() {
        Tab::Quotes => results.quotes.rows.get(row).map_or(&[], |hit| &hit.spans),
        Tab::Articles => results.articles.rows.get(row).map_or(&[], |hit| &hit.spans),
        Tab::Speakers => &[],
    }
}

/// Wraps `block` into `area`, a bar beside the rows that hold words of `quote`, scrolled so that the row with
/// the byte `hit` is seen. Gives what is left of the area.
fn passage(
    canvas: &mut Canvas,
    area: Area,
    text: &str,
    block: Span,
    lits: &[Span],
    quote: Option<&Attribution>,
    hit: usize,
) -> Area {
    let cells = usize::from(area.w.saturating_sub(2)).max(2);
    let rows = Rows::wrap(text, window(text, block, hit), cells);
    let (at, rows) = (rows.row_of(hit), rows.as_slice());
    let height = usize::from(area.h);
    let top = if at < height { 0 } else { at - height / 3 };
    for (y, words) in rows.iter().skip(top).take(height).enumerate() {
        if let Some(quote) = quote.filter(|q| q.content.overlaps(*words)) {
            canvas.put(area, 0, y as u16, bar(quote), Theme::plain());
        }
        canvas.put_lit(area, 2, y as u16, words.of(text), lit(words.start(), lits));
    }
    area.below(rows.len().saturating_sub(top).min(height) as u16)
}

/// What of a long block can be on the screen: the part around `hit`.
fn window(text: &str, block: Span, hit: usize) -> Span {
    if block.len() <= LONG * 2 {
        return block;
    }
    let hit = hit.clamp(block.start(), block.end());
    let start = if hit - block.start() > LONG { floor(text, hit - LONG) } else { block.start() };
    Span::new(start, floor(text, block.end().min(hit + LONG)))
}
