//! Running heads and feet, and page numbers.

use std::collections::{HashMap, HashSet};

/// Lines at the top and at the bottom of a page that may be a running head or foot.
const EDGE: usize = 2;

/// Most words of a running head.
const LONGEST: usize = 16;

/// A line of the same words at the same edge of one page in so many is a running head: left and right pages may have
/// different ones, and chapters their own.
const ONE_IN: usize = 8;

/// Page and line of each line that is no part of the text.
pub(super) type Edges = HashSet<(usize, usize)>;

/// Finds the lines at the edges of pages that repeat or are page numbers.
pub(super) fn find(pages: &[Vec<&str>]) -> Edges {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let candidates: Vec<(usize, usize)> =
        pages.iter().enumerate().flat_map(|(page, lines)| edge(lines).map(move |line| (page, line))).collect();
    for (page, line) in &candidates {
        *seen.entry(folded(pages[*page][*line])).or_default() += 1;
    }
    let least = (pages.len() / ONE_IN).max(2);
    let is_edge = |(page, line): &(usize, usize)| {
        let text = pages[*page][*line];
        let repeats =
            text.split_whitespace().count() <= LONGEST && seen.get(&folded(text)).is_some_and(|n| *n >= least);
        repeats || is_number(text)
    };
    candidates.into_iter().filter(is_edge).collect()
}

/// All other lines in order, and the number of the page of each, counted from 1.
pub(super) fn body<'t>(pages: &[Vec<&'t str>], edges: &Edges) -> (Vec<&'t str>, Vec<u32>) {
    each(pages).filter(|(at, _)| !edges.contains(at)).map(|((page, _), line)| (line, page as u32 + 1)).unzip()
}

/// The lines at the edges, each text once.
pub(super) fn furniture<'t>(pages: &[Vec<&'t str>], edges: &Edges) -> Vec<&'t str> {
    let mut seen = HashSet::new();
    each(pages).filter(|(at, line)| edges.contains(at) && seen.insert(*line)).map(|(_, line)| line).collect()
}

fn each<'t>(pages: &[Vec<&'t str>]) -> impl Iterator<Item = ((usize, usize), &'t str)> {
    let lines = |(page, lines): (usize, &Vec<&'t str>)| {
        lines.iter().enumerate().map(|(line, text)| ((page, line), *text)).collect::<Vec<_>>()
    };
    pages.iter().enumerate().flat_map(lines)
}

/// The numbers of the lines with text at the edges of a page.
fn edge(lines: &[&str]) -> impl Iterator<Item = usize> + use<> {
    let filled: Vec<usize> = (0..lines.len()).filter(|&line| !lines[line].is_empty()).collect();
    let bottom = filled.len().saturating_sub(EDGE).max(EDGE.min(filled.len()));
    let edges: Vec<usize> = filled[..EDGE.min(filled.len())].iter().chain(&filled[bottom..]).copied().collect();
    edges.into_iter()
}

/// A line without its numbers, which differ from page to page.
fn folded(line: &str) -> String {
    line.chars().filter(|c| !c.is_numeric() && !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// Returns `true` for `12`, `- 12 -`, `Page 3`, `3 of 12`, `xiv`.
fn is_number(line: &str) -> bool {
    let words: Vec<&str> = line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_digits = |word: &&str| word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let is_roman = |word: &str| word.bytes().all(|byte| b"ivxl".contains(&byte));
    if let [word] = words.as_slice() {
        return is_digits(word) || is_roman(word);
    }
    let known = |word: &&str| ["page", "seite", "of", "von", "p"].contains(&&*word.to_lowercase());
    words.len() <= 4 && words.iter().any(is_digits) && words.iter().all(|word| is_digits(word) || known(word))
}
