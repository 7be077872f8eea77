//! The whole state of the program, its parts, and the one way to change it.

use super::duplicates::Duplicates;
use super::find::Needle;
use super::history::{History, Spot};
use super::keymap::{Mode, Outcome};
use super::keys::Keys;
use super::layout::Layout;
use super::overlay::{Layer, Overlays};
use super::panel::{Grouping, Voice};
use super::panes::Panes;
use super::picker;
use super::requests::Requests;
use super::search_state::SearchState;
use super::session::SessionState;
use super::settings::Settings;
use super::status::Status;
use super::title_disambiguation::SameTitles;
use super::{Action, Effect, Input, Key, Pane};
use sayso_attribution::text::Span;
use sayso_library::service::{IndexProgress, SecondReadings};
use sayso_library::state::Stamp;
use sayso_library::{Article, ArticleId, Library, Wanted};

/// The whole state, in parts with verbs of their own. Only [`Model::update`] changes it; drawing reads it.
#[derive(Debug)]
pub struct Model {
    pub(crate) settings: Settings,
    pub(crate) library: Library,
    pub(crate) panes: Panes,
    pub(crate) overlays: Overlays,
    pub(crate) search: SearchState,
    pub(crate) keys: Keys,
    pub(crate) status: Status,
    pub(super) requests: Requests,
    pub(super) session: SessionState,
    pub(super) history: History,
    pub(super) duplicates: Duplicates,
    generation: u64,
}

/// What decides whether a frame would be another one; layers always count as another.
#[derive(PartialEq)]
struct Face {
    layout: Layout,
    focus: Pane,
    list: (Option<ArticleId>, usize, usize, usize),
    spot: Option<Spot>,
    found: Option<Span>,
    filters: (Needle, Needle),
    panel: (usize, usize, Option<Voice>, Grouping, Wanted),
    find: Option<(Needle, Pane, usize)>,
    echoes: usize,
    status: (Option<String>, String, bool, bool, usize),
    articles: (usize, usize, usize, Option<IndexProgress>, Option<SecondReadings>),
}

impl Model {
    /// A model without articles and without a size: both arrive as inputs.
    pub fn new(settings: Settings) -> Self {
        let mut model = Self {
            panes: Panes::new(settings.measure),
            settings,
            library: Library::default(),
            overlays: Overlays::default(),
            search: SearchState::default(),
            keys: Keys::default(),
            status: Status::default(),
            requests: Requests::default(),
            session: SessionState::default(),
            history: History::default(),
            duplicates: Duplicates::default(),
            generation: 0,
        };
        model.want(model.usually_wanted());
        model
    }

    /// Takes one input and answers with what it asks of the world.
    pub fn update(&mut self, input: Input) -> Vec<Effect> {
        let before = self.face();
        let layered = !self.overlays.is_empty();
        self.doubt_echoes(&input);
        let mut effects = match input {
            // What is typed while an article is on its way is meant for that article.
            Input::Key(key) if self.requests.pending_open.is_some() && key != Key::ctrl('c') => {
                self.done(|m| m.keys.hold(key))
            }
            Input::Key(key) if self.is_early(key) => self.done(|m| m.keys.hold(key)),
            Input::Key(key) => self.key(key),
            Input::Run(action, count, arg) => self.act(action, count, arg),
            Input::Paste(text) => self.paste(&text),
            Input::Resize(columns, rows) => self.done(|m| m.panes.size = (columns, rows)),
            Input::Loaded(articles) => self.done(|m| m.learn(articles)),
            Input::ReadError(line) => self.done(|m| m.status.add_unread(line)),
            Input::Catalogue(catalogue) => self.done(|m| m.catalogue(catalogue)),
            Input::Fetched(articles) => self.fetched(articles),
            Input::Unfetched(ids) => self.unfetched(&ids),
            Input::IndexProgress(reading) => self.done(|m| m.status.progress = Some(reading)),
            Input::SecondReadings(progress) => self.done(|m| m.status.second_readings = progress),
            Input::LoadingDone => self.done(Self::loading_done),
            Input::Found(ticket, results) => {
                self.search.picker.found(ticket, picker::with_named(results, &self.library));
                if self.search.picker.is_waiting() { Vec::new() } else { self.type_on() }
            }
            Input::NearDuplicates(of, found) => self.done(|m| m.learn_echoes(of, found)),
            Input::Voices(voices) => self.done(|m| m.overlays.show_voices(voices)),
            Input::Resumed => Vec::new(),
            Input::Paused => self.done(Self::paused),
            Input::Recorded(event, fault) => self.recorded(*event, fault.as_deref()),
            Input::Told(events) => self.done(|m| m.learn_events(events, false)),
            Input::ToldByOthers(events) => self.done(|m| m.learn_events(events, true)),
            Input::Piped(piped) => self.done(|m| m.piped(&piped)),
            Input::Notice(line) => self.say(line),
            Input::Aside(line) => self.done(|m| m.status.tell_later(line)),
        };
        self.show_second_reading();
        self.status.show_waiting();
        self.panes.settle();
        self.fetch_preview();
        self.ask_echoes();
        self.ask_second_reading();
        effects.append(&mut self.requests.take());
        if layered || !self.overlays.is_empty() || self.face() != before {
            self.generation += 1;
        }
        effects
    }

