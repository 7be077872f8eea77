//! Going places: panes, articles, jumps, marks.

use super::history::Spot;
use super::layout::{MEASURE_MAX, MEASURE_MIN};
use super::overlay::Layer;
use super::quotes::{QuoteIndex, Quotes};
use super::reader::Reader;
use super::requests::PendingOpen;
use super::{Effect, Model, Pane};
use sayso_library::state::EventKind;
use sayso_library::{ArticleId, QuoteId};

impl Model {
    /// The article that is open.
    pub fn open_article(&self) -> Option<ArticleId> {
        self.panes.open_article()
    }

    /// The current quote: the one the panel marks and the text lights.
    pub fn current_quote(&self) -> Option<QuoteId> {
        self.panes.current_quote()
    }

    /// Where the reader is.
    pub(super) fn spot(&self) -> Option<Spot> {
        let reader = self.panes.reader.as_ref()?;
        let (article, anchor, quote) = (reader.article, reader.anchor(), reader.current);
        let (card, picker) = (self.overlays.card_row(), self.overlays.has_search());
        Some(Spot { article, anchor, quote, focus: self.panes.focus, card, picker })
    }

    /// Remembers this place before a jump.
    pub(super) fn remember(&mut self) {
        if let Some(here) = self.spot() {
            self.history.push(here);
            let place = self.place_of(here);
            self.requests.ask_all(place.map(|place| Effect::record(EventKind::Jump { place })));
        }
    }

    /// Opens an article where it was left, or at its top.
    pub(super) fn open(&mut self, id: ArticleId) {
        if self.open_article() == Some(id) || !self.has_for(PendingOpen::Open(id)) {
            return;
        }
        let Some(article) = self.library.article(id) else { return };
        let reader = Reader::new(id, article);
        if let Some(here) = self.spot() {
            self.history.leave(here);
        }
        let before = self.library.state().place_in(&article.path, &article.document.meta().title);
        let left = self.history.left_at(id).or_else(|| self.spot_of(before?));
        self.panes.reader = Some(reader);
        self.search.leave_text();
        self.panes.panel.reset();
        self.panes.list.selected = Some(id);
        self.panes.settle();
        self.panes.rebuild_panel();
        if let Some(reader) = &mut self.panes.reader {
            match left {
                Some(spot) => reader.restore(spot.anchor),
                None => reader.go_first(),
            }
            reader.current = left.and_then(|spot| spot.quote);
        }
        self.panes.follow();
    }

    /// The open article may have been read anew: the place in it is kept.
    pub(super) fn reload(&mut self) {
        let Some((id, spot)) = self.panes.reader.as_ref().map(|r| r.article).zip(self.spot()) else { return };
        let fresh = self.library.article(id).filter(|article| {
            self.panes.reader.as_ref().is_some_and(|r| !std::sync::Arc::ptr_eq(&r.document, &article.document))
        });
        if fresh.is_some() {
            self.history.leave(spot);
            self.panes.reader = None;
            self.open(id);
        } else {
            self.requote();
        }
    }

    /// Who said what may be known otherwise: the place, the current quote and the voice alone stay what they were.
    pub(super) fn requote(&mut self) {
        let Some(reader) = &mut self.panes.reader else { return };
        let fresh = self.library.article(reader.article).map(|article| &article.analysis);
        let Some(fresh) = fresh.filter(|fresh| !std::sync::Arc::ptr_eq(fresh, reader.quotes.analysis())) else {
            return;
        };
        let start = reader.current.map(|quote| reader.quotes.start(quote));
        let alone = self.panes.panel.solo.flatten().map(|speaker| reader.quotes.name(Some(speaker)).to_owned());
        reader.quotes = Quotes::new(std::sync::Arc::clone(fresh));
        let near = |at: usize| fresh.attributions.iter().position(|q| q.content.hull().contains(at));
        let place = start.and_then(|start| fresh.starting_at(start).or_else(|| near(start)));
        reader.current = place.map(QuoteIndex::new);
        let voice = alone.and_then(|name| fresh.speakers.iter().position(|speaker| speaker.name == name));
        self.panes.panel.requote(voice);
        self.overlays.close_cards();
        self.panes.rebuild_panel();
    }

