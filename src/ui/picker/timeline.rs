//! What one speaker said over time, or several in turn: by date, the newest first, with outlet, verb and claim.

use std::collections::BTreeSet;

use super::PickerContext;
use super::quote_rows::{claimed, told};
use crate::app::layout::Area;
use crate::app::picker::Picker;
use crate::ui::canvas::Canvas;
use crate::ui::labels::{date, dotted};
use crate::ui::theme::Theme;
use sayso_attribution::Speaker;
use sayso_library::search::{QuoteHit, has_words};

/// Rows of an entry: when and where, then what.
const ENTRY: u16 = 2;

/// From this width on two speakers stand side by side, under their names.
const BESIDE: u16 = 80;

/// Draws the entries around the one under the cursor.
pub fn draw(canvas: &mut Canvas, area: Area, picker: &Picker, known: PickerContext) {
    let rows = &picker.results().quotes.rows;
    let beside = picker.voices().len() == 2 && area.w >= BESIDE;
    let column = if beside { area.w / 2 } else { area.w };
    let owners: Vec<usize> = rows.iter().filter(|_| beside).map(|hit| voice(hit, picker, known)).collect();
    let columns: Vec<Column> = (0..2).filter(|_| beside).map(|at| Column::of(at, &owners, picker, known)).collect();
    for (at, heading) in columns.iter().enumerate() {
        let (x, end) = (2 + at as u16 * column, (at as u16 + 1) * column - 1);
        canvas.put_short(area, x, 0, end, &heading.text, Theme::source());
    }
    let body = area.below(u16::from(beside));
    for (at, line) in body.blocks(picker.row(), ENTRY) {
        let Some(hit) = rows.get(at) else { break };
        let own = owners.get(at).copied().unwrap_or(0);
        let x = own as u16 * column;
        let line = Area { x: line.x + x, w: column, ..line };
        // Whose words they are is told where no heading does.
        let name = columns.get(own).map_or(picker.voices().len() > 1, |column| !column.is_of_one);
        entry(canvas, Area { x: line.x + 2, w: line.w.saturating_sub(3), ..line }, hit, known, name);
        if at == picker.row() {
            canvas.put(line, 0, 0, ">", Theme::plain());
            canvas.style(Area { w: DATE + 2, ..line.top(1) }, Theme::chosen());
        }
    }
}

/// What stands above the entries of one of two speakers.
struct Column {
    /// The name and the number of entries.
    text: String,
    /// Whether all entries are of one name.
    is_of_one: bool,
}

impl Column {
    /// Of the speaker at `at`; `owners` tells whose each row is.
    fn of(at: usize, owners: &[usize], picker: &Picker, known: PickerContext) -> Self {
        let rows = picker.results().quotes.rows.iter().zip(owners);
        let own: Vec<&QuoteHit> = rows.filter(|(_, owner)| **owner == at).map(|(hit, _)| hit).collect();
        let names: BTreeSet<&str> = own.iter().filter_map(|hit| known.library.name_of(hit.id)).collect();
        let name = names
            .first()
            .filter(|_| names.len() == 1)
            .map_or_else(|| picker.voices()[at].join(" "), ToString::to_string);
        Self { text: format!("{name} ({})", own.len()), is_of_one: names.len() == 1 }
    }
}

/// Columns of a date.
const DATE: u16 = 11;

fn entry(canvas: &mut Canvas, area: Area, hit: &QuoteHit, known: PickerContext, name: bool) -> Option<()> {
    let article = known.library.article(hit.id.article)?;
    let entry = known.library.entry(hit.id.article)?;
    let when = entry.published.map_or_else(|| "undated".to_owned(), date);
    canvas.put_short(area, 0, 0, DATE, &when, Theme::bold());
    let who = known.library.name_of(hit.id).filter(|_| name).map(str::to_owned);
    let outlet = entry.publication.map(str::to_owned);
    let again = (hit.again > 0).then(|| format!("also in {}", hit.again));
    let place = dotted([who, outlet, Some(entry.title.to_owned()), again]);
    let place = if place.is_empty() { told(known, hit.id.article, area.w) } else { place };
    canvas.put_short(area, DATE + 1, 0, area.w, &place, Theme::dim());
    claimed(canvas, Area { x: area.x + 2, w: area.w.saturating_sub(2), ..area.below(1) }, hit, article);
    Some(())
}

/// Which of the speakers that were asked for said it: the first whose name fits.
fn voice(hit: &QuoteHit, picker: &Picker, known: PickerContext) -> usize {
    let own = known.library.article(hit.id.article).zip(known.library.quote(hit.id));
    let own: Option<&Speaker> = own.and_then(|(article, quote)| article.analysis.speakers.get(quote.speaker?));
    let names = known.library.speaker_of(hit.id).into_iter().flat_map(|person| person.names().collect::<Vec<_>>());
    let names: Vec<&str> = names.chain(own.map(|speaker| speaker.name.as_str())).collect();
    let fits = |words: &Vec<String>| names.iter().any(|name| has_words(name, words));
    picker.voices().iter().position(fits).unwrap_or(0)
}
