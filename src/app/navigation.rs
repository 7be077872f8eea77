//! Going places: panes, articles, jumps, marks.

use super::history::Spot;
use super::layout::{MEASURE_MAX, MEASURE_MIN};
use super::overlay::Layer;
use super::pending_open::PendingOpen;
use super::reader::Reader;
use super::{Effect, Model, Pane};
use sayso_library::state::EventKind;
use sayso_library::{ArticleId, QuoteId};

impl Model {
    /// The article that is open.
    pub fn open_article(&self) -> Option<ArticleId> {
        self.reader.as_ref().map(|r| r.article)
    }

    /// The current quote: the one the panel marks and the text lights.
    pub fn current_quote(&self) -> Option<QuoteId> {
        let reader = self.reader.as_ref()?;
        Some(QuoteId { article: reader.article, quote: reader.current? as u32 })
    }

    /// Where the reader is.
    pub(super) fn spot(&self) -> Option<Spot> {
        let reader = self.reader.as_ref()?;
        let card = self.layers.iter().find_map(|layer| match layer {
            Layer::Card { row } => Some(*row),
            _ => None,
        });
        let (article, anchor, quote) = (reader.article, reader.anchor(), reader.current);
        Some(Spot { article, anchor, quote, focus: self.focus, card, picker: self.is_searching() })
    }

