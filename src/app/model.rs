//! The whole state of the program, its parts, and the one way to change it.

use std::collections::BTreeMap;

use super::correct::Purpose;
use super::find::{Find, Needle};
use super::history::{History, Spot};
use super::keymap::{Keymap, Mode, Outcome, Pending};
use super::layout::{self, Layout, View, Width};
use super::list::List;
use super::near_duplicates::Echoed;
use super::overlay::{Layer, PromptKind};
use super::panel::{Panel, Voice};
use super::pending_open::PendingOpen;
use super::picker::{self, Picker};
use super::preview::Preview;
use super::prompt::Earlier;
use super::reader::Reader;
use super::session::SessionState;
use super::title_disambiguation::Twins;
use super::{Action, Effect, Input, Key, Pane};
use crate::config::Palette;
use sayso_attribution::text::Span;
use sayso_library::Wanted;
use sayso_library::cite::Styles;
use sayso_library::service::IndexProgress;
use sayso_library::state::Stamp;
use sayso_library::{Article, ArticleId, Library};

/// What is settled when the program starts.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Which keys do what.
    pub keymap: Keymap,
    /// Whether colours are used; off for `NO_COLOR`.
    pub colour: bool,
    /// The colours.
    pub theme: Palette,
    /// Only ASCII on the screen.
    pub ascii: bool,
    /// Columns of text.
    pub measure: u16,
    /// Quotes less sure than this are hidden, 0 to 1.
    pub least: f32,
    /// Quotes that only tell what somebody intends are hidden.
    pub hide_intended: bool,
    /// How quotes and their sources are written to be taken away.
    pub styles: Styles,
    /// The user's own commands for `|`, by name: lines for the shell.
    pub commands: BTreeMap<String, String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            keymap: Keymap::built_in(),
            colour: true,
            theme: Palette::default(),
            ascii: false,
            measure: layout::MEASURE,
            least: 0.0,
            hide_intended: false,
            styles: Styles::default(),
            commands: BTreeMap::new(),
        }
    }
}

/// The whole state. Only [`Model::update`] changes it; drawing reads it.
#[derive(Debug)]
pub struct Model {
    pub(crate) settings: Settings,
    pub(crate) library: Library,
    pub(crate) list: List,
    pub(crate) twins: Twins,
    pub(crate) reader: Option<Reader>,
    pub(crate) panel: Panel,
    pub(crate) focus: Pane,
    pub(crate) view: View,
    pub(crate) layout: Layout,
    pub(crate) layers: Vec<Layer>,
    pub(crate) history: History,
    pub(super) keeping: SessionState,
    pub(super) preview: Preview,
    /// What a speaker is being chosen for.
    pub(super) choosing: Option<Purpose>,
    /// The quote that is being corrected, and to whom: its other prints are offered then.
    pub(super) offering: Option<(sayso_library::QuoteId, String)>,
    /// Where else the words of the current quote are printed.
    pub(super) echoed: Echoed,
    pub(crate) find: Option<Find>,
    pub(crate) picker: Picker,
    /// For each kind of line the ones typed before.
    pub(super) earlier: [Earlier; PromptKind::KINDS],
    /// `n` and `N` go along the hits of the search, not of the last find.
    pub(crate) searching: bool,
    /// What a jump asked of the world on its way.
    pub(super) asks: Vec<Effect>,
    pub(crate) pending: Pending,
    pub(crate) notice: Option<String>,
    /// What is to be said when nothing else is: the newest.
    aside: Option<String>,
    /// Still reading articles.
    pub(crate) loading: bool,
    /// How far that is.
    pub(crate) reading: Option<IndexProgress>,
    /// The programs that run, by their names.
    pub(super) running: Vec<String>,
    /// What is done once its article is at hand.
    pub(super) pending_open: Option<PendingOpen>,
    /// Keys pressed since.
    pub(super) typed_ahead: Vec<Key>,
    /// Articles asked for that may still come.
    pub(super) fetching: Vec<ArticleId>,
    /// What could not be read.
    pub(crate) unread: Vec<String>,
    /// What is wrong in the user's files, told at the start.
    pub(super) faults: Vec<String>,
    /// The open article whose file is gone, and the hash of its content: it may come back by another name.
    pub(super) gone: Option<(ArticleId, u64)>,
    /// How far the page reaches down the article, 0 to 100.
    pub(crate) percent: usize,
    size: (u16, u16),
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
    panel: (usize, usize, Option<Voice>, super::panel::Grouping, Wanted),
    find: Option<(Needle, Pane, usize)>,
    echoes: usize,
    status: (Option<String>, String, bool, bool, usize),
    articles: (usize, usize, usize, Option<IndexProgress>),
}

