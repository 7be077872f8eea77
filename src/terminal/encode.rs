//! A frame as bytes: only the cells that changed, in the shortest sequences that every terminal knows.

use std::fmt::Write as _;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

use crate::cells::width;

/// A cell that changed: column, row, what it shows now.
type Changed<'a> = (u16, u16, &'a Cell);

/// From so many blank cells on, up to the end of a row, they are erased and not written.
const TAIL: usize = 4;

/// From so many blank cells on, inside a row, they are erased and passed by.
const GAP: usize = 12;

/// Up to so many cells that did not change are written again where that is shorter than to pass them by.
const PASS: u16 = 3;

/// How letters look.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Look {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

/// Each modifier with the numbers that switch it on and off.
const MODIFIERS: &[(Modifier, &str, &str)] = &[
    (Modifier::BOLD, "1", "22"),
    (Modifier::DIM, "2", "22"),
    (Modifier::ITALIC, "3", "23"),
    (Modifier::UNDERLINED, "4", "24"),
    (Modifier::REVERSED, "7", "27"),
    (Modifier::CROSSED_OUT, "9", "29"),
];

/// Appends what turns a terminal that shows `old` into one that shows `new`. Letters look plain before and after.
pub fn encode(out: &mut String, old: &Buffer, new: &Buffer) {
    let mut pen = Pen { out, at: None, look: Look::default(), new };
    let changed: Vec<Changed> = old.diff(new);
    for row in changed.chunk_by(|a, b| a.1 == b.1) {
        let y = row[0].1;
        // Terminals differ in what is left of a wide letter that is written over in part.
        if (0..old.area.width).any(|x| width(old[(x, y)].symbol()) > 1) { pen.anew(y) } else { pen.row(row) }
    }
    pen.look(Look::default());
}

impl Look {
    fn of(cell: &Cell) -> Self {
        Self { fg: cell.fg, bg: cell.bg, modifier: cell.modifier }
    }

    /// The numbers of all it has.
    fn numbers(self) -> Vec<String> {
        let on = MODIFIERS.iter().filter(|(modifier, ..)| self.modifier.contains(*modifier));
        let mut numbers: Vec<String> = on.map(|(_, on, _)| (*on).to_owned()).collect();
        numbers.extend((self.fg != Color::Reset).then(|| colour(self.fg, 30)));
        numbers.extend((self.bg != Color::Reset).then(|| colour(self.bg, 40)));
        numbers
    }

    /// The numbers of what changes from `before`.
    fn changes(self, before: Self) -> Vec<String> {
        let mut numbers: Vec<String> = Vec::new();
        let mut kept = before.modifier;
        for (modifier, _, off) in MODIFIERS {
            if before.modifier.contains(*modifier) && !self.modifier.contains(*modifier) {
                numbers.push((*off).to_owned());
                kept.remove(*modifier);
                // One number ends both bold and dim.
                if *off == "22" {
                    kept.remove(Modifier::BOLD | Modifier::DIM);
                }
            }
        }
        let on = MODIFIERS.iter().filter(|(m, ..)| self.modifier.contains(*m) && !kept.contains(*m));
        numbers.extend(on.map(|(_, on, _)| (*on).to_owned()));
        numbers.extend((self.fg != before.fg).then(|| colour(self.fg, 30)));
        numbers.extend((self.bg != before.bg).then(|| colour(self.bg, 40)));
        numbers
    }
}

/// The number of a colour, of letters with `base` 30 and of what is behind them with 40.
fn colour(colour: Color, base: u8) -> String {
    let own = match colour {
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::Reset => 9,
        Color::DarkGray => 60,
        Color::LightRed => 61,
        Color::LightGreen => 62,
        Color::LightYellow => 63,
        Color::LightBlue => 64,
        Color::LightMagenta => 65,
        Color::LightCyan => 66,
        Color::White => 67,
        Color::Rgb(r, g, b) => return format!("{};2;{r};{g};{b}", base + 8),
        Color::Indexed(at) => return format!("{};5;{at}", base + 8),
    };
    (base + own).to_string()
}

