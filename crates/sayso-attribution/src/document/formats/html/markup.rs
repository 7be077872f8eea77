//! Tags, comments and raw text in the source of a page, found without a tree.

use std::ops::Range;

/// Elements whose content is text up to their end tag, whatever stands in it.
const RAW_TEXT: &[&str] = &["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"];

/// What stands at a `<`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Start,
    End,
    /// A comment, a doctype, a processing instruction.
    Other,
}

/// A piece of markup in a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tag {
    pub kind: Kind,
    /// Its bytes, from `<` to behind `>`.
    pub range: Range<usize>,
    /// Its name's bytes; empty for [`Kind::Other`].
    pub name: Range<usize>,
}

impl Tag {
    /// Its name in small letters.
    pub fn name(&self, source: &str) -> String {
        source[self.name.clone()].to_ascii_lowercase()
    }
}

/// The markup that starts at the `<` at `at`; `None` where it is a character of the text. Linear in its length.
pub(super) fn tag_at(source: &str, at: usize) -> Option<Tag> {
    let bytes = source.as_bytes();
    let (kind, start) = match (*bytes.get(at + 1)?, bytes.get(at + 2)) {
        (b'!' | b'?', _) => return Some(Tag { kind: Kind::Other, range: at..other_end(bytes, at), name: at..at }),
        (b'/', Some(c)) if c.is_ascii_alphabetic() => (Kind::End, at + 2),
        (b'/', Some(_)) => return Some(Tag { kind: Kind::Other, range: at..angle_end(bytes, at), name: at..at }),
        (c, _) if c.is_ascii_alphabetic() => (Kind::Start, at + 1),
        _ => return None,
    };
    let name_ends = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'/' | b'>');
    let end = bytes[start..].iter().position(name_ends).map_or(bytes.len(), |len| start + len);
    Some(Tag { kind, range: at..tag_end(bytes, end), name: start..end })
}

/// Where the raw text ends that a start tag of this name opens at `from`, the end tag left out; `None` for names
/// whose content is markup.
pub(super) fn raw_text_end(source: &str, name: &str, from: usize) -> Option<usize> {
    RAW_TEXT.contains(&name).then(|| {
        let bytes = source.as_bytes();
        let closes = |at: &usize| {
            let rest = &bytes[*at..];
            let named = rest.len() > name.len() + 2 && rest[1] == b'/' && has_prefix(&rest[2..], name.as_bytes());
            named && matches!(rest[name.len() + 2], b'>' | b'/' | b' ' | b'\t' | b'\n' | b'\r' | 0xc)
        };
        memchr::memchr_iter(b'<', &bytes[from..]).map(|at| from + at).find(closes).unwrap_or(bytes.len())
    })
}

fn has_prefix(bytes: &[u8], prefix: &[u8]) -> bool {
    bytes.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix))
}

/// The end of a comment, a doctype or the like.
fn other_end(bytes: &[u8], at: usize) -> usize {
    let Some(comment) = bytes[at..].strip_prefix(b"<!--") else { return angle_end(bytes, at) };
    let body = at + 4;
    if let Some(short) = [&b">"[..], b"->"].into_iter().find(|short| comment.starts_with(short)) {
        return body + short.len();
    }
    let closes = |end: &usize| comment[..*end].ends_with(b"--") || comment[..*end].ends_with(b"--!");
    memchr::memchr_iter(b'>', comment).find(closes).map_or(bytes.len(), |end| body + end + 1)
}

fn angle_end(bytes: &[u8], at: usize) -> usize {
    memchr::memchr(b'>', &bytes[at..]).map_or(bytes.len(), |end| at + end + 1)
}

/// Behind the `>` of a tag; one inside a quoted value does not count. `from` is where its name ends.
fn tag_end(bytes: &[u8], from: usize) -> usize {
    let mut attributes = Attributes { bytes, at: from };
    while attributes.next().is_some() {}
    (attributes.at + 1).min(bytes.len())
}

