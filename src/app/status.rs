//! What the status line tells: answers, faults, how far the reading of articles is, the programs that run.

use sayso_library::service::{IndexProgress, SecondReadings};

/// The lines to tell, and what is under way.
#[derive(Debug)]
pub struct Status {
    /// What was opened, as the header names it; `None` where nothing was named.
    pub opened: Option<String>,
    /// The answer to the last key.
    pub notice: Option<String>,
    /// What is to be told when no answer is shown: the newest.
    aside: Option<String>,
    /// Articles are still being read.
    pub loading: bool,
    /// How far that is.
    pub progress: Option<IndexProgress>,
    /// How far the second reading of all articles is, if it is under way.
    pub second_readings: Option<SecondReadings>,
    /// The programs that run, by their names.
    pub running: Vec<String>,
    /// What could not be read.
    pub unread: Vec<String>,
    /// What is wrong in the user's files, told at the start.
    pub faults: Vec<String>,
}

impl Default for Status {
    fn default() -> Self {
        let (running, unread, faults, second_readings) = Default::default();
        let (opened, notice, aside, progress) = Default::default();
        Self { opened, notice, aside, loading: true, progress, second_readings, running, unread, faults }
    }
}

impl Status {
    /// Tells a line in answer to a key.
    pub fn tell(&mut self, line: impl Into<String>) {
        self.notice = Some(line.into());
    }

    /// Tells a line once the answer to a key is gone.
    pub fn tell_later(&mut self, line: impl Into<String>) {
        self.aside = Some(line.into());
    }

    /// Shows what was to be told later, if no answer is shown.
    pub fn show_waiting(&mut self) {
        if self.notice.is_none() {
            self.notice = self.aside.take();
        }
    }

    /// Remembers a path that could not be read, and tells so.
    pub fn add_unread(&mut self, line: String) {
        self.tell_later(line.clone());
        self.unread.push(line);
    }

    /// Remembers what is wrong in the user's files, and tells the first of it.
    pub fn add_faults(&mut self, faults: Vec<String>) {
        match &faults[..] {
            [] => return,
            [fault] => self.tell(fault),
            [fault, more @ ..] => self.tell(format!("{fault} (and {} more: sayso config check)", more.len())),
        }
        self.faults = faults;
    }

    /// Ends the reading of articles. Returns `true` if it was under way.
    pub fn end_loading(&mut self) -> bool {
        self.progress = None;
        std::mem::take(&mut self.loading)
    }

    /// Forgets a program that has ended.
    pub fn remove_running(&mut self, name: &str) {
        if let Some(at) = self.running.iter().position(|running| running == name) {
            self.running.remove(at);
        }
    }
}
