//! The one way into a document's text: everything is cleaned here, and its place in the file noted.

use std::ops::Range;
use std::sync::OnceLock;

use super::decode::{Decoded, Verbatim};
use super::model::{Block, BlockKind, Document, Hidden, Meta};
use super::origin::Origin;
use super::structure::raw_block::RawBlock;
use crate::text::clean::{CharAction, Cleaner, Unfit, placeholder};

/// Grows a document's text out of pieces of the decoded source, each cleaned on its way in.
pub(super) struct Writer<'a> {
    source: &'a str,
    verbatim: &'a [Verbatim],
    line_starts: Vec<usize>,
    cleaner: Cleaner,
    pub text: String,
    pub origin: Origin,
    pub hidden: Hidden,
}

impl<'a> Writer<'a> {
    pub fn new(decoded: &'a Decoded) -> Self {
        let source = decoded.text.as_str();
        Self {
            source,
            verbatim: &decoded.verbatim,
            line_starts: line_starts(source),
            cleaner: Cleaner::default(),
            text: String::with_capacity(source.len()),
            origin: Origin::default(),
            hidden: Hidden::default(),
        }
    }

    /// The document of what was written, cut into `pieces`. A piece without a kind is a paragraph.
    pub fn document(self, pieces: &[RawBlock]) -> Document {
        let mut paragraphs = 0;
        let number = |piece: &RawBlock| {
            let kind = piece.kind.unwrap_or(BlockKind::Paragraph);
            paragraphs += u32::from(kind.is_argument());
            Block { span: piece.span, kind, paragraph: kind.is_argument().then_some(paragraphs) }
        };
        Document {
            blocks: pieces.iter().map(number).collect(),
            text: self.text.into(),
            meta: Meta::default(),
            styles: Vec::new(),
            breaks: Vec::new(),
            repeats: Vec::new(),
            origin: self.origin,
            hidden: self.hidden,
            warnings: Vec::new(),
            is_page: false,
            pages: Vec::new(),
            quotations: OnceLock::new(),
        }
    }

    /// Where the text now ends.
    pub fn end(&self) -> usize {
        self.text.len()
    }

    /// The source's own words at `range`.
    pub fn copy(&mut self, range: Range<usize>) {
        let Some(piece) = self.source.get(range.clone()) else { return };
        let (mut at, mut run) = (0, 0);
        while at < piece.len() {
            let plain = plain_ascii(&piece.as_bytes()[at..]);
            if plain > 0 {
                self.cleaner.skip(char::from(piece.as_bytes()[at + plain - 1]));
                at += plain;
                continue;
            }
            let mut rest = piece[at..].chars();
            let Some(c) = rest.next() else { break };
            let verdict = self.cleaner.judge(c, rest.next());
            if verdict != CharAction::Keep {
                self.keep(range.start + run..range.start + at);
                let place = range.start + at;
                self.replace(c, verdict, place..place + c.len_utf8());
                run = at + c.len_utf8();
            }
            at += c.len_utf8();
        }
        self.keep(range.start + run..range.end);
    }

    /// Words that do not stand in the source like this (a decoded entity); `at` is what they come from.
    pub fn derive(&mut self, words: &str, at: usize) {
        self.mark(at);
        let mut chars = words.chars().peekable();
        while let Some(c) = chars.next() {
            match self.cleaner.judge(c, chars.peek().copied()) {
                CharAction::Keep => self.text.push(c),
                verdict => self.replace(c, verdict, at..at + 1),
            }
        }
    }

    /// A character that stands for the source's bytes at `range`, for none of them where that is empty; `next` is the
    /// one behind it.
    pub fn put(&mut self, c: char, next: Option<char>, range: Range<usize>) {
        match self.cleaner.judge(c, next) {
            CharAction::Keep => {
                self.stand_in(range);
                self.text.push(c);
            }
            verdict => self.replace(c, verdict, range),
        }
    }

    /// An end of line or paragraph that the program puts in.
    pub fn line_ends(&mut self, count: usize) {
        self.cleaner.skip('\n');
        self.text.extend(std::iter::repeat_n('\n', count));
    }

    /// 1-based line of the source at this byte.
    pub fn line(&self, at: usize) -> usize {
        self.line_starts.partition_point(|&start| start <= at)
    }

    fn mark(&mut self, at: usize) {
        self.origin.mark(self.text.len(), self.line(at));
    }

    fn stand_in(&mut self, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        self.mark(range.start);
        let from = self.verbatim.partition_point(|v| v.text + v.len <= range.start);
        if let Some(v) = self.verbatim.get(from).filter(|v| v.text <= range.start) {
            self.origin.push_stand_in(self.text.len(), v.file + range.start - v.text, range.len());
        }
    }

    fn replace(&mut self, c: char, action: CharAction, range: Range<usize>) {
        match action {
            CharAction::Keep | CharAction::Fold => {}
            CharAction::As(space) => {
                self.stand_in(range);
                self.text.push(space);
            }
            CharAction::Refuse(unfit) => {
                self.hidden.count(unfit);
                if unfit == Unfit::Control {
                    self.stand_in(range);
                    placeholder(c, &mut self.text);
                }
            }
        }
    }

    /// Takes over `range` letter for letter.
    fn keep(&mut self, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        let base = self.text.len();
        let first = self.line(range.start);
        self.origin.mark(base, first);
        for (line, &start) in (first + 1..).zip(&self.line_starts[first..]) {
            if start >= range.end {
                break;
            }
            self.origin.mark(base + start - range.start, line);
        }
        let from = self.verbatim.partition_point(|v| v.text + v.len <= range.start);
        for v in self.verbatim[from..].iter().take_while(|v| v.text < range.end) {
            let (start, end) = (v.text.max(range.start), (v.text + v.len).min(range.end));
            self.origin.push(base + start - range.start, v.file + start - v.text, end - start);
        }
        self.text.push_str(&self.source[range]);
    }
}

/// How many bytes at the start need no judging.
fn plain_ascii(bytes: &[u8]) -> usize {
    bytes.iter().position(|b| !matches!(b, b' '..=b'~')).unwrap_or(bytes.len())
}

/// Where each line starts: behind `\n`, `\r\n` or a lone `\r`; the first is 0.
fn line_starts(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let ends = memchr::memchr2_iter(b'\n', b'\r', bytes)
        .filter(|&at| bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'))
        .map(|at| at + 1);
    std::iter::once(0).chain(ends).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::decode::decode;
    use crate::text::Span;

    #[test]
    fn lines_and_places_hold_through_cleaning() {
        let bytes = "\u{feff}one\r\ntwo\rthr\u{200b}ee\u{1b}\n\nfour\tfive".as_bytes();
        let decoded = decode(bytes);
        let mut writer = Writer::new(&decoded);
        writer.copy(0..decoded.text.len());
        assert_eq!(writer.text, "one\ntwo\nthree␛\n\nfour five");
        assert_eq!((writer.hidden.invisible, writer.hidden.control), (1, 1));
        for (word, line, maps) in
            [("one", 1, true), ("two", 2, true), ("three", 3, false), ("thr", 3, true), ("five", 5, true)]
        {
            let start = writer.text.find(word).unwrap();
            assert_eq!(writer.origin.line_of(start), line, "{word}");
            let place = writer.origin.file_span(Span::new(start, start + word.len()));
            assert_eq!(place.map(|p| &bytes[p.start()..p.end()]), maps.then_some(word.as_bytes()), "{word}");
        }
    }
}
