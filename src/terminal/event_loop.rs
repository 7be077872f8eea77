//! The loop: take what waits, do what the model asks, draw once. In line mode it prints instead of drawing.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use ratatui::layout::Rect;

use super::browser::{self, Way};
use super::lines::Lines;
use super::pipe::{self, Running};
use super::screen::{self, Screen};
use super::{Wake, clipboard, signals};
use crate::app::{Effect, Input, Model};
use crate::linear;
use crate::ui;
use sayso_library::files as store;
use sayso_library::service::Ticket;
use sayso_library::service::journal_writer::JournalWriter;
use sayso_library::service::panic::WORKER;
use sayso_library::service::search_worker::SearchWorker;
use sayso_library::service::second_reader::SecondReader;

/// How long a frame waits for the answer to a search just asked: mostly it comes within that, and key and
/// results cross the line in one frame instead of two.
const PATIENCE: Duration = Duration::from_millis(30);

/// Rows below the cursor from which on more are asked for: more than one screen.
const NEAR_END: usize = 200;

/// A preview is shown when no key came for so long.
const PAUSE: Duration = Duration::from_millis(150);

/// Where the user sees the model.
pub enum Face {
    /// Drawn on the screen.
    Screen(Screen),
    /// In lines.
    Lines(Lines),
}

/// The workers of a session.
pub struct Workers {
    /// Searches and fetches articles.
    pub searches: SearchWorker,
    /// Writes events.
    pub journal: JournalWriter,
    /// Reads articles a second time; `None` for the library of a team.
    pub second: Option<SecondReader>,
}

/// One session while it runs.
pub struct EventLoop {
    model: Model,
    face: Face,
    searches: SearchWorker,
    journal: JournalWriter,
    second: Option<SecondReader>,
    wakes: Sender<Wake>,
    /// The newest size that the terminal told and the screen does not have yet: a storm of them is one resize.
    size: Option<Rect>,
    /// State of the model that is on the screen.
    drawn: Option<u64>,
    /// The search asked last, until its answer is there.
    asked: Option<Ticket>,
    /// When a preview that waits for a pause is due.
    due: Option<Instant>,
    /// A key came since `due` was set.
    keyed: bool,
    /// Number of rows of the list when more were asked for.
    listed: Option<usize>,
    /// The programs that run beside the loop.
    programs: Vec<Running>,
    over: bool,
}

impl EventLoop {
    /// Everything is there; nothing is drawn yet.
    pub fn new(model: Model, face: Face, workers: Workers, wakes: Sender<Wake>) -> Self {
        let Workers { searches, journal, second } = workers;
        let size = Some(face.area());
        Self {
            model,
            face,
            searches,
            journal,
            second,
            wakes,
            size,
            drawn: None,
            asked: None,
            due: None,
            keyed: false,
            listed: None,
            programs: Vec::new(),
            over: false,
        }
    }

    /// Runs until the model asks to quit, the terminal is lost, or no key was pressed for as long as `idle`.
    pub fn run(mut self, wakes: &Receiver<Wake>, idle: Option<Duration>) -> io::Result<()> {
        self.draw()?;
        let mut typed = Instant::now();
        while let Some(first) = self.next(wakes, idle.map(|idle| typed + idle)) {
            if first.is_typed() {
                typed = Instant::now();
            }
            self.take(first)?;
            self.take_waiting(wakes)?;
            self.await_pause();
            self.list_more();
            if let Some(place) = self.model.place_anew() {
                self.journal.place(place);
            }
            self.draw()?;
            self.do_lines()?;
            if self.over {
                break;
            }
        }
        Ok(())
    }

    /// Asks for more rows where the cursor comes near the end of the list; once for each length that the list has.
    fn list_more(&mut self) {
        let rows = self.model.rows_to_end().filter(|(left, _)| *left < NEAR_END).map(|(_, rows)| rows);
        if rows.is_some() && rows != self.listed {
            self.listed = rows;
            self.searches.more();
        }
    }

    /// Runs the lines that were read whose data is available, and answers each.
    fn do_lines(&mut self) -> io::Result<()> {
        while !self.over {
            let Face::Lines(lines) = &mut self.face else { return Ok(()) };
            let Some(effects) = lines.step(&mut self.model) else {
                self.over = lines.is_over(&self.model);
                return Ok(());
            };
            effects.into_iter().try_for_each(|effect| self.perform(effect))?;
            self.draw()?;
        }
        Ok(())
    }

