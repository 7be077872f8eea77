//! The panel: the quotes of the open article in groups. It has no cursor of its own: its row is the row of the
//! reader's current quote, so that the two can never differ.

use std::collections::{HashMap, HashSet};

use super::claim::ClaimLine;
use super::find::Needle;
use super::quotes::{QuoteIndex, Quotes};
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
pub enum PanelRow {
    /// A group's heading: how many quotes, the first of them, and whether they are folded away.
    Group {
        /// Which group.
        group: Group,
        /// Quotes in it.
        count: usize,
        /// The first of them.
        first: QuoteIndex,
        /// Whether its rows are hidden.
        folded: bool,
    },
    /// The first line of a quote.
    Quote(QuoteIndex),
    /// A further line of a quote, counted from 1.
    More(QuoteIndex, usize),
}

/// A quote as it is shown: its claim, broken into lines. Fewer than it takes where not all of it is shown.
#[derive(Clone, Debug)]
struct Wrapped {
    claim: ClaimLine,
    lines: Vec<Span>,
}

/// One line of a quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// The words on it; on the last line that is shown, all that is left.
    pub text: &'a str,
    /// Bytes at its start that are speaker and verb.
    pub verb: usize,
}

/// Most lines of a quote that is not shown whole, where all quotes fit the panel.
const MOST: usize = 4;
/// Lines of a quote where not all quotes fit.
const LEAST: usize = 2;
/// In a panel of fewer rows a quote takes one.
const SMALL: usize = 8;

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
    pub guest: Option<QuoteIndex>,
    /// First row on the screen.
    pub top: usize,
    /// Rows that fit.
    pub height: usize,
    /// Every quote is shown whole.
    pub whole: bool,
    folded: HashSet<Group>,
    /// The quotes that are shown, in groups.
    order: Vec<(Option<Group>, QuoteIndex)>,
    rows: Vec<PanelRow>,
    /// The quote that the rows were made for: it is shown whole.
    current: Option<QuoteIndex>,
    /// Lines of a quote that is not shown whole.
    most: usize,
    /// Quotes broken into lines, short ones and whole ones.
    wrapped: HashMap<(QuoteIndex, bool), Wrapped>,
    marked: Vec<QuoteIndex>,
    shown: Vec<QuoteIndex>,
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
    pub fn rows(&self) -> &[PanelRow] {
        &self.rows
    }

    /// The quotes that are wanted and that solo and filter leave, in text order.
    pub fn shown(&self) -> &[QuoteIndex] {
        &self.shown
    }

    /// Those with a bar in the text: a filter is of the panel's rows only.
    pub fn marked(&self) -> &[QuoteIndex] {
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

    /// Forgets what belongs to one article: folds, solo, filter, the guest.
    pub fn reset(&mut self) {
        let Self { grouping, wanted, whole, height, cells, .. } = *self;
        *self = Self { grouping, wanted, height, whole, cells, ..Self::default() };
    }

    /// Quotes and speakers have other numbers now: forgets what hung on them. The voice alone is `voice`, if it was
    /// one.
    pub fn requote(&mut self, voice: Option<usize>) {
        self.solo = self.solo.filter(Option::is_none).or(voice.map(Some));
        self.folded.clear();
        self.guest = None;
    }

    /// Takes the size of the pane and the current quote. Makes the rows anew if one of them is another.
    pub fn fit(
        &mut self,
        (cells, height): (usize, usize),
        quotes: &Quotes,
        document: &Document,
        current: Option<QuoteIndex>,
    ) {
        if (self.cells, self.height) != (cells, height) {
            self.wrapped.clear();
        }
        if (self.cells, self.height, self.current) != (cells, height, current) {
            (self.cells, self.height, self.current) = (cells, height, current);
            self.lay(quotes, document);
        }
    }

    /// Makes the rows anew: after another article, grouping, solo, filter or fold.
    pub fn rebuild(&mut self, quotes: &Quotes, document: &Document) {
        let wanted = |q: &QuoteIndex| self.guest == Some(*q) || quotes.get(*q).is_some_and(|a| self.wanted.has(a));
        let heard = |q: &QuoteIndex| self.solo.is_none_or(|voice| quotes.speaker(*q) == voice);
        let matches = |q: &QuoteIndex| self.filter.is_empty() || self.filter.is_in(&quotes.folded(document)[q.place()]);
        let here: Vec<QuoteIndex> = quotes.all().filter(wanted).collect();
        self.hidden = quotes.len() - here.len();
        self.marked = here.into_iter().filter(heard).collect();
        self.shown = self.marked.iter().copied().filter(matches).collect();
        self.order = self.shown.iter().map(|&q| (self.group(quotes, q), q)).collect();
        self.order.sort_by_key(|&(group, q)| (group.map(rank), q));
        self.wrapped.clear();
        self.lay(quotes, document);
    }

    /// Columns before the words of a quote: the cursor, its tag, a bar, a mark.
    pub fn indent(quotes: &Quotes) -> u16 {
        quotes.tag_width() + 3
    }

    /// The words on a line of a quote, counted from 0.
    pub fn line(&self, quote: QuoteIndex, line: usize) -> Option<Line<'_>> {
        let Wrapped { claim, lines } = self.wrapped.get(&(quote, self.is_whole(quote)))?;
        let start = lines.get(line)?.start();
        let is_last = line + 1 >= self.lines(quote, self.most);
        let end = if is_last { claim.text.len() } else { lines.get(line)?.end() };
        Some(Line { text: claim.text[start..end].trim_end(), verb: claim.verb.clamp(start, end) - start })
    }

    fn is_whole(&self, quote: QuoteIndex) -> bool {
        self.whole || self.solo.is_some() || self.current == Some(quote)
    }

    fn is_folded(&self, group: Option<Group>) -> bool {
        group.is_some_and(|group| self.folded.contains(&group))
    }

    /// Breaks the quotes into lines and puts them in rows: as many lines each as all of them have room for.
    fn lay(&mut self, quotes: &Quotes, document: &Document) {
        let order = std::mem::take(&mut self.order);
        let open = order.iter().filter(|(group, _)| !self.is_folded(*group)).map(|(_, quote)| *quote);
        let open: Vec<QuoteIndex> = open.collect();
        for &quote in &open {
            self.wrap(quotes, document, quote);
        }
        let headings = order.chunk_by(|a, b| a.0 == b.0).filter(|members| members[0].0.is_some()).count();
        let fits = |most: &usize| headings + open.iter().map(|&q| self.lines(q, *most)).sum::<usize>() <= self.height;
        let least = if self.height < SMALL { 1 } else { LEAST };
        self.most = (least..=MOST).rev().find(fits).unwrap_or(least);
        let mut rows = Vec::with_capacity(order.len() * self.most + headings);
        for members in order.chunk_by(|a, b| a.0 == b.0) {
            self.push_group(&mut rows, members);
        }
        (self.rows, self.order) = (rows, order);
    }

    /// How many lines a quote is shown on, with `most` for one that is not shown whole.
    fn lines(&self, quote: QuoteIndex, most: usize) -> usize {
        let whole = self.is_whole(quote);
        let lines = self.wrapped.get(&(quote, whole)).map_or(1, |wrapped| wrapped.lines.len());
        if whole { lines } else { lines.min(most) }
    }

    /// Breaks a quote into lines, unless it is already.
    fn wrap(&mut self, quotes: &Quotes, document: &Document, quote: QuoteIndex) {
        let key = (quote, self.is_whole(quote));
        let Some(attribution) = quotes.get(quote).filter(|_| !self.wrapped.contains_key(&key)) else { return };
        // The whole of it is no more than the panel can show below its heading.
        let most = if key.1 { self.height.saturating_sub(1).max(MOST) } else { MOST };
        let cells = self.cells.saturating_sub(Self::indent(quotes).into()).max(1);
        let speaker = match self.grouping {
            Grouping::Speaker => "",
            Grouping::Order | Grouping::Kind => quotes.name(attribution.speaker),
        };
        let claim = ClaimLine::new(document, attribution, speaker, cells * (most + 1));
        let rows = Rows::wrap(&claim.text, Span::new(0, claim.text.len()), cells);
        let lines = rows.as_slice().iter().copied().take(most).collect();
        self.wrapped.insert(key, Wrapped { claim, lines });
    }

    /// The row that shows `quote`: its own, or the heading of the group it is folded into.
    pub fn row_of(&self, quotes: &Quotes, quote: QuoteIndex) -> Option<usize> {
        let own = self.rows.iter().position(|row| *row == PanelRow::Quote(quote));
        own.or_else(|| {
            let its = self.group(quotes, quote)?;
            self.rows.iter().position(|row| matches!(row, PanelRow::Group { group, .. } if *group == its))
        })
    }

    /// The quote `delta` rows from the one at `row`: headings are passed unless their group is folded.
    pub fn quote_from(&self, row: Option<usize>, delta: isize) -> Option<QuoteIndex> {
        let stops: Vec<(usize, QuoteIndex)> = self.rows.iter().enumerate().filter_map(stop).collect();
        let here = stops.partition_point(|&(at, _)| Some(at) < row);
        let to = here.saturating_add_signed(delta).min(stops.len().checked_sub(1)?);
        Some(stops[to].1)
    }

    /// Folds the group of `quote`, or unfolds it.
    pub fn toggle_fold(&mut self, quotes: &Quotes, quote: QuoteIndex) {
        if let Some(group) = self.group(quotes, quote)
            && !self.folded.remove(&group)
        {
            self.folded.insert(group);
        }
    }

    /// Keeps `row` and what belongs to it on the screen.
    pub fn scroll_to(&mut self, row: usize) {
        let more = self.rows.iter().skip(row + 1).take_while(|r| matches!(r, PanelRow::More(..))).count();
        let last = (row + more).min(row + self.height.saturating_sub(1));
        self.top =
            self.top.max((last + 1).saturating_sub(self.height)).min(self.rows.len().saturating_sub(self.height));
        // The heading above a group's first quote comes along.
        let above = row.checked_sub(1).filter(|&r| matches!(self.rows.get(r), Some(PanelRow::Group { .. })));
        self.top = self.top.min(above.filter(|_| self.height > 1).unwrap_or(row));
    }

    fn group(&self, quotes: &Quotes, quote: QuoteIndex) -> Option<Group> {
        match self.grouping {
            Grouping::Speaker => Some(Group::Voice(quotes.speaker(quote))),
            Grouping::Order => None,
            Grouping::Kind => quotes.get(quote).map(|q| Group::Kind(q.kind)),
        }
    }

    fn push_group(&self, rows: &mut Vec<PanelRow>, members: &[(Option<Group>, QuoteIndex)]) {
        let Some(&(group, first)) = members.first() else { return };
        let folded = self.is_folded(group);
        if let Some(group) = group {
            rows.push(PanelRow::Group { group, count: members.len(), first, folded });
        }
        for &(_, quote) in members.iter().filter(|_| !folded) {
            rows.push(PanelRow::Quote(quote));
            rows.extend((1..self.lines(quote, self.most)).map(|line| PanelRow::More(quote, line)));
        }
    }
}

