//! The place in the source of each character of a page's text.

use std::ops::Range;

use super::markup;

/// Bytes of markup that may be passed over, as a multiple of the source: text that the parser moved makes the cursor go
/// over a stretch again, and a page made of such text must not take quadratic time.
const MOST_PASSES: usize = 4;
/// Bytes of the longest character reference, `&CounterClockwiseContourIntegral;`.
const LONGEST_REFERENCE: usize = 40;

/// Follows the characters of the text through the source.
pub(super) struct Cursor<'s> {
    source: &'s str,
    at: usize,
    /// Characters of a reference that are still to come, and the bytes of it.
    rest: Option<(char, Range<usize>)>,
    /// Whether the text parted from the source; it meets it again at the next element with a place.
    lost: bool,
    passes_left: usize,
}

impl<'s> Cursor<'s> {
    pub fn new(source: &'s str) -> Self {
        Self { source, at: 0, rest: None, lost: false, passes_left: source.len().saturating_mul(MOST_PASSES) }
    }

    /// Goes to a place that an element told.
    pub fn go_to(&mut self, at: usize) {
        (self.at, self.rest, self.lost) = (at, None, !self.source.is_char_boundary(at));
    }

    /// Where the next character of the text stands in the source; `None` where it does not.
    pub fn find(&mut self, c: char) -> Option<Range<usize>> {
        if self.lost {
            return None;
        }
        let found = self.found(c);
        self.lost = found.is_none();
        found
    }

    fn found(&mut self, c: char) -> Option<Range<usize>> {
        if let Some((second, range)) = self.rest.take() {
            return (second == c).then_some(range);
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
            return (c != '&' || is_ampersand(&tail[1..len])).then(|| self.advance(1 + len + closed));
        }
        // Without a semicolon, the longest name that there is counts.
        let mut closed = closed;
        while len >= 2 {
            let name = self.source.get(self.at + 1..self.at + 1 + len)?;
            let written = format!("&{name};");
            let decoded = html_escape::decode_html_entities(&written);
            let mut chars = decoded.chars();
            if *decoded != written && chars.next() == Some(c) {
                let range = self.advance(1 + len + closed);
                self.rest = chars.next().map(|second| (second, range.clone()));
                return Some(range);
            }
            (len, closed) = (len - 1, 0);
        }
        None
    }
}

/// Returns `true` for the number of `&`, in decimal or hexadecimal.
fn is_ampersand(digits: &[u8]) -> bool {
    matches!(digits.trim_ascii(), b"38" | b"038" | b"x26" | b"X26" | b"x0026")
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
