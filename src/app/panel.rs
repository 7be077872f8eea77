//! The panel: the quotes of the open article in groups. It has no cursor of its own: its row is the row of the
//! reader's current quote, so that the two can never differ.

use std::collections::HashSet;

use super::find::Needle;
use super::quotes::Quotes;
use crate::cells::Rows;
use sayso_attribution::Kind;
use sayso_attribution::document::Document;
use sayso_attribution::text::Span;
use sayso_library::Wanted;

/// A speaker of the article; `None` stands for nobody named.
pub type Voice = Option<usize>;

/// How the panel groups quotes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    /// One group a speaker, in the order they first speak.
    #[default]
    Speaker,
    /// As they stand in the text.
    Order,
    /// Direct, mixed, indirect.
    Kind,
}

/// What a group of the panel holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Group {
    /// One speaker's quotes; `None` for those of nobody named.
    Voice(Voice),
    /// One kind of quote.
    Kind(Kind),
}

/// One row of the panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// A group's heading: how many quotes, the first of them, and whether they are folded away.
    Group {
        /// Which group.
        group: Group,
        /// Quotes in it.
        count: usize,
        /// The first of them.
        first: usize,
        /// Whether its rows are hidden.
        folded: bool,
    },
    /// A quote.
    Quote(usize),
    /// One more row of a quote shown whole.
    More(usize, Span),
}

/// What the panel shows of an article.
#[derive(Debug, Default)]
pub struct Panel {
    /// How it is grouped.
    pub grouping: Grouping,
    /// Only this speaker's quotes are shown, in panel and text.
    pub solo: Option<Voice>,
    /// Only rows with these words are shown.
    pub filter: Needle,
    /// Only these are shown, in whatever article.
    pub wanted: Wanted,
    /// A quote that is shown although it is not wanted: somebody went to it.
    pub guest: Option<usize>,
    /// First row on the screen.
    pub top: usize,
    /// Rows that fit.
    pub height: usize,
    folded: HashSet<Group>,
    peek: Option<usize>,
    rows: Vec<Row>,
    marked: Vec<usize>,
    shown: Vec<usize>,
    hidden: usize,
    cells: usize,
}

impl Grouping {
    /// The next one, in a circle.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Speaker => Self::Order,
            Self::Order => Self::Kind,
            Self::Kind => Self::Speaker,
        }
    }

    /// The words for it in the panel's heading.
    pub fn name(self) -> &'static str {
        match self {
            Self::Speaker => "by speaker",
            Self::Order => "in order",
            Self::Kind => "by kind",
        }
    }
}

impl Panel {
    /// All rows, folded ones left out.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The quotes that are wanted and that solo and filter leave, in text order.
    pub fn shown(&self) -> &[usize] {
        &self.shown
    }

    /// Those with a bar in the text: a filter is of the panel's rows only.
    pub fn marked(&self) -> &[usize] {
        &self.marked
    }

    /// How many quotes of the article are not wanted.
    pub fn hidden(&self) -> usize {
        self.hidden
    }

    /// Shows what is `wanted` and nothing else.
    pub fn want(&mut self, wanted: Wanted) {
        (self.wanted, self.guest) = (wanted, None);
    }

    /// Forgets what belongs to one article: folds, solo, filter, the quote shown whole, the guest.
    pub fn reset(&mut self) {
        let Self { grouping, wanted, height, cells, .. } = *self;
        *self = Self { grouping, wanted, height, cells, ..Self::default() };
    }

    /// Quotes and speakers have other numbers now: forgets what hung on them. The voice alone is `voice`, if it was
    /// one.
    pub fn requote(&mut self, voice: Option<usize>) {
        self.solo = self.solo.filter(Option::is_none).or(voice.map(Some));
        self.folded.clear();
        (self.peek, self.guest) = (None, None);
    }

    /// Takes the size of the pane; true if rows have to be made anew.
    pub fn fit(&mut self, cells: usize, height: usize) -> bool {
        let anew = self.cells != cells && self.peek.is_some();
        (self.cells, self.height) = (cells, height);
        anew
    }

