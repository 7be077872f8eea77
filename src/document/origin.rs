//! The way back from a document's text to the bytes of the file.

use crate::text::Span;

/// Which bytes of the text stand verbatim at which bytes of the file, and where the file's lines start.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    runs: Vec<Run>,
    line_starts: Vec<u32>,
}

/// `len` bytes of text from `text` on are the file's bytes from `file` on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    text: u32,
    file: u32,
    len: u32,
}

impl Origin {
    /// An empty map over a file with these line starts (bytes, the first is 0).
    pub fn new(line_starts: Vec<u32>) -> Self {
        Self { runs: Vec::new(), line_starts }
    }

    /// Adds: the text's bytes `text..text + len` are the file's `file..file + len`, letter for letter.
    /// Runs come in text order; one that goes on where the last stopped is joined to it.
    pub fn push(&mut self, text: usize, file: usize, len: usize) {
        let (text, file, len) = (text as u32, file as u32, len as u32);
        if len == 0 {
            return;
        }
        match self.runs.last_mut() {
            Some(last) if last.text + last.len == text && last.file + last.len == file => last.len += len,
            _ => self.runs.push(Run { text, file, len }),
        }
    }

    /// Where `span` stands in the file, if all of it stands there verbatim and in one piece.
    pub fn file_span(&self, span: Span) -> Option<Span> {
        let run = self.run_at(span.start())?;
        (span.end() <= (run.text + run.len) as usize).then(|| {
            let start = run.file as usize + (span.start() - run.text as usize);
            Span::new(start, start + span.len())
        })
    }

    /// 1-based line of the file for the text's byte at `offset`; 1 when the file is not mapped.
    pub fn line_of(&self, offset: usize) -> usize {
        let file = match self.run_before(offset) {
            Some(run) => run.file as usize + (offset - run.text as usize).min(run.len as usize),
            None => 0,
        };
        self.line_starts.partition_point(|&start| start as usize <= file).max(1)
    }

    fn run_before(&self, offset: usize) -> Option<&Run> {
        let after = self.runs.partition_point(|run| run.text as usize <= offset);
        after.checked_sub(1).map(|at| &self.runs[at])
    }

    fn run_at(&self, offset: usize) -> Option<&Run> {
        self.run_before(offset).filter(|run| offset < (run.text + run.len) as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_go_back_only_where_the_text_is_verbatim() {
        let mut origin = Origin::new(vec![0, 6, 12]);
        origin.push(0, 2, 4);
        origin.push(4, 6, 2);
        origin.push(8, 13, 5);
        assert_eq!(origin.file_span(Span::new(1, 6)), Some(Span::new(3, 8)));
        assert_eq!(origin.file_span(Span::new(4, 9)), None);
        assert_eq!(origin.file_span(Span::new(6, 8)), None);
        assert_eq!([0, 3, 4, 8, 99].map(|at| origin.line_of(at)), [1, 1, 2, 3, 3]);
    }
}
