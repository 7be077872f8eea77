//! What each block of a page is, and which come first.

use std::collections::{HashMap, HashSet};

use super::block::{PageBlock, Shape};
use super::lines;
use super::meta::Found;
use crate::document::date;
use crate::document::model::BlockKind;
use crate::document::structure::words;

/// Words of a paragraph that shows where the article starts and ends.
const PROSE_WORDS: usize = 18;
/// Words of the longest line that may be a link to another article.
const LONGEST_LINK: usize = 30;
/// Words of the longest line without a full stop that is left out before the first paragraph and behind the last.
const LONGEST_LINE: usize = 12;
/// The share of letters in links past which a block is one.
const LINKED: f64 = 0.8;

/// The blocks of the document in its order, by number, each with its kind: the article, and behind it the furniture.
pub(super) fn sort(blocks: &[PageBlock], found: &Found) -> Vec<(usize, BlockKind)> {
    let mut sorter = Sorter::new(blocks);
    sorter.restore();
    sorter.find_ends();
    sorter.mark_titles(&found.titles);
    sorter.mark_head();
    sorter.mark_captions();
    sorter.mark_links();
    sorter.mark_tail();
    sorter.mark_phrases();
    sorter.mark_headings();
    let kinds = sorter.kinds;
    let shown = |at: &usize| is_shown(&blocks[*at], kinds[*at]);
    let (page, article): (Vec<usize>, Vec<usize>) =
        (0..blocks.len()).filter(shown).partition(|&at| kinds[at] == BlockKind::Furniture);
    article.into_iter().chain(page).map(|at| (at, kinds[at])).collect()
}

/// Menus, forms and hidden text outside the article are not shown at all.
fn is_shown(block: &PageBlock, kind: BlockKind) -> bool {
    let outside = kind == BlockKind::Furniture && !block.kept;
    !(outside && (block.region.is_page || block.region.is_hidden))
}

struct Sorter<'b> {
    blocks: &'b [PageBlock],
    kinds: Vec<BlockKind>,
    /// Words of each block.
    counts: Vec<usize>,
    /// The first and the last paragraph of the article.
    first: usize,
    last: usize,
}

impl<'b> Sorter<'b> {
    fn new(blocks: &'b [PageBlock]) -> Self {
        let kinds = blocks.iter().map(|block| if block.kept { kind_of(block.shape) } else { BlockKind::Furniture });
        let counts = blocks.iter().map(|block| words::count(&block.text)).collect();
        Self { blocks, kinds: kinds.collect(), counts, first: 0, last: 0 }
    }

    fn is_body(&self, at: usize) -> bool {
        let kind = self.kinds[at];
        kind.is_argument() || matches!(kind, BlockKind::Heading(_) | BlockKind::Code)
    }

    fn is_prose(&self, at: usize) -> bool {
        self.kinds[at].is_argument() && self.counts[at] >= PROSE_WORDS && self.blocks[at].link_share() < 0.5
    }

    /// Takes back paragraphs that the extraction left out although those around them in the same element were kept.
    fn restore(&mut self) {
        let kept: Vec<usize> = (0..self.blocks.len()).filter(|&at| self.is_prose(at)).collect();
        let (Some(&first), Some(&last)) = (kept.first(), kept.last()) else { return };
        let homes: HashSet<_> = kept.iter().filter_map(|&at| self.blocks[at].home).collect();
        for at in first..last {
            let block = &self.blocks[at];
            let paragraph = block.shape == Shape::Paragraph && !block.kept && !block.region.is_hidden;
            let long = self.counts[at] >= PROSE_WORDS && words::has_stop(&block.text) && block.link_share() < 0.3;
            if paragraph && long && block.home.is_some_and(|home| homes.contains(&home)) {
                self.kinds[at] = BlockKind::Paragraph;
            }
        }
    }

    fn find_ends(&mut self) {
        self.first = (0..self.blocks.len()).find(|&at| self.is_prose(at)).unwrap_or(0);
        self.last = (0..self.blocks.len()).rfind(|&at| self.is_prose(at)).unwrap_or(self.blocks.len());
    }

    /// The headline: the first heading with the words of a title that the page gives, and those like it.
    fn mark_titles(&mut self, titles: &[String]) {
        let titles: Vec<String> = titles.iter().map(|title| words::folded(title)).collect();
        let mut taken = false;
        for at in 0..self.blocks.len() {
            let block = &self.blocks[at];
            let heading = matches!(block.shape, Shape::Heading(_));
            if block.region.is_hidden || self.counts[at] > LONGEST_LINK * 2 || (!heading && !self.is_body(at)) {
                continue;
            }
            let line = words::folded(&block.text);
            let same = titles.contains(&line);
            let near = heading && at < self.first && block.kept && titles.iter().any(|title| is_part(title, &line));
            if !line.is_empty() && (same || near) && (at <= self.first || !taken) {
                self.kinds[at] = if taken { BlockKind::Furniture } else { BlockKind::Title };
                taken = true;
            }
        }
    }

