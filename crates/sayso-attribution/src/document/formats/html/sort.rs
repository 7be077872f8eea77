//! What each block of a page is, and which come first.

use std::collections::{HashMap, HashSet};

use dom_query::NodeId;

use super::block::{PageBlock, Shape};
use super::lines;
use super::marks::Mark;
use crate::document::date;
use crate::document::model::BlockKind;
use crate::document::structure::words;

/// Words of a paragraph that shows where the article starts and ends.
const PROSE_WORDS: usize = 18;
/// Words of the longest line that may be a link to another article.
const LONGEST_LINK: usize = 30;
/// Words of the longest line without a full stop that is left out before the first paragraph and behind the last.
const LONGEST_LINE: usize = 12;
/// Words of the shortest heading that sums an article up.
const SHORTEST_STANDFIRST: usize = 6;
/// The share of letters in links past which a block is one.
const LINKED: f64 = 0.8;
/// The share of the article's letters past which a box holds the article itself, whatever it is called.
const MOST_OF_ARTICLE: f64 = 0.25;
/// Blocks at the end among which the note on the author stands.
const NOTES: usize = 4;

/// The blocks of the document in its order, by number, each with its kind: the article, and behind it the furniture.
/// `titles` are the headlines that the page gives.
pub(super) fn sort(blocks: &[PageBlock], titles: &[String]) -> Vec<(usize, BlockKind)> {
    let mut sorter = Sorter::new(blocks);
    sorter.mark_boxes();
    sorter.restore();
    sorter.mark_captions();
    sorter.mark_phrases();
    sorter.find_ends();
    sorter.mark_titles(titles);
    sorter.mark_head();
    sorter.mark_links();
    sorter.mark_tail();
    sorter.mark_notes();
    sorter.mark_headings();
    let kinds = sorter.kinds;
    let shown = |at: &usize| is_shown(&blocks[*at], kinds[*at]);
    let (page, article): (Vec<usize>, Vec<usize>) =
        (0..blocks.len()).filter(shown).partition(|&at| kinds[at] == BlockKind::Furniture);
    article.into_iter().chain(page).map(|at| (at, kinds[at])).collect()
}

/// The blocks as their markup says what they are, in the order of the file; hidden ones are left out.
pub(super) fn as_marked(blocks: &[PageBlock]) -> Vec<(usize, BlockKind)> {
    let shown = (0..blocks.len()).filter(|&at| !blocks[at].region.marks.has(Mark::Hidden));
    shown.map(|at| (at, kind_of(blocks[at].shape))).collect()
}

