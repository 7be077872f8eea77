//! Line mode: the model by lines of text, for screen readers and terminals without a cursor.
//!
//! A line is a number of a row, a verb as `:` and the keys have them, or text where text is asked for. It becomes the
//! inputs that the screen's keys become; what is printed is read off the same model.

mod rows;
#[cfg(test)]
mod tests;

use std::num::NonZero;

use crate::app::overlay::{Layer, PromptKind};
use crate::app::{Action, Effect, Input, Mode, Model, Pane};
use rows::Rows;

/// Columns and rows of the page that pages and half pages are measured by.
pub const PAGE: (u16, u16) = (120, 24);

/// What is told first.
const WELCOME: &str = "Line mode. A number selects a row, an empty line continues, help lists the commands, quit ends.";

/// Rows that are told at once; an empty line goes on.
const AT_ONCE: usize = 20;

/// What was told so far.
#[derive(Debug, Default)]
pub struct Linear {
    welcomed: bool,
    /// What the rows told last belong to, and the first of them.
    heading: String,
    from: usize,
    /// Behind the last of them.
    upto: usize,
    /// The lines told last.
    told: Vec<String>,
    notice: Option<String>,
    /// The row that was chosen when they were told.
    row: Option<usize>,
    /// The article announced last.
    title: String,
    /// All is told again, as the user asked for it.
    again: bool,
    /// The newest action was about quotes: the quote is told, not the paragraph.
    quotes: bool,
}

impl Linear {
    /// Runs a line. The model has what earlier lines asked for: see [`Model::is_waiting`].
    pub fn take(&mut self, model: &mut Model, line: &str) -> Vec<Effect> {
        let line = line.trim();
        self.notice = None;
        match line.strip_prefix(':').map(str::trim) {
            Some(verb) => self.verb(model, verb),
            None if line.is_empty() => self.enter(model),
            None if Self::asks_for_text(model) => Self::put(model, line, true),
            None => match line.parse::<NonZero<u32>>() {
                Ok(row) => self.choose(model, row.get()),
                Err(_) if Self::offers_commands(model) => self.verb(model, line),
                Err(_) if model.mode().types() => Self::put(model, line, false),
                Err(_) => self.verb(model, line),
            },
        }
    }

    /// The lines that are to be printed now: what the model says, and what changed since it was told last.
    pub fn tell(&mut self, model: &Model) -> Vec<String> {
        let mut lines = self.tell_notice(model);
        if !std::mem::replace(&mut self.welcomed, true) {
            lines.insert(0, WELCOME.to_owned());
        }
        let title = rows::article(model);
        if title != self.title && model.overlays.is_empty() && model.panes.focus != Pane::List {
            self.title.clone_from(&title);
            lines.push(title);
        }
        let told = self.page(model);
        let again = std::mem::take(&mut self.again);
        let row = std::mem::replace(&mut self.row, rows::chosen(model));
        if again || told != self.told {
            lines.extend(told.iter().cloned());
            self.told = told;
        } else if let Some(chosen) = self.row.filter(|_| row != self.row) {
            let Rows { len, row, .. } = rows::rows(model);
            lines.extend((chosen < len).then(|| format!("Row {}: {}", chosen + 1, row(chosen))));
        }
        lines.into_iter().map(|line| line.replace(char::is_control, " ")).collect()
    }

    /// What the model says, unless it was told.
    pub fn tell_notice(&mut self, model: &Model) -> Vec<String> {
        if model.status.notice == self.notice {
            return Vec::new();
        }
        self.notice.clone_from(&model.status.notice);
        self.notice.iter().map(|notice| rows::spoken(&notice.replace(char::is_control, " "))).collect()
    }

    /// What stands where the user is.
    fn page(&mut self, model: &Model) -> Vec<String> {
        if model.overlays.is_empty() {
            match model.panes.focus {
                Pane::Reader if !self.quotes => return rows::paragraph(model),
                Pane::Reader => return rows::current_quote(model),
                Pane::Quotes if self.quotes => return rows::current_quote(model),
                Pane::Quotes | Pane::List => {}
            }
        }
        let Rows { heading, len, row } = rows::rows(model);
        if heading != self.heading {
            self.from = 0;
            self.heading.clone_from(&heading);
        }
        self.from = if self.from < len { self.from } else { 0 };
        let upto = len.min(self.from + AT_ONCE);
        self.upto = upto;
        let rows = (self.from..upto).map(|at| format!("{}. {}", at + 1, row(at)));
        let more = (upto < len).then(|| format!("Rows {} to {upto} of {len}. An empty line continues.", self.from + 1));
        std::iter::once(heading.clone()).filter(|heading| !heading.is_empty()).chain(rows).chain(more).collect()
    }