    /// Lines before the first paragraph: byline and date, buttons.
    fn mark_head(&mut self) {
        for at in 0..self.first {
            let line = self.blocks[at].text.as_str();
            if !self.is_body(at) || matches!(self.kinds[at], BlockKind::Heading(_)) {
                continue;
            }
            let short = self.counts[at] <= LONGEST_LINE && !words::has_stop(line);
            self.kinds[at] = match () {
                () if date::parse(line).is_some() => BlockKind::Date,
                () if lines::is_byline(line) || (self.blocks[at].region.is_byline && short) => BlockKind::Byline,
                () if short && date::find(line).is_some() => BlockKind::Date,
                () if short || self.blocks[at].link_share() > LINKED => BlockKind::Furniture,
                () => continue,
            };
        }
    }

    /// Words under pictures that are not marked as such: a credit in brackets at the end, text in a figure, a line that
    /// stands both as a paragraph and as an item of a gallery.
    fn mark_captions(&mut self) {
        let mut shapes: HashMap<&str, (bool, bool)> = HashMap::new();
        for at in (0..self.blocks.len()).filter(|&at| self.is_body(at)) {
            let seen = shapes.entry(&self.blocks[at].text).or_default();
            seen.0 |= self.blocks[at].shape == Shape::Item;
            seen.1 |= self.blocks[at].shape == Shape::Paragraph;
        }
        for at in (0..self.blocks.len()).filter(|&at| self.is_body(at)).collect::<Vec<_>>() {
            let block = &self.blocks[at];
            let gallery = shapes.get(block.text.as_str()) == Some(&(true, true)) && self.counts[at] > 3;
            let figure = block.region.is_figure && block.shape != Shape::Quote && !matches!(block.shape, Shape::Cell);
            if figure || gallery || lines::is_credited(&block.text) {
                self.kinds[at] = BlockKind::Caption;
            }
        }
    }

    /// Lines that are links to other articles.
    fn mark_links(&mut self) {
        for at in self.first..self.blocks.len() {
            let block = &self.blocks[at];
            let shaped = matches!(block.shape, Shape::Paragraph | Shape::Item | Shape::Cell);
            if self.is_body(at) && shaped && self.counts[at] <= LONGEST_LINK && block.link_share() > LINKED {
                self.kinds[at] = BlockKind::Furniture;
            }
        }
    }

    /// Lines behind the last paragraph.
    fn mark_tail(&mut self) {
        for at in self.last.saturating_add(1)..self.blocks.len() {
            let line = self.blocks[at].text.as_str();
            let short = self.counts[at] <= LONGEST_LINE && !words::has_stop(line);
            let heading = matches!(self.kinds[at], BlockKind::Heading(_));
            if self.is_body(at) && (short || heading || self.blocks[at].link_share() > 0.5) {
                self.kinds[at] = BlockKind::Furniture;
            }
        }
    }

    fn mark_phrases(&mut self) {
        for at in 0..self.blocks.len() {
            if self.is_body(at) && self.counts[at] <= LONGEST_LINK && lines::is_furniture(&self.blocks[at].text) {
                self.kinds[at] = BlockKind::Furniture;
            }
        }
    }

    /// Headings with nothing behind them, or with furniture right behind them.
    fn mark_headings(&mut self) {
        let mut next = None;
        for at in (0..self.blocks.len()).rev() {
            let heading = matches!(self.kinds[at], BlockKind::Heading(_));
            if heading && next != Some(true) {
                self.kinds[at] = BlockKind::Furniture;
            } else if self.kinds[at] != BlockKind::Furniture || self.blocks[at].kept {
                next = Some(self.kinds[at] != BlockKind::Furniture);
            }
        }
    }
}

fn kind_of(shape: Shape) -> BlockKind {
    match shape {
        Shape::Heading(level) => BlockKind::Heading(level),
        Shape::Quote => BlockKind::BlockQuote,
        Shape::Item => BlockKind::ListItem,
        Shape::Caption => BlockKind::Caption,
        Shape::Code => BlockKind::Code,
        Shape::Footnote => BlockKind::Footnote,
        Shape::Paragraph | Shape::Cell => BlockKind::Paragraph,
    }
}

/// Returns `true` if one holds the other, in whole words, and both are long enough to say something.
fn is_part(title: &str, line: &str) -> bool {
    let (long, short) = if title.len() >= line.len() { (title, line) } else { (line, title) };
    words::count(short) >= 3 && long.contains(short)
}
