//! Find, filter and command as they are typed.

use std::num::NonZero;

use super::command::{self, Command};
use super::find::{Find, Hits, Needle};
use super::history::Spot;
use super::overlay::{Layer, PromptKind};
use super::prompt::Prompt;
use super::quotes::QuoteIndex;
use super::{Action, Effect, Model, Pane, list};
use sayso_attribution::text::Span;

/// While a line is typed, texts up to this many bytes are searched at every key; longer ones at Enter.
const AS_YOU_TYPE: usize = 1 << 20;

impl Model {
    pub(super) fn ask_find(&mut self) {
        self.remember();
        self.ask(PromptKind::Find, Prompt::default(), 0);
    }

    pub(super) fn ask_filter(&mut self) {
        // What is filtered is to be seen.
        if self.panes.focus != Pane::List {
            self.panes.show_panel();
        }
        self.ask(PromptKind::Filter, Prompt::default(), 0);
    }

    pub(super) fn ask_command(&mut self) {
        self.ask(PromptKind::Command, Prompt::default(), 0);
    }

    /// Asks for a line, with `prompt` typed already and `row` chosen.
    pub(super) fn ask(&mut self, ask: PromptKind, prompt: Prompt, row: usize) {
        self.overlays.push(Layer::Line { ask, prompt, row, from: self.spot() });
    }

    /// The line is another now: show what it finds.
    pub(super) fn line_changed(&mut self) {
        let Some(Layer::Line { ask, prompt, from, row }) = self.overlays.top_mut() else { return };
        if *ask != PromptKind::Pipe {
            *row = 0;
        }
        let (ask, text, from) = (*ask, prompt.text().to_owned(), *from);
        let small = self.panes.reader.as_ref().is_none_or(|r| r.document.text().len() <= AS_YOU_TYPE);
        match ask {
            PromptKind::Find if small || self.panes.focus != Pane::Reader => self.find_from(from, &text),
            PromptKind::Filter => self.filter(&text),
            _ => {}
        }
    }

    /// The line of the same kind that was typed before this one.
    pub(super) fn line_earlier(&mut self) {
        if self.overlays.recall_line() {
            self.line_changed();
        }
    }

    /// Enter on the line.
    pub(super) fn line_accept(&mut self) -> Vec<Effect> {
        let Some(Layer::Line { ask, prompt, from, row }) = self.overlays.pop() else { return Vec::new() };
        self.overlays.keep_line(ask, prompt.text());
        self.keep_line(ask.name(), prompt.text());
        match ask {
            PromptKind::Find => self.done(|m| m.find_accept(from, prompt.text())),
            PromptKind::Filter => self.done(|m| {
                m.filter(prompt.text());
                m.tell_filter();
            }),
            PromptKind::Who => self.choose_accept(prompt.text(), row),
            PromptKind::Pipe => self.pipe(row, prompt.text()),
            PromptKind::Note => self.note(prompt.text()),
            PromptKind::Write => self.write_clippings(prompt.text()),
            PromptKind::Command => self.run_command(prompt.text(), row),
        }
    }

    /// Runs the command in the `row`-th place of those offered; a number alone is a place to go to, as in vim. The first
    /// one is run only if it is called so: words that help has of it may be found by accident.
    fn run_command(&mut self, typed: &str, row: usize) -> Vec<Effect> {
        if let Some(place) = typed.trim().parse().ok().and_then(NonZero::<u32>::new) {
            return self.run(Action::Bottom, Some(place.get()), None, None);
        }
        if typed.trim().is_empty() && row == 0 {
            return Vec::new();
        }
        match self.commands(typed).into_iter().nth(row) {
            Some(command) if row > 0 || command.is_called(typed) => self.run(command.action, None, None, None),
            Some(_) => self.say(format!("no command ‘{typed}’ (↓ selects one whose description matches)")),
            None => self.say(format!("no command ‘{typed}’")),
        }
    }

    /// Esc on the line: as it was before; a filter is off.
    pub(super) fn line_cancel(&mut self) {
        let Some(Layer::Line { ask, from, prompt, .. }) = self.overlays.pop() else { return };
        self.overlays.keep_line(ask, prompt.text());
        match (ask, from) {
            (PromptKind::Find, Some(spot)) => {
                self.search.drop_find();
                self.go(spot);
            }
            (PromptKind::Filter, _) => self.filter(""),
            _ => {}
        }
    }