    /// An empty line: accepts what is offered, goes on in the text, or tells the next rows.
    fn enter(&mut self, model: &mut Model) -> Vec<Effect> {
        if Self::asks_for_text(model) {
            return run(model, Action::Accept);
        }
        let on = match (model.overlays.top(), model.panes.focus) {
            (None, Pane::Reader) => Some(Action::ParagraphNext),
            (None, Pane::Quotes) => Some(Action::QuoteNext),
            _ => None,
        };
        let Some(action) = on else {
            self.again = true;
            self.from = self.upto;
            return Vec::new();
        };
        self.act(model, action, None, None)
    }

    /// Chooses a row by its number.
    fn choose(&mut self, model: &mut Model, number: u32) -> Vec<Effect> {
        if model.overlays.is_empty() && model.panes.focus != Pane::List {
            return self.act(model, Action::QuoteFocus, Some(number), None);
        }
        let len = rows::rows(model).len;
        if number as usize > len {
            return model.update(Input::Notice(format!("no row {number}; the last is {len}")));
        }
        match model.overlays.top() {
            None => {
                self.quotes = false;
                let mut effects = model.update(Input::Run(Action::Bottom, Some(number), None));
                effects.extend(run(model, Action::Open));
                effects
            }
            Some(Layer::Picker) => {
                self.quotes = true;
                let mut effects = Self::point(model, number);
                effects.extend(run(model, Action::Accept));
                effects
            }
            Some(layer) => {
                let accepts = !matches!(layer, Layer::Help { .. } | Layer::Info { .. } | Layer::Output { .. });
                self.quotes &= !matches!(layer, Layer::Card { .. });
                let mut effects = Self::point(model, number);
                if accepts {
                    effects.extend(run(model, Action::Accept));
                }
                effects
            }
        }
    }

    /// Goes to a row of the top layer.
    fn point(model: &mut Model, number: u32) -> Vec<Effect> {
        if let Some(Layer::Picker) = model.overlays.top() {
            let (here, to) = (model.search.picker.row() as isize, number as isize - 1);
            let step = if to > here { Action::Down } else { Action::Up };
            return (0..(to - here).abs()).flat_map(|_| run(model, step)).collect();
        }
        let mut effects = run(model, Action::Top);
        if number > 1 {
            effects.extend(model.update(Input::Run(Action::Down, Some(number - 1), None)));
        }
        effects
    }

    /// Runs a verb, with what stands behind it as its number, its character or its text.
    fn verb(&mut self, model: &mut Model, line: &str) -> Vec<Effect> {
        // Another verb in place of one of those that are offered.
        if Self::offers_commands(model) {
            run(model, Action::Close);
        }
        let (verb, rest) = split(line);
        if let Ok(place) = verb.parse::<NonZero<u32>>() {
            let len = rows::rows(model).len;
            if !model.overlays.is_empty() {
                return Self::point(model, place.get().min(len as u32));
            }
            return self.act(model, Action::Bottom, Some(place.get()), None);
        }
        let Some(action) = action(model, verb) else {
            if !verb.contains(char::is_alphanumeric) {
                return model.update(Input::Notice(format!("no command ‘{verb}’")));
            }
            let mut effects = run(model, Action::Command);
            let accept = model.commands(verb).len() < 2;
            effects.extend(Self::put(model, verb, accept));
            return effects;
        };
        let count = rest.parse::<NonZero<u32>>().ok().map(NonZero::get);
        let arg = rest.chars().next().filter(|_| matches!(action, Action::Mark | Action::MarkGoto));
        let layers = model.overlays.layers().len();
        let mut effects = self.act(model, action, count, arg);
        let asks = model.overlays.layers().len() > layers && model.mode().types();
        if asks && !rest.is_empty() {
            let accept = Self::asks_for_text(model);
            effects.extend(Self::put(model, rest, accept));
        }
        effects
    }

