//! Draws one real frame of the reader, at 120x40 on the articles that ship, and writes it to `docs/screen.svg`:
//! `cargo run --example screenshot`.

use std::fmt::Write;
use std::path::PathBuf;
use std::{fs, io};

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use sayso::app::{Input, Key, Model, Settings};
use sayso_library::Article;
use sayso::{store, ui};

const COLUMNS: u16 = 120;
const ROWS: u16 = 40;

/// Pixels of a cell.
const WIDE: f32 = 8.4;
const HIGH: f32 = 18.0;

/// What is pressed before the picture is taken: in the text, a few quotes on.
const KEYS: &str = "l]]]]]";

const FRONT: &str = "#d8dee9";
const BACK: &str = "#1d2128";

fn main() -> io::Result<()> {
    fs::create_dir_all("docs")?;
    fs::write("docs/screen.svg", svg(&frame()))
}

fn frame() -> Buffer {
    let paths = [PathBuf::from("articles")];
    let files = store::load(&paths, store::DEFAULT_CAP).filter_map(Result::ok);
    let mut model = Model::new(Settings::default());
    model.update(Input::Resize(COLUMNS, ROWS));
    model.update(Input::Loaded(files.map(|file| Article::read(file.name, &file.bytes)).collect()));
    model.update(Input::LoadingDone);
    for key in KEYS.chars() {
        model.update(Input::Key(Key::char(key)));
    }
    let Ok(mut terminal) = Terminal::new(TestBackend::new(COLUMNS, ROWS));
    let Ok(_) = terminal.draw(|frame| ui::draw(&model, frame));
    terminal.backend().buffer().clone()
}

fn svg(buffer: &Buffer) -> String {
    let (width, height) = (f32::from(COLUMNS) * WIDE + 24.0, f32::from(ROWS) * HIGH + 24.0);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" \
         font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"14\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{BACK}\"/>\n"
    );
    for y in 0..ROWS {
        let mut x = 0;
        while x < COLUMNS {
            x = run(&mut out, buffer, x, y);
        }
    }
    out.push_str("</svg>\n");
    out
}

/// Draws the cells from `x` on that look alike; gives where the next run starts.
fn run(out: &mut String, buffer: &Buffer, x: u16, y: u16) -> u16 {
    let look = |x: u16| buffer.cell((x, y)).map(|cell| (cell.fg, cell.bg, cell.modifier));
    let end = (x..COLUMNS).find(|&at| look(at) != look(x)).unwrap_or(COLUMNS);
    let Some(cell) = buffer.cell((x, y)) else { return end };
    let text: String = (x..end).filter_map(|at| buffer.cell((at, y))).map(Cell::symbol).collect();
    let (fore, back) = colours(cell);
    let (left, top) = (f32::from(x) * WIDE + 12.0, f32::from(y) * HIGH + 12.0);
    let wide = f32::from(end - x) * WIDE;
    // Writing to a string cannot fail.
    if let Some(back) = back {
        let _ = writeln!(
            out,
            "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{wide:.1}\" height=\"{HIGH}\" fill=\"{back}\"/>"
        );
    }
    if !text.trim().is_empty() || cell.modifier.contains(Modifier::UNDERLINED) {
        let _ = writeln!(
            out,
            "<text x=\"{left:.1}\" y=\"{:.1}\" textLength=\"{wide:.1}\" xml:space=\"preserve\" fill=\"{fore}\"{}>{}</text>",
            top + 13.5,
            attributes(cell.modifier),
            escaped(&text)
        );
    }
    end
}

fn attributes(modifier: Modifier) -> String {
    let rows = [
        (Modifier::BOLD, " font-weight=\"bold\""),
        (Modifier::DIM, " opacity=\"0.6\""),
        (Modifier::ITALIC, " font-style=\"italic\""),
        (Modifier::UNDERLINED, " text-decoration=\"underline\""),
    ];
    rows.iter().filter(|(one, _)| modifier.contains(*one)).map(|(_, attribute)| *attribute).collect()
}

fn colours(cell: &Cell) -> (&'static str, Option<&'static str>) {
    let (fore, back) = (colour(cell.fg), colour(cell.bg));
    if cell.modifier.contains(Modifier::REVERSED) {
        return (back.unwrap_or(BACK), Some(fore.unwrap_or(FRONT)));
    }
    (fore.unwrap_or(FRONT), back)
}

/// The terminal's own sixteen, as a dark one shows them.
fn colour(colour: Color) -> Option<&'static str> {
    Some(match colour {
        Color::Black => "#2e3440",
        Color::Red => "#d9787f",
        Color::Green => "#a3be8c",
        Color::Yellow => "#ebcb8b",
        Color::Blue => "#81a1c1",
        Color::Magenta => "#c39ac9",
        Color::Cyan => "#88c0d0",
        Color::Gray => "#d8dee9",
        Color::DarkGray => "#7b8494",
        Color::LightRed => "#e8939a",
        Color::LightGreen => "#b9d3a3",
        Color::LightYellow => "#f5dba0",
        Color::LightBlue => "#9dbbd8",
        Color::LightMagenta => "#d5b3da",
        Color::LightCyan => "#a3d5e3",
        Color::White => "#ffffff",
        _ => return None,
    })
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
