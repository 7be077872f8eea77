//! A line being typed (search, find, filter, command), and the lines typed before it.

use tui_input::{Input, InputRequest};

use super::{Action, Key, KeyCode};
use crate::cells::width;
use sayso_attribution::text::clean_words;

/// A line takes no more characters than this, typed or pasted.
const LONGEST: usize = 10_000;

/// How many earlier lines are kept.
const KEPT: usize = 100;

/// A line being typed. Control characters never enter it.
#[derive(Clone, Debug, Default)]
pub struct Prompt {
    line: Input,
    /// What stands there is only offered: whatever is typed takes its place.
    offered: bool,
}

/// The lines typed before, the newest last; each stands once.
#[derive(Clone, Debug, Default)]
pub struct Earlier(Vec<String>);

impl Prompt {
    /// A line that starts with `text`.
    pub fn new(text: &str) -> Self {
        Self { line: Input::new(text.to_owned()), offered: false }
    }

    /// A line that is `text` unless another is typed.
    pub fn offering(text: &str) -> Self {
        Self { offered: true, ..Self::new(text) }
    }

    /// Returns `true` if the line has nothing but what was offered.
    pub fn is_offered(&self) -> bool {
        self.offered
    }

    /// What is typed so far.
    pub fn text(&self) -> &str {
        self.line.value()
    }

    /// Cells from the line's start to the caret.
    pub fn caret(&self) -> usize {
        let text = self.text();
        width(text.char_indices().nth(self.line.cursor()).map_or(text, |(at, _)| &text[..at]))
    }

    /// Returns `true` if the caret is behind the last character.
    pub fn is_at_end(&self) -> bool {
        self.line.cursor() >= self.text().chars().count()
    }

    /// Takes a key that no row of the keymap took; true if the line is another now.
    pub fn key(&mut self, key: Key) -> bool {
        if key.ctrl || key.alt {
            return false;
        }
        let typed = matches!(key.code, KeyCode::Char(_) | KeyCode::Backspace | KeyCode::Delete);
        if self.drop_offer(typed) && !matches!(key.code, KeyCode::Char(_)) {
            return true;
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
        let request = match action {
            Action::LineClear => InputRequest::DeleteLine,
            Action::WordDelete => InputRequest::DeletePrevWord,
            Action::LineStart => InputRequest::GoToStart,
            Action::LineEnd => InputRequest::GoToEnd,
            _ => return None,
        };
        self.drop_offer(false);
        Some(self.request(request))
    }

    /// Puts pasted text in at the caret, cleaned and on one line; true if the line is another now.
    pub fn paste(&mut self, pasted: &str) -> bool {
        self.drop_offer(true);
        let edge = |blank: bool| if blank { " " } else { "" };
        let [before, after] = [pasted.starts_with(' '), pasted.ends_with(' ')].map(edge);
        let pasted: String = [before, &clean_words(pasted), after].concat().chars().take(self.room()).collect();
        let (text, caret) = (self.text(), self.line.cursor());
        let at = text.char_indices().nth(caret).map_or(text.len(), |(at, _)| at);
        let longer = [&text[..at], &pasted, &text[at..]].concat();
        self.line = Input::new(longer).with_cursor(caret + pasted.chars().count());
        !pasted.is_empty()
    }

    fn room(&self) -> usize {
        LONGEST.saturating_sub(self.text().chars().count())
    }

    fn request(&mut self, request: InputRequest) -> bool {
        self.line.handle(request).is_some_and(|change| change.value)
    }

    /// From now on the line is the reader's own: empty if `typed`, else what was offered. True if it is empty by that.
    fn drop_offer(&mut self, typed: bool) -> bool {
        let emptied = std::mem::take(&mut self.offered) && typed;
        if emptied {
            self.line.reset();
        }
        emptied
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
    fn what_is_offered_gives_way_to_what_is_typed_and_stays_where_it_is_edited() {
        let after = |change: &dyn Fn(&mut Prompt)| {
            let mut prompt = Prompt::offering("clippings.md");
            change(&mut prompt);
            assert!(!prompt.is_offered());
            prompt.key(Key::char('x'));
            prompt.text().to_owned()
        };
        assert_eq!(after(&|p| assert!(p.key(Key::char('m')))), "mx");
        assert_eq!(after(&|p| assert!(p.key(Key::plain(KeyCode::Backspace)))), "x");
        assert_eq!(after(&|p| assert!(p.paste("mine"))), "minex");
        assert_eq!(after(&|p| assert!(!p.key(Key::plain(KeyCode::Left)))), "clippings.mxd");
        assert_eq!(after(&|p| assert_eq!(p.edit(Action::LineEnd), Some(false))), "clippings.mdx");
        assert_eq!(after(&|p| assert_eq!(p.edit(Action::LineClear), Some(true))), "x");
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
