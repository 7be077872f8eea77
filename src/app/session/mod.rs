//! What lasts beyond a session: where the reader is, marks, what was read, what was typed; and taking back.
//!
//! Whatever the reader is told of is asked for with [`Effect::Record`] and done when [`Input::Recorded`] comes: then
//! it is on the disk, or the status says why it is not.

use std::collections::HashMap;

use super::history::Spot;
use super::info::count;
use super::overlay::PromptKind;
use super::quotes::QuoteIndex;
use super::requests::PendingOpen;
use super::{Effect, Model, Pane};
use sayso_attribution::text::Span;
use sayso_attribution::text::span::floor;
use sayso_library::correction::{Correction, Verdict};
use sayso_library::state::{Anchor, ArticleKey, Event, EventKind, Place, Search};
use sayso_library::{Article, ArticleId};

/// Number of articles that are marked as read at once: they are one line of the journal.
const MARKED_AT_ONCE: usize = 1000;

pub use state::SessionState;

impl Model {
    /// Where the reader is, if that is another place than was given last. None before the first key.
    pub fn place_anew(&mut self) -> Option<Place> {
        let spot = self.session.spot_anew(self.spot()?)?;
        self.place_of(spot)
    }

    /// Opens where the last session stopped, as soon as that article is there.
    pub fn come_back(&mut self) {
        self.session.come_back(self.library.state().last_place().cloned());
    }

    /// Goes where the last session stopped, if that article is there by now.
    pub(super) fn go_back(&mut self) {
        let Some(spot) = self.session.awaited().and_then(|place| self.spot_of(place)) else { return };
        if self.library.article(spot.article).is_none() {
            return self.requests.fetch(vec![spot.article]);
        }
        let Some(place) = self.session.restore() else { return };
        self.go(spot);
        let quote = self.current_quote().map_or(String::new(), |id| format!(", quote {}", id.quote + 1));
        if self.status.faults.is_empty() {
            self.status.tell(format!("back at ¶{}{quote} of {}", place.paragraph, place.article.title));
        }
        if let Some(search) = place.search {
            self.search.picker.put(&search.query, search.row);
        }
    }

    /// What was typed and jumped in earlier sessions, for the keys that bring it back.
    pub(super) fn recall(&mut self) {
        let state = self.library.state();
        for (kind, name) in PromptKind::ALL {
            state.typed(name).iter().for_each(|line| self.overlays.keep_line(kind, line));
        }
        state.typed(SEARCH).iter().for_each(|line| self.search.picker.recall(line));
        let jumps = state.jumps().iter();
        let called = self.library.catalogue().called(jumps.clone().map(|place| &place.article));
        // Of two that are called the same the first is meant.
        let of: HashMap<_, ArticleId> = called.into_iter().rev().map(|(id, key)| (key.called(), id)).collect();
        let jumps = jumps.filter_map(|place| Some(self.spot_in(*of.get(&place.article.called())?, place)));
        let jumps: Vec<Spot> = jumps.collect();
        self.history.before(jumps);
    }

    /// Keeps a line that was typed, here and for later sessions.
    pub(super) fn keep_line(&mut self, what: &str, line: &str) {
        if !line.trim().is_empty() {
            let deed = EventKind::Type { what: what.to_owned(), line: line.trim().to_owned() };
            self.requests.ask(Effect::record(deed));
        }
    }

    /// Keeps what is typed in the search.
    pub(super) fn keep_search(&mut self) {
        let line = self.search.picker.typed().text().to_owned();
        self.keep_line(SEARCH, &line);
    }

    /// The reader has seen the end: the article is read.
    pub(super) fn finish(&mut self) {
        let ended =
            self.panes.focus == Pane::Reader && self.panes.reader.as_mut().is_some_and(super::reader::Reader::at_end);
        let Some(id) = self.open_article().filter(|_| ended) else { return };
        if self.session.finished != Some(id) && !self.library.is_read(id) {
            self.session.finished = Some(id);
            self.record_read(id, true, false);
        }
    }

    /// The article of the list or the open one: read, or unread again.
    pub(super) fn toggle_read(&mut self) -> Vec<Effect> {
        let id = if self.panes.focus == Pane::List { self.panes.list.selected } else { self.open_article() };
        if let Some(id) = id {
            self.session.finished = Some(id);
            self.record_read(id, !self.library.is_read(id), true);
        }
        Vec::new()
    }

