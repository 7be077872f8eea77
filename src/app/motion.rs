//! Up and down, in whichever pane has the keys.

use super::panes::Panes;
use super::quotes::QuoteIndex;
use super::{Action, Model, Pane};

/// A move along the rows of a pane; negative is up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    /// This number of rows.
    Rows(isize),
    /// This number of half pages.
    Halves(isize),
    /// To the first row.
    Top,
    /// To the last row.
    Bottom,
}

/// The move of each action.
const MOTIONS: &[(Action, Motion)] = &[
    (Action::Down, Motion::Rows(1)),
    (Action::Up, Motion::Rows(-1)),
    (Action::HalfDown, Motion::Halves(1)),
    (Action::HalfUp, Motion::Halves(-1)),
    (Action::PageDown, Motion::Halves(2)),
    (Action::PageUp, Motion::Halves(-2)),
    (Action::Top, Motion::Top),
    (Action::Bottom, Motion::Bottom),
];

/// Rows a single key may move.
const MOST: isize = 20_000;

impl Motion {
    /// The move an action makes, if it is one.
    pub fn of(action: Action) -> Option<Self> {
        MOTIONS.iter().find(|(a, _)| *a == action).map(|(_, motion)| *motion)
    }

    /// In rows, `count` times, on a page of `page` rows.
    pub fn rows(self, count: Option<u32>, page: usize) -> isize {
        let n = count.unwrap_or(1) as isize;
        let rows = match self {
            Self::Rows(rows) => rows * n,
            Self::Halves(halves) => halves * n * (page as isize / 2).max(1),
            Self::Top => -MOST,
            Self::Bottom => MOST,
        };
        rows.clamp(-MOST, MOST)
    }
}

/// Returns `true` for an action that goes up or down.
pub fn moves(action: Action) -> bool {
    Motion::of(action).is_some()
}

impl Panes {
    fn move_in_list(&mut self, motion: Motion, count: Option<u32>) {
        let list = &mut self.list;
        match (motion, count) {
            (Motion::Top | Motion::Bottom, Some(n)) => list.choose(n as usize - 1),
            (Motion::Bottom, None) => list.choose(usize::MAX),
            _ => list.selected = list.from(list.selected, motion.rows(count, list.fits)),
        }
    }

    fn move_in_text(&mut self, motion: Motion, count: Option<u32>) {
        let page = usize::from(self.layout.text.body.h);
        let Some(reader) = &mut self.reader else { return };
        match (motion, count) {
            (Motion::Top | Motion::Bottom, Some(n)) => {
                let number = n.min(reader.document.paragraphs());
                let block = reader.document.blocks().iter().find(|b| b.paragraph == Some(number));
                if let Some(start) = block.map(|b| b.span.start()) {
                    reader.reveal(start);
                }
            }
            (Motion::Top, None) => reader.go_first(),
            (Motion::Bottom, None) => reader.go_last(),
            (Motion::Rows(_), _) => reader.move_rows(motion.rows(count, page)),
            (Motion::Halves(_), _) => reader.scroll_rows(motion.rows(count, page)),
        }
        self.follow();
    }

    fn move_in_panel(&mut self, motion: Motion, count: Option<u32>) {
        let Some(reader) = &self.reader else { return };
        let row = reader.current.and_then(|q| self.panel.row_of(&reader.quotes, q));
        let to = match (motion, count) {
            (Motion::Top | Motion::Bottom, Some(n)) => {
                QuoteIndex::numbered(n).filter(|q| self.panel.shown().contains(q))
            }
            _ => self.panel.quote_from(row, motion.rows(count, self.panel.height)),
        };
        if let Some(quote) = to {
            self.select_from_panel(quote);
        }
    }

    /// Goes to the start of the paragraph `count` paragraphs on, back when negative.
    pub fn paragraph_by(&mut self, count: isize) {
        if let Some(reader) = &mut self.reader
            && let Some(start) = reader.block_from_cursor(count)
        {
            reader.go(start);
        }
        self.follow();
    }
}

impl Model {
    pub(super) fn motion(&mut self, motion: Motion, count: Option<u32>) {
        match self.panes.focus {
            Pane::List => self.panes.move_in_list(motion, count),
            Pane::Reader => {
                if matches!(motion, Motion::Top | Motion::Bottom) {
                    self.remember();
                }
                self.panes.move_in_text(motion, count);
            }
            Pane::Quotes => {
                if let (Motion::Top | Motion::Bottom, Some(number)) = (motion, count)
                    && let Some(quote) = QuoteIndex::numbered(number)
                    && !self.panes.panel.shown().contains(&quote)
                {
                    return self.status.tell(self.why_not_shown(quote));
                }
                self.panes.move_in_panel(motion, count);
            }
        }
    }

    pub(super) fn page_down_or_next(&mut self) {
        if self.panes.reader.as_mut().is_some_and(super::reader::Reader::at_end) {
            self.article_by(1);
        } else {
            self.motion(Motion::Halves(2), None);
        }
    }
}
