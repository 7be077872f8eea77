//! Joins lines to paragraphs.

use std::ops::Range;

/// Lines before and behind a line that tell how wide its column is.
const AROUND: usize = 12;

/// Of the lines around, so many may be wider than the column: headings over several columns.
const WIDER: usize = 2;

/// Widths are estimates: a line that would fill so much of its column with the next word has room for it. Lines inside
/// the paragraphs of a set page begin at 1.03.
const ROOM: f32 = 1.02;

/// The share of a column that a line must fill to be one of a paragraph that goes on, where its end tells nothing.
const SHORT: f32 = 0.6;

/// The paragraphs as ranges of lines.
pub(super) fn paragraphs(lines: &[&str]) -> Vec<Range<usize>> {
    let widths: Vec<f32> = lines.iter().map(|line| width(line)).collect();
    let (mut out, mut start) = (Vec::new(), 0);
    for at in 0..lines.len() {
        let column = column(&widths, at);
        if lines[at].is_empty() || at + 1 == lines.len() || ends(lines, at, column) {
            if start < at || !lines[at].is_empty() {
                out.push(start..at + 1);
            }
            start = at + 1;
        }
    }
    out
}

/// Returns `true` if a paragraph ends with the line: where the next line's first word had found room behind a sentence,
/// and where the line is so short that it is a heading.
fn ends(lines: &[&str], at: usize, column: f32) -> bool {
    let (line, next) = (lines[at], lines[at + 1]);
    if next.is_empty() {
        // An empty line in the middle of a sentence is the end of a column.
        return ends_sentence(line) || !starts_small(next_filled(lines, at + 1));
    }
    if line.ends_with('-') && starts_small(next) {
        return false;
    }
    let item = next.starts_with(['•', '▪', '‣', '◦']);
    let first = next.split_whitespace().next().map_or(0.0, width);
    let room = width(line) + width(" ") + first <= ROOM * column;
    let short = width(line) < SHORT * column;
    item || (!starts_small(next) && (room && ends_sentence(line) || short && !line.ends_with([',', ';', '-'])))
}

fn next_filled<'t>(lines: &[&'t str], from: usize) -> &'t str {
    lines[from..].iter().find(|line| !line.is_empty()).copied().unwrap_or_default()
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['”', '"', '’', '\'', ')', ']', '»']).ends_with(['.', '!', '?', ':', '…'])
}

fn starts_small(line: &str) -> bool {
    line.trim_start_matches(['“', '"', '‘', '(']).starts_with(char::is_lowercase)
}

/// How wide the column of a line is: the widest line around it but for a few.
fn column(widths: &[f32], at: usize) -> f32 {
    let around = &widths[at.saturating_sub(AROUND)..(at + AROUND + 1).min(widths.len())];
    let mut widest = [0.0_f32; WIDER + 1];
    for &width in around {
        if width > widest[WIDER] {
            widest[WIDER] = width;
            widest.sort_by(|a, b| b.total_cmp(a));
        }
    }
    // Of few lines all are of one column.
    if around.len() <= AROUND { widest[0] } else { widest[WIDER] }
}

/// About how wide a line is printed, in ems: letters of a usual typeface differ by a factor of three.
fn width(text: &str) -> f32 {
    text.chars().map(of_letter).sum()
}

fn of_letter(c: char) -> f32 {
    match c {
        'i' | 'j' | 'l' | '\'' | '’' | '‘' | '|' | '!' => 0.24,
        't' | 'f' | 'I' | ' ' | '.' | ',' | ':' | ';' | '(' | ')' | '[' | ']' => 0.29,
        'r' | '-' | '“' | '”' | '"' => 0.36,
        'm' | 'M' | 'W' | '—' => 0.86,
        'w' => 0.72,
        'A'..='Z' => 0.69,
        _ => 0.52,
    }
}
