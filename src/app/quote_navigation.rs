//! The link: whichever pane moves, text and panel show the same quote.

use super::panes::Panes;
use super::quotes::QuoteIndex;
use super::{Model, Pane};

impl Panes {
    /// After a move in the text: the quote under or nearest the cursor becomes current.
    pub fn follow(&mut self) {
        if let Some(reader) = &mut self.reader {
            reader.follow(self.panel.shown());
        }
    }

    /// Makes `quote` current and brings it to a third down the text.
    pub fn select_from_panel(&mut self, quote: QuoteIndex) {
        let Some(reader) = &mut self.reader else { return };
        reader.current = Some(quote);
        reader.reveal(reader.quotes.start(quote));
    }

    /// Makes `quote` current; the text scrolls only if not all of it is on the screen.
    pub fn select(&mut self, quote: QuoteIndex) {
        let Some(reader) = &mut self.reader else { return };
        reader.current = Some(quote);
        let (start, end) = (reader.quotes.start(quote), reader.quotes.end(quote));
        let shown = reader.shown();
        if shown.contains(start) && end <= shown.end() {
            reader.go(start);
        } else {
            reader.reveal(start);
        }
    }

    /// Folds the group of the current quote, or unfolds it.
    pub fn fold_group(&mut self) {
        if let Some(reader) = &self.reader
            && let Some(quote) = reader.current
        {
            self.panel.toggle_fold(&reader.quotes, quote);
        }
        self.rebuild_panel();
    }

    /// Makes the panel's rows anew; a current quote that is no longer shown gives way to the nearest.
    pub fn rebuild_panel(&mut self) {
        let Some(reader) = &mut self.reader else { return };
        self.panel.rebuild(&reader.quotes, &reader.document);
        if reader.current.is_none_or(|q| self.panel.shown().binary_search(&q).is_err()) {
            reader.current = None;
            reader.follow(self.panel.shown());
        }
    }
}

impl Model {
    /// To the `count`-th quote after the current one (before it when negative), or after the cursor when that
    /// stands beside every quote; with `same`, of the same speaker.
    pub(super) fn walk(&mut self, count: isize, same: bool) {
        let Some(reader) = &mut self.panes.reader else { return };
        let row = reader.cursor_span();
        let on = reader.current.filter(|&q| reader.quotes.within(row).any(|under| under == q));
        let voice = reader.current.and_then(|q| reader.quotes.speaker(q));
        let quotes = &reader.quotes;
        let pool: Vec<QuoteIndex> =
            self.panes.panel.shown().iter().copied().filter(|&q| !same || quotes.speaker(q) == voice).collect();
        let passed = |&q: &QuoteIndex| match on {
            Some(here) if count > 0 => q <= here,
            Some(here) => q < here,
            None => quotes.start(q) < row.start(),
        };
        let here = pool.partition_point(passed) as isize;
        let to = if count > 0 { here + count - 1 } else { here + count };
        let held = to.clamp(0, (pool.len() as isize - 1).max(0));
        match pool.get(held as usize).copied() {
            Some(quote) if Some(quote) != on => self.panes.select(quote),
            _ => {
                let line = if count > 0 { "no quote after this one" } else { "no quote before this one" };
                self.status.tell(line.to_owned() + &self.that_matches());
            }
        }
    }

    /// From the text to the panel; with a number, to that quote.
    pub(super) fn quote_focus(&mut self, number: Option<u32>) {
        self.remember();
        if let Some(quote) = number.and_then(QuoteIndex::numbered) {
            if !self.panes.panel.shown().contains(&quote) {
                return self.status.tell(self.why_not_shown(quote));
            }
            self.panes.select(quote);
        }
        self.focus_on(Pane::Quotes);
    }

    /// From the panel to the quote in the text.
    pub(super) fn quote_goto(&mut self) {
        self.remember();
        if let Some(quote) = self.panes.reader.as_ref().and_then(|r| r.current) {
            self.panes.select(quote);
        }
        self.focus_on(Pane::Reader);
    }

    pub(super) fn solo(&mut self) {
        let Some(reader) = &self.panes.reader else { return };
        let voice = reader.current.map(|q| reader.quotes.speaker(q));
        self.panes.panel.solo = if self.panes.panel.solo.is_some() { None } else { voice };
        if let Some(voice) = self.panes.panel.solo {
            self.status.tell(format!("only {}", reader.quotes.name(voice)));
        }
        self.panes.rebuild_panel();
    }

    pub(super) fn peek(&mut self) {
        self.panes.panel.whole = !self.panes.panel.whole;
        self.status.tell(if self.panes.panel.whole { "all quotes in full" } else { "long quotes shortened" });
        self.panes.rebuild_panel();
    }

    pub(super) fn regroup(&mut self) {
        self.panes.panel.grouping = self.panes.panel.grouping.next();
        // Without a panel there is no heading that says so.
        if self.panes.layout.panel.head.is_empty() {
            self.status.tell(format!("quotes {}", self.panes.panel.grouping.name()));
        }
        self.panes.rebuild_panel();
    }
}