    /// All articles that the list shows: read, or unread again where all are.
    pub(super) fn toggle_all_read(&mut self) {
        let read = self.panes.list.rows().iter().any(|id| !self.library.is_read(*id));
        let mut keys: Vec<ArticleKey> =
            self.listed_but(read).take(MARKED_AT_ONCE).filter_map(|id| self.key_of(id)).collect();
        match keys.pop() {
            Some(article) => {
                self.requests.ask(Effect::record(EventKind::Read { article, read, by_hand: true, more: keys }));
            }
            None => self.status.tell("no article to mark"),
        }
    }

    /// The articles of the list that are not read, or are.
    fn listed_but(&self, read: bool) -> impl Iterator<Item = ArticleId> {
        self.panes.list.rows().iter().copied().filter(move |id| self.library.is_read(*id) != read)
    }

    /// What to say of articles that are being marked; of many at once, how many are left to mark.
    fn told_of_read(&self, read: bool, more: usize) -> String {
        if more == 0 {
            return if read { "marked as read" } else { "marked as unread" }.to_owned();
        }
        let (marked, word) = (more + 1, if read { "read" } else { "unread" });
        let left = match self.listed_but(read).count().saturating_sub(marked) {
            left if left > 0 && marked == MARKED_AT_ONCE => format!(" ({left} left; press again)"),
            _ => String::new(),
        };
        format!("{} marked as {word}{left}", count(marked, "article"))
    }

    fn record_read(&mut self, id: ArticleId, read: bool, by_hand: bool) {
        let event = |article| EventKind::Read { article, read, by_hand, more: Vec::new() };
        let article = self.key_of(id);
        self.requests.ask_all(article.map(|article| Effect::record(event(article))));
    }

    /// What was asked for is on the disk, or is not for the reason given; then it holds for this session.
    pub(super) fn recorded(&mut self, event: Event, fault: Option<&str>) -> Vec<Effect> {
        self.session.undo.own = Some(event.stamp.id.session);
        let what = self.told_of(&event.deed);
        let step = matches!(event.deed, EventKind::Undo { .. });
        let deed = event.deed.clone();
        self.learn_events(vec![event], false);
        self.clippings_changed(&deed);
        self.go_to_undone(&deed);
        if fault.is_none() {
            self.ask_prints(&deed);
        }
        self.status.notice = match fault {
            Some(fault) => Some(format!("{}, not saved: {fault}", what.as_deref().unwrap_or("done"))),
            None => what.or(self.status.notice.take()),
        };
        if step && let Some(forward) = self.session.undo.written() {
            return self.step(forward);
        }
        Vec::new()
    }

    /// The quote that a correction no longer holds for, or holds for again, is the current one: there the eye is.
    fn go_to_undone(&mut self, deed: &EventKind) {
        let EventKind::Undo { of } = deed else { return };
        let Some((EventKind::Correct { correction }, _)) = self.library.state().stepped(*of) else { return };
        let Some(reader) = &mut self.panes.reader else { return };
        let here = self.library.entry(reader.article).is_some_and(|entry| entry.is_called(&correction.article));
        let words = correction.quote.first().filter(|_| here);
        if let Some(at) = words.and_then(|words| reader.quotes.analysis().starting_at(words.start)) {
            reader.current = Some(QuoteIndex::new(at));
        }
    }

    /// Takes in what this or another session did, or other readers of a team.
    pub(super) fn learn_events(&mut self, events: Vec<Event>, are_of_others: bool) {
        // Where others read is nothing to see, and the list shows what is read and how many quotes there are.
        let seen = events.iter().any(|event| event.deed.is_told());
        let list = |deed: &EventKind| {
            matches!(deed, EventKind::Read { .. } | EventKind::Correct { .. } | EventKind::Undo { .. })
        };
        let list = events.iter().any(|event| list(&event.deed));
        let library = &mut self.library;
        let new = if are_of_others { library.keep_from_others(events) } else { library.keep(events) };
        if new && seen {
            self.reload();
            if list {
                self.panes.list.rebuild(&self.library);
            }
        }
    }

    /// What to say of something done; none where nothing need be said.
    fn told_of(&self, deed: &EventKind) -> Option<String> {
        Some(match deed {
            EventKind::Mark { name, .. } => format!("mark {name} set"),
            EventKind::Clip { .. } => "clipped (A shows all clippings)".to_owned(),
            EventKind::ClipNote { .. } => "note saved".to_owned(),
            EventKind::ClipRemove { .. } => "clipping removed (U undoes)".to_owned(),
            EventKind::Correct { correction } => told_of_correction(correction),
            EventKind::Read { read, by_hand: true, more, .. } => self.told_of_read(*read, more.len()),
            EventKind::Undo { of } => {
                let (_, again) = self.library.state().stepped(*of)?;
                format!("{}: {}", if again { "redone" } else { "undone" }, self.change_told(*of)?)
            }
            _ => return None,
        })
    }

