//! The picture of the README: the real program in a pseudo-terminal, its screen written as SVG.

use std::fmt::Write as _;
use std::fs;
use std::io::{Read, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use vt100::{Cell, Color, Screen};

/// Width of a cell in pixels.
const WIDE: f32 = 8.4;
/// Height of a cell in pixels.
const HIGH: f32 = 18.0;
/// Colours of text and background where the program sets none.
const FRONT: &str = "#d8dee9";
const BACK: &str = "#1d2128";
/// The terminal's sixteen colours, as a dark theme shows them.
const PALETTE: [&str; 16] = [
    "#2e3440", "#d9787f", "#a3be8c", "#ebcb8b", "#81a1c1", "#c39ac9", "#88c0d0", "#d8dee9", "#7b8494", "#e8939a",
    "#b9d3a3", "#f5dba0", "#9dbbd8", "#d5b3da", "#a3d5e3", "#ffffff",
];
/// The screen is complete when the program has written nothing for so long.
const QUIET: Duration = Duration::from_millis(1500);

/// What to draw, and where to write it.
#[derive(Clone, Debug, clap::Args)]
pub struct ScreenshotArgs {
    /// File to write.
    #[arg(long, value_name = "FILE", default_value = "docs/screen.svg")]
    pub out: PathBuf,
    /// The program; by default the `sayso` beside this one.
    #[arg(long, value_name = "FILE")]
    pub program: Option<PathBuf>,
    /// What the program opens.
    #[arg(long, value_name = "PATH", default_value = "articles")]
    pub articles: PathBuf,
    /// Columns of the screen.
    #[arg(long, default_value_t = 120)]
    pub columns: u16,
    /// Rows of the screen.
    #[arg(long, default_value_t = 40)]
    pub rows: u16,
    /// Keys to press before the picture is taken.
    #[arg(long, default_value = "l]]]]]")]
    pub keys: String,
}

/// Runs the program, presses the keys and writes its screen as SVG.
///
/// # Errors
///
/// A program that cannot be started, a file that cannot be written.
pub fn screenshot(args: &ScreenshotArgs) -> Result<()> {
    let program = match &args.program {
        Some(program) => program.clone(),
        None => std::env::current_exe()?.with_file_name("sayso"),
    };
    let picture = svg(run(&program, args)?.screen());
    fs::write(&args.out, picture).with_context(|| format!("{}", args.out.display()))
}

/// Runs the program in a fresh home folder until its screen rests after the keys.
fn run(program: &Path, args: &ScreenshotArgs) -> Result<vt100::Parser> {
    let home = tempfile::tempdir()?;
    let size = PtySize { rows: args.rows, cols: args.columns, ..PtySize::default() };
    let pair = native_pty_system().openpty(size)?;
    let mut command = CommandBuilder::new(program);
    command.arg(&args.articles);
    command.cwd(std::env::current_dir()?);
    for variable in ["HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"] {
        command.env(variable, home.path());
    }
    command.env("TERM", "xterm-256color");
    let mut child = pair.slave.spawn_command(command).with_context(|| format!("{}", program.display()))?;
    drop(pair.slave);
    let output = listen(pair.master.try_clone_reader()?);
    let mut keys = pair.master.take_writer()?;
    let cells = |count| NonZero::new(count).context("a screen needs a row and a column");
    let mut terminal = vt100::Parser::new(cells(args.rows)?, cells(args.columns)?, 0);
    let mut settle = || {
        while let Ok(bytes) = output.recv_timeout(QUIET) {
            terminal.process(&bytes);
        }
    };
    settle();
    keys.write_all(args.keys.as_bytes())?;
    settle();
    let _ = child.kill();
    child.wait()?;
    Ok(terminal)
}

/// Reads what the program writes on a thread of its own, so that silence can be noticed.
fn listen(mut reader: Box<dyn Read + Send>) -> Receiver<Vec<u8>> {
    let (send, output) = channel();
    thread::spawn(move || {
        let mut buffer = [0; 1 << 13];
        while let Ok(count @ 1..) = reader.read(&mut buffer) {
            if send.send(buffer[..count].to_vec()).is_err() {
                return;
            }
        }
    });
    output
}

fn svg(screen: &Screen) -> String {
    let (rows, columns) = size(screen);
    let (width, height) = (f32::from(columns) * WIDE + 24.0, f32::from(rows) * HIGH + 24.0);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" \
         font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"14\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{BACK}\"/>\n"
    );
    for y in 0..rows {
        let mut x = 0;
        while x < columns {
            x = stretch(&mut out, screen, x, y);
        }
    }
    out.push_str("</svg>\n");
    out
}

/// Rows and columns.
fn size(screen: &Screen) -> (u16, u16) {
    let (rows, columns) = screen.size();
    (rows.get(), columns.get())
}

/// Colours and attributes of a cell.
type Look = (Color, Color, [bool; 5]);

fn look(cell: &Cell) -> Look {
    let flags = [cell.bold(), cell.dim(), cell.italic(), cell.underline(), cell.inverse()];
    (cell.fgcolor(), cell.bgcolor(), flags)
}

/// Writes the cells from `x` on that look alike; returns the column where the next stretch starts.
fn stretch(out: &mut String, screen: &Screen, x: u16, y: u16) -> u16 {
    let (_, columns) = size(screen);
    let look_at = |x: u16| screen.cell(y, x).map(look);
    let end = (x..columns).find(|&at| look_at(at) != look_at(x)).unwrap_or(columns);
    let Some((front, back, [bold, dim, italic, underlined, reversed])) = look_at(x) else { return end };
    let cell_text = |at| screen.cell(y, at).filter(|cell| !cell.is_wide_continuation()).map(Cell::contents);
    let text: String = (x..end).filter_map(cell_text).map(|text| if text.is_empty() { " " } else { text }).collect();
    let (mut fore, mut fill) = (colour(front).unwrap_or(FRONT), colour(back));
    if reversed {
        (fore, fill) = (fill.unwrap_or(BACK), Some(fore));
    }
    let (left, top) = (f32::from(x) * WIDE + 12.0, f32::from(y) * HIGH + 12.0);
    let wide = f32::from(end - x) * WIDE;
    // Writing to a string cannot fail.
    if let Some(fill) = fill {
        let _ = writeln!(
            out,
            "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{wide:.1}\" height=\"{HIGH}\" fill=\"{fill}\"/>"
        );
    }
    if !text.trim().is_empty() || underlined {
        let attributes = attributes([(bold, BOLD), (dim, DIM), (italic, ITALIC), (underlined, UNDERLINED)]);
        let _ = writeln!(
            out,
            "<text x=\"{left:.1}\" y=\"{:.1}\" textLength=\"{wide:.1}\" xml:space=\"preserve\" fill=\"{fore}\"{attributes}>{}</text>",
            top + 13.5,
            escaped(&text)
        );
    }
    end
}

const BOLD: &str = " font-weight=\"bold\"";
const DIM: &str = " opacity=\"0.6\"";
const ITALIC: &str = " font-style=\"italic\"";
const UNDERLINED: &str = " text-decoration=\"underline\"";

fn attributes(rows: [(bool, &'static str); 4]) -> String {
    rows.iter().filter(|(set, _)| *set).map(|(_, attribute)| *attribute).collect()
}

/// One of the sixteen colours; `None` for the default and for colours the program does not use.
fn colour(colour: Color) -> Option<&'static str> {
    match colour {
        Color::Idx(index) => PALETTE.get(usize::from(index)).copied(),
        _ => None,
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