impl Model {
    /// A model without articles and without a size: both arrive as inputs.
    pub fn new(settings: Settings) -> Self {
        let view = View { panel: true, zen: false, measure: settings.measure, entries: 0, strip: 0 };
        let mut model = Self {
            settings,
            library: Library::default(),
            list: List::default(),
            twins: Twins::default(),
            reader: None,
            panel: Panel::default(),
            focus: Pane::List,
            view,
            layout: Layout::default(),
            layers: Vec::new(),
            history: History::default(),
            keeping: SessionState::default(),
            preview: Preview::default(),
            choosing: None,
            offering: None,
            echoed: Echoed::default(),
            find: None,
            picker: Picker::default(),
            earlier: Default::default(),
            searching: false,
            asks: Vec::new(),
            pending: Pending::default(),
            notice: None,
            aside: None,
            loading: true,
            reading: None,
            running: Vec::new(),
            pending_open: None,
            typed_ahead: Vec::new(),
            fetching: Vec::new(),
            unread: Vec::new(),
            faults: Vec::new(),
            gone: None,
            percent: 0,
            size: (80, 24),
            generation: 0,
        };
        model.want(model.usually_wanted());
        model
    }

    /// Takes one input and answers with what it asks of the world.
    pub fn update(&mut self, input: Input) -> Vec<Effect> {
        let before = self.face();
        let layered = !self.layers.is_empty();
        self.doubt_echoes(&input);
        let mut effects = match input {
            // What is typed while an article is on its way is meant for that article.
            Input::Key(key) if self.pending_open.is_some() && key != Key::ctrl('c') => {
                self.done(|m| m.typed_ahead.push(key))
            }
            Input::Key(key) if self.is_early(key) => self.done(|m| m.typed_ahead.push(key)),
            Input::Key(key) => self.key(key),
            Input::Run(action, count, arg) => self.act(action, count, arg),
            Input::Paste(text) => self.paste(&text),
            Input::Resize(columns, rows) => self.done(|m| m.size = (columns, rows)),
            Input::Loaded(articles) => self.done(|m| m.learn(articles)),
            Input::ReadError(line) => self.done(|m| m.unread(line)),
            Input::Catalogue(catalogue) => self.done(|m| m.catalogue(catalogue)),
            Input::Fetched(articles) => self.fetched(articles),
            Input::Unfetched(ids) => self.unfetched(&ids),
            Input::IndexProgress(reading) => self.done(|m| m.reading = Some(reading)),
            Input::LoadingDone => self.done(Self::loading_done),
            Input::Found(ticket, results) => {
                self.picker.found(ticket, picker::with_named(results, &self.library));
                if self.picker.is_waiting() { Vec::new() } else { self.type_on() }
            }
            Input::NearDuplicates(of, found) => self.done(|m| m.echoed_there(of, found)),
            Input::Voices(voices) => self.done(|m| m.voices_counted(voices)),
            Input::Resumed => Vec::new(),
            Input::Paused => self.done(Self::paused),
            Input::Recorded(event, fault) => self.recorded(*event, fault.as_deref()),
            Input::Told(events) => self.done(|m| m.learn_events(events)),
            Input::Piped(piped) => self.done(|m| m.piped(&piped)),
            Input::Notice(line) => self.say(line),
            Input::Aside(line) => self.done(|m| m.aside = Some(line)),
        };
        if self.notice.is_none() {
            self.notice = self.aside.take();
        }
        self.settle();
        self.fetch_preview();
        self.ask_echoes();
        effects.append(&mut self.asks);
        if layered || !self.layers.is_empty() || self.face() != before {
            self.generation += 1;
        }
        effects
    }