    /// Makes the rows anew: after another article, grouping, solo, filter, fold or width.
    pub fn rebuild(&mut self, quotes: &Quotes, document: &Document) {
        let wanted = |q: &usize| self.guest == Some(*q) || quotes.get(*q).is_some_and(|a| self.wanted.has(a));
        let heard = |q: &usize| self.solo.is_none_or(|voice| quotes.speaker(*q) == voice);
        let matches = |q: &usize| self.filter.is_empty() || self.filter.is_in(&quotes.folded(document)[*q]);
        let here: Vec<usize> = (0..quotes.len()).filter(wanted).collect();
        self.hidden = quotes.len() - here.len();
        self.marked = here.into_iter().filter(heard).collect();
        self.shown = self.marked.iter().copied().filter(matches).collect();
        let mut order: Vec<(Option<Group>, usize)> = self.shown.iter().map(|&q| (self.group(quotes, q), q)).collect();
        order.sort_by_key(|&(group, q)| (group.map(rank), q));
        let mut rows = Vec::with_capacity(order.len() + 8);
        for members in order.chunk_by(|a, b| a.0 == b.0) {
            self.push_group(&mut rows, members);
        }
        if let Some(quote) = self.peek {
            self.insert_peek(&mut rows, quotes, document, quote);
        }
        self.rows = rows;
    }

    /// The row that shows `quote`: its own, or the heading of the group it is folded into.
    pub fn row_of(&self, quotes: &Quotes, quote: usize) -> Option<usize> {
        let own = self.rows.iter().position(|row| *row == Row::Quote(quote));
        own.or_else(|| {
            let its = self.group(quotes, quote)?;
            self.rows.iter().position(|row| matches!(row, Row::Group { group, .. } if *group == its))
        })
    }

    /// The quote `delta` rows from the one at `row`: headings are passed unless their group is folded.
    pub fn quote_from(&self, row: Option<usize>, delta: isize) -> Option<usize> {
        let stops: Vec<(usize, usize)> = self.rows.iter().enumerate().filter_map(stop).collect();
        let here = stops.partition_point(|&(at, _)| Some(at) < row);
        let to = here.saturating_add_signed(delta).min(stops.len().checked_sub(1)?);
        Some(stops[to].1)
    }

    /// Folds the group of `quote`, or unfolds it.
    pub fn toggle_fold(&mut self, quotes: &Quotes, quote: usize) {
        if let Some(group) = self.group(quotes, quote)
            && !self.folded.remove(&group)
        {
            self.folded.insert(group);
        }
    }

    /// Shows `quote` whole, or short again.
    pub fn toggle_peek(&mut self, quote: usize) {
        self.peek = if self.peek == Some(quote) { None } else { Some(quote) };
    }

    /// Keeps `row` and what belongs to it on the screen.
    pub fn scroll_to(&mut self, row: usize) {
        let more = self.rows.iter().skip(row + 1).take_while(|r| matches!(r, Row::More(..))).count();
        let last = (row + more).min(row + self.height.saturating_sub(1));
        self.top =
            self.top.max((last + 1).saturating_sub(self.height)).min(self.rows.len().saturating_sub(self.height));
        // The heading above a group's first quote comes along.
        let above = row.checked_sub(1).filter(|&r| matches!(self.rows.get(r), Some(Row::Group { .. })));
        self.top = self.top.min(above.filter(|_| self.height > 1).unwrap_or(row));
    }

    fn group(&self, quotes: &Quotes, quote: usize) -> Option<Group> {
        match self.grouping {
            Grouping::Speaker => Some(Group::Voice(quotes.speaker(quote))),
            Grouping::Order => None,
            Grouping::Kind => quotes.get(quote).map(|q| Group::Kind(q.kind)),
        }
    }

    fn push_group(&self, rows: &mut Vec<Row>, members: &[(Option<Group>, usize)]) {
        let Some(&(group, first)) = members.first() else { return };
        let folded = group.is_some_and(|g| self.folded.contains(&g));
        if let Some(group) = group {
            rows.push(Row::Group { group, count: members.len(), first, folded });
        }
        if !folded {
            rows.extend(members.iter().map(|&(_, q)| Row::Quote(q)));
        }
    }

    fn insert_peek(&self, rows: &mut Vec<Row>, quotes: &Quotes, document: &Document, quote: usize) {
        let (Some(at), Some(q)) = (rows.iter().position(|r| *r == Row::Quote(quote)), quotes.get(quote)) else {
            return;
        };
        let wrap = |piece| Rows::wrap(document.text(), piece, self.cells.saturating_sub(6)).as_slice().to_vec();
        let more: Vec<Row> = q.content.iter().flat_map(wrap).map(|span| Row::More(quote, span)).collect();
        let below = rows.split_off(at + 1);
        rows.extend(more.into_iter().chain(below));
    }
}

/// Nobody comes last.
fn rank(group: Group) -> (usize, Option<Kind>) {
    match group {
        Group::Voice(speaker) => (speaker.unwrap_or(usize::MAX), None),
        Group::Kind(kind) => (0, Some(kind)),
    }
}

fn stop((at, row): (usize, &Row)) -> Option<(usize, usize)> {
    match *row {
        Row::Quote(quote) => Some((at, quote)),
        Row::Group { folded: true, first, .. } => Some((at, first)),
        _ => None,
    }
}