    fn act(&mut self, model: &mut Model, action: Action, count: Option<u32>, arg: Option<char>) -> Vec<Effect> {
        self.quotes = about_quotes(action) || (self.quotes && !moves(action));
        let in_list = !model.overlays.is_empty() || model.panes.focus == Pane::List;
        self.again |= about_quotes(action) || (moves(action) && !in_list);
        model.update(Input::Run(action, count, arg))
    }

    /// Returns `true` while a line of text is asked for and no rows are offered with it.
    fn asks_for_text(model: &Model) -> bool {
        matches!(model.overlays.top(), Some(Layer::Line { ask, .. }) if !matches!(ask, PromptKind::Command | PromptKind::Who))
    }

    /// Returns `true` while it is asked which command a verb means.
    fn offers_commands(model: &Model) -> bool {
        matches!(model.overlays.top(), Some(Layer::Line { ask: PromptKind::Command, .. }))
    }

    /// Types a text in place of what stands there.
    fn put(model: &mut Model, text: &str, accept: bool) -> Vec<Effect> {
        let mut effects = run(model, Action::LineClear);
        effects.extend(model.update(Input::Paste(text.to_owned())));
        if accept {
            effects.extend(run(model, Action::Accept));
        }
        effects
    }
}

fn run(model: &mut Model, action: Action) -> Vec<Effect> {
    model.update(Input::Run(action, None, None))
}

/// The verb of a line and what stands behind it: `/` and others need no space.
fn split(line: &str) -> (&str, &str) {
    let end = match line.strip_prefix(['/', '&', '|']) {
        Some(rest) => line.len() - rest.len(),
        None => line.find(char::is_whitespace).unwrap_or(line.len()),
    };
    (&line[..end], line[end..].trim())
}

/// The action of a verb: by its keys where the user is or in any pane, or by its name.
fn action(model: &Model, verb: &str) -> Option<Action> {
    let keymap = &model.settings.keymap;
    let mode = model.mode();
    let modes = [mode, Mode::Normal, Mode::List, Mode::Reader, Mode::Quotes];
    let known = |row: &&crate::app::keymap::KeyRow| {
        // In a key `m<char>` the character is the verb's argument.
        row.keys.iter().any(|keys| keys == verb || (row.action == Action::Mark && verb == "m"))
            || (row.action == Action::MarkGoto && verb == "'")
    };
    let by_name = Action::ALL.iter().find(|(_, name)| name.eq_ignore_ascii_case(verb)).map(|(action, _)| *action);
    let by_key = || modes.into_iter().find_map(|mode| keymap.rows(mode).iter().find(known).map(|row| row.action));
    // `list` is enough for `focus-list`, the only one with that word; on a card its own actions come first.
    let by_word = |own: &[Action]| {
        let all = Action::ALL.iter().filter(|(action, _)| own.is_empty() || own.contains(action));
        let mut named = all.filter(|(_, name)| name.split('-').any(|word| word == verb));
        named.next().filter(|_| named.next().is_none()).map(|(action, _)| *action)
    };
    let own: Vec<Action> = keymap.rows(mode).into_iter().map(|row| row.action).collect();
    by_name.or_else(by_key).or_else(|| by_word(&own)).or_else(|| by_word(&[]))
}

/// Returns `true` for what shows a quote.
fn about_quotes(action: Action) -> bool {
    matches!(
        action,
        Action::QuoteNext
            | Action::QuotePrev
            | Action::QuoteNextSame
            | Action::QuotePrevSame
            | Action::QuoteFocus
            | Action::QuoteGoto
    )
}

/// Returns `true` for what goes to another place than a quote.
fn moves(action: Action) -> bool {
    crate::app::moves(action)
        || matches!(
            action,
            Action::FocusList
                | Action::FocusReader
                | Action::FocusQuotes
                | Action::PaneNext
                | Action::PanePrev
                | Action::PaneLeft
                | Action::PaneRight
                | Action::ParagraphNext
                | Action::ParagraphPrev
                | Action::ArticleNext
                | Action::ArticlePrev
                | Action::Open
                | Action::OpenOrPage
                | Action::PageDownOrNext
                | Action::JumpBack
                | Action::JumpForward
                | Action::JumpLast
                | Action::MarkGoto
                | Action::Find
                | Action::FindNext
                | Action::FindPrev
        )
}
