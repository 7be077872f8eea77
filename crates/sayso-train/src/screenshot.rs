//! The picture of the README: the real program in a pseudo-terminal, its screens written as an animated SVG.
//!
//! Rows that several frames share are written once, so the file stays small. Where animations are not shown, the picture
//! is the first frame.

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
/// Time without output after which a screen is complete.
const QUIET: Duration = Duration::from_millis(1500);

/// One frame of the animation.
struct Step {
    /// Keys to press before it.
    keys: &'static str,
    /// Seconds that it is shown.
    seconds: f32,
    /// What it shows, written below the screen.
    caption: &'static str,
}

const fn step(keys: &'static str, seconds: f32, caption: &'static str) -> Step {
    Step { keys, seconds, caption }
}

/// The three main jobs of the program: read, look up, follow a speaker.
const STORY: [Step; 12] = [
    step("l", 4.0, "Read: quotes are marked in the text and listed by speaker"),
    step("]", 1.5, "Read: ] goes to the next quote"),
    step("]", 1.5, "Read: ] goes to the next quote"),
    step("]]", 2.5, "Read: the panel shows the current quote in full"),
    step("i", 4.0, "Read: i shows the evidence for the speaker"),
    step("is", 1.5, "Look up: s searches all articles"),
    step("repeated", 1.0, "Look up: a few words, in any order"),
    step(" tawan", 3.5, "Look up: typos do no harm"),
    step("\r", 3.0, "Look up: Enter opens the result"),
    step("S", 4.0, "Follow a speaker: S lists everything the speaker said"),
    step("\u{1b}[B", 1.5, "Follow a speaker: the preview shows each quote in its article"),
    step("\u{1b}[B\u{1b}[B", 3.0, "Follow a speaker: the preview shows each quote in its article"),
];

/// Arguments of `screenshot`.
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
    /// Draw a single frame after these keys, instead of the animation.
    #[arg(long)]
    pub keys: Option<String>,
}

/// Runs the program, presses the keys and writes its screens as SVG.
///
/// # Errors
///
/// A program that cannot be started, a file that cannot be written.
pub fn screenshot(args: &ScreenshotArgs) -> Result<()> {
    let program = match &args.program {
        Some(program) => program.clone(),
        None => std::env::current_exe()?.with_file_name("sayso"),
    };
    let steps: Vec<(&str, f32, &str)> = match &args.keys {
        Some(keys) => vec![(keys, 1.0, "")],
        None => STORY.iter().map(|step| (step.keys, step.seconds, step.caption)).collect(),
    };
    let keys: Vec<&str> = steps.iter().map(|(keys, ..)| *keys).collect();
    let frames: Vec<Frame> = run(&program, args, &keys)?
        .iter()
        .zip(steps)
        .map(|(screen, (_, seconds, caption))| Frame::of(screen, seconds, caption))
        .collect();
    fs::write(&args.out, svg(&frames)).with_context(|| format!("{}", args.out.display()))
}