    /// Takes the names of what was opened, as they are shown: the header names the first.
    pub fn name_opened(&mut self, names: &[String]) {
        self.status.opened = match names {
            [] => None,
            [name] => Some(name.clone()),
            [name, more @ ..] => Some(format!("{name} and {} more", more.len())),
        };
    }

    /// Tells what is wrong in the user's files, before anything else.
    pub fn tell_faults(&mut self, faults: Vec<String>) {
        self.status.add_faults(faults);
    }

    /// The newest event this session knows of.
    pub fn newest_event(&self) -> Option<Stamp> {
        self.library.state().newest()
    }

    /// Grows by one whenever the screen would look different: while it stands still, nothing need be drawn.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// Where keys are pressed now.
    pub fn mode(&self) -> Mode {
        self.overlays.top().map_or(self.panes.focus.mode(), Layer::mode)
    }

    fn key(&mut self, key: Key) -> Vec<Effect> {
        let (notice, first, mode) = (self.status.notice.take(), self.keys.pending.is_empty(), self.mode());
        self.session.touch();
        let effects = match self.keys.press(&self.settings.keymap, mode, key) {
            Outcome::Wait => Vec::new(),
            Outcome::Run(action, count, arg) => self.run(action, count, arg, notice.as_deref()),
            Outcome::None if first && !mode.types() => self
                .letter_on_card(key)
                .unwrap_or_else(|| self.say(format!("{} does nothing here (? shows the keys)", key.name()))),
            Outcome::None => self.type_key(key),
        };
        self.panes.settle();
        self.finish();
        effects
    }

    fn act(&mut self, action: Action, count: Option<u32>, arg: Option<char>) -> Vec<Effect> {
        let notice = self.status.notice.take();
        self.session.touch();
        let effects = self.run(action, count, arg, notice.as_deref());
        self.panes.settle();
        self.finish();
        effects
    }

    /// Number of rows of the list below the cursor, and of all rows; `None` where a filter hides some.
    pub fn rows_to_end(&self) -> Option<(usize, usize)> {
        let list = &self.panes.list;
        let rows = list.rows().len();
        list.filter.is_empty().then(|| (rows - list.row().map_or(0, |row| row + 1).min(rows), rows))
    }

    /// Returns `true` while articles or rows that were asked for are still to come.
    pub fn is_waiting(&self) -> bool {
        let counting = matches!(self.overlays.top(), Some(Layer::Voices { counted: None, .. }));
        let searching = self.is_searching() && self.search.picker.is_waiting();
        self.requests.pending_open.is_some() || searching || counting || self.requests.is_fetching()
    }

    /// Runs a change that asks nothing of the world.
    pub(super) fn done(&mut self, change: impl FnOnce(&mut Self)) -> Vec<Effect> {
        change(self);
        Vec::new()
    }

    /// Says a line in the status, and asks nothing of the world.
    pub(super) fn say(&mut self, line: impl Into<String>) -> Vec<Effect> {
        self.status.tell(line.into());
        Vec::new()
    }

    fn loading_done(&mut self) {
        if self.status.end_loading() {
            self.recall();
            self.open_the_first();
            self.read_the_only_one();
            self.ask_other_second_readings();
        }
    }

    /// Where there is but one article, nobody looks at the list.
    pub(super) fn read_the_only_one(&mut self) {
        if !self.status.loading && self.library.len() == 1 && self.panes.reader.is_some() {
            self.panes.focus = Pane::Reader;
        }
    }

    /// Takes in articles. What is open stays where it is; the first ones to come open the first of the list.
    fn learn(&mut self, articles: Vec<Article>) {
        self.library.learn_all(articles);
        self.panes.list.rebuild(&self.library);
        self.start_at_the_first();
        self.panes.same_titles = SameTitles::of(&self.library);
        if self.is_searching() {
            self.requests.ask(self.search.picker.resume());
        }
        match (&self.panes.reader, self.panes.list.selected) {
            (None, Some(first)) => self.open(first),
            (Some(_), _) => self.reload(),
            _ => {}
        }
        self.go_back();
    }

    fn face(&self) -> Face {
        let panel = &self.panes.panel;
        Face {
            layout: self.panes.layout,
            focus: self.panes.focus,
            list: (self.panes.list.selected, self.panes.list.top, self.panes.list.rows().len(), self.panes.list.unread),
            spot: self.spot(),
            found: self.panes.reader.as_ref().and_then(|r| r.found),
            filters: (self.panes.list.filter.clone(), panel.filter.clone()),
            panel: (panel.top, panel.rows().len(), panel.solo, panel.grouping, panel.wanted),
            find: self.search.find.as_ref().map(|find| (find.needle.clone(), find.pane, find.hits.len())),
            echoes: self.echoes().len(),
            status: (
                self.status.notice.clone(),
                self.keys.pending.shown(),
                self.keys.continues,
                self.status.loading,
                self.panes.percent,
            ),
            articles: {
                let (articles, quotes) = (self.library.len(), self.library.catalogue().quotes());
                (articles, quotes, self.status.unread.len(), self.status.progress.clone(), self.status.second_readings)
            },
        }
    }
}