/// Nobody comes last.
fn rank(group: Group) -> (usize, Option<Kind>) {
    match group {
        Group::Voice(speaker) => (speaker.unwrap_or(usize::MAX), None),
        Group::Kind(kind) => (0, Some(kind)),
    }
}

fn stop((at, row): (usize, &PanelRow)) -> Option<(usize, QuoteIndex)> {
    match *row {
        PanelRow::Quote(quote) => Some((at, quote)),
        PanelRow::Group { folded: true, first, .. } => Some((at, first)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::testing::article;

    const WORDS: &str = "the bridge will be closed for as long as it takes to find out why it shook in the wind";

    /// A panel of `columns` and `rows` with `count` quotes of about three lines each, the `current` one chosen.
    fn panel(count: usize, size: (usize, usize), current: usize) -> (Panel, Quotes, Document) {
        let quote = |n: usize| format!("[S{n} Ann Lee] [C{n} said] [Q{n} {n} {WORDS}].");
        let text: Vec<String> = (1..=count).map(quote).collect();
        let article = article("a.md", &text.join("\n\n"));
        let (quotes, document) = (Quotes::new(article.analysis), Document::clone(&article.document));
        let mut panel = Panel::default();
        panel.fit(size, &quotes, &document, Some(QuoteIndex::new(current)));
        panel.rebuild(&quotes, &document);
        (panel, quotes, document)
    }

    /// How many lines each quote has.
    fn lines(panel: &Panel, count: usize) -> Vec<usize> {
        let own = |quote: QuoteIndex| move |row: &&PanelRow| matches!(row, PanelRow::Quote(q) | PanelRow::More(q, _) if *q == quote);
        (0..count).map(|quote| panel.rows().iter().filter(own(QuoteIndex::new(quote))).count()).collect()
    }

    #[test]
    fn quotes_take_the_lines_there_are_and_the_current_one_all_it_needs() {
        assert_eq!(lines(&panel(3, (40, 30), 1).0, 3), [3, 3, 3]);
        assert_eq!(lines(&panel(12, (40, 30), 1).0, 12), [2, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2]);
        assert_eq!(lines(&panel(3, (40, 5), 1).0, 3), [1, 3, 1], "in a low panel");
    }

    #[test]
    fn alone_or_by_choice_every_quote_is_whole() {
        let (mut panel, quotes, document) = panel(12, (40, 30), 0);
        panel.solo = Some(Some(0));
        panel.rebuild(&quotes, &document);
        assert_eq!(lines(&panel, 12), [3; 12]);
        (panel.solo, panel.whole) = (None, true);
        panel.rebuild(&quotes, &document);
        assert_eq!(lines(&panel, 12), [3; 12]);
    }

    #[test]
    fn the_last_line_holds_what_is_left_and_the_verb_is_told_apart() {
        let (panel, ..) = panel(12, (40, 30), 1);
        let line = panel.line(QuoteIndex::new(0), 0).unwrap();
        assert_eq!((&line.text[..line.verb], line.text.len() < 40), ("said ", true));
        assert!(
            panel.line(QuoteIndex::new(0), 1).unwrap().text.ends_with("in the wind"),
            "more than fits, to be cut with a sign"
        );
        assert_eq!(panel.line(QuoteIndex::new(1), 2).unwrap().verb, 0);
    }

    #[test]
    fn where_no_heading_names_the_speaker_the_quote_does() {
        let (mut panel, quotes, document) = panel(2, (60, 30), 0);
        panel.grouping = Grouping::Order;
        panel.rebuild(&quotes, &document);
        assert!(panel.line(QuoteIndex::new(0), 0).unwrap().text.starts_with("Ann Lee said 1 the bridge"));
    }
}
