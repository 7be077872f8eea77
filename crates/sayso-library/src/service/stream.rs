//! A stream of lines in and a line out for each, in order, on any number of threads and in constant memory.

use std::io::{self, BufRead, BufReader, Read, Write};

use super::parallel::Pool;

/// Bytes read ahead. Complete lines among them are answered side by side.
const READ_AHEAD: usize = 1 << 20;

/// One line of the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// From 1.
    pub number: u64,
    /// The bytes without the line end; of a line over the limit only the first bytes.
    pub bytes: Vec<u8>,
    /// Whether the line has more bytes than the limit allows.
    pub is_cut: bool,
}

/// Writes the answer to each line of `input` to `output`, in the order of the lines, with `jobs` threads (0 for one per
/// processor). `answer` gets `None` in place of a panic's message at first, and is asked again with the message if it
/// panics: every line has exactly one answer.
///
/// Lines that have arrived are answered before more input is waited for, and the output is flushed then: a program that
/// waits for an answer before it sends more is never kept waiting. Memory is bounded by `cap`, the maximum number of
/// bytes of a line, for each thread.
///
/// # Errors
///
/// An error of `input` or `output`.
pub fn answer_lines(
    input: impl Read,
    mut output: impl Write,
    jobs: usize,
    cap: usize,
    answer: impl Fn(&Line, Option<&str>) -> Vec<u8> + Sync,
) -> io::Result<()> {
    let pool = Pool::of(jobs);
    let mut lines = Lines::new(input, cap);
    loop {
        let batch = lines.batch(pool.threads() * 4)?;
        if batch.is_empty() {
            return Ok(());
        }
        for (line, answered) in batch.iter().zip(pool.map(&batch, |line| answer(line, None))) {
            let answered = answered.unwrap_or_else(|panicked| answer(line, Some(&panicked.message)));
            output.write_all(&answered)?;
            output.write_all(b"\n")?;
        }
        output.flush()?;
    }
}

/// The lines of an input, each with at most so many bytes.
pub struct Lines<R> {
    input: BufReader<R>,
    cap: usize,
    read: u64,
}

impl<R: Read> Lines<R> {
    /// The lines of `input`; of each the first `cap` bytes are kept.
    pub fn new(input: R, cap: usize) -> Self {
        Self { input: BufReader::with_capacity(READ_AHEAD, input), cap, read: 0 }
    }

    /// At least one line, if there is any, and those after it that have arrived whole; at most `most` lines.
    fn batch(&mut self, most: usize) -> io::Result<Vec<Line>> {
        let mut batch = Vec::new();
        while batch.len() < most && (batch.is_empty() || self.input.buffer().contains(&b'\n')) {
            match self.line()? {
                Some(line) => batch.push(line),
                None => break,
            }
        }
        Ok(batch)
    }

    fn line(&mut self) -> io::Result<Option<Line>> {
        let mut bytes = Vec::new();
        let (mut any, mut is_cut) = (false, false);
        loop {
            let there = match self.input.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                there => there?,
            };
            if there.is_empty() {
                break;
            }
            any = true;
            let end = memchr::memchr(b'\n', there);
            let piece = &there[..end.unwrap_or(there.len())];
            let room = self.cap - bytes.len();
            bytes.extend_from_slice(&piece[..piece.len().min(room)]);
            is_cut |= piece.len() > room;
            let used = piece.len() + usize::from(end.is_some());
            self.input.consume(used);
            if end.is_some() {
                break;
            }
        }
        if !any {
            return Ok(None);
        }
        if !is_cut && bytes.last() == Some(&b'\r') {
            bytes.pop();
        }
        self.read += 1;
        Ok(Some(Line { number: self.read, bytes, is_cut }))
    }
}

impl<R: Read> Iterator for Lines<R> {
    type Item = io::Result<Line>;

    fn next(&mut self) -> Option<Self::Item> {
        self.line().transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn answers(input: impl Read, jobs: usize, cap: usize) -> String {
        let mut out = Vec::new();
        let answer = |line: &Line, panicked: Option<&str>| {
            if let Some(message) = panicked {
                return format!("{} failed: {message}", line.number).into_bytes();
            }
            assert!(!line.bytes.starts_with(b"bad"), "bad line");
            let cut = if line.is_cut { "+" } else { "" };
            format!("{} {}{cut}", line.number, String::from_utf8_lossy(&line.bytes)).into_bytes()
        };
        answer_lines(input, &mut out, jobs, cap, answer).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn every_line_has_one_answer_in_order() {
        let out = answers(&b"one\r\n\nbad luck\nfour is long\nfive"[..], 2, 8);
        assert_eq!(out, "1 one\n2 \n3 failed: bad line\n4 four is +\n5 five\n");
        assert_eq!(answers(&b""[..], 1, 8), "");
    }

    #[test]
    fn a_line_is_answered_before_more_is_waited_for() {
        /// Gives one line at a time, and only after the line before was answered.
        struct Asker<'a>(&'a std::cell::Cell<usize>, usize);
        impl Read for Asker<'_> {
            fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
                assert_eq!(self.0.get(), self.1, "asked for more before the answer");
                if self.1 == 3 {
                    return Ok(0);
                }
                self.1 += 1;
                into[..2].copy_from_slice(b"x\n");
                Ok(2)
            }
        }
        struct Counter<'a>(&'a std::cell::Cell<usize>);
        impl Write for Counter<'_> {
            fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
                Ok(bytes.len())
            }
            fn flush(&mut self) -> io::Result<()> {
                self.0.set(self.0.get() + 1);
                Ok(())
            }
        }
        let answered = std::cell::Cell::new(0);
        answer_lines(Asker(&answered, 0), Counter(&answered), 4, 9, |_, _| Vec::new()).unwrap();
        assert_eq!(answered.get(), 3);
    }

    proptest! {
        #[test]
        fn any_number_of_jobs_gives_the_same_bytes(lines in prop::collection::vec("[a-z ]{0,12}", 0..60)) {
            let input = lines.join("\n");
            let one = answers(input.as_bytes(), 1, 10);
            prop_assert_eq!(&answers(input.as_bytes(), 3, 10), &one);
            prop_assert_eq!(one.lines().count(), input.lines().count());
        }
    }
}