    /// Tells what is wrong in the user's files, before anything else.
    pub fn tell_faults(&mut self, faults: Vec<String>) {
        self.notice = match &faults[..] {
            [] => return,
            [fault] => Some(fault.clone()),
            [fault, more @ ..] => Some(format!("{fault} (and {} more: sayso config check)", more.len())),
        };
        self.faults = faults;
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
        self.layers.last().map_or(self.focus.mode(), Layer::mode)
    }

    fn key(&mut self, key: Key) -> Vec<Effect> {
        let (notice, first) = (self.notice.take(), self.pending.is_empty());
        self.preview.continues = false;
        self.touch();
        let effects = match self.settings.keymap.press(self.mode(), &mut self.pending, key) {
            Outcome::Wait => Vec::new(),
            Outcome::Run(action, count, arg) => self.run(action, count, arg, notice.as_deref()),
            Outcome::None if first && !self.mode().types() => self
                .letter_on_card(key)
                .unwrap_or_else(|| self.say(format!("{} does nothing here (? shows the keys)", key.name()))),
            Outcome::None => self.type_key(key),
        };
        self.settle();
        self.finish();
        effects
    }

    fn act(&mut self, action: Action, count: Option<u32>, arg: Option<char>) -> Vec<Effect> {
        let notice = self.notice.take();
        self.touch();
        let effects = self.run(action, count, arg, notice.as_deref());
        self.settle();
        self.finish();
        effects
    }

    /// Returns `true` while articles or rows that were asked for are still to come.
    pub fn is_waiting(&self) -> bool {
        let counting = matches!(self.layers.last(), Some(Layer::Voices { counted: None, .. }));
        let searching = self.is_searching() && self.picker.is_waiting();
        self.pending_open.is_some() || searching || counting || !self.fetching.is_empty()
    }

    /// Runs a change that asks nothing of the world.
    pub(super) fn done(&mut self, change: impl FnOnce(&mut Self)) -> Vec<Effect> {
        change(self);
        Vec::new()
    }

    /// Says a line in the status, and asks nothing of the world.
    pub(super) fn say(&mut self, line: impl Into<String>) -> Vec<Effect> {
        self.notice = Some(line.into());
        Vec::new()
    }

    fn unread(&mut self, line: String) {
        self.aside = Some(line.clone());
        self.unread.push(line);
    }

    fn loading_done(&mut self) {
        self.reading = None;
        if std::mem::take(&mut self.loading) {
            self.recall();
            self.open_the_first();
            self.read_the_only_one();
        }
    }

    /// Where there is but one article, nobody looks at the list.
    pub(super) fn read_the_only_one(&mut self) {
        if !self.loading && self.library.len() == 1 && self.reader.is_some() {
            self.focus = Pane::Reader;
        }
    }

    /// Takes in articles. What is open stays where it is; the first ones to come open the first of the list.
    fn learn(&mut self, articles: Vec<Article>) {
        self.library.learn_all(articles);
        self.list.rebuild(&self.library);
        self.start_at_the_first();
        self.twins = Twins::of(&self.library);
        if self.is_searching() {
            self.asks.push(self.picker.resume());
        }
        match (&self.reader, self.list.selected) {
            (None, Some(first)) => self.open(first),
            (Some(_), _) => self.reload(),
            _ => {}
        }
        self.go_back();
    }

    /// Makes everything that follows from the state: where panes stand, which rows they show.
    pub(super) fn settle(&mut self) {
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

    fn face(&self) -> Face {
        let panel = &self.panel;
        Face {
            layout: self.layout,
            focus: self.focus,
            list: (self.list.selected, self.list.top, self.list.rows().len(), self.list.unread),
            spot: self.spot(),
            found: self.reader.as_ref().and_then(|r| r.found),
            filters: (self.list.filter.clone(), panel.filter.clone()),
            panel: (panel.top, panel.rows().len(), panel.solo, panel.grouping, panel.wanted),
            find: self.find.as_ref().map(|find| (find.needle.clone(), find.pane, find.hits.len())),
            echoes: self.echoes().len(),
            status: (self.notice.clone(), self.pending.shown(), self.preview.continues, self.loading, self.percent),
            articles: {
                let (articles, quotes) = (self.library.len(), self.library.catalogue().quotes());
                (articles, quotes, self.unread.len(), self.reading.clone())
            },
        }
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