/// An attribute: the bytes of its name, and of its value without quotation marks.
pub(super) type Attribute = (Range<usize>, Range<usize>);

/// The attributes of a tag, in order; ends at the `>`.
pub(super) struct Attributes<'s> {
    bytes: &'s [u8],
    at: usize,
}

impl<'s> Attributes<'s> {
    pub fn of(source: &'s str, tag: &Tag) -> Self {
        Self { bytes: &source.as_bytes()[..tag.range.end], at: tag.name.end }
    }

    fn skip(&mut self, skipped: impl Fn(u8) -> bool) {
        let rest = &self.bytes[self.at..];
        self.at += rest.iter().position(|&b| !skipped(b)).unwrap_or(rest.len());
    }

    fn value(&mut self) -> Range<usize> {
        self.at += 1;
        self.skip(|b| b.is_ascii_whitespace());
        let quote = self.bytes.get(self.at).copied().filter(|b| matches!(b, b'"' | b'\''));
        let start = self.at + usize::from(quote.is_some());
        let Some(quote) = quote else {
            self.skip(|b| !b.is_ascii_whitespace() && b != b'>');
            return start..self.at;
        };
        let end = memchr::memchr(quote, &self.bytes[start..]).map_or(self.bytes.len(), |len| start + len);
        self.at = (end + 1).min(self.bytes.len());
        start..end
    }
}

impl Iterator for Attributes<'_> {
    type Item = Attribute;

    fn next(&mut self) -> Option<Attribute> {
        self.skip(|b| b.is_ascii_whitespace() || b == b'/');
        let start = self.at;
        if self.bytes.get(start).is_none_or(|&b| b == b'>') {
            return None;
        }
        // A stray `=` starts a name.
        self.at += 1;
        self.skip(|b| !b.is_ascii_whitespace() && !matches!(b, b'/' | b'>' | b'='));
        let name = start..self.at;
        let behind = self.bytes[self.at..].iter().position(|b| !b.is_ascii_whitespace()).map(|len| self.at + len);
        let Some(equals) = behind.filter(|&at| self.bytes[at] == b'=') else { return Some((name, start..start)) };
        self.at = equals;
        Some((name, self.value()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(source: &str) -> Vec<&str> {
        let at = source.match_indices('<').filter_map(|(at, _)| tag_at(source, at));
        at.map(|tag| &source[tag.range]).collect()
    }

    #[test]
    fn markup_ends_where_a_browser_ends_it() {
        assert_eq!(all("a<b title='x>y' c=\"</p>\">z</b >"), ["<b title='x>y' c=\"</p>\">", "</p>", "</b >"]);
        assert_eq!(
            all("1 < 2 <3 <!-- a > b -- c --> <!doctype html> </>"),
            ["<!-- a > b -- c -->", "<!doctype html>", "</>"]
        );
        assert_eq!(
            all("<!-->a<!--->b<!-- c --!>d<!-- - --->e<!-- f"),
            ["<!-->", "<!--->", "<!-- c --!>", "<!-- - --->", "<!-- f"]
        );
        assert_eq!(all("<p class"), ["<p class"]);
    }

    #[test]
    fn attributes_in_every_spelling() {
        let source = "<a href = x/y  b c='1 2' =d/e=\"\">";
        let tag = tag_at(source, 0).unwrap();
        let pairs: Vec<_> = Attributes::of(source, &tag).map(|(n, v)| (&source[n], &source[v])).collect();
        assert_eq!(pairs, [("href", "x/y"), ("b", ""), ("c", "1 2"), ("=d", ""), ("e", "")]);
    }

    #[test]
    fn raw_text_ends_at_its_own_end_tag() {
        let source = "<script>if (a</b) '</scripts>'</SCRIPT >x";
        assert_eq!(raw_text_end(source, "script", 8), source.find("</SCRIPT"));
        assert_eq!(raw_text_end(source, "p", 8), None);
    }
}
