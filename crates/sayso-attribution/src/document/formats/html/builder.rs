//! Characters to one block: white space is folded, line breaks are kept or end it.

use std::ops::Range;

use super::block::{Atom, PageBlock, Shape};
use crate::document::model::Style;
use crate::document::structure::words;

/// Words of a line that is a paragraph, where the page breaks the line behind it: verse and addresses are shorter.
const PARAGRAPH_WORDS: usize = 12;
/// What a line of its own starts with: an opening quotation mark, a dash.
const OPENERS: &[char] = &['“', '"', '„', '«', '‘', '–', '—'];

/// A character and the bytes of the source that it comes from, empty where it has none.
pub(super) type Placed = (char, Range<usize>);

/// What is known of a character beside its place.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Setting {
    pub linked: bool,
    /// Whether the link leads to another site.
    pub leads_out: bool,
    pub preformatted: bool,
}

/// Gathers the characters of one block.
#[derive(Debug, Default)]
pub(super) struct Builder {
    block: PageBlock,
    /// White space that is written once a word follows it.
    space: Option<Placed>,
    /// Line breaks since the last word.
    breaks: usize,
}

impl Builder {
    pub fn is_empty(&self) -> bool {
        self.block.text.is_empty()
    }

    pub fn text(&self) -> &str {
        &self.block.text
    }

    /// Returns `true` if no space stands between the last letter and what comes next.
    pub fn ends_in_letter(&self) -> bool {
        self.space.is_none() && self.breaks == 0 && self.block.text.ends_with(char::is_alphanumeric)
    }

    /// Adds a character. Gives the block before it, where a line break turns out to have ended it. `styles` are those
    /// that are open.
    pub fn push(&mut self, (c, place): Placed, setting: Setting, styles: &[Style], shape: Shape) -> Option<PageBlock> {
        if c.is_ascii_whitespace() && !setting.preformatted {
            self.space.get_or_insert((c, place));
            return None;
        }
        let ended = self.break_line(c, shape);
        if self.is_empty() {
            self.block.atoms.extend(styles.iter().cloned().map(Atom::Open));
        }
        self.write_space();
        self.write(c, place);
        let counts = usize::from(c.is_alphanumeric());
        self.block.letters += counts;
        self.block.linked += if setting.linked { counts } else { 0 };
        self.block.linked_out += if setting.leads_out { counts } else { 0 };
        ended
    }

    /// Adds a line break of the page. Gives the block, where it is the second in a row.
    pub fn line_break(&mut self) -> Option<PageBlock> {
        if self.is_empty() {
            return None;
        }
        self.breaks += 1;
        if self.breaks > 1 { self.take() } else { None }
    }

    pub fn open(&mut self, style: &Style) {
        if !self.is_empty() {
            self.write_space();
            self.block.atoms.push(Atom::Open(style.clone()));
        }
    }

    pub fn close(&mut self) {
        if !self.is_empty() {
            self.block.atoms.push(Atom::Close);
        }
    }

    /// The block, if it has any words; the next one starts empty.
    pub fn take(&mut self) -> Option<PageBlock> {
        let done = std::mem::take(self).block;
        (!done.text.trim().is_empty()).then_some(done)
    }

    /// Writes a line break that is due before `c`, or ends the block there: where the line before was a paragraph, and
    /// before a line that starts as speech does.
    fn break_line(&mut self, c: char, shape: Shape) -> Option<PageBlock> {
        if std::mem::take(&mut self.breaks) == 0 {
            return None;
        }
        self.space = None;
        if matches!(shape, Shape::Heading(_)) {
            self.space = Some((' ', 0..0));
            return None;
        }
        let line = self.block.text.rsplit('\n').next().unwrap_or_default();
        let is_paragraph = words::count(line) >= PARAGRAPH_WORDS && words::has_stop(line);
        if is_paragraph || OPENERS.contains(&c) {
            return self.take();
        }
        self.block.text.push('\n');
        self.block.atoms.push(Atom::Break);
        None
    }

    fn write_space(&mut self) {
        let Some((c, place)) = self.space.take() else { return };
        if self.block.text.is_empty() || self.block.text.ends_with(['\n', ' ']) {
            return;
        }
        if c == ' ' { self.write(' ', place) } else { self.write_put(' ', place) }
    }

    fn write(&mut self, c: char, place: Range<usize>) {
        if place.len() != c.len_utf8() {
            return self.write_put(c, place);
        }
        self.block.text.push(c);
        match self.block.atoms.last_mut() {
            Some(Atom::Copy(last)) if last.end == place.start => last.end = place.end,
            _ => self.block.atoms.push(Atom::Copy(place)),
        }
    }

    fn write_put(&mut self, c: char, place: Range<usize>) {
        self.block.text.push(c);
        self.block.atoms.push(Atom::Put(c, place));
    }
}
