//! Bytes to text: the byte order mark, UTF-8, UTF-16, and a guess for everything else.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::model::Warning;

/// Past this many bytes a text is cut: positions are 32 bits wide.
const MOST_BYTES: usize = 1 << 30;

/// The text of a file and which stretches of it stand there letter for letter.
#[derive(Debug, Default)]
pub(super) struct Decoded {
    pub text: String,
    /// In text order. None at all where the file is not UTF-8.
    pub verbatim: Vec<Verbatim>,
    pub warnings: Vec<Warning>,
}

/// `len` bytes of the text from `text` on are the file's from `file` on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Verbatim {
    pub text: usize,
    pub file: usize,
    pub len: usize,
}

/// The text of any bytes.
pub(super) fn decode(bytes: &[u8]) -> Decoded {
    let mut warnings = Vec::new();
    let mut warn = |message: String| warnings.push(Warning { line: None, message });
    let bytes = bytes.get(..MOST_BYTES).map_or(bytes, |head| {
        warn(format!("The text is cut after {MOST_BYTES} bytes."));
        head
    });
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or_else(|| (without_mark(bytes), 0));
    if encoding == UTF_8 {
        let (text, verbatim, faults) = utf8(&bytes[mark..], mark);
        if faults {
            warn("Some bytes are not UTF-8; each is shown as \u{fffd}.".into());
        }
        return Decoded { text, verbatim, warnings }.with_line_feeds();
    }
    let (text, faults) = encoding.decode_without_bom_handling(&bytes[mark..]);
    warn(format!("Not UTF-8: read as {}.", encoding.name()));
    if faults {
        warn(format!("Some bytes are not {}; each is shown as \u{fffd}.", encoding.name()));
    }
    Decoded { text: text.into_owned(), verbatim: Vec::new(), warnings }.with_line_feeds()
}

/// The text of `bytes` in UTF-8, where a server or the like says that they are in the encoding `label`. Bytes that are
/// UTF-8 stay, whatever is said of them, and so do those of an encoding that is not known.
///
/// ```
/// use sayso_attribution::document::in_utf8;
///
/// assert_eq!(in_utf8(b"caf\xe9", "ISO-8859-1"), "café".as_bytes());
/// assert_eq!(in_utf8("café".as_bytes(), "ISO-8859-1"), "café".as_bytes());
/// ```
pub fn in_utf8<'b>(bytes: &'b [u8], label: &str) -> Cow<'b, [u8]> {
    let encoding = Encoding::for_label(label.as_bytes()).filter(|_| std::str::from_utf8(bytes).is_err());
    match encoding.map(|encoding| encoding.decode(bytes).0) {
        Some(text) => Cow::Owned(text.into_owned().into_bytes()),
        None => Cow::Borrowed(bytes),
    }
}

impl Decoded {
    /// A text that is its own file: a part that was unpacked.
    pub fn of(text: String) -> Self {
        let verbatim = vec![Verbatim { text: 0, file: 0, len: text.len() }];
        Self { text, verbatim, warnings: Vec::new() }
    }

    /// Returns `true` if it contains the file's own text.
    pub fn is_utf8(&self) -> bool {
        !self.verbatim.is_empty()
    }

    /// Old line ends, a lone `\r`, as `\n`: of the same length, but no longer what stands in the file.
    fn with_line_feeds(self) -> Self {
        let lone = |at: &usize| self.text.as_bytes().get(at + 1) != Some(&b'\n');
        let ends: Vec<usize> = memchr::memchr_iter(b'\r', self.text.as_bytes()).filter(lone).collect();
        if ends.is_empty() {
            return self;
        }
        let mut bytes = self.text.into_bytes();
        for &at in &ends {
            bytes[at] = b'\n';
        }
        let text = String::from_utf8(bytes).unwrap_or_default();
        let verbatim = self.verbatim.iter().flat_map(|&run| split(run, &ends)).collect();
        Self { text, verbatim, warnings: self.warnings }
    }
}

/// What is left of `run` without the bytes at `ends` (sorted).
fn split(run: Verbatim, ends: &[usize]) -> Vec<Verbatim> {
    let inside = ends.partition_point(|&at| at < run.text)..ends.partition_point(|&at| at < run.text + run.len);
    let mut out = Vec::with_capacity(inside.len() + 1);
    let mut start = run.text;
    for end in ends[inside].iter().copied().chain([run.text + run.len]) {
        out.push(Verbatim { text: start, file: run.file + start - run.text, len: end - start });
        start = end + 1;
    }
    out
}

/// UTF-8 with its faults replaced; what lies between them is verbatim. `file` is where `bytes` start.
fn utf8(bytes: &[u8], mut file: usize) -> (String, Vec<Verbatim>, bool) {
    let mut text = String::with_capacity(bytes.len());
    let (mut verbatim, mut faults) = (Vec::new(), false);
    for chunk in bytes.utf8_chunks() {
        let len = chunk.valid().len();
        verbatim.push(Verbatim { text: text.len(), file, len });
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            text.push(char::REPLACEMENT_CHARACTER);
            faults = true;
        }
        file += len + chunk.invalid().len();
    }
    (text, verbatim, faults)
}

