//! A line being typed (search, find, filter, command), and the lines typed before it.

use tui_input::{Input, InputRequest};

use super::{Action, Key, KeyCode};
use crate::text::clean_words;
use crate::text::width::width;

/// A line takes no more characters than this, typed or pasted.
const LONGEST: usize = 10_000;

/// How many earlier lines are kept.
const KEPT: usize = 100;

/// A line being typed. Control characters never enter it.
#[derive(Clone, Debug, Default)]
pub struct Prompt(Input);

/// The lines typed before, the newest last; each stands once.
#[derive(Clone, Debug, Default)]
pub struct Earlier(Vec<String>);

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
        let text = self.text();
        width(text.char_indices().nth(self.0.cursor()).map_or(text, |(at, _)| &text[..at]))
    }

    /// Does the caret stand behind the last character?
    pub fn is_at_end(&self) -> bool {
        self.0.cursor() >= self.text().chars().count()
    }

    /// Takes a key that no row of the keymap took; true if the line is another now.
    pub fn key(&mut self, key: Key) -> bool {
        if key.ctrl || key.alt {
            return false;
        }
        match key.code {
            KeyCode::Char(c) if !c.is_control() && self.room() > 0 => self.request(InputRequest::InsertChar(c)),
            KeyCode::Backspace => self.request(InputRequest::DeletePrevChar),
            KeyCode::Delete => self.request(InputRequest::DeleteNextChar),
            KeyCode::Left => self.request(InputRequest::GoToPrevChar),
            KeyCode::Right => self.request(InputRequest::GoToNextChar),
            _ => false,
        }
    }

    /// Takes an action that edits a line, and tells whether the line is another now; `None` if it is no such action.
    pub fn edit(&mut self, action: Action) -> Option<bool> {
        Some(self.request(match action {
            Action::LineClear => InputRequest::DeleteLine,
            Action::WordDelete => InputRequest::DeletePrevWord,
            Action::LineStart => InputRequest::GoToStart,
            Action::LineEnd => InputRequest::GoToEnd,
            _ => return None,
        }))
    }

    /// Puts pasted text in at the caret, cleaned and on one line; true if the line is another now.
    pub fn paste(&mut self, pasted: &str) -> bool {
        let edge = |blank: bool| if blank { " " } else { "" };
        let [before, after] = [pasted.starts_with(' '), pasted.ends_with(' ')].map(edge);
        let pasted: String = [before, &clean_words(pasted), after].concat().chars().take(self.room()).collect();
        let (text, caret) = (self.text(), self.0.cursor());
        let at = text.char_indices().nth(caret).map_or(text.len(), |(at, _)| at);
        let longer = [&text[..at], &pasted, &text[at..]].concat();
        self.0 = Input::new(longer).with_cursor(caret + pasted.chars().count());
        !pasted.is_empty()
    }

    fn room(&self) -> usize {
        LONGEST.saturating_sub(self.text().chars().count())
    }

    fn request(&mut self, request: InputRequest) -> bool {
        self.0.handle(request).is_some_and(|change| change.value)
    }
}

impl Earlier {
    /// Keeps a line that was typed, as the newest.
    pub fn keep(&mut self, line: &str) {
        let line = line.trim();
        if line.is_empty() {
            return;
        }
        self.0.retain(|other| other != line);
        self.0.push(line.to_owned());
        let over = self.0.len().saturating_sub(KEPT);
        self.0.drain(..over);
    }

    /// The line before `shown`, or the newest where `shown` is none of them.
    pub fn before(&self, shown: &str) -> Option<&str> {
        let here = self.0.iter().position(|line| line == shown).unwrap_or(self.0.len());
        self.0[..here].last().map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_pasted_goes_in_at_the_caret_without_what_hides_in_it() {
        let mut prompt = Prompt::new("ad");
        prompt.key(Key::plain(KeyCode::Left));
        assert!(prompt.paste("b\nmini\u{200b}ster\u{202e}\t c\n"));
        assert_eq!((prompt.text(), prompt.caret()), ("ab minister cd", 13));
        assert!(prompt.paste(" of ") && prompt.paste(&"é".repeat(2 * LONGEST)));
        assert_eq!((prompt.text().chars().count(), prompt.text().starts_with("ab minister c of éé")), (LONGEST, true));
        assert!(!prompt.paste("x") && !prompt.key(Key::char('x')), "there is no room");
    }

    #[test]
    fn earlier_lines_come_back_the_newest_first() {
        let mut earlier = Earlier::default();
        for line in ["one", " two ", "three", "one", ""] {
            earlier.keep(line);
        }
        let walk = ["new", "one", "three", "two"].map(|shown| earlier.before(shown));
        assert_eq!(walk, [Some("one"), Some("three"), Some("two"), None]);
    }
}
