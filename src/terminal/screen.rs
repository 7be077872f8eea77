//! The terminal as a place to draw: taken, given back, and written to in one piece a frame.

use std::fmt::Write as _;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::style::ResetColor;
use crossterm::terminal::{self, EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::{cursor, queue};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::encode::encode;
use super::scroll::scroll;

/// Mode 2026: the terminal shows what stands between the two at once. Terminals without it pass over both.
const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";

/// `true` while the terminal is in our modes. Checked before they are reset, so that this happens once.
static OURS: AtomicBool = AtomicBool::new(false);
/// Who writes to the terminal holds this.
static PEN: Mutex<()> = Mutex::new(());

/// The terminal while it is ours; given back when dropped.
pub struct Screen {
    /// What the terminal shows; `None` where nobody knows: then every cell is painted.
    shown: Option<Buffer>,
    /// Where the caret is, if it is shown.
    caret: Option<(u16, u16)>,
    area: Rect,
}

impl Screen {
    /// Takes the terminal. What was done half way is undone on an error.
    pub fn take() -> io::Result<Self> {
        let mut screen = Self { shown: None, caret: None, area: size() };
        screen.retake().inspect_err(|_| give_back())?;
        Ok(screen)
    }

    /// Takes the terminal again after it was given back, or after another program had its way with it; the
    /// next frame paints every cell.
    pub fn retake(&mut self) -> io::Result<()> {
        OURS.store(true, Ordering::SeqCst);
        // Ours already as far as the library knows, after a stop that nobody announced: begin anew.
        terminal::disable_raw_mode()?;
        terminal::enable_raw_mode()?;
        let mut bytes = Vec::new();
        queue!(bytes, EnterAlternateScreen, EnableBracketedPaste, cursor::Hide)?;
        write(&bytes)?;
        self.caret = None;
        self.resize(size());
        Ok(())
    }

    /// Columns and rows.
    pub fn area(&self) -> Rect {
        self.area
    }

    /// Fits the screen to a new size; the next frame paints every cell.
    pub fn resize(&mut self, area: Rect) {
        self.area = area;
        self.shown = None;
    }

    /// Draws one frame and sends what changed, in one write; nothing if nothing did.
    pub fn draw(&mut self, paint: impl FnOnce(&mut Buffer) -> Option<(u16, u16)>) -> io::Result<()> {
        if !OURS.load(Ordering::SeqCst) {
            return Ok(());
        }
        let mut frame = Buffer::empty(self.area);
        let caret = paint(&mut frame);
        let mut out = String::new();
        let mut shown = self.shown.take().unwrap_or_else(|| {
            out.push_str("\x1b[m\x1b[2J");
            Buffer::empty(self.area)
        });
        scroll(&mut out, &mut shown, &frame);
        encode(&mut out, &shown, &frame);
        let moved = !out.is_empty() || caret != self.caret;
        if let Some((x, y)) = caret.filter(|_| moved) {
            let _ = write!(out, "\x1b[{};{}H", y + 1, x + 1);
        }
        if caret.is_some() != self.caret.is_some() {
            out.push_str(if caret.is_some() { "\x1b[?25h" } else { "\x1b[?25l" });
        }
        if !out.is_empty() {
            write(&[BEGIN, out.as_bytes(), END].concat())?;
        }
        (self.shown, self.caret) = (Some(frame), caret);
        Ok(())
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

/// Sends bytes to the terminal in one piece, between two frames.
pub fn write(bytes: &[u8]) -> io::Result<()> {
    let _pen = PEN.lock();
    write_all(bytes)
}

/// Gives the terminal back as it was: cooked, cursor shown, the main screen. Any thread may ask, any number
/// of times; errors are passed over, there is nobody left to tell.
pub fn give_back() {
    drop(give_back_for_good());
}

/// Like [`give_back`]; nothing more is written to the terminal while the guard is held.
pub fn give_back_for_good() -> Option<MutexGuard<'static, ()>> {
    let pen = take_pen();
    if OURS.swap(false, Ordering::SeqCst) {
        let mut bytes = END.to_vec();
        let _ = queue!(bytes, ResetColor, DisableBracketedPaste, LeaveAlternateScreen, cursor::Show);
        let _ = write_all(&bytes);
        let _ = terminal::disable_raw_mode();
    }
    pen
}

/// Waits a moment for a frame being written; a terminal that takes nothing any more must not hold us.
fn take_pen() -> Option<MutexGuard<'static, ()>> {
    for _ in 0..20 {
        if let Ok(pen) = PEN.try_lock() {
            return Some(pen);
        }
        thread::sleep(Duration::from_millis(10));
    }
    None
}

/// Columns and rows of the terminal; 80x24 where it does not know.
pub fn size() -> Rect {
    let (columns, rows) = terminal::size().unwrap_or_default();
    let or = |n, usual| if n == 0 { usual } else { n };
    Rect::new(0, 0, or(columns, 80), or(rows, 24))
}

/// Past the standard library's line buffer, which would cut a frame into pieces of 1 KiB.
fn write_all(mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match rustix::io::write(rustix::stdio::stdout(), bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(n) => bytes = &bytes[n..],
            Err(rustix::io::Errno::INTR) => {}
            Err(rustix::io::Errno::AGAIN) => thread::sleep(Duration::from_millis(5)),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}
