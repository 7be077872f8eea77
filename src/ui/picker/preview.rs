//! The hit in its paragraph, with what stands before and after it; of a speaker, what they said.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::paint::{Paint, wrap};
use super::rows::{boundary, place, quotes};
use super::{below, bold, dim, row};
use crate::app::picker::{Picker, Tab, Target};
use crate::attribution::Attribution;
use crate::library::search::Field;
use crate::library::{Library, PersonId};
use crate::text::Span;

/// A paragraph longer than this is shown from near the hit on: only its visible part is wrapped.
const LONG: usize = 4096;

/// Draws what the row under the cursor leads to.
pub fn draw(paint: &mut Paint, area: Rect, picker: &Picker, library: &Library) {
    let area = Rect { x: area.x + area.width.min(1), width: area.width.saturating_sub(2), ..area };
    match picker.selected() {
        None => fields(paint, area),
        Some(Target::Person(id)) => person(paint, area, id, picker.preview(), library),
        Some(target) => article(paint, area, picker, target, library),
    }
}

/// Where nothing is found: what may be typed.
fn fields(paint: &mut Paint, area: Rect) {
    let words = [("\"exact words\"", "side by side, as typed"), ("-word", "all but")];
    let fields = Field::ALL.iter().map(|row| (row.name, row.help));
    for (y, (name, help)) in words.into_iter().chain(fields).enumerate() {
        let line = row(area, y as u16);
        let colon = if y < words.len() { "" } else { ":" };
        paint.put(line, 0, &format!("{name}{colon}"), bold());
        paint.put_short(line, 15, help, dim());
    }
}

fn person(paint: &mut Paint, area: Rect, id: PersonId, from: isize, library: &Library) {
    let Some(person) = library.people().get(id) else { return };
    let head = paint.put_short(row(area, 0), 0, &person.name, bold());
    paint.put_short(row(area, 0), head + 2, &quotes(person.quotes.len()), dim());
    paint.put_short(row(area, 1), 0, &person.roles.join(", "), dim());
    let mut rest = below(area, 2);
    for id in person.quotes.iter().skip(from.unsigned_abs()) {
        let (Some(article), Some(quote)) = (library.article(id.article), library.quote(*id)) else { continue };
        paint.put_short(row(rest, 0), 0, &place(library, id.article, quote.content.start()), dim());
        let text = article.document.text();
        rest = passage(paint, below(rest, 1), text, quote.content.hull(), &[], Some(quote), 0);
        rest = below(rest, 1);
        if rest.height == 0 {
            break;
        }
    }
}

fn article(paint: &mut Paint, area: Rect, picker: &Picker, target: Target, library: &Library) {
    let Some((id, at)) = target.place(library) else { return };
    let Some(document) = library.article(id).map(|a| &a.document) else { return };
    let quote = if let Target::Quote(id) = target { library.quote(id) } else { None };
    let lits = lits(picker);
    paint.put_short(row(area, 0), 0, &place(library, id, at.start()), bold());
    let first = document.block_at(at.start()).unwrap_or(0).saturating_add_signed(picker.preview());
    let mut rest = below(area, 2);
    for block in document.blocks().iter().skip(first) {
        let hit = lits.iter().chain([&at]).find_map(|lit| lit.intersect(block.span)).map(Span::start);
        let from = hit.filter(|_| picker.preview() == 0).unwrap_or(block.span.start());
        rest = passage(paint, rest, document.text(), block.span, lits, quote, from);
        rest = below(rest, 1);
        if rest.height == 0 {
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
    paint: &mut Paint,
    area: Rect,
    text: &str,
    block: Span,
    lits: &[Span],
    quote: Option<&Attribution>,
    hit: usize,
) -> Rect {
    let cells = usize::from(area.width.saturating_sub(2)).max(2);
    let seen = window(text, block, hit);
    let rows = wrap(text, seen, cells);
    let height = usize::from(area.height);
    let at = rows.partition_point(|r| r.end() <= hit);
    let top = if at < height { 0 } else { at - height / 3 };
    for (y, words) in rows.iter().skip(top).take(height).enumerate() {
        let line = row(area, y as u16);
        if let Some(quote) = quote.filter(|q| q.content.overlaps(*words)) {
            let bar = if quote.kind == crate::attribution::Kind::Indirect { "┆" } else { "▌" };
            paint.put(line, 0, bar, Style::new());
        }
        paint.put_lit(line, 2, text, *words, lits, Style::new());
    }
    below(area, rows.len().saturating_sub(top).min(height) as u16)
}

/// What of a long block can be on the screen: the part around `hit`.
fn window(text: &str, block: Span, hit: usize) -> Span {
    if block.len() <= LONG * 2 {
        return block;
    }
    let hit = hit.clamp(block.start(), block.end());
    let start = if hit - block.start() > LONG { boundary(text, hit - LONG) } else { block.start() };
    Span::new(start, boundary(text, block.end().min(hit + LONG)))
}
