//! The way back from a document's text to the bytes of the file.

use std::sync::Arc;

use crate::text::Span;

/// The map from bytes of the text to the same bytes of the file, and to lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    runs: Vec<Run>,
    lines: Vec<Line>,
    /// The file itself, where cleaning is all that parts it from the text.
    raw: Option<Arc<[u8]>>,
    /// Whether the file's bytes are counted in its text in UTF-8, as the file has another encoding.
    is_decoded: bool,
}

/// `len` bytes of text from `text` on are the file's bytes from `file` on; of no length where a character at `text`
/// stands for other `file_len` bytes of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    text: u32,
    file: u32,
    len: u32,
    file_len: u32,
}

/// The text from `text` on comes from this line of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Line {
    text: u32,
    line: u32,
}

impl Origin {
    /// Adds: the text's bytes `text..text + len` are the file's `file..file + len`, letter for letter.
    /// Runs come in text order; one that goes on where the last stopped is joined to it.
    pub(in crate::document) fn push(&mut self, text: usize, file: usize, len: usize) {
        let (text, file, len) = (text as u32, file as u32, len as u32);
        if len == 0 {
            return;
        }
        match self.runs.last_mut() {
            Some(last) if last.text + last.len == text && last.file + last.len == file && last.len > 0 => {
                last.len += len;
                last.file_len += len;
            }
            _ => self.runs.push(Run { text, file, len, file_len: len }),
        }
    }

    /// Adds: the character that follows at `text` stands for other `file_len` bytes at the file's `file`.
    pub(in crate::document) fn push_stand_in(&mut self, text: usize, file: usize, file_len: usize) {
        self.runs.push(Run { text: text as u32, file: file as u32, len: 0, file_len: file_len as u32 });
    }

    /// Adds: the text from `text` on comes from this 1-based line. Called in text order.
    pub(in crate::document) fn mark(&mut self, text: usize, line: usize) {
        let mark = Line { text: text as u32, line: line as u32 };
        match self.lines.last_mut() {
            Some(last) if last.line == mark.line => {}
            Some(last) if last.text == mark.text => *last = mark,
            _ => self.lines.push(mark),
        }
    }

    /// Keeps the file's `bytes`, of which the text of `len` bytes is the cleaned form; not where both are the same.
    pub(in crate::document) fn cleaned_from(&mut self, bytes: &[u8], len: usize) {
        let same = matches!(self.runs[..], [run] if run.text == 0 && run.len as usize == len);
        self.raw = (!same).then(|| bytes.into());
    }

    /// Says that the places are those of the file's text in UTF-8, not of its bytes.
    pub(in crate::document) fn set_decoded(&mut self) {
        self.is_decoded = true;
    }

    /// From where to where the text from `start` to its character at `last` (its place and length) stands in the file.
    pub(in crate::document) fn source_span(&self, start: usize, last: (usize, usize)) -> Option<Span> {
        let holds = |run: &&Run, at: usize| run.text as usize == at || at < (run.text + run.len) as usize;
        let of = |at: usize| self.before(at).filter(|run| holds(run, at));
        let (first, end) = (of(start)?, of(last.0)?);
        let end = if end.len == 0 { (end.file + end.file_len) as usize } else { end.file_of(last.0) + last.1 };
        (first.file_of(start) <= end).then(|| Span::new(first.file_of(start), end))
    }

    /// Where the words of `span` stand in the file, and what stands there if it is not the text letter for letter:
    /// with the characters that cleaning took out. `None` where that is no UTF-8 or the file is not kept.
    pub(in crate::document) fn raw(&self, span: Span) -> Option<(Span, &str)> {
        let raw = self.raw.as_deref()?;
        let start = self.run_at(span.start()).map_or_else(
            || self.before(span.start()).map_or(0, |run| (run.file + run.len) as usize),
            |run| run.file_of(span.start()),
        );
        let last = span.end().checked_sub(1)?;
        let end = self.run_at(last).map_or_else(
            || self.runs.get(self.starting_by(last)).map_or(raw.len(), |run| run.file as usize),
            |run| run.file_of(last) + 1,
        );
        Some((Span::new(start, end), std::str::from_utf8(raw.get(start..end)?).ok()?))
    }

    /// Where `span` stands in the file, if all of it stands there verbatim and in one piece.
    pub fn file_span(&self, span: Span) -> Option<Span> {
        let run = self.run_at(span.start()).filter(|_| !self.is_decoded)?;
        (span.end() <= (run.text + run.len) as usize).then(|| {
            let start = run.file_of(span.start());
            Span::new(start, start + span.len())
        })
    }

    /// 1-based line of the file (`\n`, `\r\n` and a lone `\r` end one) that the text's byte at `offset` came from.
    pub fn line_of(&self, offset: usize) -> usize {
        let after = self.lines.partition_point(|line| line.text as usize <= offset);
        after.checked_sub(1).map_or(1, |at| self.lines[at].line as usize)
    }

    /// Every verbatim stretch: its place in the text and in the file, both of the same length.
    pub fn runs(&self) -> impl ExactSizeIterator<Item = (Span, Span)> + '_ {
        let span = |start: u32, len: u32| Span::new(start as usize, (start + len) as usize);
        let runs = if self.is_decoded { &[] } else { self.runs.as_slice() };
        runs.iter().map(move |run| (span(run.text, run.len), span(run.file, run.len)))
    }

    /// How many runs start at or before `offset`.
    fn starting_by(&self, offset: usize) -> usize {
        self.runs.partition_point(|run| run.text as usize <= offset)
    }

    fn before(&self, offset: usize) -> Option<&Run> {
        self.runs.get(self.starting_by(offset).checked_sub(1)?)
    }

    fn run_at(&self, offset: usize) -> Option<&Run> {
        self.before(offset).filter(|run| offset < (run.text + run.len) as usize)
    }
}

impl Run {
    /// The file's byte for the text's byte at `offset`, which lies in the run.
    fn file_of(self, offset: usize) -> usize {
        self.file as usize + (offset - self.text as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_go_back_only_where_the_text_is_verbatim() {
        let mut origin = Origin::default();
        origin.push(0, 2, 4);
        origin.push(4, 6, 2);
        origin.push(8, 13, 5);
        assert_eq!(origin.file_span(Span::new(1, 6)), Some(Span::new(3, 8)));
        assert_eq!(origin.file_span(Span::new(4, 9)), None);
        assert_eq!(origin.file_span(Span::new(6, 8)), None);
    }

    #[test]
    fn the_last_mark_at_or_before_a_byte_tells_its_line() {
        let mut origin = Origin::default();
        for (text, line) in [(0, 1), (5, 4), (5, 6), (9, 6), (12, 9)] {
            origin.mark(text, line);
        }
        assert_eq!([0, 4, 5, 11, 12, 99].map(|at| origin.line_of(at)), [1, 1, 6, 6, 9, 9]);
    }
}
