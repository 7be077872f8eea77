//! The three panes: what each of them shows, which one has the keys, and where they stand on the screen.

use super::Pane;
use super::history::Spot;
use super::layout::{Layout, View, Width};
use super::list::List;
use super::panel::Panel;
use super::reader::Reader;
use super::title_disambiguation::SameTitles;
use sayso_library::{ArticleId, QuoteId};

/// The panes and their places on the screen.
#[derive(Debug)]
pub struct Panes {
    /// The articles.
    pub list: List,
    /// What tells articles of one title apart.
    pub same_titles: SameTitles,
    /// The open article.
    pub reader: Option<Reader>,
    /// Its quotes.
    pub panel: Panel,
    /// The pane with the keys.
    pub focus: Pane,
    /// What the user wants to see of the panes.
    pub view: View,
    /// Where everything stands.
    pub layout: Layout,
    /// The articles that were opened only to be looked at.
    pub(super) preview: Preview,
    /// How far the page reaches down the article, 0 to 100.
    pub percent: usize,
    /// Columns and rows of the terminal.
    pub(super) size: (u16, u16),
}

/// What is remembered of previews.
#[derive(Debug, Default)]
pub(super) struct Preview {
    /// The article that was tried last: one that cannot be read is not tried again.
    pub tried: Option<ArticleId>,
    /// Where the reader was before the first preview, until an article is chosen.
    pub from: Option<Spot>,
}

impl Panes {
    /// Panes without articles, with a text `measure` columns wide.
    pub fn new(measure: u16) -> Self {
        Self {
            list: List::default(),
            same_titles: SameTitles::default(),
            reader: None,
            panel: Panel::default(),
            focus: Pane::List,
            view: View { panel: true, zen: false, measure, entries: 0, strip: 0 },
            layout: Layout::default(),
            preview: Preview::default(),
            percent: 0,
            size: (80, 24),
        }
    }

    /// The article that is open.
    pub fn open_article(&self) -> Option<ArticleId> {
        self.reader.as_ref().map(|reader| reader.article)
    }

    /// The current quote: the one the panel marks and the text lights.
    pub fn current_quote(&self) -> Option<QuoteId> {
        let reader = self.reader.as_ref()?;
        Some(reader.current?.of(reader.article))
    }

    /// Makes everything that follows from the state: where panes stand, which rows they show.
    pub fn settle(&mut self) {
        let tag = self.reader.as_ref().map_or(2, |r| r.quotes.tag_width());
        self.view.entries = self.list.rows().len();
        self.view.strip = self.reader.as_ref().map_or(0, |reader| reader.strip_rows(self.size));
        self.layout = Layout::of(self.size, self.view, self.focus, tag);
        let l = self.layout;
        if let Some(reader) = &mut self.reader {
            // A hidden text keeps the place it would have alone.
            let height = if l.text.body.is_empty() { l.screen.h } else { l.text.body.h };
            reader.fit(usize::from(l.measure), usize::from(height));
            self.percent = reader.percent();
            let area = if l.panel.body.is_empty() { l.strip } else { l.panel.body };
            let size = (usize::from(area.w), usize::from(area.h));
            self.panel.fit(size, &reader.quotes, &reader.document, reader.current);
            let row = reader.current.and_then(|q| self.panel.row_of(&reader.quotes, q));
            self.panel.scroll_to(row.unwrap_or(0));
        }
        self.list.scroll(usize::from(l.list.body.h / entry_rows(&l, self.list.rows().len())));
    }

    /// Gives the keys to a pane, and shows it if it was hidden.
    pub fn give_keys(&mut self, pane: Pane) {
        self.focus = pane;
        self.view.zen &= pane == Pane::Reader;
        self.view.panel |= pane == Pane::Quotes;
    }

    /// The pane `by` places on from the one with the keys; `round` goes from the last to the first.
    pub fn beside(&self, by: isize, round: bool) -> Pane {
        let panes = if self.view.panel { &Pane::ALL[..] } else { &Pane::ALL[..2] };
        let here = panes.iter().position(|p| *p == self.focus).unwrap_or(0) as isize + by;
        let last = panes.len() as isize - 1;
        let to = if round { here.rem_euclid(last + 1) } else { here.clamp(0, last) };
        panes[to as usize]
    }

    /// Shows or hides the panel.
    pub fn toggle_panel(&mut self) {
        self.view.panel = !self.view.panel;
        if !self.view.panel && self.focus == Pane::Quotes {
            self.focus = Pane::Reader;
        }
        self.view.zen = false;
    }

    /// Shows the text alone, or all panes again.
    pub fn toggle_zen(&mut self) {
        self.view.zen = !self.view.zen;
        self.focus = Pane::Reader;
    }

    /// Shows the panel whatever was hidden.
    pub fn show_panel(&mut self) {
        (self.view.panel, self.view.zen) = (true, false);
    }

    /// Takes text of `columns`, or of as many as there is room for.
    pub fn set_measure(&mut self, columns: u16) {
        self.view.measure = columns;
        self.settle();
    }
}

/// Rows of the screen that one article takes in the list: a blank one below it only while all of them fit, and one row
/// where the list shares a column with the text and not all of them fit in two.
pub fn entry_rows(layout: &Layout, entries: usize) -> u16 {
    let height = layout.list.body.h;
    match height {
        _ if entries * 3 <= usize::from(height) => 3,
        6.. if layout.width == Width::Wide => 2,
        _ if entries * 2 <= usize::from(height) => 2,
        _ => 1,
    }
}
