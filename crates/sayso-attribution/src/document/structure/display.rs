//! Display text inside a plain article: headings, captions, and lines that repeat its words. Strict on purpose:
//! a paragraph that is taken for display text is neither read for attributions nor searched.

use std::collections::HashSet;

use super::raw_block::RawBlock;
use super::words;
use crate::document::model::BlockKind;

/// What a line about a picture starts with.
const PICTURE: &[&str] = &[
    "photo:",
    "photos:",
    "image:",
    "picture:",
    "photo by",
    "photograph by",
    "image credit",
    "photo credit",
    "credit:",
    "caption:",
    "illustration by",
    "illustration:",
    "(photo",
    "(image",
    "[photo",
];

/// Words of the longest heading, and of the longest line under a picture.
const LONGEST_HEADING: usize = 12;
const LONGEST_CAPTION: usize = 40;

/// Gives the undecided pieces that are display text their kind.
pub(in crate::document) fn mark(text: &str, pieces: &mut [RawBlock]) {
    let known: HashSet<String> = pieces
        .iter()
        .filter(|p| p.kind.is_none() && words::is_prose(p.span.of(text)))
        .flat_map(|p| words::content_words(p.span.of(text)))
        .collect();
    for at in 0..pieces.len() {
        if pieces[at].kind.is_some() {
            continue;
        }
        let line = pieces[at].span.of(text);
        let next = pieces.get(at + 1).filter(|p| p.kind.is_none());
        if let Some(label) = next.filter(|next| !next.gap && is_label(line, next.span.of(text))) {
            pieces[at + 1] = RawBlock { kind: Some(BlockKind::Caption), ..*label };
            pieces[at].kind = Some(BlockKind::Caption);
            continue;
        }
        let opens = next.is_some_and(|next| words::is_prose(next.span.of(text)));
        pieces[at].kind = kind(line, &known, opens, at == 0);
    }
}

/// What `line` is, if it is display text. `opens`: a paragraph follows.
fn kind(line: &str, known: &HashSet<String>, opens: bool, first: bool) -> Option<BlockKind> {
    let count = words::count(line);
    let stopped = words::has_stop(line);
    if count <= LONGEST_CAPTION && (is_about_picture(line) || (!stopped && is_labelled(line, known))) {
        return Some(BlockKind::Caption);
    }
    if count > 30 || first || is_contact(line) {
        return None;
    }
    let spoken = line.starts_with(['“', '"', '‘', '\'', '«', '-', '–', '—', '•', '(', '[']);
    let heading = !spoken && opens && count <= LONGEST_HEADING && line.contains(char::is_alphabetic);
    match () {
        () if heading && words::is_capitals(line) && !line.ends_with(':') => Some(BlockKind::Heading(2)),
        () if stopped && !(line.ends_with('?') && count > 1 && !line.contains(':') && words::is_title_case(line)) => {
            None
        }
        () if heading && words::is_title_case(line) => Some(BlockKind::Heading(2)),
        () if count >= 5 && words::share_known(line, known) >= 0.85 => Some(BlockKind::PullLine),
        () if heading && line.starts_with(char::is_uppercase) => Some(BlockKind::Heading(2)),
        () => None,
    }
}

fn is_about_picture(line: &str) -> bool {
    let head = line.chars().take(20).collect::<String>().to_lowercase();
    PICTURE.iter().any(|start| head.starts_with(start)) || head.starts_with("ap photo/")
}

/// Returns `true` if `line` is the label that the caption after it starts with: `Ann Lee` before `Ann Lee: words`.
fn is_label(line: &str, caption: &str) -> bool {
    caption.strip_prefix(line).is_some_and(|rest| rest.starts_with(':')) && words::count(caption) <= LONGEST_CAPTION
}

/// `SHOW OF STRENGTH: words of the article`, without a stop.
fn is_labelled(line: &str, known: &HashSet<String>) -> bool {
    let Some((label, rest)) = line.split_once(": ") else { return false };
    let labels = words::count(label) <= 8 && (words::is_capitals(label) || words::is_name(label));
    labels && words::count(rest) >= 4 && words::share_known(rest, known) >= 0.6
}

fn is_contact(line: &str) -> bool {
    line.contains("://") || line.contains('@') || line.starts_with("www.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind_of(line: &str) -> Option<BlockKind> {
        let prose = "The harbour master said that forty ships were waiting outside the breakwater since Friday.";
        kind(line, &words::content_words(prose).collect(), true, false)
    }

    #[test]
    fn headings_captions_and_pull_lines() {
        for (line, want) in [
            ("Empty Quays", BlockKind::Heading(2)),
            ("A long wait", BlockKind::Heading(2)),
            ("WHAT COMES NEXT.", BlockKind::Heading(2)),
            ("Who Pays for It?", BlockKind::Heading(2)),
            ("Forty ships were waiting outside the breakwater", BlockKind::PullLine),
            ("EMPTY BERTHS: Forty ships waiting outside", BlockKind::Caption),
            ("Photo: Ann Lee", BlockKind::Caption),
        ] {
            assert_eq!(kind_of(line), Some(want), "{line}");
        }
    }

    #[test]
    fn words_of_the_article_stay_paragraphs() {
        for line in [
            "Forty ships were waiting outside the breakwater.",
            "“Forty ships were waiting”",
            "TRUMP: Forty ships were waiting outside the breakwater.",
            "Q: Why?",
            "Why?",
            "Partial transcript as follows:",
            "9:05 p.m.",
            "https://example.org",
            "and then nothing",
        ] {
            assert_eq!(kind_of(line), None, "{line}");
        }
    }
}