/// Writes cells, and knows where the cursor of the terminal is and how letters look there.
struct Pen<'a> {
    out: &'a mut String,
    /// `None` where only the terminal knows.
    at: Option<(u16, u16)>,
    look: Look,
    new: &'a Buffer,
}

impl Pen<'_> {
    fn row(&mut self, row: &[Changed]) {
        let Some(&(_, y, _)) = row.first() else { return };
        let end = self.new.area.width;
        let blank_from = (0..end).rev().find(|&x| !is_blank(&self.new[(x, y)])).map_or(0, |x| x + 1);
        let (text, tail) = row.split_at(row.partition_point(|(x, ..)| *x < blank_from));
        self.cells(text);
        match tail.first() {
            Some(&(x, ..)) if tail.len() > TAIL => {
                self.go(x, y);
                self.look(Look::default());
                self.out.push_str("\x1b[K");
            }
            _ => self.cells(tail),
        }
    }

    /// Writes a whole row after it was erased.
    fn anew(&mut self, y: u16) {
        self.go(0, y);
        self.look(Look::default());
        self.out.push_str("\x1b[K");
        let (mut x, new) = (0, self.new);
        while x < new.area.width {
            let cell = &new[(x, y)];
            if !is_blank(cell) {
                self.cells(&[(x, y, cell)]);
            }
            x += width(cell.symbol()).max(1) as u16;
        }
    }

    fn cells(&mut self, mut cells: &[Changed]) {
        while let Some(&(x, y, cell)) = cells.first() {
            self.go(x, y);
            let blank = cells
                .iter()
                .enumerate()
                .take_while(|(at, (next, _, cell))| usize::from(next - x) == *at && is_blank(cell));
            let blank = blank.count();
            if blank > GAP {
                self.look(Look::default());
                let _ = write!(self.out, "\x1b[{blank}X");
            } else {
                self.cell(cell);
            }
            cells = &cells[if blank > GAP { blank } else { 1 }..];
        }
    }

    fn cell(&mut self, cell: &Cell) {
        self.look(Look::of(cell));
        self.out.push_str(cell.symbol());
        // Terminals agree on the width of a letter only where it is one; at the edge the cursor waits.
        let next = self.at.map(|(x, y)| (x + 1, y));
        self.at = next.filter(|(x, _)| width(cell.symbol()) == 1 && *x < self.new.area.width);
    }

    /// Brings the cursor to a cell.
    fn go(&mut self, x: u16, y: u16) {
        match self.at {
            Some(at) if at == (x, y) => {}
            Some((from, row)) if row == y && from < x => self.pass(from, x, y),
            _ => drop(write!(self.out, "\x1b[{};{}H", y + 1, x + 1)),
        }
        self.at = Some((x, y));
    }

    /// Brings the cursor along its row past cells that did not change.
    fn pass(&mut self, from: u16, x: u16, y: u16) {
        let between: Vec<&Cell> = (from..x).map(|x| &self.new[(x, y)]).collect();
        let plain = |cell: &&Cell| Look::of(cell) == self.look && cell.symbol().is_ascii();
        if x - from <= PASS && between.iter().all(plain) {
            for cell in between {
                self.out.push_str(cell.symbol());
            }
        } else if x - from == 1 {
            self.out.push_str("\x1b[C");
        } else {
            let _ = write!(self.out, "\x1b[{}C", x - from);
        }
    }

    /// Makes the letters that follow look so.
    fn look(&mut self, look: Look) {
        if look == self.look {
            return;
        }
        let whole = look.numbers().join(";");
        let changes = look.changes(self.look).join(";");
        let anew = if whole.is_empty() { String::new() } else { format!("0;{whole}") };
        let shorter = if anew.len() < changes.len() { anew } else { changes };
        let _ = write!(self.out, "\x1b[{shorter}m");
        self.look = look;
    }
}

