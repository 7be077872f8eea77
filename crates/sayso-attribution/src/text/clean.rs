//! Cleaning: which characters may reach a screen, decided in one place.
//!
//! Every text that comes from outside (article, file name, configuration, error message) passes here before it
//! is shown. A [`Cleaner`] judges one character after the other, so callers can keep their way back to the
//! source; [`clean_line`] is for everything that is only printed.

use unicode_normalization::char::is_combining_mark;

/// What sort of character is kept from the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unfit {
    /// C0, DEL and C1: they steer the terminal.
    Control,
    /// Marks that turn the direction of text.
    Bidi,
    /// Zero-width, tag and filler characters.
    Invisible,
    /// Combining marks past the limit of a cell.
    Combining,
}

/// What is to be done with one character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CharAction {
    /// Stays as it is.
    Keep,
    /// White space of another kind: shown as this.
    As(char),
    /// Second half of a line end already written.
    Fold,
    /// Not fit for the screen: shown as [`placeholder`] or left out.
    Refuse(Unfit),
}

/// Combining marks on one base: the most that scripts in use need, with room to spare.
const MARKS: u8 = 8;
/// Bytes that one cell of the screen may hold.
const CELL_BYTES: usize = 64;

/// Judges characters in order; it remembers as much as the limit of a cell needs.
#[derive(Clone, Debug, Default)]
pub struct Cleaner {
    last: Option<char>,
    after_cr: bool,
    cell_bytes: usize,
    marks: u8,
}

impl Cleaner {
    /// What to do with `c`, with `next` behind it. Line ends of every kind come out as one `\n`.
    pub fn judge(&mut self, c: char, next: Option<char>) -> CharAction {
        let after_cr = std::mem::replace(&mut self.after_cr, c == '\r');
        let verdict = match c {
            '\n' if after_cr => CharAction::Fold,
            '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => CharAction::As('\n'),
            '\t' => CharAction::As(' '),
            '\n' | ' '..='~' => CharAction::Keep,
            c if c.is_control() => CharAction::Refuse(Unfit::Control),
            c if is_bidi(c) => CharAction::Refuse(Unfit::Bidi),
            c if is_invisible(c) || (is_joiner(c) && !self.joins(c, next)) => CharAction::Refuse(Unfit::Invisible),
            c => self.fit(c),
        };
        match verdict {
            CharAction::Keep if c <= '~' => self.start(c),
            CharAction::As(c) => self.start(c),
            _ => {}
        }
        verdict
    }

    /// After a run of printable ASCII that needed no judging: `last` is its last character.
    pub fn skip(&mut self, last: char) {
        self.after_cr = false;
        self.start(last);
    }

    fn start(&mut self, c: char) {
        self.last = Some(c);
        self.cell_bytes = c.len_utf8();
        self.marks = 0;
    }

    /// Keeps `c` if the cell it falls into still has room.
    fn fit(&mut self, c: char) -> CharAction {
        if !self.last.is_some_and(|last| same_cell(last, c)) {
            self.start(c);
            return CharAction::Keep;
        }
        let mark = u8::from(is_combining_mark(c));
        if self.marks + mark > MARKS || self.cell_bytes + c.len_utf8() > CELL_BYTES {
            return CharAction::Refuse(Unfit::Combining);
        }
        self.last = Some(c);
        self.cell_bytes += c.len_utf8();
        self.marks += mark;
        CharAction::Keep
    }

    /// Returns `true` if a joiner or variation selector has an effect here: inside an emoji, in a script that joins.
    fn joins(&self, c: char, next: Option<char>) -> bool {
        let Some(last) = self.last else { return false };
        let after = next.unwrap_or(' ');
        match c {
            '\u{200d}' if is_emoji(last) || matches!(last, '\u{fe0f}') => is_emoji(after),
            '\u{200c}' | '\u{200d}' => is_joining_script(last) && is_joining_script(after),
            '\u{fe0e}' | '\u{fe0f}' => is_emoji(last) || (matches!(last, '0'..='9' | '#' | '*') && after == '\u{20e3}'),
            // A variant form of a Han character, as in Japanese names.
            _ => {
                c >= '\u{e0100}'
                    && matches!(last, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
            }
        }
    }
}

/// `text` on one line, with a visible sign in place of every character that is not fit for a screen: for titles
/// in lists, file names, error messages and anything printed. A character that was hidden is seen, so two names
/// that differ only in it do not look alike.
pub fn clean_line(text: &str) -> String {
    replace(text, |c, out| {
        if c == ' ' {
            out.push(' ');
        } else {
            placeholder(c, out);
        }
    })
}

/// Calls `each` with every character of `text` and whether it may be shown as itself: not what is hidden, turns text
/// around, or stands past the limit of a cell. For names and messages in which two that differ must not look alike.
pub fn each_shown(text: &str, mut each: impl FnMut(char, bool)) {
    let mut cleaner = Cleaner::default();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let refused = matches!(cleaner.judge(c, chars.peek().copied()), CharAction::Refuse(_));
        each(c, !refused && !is_unseen(c));
    }
}

/// `text` on one line, hidden characters left out and white space folded: for words that are to be compared and
/// read (title, author), where a sign would split a word.
pub fn clean_words(text: &str) -> String {
    let flat = replace(text, |c, out| {
        if c.is_whitespace() {
            out.push(' ');
        } else if c.is_control() {
            placeholder(c, out);
        }
    });
    one_line(&flat)
}

