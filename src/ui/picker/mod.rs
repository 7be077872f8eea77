//! The search drawn: the line, the tabs, the rows, and a preview of the hit beside or below them.

mod preview;
mod quote_rows;
mod rows;
mod timeline;

use ratatui::style::Style;

use super::canvas::Canvas;
use super::theme::Theme;
use crate::app::Keymap;
use crate::app::layout::Area;
use crate::app::picker::{Picker, Tab};
use crate::app::title_disambiguation::SameTitles;
use crate::cells::width;
use sayso_attribution::text::Span;
use sayso_library::Library;
use sayso_library::near_duplicates::Duplicate;
use sayso_library::search::Completion;

/// From this width on the preview stands beside the rows, below it under them: a claim is read in one row.
const BESIDE: u16 = 150;

/// Under this height there is no room for a preview.
const WITH_PREVIEW: u16 = 12;

/// What rows and preview are told from.
#[derive(Clone, Copy)]
pub struct PickerContext<'a> {
    /// The articles and who speaks in them.
    pub library: &'a Library,
    /// Those of one title.
    pub same_titles: &'a SameTitles,
    /// Which keys do what.
    pub keymap: &'a Keymap,
    /// The same words as those in the preview, in other articles.
    pub echoes: &'a [Duplicate],
}

/// Draws the search into `area`, every cell of it; gives where the caret stands.
pub fn draw(canvas: &mut Canvas, area: Area, picker: &Picker, known: PickerContext) -> Option<(u16, u16)> {
    canvas.fill(area, " ", Theme::plain());
    let caret = line(canvas, area.top(1), picker, known.library);
    let mut rest = tabs(canvas, area.below(1), picker);
    if let Some(fault) = picker.faults().first() {
        let told = format!("! {}", fault.told(picker.typed().text()));
        canvas.put_short(rest, 1, 0, rest.w, &told, Theme::bold());
        rest = rest.below(1);
    }
    let (list, rule, side) = split(rest);
    rows::draw(canvas, list, picker, known);
    canvas.rule(rule, Theme::dim());
    preview::draw(canvas, side, picker, known);
    caret
}

/// Rows, rule and preview.
fn split(area: Area) -> (Area, Area, Area) {
    if area.w >= BESIDE {
        let (list, rest) = area.cut_left(area.w / 2);
        let (rule, side) = rest.cut_left(1);
        return (list, rule, side);
    }
    if area.h < WITH_PREVIEW {
        return (area, Area::default(), Area::default());
    }
    let rest = area.below(area.h / 2);
    (area.top(area.h / 2), rest.top(1), rest.below(1))
}

/// The line as it is typed, what cannot be used of it underlined; behind the caret what the last word may become.
fn line(canvas: &mut Canvas, area: Area, picker: &Picker, library: &Library) -> Option<(u16, u16)> {
    let start = canvas.put(area, 0, 0, " search > ", Theme::bold());
    if start >= area.w || area.is_empty() {
        return None;
    }
    let is_wrong = |at: usize| picker.faults().iter().any(|fault| fault.at.contains(at));
    let look = |at: usize| if is_wrong(at) { Theme::source() } else { Theme::plain() };
    let caret = canvas.put_prompt(area, (start, area.w), picker.typed(), look);
    if let Some(completion) = picker.completion(library) {
        canvas.put_short(area, caret, 0, area.w, &offered(&completion, picker.typed().text()), Theme::dim());
    }
    Some((area.x + caret.min(area.w - 1), area.y))
}

/// What is missing of the likeliest word, and the others whole: `aker:  title:`.
fn offered(completion: &Completion, line: &str) -> String {
    let offers = completion.offers.iter().map(|offer| offer.trim_end()).enumerate();
    let shown = offers.map(|(at, offer)| match offer.strip_prefix(completion.at.of(line)) {
        Some(rest) if at == 0 => rest.to_owned(),
        _ => format!("  {offer}"),
    });
    shown.collect()
}

/// The tabs, and which quotes are looked for, where there is room for it in a row of its own; gives what is left.
fn tabs(canvas: &mut Canvas, area: Area, picker: &Picker) -> Area {
    let mut x = 0;
    for tab in Tab::ALL {
        let label = format!("{} {}", tab.name(), picker.total(tab));
        let (label, style) = if tab == picker.tab() {
            (format!("[{label}]"), Theme::bold())
        } else {
            (format!(" {label} "), Theme::plain())
        };
        x = canvas.put(area, x, 0, &label, style);
    }
    if picker.is_waiting() {
        x = canvas.put(area, x, 0, " …", Theme::dim());
    }
    let wanted = picker.wanted.words();
    if wanted.is_empty() {
        return area.below(1);
    }
    let told = format!("quotes: only {wanted}");
    let beside = usize::from(area.w.saturating_sub(x + 1)) >= width(&told);
    let (x, y) = if beside { (x + 1, 0) } else { (1, 1) };
    canvas.put_short(area, x, y, area.w, &told, Theme::dim());
    area.below(1 + y)
}

/// The look of a text that starts at byte `from`: letters in `lits` (ascending) show without colour.
fn lit(from: usize, lits: &[Span]) -> impl Fn(usize) -> Style {
    move |at| {
        let next = lits.partition_point(|lit| lit.end() <= from + at);
        let here = lits.get(next).is_some_and(|lit| lit.start() <= from + at);
        if here { Theme::source() } else { Theme::plain() }
    }
}

#[cfg(test)]
mod tests;
