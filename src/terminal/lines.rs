//! Line mode on standard input and output: lines are read on a thread, done one by one, and answered in lines.

use std::collections::VecDeque;
use std::io::{self, BufRead, IsTerminal, Read, Write};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::{Duration, Instant};

use super::Wake;
use crate::app::{Effect, Input, Model};
use crate::linear::Linear;

/// Bytes of a line that are read at most; a search takes 10,000 characters.
const LONGEST: u64 = 64 << 10;

/// Maximum time that a line waits for the answer to the one before.
const PATIENCE: Duration = Duration::from_secs(10);

/// What is still to be told, besides notices: never what changes by itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Due {
    /// The articles, once they are there.
    Start,
    /// What the newest line led to.
    Answer,
    /// No more.
    Nothing,
}

/// What line mode keeps while it runs.
pub struct Lines {
    linear: Linear,
    /// Lines that were read and are still to be done.
    typed: VecDeque<String>,
    /// No more lines will come.
    ended: bool,
    /// Notices and answers that effects of the newest line still bring.
    awaited: usize,
    /// Until when the next line waits for them.
    until: Instant,
    /// The user is asked for a line: not twice.
    asked: bool,
    due: Due,
}

impl Lines {
    /// Waits for the articles first.
    pub fn new() -> Self {
        let until = Instant::now() + PATIENCE;
        Self {
            linear: Linear::default(),
            typed: VecDeque::new(),
            ended: false,
            awaited: 0,
            until,
            asked: false,
            due: Due::Start,
        }
    }

    /// A line was read; `None` at the end.
    pub fn read(&mut self, line: Option<String>) {
        self.ended |= line.is_none();
        self.typed.extend(line);
    }

    /// Runs the next line if the one before is done.
    pub fn step(&mut self, model: &mut Model) -> Option<Vec<Effect>> {
        let line = if self.is_busy(model) { None } else { self.typed.pop_front() }?;
        self.until = Instant::now() + PATIENCE;
        self.awaited = 0;
        (self.asked, self.due) = (false, Due::Answer);
        Some(self.linear.take(model, &line))
    }

    /// An effect is about to be performed.
    pub fn performs(&mut self, effect: &Effect) {
        let answered = match effect {
            Effect::Record(deed) => deed.is_told(),
            Effect::Copy(_) | Effect::Save(..) | Effect::Pipe(_) | Effect::NearDuplicates(_) => true,
            _ => false,
        };
        self.awaited += usize::from(answered);
    }

    /// An input came.
    pub fn came(&mut self, input: &Input) {
        if matches!(input, Input::Recorded(..) | Input::Notice(_) | Input::Piped(_) | Input::NearDuplicates(..)) {
            self.awaited = self.awaited.saturating_sub(1);
        }
    }

    /// Until when a line waits; `None` where none does.
    pub fn waits_until(&self, model: &Model) -> Option<Instant> {
        self.is_busy(model).then_some(self.until)
    }

    /// Returns `true` when all lines are done and no more will come.
    pub fn is_over(&self, model: &Model) -> bool {
        self.ended && self.typed.is_empty() && !self.is_busy(model)
    }

    /// Prints what is to be told, once the newest line is done.
    pub fn tell(&mut self, model: &Model) -> io::Result<()> {
        if self.is_busy(model) {
            return Ok(());
        }
        let mut out = io::stdout().lock();
        let told = match std::mem::replace(&mut self.due, Due::Nothing) {
            Due::Start | Due::Answer => self.linear.tell(model),
            Due::Nothing => self.linear.tell_notice(model),
        };
        for line in told {
            self.asked = false;
            writeln!(out, "{line}")?;
        }
        if !std::mem::replace(&mut self.asked, true) && io::stdin().is_terminal() {
            write!(out, "> ")?;
        }
        out.flush()
    }

    fn is_busy(&self, model: &Model) -> bool {
        (self.awaited > 0 || model.is_waiting() || (model.status.loading && self.due == Due::Start))
            && Instant::now() < self.until
    }
}

/// Reads standard input on a thread of its own, line by line.
pub fn listen(wakes: Sender<Wake>) -> io::Result<()> {
    let read = move || {
        let mut input = io::stdin().lock();
        loop {
            let line = line(&mut input);
            let end = line.is_none();
            if wakes.send(Wake::Line(line)).is_err() || end {
                return;
            }
        }
    };
    thread::Builder::new().name("lines".to_owned()).spawn(read).map(drop)
}

/// The next line, cut where it is too long; `None` at the end and where nothing can be read any more.
fn line(input: &mut impl BufRead) -> Option<String> {
    let mut bytes = Vec::new();
    input.by_ref().take(LONGEST).read_until(b'\n', &mut bytes).ok().filter(|&read| read > 0)?;
    if !bytes.ends_with(b"\n") && bytes.len() as u64 == LONGEST {
        input.skip_until(b'\n').ok()?;
    }
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_too_long_is_cut_and_the_next_one_is_whole() {
        let long = "x".repeat(LONGEST as usize + 100);
        let text = format!("one\n{long}\né\nlast");
        let mut input = text.as_bytes();
        assert_eq!(line(&mut input).as_deref(), Some("one\n"));
        assert_eq!(line(&mut input).map(|line| line.len() as u64), Some(LONGEST));
        assert_eq!(line(&mut input).as_deref(), Some("é\n"));
        assert_eq!(line(&mut input).as_deref(), Some("last"));
        assert_eq!(line(&mut input), None);
    }
}
