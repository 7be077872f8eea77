//! What lies over the panes: the source card, the article's info, help, a line being typed.

use super::card;
use super::correct::Card;
use super::history::Spot;
use super::info;
use super::keymap::Mode;
use super::motion::Motion;
use super::prompt::Prompt;
use super::select::Selection;
use super::{Action, Effect, Key, Model, Pane};
use sayso_library::voices::Voices;
use std::sync::Arc;

/// One layer. The topmost takes the keys.
#[derive(Clone, Debug)]
pub enum Layer {
    /// The evidence for the current quote's speaker.
    Card {
        /// The chosen row.
        row: usize,
    },
    /// What is known of the article.
    Info {
        /// First row shown.
        top: usize,
    },
    /// The keys of a mode, those that match what is typed.
    Help {
        /// Whose keys.
        of: Mode,
        /// What is typed.
        prompt: Prompt,
        /// First row shown.
        top: usize,
    },
    /// Who said a quote is being put right.
    Correct(Card),
    /// Words of the text being selected.
    Select(Selection),
    /// All clippings.
    Clippings {
        /// The chosen row.
        row: usize,
    },
    /// Who is quoted, counted.
    Voices {
        /// The counts, once they are there.
        counted: Option<Arc<Voices>>,
        /// The chosen row.
        row: usize,
    },
    /// The search over everything; its state is the model's, so that it can be resumed.
    Picker,
    /// What another program printed.
    Output {
        /// What the user calls it.
        name: String,
        /// Its lines, fit for the screen.
        lines: Vec<String>,
        /// First line shown.
        top: usize,
    },
    /// A line being typed.
    Line {
        /// What for.
        ask: PromptKind,
        /// The line.
        prompt: Prompt,
        /// The chosen one of what it offers.
        row: usize,
        /// Where the reader was when it was opened.
        from: Option<Spot>,
    },
}

/// What a line is typed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PromptKind {
    /// Words to find in this pane.
    Find,
    /// Words that rows must have to be shown.
    Filter,
    /// An action by its name.
    Command,
    /// A speaker.
    Who,
    /// A program to pipe to.
    Pipe,
    /// A note to a clipping.
    Note,
    /// A file to write all clippings to.
    Write,
}

impl PromptKind {
    /// How many kinds of lines there are.
    pub const KINDS: usize = Self::Write as usize + 1;

    /// How their lines are called in the journal, in the order of the kinds.
    pub const KEPT: [&str; Self::KINDS] = ["find", "filter", "command", "who", "pipe", "note", "write"];
}

impl Layer {
    /// Help for `mode`.
    pub fn help(mode: Mode) -> Self {
        Self::Help { of: mode, prompt: Prompt::default(), top: 0 }
    }

    /// Which table of the keymap holds while this layer is on top.
    pub fn mode(&self) -> Mode {
        match self {
            Self::Card { .. } | Self::Info { .. } | Self::Output { .. } => Mode::Card,
            Self::Clippings { .. } => Mode::Clippings,
            Self::Voices { .. } => Mode::Voices,
            Self::Correct(_) => Mode::Correct,
            Self::Select(_) => Mode::Select,
            Self::Picker | Self::Help { .. } | Self::Line { ask: PromptKind::Command | PromptKind::Who, .. } => {
                Mode::Picker
            }
            Self::Line { .. } => Mode::Line,
        }
    }

    fn prompt(&mut self) -> Option<&mut Prompt> {
        match self {
            Self::Help { prompt, .. } | Self::Line { prompt, .. } => Some(prompt),
            _ => None,
        }
    }

    /// The row or the scroll that up and down move.
    fn row(&mut self) -> Option<&mut usize> {
        match self {
            Self::Voices { row, .. } => Some(row),
            Self::Card { row } | Self::Clippings { row } | Self::Line { row, .. } | Self::Correct(Card { row, .. }) => {
                Some(row)
            }
            Self::Info { top } | Self::Help { top, .. } | Self::Output { top, .. } => Some(top),
            Self::Picker | Self::Select(_) => None,
        }
    }
}

impl Model {
    /// The rows of the source card of the current quote.
    pub(crate) fn card_rows(&self) -> Vec<card::Row> {
        let Some((reader, id)) = self.reader.as_ref().zip(self.current_quote()) else { return Vec::new() };
        card::rows(&self.library, &reader.document, &reader.quotes, id, self.echoes())
    }