/// Runs the program in a fresh home folder; its screen after each of the keys.
fn run(program: &Path, args: &ScreenshotArgs, keys: &[&str]) -> Result<Vec<Screen>> {
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
    let mut input = pair.master.take_writer()?;
    let cells = |count| NonZero::new(count).context("a screen needs a row and a column");
    let mut terminal = vt100::Parser::new(cells(args.rows)?, cells(args.columns)?, 0);
    let mut settle = || {
        while let Ok(bytes) = output.recv_timeout(QUIET) {
            terminal.process(&bytes);
        }
        terminal.screen().clone()
    };
    settle();
    let mut screens = Vec::new();
    for keys in keys {
        input.write_all(keys.as_bytes())?;
        screens.push(settle());
    }
    let _ = child.kill();
    child.wait()?;
    Ok(screens)
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

/// One frame: its rows as SVG.
struct Frame {
    rows: Vec<String>,
    columns: u16,
    seconds: f32,
}

impl Frame {
    /// The frame of a screen, with a caption below it unless that is empty.
    fn of(screen: &Screen, seconds: f32, caption: &str) -> Self {
        let (rows, columns) = size(screen);
        let mut rows: Vec<String> = (0..rows).map(|y| row(screen, y)).collect();
        if !caption.is_empty() {
            let top = rows.len() as f32 * HIGH + 36.0;
            rows.push(format!("<text x=\"20\" y=\"{top:.1}\" fill=\"{CAPTION}\">{}</text>\n", escaped(caption)));
        }
        Self { rows, columns, seconds }
    }
}

/// Colour of captions.
const CAPTION: &str = "#ebcb8b";

/// The cells of a row that are not blank.
fn row(screen: &Screen, y: u16) -> String {
    let (_, columns) = size(screen);
    let (mut out, mut x) = (String::new(), 0);
    while x < columns {
        x = stretch(&mut out, screen, x, y);
    }
    out
}

/// The frames as an animation; a single one as a picture.
fn svg(frames: &[Frame]) -> String {
    let rows = frames.iter().map(|frame| frame.rows.len()).max().unwrap_or(0);
    let columns = frames.iter().map(|frame| frame.columns).max().unwrap_or(0);
    let (width, height) = (f32::from(columns) * WIDE + 24.0, rows as f32 * HIGH + 28.0);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" \
         font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"14\">\n\
         <title>sayso: read, look up, follow a speaker</title>\n"
    );
    let mut groups = String::new();
    let mut ranges = Vec::new();
    for y in 0..rows {
        let at = |frame: usize| frames[frame].rows.get(y).map_or("", String::as_str);
        let mut from = 0;
        while from < frames.len() {
            let to = (from..frames.len()).find(|&frame| at(frame) != at(from)).unwrap_or(frames.len());
            match at(from) {
                "" => {}
                cells if (from, to) == (0, frames.len()) => groups += cells,
                cells => {
                    ranges.push((from, to));
                    let _ = write!(groups, "<g class=\"f{from}-{to}\">\n{cells}</g>\n");
                }
            }
            from = to;
        }
    }
    ranges.sort_unstable();
    ranges.dedup();
    out += &style(frames, &ranges);
    let _ = write!(out, "<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{BACK}\"/>\n{groups}</svg>\n");
    out
}

/// The style that shows rows from one frame to before another.
fn style(frames: &[Frame], ranges: &[(usize, usize)]) -> String {
    if ranges.is_empty() {
        return String::new();
    }
    let all: f32 = frames.iter().map(|frame| frame.seconds).sum();
    let share = |at: usize| frames[..at].iter().fold(0.0, |sum, frame| sum + frame.seconds) / all * 100.0;
    let mut out = format!("<style>\ng[class^=f]{{animation:{all}s step-end infinite}}\n");
    for &(from, to) in ranges {
        let (name, start, end) = (format!("f{from}-{to}"), share(from), share(to));
        let hidden = if from == 0 { "" } else { "0%{visibility:hidden}" };
        let after = if to == frames.len() { String::new() } else { format!("{end:.2}%{{visibility:hidden}}") };
        let _ = writeln!(out, "@keyframes {name}{{{hidden}{start:.2}%{{visibility:visible}}{after}}}");
        let still = if from == 0 { "visible" } else { "hidden" };
        let _ = writeln!(out, ".{name}{{visibility:{still};animation-name:{name}}}");
    }
    // Who asks for no motion sees the first frame.
    out + "@media (prefers-reduced-motion:reduce){g[class^=f]{animation:none}}\n</style>\n"
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

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(text: &str, seconds: f32) -> Frame {
        let mut terminal = vt100::Parser::new(NonZero::new(2).unwrap(), NonZero::new(20).unwrap(), 0);
        terminal.process(text.as_bytes());
        Frame::of(terminal.screen(), seconds, "")
    }

    #[test]
    fn a_row_that_frames_share_is_written_once_and_others_are_shown_in_turn() {
        let picture = svg(&[frame("same\r\n<one>", 1.0), frame("same\r\ntwo", 3.0)]);
        assert_eq!(picture.matches(">same").count(), 1);
        assert!(picture.contains("&lt;one&gt;"), "{picture}");
        assert!(picture.contains("@keyframes f0-1{0.00%{visibility:visible}25.00%{visibility:hidden}}"), "{picture}");
        assert!(picture.contains("@keyframes f1-2{0%{visibility:hidden}25.00%{visibility:visible}}"), "{picture}");
        assert!(picture.contains(".f1-2{visibility:hidden"), "without animations it is the first frame: {picture}");
        assert_eq!(picture.matches("<g").count(), picture.matches("</g>").count());
    }

    #[test]
    fn a_single_frame_has_no_animation() {
        let picture = svg(&[frame("one", 1.0)]);
        assert!(!picture.contains("<style>") && !picture.contains("<g"), "{picture}");
    }
}