/// `text` with every run of white space made one space, and none at its ends.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn replace(text: &str, unfit: impl Fn(char, &mut String)) -> String {
    let mut out = String::with_capacity(text.len());
    let mut cleaner = Cleaner::default();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match cleaner.judge(c, chars.peek().copied()) {
            CharAction::Keep if c != '\n' => out.push(c),
            CharAction::As(' ') => unfit(' ', &mut out),
            CharAction::Fold => {}
            _ => unfit(c, &mut out),
        }
    }
    out
}

/// A visible sign for a character: `␛` for ESC, `<9B>` or `<202E>` for what has no picture.
pub fn placeholder(c: char, out: &mut String) {
    match c as u32 {
        code @ 0..=0x1f => out.extend(char::from_u32(0x2400 + code)),
        0x7f => out.push('\u{2421}'),
        code => out.extend(format!("<{code:02X}>").chars()),
    }
}

/// Turns the direction of what follows, or marks it.
pub fn is_bidi(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}')
}

/// Takes no room on the screen, or looks like an empty cell, and is no part of any word.
pub fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}' | '\u{2060}'..='\u{2065}' | '\u{3164}' | '\u{fe00}'..='\u{fe0d}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fdd0}'..='\u{fdef}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e00ff}' | '\u{e01f0}'..='\u{e0fff}')
        || (c as u32) & 0xfffe == 0xfffe
}

/// May not be seen as itself in one line, wherever it stands: where two texts that differ must not look alike.
pub fn is_unseen(c: char) -> bool {
    c.is_control() || is_bidi(c) || is_invisible(c) || is_joiner(c) || matches!(c, '\u{2028}' | '\u{2029}')
}

/// Has work to do in some places and hides in all others.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe0e}' | '\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

fn is_emoji(c: char) -> bool {
    matches!(c, '\u{a9}' | '\u{ae}' | '\u{203c}'..='\u{2049}' | '\u{2122}'..='\u{2bff}' | '\u{3030}' | '\u{303d}'
        | '\u{3297}' | '\u{3299}' | '\u{1f000}'..='\u{1faff}')
}

/// Arabic to Tibetan, Burmese to Mongolian, and the later blocks of the same families.
fn is_joining_script(c: char) -> bool {
    matches!(c, '\u{620}'..='\u{109f}' | '\u{1780}'..='\u{1cff}' | '\u{a800}'..='\u{abff}' | '\u{fb50}'..='\u{fdcf}'
        | '\u{fe70}'..='\u{fefc}')
}

/// Returns `true` if `c` may share the cell of the character before it; errs towards `true`.
fn same_cell(last: char, c: char) -> bool {
    let lead = |c| matches!(c, '\u{1100}'..='\u{115f}' | '\u{a960}'..='\u{a97c}');
    let tail = |c| matches!(c, '\u{1160}'..='\u{11ff}' | '\u{d7b0}'..='\u{d7fb}');
    is_combining_mark(c)
        || is_joiner(c)
        || is_joiner(last)
        || matches!(c, '\u{1f3fb}'..='\u{1f3ff}' | '\u{ff9e}' | '\u{ff9f}' | '\u{e33}' | '\u{eb3}')
        || tail(c)
        || (lead(last) && (lead(c) || matches!(c, '\u{ac00}'..='\u{d7a3}')))
        || (is_combining_mark(last) && is_joining_script(c))
        || is_prefix(last)
}

/// Stands in the cell of what follows it.
fn is_prefix(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{605}' | '\u{6dd}' | '\u{70f}' | '\u{890}' | '\u{891}' | '\u{8e2}' | '\u{d4e}'
        | '\u{110bd}' | '\u{110cd}' | '\u{111c2}' | '\u{111c3}' | '\u{113d1}' | '\u{1193f}' | '\u{11941}'
        | '\u{11a84}'..='\u{11a89}' | '\u{11d46}' | '\u{11f02}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    #[test]
    fn hidden_characters_are_seen_in_a_line() {
        for (raw, shown) in [
            ("a\u{1b}]52;c;x\u{7}b", "a␛]52;c;x␇b"),
            ("one\ntwo\r\nthree", "one␊two␍three"),
            ("csi \u{9b}31m del \u{7f}", "csi <9B>31m del ␡"),
            ("user\u{202e}txt.exe", "user<202E>txt.exe"),
            ("mini\u{200b}ster", "mini<200B>ster"),
            ("plain ‘words’ – naïve", "plain ‘words’ – naïve"),
        ] {
            assert_eq!(clean_line(raw), shown);
        }
    }

    #[test]
    fn words_keep_no_trace_of_what_was_hidden() {
        assert_eq!(clean_words(" mini\u{200b}ster\tof \n state\u{202e} "), "minister of state");
    }

    #[test]
    fn joiners_stay_only_where_they_join() {
        for whole in ["👨‍👩‍👧", "❤️", "1️⃣", "می‌خواهم", "क्‍ष", "葛󠄀城", "👍🏽"]
        {
            assert_eq!(clean_words(whole), whole);
        }
        assert_eq!(clean_words("a\u{200d}b\u{fe0f}c\u{e0100}"), "abc");
    }

    proptest! {
        #[test]
        fn no_cell_grows_past_its_limit(text in "[\u{0}-\u{10ffff}a\u{300}\u{301}\u{200d}👨\u{1100}\u{1161}\u{ac00}\u{94d}\u{915}\u{600}\u{1f3fb}\u{fe0f}]{0,400}") {
            for clean in [clean_line(&text), clean_words(&text)] {
                prop_assert!(clean.graphemes(true).all(|g| g.len() <= CELL_BYTES));
                prop_assert!(!clean.chars().any(|c| c.is_control() || is_bidi(c) || is_invisible(c)));
            }
        }
    }
}