    /// The commands that match what is typed, best first.
    pub(crate) fn commands(&self, typed: &str) -> Vec<Command> {
        command::matching(&self.settings.keymap, typed)
    }

    fn find_from(&mut self, from: Option<Spot>, text: &str) {
        if let Some((spot, reader)) = from.zip(self.panes.reader.as_mut()) {
            reader.restore(spot.anchor);
        }
        self.find_new(text);
    }

    fn find_accept(&mut self, from: Option<Spot>, text: &str) {
        self.find_from(from, text);
        if self.search.find.as_ref().is_some_and(|f| f.hits.is_empty()) {
            self.status.tell(format!("not found: {text}"));
        }
    }

    /// Looks for `text` in this pane and goes to the first hit from here on.
    fn find_new(&mut self, text: &str) {
        self.search.along_hits = false;
        let needle = Needle::new(text);
        let hits = self.hits(&needle);
        self.search.find = (!needle.is_empty()).then_some(Find { needle, pane: self.panes.focus, hits });
        self.find_by(1, true);
    }

    /// To the `count`-th hit from here; in another pane than the last find, the same words are looked for there.
    pub(super) fn find_by(&mut self, count: isize, inclusive: bool) {
        if self.search.along_hits && !inclusive {
            return self.hit_by(count);
        }
        let Some(find) = &self.search.find else {
            if !inclusive {
                self.status.tell("no previous find (press /)");
            }
            return;
        };
        if find.pane != self.panes.focus {
            let typed = find.needle.typed().to_owned();
            self.find_new(&typed);
            return;
        }
        if self.panes.focus != Pane::Reader {
            // Rows come and go with filters, folds and articles.
            let needle = find.needle.clone();
            let hits = self.hits(&needle);
            self.search.find = Some(Find { needle, pane: self.panes.focus, hits });
        }
        let Some(find) = &self.search.find else { return };
        let Some(index) = find.hits.from(self.here(), count, inclusive) else { return };
        let Some(place) = find.hits.place(index) else { return };
        if !inclusive {
            self.remember();
        }
        match self.panes.focus {
            Pane::List => self.panes.list.choose(place),
            Pane::Quotes => self.panes.select_from_panel(QuoteIndex::new(place)),
            Pane::Reader => self.find_in_text(place),
        }
    }

    /// Which hit the cursor is at: `3` of `3/14`.
    pub(crate) fn hit_at(&self) -> Option<usize> {
        let find = self.search.find.as_ref()?;
        find.hits.from(self.here(), 1, true).map(|index| index + 1)
    }

    fn find_in_text(&mut self, offset: usize) {
        if let Some(reader) = &mut self.panes.reader {
            reader.go(offset);
            reader.found = Some(Span::new(offset, offset + 1));
        }
        self.panes.follow();
    }

    /// Where this pane is, in the same counting as its hits.
    fn here(&self) -> usize {
        match self.panes.focus {
            Pane::List => self.panes.list.row().unwrap_or(0),
            Pane::Quotes => self.panes.reader.as_ref().and_then(|r| r.current).map_or(0, QuoteIndex::place),
            Pane::Reader => self.panes.reader.as_ref().map_or(0, super::reader::Reader::find_here),
        }
    }

    fn hits(&self, needle: &Needle) -> Hits {
        match (self.panes.focus, &self.panes.reader) {
            _ if needle.is_empty() => Hits::Rows(Vec::new()),
            (Pane::List, _) => {
                let row = |(at, id): (usize, &_)| {
                    self.library.entry(*id).filter(|entry| needle.matches(&list::line(entry))).map(|_| at)
                };
                Hits::Rows(self.panes.list.rows().iter().enumerate().filter_map(row).collect())
            }
            (Pane::Quotes, Some(r)) => {
                let folded = r.quotes.folded(&r.document);
                let places = self.panes.panel.shown().iter().map(|quote| quote.place());
                Hits::Rows(places.filter(|&place| needle.is_in(&folded[place])).collect())
            }
            (_, Some(r)) => Hits::Text(r.find(needle)),
            (_, None) => Hits::Rows(Vec::new()),
        }
    }
}