    /// Offers `action` to the top layer; `None` if it is for the panes beneath.
    pub(super) fn run_in_layer(&mut self, action: Action, count: Option<u32>) -> Option<Vec<Effect>> {
        let layer = self.layers.last_mut()?;
        if matches!(layer, Layer::Picker) {
            return self.run_in_picker(action);
        }
        if matches!(layer, Layer::Select(_)) {
            return self.run_in_selection(action, count);
        }
        if matches!(layer, Layer::Correct(_)) && Motion::of(action).is_none() {
            return self.run_on_card(action);
        }
        if let Some(changed) = layer.prompt().and_then(|prompt| prompt.edit(action)) {
            if changed {
                self.line_changed();
            }
            return Some(Vec::new());
        }
        if let Some(motion) = Motion::of(action) {
            return Some(self.done(|m| m.move_in_layer(motion, count)));
        }
        if matches!(layer, Layer::Voices { .. })
            && let Some(effects) = self.run_in_voices(action)
        {
            return Some(effects);
        }
        let layer = self.layers.last()?;
        if matches!(layer, Layer::Clippings { .. })
            && let Some(effects) = self.run_in_clippings(action)
        {
            return Some(effects);
        }
        let layer = self.layers.last()?;
        match (action, layer) {
            (Action::Close | Action::BackOrQuit | Action::CancelOrQuit, Layer::Line { .. }) => {
                Some(self.done(Self::line_cancel))
            }
            (Action::Accept, Layer::Line { .. }) => Some(self.line_accept()),
            (Action::TabNext | Action::TabPrev, Layer::Line { .. }) => {
                Some(self.done(|m| m.pipe_other(action == Action::TabNext)))
            }
            (Action::HistoryPrev, Layer::Line { .. }) => Some(self.done(Self::line_earlier)),
            (Action::Accept, Layer::Card { row }) => {
                let row = *row;
                Some(self.done(|m| m.card_accept(row)))
            }
            (Action::Accept, _) => Some(self.done(|m| drop(m.layers.pop()))),
            (Action::SourceCard | Action::ArticleInfo | Action::Help, _) => Some(self.done(|m| drop(m.layers.pop()))),
            _ => None,
        }
    }

    /// A key that no row of the keymap takes is text, where text is typed.
    pub(super) fn type_key(&mut self, key: Key) -> Vec<Effect> {
        if let Some(Layer::Picker) = self.layers.last() {
            return self.picker.press(key).into_iter().collect();
        }
        if let Some(Layer::Help { prompt, .. }) = self.layers.last()
            && prompt.text().is_empty()
            && self.settings.keymap.first_key(Mode::Normal, Action::BackOrQuit) == key.name()
        {
            return self.done(|m| drop(m.layers.pop()));
        }
        if self.layers.last_mut().and_then(Layer::prompt).is_some_and(|prompt| prompt.key(key)) {
            self.line_changed();
        }
        Vec::new()
    }

    pub(super) fn paste(&mut self, text: &str) -> Vec<Effect> {
        if let Some(Layer::Picker) = self.layers.last() {
            return self.picker.paste(text).into_iter().collect();
        }
        if self.layers.last_mut().and_then(Layer::prompt).is_some_and(|prompt| prompt.paste(text)) {
            self.line_changed();
        }
        Vec::new()
    }

    fn move_in_layer(&mut self, motion: Motion, count: Option<u32>) {
        let most = match self.layers.last() {
            Some(Layer::Card { .. }) => self.card_rows().len(),
            Some(Layer::Clippings { .. }) => self.clippings().len(),
            Some(Layer::Voices { counted, .. }) => counted.as_ref().map_or(0, |voices| voices.rows().len()),
            Some(Layer::Line { ask: PromptKind::Command, prompt, .. }) => self.commands(prompt.text()).len(),
            Some(Layer::Line { ask: PromptKind::Who, prompt, .. }) => self.choices(prompt.text()).len(),
            Some(Layer::Correct(card)) => self.correct_rows(card).len(),
            Some(Layer::Info { .. }) => self.article_facts().len() + info::HEADING,
            Some(Layer::Output { lines, .. }) => lines.len(),
            Some(Layer::Help { of, prompt, .. }) => self.help_lines(*of, prompt.text()).len(),
            _ => usize::from(self.layout.screen.h),
        };
        let rows = motion.rows(count, usize::from(self.layout.screen.h));
        if let Some(row) = self.layers.last_mut().and_then(Layer::row) {
            *row = row.saturating_add_signed(rows).min(most.saturating_sub(1));
        }
    }

    fn card_accept(&mut self, row: usize) {
        match self.card_rows().get(row).and_then(|row| row.jump) {
            Some(card::Jump::Quote(id)) => {
                self.remember();
                self.layers.pop();
                self.go_to_quote(id);
            }
            Some(card::Jump::Here(span)) => {
                self.remember();
                self.layers.pop();
                self.focus_on(Pane::Reader);
                self.settle();
                if let Some(reader) = &mut self.reader {
                    // The chain stays lit: the quote is still the current one.
                    reader.go(span.start());
                }
            }
            None => self.notice = Some("this row leads nowhere".to_owned()),
        }
    }
}
