//! The open article: where the reader is in it and which quote is current.

use std::cell::OnceCell;
use std::sync::Arc;

use super::claim;
use super::find::{Flat, Needle};
use super::line_layout::{Line, LineLayout, Place};
use super::quotes::{QuoteIndex, Quotes};
use sayso_attribution::document::{BlockKind, Document};
use sayso_attribution::text::Span;
use sayso_library::state::ArticleKey;
use sayso_library::{Article, ArticleId};

/// One article being read. What lasts are bytes: of the top row, of the cursor's row. Rows follow from them.
#[derive(Debug)]
pub struct Reader {
    /// Which article.
    pub article: ArticleId,
    /// Its text.
    pub document: Arc<Document>,
    /// Its quotes.
    pub quotes: Quotes,
    /// The quote that text and panel show; `None` when there is none to show.
    pub current: Option<QuoteIndex>,
    /// The hit that find or search went to last, until the cursor moves.
    pub found: Option<Span>,
    /// What tells the article from all others, once it was asked for.
    pub(super) key: OnceCell<ArticleKey>,
    flow: LineLayout,
    /// The text as find looks through it, from the first find on.
    flat: OnceCell<Flat>,
    height: usize,
    top: Place,
    cursor: Place,
    /// The bytes that stand at `top` and `cursor` since the last move: a resize keeps to these.
    anchor: (usize, usize),
    page: Vec<(Place, Line)>,
}

impl Reader {
    /// Opens `article` at its top, before its size on the screen is known.
    pub fn new(id: ArticleId, article: &Article) -> Self {
        let document = Arc::clone(&article.document);
        let flow = LineLayout::new(Arc::clone(&document), 1);
        let mut reader = Self {
            article: id,
            document,
            quotes: Quotes::new(Arc::clone(&article.analysis)),
            current: None,
            found: None,
            key: OnceCell::new(),
            flow,
            flat: OnceCell::new(),
            height: 0,
            top: Place::default(),
            cursor: Place::default(),
            anchor: (0, 0),
            page: Vec::new(),
        };
        let first = reader.offset(Place::default());
        reader.anchor = (first, first);
        reader
    }

