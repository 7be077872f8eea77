//! `frame = f(&model)`: draws what the model holds, from a shared reference, and changes nothing.
//!
//! Knows no key and no state of its own. Only the rows on the screen are looked at, whatever the article's size.

mod canvas;
mod clippings;
mod completion_menu;
mod correct;
mod highlight;
pub(crate) mod labels;
mod list;
mod overlay;
mod panel;
mod picker;
mod reader;
mod sheet;
mod status;
#[cfg(test)]
mod tests;
mod theme;
mod voices;

use ratatui::buffer::Buffer;

use crate::app::Model;
use crate::app::overlay::Layer;
use canvas::Canvas;
use theme::Theme;

/// Draws the whole screen; gives the caret of a line being typed.
pub fn draw(model: &Model, buffer: &mut Buffer) -> Option<(u16, u16)> {
    let theme = Theme::new(&model.settings);
    let mut canvas = Canvas::new(buffer, model.settings.ascii);
    status::title(&mut canvas, model);
    list::draw(&mut canvas, model);
    reader::draw(&mut canvas, model, theme);
    panel::draw(&mut canvas, model, theme);
    rules(&mut canvas, model);
    overlay::draw(&mut canvas, model);
    let caret = status::draw(&mut canvas, model);
    let caret = caret.or_else(|| search(&mut canvas, model));
    overlay::continuations(&mut canvas, model);
    caret
}

/// Draws the search over everything but the status line, if it is on top; gives the caret.
fn search(canvas: &mut Canvas, model: &Model) -> Option<(u16, u16)> {
    let Some(Layer::Picker) = model.overlays.top() else { return None };
    let area = model.panes.layout.screen.cut_bottom(model.panes.layout.status.h).0;
    let known = picker::PickerContext {
        library: &model.library,
        same_titles: &model.panes.same_titles,
        keymap: &model.settings.keymap,
        echoes: model.echoes(),
    };
    picker::draw(canvas, area, &model.search.picker, known)
}

fn rules(canvas: &mut Canvas, model: &Model) {
    model.panes.layout.rules.into_iter().for_each(|rule| canvas.rule(rule, Theme::dim()));
}
