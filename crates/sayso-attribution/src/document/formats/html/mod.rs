//! HTML: saved web pages, and the fragments of HTML in other formats.
//!
//! A page goes through these steps:
//!
//! | step | does |
//! |---|---|
//! | `scan` | marks each start tag with its place in the source, leaves out what holds no words, limits depth |
//! | `extract` | tells which text belongs to the article |
//! | `walk` | reads the blocks, each character with its place in the source (`cursor`, `builder`) |
//! | `hidden` | finds an article behind a pay wall or in a script, where the page shows none |
//! | `sort` | tells what each block is: paragraph, title, furniture |
//! | `write` | writes the blocks into the document |

mod block;
mod builder;
mod cursor;
mod dom;
mod extract;
mod hidden;
mod hints;
mod lines;
mod marks;
mod markup;
mod meta;
mod scan;
mod sort;
mod walk;
mod write;

use std::ops::Range;

use dom_query::Document as Dom;

use block::PageBlock;
use extract::Extracted;
use marks::Mark;

use super::format::Format;
use crate::document::decode::Decoded;
use crate::document::link;
use crate::document::model::Document;
use crate::document::writer::Writer;

pub(in crate::document) const FORMAT: Format = Format {
    name: "HTML",
    endings: &["html", "htm", "xhtml"],
    media_type: "text/html",
    sniff: is_page,
    read: |decoded, _| read_page(decoded),
};

/// Bytes at the start of a text in which the marks of a page are looked for.
const SNIFFED: usize = 4 * 1024;
/// Elements of which a page has three different ones at its start.
const MARKS: &[&str] = &["<head", "<body", "<div", "<p>", "<p ", "<script", "<meta", "<table"];

/// Letters of an article that is looked for no further; a shorter one may be hidden behind a pay wall, or stand in a
/// script.
const SHORTEST_ARTICLE: usize = 500;

/// Returns `true` for a text that starts as an HTML page does.
pub(in crate::document) fn is_page(text: &str) -> bool {
    let head = &text.as_bytes()[..text.len().min(SNIFFED)];
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let start = head.trim_start_matches('\u{feff}').trim_start();
    let starts = start.starts_with("<!doctype html") || start.starts_with("<html");
    starts || (start.starts_with('<') && MARKS.iter().filter(|mark| head.contains(**mark)).count() >= 3)
}

/// Reads a whole page: the article in it, and what stands around it as furniture.
pub(in crate::document) fn read_page(decoded: &Decoded) -> Document {
    read(decoded, Part::Page)
}

/// Reads HTML that is all of it text, with furniture in it: an entry of a feed, a mail.
pub(in crate::document) fn read_fragment(decoded: &Decoded) -> Document {
    read(decoded, Part::Fragment)
}

/// Reads HTML that is all of it text to be read: a part of a book.
pub(in crate::document) fn read_chapter(decoded: &Decoded) -> Document {
    read(decoded, Part::Chapter)
}

/// What of a text a piece of HTML is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Page,
    Fragment,
    Chapter,
}

fn read(decoded: &Decoded, part: Part) -> Document {
    if !decoded.is_utf8() {
        let mut document = read_utf8(&Decoded::of(decoded.text.clone()), part);
        document.origin.set_decoded();
        return document;
    }
    read_utf8(decoded, part)
}

fn read_utf8(decoded: &Decoded, part: Part) -> Document {
    let source = decoded.text.as_str();
    let scanned = scan::scan(source);
    let page = Dom::from(scanned.marked.as_str());
    let is_searched = part == Part::Page && !scanned.too_many;
    let extracted = if is_searched { extract::extract(&page) } else { Extracted::default() };
    let scripts: Vec<&str> = scanned.json_ld.iter().map(|range| &source[range.clone()]).collect();
    let found = meta::read(&page, &scripts, &extracted.metadata);
    let site = found.meta.url.as_deref().and_then(link::site);
    let mut blocks = walk::blocks(&page, source, extracted.kept.as_ref(), site);
    if is_searched {
        look_behind(&mut blocks, &page, source, site, &scanned.json_ld);
    }
    let sorted = if part == Part::Chapter || scanned.too_many {
        sort::as_marked(&blocks)
    } else {
        sort::sort(&blocks, &found.titles)
    };
    let mut writer = Writer::new(decoded);
    let written = write::write(&mut writer, sorted.iter().map(|&(at, kind)| (&blocks[at], kind)));
    let (styles, breaks, warnings) = (written.styles, written.breaks, scanned.warnings);
    let is_page = part == Part::Page;
    Document { meta: found.meta, styles, breaks, warnings, is_page, ..writer.document(&written.pieces) }
}

/// Where next to nothing of the page is an article, takes one that it hides or has in a script.
fn look_behind(blocks: &mut Vec<PageBlock>, page: &Dom, source: &str, site: Option<&str>, json_ld: &[Range<usize>]) {
    if letters(blocks) >= SHORTEST_ARTICLE.max(all_letters(blocks) / 10) {
        return;
    }
    if let Some(more) = hidden::revealed(page, source, site).filter(|more| letters(more) > letters(blocks)) {
        *blocks = more;
    }
    let body = hidden::in_scripts(source, json_ld);
    if letters(&body) > letters(blocks) {
        for block in blocks.iter_mut() {
            block.kept = false;
        }
        blocks.extend(body);
    }
}

/// Letters of the article in these blocks.
fn letters(blocks: &[PageBlock]) -> usize {
    blocks.iter().filter(|block| block.kept && !block.region.marks.has(Mark::Hidden)).map(|block| block.letters).sum()
}

fn all_letters(blocks: &[PageBlock]) -> usize {
    blocks.iter().map(|block| block.letters).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::model::BlockKind;

    #[test]
    fn all_of_a_chapter_is_text() {
        let html =
            "<h2>One</h2><p>Short.</p><aside epub:type='footnote'><p>A note.</p></aside><p><a href='x'>Two</a></p>";
        let document = read_chapter(&Decoded::of(html.to_owned()));
        let kinds: Vec<BlockKind> = document.blocks().iter().map(|block| block.kind).collect();
        assert_eq!(document.text(), "One\n\nShort.\n\nA note.\n\nTwo");
        assert_eq!(kinds, [BlockKind::Heading(2), BlockKind::Paragraph, BlockKind::Footnote, BlockKind::Paragraph],);
    }

    #[test]
    fn a_fragment_has_furniture() {
        let html = "<p>The boats are late again this winter, and nobody at the pier could say on Monday for how long.</p>\
                    <p><a href='x'>Read more</a></p>";
        let document = read_fragment(&Decoded::of(html.to_owned()));
        assert_eq!(
            document.blocks().iter().map(|block| block.kind.name()).collect::<Vec<_>>(),
            ["paragraph", "furniture"]
        );
    }

    #[test]
    fn pages_are_told_from_text_about_them() {
        for text in ["<!DOCTYPE html><p>", "\n<HTML lang=en>", "<div><p>a</p><script>b</script></div>"] {
            assert!(is_page(text), "{text}");
        }
        for text in ["", "<p>a</p>", "Text with <div>, <p> and <script>", "<xml><a/></xml>"] {
            assert!(!is_page(text), "{text}");
        }
    }
}