fn is_blank(cell: &Cell) -> bool {
    cell.symbol() == " " && Look::of(cell) == Look::default()
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;

    /// Columns and rows of the screens here.
    pub const SIZE: (u16, u16) = (30, 8);

    /// A terminal.
    pub fn terminal() -> vt100::Parser {
        vt100::Parser::new(SIZE.1.try_into().unwrap(), SIZE.0.try_into().unwrap(), 0)
    }

    /// The cells of a terminal that are not blank, with the looks of their letters.
    pub fn shown(terminal: &vt100::Parser) -> Vec<String> {
        let cells = (0..SIZE.1).flat_map(|y| (0..SIZE.0).map(move |x| (x, y)));
        let cell = |(x, y)| {
            let cell = terminal.screen().cell(y, x).unwrap();
            let text = if cell.has_contents() { cell.contents() } else { " " };
            let looks = [cell.bold(), cell.dim(), cell.italic(), cell.underline(), cell.inverse()];
            let looks: String = looks.map(|on| if on { '1' } else { '0' }).iter().collect();
            let looks = format!("{looks} {:?} {:?}", cell.fgcolor(), cell.bgcolor());
            (text != " " || looks != "00000 Default Default").then(|| format!("{x},{y} {text} {looks}"))
        };
        cells.filter_map(cell).collect()
    }

    /// A frame of words in some looks.
    pub fn frame(words: &[(u16, u16, String, u8)]) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, SIZE.0, SIZE.1));
        for (x, y, word, look) in words {
            let modifier = Modifier::from_bits_truncate(u16::from(look & 0x4d));
            let colours = [Color::Reset, Color::Cyan, Color::LightRed, Color::Rgb(1, 2, 3)];
            let style = Style::new().add_modifier(modifier).fg(colours[usize::from(look >> 6)]);
            buffer.set_stringn(x % SIZE.0, y % SIZE.1, word, 30, style);
        }
        buffer
    }

    /// Words at places.
    pub fn words() -> impl Strategy<Value = Vec<(u16, u16, String, u8)>> {
        let word = (0u16..30, "[a-z ]{0,6}|日本|[a-z ]{20}", any::<u8>());
        // One word a row: a wide letter is never written over.
        let rows = prop::collection::btree_map(0u16..8, word, 0..8);
        rows.prop_map(|rows| rows.into_iter().map(|(y, (x, word, look))| (x, y, word, look)).collect())
    }

    proptest! {
        #[test]
        fn a_terminal_shows_what_is_encoded(frames in prop::collection::vec(words(), 1..4)) {
            let mut terminal = terminal();
            let mut old = Buffer::empty(Rect::new(0, 0, SIZE.0, SIZE.1));
            for words in frames {
                let new = frame(&words);
                let (mut bytes, mut whole) = (String::new(), String::new());
                encode(&mut bytes, &old, &new);
                terminal.process(bytes.as_bytes());
                let mut fresh = self::terminal();
                encode(&mut whole, &Buffer::empty(new.area), &new);
                fresh.process(whole.as_bytes());
                prop_assert_eq!(shown(&terminal), shown(&fresh));
                let plain: String = new.content.iter().map(Cell::symbol).filter(|s| *s != " ").collect();
                let seen: String = fresh.screen().contents().split_whitespace().collect();
                prop_assert_eq!(seen, plain.split_whitespace().collect::<String>());
                old = new;
            }
        }
    }

    #[test]
    fn sequences_are_short() {
        let bytes = |old: &[(u16, u16, String, u8)], new: &[(u16, u16, String, u8)]| {
            let mut bytes = String::new();
            encode(&mut bytes, &frame(old), &frame(new));
            bytes
        };
        let word = |x, word: &str, look| (x, 0, word.to_owned(), look);
        assert_eq!(bytes(&[], &[word(0, "rain", 1)]), "\x1b[1;1H\x1b[1mrain\x1b[m");
        assert_eq!(bytes(&[word(2, "rain fell here", 0)], &[]), "\x1b[1;3H\x1b[K");
        assert_eq!(bytes(&[word(0, "a rain b", 0)], &[word(0, "c rain d", 0)]), "\x1b[1;1Hc\x1b[6Cd");
        assert_eq!(bytes(&[word(0, "a x b", 0)], &[word(0, "c x d", 0)]), "\x1b[1;1Hc x d");
    }
}
