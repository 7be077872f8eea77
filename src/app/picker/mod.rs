//! The search as a person meets it: a line, three tabs of rows, a preview; left and taken up again as it was.
//!
//! Knows nothing of how a search works or how a row looks: it asks with [`Effect::Search`] and holds the last
//! answer until a newer one arrives, so that rows never flicker away while one types.

mod named;
mod target;

use std::collections::HashSet;
use std::sync::Arc;

pub use named::with_named;
pub use target::{Target, newest_first};

use super::prompt::{Earlier, Prompt};
use super::{Action, Effect, Key, KeyCode};
use sayso_attribution::text::Span;
use sayso_library::Wanted;
use sayso_library::search::{Completion, Fault, Query, Results};
use sayso_library::service::Ticket;
use sayso_library::{ArticleId, Library};

/// The tabs, in the order they are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tab {
    /// Quotes and reported claims.
    #[default]
    Quotes,
    /// Articles.
    Articles,
    /// Speakers.
    Speakers,
}

impl Tab {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Quotes, Self::Articles, Self::Speakers];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Quotes => "Quotes",
            Self::Articles => "Articles",
            Self::Speakers => "Speakers",
        }
    }
}

/// The state of the search.
#[derive(Clone, Debug, Default)]
pub struct Picker {
    /// Only these quotes are found.
    pub wanted: Wanted,
    typed: Prompt,
    earlier: Earlier,
    tab: Tab,
    /// For each tab the row under the cursor.
    rows: [usize; 3],
    /// How many blocks (or quotes of a speaker) the preview is scrolled away from the hit.
    preview: isize,
    /// What the preview shows, with the letters that match in it.
    previewed: Option<(Target, Vec<Span>)>,
    results: Arc<Results>,
    /// The speakers whose words are listed by date, by the words of their names: one over time, or several in turn.
    voices: Vec<Vec<String>>,
    /// What cannot be used of the line.
    faults: Vec<Fault>,
    /// The newest search asked for.
    ticket: Ticket,
    waiting: bool,
}

impl Picker {
    /// Opens with `query` typed already (often empty) and asks for its rows.
    pub fn open(&mut self, query: &str) -> Effect {
        self.tab = Tab::Quotes;
        self.typed = Prompt::new(query);
        self.ask()
    }

    /// Asks again what was asked last: the library may have learnt since. Line, tab, row and rows stay.
    pub fn resume(&mut self) -> Effect {
        self.ask()
    }

    /// The search of an earlier session, for [`Picker::resume`].
    pub fn put(&mut self, query: &str, row: usize) {
        self.typed = Prompt::new(query);
        self.rows[self.tab as usize] = row;
    }

    /// A line typed in an earlier session.
    pub fn recall(&mut self, line: &str) {
        self.earlier.keep(line);
    }

    /// Keeps the line for later; [`Picker::resume`] takes all of it up again.
    pub fn close(&mut self) {
        self.earlier.keep(self.typed.text());
    }

    /// Does what a key of the keymap asks for; actions that are not its own change nothing.
    pub fn edit(&mut self, action: Action, library: &Library) -> Option<Effect> {
        match action {
            Action::Down => self.step(1),
            Action::Up => self.step(-1),
            Action::TabNext => self.turn(1),
            Action::TabPrev => self.turn(2),
            Action::PreviewDown => self.scroll(1, library),
            Action::PreviewUp => self.scroll(-1, library),
            Action::Complete => return self.complete(library),
            Action::Compare => return self.compare(),
            Action::HistoryPrev => return self.earlier(),
            _ => return self.typed.edit(action).unwrap_or(false).then(|| self.ask()),
        }
        None
    }

    /// Takes a key that the keymap has no action for: a character, Backspace, Delete, an arrow.
    pub fn press(&mut self, key: Key) -> Option<Effect> {
        self.typed.key(key).then(|| self.ask())
    }

    /// Types one character.
    pub fn type_char(&mut self, c: char) -> Option<Effect> {
        self.press(Key::char(c))
    }

    /// Types a pasted text, cleaned and on one line.
    pub fn paste(&mut self, text: &str) -> Option<Effect> {
        self.typed.paste(text).then(|| self.ask())
    }

