//! The place in the source of each character of a page's text.

use std::ops::Range;

use super::markup;

/// Bytes of markup that may be passed over, as a multiple of the source: text that the parser moved makes the cursor go
/// over a stretch again, and a page made of such text must not take quadratic time.
const MOST_PASSES: usize = 4;
/// Bytes of the longest character reference, `&CounterClockwiseContourIntegral;`.
const LONGEST_REFERENCE: usize = 40;

/// The second characters of names that stand for two, of which the table of names knows the first only.
const SECONDS: &[char] = &['\u{338}', '\u{333}', '\u{20d2}', '\u{20e5}', '\u{fe00}', '\u{200a}', '\u{331}'];

/// Follows the characters of the text through the source.
pub(super) struct Cursor<'s> {
    source: &'s str,
    at: usize,
    /// The bytes of the reference right before, which may stand for a second character.
    named: Option<Range<usize>>,
    /// Whether the text parted from the source; it meets it again at the next element with a place.
    lost: bool,
    passes_left: usize,
}

impl<'s> Cursor<'s> {
    pub fn new(source: &'s str) -> Self {
        Self { source, at: 0, named: None, lost: false, passes_left: source.len().saturating_mul(MOST_PASSES) }
    }

    /// Goes to a place that an element told.
    pub fn go_to(&mut self, at: usize) {
        (self.at, self.named, self.lost) = (at, None, !self.source.is_char_boundary(at));
    }

    /// Where the next character of the text stands in the source; `None` where it does not.
    pub fn find(&mut self, c: char) -> Option<Range<usize>> {
        if self.lost {
            return None;
        }
        let found = self.found(c);
        // White space stands in for tags that were left out.
        self.lost = found.is_none() && !c.is_ascii_whitespace();
        found
    }

    fn found(&mut self, c: char) -> Option<Range<usize>> {
        if let Some(range) = self.named.take().filter(|_| SECONDS.contains(&c)) {
            return Some(range);
        }
        loop {
            let here = self.source.get(self.at..)?.chars().next()?;
            match here {
                '<' => match markup::tag_at(self.source, self.at) {
                    Some(tag) => self.pass(&tag)?,
                    None => return self.take(c, here),
                },
                '&' => return self.reference(c).or_else(|| self.take(c, here)),
                '\r' if c == '\n' => {
                    let len = if self.source[self.at..].starts_with("\r\n") { 2 } else { 1 };
                    return Some(self.advance(len));
                }
                _ if here == c => return self.take(c, here),
                // The parser drops a line end at the start of `<pre>`, and NUL.
                '\n' | '\r' | '\0' => self.at += 1,
                _ => return None,
            }
        }
    }

    fn take(&mut self, c: char, here: char) -> Option<Range<usize>> {
        (c == here).then(|| self.advance(here.len_utf8()))
    }

    fn advance(&mut self, len: usize) -> Range<usize> {
        self.at += len;
        self.at - len..self.at
    }

    /// Goes over a tag, and what stands in a raw text element.
    fn pass(&mut self, tag: &markup::Tag) -> Option<()> {
        let start = self.at;
        self.at = tag.range.end;
        if tag.kind == markup::Kind::Start
            && let Some(end) = markup::raw_text_end(self.source, &tag.name(self.source), self.at)
        {
            self.at = end;
        }
        self.passes_left = self.passes_left.checked_sub(self.at - start)?;
        Some(())
    }

    /// A character reference that starts with `c`.
    fn reference(&mut self, c: char) -> Option<Range<usize>> {
        let tail = &self.source.as_bytes()[self.at + 1..];
        let tail = &tail[..tail.len().min(LONGEST_REFERENCE)];
        let is_name = |b: &u8| b.is_ascii_alphanumeric() || *b == b'#';
        let mut len = tail.iter().position(|b| !is_name(b)).unwrap_or(tail.len());
        if len == 0 {
            return None;
        }
        let closed = usize::from(tail.get(len) == Some(&b';'));
        if tail[0] == b'#' {
            let number = self.source.get(self.at + 2..self.at + 1 + len)?;
            return (numbered(number) == Some(c)).then(|| self.advance(1 + len + closed));
        }
        // Without a semicolon, the longest name that there is counts.
        let mut closed = closed;
        while len >= 2 {
            let name = self.source.get(self.at + 1..self.at + 1 + len)?;
            let written = format!("&{name};");
            let decoded = html_escape::decode_html_entities(&written);
            if *decoded != written && decoded.starts_with(c) {
                self.named = Some(self.advance(1 + len + closed));
                return self.named.clone();
            }
            (len, closed) = (len - 1, 0);
        }
        None
    }
}

/// The character of a number, in decimal or hexadecimal behind an `x`. Numbers of C1 controls are those of
/// windows-1252, as in browsers.
fn numbered(digits: &str) -> Option<char> {
    let number = match digits.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
        None => digits.parse(),
    };
    let number = number.ok()?;
    if let Ok(byte @ 0x80..=0x9f) = u8::try_from(number) {
        return encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next();
    }
    Some(char::from_u32(number).filter(|c| *c != '\0').unwrap_or(char::REPLACEMENT_CHARACTER))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The source of each character of `text`, `!` where there is none.
    fn places<'s>(source: &'s str, text: &str) -> Vec<&'s str> {
        let mut cursor = Cursor::new(source);
        text.chars().map(|c| cursor.find(c).map_or("!", |range| &source[range])).collect()
    }

    #[test]
    fn text_is_found_between_and_behind_markup() {
        assert_eq!(places("<p>a<!-- b --><b>c</b><script>d</script>e", "ace"), ["a", "c", "e"]);
        assert_eq!(places("a < b\r\nc", "a < b\nc"), ["a", " ", "<", " ", "b", "\r\n", "c"]);
    }

    #[test]
    fn references_of_every_kind() {
        assert_eq!(places("&ldquo;A&#8217;s&#x201D;", "“A’s”"), ["&ldquo;", "A", "&#8217;", "s", "&#x201D;"]);
        assert_eq!(places("&copy2 &amp;amp; &b & &#146;", "©2 &amp; &b & ’")[..3], ["&copy", "2", " "]);
        assert_eq!(places("&b & x", "&b & x"), ["&", "b", " ", "&", " ", "x"]);
        assert_eq!(places("&NotEqualTilde;.", "≂\u{338}."), ["&NotEqualTilde;", "&NotEqualTilde;", "."]);
    }

    #[test]
    fn what_parts_from_the_source_has_no_place() {
        assert_eq!(places("abc", "axc"), ["a", "!", "!"]);
    }
}