    /// Remembers this place before a jump.
    pub(super) fn remember(&mut self) {
        if let Some(here) = self.spot() {
            self.history.push(here);
            let place = self.place_of(here);
            self.asks.extend(place.map(|place| Effect::record(EventKind::Jump { place })));
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
        self.reader = Some(reader);
        self.find = self.find.take().filter(|find| find.pane == Pane::List);
        self.panel.reset();
        self.list.selected = Some(id);
        self.settle();
        self.rebuild_panel();
        if let Some(reader) = &mut self.reader {
            match left {
                Some(spot) => reader.restore(spot.anchor),
                None => reader.go_first(),
            }
            reader.current = left.and_then(|spot| spot.quote);
        }
        self.follow();
    }

    /// The open article may have been read anew: the place in it is kept.
    pub(super) fn reload(&mut self) {
        let Some((id, spot)) = self.reader.as_ref().map(|r| r.article).zip(self.spot()) else { return };
        let fresh = self.library.article(id).filter(|article| {
            self.reader.as_ref().is_some_and(|r| !std::sync::Arc::ptr_eq(&r.document, &article.document))
        });
        if fresh.is_some() {
            self.history.leave(spot);
            self.reader = None;
            self.open(id);
        } else {
            self.requote();
        }
    }

    /// Who said what may be known otherwise: the place, the current quote and the voice alone stay what they were.
    fn requote(&mut self) {
        let Some(reader) = &mut self.reader else { return };
        let fresh = self.library.article(reader.article).map(|article| &article.analysis);
        let Some(fresh) = fresh.filter(|fresh| !std::sync::Arc::ptr_eq(fresh, reader.quotes.analysis())) else {
            return;
        };
        let start = reader.current.map(|quote| reader.quotes.start(quote));
        let alone = self.panel.solo.flatten().map(|speaker| reader.quotes.name(Some(speaker)).to_owned());
        reader.quotes = super::quotes::Quotes::new(std::sync::Arc::clone(fresh));
        let near = |at: usize| fresh.attributions.iter().position(|q| q.content.hull().contains(at));
        reader.current = start.and_then(|start| fresh.starting_at(start).or_else(|| near(start)));
        let voice = alone.and_then(|name| fresh.speakers.iter().position(|speaker| speaker.name == name));
        self.panel.requote(voice);
        self.close_cards();
        self.rebuild_panel();
    }

    pub(super) fn go(&mut self, spot: Spot) {
        if !self.has_for(PendingOpen::Go(spot)) {
            return;
        }
        self.open(spot.article);
        self.layers.clear();
        self.layers.extend(spot.card.map(|row| Layer::Card { row }));
        if spot.picker {
            self.layers.push(Layer::Picker);
            self.asks.push(self.picker.resume());
        }
        self.focus_on(spot.focus);
        self.settle();
        if let Some(reader) = &mut self.reader {
            reader.restore(spot.anchor);
            reader.current = spot.quote.or(reader.current);
        }
        self.rebuild_panel();
    }

    pub(super) fn jump_back(&mut self) {
        let here = self.spot();
        match self.history.back(here) {
            Some(spot) => self.go(spot),
            None => self.notice = Some("nothing to go back to".to_owned()),
        }
    }

    pub(super) fn jump_forward(&mut self) {
        let here = self.spot();
        match self.history.forward(here) {
            Some(spot) => self.go(spot),
            None => self.notice = Some("nothing to go forward to".to_owned()),
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
        self.settle();
        self.admit(id.quote as usize);
        self.select_from_panel(id.quote as usize);
    }

    /// A quote that is hidden is shown all the same: somebody asked for it.
    pub(super) fn admit(&mut self, quote: usize) {
        if !self.panel.shown().contains(&quote) {
            self.panel.reset();
            self.panel.guest = Some(quote);
            self.rebuild_panel();
        }
    }

    pub(super) fn open_selected(&mut self) {
        if let Some(id) = self.list.selected {
            if self.open_article() != Some(id) {
                self.remember();
            }
            self.open(id);
            self.focus_on(Pane::Reader);
        }
    }

    pub(super) fn open_or_page(&mut self) {
        if self.list.selected == self.open_article() {
            self.focus_on(Pane::Reader);
            self.page_down_or_next();
        } else if let Some(id) = self.list.selected {
            self.remember();
            self.open(id);
        }
    }

    pub(super) fn article_by(&mut self, delta: isize) {
        let to = self.list.from(self.open_article(), delta);
        if to == self.open_article() {
            self.notice =
                Some(if delta > 0 { "this is the last article" } else { "this is the first article" }.to_owned());
        } else if let Some(id) = to {
            self.remember();
            self.open(id);
        }
    }

    pub(super) fn sort(&mut self) {
        self.list.sort = self.list.sort.next();
        self.list.rebuild(&self.library);
        self.notice = Some(self.list.sort.name().to_owned());
    }

    /// Gives the keys to a pane, and shows it if it was hidden.
    pub(super) fn focus_on(&mut self, pane: Pane) {
        if pane != Pane::List {
            self.stay();
        }
        self.focus = pane;
        self.view.zen &= pane == Pane::Reader;
        self.view.panel |= pane == Pane::Quotes;
    }

    /// Gives the keys to the pane `by` places on; `round` goes from the last to the first.
    pub(super) fn focus_by(&mut self, by: isize, round: bool) {
        let panes = if self.view.panel { &Pane::ALL[..] } else { &Pane::ALL[..2] };
        let here = panes.iter().position(|p| *p == self.focus).unwrap_or(0) as isize + by;
        let last = panes.len() as isize - 1;
        let to = if round { here.rem_euclid(last + 1) } else { here.clamp(0, last) };
        self.focus_on(panes[to as usize]);
    }

    pub(super) fn toggle_panel(&mut self) {
        self.view.panel = !self.view.panel;
        if !self.view.panel && self.focus == Pane::Quotes {
            self.focus = Pane::Reader;
        }
        self.view.zen = false;
    }

    pub(super) fn toggle_zen(&mut self) {
        self.view.zen = !self.view.zen;
        self.focus = Pane::Reader;
    }

    /// Wider or narrower text, from what is really shown.
    pub(super) fn widen(&mut self, columns: isize) {
        let now = self.view.measure.min(self.layout.measure.max(MEASURE_MIN));
        let to = (now as isize + columns).clamp(MEASURE_MIN as isize, MEASURE_MAX as isize);
        let before = self.layout.measure;
        self.set_width(to as u16);
        if let Some(notice) = self.notice.as_mut().filter(|_| self.layout.measure == before) {
            *notice += if columns > 0 { ", the widest here" } else { ", the narrowest here" };
        }
    }

    /// Text of so many columns, or as many as there is room for.
    pub(super) fn set_width(&mut self, columns: u16) {
        self.view.measure = columns;
        self.settle();
        self.notice = Some(format!("text {} columns wide", self.layout.measure));
    }

    pub(super) fn open_url(&mut self) -> Vec<Effect> {
        let url = self.reader.as_ref().and_then(|r| r.document.meta().url.clone());
        match url {
            Some(url) => vec![Effect::OpenUrl(url)],
            None => self.say("the article tells no web address"),
        }
    }
}
