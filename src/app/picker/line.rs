//! The line that is typed, with the lines typed before.

use tui_input::{Input, InputRequest};

use crate::app::{Action, Key, KeyCode};

/// A pasted line is cut here, in characters.
const LONGEST: usize = 10_000;

/// How many earlier lines are kept.
const KEPT: usize = 100;

/// One line of typing: text, cursor, history.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    input: Input,
    /// Earlier lines, the newest last.
    history: Vec<String>,
    /// The earlier line that is shown, until something is typed.
    recalled: Option<usize>,
}

impl Typed {
    /// What is typed.
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// Cells before the cursor, and cells to leave out on the left so that it shows within `width` cells.
    pub fn cursor(&self, width: usize) -> (usize, usize) {
        (self.input.visual_cursor(), self.input.visual_scroll(width.saturating_sub(1)))
    }

    /// Replaces the line; the cursor stands behind it.
    pub(super) fn set(&mut self, text: &str) {
        self.input = Input::from(text);
        self.recalled = None;
    }

    /// Keeps the line for the history.
    pub(super) fn keep(&mut self) {
        self.recalled = None;
        let text = self.text().trim().to_owned();
        if text.is_empty() {
            return;
        }
        self.history.retain(|line| *line != text);
        self.history.push(text);
        let over = self.history.len().saturating_sub(KEPT);
        self.history.drain(..over);
    }

    /// Does the line's part of an action. Has the text changed?
    pub(super) fn edit(&mut self, action: Action) -> bool {
        match action {
            Action::LineClear => self.request(InputRequest::DeleteLine),
            Action::WordDelete => self.request(InputRequest::DeletePrevWord),
            Action::LineStart => self.request(InputRequest::GoToStart),
            Action::LineEnd => self.request(InputRequest::GoToEnd),
            Action::HistoryPrev => self.recall(),
            _ => false,
        }
    }

    /// Types or moves by a key without an action. Has the text changed?
    pub(super) fn press(&mut self, key: Key) -> bool {
        if key.ctrl || key.alt {
            return false;
        }
        match key.code {
            KeyCode::Char(c) if !c.is_control() && self.has_room() => self.request(InputRequest::InsertChar(c)),
            KeyCode::Backspace => self.request(InputRequest::DeletePrevChar),
            KeyCode::Delete => self.request(InputRequest::DeleteNextChar),
            KeyCode::Left => self.request(InputRequest::GoToPrevChar),
            KeyCode::Right => self.request(InputRequest::GoToNextChar),
            _ => false,
        }
    }

    /// Puts a pasted text in at the cursor. Has the text changed?
    pub(super) fn paste(&mut self, pasted: &str) -> bool {
        let spaced = |c: char| if c.is_control() || c.is_whitespace() { ' ' } else { c };
        let (text, cursor) = (self.text(), self.input.cursor());
        let room = LONGEST.saturating_sub(text.chars().count());
        let before = text.chars().take(cursor);
        let pasted = pasted.trim_matches(['\n', '\r']).chars().map(spaced).take(room);
        let longer: String = before.chain(pasted).chain(text.chars().skip(cursor)).collect();
        let added = longer.chars().count() - text.chars().count();
        self.input = Input::new(longer).with_cursor(cursor + added);
        self.recalled = None;
        added > 0
    }

    fn has_room(&self) -> bool {
        self.text().len() < LONGEST
    }

    fn request(&mut self, request: InputRequest) -> bool {
        self.recalled = None;
        self.input.handle(request).is_some_and(|changed| changed.value)
    }

    /// The newest earlier line that is not the one shown, then those before it.
    fn recall(&mut self) -> bool {
        let before = self.recalled.unwrap_or(self.history.len());
        let Some(at) = self.history[..before].iter().rposition(|line| line != self.text()) else { return false };
        self.input = Input::from(self.history[at].as_str());
        self.recalled = Some(at);
        true
    }
}
