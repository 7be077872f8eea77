//! The rows of the tab in front.

use super::{PickerContext, lit, quote_rows, timeline};
use crate::app::layout::Area;
use crate::app::picker::{Picker, Tab};
use crate::app::{Action, Keymap, Mode};
use crate::ui::canvas::Canvas;
use crate::ui::labels::{count, dotted, told_apart, wrapped};
use crate::ui::theme::Theme;
use sayso_library::Wanted;
use sayso_library::search::{ArticleHit, SpeakerHit};
use sayso_library::{ArticleId, Library};

/// Draws the rows around the one under the cursor.
pub fn draw(canvas: &mut Canvas, area: Area, picker: &Picker, known: PickerContext) {
    let results = picker.results();
    if picker.tab() == Tab::Quotes && !picker.voices().is_empty() && picker.selected().is_some() {
        return timeline::draw(canvas, area, picker, known);
    }
    let few = picker.tab() == Tab::Quotes && results.quotes.rows.len() * 2 <= area.h.into();
    for (at, line) in area.blocks(picker.row(), 1 + u16::from(few)) {
        let part = Area { x: line.x + 2, w: line.w.saturating_sub(3), ..line };
        let drawn = match picker.tab() {
            Tab::Quotes => results.quotes.rows.get(at).map(|hit| quote_rows::draw(canvas, part, hit, known)),
            Tab::Articles => results.articles.rows.get(at).map(|hit| article(canvas, part, hit, known)),
            Tab::Speakers => results.speakers.rows.get(at).map(|hit| speaker(canvas, part, hit, picker, known.library)),
        };
        if drawn.is_some() && at == picker.row() {
            canvas.put(line, 0, 0, ">", Theme::plain());
            // Of a quote only the name is turned about: a move then costs a slow line two names, not two rows.
            let w = if picker.tab() == Tab::Quotes { quote_rows::names(part.w) + 2 } else { line.w };
            canvas.style(Area { w, ..line.top(1) }, Theme::chosen());
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
            format!("nothing found with the filter {} ({surer} and {only} change it)", picker.wanted.words())
        }
        (false, []) => "nothing found".to_owned(),
        (false, some) => format!("nothing found here, but {}", some.join(" and ")),
    }
}

fn article(canvas: &mut Canvas, area: Area, hit: &ArticleHit, known: PickerContext) -> Option<()> {
    let entry = known.library.entry(hit.id)?;
    let outlet = told_apart(known.same_titles, hit.id, &entry);
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

/// `NATO looks to Asia · Asian Affairs · Jul 2023 · ¶21`.
pub fn place(known: PickerContext, id: ArticleId, at: usize) -> String {
    let Some((article, entry)) = known.library.article(id).zip(known.library.entry(id)) else { return String::new() };
    let paragraph = format!("¶{}", article.document.paragraph_at(at));
    let outlet = Some(told_apart(known.same_titles, id, &entry)).filter(|told| !told.is_empty());
    dotted([Some(entry.title.to_owned()), outlet, Some(paragraph)])
}
