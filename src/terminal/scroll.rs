//! Text that scrolls: rows that the terminal shows already are moved there, not written anew.
//!
//! Only whole rows can be moved on every terminal, so that this helps where the text has the width of the screen.

use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use ratatui::buffer::{Buffer, Cell};

/// Rows of the new frame that must stand elsewhere in the old one.
const SAME: usize = 3;

/// Cells that moving must spare.
const WORTH: usize = 60;

/// If rows of `new` stand further up or down in `old`, appends what moves them on the terminal, and moves them in `old`.
pub fn scroll(out: &mut String, old: &mut Buffer, new: &Buffer) {
    let Some(by) = distance(old, new) else { return };
    let Some(rows) = rows(old, new, by) else { return };
    let moved = moved(old, rows.clone(), by);
    let cost = |buffer: &Buffer| buffer.diff(new).len();
    if cost(&moved) + WORTH > cost(old) {
        return;
    }
    let _ = write!(out, "\x1b[{};{}r", rows.start + 1, rows.end);
    if by > 0 {
        let _ = write!(out, "\x1b[{};1H{}", rows.end, "\n".repeat(by.unsigned_abs()));
    } else {
        let _ = write!(out, "\x1b[{};1H{}", rows.start + 1, "\x1bM".repeat(by.unsigned_abs()));
    }
    out.push_str("\x1b[r");
    *old = moved;
}

/// How far up most rows have moved (down when negative); `None` where too few have.
fn distance(old: &Buffer, new: &Buffer) -> Option<isize> {
    let (old, new) = (hashes(old), hashes(new));
    let height = old.len().min(new.len());
    let most = (height / 2).cast_signed();
    let same = |by: isize| {
        let pairs = (0..height).filter_map(|y| Some((new[y]?, old.get(y.checked_add_signed(by)?).copied()??)));
        pairs.filter(|(a, b)| a == b).count()
    };
    let best = (-most..=most).filter(|by| *by != 0).max_by_key(|by| (same(*by), -by.abs()))?;
    (same(best) >= SAME && same(best) > same(0)).then_some(best)
}

/// A number for what each row shows; none for a blank row.
fn hashes(buffer: &Buffer) -> Vec<Option<u64>> {
    let hash = |row: &[Cell]| {
        let mut hasher = DefaultHasher::new();
        row.hash(&mut hasher);
        row.iter().any(|cell| cell.symbol() != " ").then(|| hasher.finish())
    };
    buffer.content.chunks(usize::from(buffer.area.width).max(1)).map(hash).collect()
}

/// The rows of the terminal that are to be moved by `by`: those between which moving spares most.
fn rows(old: &Buffer, new: &Buffer, by: isize) -> Option<Range<usize>> {
    let width = usize::from(old.area.width).max(1);
    let (olds, news): (Vec<&[Cell]>, Vec<&[Cell]>) =
        (old.content.chunks(width).collect(), new.content.chunks(width).collect());
    let differ = |a: &[Cell], b: &[Cell]| a.iter().zip(b).filter(|(a, b)| a != b).count().cast_signed();
    let gain = |y: usize| {
        let from = olds.get(y.checked_add_signed(by)?)?;
        Some(differ(olds[y], news[y]) - differ(from, news[y]))
    };
    let (mut best, mut here) = ((0, 0..0), (0, 0));
    for y in 0..news.len() {
        match gain(y) {
            Some(gain) if here.0 > 0 => here.0 += gain,
            Some(gain) => here = (gain, y),
            None => here = (0, y),
        }
        if here.0 > best.0 {
            best = (here.0, here.1..y + 1);
        }
    }
    let rows = best.1;
    let up = by.max(0).unsigned_abs();
    let down = (-by).max(0).unsigned_abs();
    (!rows.is_empty()).then(|| rows.start.saturating_sub(down)..rows.end + up)
}

/// `old` with `rows` moved up by `by`; what comes in is blank.
fn moved(old: &Buffer, rows: Range<usize>, by: isize) -> Buffer {
    let width = usize::from(old.area.width);
    let mut moved = old.clone();
    for y in rows.clone() {
        let from = y.checked_add_signed(by).filter(|from| rows.contains(from));
        for x in 0..width {
            moved.content[y * width + x] =
                from.map_or_else(Cell::default, |from| old.content[from * width + x].clone());
        }
    }
    moved
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::layout::Rect;

    use super::super::encode::encode;
    use super::super::encode::tests::{SIZE, frame, shown, terminal, words};
    use super::*;

    fn text(from: usize) -> Buffer {
        let words = ["harbour", "wind", "bridge", "rope", "market", "spring", "council"];
        let line = |y: u16| {
            let at = from + usize::from(y);
            (0, y, [at, at * 3 + 1, at * 5 + 2, at * 2].map(|at| words[at % words.len()]).join(" "), 0)
        };
        let mut rows: Vec<_> = (0..SIZE.1 - 1).map(line).collect();
        rows.push((0, SIZE.1 - 1, "status".to_owned(), 1));
        frame(&rows)
    }

    #[test]
    fn rows_that_scroll_are_moved_up_and_down() {
        for (from, to) in [(10, 11), (10, 13), (13, 10), (11, 10)] {
            let (mut old, new) = (text(from), text(to));
            let mut terminal = terminal();
            let mut bytes = String::new();
            encode(&mut bytes, &Buffer::empty(old.area), &old);
            terminal.process(bytes.as_bytes());
            let whole = bytes.len();
            bytes.clear();
            scroll(&mut bytes, &mut old, &new);
            assert!(bytes.ends_with("\x1b[r"), "{from} to {to}");
            encode(&mut bytes, &old, &new);
            assert!(bytes.len() * 3 < whole * 2, "{from} to {to}: {} of {whole}", bytes.len());
            terminal.process(bytes.as_bytes());
            let mut fresh = self::terminal();
            let mut bytes = String::new();
            encode(&mut bytes, &Buffer::empty(new.area), &new);
            fresh.process(bytes.as_bytes());
            assert_eq!(shown(&terminal), shown(&fresh), "{from} to {to}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_moved_the_terminal_shows_the_new_frame(a in words(), b in words(), by in 0usize..8, turn: bool) {
            let area = Rect::new(0, 0, SIZE.0, SIZE.1);
            let mut old = frame(&a);
            // Much of the new frame is the old one, moved.
            let mut new = moved(&old, 0..usize::from(SIZE.1), if turn { by.cast_signed() } else { -by.cast_signed() });
            for (x, y, word, _) in b.iter().take(2) {
                (0..SIZE.0).for_each(|x| new[(x, *y)].reset());
                new.set_stringn(*x, *y, word, 6, ratatui::style::Style::new());
            }
            let (mut terminal, mut fresh) = (terminal(), terminal());
            let mut bytes = String::new();
            encode(&mut bytes, &Buffer::empty(area), &old);
            scroll(&mut bytes, &mut old, &new);
            encode(&mut bytes, &old, &new);
            terminal.process(bytes.as_bytes());
            let mut bytes = String::new();
            encode(&mut bytes, &Buffer::empty(area), &new);
            fresh.process(bytes.as_bytes());
            prop_assert_eq!(shown(&terminal), shown(&fresh));
        }
    }
}
