//! A terminal with the program in it: every byte is kept, and a screen model says what a person sees.

use std::fs::File;
use std::io::{Read, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use rustix::termios::LocalModes;
use tempfile::TempDir;

/// How long a busy machine may take; nothing waits this long when all is well.
const PATIENCE: Duration = Duration::from_secs(180);

/// How long a key may take that changes nothing.
const GLANCE: Duration = Duration::from_millis(300);

/// The settings of every test, in the home of its user.
const CONFIG: &str = ".config/sayso/config.toml";

/// The program.
pub const SAYSO: &str = env!("CARGO_BIN_EXE_sayso");

/// The articles that ship.
pub const ARTICLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/articles");

#[derive(Default)]
struct Line {
    bytes: Mutex<Vec<u8>>,
    closing: AtomicBool,
    more: Condvar,
}

/// The program and its terminal.
pub struct Terminal {
    master: Option<Box<dyn MasterPty + Send>>,
    keys: Option<Box<dyn Write + Send>>,
    child: Box<dyn Child + Send + Sync>,
    line: Arc<Line>,
    tty: PathBuf,
    size: (u16, u16),
    home: TempDir,
}

impl Terminal {
    /// The program on the articles that ship, at this size.
    pub fn open(columns: u16, rows: u16) -> Self {
        let terminal = Self::start(columns, rows, &[SAYSO, ARTICLES], &[]);
        // `reading 1/2` has no row yet that a key could be for.
        terminal.wait("both articles", |screen| {
            !screen.contains("reading") && (screen.contains("2 articles") || screen.contains("1/2"))
        });
        terminal
    }

    /// The program on one article in `folder`, before the keys.
    pub fn on(folder: &Path, text: &str, env: &[(&str, &str)]) -> Self {
        article(folder, "rain.md".as_ref(), text.as_bytes());
        let terminal = Self::start(100, 24, &[SAYSO, folder.to_str().unwrap()], env);
        terminal.wait("the article", |screen| screen.contains("READ"));
        terminal
    }

    /// Any command, in an environment that has nothing but what a login gives.
    pub fn start(columns: u16, rows: u16, command: &[&str], env: &[(&str, &str)]) -> Self {
        let home = tempfile::tempdir().unwrap();
        // What the screen shows must not depend on when a second reading is done.
        let config = home.path().join(CONFIG);
        std::fs::create_dir_all(config.parent().unwrap()).unwrap();
        std::fs::write(config, "second_reading = \"off\"\n").unwrap();
        let pair = native_pty_system().openpty(size(columns, rows)).unwrap();
        let mut builder = CommandBuilder::new(command[0]);
        builder.args(&command[1..]);
        builder.env_clear();
        let path = std::env::var("PATH").unwrap_or_default();
        let usual = [("PATH", path.as_str()), ("TERM", "xterm-256color"), ("LANG", "C.UTF-8")];
        for (name, value) in usual.iter().chain(env) {
            builder.env(name, value);
        }
        builder.env("HOME", home.path());
        builder.cwd(home.path());
        let child = pair.slave.spawn_command(builder).unwrap();
        let line = Arc::new(Line::default());
        let mut reader = pair.master.try_clone_reader().unwrap();
        let kept = Arc::clone(&line);
        thread::spawn(move || {
            let mut piece = [0; 4096];
            while let Ok(n) = reader.read(&mut piece) {
                if n == 0 || kept.closing.load(Ordering::SeqCst) {
                    break;
                }
                kept.bytes.lock().unwrap().extend_from_slice(&piece[..n]);
                kept.more.notify_all();
            }
        });
        Self {
            tty: pair.master.tty_name().unwrap(),
            keys: Some(pair.master.take_writer().unwrap()),
            master: Some(pair.master),
            child,
            line,
            size: (columns, rows),
            home,
        }
    }

    /// The only file in the user's home at the start.
    pub fn config(&self) -> PathBuf {
        self.home().join(CONFIG)
    }

    /// The user's home in it.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Types, all at once.
    pub fn press(&mut self, keys: &str) {
        let line = self.keys.as_mut().unwrap();
        line.write_all(keys.as_bytes()).unwrap();
        line.flush().unwrap();
    }

    /// Types keys and waits until the screen has a text.
    pub fn press_for(&mut self, keys: &str, shown: &str) {
        self.press(keys);
        self.wait(shown, |screen| screen.contains(shown));
    }

    /// Types, and leaves the time for a frame, if the keys change what is seen.
    pub fn press_and_look(&mut self, keys: &str) {
        let from = self.count();
        self.press(keys);
        let until = Instant::now() + GLANCE;
        while self.count() == from && Instant::now() < until {
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// Everything that came over the line.
    pub fn bytes(&self) -> Vec<u8> {
        self.line.bytes.lock().unwrap().clone()
    }

    /// How much came over the line.
    pub fn count(&self) -> usize {
        self.line.bytes.lock().unwrap().len()
    }

    /// What a person sees.
    pub fn screen(&self) -> String {
        contents(&self.bytes(), self.size)
    }

    /// Waits until the screen is as wanted; tells what it was when it never is.
    pub fn wait(&self, what: &str, wanted: impl Fn(&str) -> bool) -> String {
        let until = Instant::now() + PATIENCE;
        let mut bytes = self.line.bytes.lock().unwrap();
        loop {
            let screen = contents(&bytes, self.size);
            if wanted(&screen) {
                return screen;
            }
            assert!(Instant::now() < until, "{what} never came:\n{screen}");
            bytes = self.line.more.wait_timeout(bytes, Duration::from_millis(200)).unwrap().0;
        }
    }

    /// Waits until these bytes came after `from`.
    pub fn wait_bytes(&self, from: usize, wanted: &[u8]) {
        let until = Instant::now() + PATIENCE;
        let mut bytes = self.line.bytes.lock().unwrap();
        while !bytes[from..].windows(wanted.len()).any(|piece| piece == wanted) {
            assert!(Instant::now() < until, "{:?} never came", String::from_utf8_lossy(wanted));
            bytes = self.line.more.wait_timeout(bytes, Duration::from_millis(200)).unwrap().0;
        }
    }

    /// Waits until the line has been silent for a while.
    pub fn settle(&self) {
        let mut before = usize::MAX;
        while before != self.count() {
            before = self.count();
            thread::sleep(Duration::from_millis(700));
        }
    }

    /// Gives the window another size.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.size = (columns, rows);
        self.master.as_ref().unwrap().resize(size(columns, rows)).unwrap();
    }

    /// Sends a signal to the program.
    pub fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).unwrap();
    }

    /// A line of the status of the process, in kilobytes: `VmRSS`, `RssAnon`.
    pub fn memory(&self, line: &str) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.pid().as_raw_nonzero())).unwrap();
        let line = status.lines().find_map(|found| found.strip_prefix(line)?.strip_prefix(':')).unwrap();
        line.split_whitespace().next().unwrap().parse().unwrap()
    }

    fn pid(&self) -> Pid {
        Pid::from_raw(i32::try_from(self.child.process_id().unwrap()).unwrap()).unwrap()
    }

    /// Closes the window.
    pub fn hang_up(&mut self) {
        self.line.closing.store(true, Ordering::SeqCst);
        self.keys = None;
        // The frame at the new size wakes our own reader, which holds the window open too.
        self.resize(self.size.0 - 1, self.size.1);
        self.master = None;
    }

    /// Waits for the end; the exit code.
    pub fn end(&mut self) -> u32 {
        let until = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.exit_code();
            }
            assert!(Instant::now() < until, "the program never ended:\n{}", self.screen());
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Returns `true` if the terminal is in line mode with echo, as a shell wants it.
    pub fn is_cooked(&self) -> bool {
        let tty = File::open(&self.tty).unwrap();
        let modes = rustix::termios::tcgetattr(&tty).unwrap().local_modes;
        modes.contains(LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

/// What a person sees: whole frames only, as a terminal that knows synchronized output shows them.
fn contents(bytes: &[u8], (columns, rows): (u16, u16)) -> String {
    let last = |mark: &[u8]| bytes.windows(mark.len()).rposition(|window| window == mark);
    let open = last(b"\x1b[?2026h").filter(|begun| last(b"\x1b[?2026l").is_none_or(|ended| ended < *begun));
    let bytes = &bytes[..open.unwrap_or(bytes.len())];
    let cells = |n| NonZero::new(n).unwrap();
    let mut parser = vt100::Parser::new(cells(rows), cells(columns), 0);
    parser.process(bytes);
    parser.screen().contents()
}

/// Writes an article into a folder.
pub fn article(folder: &Path, name: &std::ffi::OsStr, text: &[u8]) {
    std::fs::write(folder.join(name), text).unwrap();
}
