//! The hit in its paragraph, with what stands before and after it; of a speaker, what they said.

use super::quote_rows::beside;
use super::rows::{place, said};
use super::{PickerContext, lit};
use crate::app::layout::Area;
use crate::app::picker::{Picker, Target, newest_first};
use crate::app::{card, claim};
use crate::cells::Rows;
use crate::ui::canvas::Canvas;
use crate::ui::panel::looks;
use crate::ui::reader::bar;
use crate::ui::theme::Theme;
use sayso_attribution::Attribution;
use sayso_attribution::document::Document;
use sayso_attribution::text::Span;
use sayso_attribution::text::span::floor;
use sayso_library::search::Field;
use sayso_library::{PersonId, QuoteId, is_fragment};

/// A paragraph longer than this is shown from near the hit on: only its visible part is wrapped.
const LONG: usize = 4096;

/// Draws what the row under the cursor leads to.
pub fn draw(canvas: &mut Canvas, area: Area, picker: &Picker, known: PickerContext) {
    let area = Area { x: area.x + area.w.min(1), w: area.w.saturating_sub(2), ..area };
    match picker.previewed() {
        None if picker.selected().is_none() => fields(canvas, area),
        None => {}
        Some(Target::Person(id)) => person(canvas, area, id, picker, known),
        Some(target) => article(canvas, area, picker, target, known),
    }
}

/// Where nothing is found: what may be typed.
fn fields(canvas: &mut Canvas, area: Area) {
    let words = [("\"exact words\"", "side by side, as typed"), ("-word", "without")];
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
    let said = said(picker, person.quotes.len()) + ", asserted or not";
    canvas.put_short(area, head + 2, 0, area.w, &said, Theme::dim());
    canvas.put_short(area, 0, 1, area.w, &person.roles.join(", "), Theme::dim());
    let mut rest = area.below(2);
    let fragment = |id: &&QuoteId| {
        let article = library.article(id.article).zip(library.quote(**id));
        article.is_some_and(|(article, quote)| is_fragment(&article.document, quote))
    };
    // What is no whole claim does not stand for a speaker.
    let quotes = newest_first(library, person.quotes);
    let (fragments, claims): (Vec<&QuoteId>, Vec<&QuoteId>) = quotes.iter().partition(fragment);
    let mut above = None;
    for id in claims.into_iter().chain(fragments).skip(picker.preview().unsigned_abs()) {
        let (Some(article), Some(quote)) = (library.article(id.article), library.quote(*id)) else { continue };
        if !picker.wanted.has(quote) {
            continue;
        }
        // Quotes of one article stand under its title.
        if above != Some(id.article) {
            let place = place(known, id.article, quote.content.start());
            rest = rest.below(u16::from(above.is_some()));
            canvas.put_short(rest, 0, 0, rest.w, &place, Theme::dim());
            (above, rest) = (Some(id.article), rest.below(1));
        }
        rest = said_there(canvas, rest, &article.document, quote);
        if rest.h == 0 {
            break;
        }
    }
}

/// Rows of a quote in the preview of a speaker at most.
const ROWS: u16 = 3;

/// A quote as a claim: bar, verb, words. Gives what is left of the area.
fn said_there(canvas: &mut Canvas, area: Area, document: &Document, quote: &Attribution) -> Area {
    let (claim, lines) = claim::lines(document, quote, area.w + claim::INDENT, ROWS);
    let (verb, words) = looks(document, quote);
    canvas.put(area, 0, 0, bar(quote), Theme::plain());
    for (y, line) in lines.iter().enumerate() {
        let end = if y + 1 == lines.len() { claim.text.len() } else { line.end() };
        let look = |at: usize| if line.start() + at < claim.verb { verb } else { words };
        canvas.put_lit_short(area, (2, y as u16, area.w), claim.text[line.start()..end].trim_end(), look);
    }
    area.below(lines.len() as u16)
}

fn article(canvas: &mut Canvas, area: Area, picker: &Picker, target: Target, known: PickerContext) {
    let library = known.library;
    let Some((id, at)) = target.place(library) else { return };
    let Some(document) = library.article(id).map(|a| &a.document) else { return };
    let quote = target.quote().and_then(|id| library.quote(id));
    let lits = picker.lits();
    let mut rest = if let Some((quote, id)) = quote.zip(target.quote()) {
        head(canvas, area, (id, quote), lits, known)
    } else {
        canvas.put_short(area, 0, 0, area.w, &place(known, id, at.start()), Theme::bold());
        area.below(2)
    };
    let first = document.block_at(at.start()).unwrap_or(0).saturating_add_signed(picker.preview());
    if picker.preview() == 0 {
        rest = before(canvas, rest, document, first, at.start());
    }
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

/// Who, in which role and with which verb; then where. Gives what is left of the area.
fn head(
    canvas: &mut Canvas,
    area: Area,
    (id, quote): (QuoteId, &Attribution),
    lits: &[Span],
    known: PickerContext,
) -> Area {
    let Some(article) = known.library.article(id.article) else { return area };
    let (document, speakers) = (&article.document, &article.analysis.speakers);
    let name = known.library.name_of(id).unwrap_or_else(|| article.analysis.name(quote.speaker));
    let x = canvas.put_short(area, 0, 0, area.w, name, Theme::bold());
    let role = quote.speaker.and_then(|s| speakers.get(s)?.roles.first());
    let x =
        canvas.put_short(area, x, 0, area.w, &role.map_or(String::new(), |role| format!(", {role}")), Theme::plain());
    let verb = claim::verb(document, quote);
    canvas.put_short(area, x + 1, 0, area.w, &verb, looks(document, quote).0);
    canvas.put_short(area, 0, 1, area.w, &place(known, id.article, quote.content.start()), Theme::dim());
    let mut rest = area.below(2);
    let also = card::same_words(known.library, known.echoes);
    for (_, text) in also.iter().take(ALSO) {
        canvas.put_short(rest, 0, 0, rest.w, &format!("also in {text}"), Theme::plain());
        rest = rest.below(1);
    }
    if beside(document, quote.content.hull(), lits).is_some() {
        canvas.put_short(rest, 0, 0, rest.w, "found around the quote, not in it", Theme::dim());
        rest = rest.below(1);
    }
    rest.below(1)
}

/// Other prints of the same words that the preview lists.
const ALSO: usize = 4;

/// Rows of text before a match.
const CONTEXT: usize = 2;

/// Where the match stands in the first rows of its block, the end of the block before it. Gives what is left.
fn before(canvas: &mut Canvas, area: Area, document: &Document, block: usize, hit: usize) -> Area {
    let cells = usize::from(area.w.saturating_sub(2)).max(2);
    let blocks = document.blocks();
    let text = document.text();
    let above = blocks.get(block).map_or(0, |own| Rows::wrap(text, window(text, own.span, hit), cells).row_of(hit));
    let earlier = block.checked_sub(1).and_then(|at| blocks.get(at)).filter(|_| above < CONTEXT);
    let Some(earlier) = earlier else { return area };
    let rows = Rows::wrap(text, window(text, earlier.span, earlier.span.end()), cells);
    let rows = rows.as_slice();
    let shown = &rows[rows.len().saturating_sub(CONTEXT - above)..];
    for (y, row) in shown.iter().enumerate() {
        canvas.put(area, 2, y as u16, row.of(text), Theme::dim());
    }
    area.below(shown.len() as u16 + 1)
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
