//! An article that a page has but does not show: behind a pay wall, or only in its JSON-LD.

use std::ops::Range;

use dom_query::{Document as Dom, NodeRef};

use super::block::{PageBlock, Shape};
use super::builder::{Builder, Setting};
use super::dom::{self, Step, Walk};
use super::{extract, walk};

/// Paragraphs that a hidden element has to hold before it may be the article, and the letters of each.
const PARAGRAPHS: usize = 3;
const LETTERS: usize = 80;
/// Paragraphs of a text in a script past which the rest is one; a bound for hostile pages.
const MOST_PARAGRAPHS: usize = 20_000;
/// Attributes that hide an element.
const HIDING: &[&str] = &["hidden", "style", "aria-hidden"];
/// The key of the article's text in JSON-LD.
const BODY: &str = "\"articleBody\"";

/// The blocks of the page once hidden elements with paragraphs are shown; `None` where there are none.
pub(super) fn revealed(page: &Dom, source: &str, site: Option<&str>) -> Option<Vec<PageBlock>> {
    let page = page.clone();
    let elements = Walk::of(page.root()).filter_map(|step| match step {
        Step::Enter(node) if node.is_element() => Some(node),
        _ => None,
    });
    let hidden: Vec<NodeRef> = elements.filter(is_hidden).filter(may_be_article).collect();
    if hidden.is_empty() {
        return None;
    }
    for node in &hidden {
        node.remove_attrs(HIDING);
    }
    let kept = extract::extract(&page).kept?;
    Some(walk::blocks(&page, source, Some(&kept), site))
}

fn is_hidden(node: &NodeRef) -> bool {
    dom::is_hidden(node) || node.attr("aria-hidden").as_deref() == Some("true")
}

fn may_be_article(node: &NodeRef) -> bool {
    let long = |node: &NodeRef| node.text().chars().filter(|c| c.is_alphabetic()).count() >= LETTERS;
    let paragraphs = || node.descendants_it().filter(|inner| inner.has_name("p")).filter(long);
    (node.has_name("p") && long(node)) || paragraphs().take(PARAGRAPHS).count() == PARAGRAPHS
}

/// The paragraphs of the longest text that one of the JSON-LD `scripts` has, each with its place in the source.
pub(super) fn in_scripts(source: &str, scripts: &[Range<usize>]) -> Vec<PageBlock> {
    let bodies = scripts.iter().flat_map(|script| {
        let found = memchr::memmem::find_iter(&source.as_bytes()[script.clone()], BODY);
        found.map(|at| script.start + at + BODY.len()).collect::<Vec<_>>()
    });
    let texts = bodies.filter_map(|at| string_at(source, at));
    texts.max_by_key(Vec::len).map(|text| paragraphs(&without_tags(text))).unwrap_or_default()
}

/// A character and the bytes of the source that it comes from.
type Placed = (char, Range<usize>);

/// The characters of the JSON string behind the colon at `at`.
fn string_at(source: &str, at: usize) -> Option<Vec<Placed>> {
    let rest = source.get(at..)?;
    let value = rest.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
    let mut at = source.len() - value.len();
    let mut out: Vec<Placed> = Vec::new();
    let mut high: Option<(u16, usize)> = None;
    loop {
        let c = source.get(at..)?.chars().next()?;
        if c == '"' {
            return Some(out);
        }
        let (c, len) = if c == '\\' { escaped(source, at)? } else { (Ok(c), c.len_utf8()) };
        match (c, high.take()) {
            (Ok(c), _) => out.push((c, at..at + len)),
            (Err(low), Some((high, start))) if (0xdc00..0xe000).contains(&low) => {
                out.extend(char::decode_utf16([high, low]).flatten().map(|c| (c, start..at + len)));
            }
            (Err(unit), _) => high = Some((unit, at)),
        }
        at += len;
    }
}

/// The character of the escape at `at`, half of one as `Err`, and its length.
fn escaped(source: &str, at: usize) -> Option<(Result<char, u16>, usize)> {
    let c = source[at + 1..].chars().next()?;
    let short = |c: char| Some((Ok(c), 2));
    match c {
        'n' | 'r' => short('\n'),
        't' | 'b' | 'f' => short(' '),
        'u' => {
            let unit = u16::from_str_radix(source.get(at + 2..at + 6)?, 16).ok()?;
            Some((char::from_u32(u32::from(unit)).ok_or(unit), 6))
        }
        c => Some((Ok(c), 1 + c.len_utf8())),
    }
}

/// The text without the tags in it; block elements and line breaks become line ends.
fn without_tags(text: Vec<Placed>) -> Vec<Placed> {
    let words: String = text.iter().map(|(c, _)| *c).collect();
    if !["</p>", "<br", "</a>", "</strong>"].iter().any(|tag| words.contains(tag)) {
        return text;
    }
    let mut out = Vec::with_capacity(text.len());
    let mut tag: Option<String> = None;
    for (c, place) in text {
        match (&mut tag, c) {
            (None, '<') => tag = Some(String::new()),
            (None, _) => out.push((c, place)),
            (Some(name), '>') => {
                let name = name.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
                if dom::is_block(name) || name == "br" {
                    out.extend([('\n', place.clone()), ('\n', place)]);
                }
                tag = None;
            }
            (Some(name), _) => name.extend(c.to_lowercase()),
        }
    }
    out
}

/// Paragraphs: parted by empty lines, where there are any, else by line ends.
fn paragraphs(text: &[Placed]) -> Vec<PageBlock> {
    let words: String = text.iter().map(|(c, _)| *c).filter(|c| *c == '\n' || !c.is_whitespace()).collect();
    let gap = if words.trim().contains("\n\n") { 2 } else { 1 };
    let (mut out, mut builder, mut ends) = (Vec::new(), Builder::default(), 0);
    for (c, place) in text {
        if *c == '\n' {
            ends += 1;
            if ends == gap && out.len() < MOST_PARAGRAPHS {
                out.extend(builder.take());
            }
        } else if !c.is_whitespace() {
            ends = 0;
        }
        out.extend(builder.push((*c, place.clone()), Setting::default(), &[], Shape::Paragraph));
    }
    out.extend(builder.take());
    for block in &mut out {
        block.kept = true;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(source: &str) -> Range<usize> {
        0..source.len()
    }

    #[test]
    fn a_body_in_a_script_has_its_places() {
        let source = r#"{"articleBody" : "\u201cNo\u201d, she said.\n\nThen\nshe \ud83d\ude00 \"left\"."}"#;
        let blocks = in_scripts(source, &[whole(source)]);
        let texts: Vec<&str> = blocks.iter().map(|block| block.text.as_str()).collect();
        assert_eq!(texts, ["“No”, she said.", "Then she 😀 \"left\"."]);
        let marked = r#"{"articleBody":"<p>One <b>two</b>.</p><p>Three.</p>"}"#;
        let blocks = in_scripts(marked, &[whole(marked)]);
        assert_eq!(blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>(), ["One two.", "Three."]);
    }
}