    /// Takes the answer to a search, unless a newer one has been asked for.
    pub fn found(&mut self, ticket: Ticket, results: Arc<Results>) {
        if ticket != self.ticket {
            return;
        }
        let same = results.query == self.results.query;
        let were = Tab::ALL.map(|tab| same.then(|| self.target_in(tab)).flatten());
        self.waiting = false;
        self.results = results;
        self.voices = voices(&self.results.query);
        if !self.voices.is_empty() {
            // A timeline: the newest first.
            Arc::make_mut(&mut self.results).quotes.rows.sort_by_key(|hit| hit.rank.age);
        }
        for (tab, was) in Tab::ALL.into_iter().zip(were) {
            let row = was.and_then(|was| (0..self.len_of(tab)).find(|&row| self.target_at(tab, row) == Some(was)));
            self.rows[tab as usize] = row.unwrap_or(0);
        }
        self.preview = if same { self.preview } else { 0 };
        // The same row with other letters lit costs little.
        if !self.awaits_preview() {
            self.show_preview();
        }
    }

    /// The speakers whose words are listed by date, by the words of their names; empty for any other search.
    pub fn voices(&self) -> &[Vec<String>] {
        &self.voices
    }

    /// Goes on to ask for a second speaker beside the one whose words are listed, about the same words.
    pub fn compare(&mut self) -> Option<Effect> {
        let line = self.typed.text().trim().to_owned();
        let query = Query::parse(&line);
        let [speaker] = query.speakers()[..] else { return None };
        let rest = format!("{} {}", line[..speaker.at.start()].trim(), line[speaker.at.end()..].trim());
        self.tab = Tab::Quotes;
        self.typed = Prompt::new(&format!("{line} | {} speaker:", rest.trim()).replace("  ", " "));
        Some(self.ask())
    }

    /// Returns `true` if another row is under the cursor than the preview shows.
    pub fn awaits_preview(&self) -> bool {
        self.selected() != self.previewed()
    }

    /// Shows the row under the cursor in the preview.
    pub fn show_preview(&mut self) {
        self.previewed = self.selected().map(|target| (target, self.lit()));
    }

    /// What the preview shows.
    pub fn previewed(&self) -> Option<Target> {
        self.previewed.as_ref().map(|(target, _)| *target)
    }

    /// The letters that match in what the preview shows.
    pub fn lits(&self) -> &[Span] {
        self.previewed.as_ref().map_or(&[], |(_, lits)| lits)
    }

    /// The letters that match in the row under the cursor.
    fn lit(&self) -> Vec<Span> {
        let (results, row) = (&self.results, self.row());
        match self.tab {
            Tab::Quotes => results.quotes.rows.get(row).map_or_else(Vec::new, |hit| hit.spans.clone()),
            Tab::Articles => results.articles.rows.get(row).map_or_else(Vec::new, |hit| hit.spans.clone()),
            Tab::Speakers => Vec::new(),
        }
    }

    /// Takes the row under the cursor and closes; `None` when there is no row.
    pub fn accept(&mut self) -> Option<Target> {
        let target = self.selected()?;
        self.close();
        Some(target)
    }

    /// The next row’s target, after one was accepted; `None` at the last.
    pub fn next_hit(&mut self) -> Option<Target> {
        self.go(self.row().checked_add(1)?)
    }

    /// The row’s target before, after one was accepted; `None` at the first.
    pub fn prev_hit(&mut self) -> Option<Target> {
        self.go(self.row().checked_sub(1)?)
    }

    /// What the row under the cursor leads to.
    pub fn selected(&self) -> Option<Target> {
        self.target_in(self.tab)
    }

    /// The line being typed.
    pub fn typed(&self) -> &Prompt {
        &self.typed
    }

    /// The tab in front.
    pub fn tab(&self) -> Tab {
        self.tab
    }

    /// The row under the cursor, from 0.
    pub fn row(&self) -> usize {
        self.rows[self.tab as usize]
    }

    /// The last answer.
    pub fn results(&self) -> &Results {
        &self.results
    }

