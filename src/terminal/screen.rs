//! The terminal as a place to draw: taken, given back, and written to in one piece a frame.

use std::cell::RefCell;
use std::io::{self, Write};
use std::mem;
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::style::ResetColor;
use crossterm::terminal::{self, EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::{cursor, queue};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Frame, Terminal, TerminalOptions, Viewport};

/// Mode 2026: the terminal shows what stands between the two at once. Terminals without it pass over both.
const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";

/// Whether the terminal is in our modes. Checked before they are reset, so that this happens once.
static OURS: AtomicBool = AtomicBool::new(false);
/// Who writes to the terminal holds this.
static PEN: Mutex<()> = Mutex::new(());

/// The terminal while it is ours; given back when dropped.
pub struct Screen {
    terminal: Terminal<CrosstermBackend<FrameBuffer>>,
    sheet: FrameBuffer,
    /// The frame on the screen, as it was sent.
    shown: Vec<u8>,
    area: Rect,
}

impl Screen {
    /// Takes the terminal. What was done half way is undone on an error.
    pub fn take() -> io::Result<Self> {
        let sheet = FrameBuffer::default();
        let area = size();
        let backend = CrosstermBackend::new(sheet.clone());
        // A fixed area: the size comes with the event of its change, and no draw asks the terminal anything.
        let terminal = Terminal::with_options(backend, TerminalOptions { viewport: Viewport::Fixed(area) })?;
        let mut screen = Self { terminal, sheet, shown: Vec::new(), area };
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
        queue!(self.sheet, EnterAlternateScreen, EnableBracketedPaste, cursor::Hide)?;
        self.resize(size())
    }

    /// Columns and rows.
    pub fn area(&self) -> Rect {
        self.area
    }

    /// Fits the screen to a new size; the next frame paints every cell.
    pub fn resize(&mut self, area: Rect) -> io::Result<()> {
        self.area = area;
        self.shown.clear();
        self.terminal.resize(area)
    }

    /// Draws one frame and sends what changed, in one write; nothing if nothing did.
    pub fn draw(&mut self, paint: impl FnOnce(&mut Frame)) -> io::Result<()> {
        if !OURS.load(Ordering::SeqCst) {
            return Ok(());
        }
        self.terminal.draw(paint)?;
        let frame = self.sheet.tear_off();
        // A frame without a changed cell only sets colours and cursor, and the last one ended with the same.
        if self.shown.ends_with(&frame) {
            return Ok(());
        }
        write(&[BEGIN, &frame, END].concat())?;
        self.shown = frame;
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

/// The same, and nobody writes any more while the answer is held.
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

/// What a frame is written on before it is sent.
#[derive(Clone, Default)]
struct FrameBuffer(Rc<RefCell<Vec<u8>>>);

impl FrameBuffer {
    fn tear_off(&self) -> Vec<u8> {
        mem::take(&mut self.0.borrow_mut())
    }
}

impl Write for FrameBuffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    /// The backend flushes several times a frame; [`Screen::draw`] sends it once.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
