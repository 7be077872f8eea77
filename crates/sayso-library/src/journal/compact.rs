//! The journal made short: written anew beside itself, then put in its own place.

use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;

use super::line::{self, Line};
use super::sync_folder;
use crate::files::{open_private, private};
use crate::state::State;

/// A journal with fewer lines to drop is left alone.
const MANY: usize = 2_000;

/// Makes the journal at `path` short if it is worth it or holds damaged lines, and gives how many those were. Without
/// `may_write` it is left as it is. Whatever fails on the way, the journal stays whole.
pub fn tidy(path: &Path, may_write: bool) -> io::Result<usize> {
    let mut bytes = Vec::new();
    open_private(private().read(true), path)?.read_to_end(&mut bytes)?;
    let lines: Vec<&[u8]> = bytes.split(|&b| b == b'\n').filter(|line| !line.is_empty()).collect();
    let mut whole = Vec::with_capacity(lines.len());
    let mut damaged = Vec::new();
    for bytes in lines {
        match line::parse(bytes) {
            Line::Damaged => {
                damaged.push(bytes);
                whole.extend(line::rescue(bytes).map(|rest| (rest, line::parse(rest))));
            }
            parsed => whole.push((bytes, parsed)),
        }
    }
    whole.retain(|(_, line)| *line != Line::Damaged);
    let (kept, dropped) = needed(&whole);
    let cut = bytes.last().is_some_and(|&last| last != b'\n');
    if may_write && (cut || !damaged.is_empty() || (dropped > MANY && dropped > kept.len())) {
        // Where it cannot be made short it still can be read.
        let _ = set_aside(path, &damaged).and_then(|()| replace(path, &kept));
    }
    Ok(damaged.len())
}

/// The lines that a state still needs, each once, and how many others there are.
fn needed<'a>(lines: &[(&'a [u8], Line)]) -> (Vec<&'a [u8]>, usize) {
    let events = lines.iter().filter_map(|(_, line)| match line {
        Line::Event(event) => Some((**event).clone()),
        _ => None,
    });
    let needless = State::of(events).needless();
    let mut seen = std::collections::HashSet::new();
    let needed = |line: &Line| match line {
        Line::Event(event) => !needless.contains(&event.stamp.id) && seen.insert(event.stamp),
        _ => true,
    };
    let kept: Vec<&[u8]> = {
        let mut needed = needed;
        lines.iter().filter(|(_, line)| needed(line)).map(|(bytes, _)| *bytes).collect()
    };
    let dropped = lines.len() - kept.len();
    (kept, dropped)
}

fn set_aside(path: &Path, damaged: &[&[u8]]) -> io::Result<()> {
    if damaged.is_empty() {
        return Ok(());
    }
    let beside = path.with_extension("damaged");
    let mut file = open_private(private().append(true).create(true), &beside)?;
    file.write_all(&joined(damaged))?;
    file.sync_data()
}

fn replace(path: &Path, lines: &[&[u8]]) -> io::Result<()> {
    let aside = path.with_extension("new");
    let mut file = open_private(private().write(true).create(true).truncate(true), &aside)?;
    let written = file.write_all(&joined(lines)).and_then(|()| file.sync_all());
    if let Err(error) = written {
        let _ = fs::remove_file(&aside);
        return Err(error);
    }
    fs::rename(&aside, path)?;
    sync_folder(path)
}

fn joined(lines: &[&[u8]]) -> Vec<u8> {
    lines.iter().flat_map(|line| [line, &b"\n"[..]]).flatten().copied().collect()
}