    /// What cannot be used of the line as it is now.
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// What the word before the caret may become; `None` elsewhere than at the end of the line.
    pub fn completion(&self, library: &Library) -> Option<Completion> {
        let current = self.results.query == self.typed.text();
        let names = self.results.speakers.rows.iter().filter(|_| current);
        let names = names.filter_map(|hit| library.people().get(hit.id)).map(|person| person.name);
        let articles = self.results.articles.rows.iter().filter(|_| current);
        let articles = articles.filter_map(|hit| library.entry(hit.id));
        self.typed.is_at_end().then(|| Completion::of(self.typed.text(), names, articles)).flatten()
    }

    /// The articles that its rows stand in.
    pub fn articles(&self) -> HashSet<ArticleId> {
        let quotes = self.results.quotes.rows.iter().map(|hit| hit.id.article);
        quotes.chain(self.results.articles.rows.iter().map(|hit| hit.id)).collect()
    }

    /// Under the cursor is the last row though there are more: how many rows, and how many match.
    pub fn end(&self) -> Option<(usize, usize)> {
        let (rows, total) = (self.len_of(self.tab), self.total(self.tab));
        (self.row() + 1 == rows && total > rows).then_some((rows, total))
    }

    /// All that match in a tab, shown or not.
    pub fn total(&self, tab: Tab) -> usize {
        match tab {
            Tab::Quotes => self.results.quotes.total,
            Tab::Articles => self.results.articles.total,
            Tab::Speakers => self.results.speakers.total,
        }
    }

    /// Returns `true` while an answer to what is typed is still to come.
    pub fn is_waiting(&self) -> bool {
        self.waiting
    }

    /// How far the preview is scrolled from the hit, in blocks or quotes.
    pub fn preview(&self) -> isize {
        self.preview
    }

    fn ask(&mut self) -> Effect {
        self.ticket = self.ticket.next();
        self.waiting = true;
        let query = Query { wanted: self.wanted, ..Query::parse(self.typed.text()) };
        self.faults.clone_from(&query.faults);
        Effect::Search(self.ticket, query)
    }

    fn complete(&mut self, library: &Library) -> Option<Effect> {
        let Some(completion) = self.completion(library) else { return self.press(Key::plain(KeyCode::Right)) };
        self.typed = Prompt::new(&completion.taken(self.typed.text()));
        Some(self.ask())
    }

    fn earlier(&mut self) -> Option<Effect> {
        self.typed = Prompt::new(self.earlier.before(self.typed.text())?);
        Some(self.ask())
    }

    fn step(&mut self, by: isize) {
        let last = self.len_of(self.tab).saturating_sub(1);
        self.rows[self.tab as usize] = self.row().saturating_add_signed(by).min(last);
        self.preview = 0;
    }

    fn turn(&mut self, by: usize) {
        self.tab = Tab::ALL[(self.tab as usize + by) % Tab::ALL.len()];
        self.preview = 0;
    }

    fn scroll(&mut self, by: isize, library: &Library) {
        self.show_preview();
        let (before, after) = self.selected().map_or((0, 0), |target| target.around(library));
        self.preview = (self.preview + by).clamp(-before, after);
    }

    fn go(&mut self, row: usize) -> Option<Target> {
        let target = self.target_at(self.tab, row)?;
        self.rows[self.tab as usize] = row;
        self.preview = 0;
        Some(target)
    }

    fn len_of(&self, tab: Tab) -> usize {
        match tab {
            Tab::Quotes => self.results.quotes.rows.len(),
            Tab::Articles => self.results.articles.rows.len(),
            Tab::Speakers => self.results.speakers.rows.len(),
        }
    }

    fn target_in(&self, tab: Tab) -> Option<Target> {
        self.target_at(tab, self.rows[tab as usize])
    }

    fn target_at(&self, tab: Tab, row: usize) -> Option<Target> {
        match tab {
            Tab::Quotes => self.results.quotes.rows.get(row).map(|hit| Target::Quote(hit.id)),
            Tab::Articles => self.results.articles.rows.get(row).map(|hit| Target::Article(hit.id, hit.place())),
            Tab::Speakers => self.results.speakers.rows.get(row).map(|hit| Target::Person(hit.id)),
        }
    }
}

/// The words of the names of the speakers whose words a query lists.
fn voices(query: &str) -> Vec<Vec<String>> {
    Query::parse(query).speakers().into_iter().map(|speaker| speaker.words.clone()).collect()
}

#[cfg(test)]
mod tests;
