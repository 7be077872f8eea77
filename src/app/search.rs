//! Search everything: opening the picker, and going where its rows lead.

use super::keymap::Outcome;
use super::overlay::Layer;
use super::picker::Target;
use super::requests::PendingOpen;
use super::{Action, Effect, Key, Model, Pane, copy};
use sayso_library::Wanted;
use sayso_library::{Person, PersonId};

impl Model {
    /// Opens the search with `query` typed already.
    pub(super) fn search(&mut self, query: &str) -> Vec<Effect> {
        self.overlays.push(Layer::Picker);
        vec![self.search.picker.open(query)]
    }

    /// Returns `true` if the search is on the screen.
    pub(super) fn is_searching(&self) -> bool {
        self.overlays.has_search()
    }

    /// Opens the search on all that the current quote's speaker said.
    pub(super) fn search_speaker(&mut self) -> Vec<Effect> {
        match self.current_quote().and_then(|id| self.library.person_of(id)) {
            Some(person) => {
                let query = self.speaker_query(person);
                self.search(&query)
            }
            None => self.say("nobody is named here"),
        }
    }

    /// Opens the search on the speakers of all articles.
    pub(super) fn search_speakers(&mut self) -> Vec<Effect> {
        let effects = self.search("");
        self.search.picker.edit(Action::TabPrev, &self.library);
        effects
    }

    /// Opens the last search as it was left.
    pub(super) fn search_resume(&mut self) -> Vec<Effect> {
        self.overlays.push(Layer::Picker);
        vec![self.search.picker.resume()]
    }

    /// What the search does with an action; `None` if it is for the whole program.
    pub(super) fn run_in_picker(&mut self, action: Action) -> Option<Vec<Effect>> {
        if let (Action::Down, Some((rows, total))) = (action, self.search.picker.end()) {
            return Some(self.say(format!("these are the best {rows} of {total}; type more words to find others")));
        }
        match action {
            Action::Suspend | Action::Redraw | Action::Quit | Action::Help => None,
            Action::Accept => Some(self.search_accept()),
            Action::Close => Some(self.done(Self::search_close)),
            Action::Surer => Some(self.search_wanting(self.panes.panel.wanted.surer())),
            Action::OnlyNext => Some(self.search_wanting(self.panes.panel.wanted.other())),
            Action::ClipAdd => Some(self.clip()),
            _ if copy::is_yank(action) => Some(self.yank(action)),
            _ => Some(self.search.picker.edit(action, &self.library).into_iter().collect()),
        }
    }

    /// Returns `true` if a key is meant for rows that are still to come. What follows it is too, except what closes the
    /// search.
    pub(super) fn is_early(&self, key: Key) -> bool {
        if !self.search.picker.is_waiting() || !matches!(self.overlays.top(), Some(Layer::Picker)) {
            return false;
        }
        match self.keys.peek(&self.settings.keymap, self.mode(), key) {
            Outcome::Run(Action::Close, ..) => false,
            Outcome::Run(Action::Accept | Action::Down | Action::Up | Action::ClipAdd, ..) => true,
            Outcome::Run(action, ..) if copy::is_yank(action) => true,
            _ => self.keys.holds(),
        }
    }

    /// The next hit of the last search that was followed, or one before it.
    pub(super) fn hit_by(&mut self, count: isize) {
        for _ in 0..count.unsigned_abs() {
            match self.search.hit_beside(count > 0) {
                Some(target) => self.go_to(target),
                None => self.status.tell("no more results"),
            }
        }
    }

    /// Repeats the search among other quotes; the panes show these too.
    fn search_wanting(&mut self, wanted: Wanted) -> Vec<Effect> {
        self.want(wanted);
        vec![self.search.picker.resume()]
    }

    fn search_close(&mut self) {
        self.keys.release();
        self.keep_search();
        self.search.picker.close();
        self.overlays.pop();
    }

    fn search_accept(&mut self) -> Vec<Effect> {
        self.remember();
        self.keep_search();
        match self.search.picker.accept() {
            Some(Target::Person(person)) => {
                let query = self.speaker_query(person);
                vec![self.search.picker.open(&query)]
            }
            Some(target) => self.done(|m| {
                m.overlays.pop();
                m.search.along_hits = true;
                m.go_to(target);
            }),
            None => Vec::new(),
        }
    }

    /// Opens what a row of the search leads to, the words lit.
    pub(super) fn go_to(&mut self, target: Target) {
        if !self.has_for(PendingOpen::Target(target)) {
            return;
        }
        let place = target.place(&self.library);
        match (target, place) {
            (Target::Quote(id), _) => self.go_to_quote(id),
            (_, Some((article, span))) => {
                self.open(article);
                self.focus_on(Pane::Reader);
                self.panes.settle();
                if let Some(reader) = self.panes.reader.as_mut().filter(|_| !span.is_empty()) {
                    reader.reveal(span.start());
                    reader.found = Some(span);
                }
                self.panes.follow();
            }
            _ => {}
        }
    }

    fn speaker_query(&self, person: PersonId) -> String {
        // Exactly that one: a part of the name is others' too.
        let name = |p: Person| p.name.replace(['"', '“', '”', '„', '«', '»'], " ");
        self.library.people().get(person).map_or(String::new(), |p| format!("speaker:=\"{}\" ", name(p)))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::testing::{answer, notice, press, title, wide};
    use super::super::{Input, Key};
    use sayso_library::search::Results;

    #[test]
    fn what_is_typed_before_the_rows_come_is_meant_for_them() {
        let mut model = wide("");
        let before = title(&model).to_owned();
        let asked = press(&mut model, "sdenied");
        press(&mut model, "<Enter>");
        assert!(model.is_searching(), "no row is chosen that was not seen");
        answer(&mut model, asked);
        assert!(!model.is_searching());
        assert_ne!(title(&model), before);
    }

    #[test]
    fn the_search_is_closed_at_once_and_forgets_what_was_early() {
        let mut model = wide("");
        let asked = press(&mut model, "sdenied<Enter><Esc>");
        assert!(!model.is_searching());
        answer(&mut model, asked);
        assert!(!model.search.along_hits, "no row was followed");
    }

    #[test]
    fn at_the_last_of_the_rows_that_are_listed_it_is_told_how_many_there_are() {
        let mut model = wide("");
        let asked = press(&mut model, "s");
        answer(&mut model, asked);
        let mut results = Results::clone(model.search.picker.results());
        results.quotes.rows.truncate(1);
        results.quotes.total = 5;
        model.search.picker.found(sayso_library::service::Ticket(1), Arc::new(results));
        model.update(Input::Key(Key::ctrl('n')));
        assert_eq!(notice(&model), "these are the best 1 of 5; type more words to find others");
    }
}
