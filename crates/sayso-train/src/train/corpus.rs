//! Articles with marked attributions: a text, and brat files beside it.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::ops::Range;
use std::path::Path;

use anyhow::{Context, Result};
use sayso_attribution::text::Span;

/// Bytes of each role of one marked attribution.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gold {
    pub source: Vec<Range<usize>>,
    pub cue: Vec<Range<usize>>,
    pub content: Vec<Range<usize>>,
}

/// One marked article.
#[derive(Clone, Debug)]
pub struct Article {
    pub name: String,
    pub text: String,
    pub gold: Vec<Gold>,
}

impl Article {
    /// Its paragraphs: a line each, the first one the headline.
    pub fn parts(&self) -> Vec<(Span, bool)> {
        parts(&self.text)
    }
}

/// The lines of `text` that hold something, the first one taken for a headline.
pub fn parts(text: &str) -> Vec<(Span, bool)> {
    let mut at = 0;
    let mut out: Vec<(Span, bool)> = Vec::new();
    for line in text.split_inclusive(['\n', '\r']) {
        let span = Span::new(at, at + line.len()).trim(text);
        at += line.len();
        if !span.is_empty() {
            out.push((span, out.is_empty()));
        }
    }
    out
}

/// The articles of a folder with `text/` and `attributions/`, by name. Of several people's marks on one
/// article the alphabetically first stands.
pub fn load(folder: &Path) -> Result<Vec<Article>> {
    let mut marks: BTreeMap<String, String> = BTreeMap::new();
    let listing = folder.join("attributions");
    for entry in fs::read_dir(&listing).with_context(|| format!("{}", listing.display()))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let stem = name.strip_suffix(".ann").and_then(|s| s.rsplit_once('_'));
        if let Some((article, _)) = stem {
            let first = marks.entry(article.to_owned()).or_insert_with(|| name.clone());
            if name < *first {
                first.clone_from(&name);
            }
        }
    }
    let article = |(name, file): (String, String)| -> Result<Article> {
        let text = fs::read_to_string(folder.join("text").join(format!("{name}.txt")))?;
        let gold = read_marks(&text, &fs::read_to_string(listing.join(file))?);
        Ok(Article { name, text, gold })
    };
    marks.into_iter().map(article).collect()
}

fn read_marks(text: &str, brat: &str) -> Vec<Gold> {
    let mut bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    bytes.push(text.len());
    let byte = |point: &str| point.parse::<usize>().ok().and_then(|p| bytes.get(p)).copied();
    let mut spans: HashMap<&str, Vec<Range<usize>>> = HashMap::new();
    let mut events = Vec::new();
    for line in brat.lines() {
        let mut columns = line.split('\t');
        let (Some(id), Some(rest)) = (columns.next(), columns.next()) else { continue };
        if id.starts_with('T') {
            let Some((_, places)) = rest.split_once(' ') else { continue };
            let pieces = places.split(';').filter_map(|piece| {
                let (from, to) = piece.split_once(' ')?;
                Some(byte(from)?..byte(to)?)
            });
            spans.insert(id, pieces.collect());
        } else if id.starts_with('E') {
            events.push(rest);
        }
    }
    events.into_iter().map(|event| gold(event, &spans)).collect()
}

fn gold(event: &str, spans: &HashMap<&str, Vec<Range<usize>>>) -> Gold {
    let mut gold = Gold::default();
    for argument in event.split(' ') {
        let Some((role, id)) = argument.split_once(':') else { continue };
        let pieces = spans.get(id).cloned().unwrap_or_default();
        match role.trim_end_matches(|c: char| c.is_ascii_digit()) {
            "Source" => gold.source.extend(pieces),
            "Cue" => gold.cue.extend(pieces),
            "Content" => gold.content.extend(pieces),
            _ => {}
        }
    }
    for pieces in [&mut gold.source, &mut gold.cue, &mut gold.content] {
        pieces.sort_by_key(|r| (r.start, r.end));
    }
    gold
}