    /// Sets a mark here.
    pub(super) fn mark(&mut self, name: Option<char>) -> Vec<Effect> {
        let place = self.spot().and_then(|spot| self.place_of(spot));
        let deed = name.zip(place).map(|(name, place)| EventKind::Mark { name, place });
        deed.map(Effect::record).into_iter().collect()
    }

    pub(super) fn mark_goto(&mut self, name: Option<char>) {
        let Some(name) = name else { return };
        let Some(place) = self.library.state().mark(name).cloned() else {
            self.status.tell(format!("no mark {name}"));
            return;
        };
        let Some(id) = self.library.called(&place.article) else {
            self.status.tell(format!("mark {name} is in {}, which is not in this library", place.article.title));
            return;
        };
        if self.has_for(PendingOpen::Mark(id, name))
            && let Some(spot) = self.spot_of(&place)
        {
            self.remember();
            self.open(id);
            spot.quote.into_iter().for_each(|quote| self.admit(quote));
            self.go(spot);
        }
    }

    /// What tells an article from all others.
    pub(super) fn key_of(&self, id: ArticleId) -> Option<ArticleKey> {
        let open = self.panes.reader.as_ref().filter(|reader| reader.article == id);
        let of = |article: &Article| ArticleKey::of(&article.path, &article.document);
        // The hash of a long text takes a moment: of the open article it is taken once.
        let key = |article| open.map_or_else(|| of(article), |reader| reader.key.get_or_init(|| of(article)).clone());
        let by_name = || self.library.entry(id).map(|entry| ArticleKey::by_name(entry.path, entry.title));
        self.library.article(id).map(key).or_else(by_name)
    }

    /// A place of this session, told so that another finds it.
    pub(super) fn place_of(&self, spot: Spot) -> Option<Place> {
        let article = self.library.article(spot.article)?;
        let (document, text) = (&article.document, article.document.text());
        let quote = spot.quote.and_then(|quote| article.analysis.attributions.get(quote.place()));
        let query = self.search.picker.typed().text();
        Some(Place {
            article: self.key_of(spot.article)?,
            paragraph: document.paragraph_at(spot.anchor.1),
            top: Anchor::at(text, spot.anchor.0),
            cursor: Anchor::at(text, spot.anchor.1),
            quote: quote.and_then(|q| q.content.iter().next()).map(|words| Anchor::of(text, words)),
            search: (!query.is_empty()).then(|| Search { query: query.to_owned(), row: self.search.picker.row() }),
        })
    }

    /// Where a place is in this session; `None` if its article is not here. Words that are gone leave their offset.
    pub(super) fn spot_of(&self, place: &Place) -> Option<Spot> {
        Some(self.spot_in(self.library.called(&place.article)?, place))
    }

    fn spot_in(&self, id: ArticleId, place: &Place) -> Spot {
        let spot = |anchor, quote| Spot { article: id, anchor, quote, focus: Pane::Reader, card: None, picker: false };
        let Some(article) = self.library.article(id) else {
            return spot((place.top.start, place.cursor.start), None);
        };
        let text = article.document.text();
        let at = |anchor: &Anchor| {
            let found = anchor.find(text).map(Span::start);
            found.unwrap_or_else(|_| floor(text, anchor.start))
        };
        let start = place.quote.as_ref().and_then(|quote| quote.find(text).ok()).map(Span::start);
        let quote = start.and_then(|at| article.analysis.starting_at(at)).map(QuoteIndex::new);
        spot((at(&place.top), at(&place.cursor)), quote)
    }
}

fn told_of_correction(correction: &Correction) -> String {
    let name = |speaker: &Option<String>| speaker.clone().unwrap_or_else(|| "nobody named".to_owned());
    match &correction.verdict {
        Verdict::Right => "confirmed".to_owned(),
        Verdict::Speaker { speaker, chain: false } | Verdict::New { speaker } => format!("{}: saved", name(speaker)),
        Verdict::Speaker { speaker, .. } => {
            format!("{}: saved for every quote linked by these pronouns", name(speaker))
        }
        Verdict::NotQuote => "removed as a quote".to_owned(),
        Verdict::Edges { .. } => "boundaries saved".to_owned(),
        Verdict::Merge { from, into } => format!("{from} merged with {into}"),
        Verdict::Split { into, .. } => format!("{into}: saved as a different person"),
    }
}

/// How lines typed in the search are called in the journal.
const SEARCH: &str = "search";

mod state;
mod undo;

#[cfg(test)]
mod tests;
