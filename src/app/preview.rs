//! Previews: what the cursor of the list or the search stands on is shown once no key came for a moment, so that a row
//! that is only passed costs nothing.

use super::{Effect, Model, Pane};
use sayso_library::ArticleId;
use sayso_library::state::EventKind;

impl Model {
    /// Returns `true` if [`Input::Paused`](super::Input::Paused) is wanted once no key came for a moment.
    pub fn awaits_pause(&self) -> bool {
        if self.keys.pending.is_prefix() {
            return !self.keys.continues;
        }
        if self.is_searching() { self.search.picker.awaits_preview() } else { self.next_preview().is_some() }
    }

    /// No key came for a moment: shows what the cursor stands on.
    pub(super) fn paused(&mut self) {
        if self.keys.pending.is_prefix() {
            self.keys.continues = true;
        } else if self.is_searching() {
            self.search.picker.show_preview();
        } else if let Some(id) = self.next_preview() {
            self.panes.preview.tried = Some(id);
            self.panes.preview.from = self.panes.preview.from.or(self.spot());
            self.open(id);
        }
    }

    /// The article under the cursor of the list, if another one is open.
    fn next_preview(&self) -> Option<ArticleId> {
        let at_rest =
            self.panes.focus == Pane::List && self.overlays.is_empty() && self.requests.pending_open.is_none();
        let chosen = self.panes.list.selected.filter(|_| at_rest && self.panes.reader.is_some());
        chosen.filter(|&id| self.open_article() != Some(id) && self.panes.preview.tried != Some(id))
    }

    /// The reader stays with the article that is open: the way back leads to where they were before all previews.
    pub(super) fn stay(&mut self) {
        let from = self.panes.preview.from.take();
        if let Some(from) = from.filter(|from| self.open_article() != Some(from.article)) {
            self.history.push(from);
            let place = self.place_of(from);
            self.requests.ask_all(place.map(|place| Effect::record(EventKind::Jump { place })));
        }
    }

    /// Until a key is pressed, the list stands at its first article.
    pub(super) fn start_at_the_first(&mut self) {
        if self.status.loading && !self.session.is_touched() {
            self.panes.list.selected = self.panes.list.rows().first().copied();
        }
    }

    /// All articles are known: opens the first of them, if no key was pressed and no session left another one open.
    pub(super) fn open_the_first(&mut self) {
        let first = self.panes.list.rows().first().copied();
        if let Some(first) = first.filter(|first| !self.session.is_touched() && self.open_article() != Some(*first)) {
            self.open(first);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::app::Input;
    use crate::app::testing::{article, model, press, title, two_articles};
    use crate::app::{Model, Settings};

    #[test]
    fn the_list_shows_the_article_under_the_cursor_after_a_pause() {
        let mut model = model(two_articles(), (120, 40));
        press(&mut model, "gl");
        assert!(!model.awaits_pause(), "it is open already");
        press(&mut model, "j");
        assert_eq!(title(&model), "NATO looks to Asia");
        assert!(model.awaits_pause());
        model.update(Input::Paused);
        assert_eq!(title(&model), "Partners far from home");
        assert!(!model.awaits_pause());
        assert_eq!(model.mode(), crate::app::Mode::List, "the list keeps the keys");
    }

    #[test]
    fn the_way_back_from_a_previewed_article_leads_past_all_previews() {
        let mut model = model(two_articles(), (120, 40));
        press(&mut model, "gr3]gl");
        press(&mut model, "j");
        model.update(Input::Paused);
        press(&mut model, "<Enter>");
        assert_eq!(title(&model), "Partners far from home");
        press(&mut model, "<Backspace>");
        assert_eq!(title(&model), "NATO looks to Asia");
        assert_eq!(model.current_quote().map(|id| id.quote), Some(3));
    }

    #[test]
    fn a_new_folder_opens_at_its_first_article_whichever_was_read_first() {
        let dated = |path: &str, date: &str| {
            article(path, &format!("+++\ntitle = \"{path}\"\npublished = \"{date}\"\n+++\n\nRain fell."))
        };
        let mut model = Model::new(Settings::default());
        model.update(Input::Loaded(vec![dated("old.md", "2020"), dated("older.md", "2019")]));
        assert_eq!(title(&model), "old.md");
        model.update(Input::Loaded(vec![dated("new.md", "2024")]));
        model.update(Input::LoadingDone);
        assert_eq!(title(&model), "new.md");
        assert_eq!(model.panes.list.row(), Some(0));
    }

    #[test]
    fn a_key_pressed_while_articles_are_read_keeps_the_cursor_where_it_is() {
        let dated = |path: &str, date: &str| {
            article(path, &format!("+++\ntitle = \"{path}\"\npublished = \"{date}\"\n+++\n\nRain fell."))
        };
        let mut model = Model::new(Settings::default());
        model.update(Input::Loaded(vec![dated("old.md", "2020"), dated("older.md", "2019")]));
        press(&mut model, "j");
        model.update(Input::Loaded(vec![dated("new.md", "2024")]));
        model.update(Input::LoadingDone);
        assert_eq!(model.panes.list.row(), Some(2));
    }
}