    /// What comes next: a wake, or the pause that a preview waits for; `None` when nobody sends any more, and at `end`.
    fn next(&self, wakes: &Receiver<Wake>, end: Option<Instant>) -> Option<Wake> {
        let waits = if let Face::Lines(lines) = &self.face { lines.waits_until(&self.model) } else { None };
        let Some(until) = [self.due, end, waits].into_iter().flatten().min() else { return wakes.recv().ok() };
        match wakes.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Err(RecvTimeoutError::Timeout) if waits == Some(until) => Some(Wake::Inputs(Vec::new())),
            Err(RecvTimeoutError::Timeout) if self.due == Some(until) => Some(Wake::Inputs(vec![Input::Paused])),
            wake => wake.ok(),
        }
    }

    /// A preview that waits is due a moment after the last key.
    fn await_pause(&mut self) {
        let due = self.due.filter(|_| !std::mem::take(&mut self.keyed));
        let previews = matches!(self.face, Face::Screen(_)) && self.model.awaits_pause();
        self.due = previews.then(|| due.unwrap_or_else(|| Instant::now() + PAUSE));
    }

    /// Takes all that waits, and for a moment what a search just asked will bring.
    fn take_waiting(&mut self, wakes: &Receiver<Wake>) -> io::Result<()> {
        let until = Instant::now() + PATIENCE;
        while !self.over {
            let left =
                if self.asked.is_some() { until.saturating_duration_since(Instant::now()) } else { Duration::ZERO };
            let Ok(wake) = wakes.recv_timeout(left) else { break };
            self.take(wake)?;
        }
        Ok(())
    }

    fn draw(&mut self) -> io::Result<()> {
        if let Some(size) = self.size.take() {
            if size != self.face.area() {
                self.repaint(size);
            }
            self.update(Input::Resize(size.width, size.height))?;
        }
        let screen = match &mut self.face {
            Face::Screen(screen) => screen,
            Face::Lines(_) if self.over => return Ok(()),
            Face::Lines(lines) => return lines.tell(&self.model),
        };
        let state = Some(self.model.generation());
        if self.drawn == state || self.over {
            return Ok(());
        }
        self.drawn = state;
        screen.draw(|buffer| ui::draw(&self.model, buffer))
    }

    /// The next frame paints every cell.
    fn repaint(&mut self, size: Rect) {
        self.drawn = None;
        if let Face::Screen(screen) = &mut self.face {
            screen.resize(size);
        }
    }

    fn take(&mut self, wake: Wake) -> io::Result<()> {
        match wake {
            Wake::Inputs(inputs) => inputs.into_iter().try_for_each(|input| self.input(input)),
            Wake::Line(line) => {
                if let Face::Lines(lines) = &mut self.face {
                    lines.read(line);
                }
                Ok(())
            }
            Wake::Write(bytes) => screen::write(&bytes),
            Wake::Stop => {
                screen::give_back();
                signals::stop();
                Ok(())
            }
            Wake::GoOn => {
                if let Face::Screen(screen) = &mut self.face {
                    screen.retake()?;
                }
                self.drawn = None;
                self.size = Some(self.face.area());
                self.update(Input::Resumed)
            }
            Wake::Lost(error) => Err(error),
        }
    }

    fn input(&mut self, input: Input) -> io::Result<()> {
        match input {
            _ if self.over => Ok(()),
            Input::Resize(columns, rows) => {
                self.size = Some(Rect::new(0, 0, columns, rows));
                Ok(())
            }
            Input::Found(ticket, _) if self.asked == Some(ticket) => {
                self.asked = None;
                self.update(input)
            }
            input => {
                let is_key = matches!(input, Input::Key(_) | Input::Paste(_));
                self.keyed |= is_key;
                self.second.iter().filter(|_| is_key).for_each(SecondReader::interrupt);
                self.update(input)
            }
        }
    }

    fn update(&mut self, input: Input) -> io::Result<()> {
        if let Face::Lines(lines) = &mut self.face {
            lines.came(&input);
        }
        let effects = self.model.update(input);
        effects.into_iter().try_for_each(|effect| self.perform(effect))
    }

    fn perform(&mut self, effect: Effect) -> io::Result<()> {
        if let Face::Lines(lines) = &mut self.face {
            lines.performs(&effect);
        }
        match effect {
            Effect::Quit => self.over = true,
            Effect::Suspend if signals::can_stop() => signals::ask_to_stop(),
            Effect::Suspend => return self.notice("no shell to suspend to".to_owned()),
            Effect::Redraw => {
                // Lets a test see what a fault leaves of the terminal; a release holds nothing of it.
                debug_assert!(std::env::var_os("SAYSO_FAULT").is_none(), "asked for by SAYSO_FAULT");
                self.repaint(screen::size());
            }
            Effect::Search(ticket, query) => {
                self.second.iter().for_each(SecondReader::interrupt);
                self.asked = Some(ticket);
                match self.face {
                    Face::Screen(_) => self.searches.search(ticket, query, &self.model.library),
                    Face::Lines(_) => self.searches.search_whole(ticket, query, &self.model.library),
                }
            }
            Effect::NearDuplicates(id) => self.searches.duplicates(id, &self.model.library),
            Effect::Voices(by) => self.searches.voices(by, &self.model.library),
            Effect::Fetch(ids) => self.searches.fetch(ids),
            Effect::ReadAgain(file) => self.second.iter().for_each(|second| second.read(file.clone())),
            Effect::ReadAllAgain => {
                let state = Arc::new(self.model.library.state().of_articles());
                self.second.iter().for_each(|second| second.read_all(Arc::clone(&state)));
            }
            Effect::Copy(text) => self.aside(move |wakes| copy(&text, wakes)),
            Effect::Record(deed) => self.journal.record(*deed),
            Effect::Save(file, text) => self.aside(move |wakes| notice(saved(&file, &text), wakes)),
            Effect::Pipe(pipe) => {
                let running = Running::default();
                self.programs.retain(Running::is_on);
                self.programs.push(running.clone());
                self.aside(move |wakes| send(Input::Piped(pipe::run(&pipe, &running)), wakes));
            }
            Effect::StopPipes => self.programs.iter().for_each(Running::stop),
            Effect::OpenUrl(url) => return self.open(url),
        }
        Ok(())
    }

    fn open(&mut self, url: String) -> io::Result<()> {
        match browser::way(&url, &|name| std::env::var_os(name)) {
            Way::Refuse => return self.notice("only web addresses can be opened".to_owned()),
            Way::Open(program) => self.aside(move |wakes| notice(browser::open(program, &url), wakes)),
            Way::Tell(why) => return self.notice(format!("{why}; the address is {url}")),
            Way::Copy(why) => self.aside(move |wakes| {
                copy(&url, wakes);
                notice(format!("{why}; URL copied: {url}"), wakes);
            }),
        }
        Ok(())
    }

    fn notice(&mut self, line: String) -> io::Result<()> {
        self.update(Input::Notice(line))
    }

    /// Runs what may take its time beside the loop.
    fn aside(&self, job: impl FnOnce(&Sender<Wake>) + Send + 'static) {
        let wakes = self.wakes.clone();
        // Without a thread to be had, the copy is not made and no notice says it was.
        let _ = thread::Builder::new().name(WORKER.to_owned()).spawn(move || job(&wakes));
    }
}

impl Face {
    /// The columns and rows that it has, or that pages are measured by.
    fn area(&self) -> Rect {
        match self {
            Self::Screen(screen) => screen.area(),
            Self::Lines(_) => Rect::new(0, 0, linear::PAGE.0, linear::PAGE.1),
        }
    }
}

fn copy(text: &str, wakes: &Sender<Wake>) {
    let copied = clipboard::copy(text);
    if let Some(bytes) = copied.bytes {
        let _ = wakes.send(Wake::Write(bytes));
    }
    notice(copied.notice, wakes);
}

fn saved(file: &str, text: &str) -> String {
    match store::write_new(file, text) {
        Ok(path) => format!("written to {}", store::shown(&path)),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            format!("{file} exists already; choose another name")
        }
        Err(error) => format!("not written: {file}: {error}"),
    }
}

fn notice(line: String, wakes: &Sender<Wake>) {
    send(Input::Notice(line), wakes);
}

fn send(input: Input, wakes: &Sender<Wake>) {
    // Only a loop that has ended does not listen.
    let _ = wakes.send(Wake::Inputs(vec![input]));
}