    pub(super) fn go(&mut self, spot: Spot) {
        if !self.has_for(PendingOpen::Go(spot)) {
            return;
        }
        self.open(spot.article);
        self.overlays.clear();
        if let Some(row) = spot.card {
            self.overlays.push(Layer::Card { row });
        }
        if spot.picker {
            self.overlays.push(Layer::Picker);
            self.requests.ask(self.search.picker.resume());
        }
        self.focus_on(spot.focus);
        self.panes.settle();
        if let Some(reader) = &mut self.panes.reader {
            reader.restore(spot.anchor);
            reader.current = spot.quote.or(reader.current);
        }
        self.panes.rebuild_panel();
    }

    pub(super) fn jump_back(&mut self) {
        let here = self.spot();
        match self.history.back(here) {
            Some(spot) => self.go(spot),
            None => self.status.tell("nothing to go back to"),
        }
    }

    pub(super) fn jump_forward(&mut self) {
        let here = self.spot();
        match self.history.forward(here) {
            Some(spot) => self.go(spot),
            None => self.status.tell("nothing to go forward to"),
        }
    }

    pub(super) fn jump_last(&mut self) {
        let here = self.spot();
        if let Some(spot) = self.history.last(here) {
            self.go(spot);
        }
    }

    /// Opens a quote of any article at the words themselves, lit.
    pub fn go_to_quote(&mut self, id: QuoteId) {
        if !self.has_for(PendingOpen::Quote(id)) {
            return;
        }
        self.open(id.article);
        self.focus_on(Pane::Reader);
        self.panes.settle();
        self.admit(id.into());
        self.panes.select_from_panel(id.into());
    }

    /// A quote that is hidden is shown all the same: somebody asked for it.
    pub(super) fn admit(&mut self, quote: QuoteIndex) {
        if !self.panes.panel.shown().contains(&quote) {
            self.panes.panel.reset();
            self.panes.panel.guest = Some(quote);
            self.panes.rebuild_panel();
        }
    }

    pub(super) fn open_selected(&mut self) {
        if let Some(id) = self.panes.list.selected {
            if self.open_article() != Some(id) {
                self.remember();
            }
            self.open(id);
            self.focus_on(Pane::Reader);
        }
    }

    pub(super) fn open_or_page(&mut self) {
        if self.panes.list.selected == self.open_article() {
            self.focus_on(Pane::Reader);
            self.page_down_or_next();
        } else if let Some(id) = self.panes.list.selected {
            self.remember();
            self.open(id);
        }
    }

    pub(super) fn article_by(&mut self, delta: isize) {
        let to = self.panes.list.from(self.open_article(), delta);
        if to == self.open_article() {
            self.status.notice =
                Some(if delta > 0 { "this is the last article" } else { "this is the first article" }.to_owned());
        } else if let Some(id) = to {
            self.remember();
            self.open(id);
        }
    }

    pub(super) fn sort(&mut self) {
        self.panes.list.sort = self.panes.list.sort.next();
        self.panes.list.rebuild(&self.library);
        self.status.tell(self.panes.list.sort.name());
    }

    /// Gives the keys to a pane, and shows it if it was hidden.
    pub(super) fn focus_on(&mut self, pane: Pane) {
        if pane != Pane::List {
            self.stay();
        }
        self.panes.give_keys(pane);
    }

    /// Gives the keys to the pane `by` places on; `round` goes from the last to the first.
    pub(super) fn focus_by(&mut self, by: isize, round: bool) {
        self.focus_on(self.panes.beside(by, round));
    }

    /// Wider or narrower text, from what is really shown.
    pub(super) fn widen(&mut self, columns: isize) {
        let now = self.panes.view.measure.min(self.panes.layout.measure.max(MEASURE_MIN));
        let to = (now as isize + columns).clamp(MEASURE_MIN as isize, MEASURE_MAX as isize);
        let before = self.panes.layout.measure;
        self.set_width(to as u16);
        if let Some(notice) = self.status.notice.as_mut().filter(|_| self.panes.layout.measure == before) {
            *notice += if columns > 0 { ", the maximum here" } else { ", the minimum" };
        }
    }

    /// Text of so many columns, or as many as there is room for.
    pub(super) fn set_width(&mut self, columns: u16) {
        self.panes.set_measure(columns);
        self.status.tell(format!("text width: {} columns", self.panes.layout.measure));
    }

    pub(super) fn open_url(&mut self) -> Vec<Effect> {
        let url = self.panes.reader.as_ref().and_then(|r| r.document.meta().url.clone());
        match url {
            Some(url) => vec![Effect::OpenUrl(url)],
            None => self.say("this article has no URL"),
        }
    }
}
