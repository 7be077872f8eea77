//! A line being typed: find, filter, command.

use tui_input::{Input, InputRequest};

use super::{Action, Key, KeyCode};

/// A line being typed. Control characters never enter it.
#[derive(Clone, Debug, Default)]
pub struct Prompt(Input);

impl Prompt {
    /// A line that starts with `text`.
    pub fn new(text: &str) -> Self {
        Self(Input::new(text.to_owned()))
    }

    /// What is typed so far.
    pub fn text(&self) -> &str {
        self.0.value()
    }

    /// Cells from the line's start to the caret.
    pub fn caret(&self) -> usize {
        let head: String = self.text().chars().take(self.0.cursor()).collect();
        crate::text::width::width(&head)
    }

    /// Takes a key that no row of the keymap took; true if the line is another now.
    pub fn key(&mut self, key: Key) -> bool {
        let request = match key.code {
            KeyCode::Char(c) if !key.ctrl && !key.alt && !c.is_control() => InputRequest::InsertChar(c),
            KeyCode::Backspace => InputRequest::DeletePrevChar,
            KeyCode::Delete => InputRequest::DeleteNextChar,
            KeyCode::Left => InputRequest::GoToPrevChar,
            KeyCode::Right => InputRequest::GoToNextChar,
            _ => return false,
        };
        self.0.handle(request).is_some_and(|change| change.value)
    }

    /// Takes an action that edits a line; true if it was one.
    pub fn edit(&mut self, action: Action) -> bool {
        let request = match action {
            Action::LineClear => InputRequest::DeleteLine,
            Action::WordDelete => InputRequest::DeletePrevWord,
            Action::LineStart => InputRequest::GoToStart,
            Action::LineEnd => InputRequest::GoToEnd,
            _ => return false,
        };
        self.0.handle(request);
        true
    }

    /// Puts pasted text in at the caret, on one line.
    pub fn paste(&mut self, text: &str) {
        for c in text.split_whitespace().collect::<Vec<_>>().join(" ").chars().filter(|c| !c.is_control()) {
            self.0.handle(InputRequest::InsertChar(c));
        }
    }
}