/// Menus, forms and hidden text outside the article are not shown at all.
fn is_shown(block: &PageBlock, kind: BlockKind) -> bool {
    let outside = kind == BlockKind::Furniture && !block.kept;
    !(outside && (block.region.marks.has(Mark::Page) || block.region.marks.has(Mark::Hidden)))
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

    fn body(&self) -> Vec<usize> {
        (0..self.blocks.len()).filter(|&at| self.is_body(at)).collect()
    }

    fn is_prose(&self, at: usize) -> bool {
        self.kinds[at].is_argument() && self.counts[at] >= PROSE_WORDS && self.blocks[at].link_share() < 0.5
    }

    fn is_heading(&self, at: usize) -> bool {
        matches!(self.kinds[at], BlockKind::Heading(_))
    }

    /// A short line without a full stop.
    fn is_short(&self, at: usize) -> bool {
        self.counts[at] <= LONGEST_LINE && !words::has_stop(&self.blocks[at].text)
    }

    /// What stands in an element that calls itself a box beside the article, and holds little of the article.
    fn mark_boxes(&mut self) {
        let small = self.small_in(|block| block.region.boxed);
        for at in self.body() {
            let block = &self.blocks[at];
            let boxed = block.region.boxed.is_some_and(|id| small.contains(&id));
            if block.shape != Shape::Quote && !block.region.marks.has(Mark::Post) && boxed {
                self.kinds[at] = BlockKind::Furniture;
            }
        }
    }

    /// Those of the elements that `of` tells which hold little of the article.
    fn small_in(&self, of: impl Fn(&PageBlock) -> Option<NodeId>) -> HashSet<NodeId> {
        let mut letters: HashMap<NodeId, usize> = HashMap::new();
        for block in self.blocks.iter().filter(|block| block.kept) {
            if let Some(id) = of(block) {
                *letters.entry(id).or_default() += block.letters;
            }
        }
        let all: usize = self.blocks.iter().filter(|block| block.kept).map(|block| block.letters).sum();
        letters.retain(|_, held| (*held as f64) < all as f64 * MOST_OF_ARTICLE);
        letters.into_keys().collect()
    }

    /// Takes back paragraphs and quotations that the extraction left out although those around them in the same element
    /// were kept.
    fn restore(&mut self) {
        let kept: Vec<usize> = (0..self.blocks.len()).filter(|&at| self.is_prose(at)).collect();
        let homes: HashSet<NodeId> = kept.iter().filter_map(|&at| self.blocks[at].homes[0]).collect();
        for at in 0..self.blocks.len() {
            let block = &self.blocks[at];
            if block.kept
                || block.region.marks.has(Mark::Hidden)
                || block.region.marks.has(Mark::Page)
                || block.region.marks.has(Mark::Aside)
            {
                continue;
            }
            let near = |count: usize| block.homes[..count].iter().flatten().any(|home| homes.contains(home));
            let long = self.counts[at] >= PROSE_WORDS && words::has_stop(&block.text) && block.link_share() < 0.3;
            let restored = match block.shape {
                Shape::Paragraph => long && near(1) && block.region.boxed.is_none(),
                Shape::Quote => near(2) || at.checked_sub(1).is_some_and(|before| self.goes_on(before, at)),
                _ => false,
            };
            if restored {
                self.kinds[at] = kind_of(block.shape);
            }
        }
    }

    /// Returns `true` if the blocks are of one quotation, of which the first is kept.
    fn goes_on(&self, before: usize, at: usize) -> bool {
        let (one, other) = (&self.blocks[before], &self.blocks[at]);
        self.kinds[before] == BlockKind::BlockQuote && one.shape == other.shape && one.homes == other.homes
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
            if block.region.marks.has(Mark::Hidden)
                || self.counts[at] > LONGEST_LINE * 3
                || (!heading && !self.is_body(at))
            {
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

    /// Lines before the first paragraph: standfirst, byline and date, buttons. A heading there that is the only one of
    /// its level sums the article up or names a column.
    fn mark_head(&mut self) {
        for at in self.body().into_iter().take_while(|&at| at < self.first).collect::<Vec<_>>() {
            let line = self.blocks[at].text.as_str();
            let kind = self.kinds[at];
            let level_again = || (self.first..self.blocks.len()).any(|later| self.kinds[later] == kind);
            self.kinds[at] = match () {
                () if self.is_heading(at) && level_again() => continue,
                () if self.is_heading(at) && self.counts[at] >= SHORTEST_STANDFIRST => BlockKind::Standfirst,
                () if self.is_heading(at) => BlockKind::Furniture,
                () if date::parse(line).is_some() => BlockKind::Date,
                () if lines::is_byline(line)
                    || (self.blocks[at].region.marks.has(Mark::Byline) && self.is_short(at)) =>
                {
                    BlockKind::Byline
                }
                () if self.is_short(at) && date::find(line).is_some() => BlockKind::Date,
                () if self.is_short(at) || self.blocks[at].link_share() > LINKED => BlockKind::Furniture,
                () => continue,
            };
        }
    }

    /// Words under pictures that are not marked as such: a credit in brackets at the end, text in a figure or in an
    /// element that calls itself a caption, a line that stands both as a paragraph and as an item of a gallery.
    fn mark_captions(&mut self) {
        let mut shapes: HashMap<&str, (bool, bool)> = HashMap::new();
        let (body, small) = (self.body(), self.small_in(|block| block.region.caption));
        for &at in &body {
            let seen = shapes.entry(&self.blocks[at].text).or_default();
            seen.0 |= self.blocks[at].shape == Shape::Item;
            seen.1 |= self.blocks[at].shape == Shape::Paragraph;
        }
        for at in body {
            let block = &self.blocks[at];
            let gallery = shapes.get(block.text.as_str()) == Some(&(true, true)) && self.counts[at] > 3;
            let figure = block.region.marks.has(Mark::Figure) && matches!(block.shape, Shape::Paragraph | Shape::Item);
            let named = block.region.caption.is_some_and(|id| small.contains(&id))
                && self.counts[at] <= LONGEST_LINE * 5
                && block.shape != Shape::Quote;
            if figure || named || gallery || lines::is_credited(&block.text) {
                self.kinds[at] = BlockKind::Caption;
            }
        }
    }

    /// Lines that are links to other articles of the same site.
    fn mark_links(&mut self) {
        for at in self.first..self.blocks.len() {
            let block = &self.blocks[at];
            let shaped = matches!(block.shape, Shape::Paragraph | Shape::Item | Shape::Cell);
            let out = block.linked_out * 2 > block.linked && self.last > at;
            if self.is_body(at) && shaped && !out && self.counts[at] <= LONGEST_LINK && block.link_share() > LINKED {
                self.kinds[at] = BlockKind::Furniture;
            }
        }
    }

    /// Lines behind the last paragraph; those beside it that are no links are kept.
    fn mark_tail(&mut self) {
        let home = self.blocks.get(self.last).and_then(|block| block.homes[0]);
        for at in self.last.saturating_add(1)..self.blocks.len() {
            let block = &self.blocks[at];
            let beside = home.is_some() && block.homes[..2].contains(&home) && block.linked == 0;
            let short = self.is_short(at) && !beside;
            if self.is_body(at) && (short || self.is_heading(at) || block.link_share() > 0.5) {
                self.kinds[at] = BlockKind::Furniture;
            }
        }
    }

    fn mark_phrases(&mut self) {
        for at in self.body() {
            if self.counts[at] <= LONGEST_LINK && lines::is_furniture(&self.blocks[at].text) {
                self.kinds[at] = BlockKind::Furniture;
            }
        }
    }

    /// Notes on the author and the page at the end.
    fn mark_notes(&mut self) {
        for at in self.body().into_iter().rev().take(NOTES) {
            let line = &self.blocks[at].text;
            if lines::is_author_note(line) {
                self.kinds[at] = BlockKind::Byline;
            } else if lines::is_page_note(line) {
                self.kinds[at] = BlockKind::Furniture;
            }
        }
    }

    /// Headings with nothing behind them, or with furniture right behind them; runs of headings that are links.
    fn mark_headings(&mut self) {
        let mut next = None;
        let mut linked_run = false;
        for at in (0..self.blocks.len()).rev() {
            let linked = self.is_heading(at) && self.blocks[at].link_share() > LINKED;
            let before = self.body_before(at);
            let in_run = linked
                && (linked_run
                    || before.is_some_and(|at| self.is_heading(at) && self.blocks[at].link_share() > LINKED));
            if self.is_heading(at) && (next != Some(true) || in_run) {
                self.kinds[at] = BlockKind::Furniture;
            } else if self.kinds[at] != BlockKind::Furniture || self.blocks[at].kept {
                next = Some(self.kinds[at] != BlockKind::Furniture);
            }
            linked_run = in_run;
        }
    }

    fn body_before(&self, at: usize) -> Option<usize> {
        at.checked_sub(1).filter(|&before| self.is_body(before))
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