    /// The rows on the screen.
    pub fn page(&self) -> impl Iterator<Item = Line> + '_ {
        self.page.iter().map(|(_, line)| *line)
    }

    /// Index in the page of the row with the cursor.
    pub fn cursor_row(&self) -> Option<usize> {
        self.page.iter().position(|(place, _)| *place == self.cursor)
    }

    /// The bytes on the screen: from the first row's start to the last one's end.
    pub fn shown(&self) -> Span {
        let (first, last) = (self.page.first(), self.page.last());
        Span::new(first.map_or(0, |(_, l)| l.span.start()), last.map_or(0, |(_, l)| l.span.end()))
    }

    /// The byte at the start of the cursor's row, and of the top row.
    pub fn anchor(&self) -> (usize, usize) {
        self.anchor
    }

    /// Rows that the current quote takes under a text of `size` (columns, rows), with its heading.
    pub fn strip_rows(&self, (columns, rows): (u16, u16)) -> u16 {
        let quote = self.current.and_then(|at| self.quotes.get(at));
        quote.map_or(0, |quote| claim::lines(&self.document, quote, columns, rows / 3).1.len() as u16 + 1)
    }

    /// How far the page reaches down the article, 0 to 100.
    pub fn percent(&mut self) -> usize {
        let last = self.page.last().map_or(self.top, |(place, _)| *place);
        self.flow.percent(last)
    }

    /// Takes the size of the pane. The byte at the top stays at the top, and the cursor's row, or the current quote
    /// if it was on the screen, stays on the screen.
    pub fn fit(&mut self, cells: usize, height: usize) {
        if !self.flow.set_width(cells.max(1)) && self.height == height {
            return;
        }
        let eye = self.current.map(|q| self.quotes.start(q)).filter(|&at| self.shown().contains(at));
        self.height = height;
        let top = self.flow.at(self.anchor.0);
        self.top = self.held(top);
        self.cursor = self.flow.at(self.anchor.1);
        if let Some(at) = eye.map(|at| self.flow.at(at)) {
            self.keep_on_screen(at);
        }
        self.keep_on_screen(self.cursor);
        self.lay_page();
    }

    /// Moves the cursor `rows` down (up when negative), past blank rows, and scrolls when it leaves the screen.
    pub fn move_rows(&mut self, rows: isize) {
        let to = self.flow.step(self.cursor, rows);
        self.put_cursor(to, rows >= 0);
    }

    /// Scrolls by `rows`, the cursor staying where it is on the screen; at the ends the cursor goes on alone.
    pub fn scroll_rows(&mut self, rows: isize) {
        let top = self.flow.step(self.top, rows);
        self.top = self.held(top);
        let to = self.flow.step(self.cursor, rows);
        self.put_cursor(to, rows >= 0);
    }

    /// Goes to the row of the byte at `offset`, scrolling only if it is not on the screen.
    pub fn go(&mut self, offset: usize) {
        let to = self.flow.at(offset);
        if self.page.iter().any(|(place, _)| *place == to) {
            self.put_cursor(to, true);
        } else {
            self.reveal(offset);
        }
    }

    /// Goes to the row of the byte at `offset` and brings it to a third down the screen.
    pub fn reveal(&mut self, offset: usize) {
        let to = self.flow.at(offset);
        let top = self.flow.step(to, -((self.height / 3) as isize));
        self.top = self.held(top);
        self.put_cursor(to, true);
    }

    /// Back to a place left before: the byte at the top, the byte under the cursor.
    pub fn restore(&mut self, anchor: (usize, usize)) {
        self.top = self.flow.at(anchor.0);
        let to = self.flow.at(anchor.1);
        self.put_cursor(to, true);
    }

    /// To the last row.
    pub fn go_last(&mut self) {
        let to = self.flow.last();
        self.put_cursor(to, false);
    }

    /// To the first row.
    pub fn go_first(&mut self) {
        self.put_cursor(Place::default(), true);
    }

    /// Returns `true` if the last row is on the screen.
    pub fn at_end(&mut self) -> bool {
        let last = self.flow.last();
        self.page.last().is_none_or(|(place, _)| *place == last)
    }

    /// The bytes of the cursor's row.
    pub fn cursor_span(&mut self) -> Span {
        self.flow.line(self.cursor).map_or(Span::default(), |line| line.span)
    }

    /// Where `needle` stands in the text, in text order.
    pub fn find(&self, needle: &Needle) -> Vec<Span> {
        needle.in_text(&self.document, self.flat.get_or_init(|| Flat::new(&self.document)))
    }

    /// Where find goes on from: the last hit, or the cursor's row.
    pub fn find_here(&self) -> usize {
        self.found.map_or(self.anchor.1, Span::start)
    }

    /// Makes the shown quote under the cursor, or nearest to it, the current one.
    pub fn follow(&mut self, shown: &[QuoteIndex]) {
        let row = self.cursor_span();
        self.current = self.quotes.nearest(row, shown, self.current);
    }

    /// The first bytes of the block `count` blocks from the cursor's.
    pub fn block_from_cursor(&mut self, count: isize) -> Option<usize> {
        let blocks = self.document.blocks();
        let row = self.flow.line(self.cursor)?.span;
        let here = self.document.block_at(row.start())?;
        // Going up from inside a block, its own start comes first.
        let inside = isize::from(count < 0 && row.start() > blocks.get(here)?.span.start());
        let to = here.saturating_add_signed(count + inside).min(blocks.len().saturating_sub(1));
        // The title stands above the text and has no row in it: what lies beyond it is meant.
        let hidden = |at: &usize| blocks[*at].kind == BlockKind::Title;
        let down = (to..blocks.len()).find(|at| !hidden(at));
        let up = (0..=to).rev().find(|at| !hidden(at));
        let to = if count > 0 { down.or(up) } else { up.or(down) };
        Some(blocks.get(to?)?.span.start())
    }

    fn put_cursor(&mut self, to: Place, down: bool) {
        self.cursor = to;
        self.found = None;
        if self.flow.line(to).is_some_and(|line| line.gap) {
            self.cursor = self.flow.step(to, if down { 1 } else { -1 });
        }
        self.keep_on_screen(self.cursor);
        self.anchor = (self.offset(self.top), self.offset(self.cursor));
        self.lay_page();
    }

    fn keep_on_screen(&mut self, place: Place) {
        let room = self.height.saturating_sub(1);
        if place < self.top {
            self.top = place;
        } else if self.flow.distance(self.top, place, room).is_none() {
            self.top = self.flow.step(place, -(room as isize));
        }
    }

    /// No blank screen below the last row.
    fn held(&mut self, top: Place) -> Place {
        let last = self.flow.last();
        let lowest = self.flow.step(last, -(self.height.saturating_sub(1) as isize));
        top.min(lowest)
    }

    fn offset(&mut self, place: Place) -> usize {
        self.flow.line(place).map_or(0, |line| line.span.start())
    }

    fn lay_page(&mut self) {
        self.page = self.flow.page(self.top, self.height);
    }
}
