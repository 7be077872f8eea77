//! Keys over the panes: moving in the layers, accepting, closing, typing a line.

use super::motion::Motion;
use super::overlay::{Layer, PromptKind};
use super::{Action, Effect, Key, Mode, Model, Pane, card, info};

impl Model {
    /// The rows of the source card of the current quote.
    pub(crate) fn card_rows(&self) -> Vec<card::CardRow> {
        let Some((reader, id)) = self.panes.reader.as_ref().zip(self.current_quote()) else { return Vec::new() };
        card::rows(&self.library, &reader.document, &reader.quotes, id, self.echoes())
    }

    /// Offers `action` to the top layer; `None` if it is for the panes beneath.
    pub(super) fn run_in_layer(&mut self, action: Action, count: Option<u32>) -> Option<Vec<Effect>> {
        let layer = self.overlays.top_mut()?;
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
        let layer = self.overlays.top()?;
        if matches!(layer, Layer::Clippings { .. })
            && let Some(effects) = self.run_in_clippings(action)
        {
            return Some(effects);
        }
        let layer = self.overlays.top()?;
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
            (Action::Accept, _) => Some(self.done(|m| drop(m.overlays.pop()))),
            (Action::SourceCard | Action::ArticleInfo | Action::Help, _) => Some(self.done(|m| drop(m.overlays.pop()))),
            _ => None,
        }
    }

    /// A key that no row of the keymap takes is text, where text is typed.
    pub(super) fn type_key(&mut self, key: Key) -> Vec<Effect> {
        if let Some(Layer::Picker) = self.overlays.top() {
            return self.search.picker.press(key).into_iter().collect();
        }
        if let Some(Layer::Help { prompt, .. }) = self.overlays.top()
            && prompt.text().is_empty()
            && self.settings.keymap.first_key(Mode::Normal, Action::BackOrQuit) == key.name()
        {
            return self.done(|m| drop(m.overlays.pop()));
        }
        if self.overlays.top_mut().and_then(Layer::prompt).is_some_and(|prompt| prompt.key(key)) {
            self.line_changed();
        }
        Vec::new()
    }

    pub(super) fn paste(&mut self, text: &str) -> Vec<Effect> {
        if let Some(Layer::Picker) = self.overlays.top() {
            return self.search.picker.paste(text).into_iter().collect();
        }
        if self.overlays.top_mut().and_then(Layer::prompt).is_some_and(|prompt| prompt.paste(text)) {
            self.line_changed();
        }
        Vec::new()
    }

    fn move_in_layer(&mut self, motion: Motion, count: Option<u32>) {
        let most = match self.overlays.top() {
            Some(Layer::Card { .. }) => self.card_rows().len(),
            Some(Layer::Clippings { .. }) => self.clippings().len(),
            Some(Layer::Voices { counted, .. }) => counted.as_ref().map_or(0, |voices| voices.rows().len()),
            Some(Layer::Line { ask: PromptKind::Command, prompt, .. }) => self.commands(prompt.text()).len(),
            Some(Layer::Line { ask: PromptKind::Who, prompt, .. }) => self.choices(prompt.text()).len(),
            Some(Layer::Correct(card)) => self.correct_rows(card).len(),
            Some(Layer::Info { .. }) => self.article_facts().len() + info::HEADING,
            Some(Layer::Output { lines, .. }) => lines.len(),
            Some(Layer::Help { of, prompt, .. }) => self.help_lines(*of, prompt.text()).len(),
            _ => usize::from(self.panes.layout.screen.h),
        };
        let rows = motion.rows(count, usize::from(self.panes.layout.screen.h));
        if let Some(row) = self.overlays.top_mut().and_then(Layer::row) {
            *row = row.saturating_add_signed(rows).min(most.saturating_sub(1));
        }
    }

    fn card_accept(&mut self, row: usize) {
        match self.card_rows().get(row).and_then(|row| row.jump) {
            Some(card::Jump::Quote(id)) => {
                self.remember();
                self.overlays.pop();
                self.go_to_quote(id);
            }
            Some(card::Jump::Here(span)) => {
                self.remember();
                self.overlays.pop();
                self.focus_on(Pane::Reader);
                self.panes.settle();
                if let Some(reader) = &mut self.panes.reader {
                    // The chain stays lit: the quote is still the current one.
                    reader.go(span.start());
                }
            }
            None => self.status.tell("nothing to open on this line"),
        }
    }
}