fn without_mark(bytes: &[u8]) -> &'static Encoding {
    if let Some(encoding) = utf16(bytes) {
        return encoding;
    }
    if is_mostly_utf8(bytes) {
        return UTF_8;
    }
    if let Some(encoding) = declared(bytes) {
        return encoding;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Bytes at the start of a page in which its encoding is looked for. Pages with much in their head declare it late.
const DECLARED_WITHIN: usize = 256 * 1024;

/// The encoding that an HTML or XML file says it has; `None` for other files. One that says UTF-8 is not believed, as
/// its bytes are none.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(DECLARED_WITHIN)];
    let start = head.trim_ascii_start();
    let label = match start {
        [b'<', b'?', ..] => label_behind(&start[..start.len().min(200)], b"encoding"),
        _ => None,
    };
    let label = label.or_else(|| start.starts_with(b"<").then(|| in_meta(head)).flatten())?;
    let encoding = Encoding::for_label(label)?;
    (encoding != UTF_8 && encoding != UTF_16LE && encoding != UTF_16BE).then_some(encoding)
}

/// The encoding in a `<meta>` tag.
fn in_meta(head: &[u8]) -> Option<&[u8]> {
    let tags = memchr::memchr_iter(b'<', head).map(|at| &head[at..]);
    let mut metas = tags.filter(|tag| tag.get(..5).is_some_and(|name| name.eq_ignore_ascii_case(b"<meta")));
    metas.find_map(|tag| {
        let end = memchr::memchr(b'>', tag).unwrap_or(tag.len());
        label_behind(&tag[..end], b"charset")
    })
}

/// The value behind `key=` in a tag.
fn label_behind<'b>(tag: &'b [u8], key: &[u8]) -> Option<&'b [u8]> {
    let at = tag.windows(key.len()).position(|window| window.eq_ignore_ascii_case(key))?;
    let rest = tag[at + key.len()..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
    let end =
        rest.iter().position(|b| !b.is_ascii_alphanumeric() && !matches!(b, b'-' | b'_' | b':')).unwrap_or(rest.len());
    Some(&rest[..end])
}

/// Latin letters in UTF-16 have a NUL in every second byte; no other text has.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096)];
    let nuls = |from: usize| head.iter().skip(from).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd, pairs) = (nuls(0), nuls(1), head.len() / 2);
    let clear = |many: usize, few: usize| pairs >= 2 && many * 3 > pairs && few * 8 < many;
    match () {
        () if clear(odd, even) => Some(UTF_16LE),
        () if clear(even, odd) => Some(UTF_16BE),
        () => None,
    }
}

/// Returns `true` for UTF-8 with a few bad bytes (a cut file, one pasted letter): at most one for eight good letters.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    bad == 0 || good >= bad * 8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_gives_its_words() {
        let words = "“Naïve”, said Zoë – twice.\r\n";
        let utf16 = |order: fn(u16) -> [u8; 2]| words.encode_utf16().flat_map(order).collect::<Vec<u8>>();
        let (windows, _, _) = encoding_rs::WINDOWS_1252.encode(words);
        let marked = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
        for (bytes, maps) in [
            (words.as_bytes().to_vec(), true),
            (marked(b"\xef\xbb\xbf", words.as_bytes()), true),
            (utf16(u16::to_le_bytes), false),
            (utf16(u16::to_be_bytes), false),
            (marked(b"\xff\xfe", &utf16(u16::to_le_bytes)), false),
            (marked(b"\xfe\xff", &utf16(u16::to_be_bytes)), false),
            (windows.into_owned(), false),
        ] {
            let decoded = decode(&bytes);
            assert_eq!(decoded.text, words, "{bytes:?}");
            assert_eq!(!decoded.verbatim.is_empty(), maps);
            assert_eq!(decoded.warnings.is_empty(), maps);
        }
    }

    #[test]
    fn a_page_tells_its_encoding() {
        for head in [
            &b"<?xml version=\"1.0\" encoding='ISO-8859-2'?><p>"[..],
            b"<html><meta http-equiv=Content-Type content=\"text/html; charset=iso-8859-2\"><p>",
            b"\n<!doctype html><META CHARSET=latin2><p>",
        ] {
            let decoded = decode(&[head, b"\xb1\xe6 \xea"].concat());
            assert!(decoded.text.ends_with("ąć ę"), "{}", decoded.text);
        }
        // Good UTF-8 wins over what is declared, and UTF-8 that is none over nothing.
        assert!(decode("<meta charset=latin1>“é”".as_bytes()).text.ends_with("“é”"));
        assert!(decode(b"<meta charset=utf-8>caf\xe9 \x93x\x94").text.ends_with("café “x”"));
    }

    #[test]
    fn one_bad_byte_spoils_only_itself() {
        let decoded = decode("‘One’ ‘two’ ‘three’ ‘four’ \u{2014} end…".as_bytes().split_last().unwrap().1);
        assert_eq!(decoded.text, "‘One’ ‘two’ ‘three’ ‘four’ — end\u{fffd}");
        assert_eq!(decoded.warnings.len(), 1);
    }

    #[test]
    fn a_guess_never_brings_c1_controls() {
        assert!(!decode(b"caf\xe9 \x9b31m \x85").text.contains('\u{9b}'));
    }
}
