//! Articles that are not at hand: asked for, and what is done when they come.

use std::sync::Arc;

use super::history::Spot;
use super::picker::{Target, newest_first};
use super::requests::PendingOpen;
use super::title_disambiguation::SameTitles;
use super::{Action, Effect, Input, Mode, Model};
use sayso_attribution::document::PartId;
use sayso_library::address::split_part;
use sayso_library::index::BEGINNING;
use sayso_library::{Article, ArticleId, Catalogue, Entry};

/// Number of articles kept in memory before those that nothing shows are released.
const AT_HAND: usize = 256;

/// Quotes of a speaker whose articles are fetched for a preview: no screen shows more.
const PREVIEWED: usize = 12;

impl Model {
    /// Returns `true` if the article is loaded; otherwise requests it and waits.
    pub(super) fn has_for(&mut self, pending: PendingOpen) -> bool {
        let Some(id) = pending.article() else { return false };
        let here = self.library.article(id).is_some();
        self.requests.pending_open = (!here).then_some(pending);
        if !here {
            self.requests.fetch(vec![id]);
        }
        here
    }

    /// Runs what waited for one of the articles that were loaded.
    pub(super) fn fetched(&mut self, articles: Vec<(ArticleId, Article)>) -> Vec<Effect> {
        let came: Vec<ArticleId> = articles.iter().map(|(id, _)| *id).collect();
        self.requests.arrived(&came);
        for (id, article) in articles {
            let is_open = self.open_article() == Some(id) && self.requests.pending_open.is_none();
            let Some(article) = self.requests.second.keep(id, article, is_open) else { continue };
            // What is open does not change under the reader.
            if self.open_article() != Some(id) || self.requests.pending_open == Some(PendingOpen::Reload(id)) {
                self.library.hold(id, article);
            }
        }
        let here = |pending: &PendingOpen| pending.article().is_some_and(|id| self.library.article(id).is_some());
        if let Some(pending) = self.requests.pending_open.take_if(|pending| here(pending)) {
            let first = self.panes.reader.is_none();
            self.run_pending(pending);
            if first {
                self.read_the_only_one();
            }
        }
        self.go_back();
        if self.panes.reader.is_none() && self.requests.pending_open.is_none() {
            self.open_first();
        }
        if self.library.articles().len() > AT_HAND {
            let shown = self.search.picker.articles();
            let open = self.open_article();
            // The rows for which these came are still to come.
            self.library.let_go(|id| open == Some(id) || shown.contains(&id) || came.contains(&id));
        }
        self.type_on()
    }

    /// Articles that were asked for cannot be read: nobody waits for them.
    pub(super) fn unfetched(&mut self, ids: &[ArticleId]) -> Vec<Effect> {
        self.requests.arrived(ids);
        if self.requests.pending_open.take_if(|pending| pending.article().is_some_and(|id| ids.contains(&id))).is_some()
        {
            self.status.tell("this article can no longer be read");
        }
        self.type_on()
    }

    /// Does what was typed while an article or the rows of a search were on their way.
    pub(super) fn type_on(&mut self) -> Vec<Effect> {
        if self.requests.pending_open.is_some() {
            return Vec::new();
        }
        self.panes.settle();
        let keys = self.keys.release();
        keys.into_iter().flat_map(|key| self.update(Input::Key(key))).collect()
    }

    fn run_pending(&mut self, pending: PendingOpen) {
        match pending {
            PendingOpen::Open(id) => self.open(id),
            PendingOpen::Reload(_) => self.reload(),
            PendingOpen::Go(spot) => self.go(spot),
            PendingOpen::Quote(id) => self.go_to_quote(id),
            PendingOpen::Target(target) => self.go_to(target),
            PendingOpen::Mark(_, name) => self.mark_goto(Some(name)),
            PendingOpen::Clipping(_, id) => self.open_clipping(id),
        }
    }

    /// There are these articles now. What is open stays as it was; the first ones to come open the first of the list.
    pub(super) fn catalogue(&mut self, catalogue: Arc<Catalogue>) {
        let open = self.open_article();
        let gone = self.requests.gone.take().filter(|(id, _)| open == Some(*id)).map(|(_, hash)| hash);
        let reading = |m: &Self| Some(m.library.entry(open?)?.reading);
        let was = reading(self);
        let before = open.and_then(|id| self.library.entry(id)).map(|entry| entry.hash).or(gone);
        let part = open.and_then(|id| self.library.entry(id)).and_then(|entry| split_part(entry.path).1);
        self.library.show(catalogue, |id| open == Some(id));
        self.requests.forget_fetching();
        self.panes.list.rebuild(&self.library);
        self.start_at_the_first();
        self.panes.same_titles = SameTitles::of(&self.library);
        let now = open.and_then(|id| self.library.entry(id)).map(|entry| entry.hash);
        match (before, now) {
            (Some(hash), None) => self.follow_renamed(open, hash, part.as_ref()),
            (Some(BEGINNING), Some(now)) if now != BEGINNING => self.reload_open(),
            (Some(before), Some(now)) if before != now => {
                let key = self.settings.keymap.first_key(Mode::Normal, Action::Reload);
                self.status.tell(format!("this article has changed ({key} reloads it)"));
            }
            (Some(_), Some(_)) if was < reading(self) => open.into_iter().for_each(|id| self.fetch_second_reading(id)),
            _ => {}
        }
        if self.is_searching() {
            self.requests.ask(self.search.picker.resume());
        }
        self.go_back();
        self.open_first();
    }

    /// The file of the open article is gone: goes on in the one with the same content, which may yet come.
    fn follow_renamed(&mut self, open: Option<ArticleId>, hash: u64, part: Option<&PartId>) {
        let is_same = |entry: &Entry| hash != 0 && entry.hash == hash && split_part(entry.path).1.as_ref() == part;
        let renamed = self.library.entries().find(|(_, entry)| is_same(entry));
        let renamed = renamed.map(|(id, entry)| (id, entry.path.to_owned()));
        let Some(((id, path), spot)) = renamed.zip(self.spot()) else {
            self.requests.gone = open.map(|id| (id, hash));
            self.status.tell("this article is no longer there");
            return;
        };
        self.go(Spot { article: id, ..spot });
        self.status.tell(format!("this article is now {path}"));
    }

    fn open_first(&mut self) {
        if let (false, None, Some(first)) = (self.requests.is_fetching(), &self.panes.reader, self.panes.list.selected)
        {
            self.open(first);
        }
    }

    /// Reads the open article again.
    pub(super) fn reload_open(&mut self) {
        match self.open_article() {
            Some(id) if self.library.entry(id).is_some_and(|entry| entry.hash != 0) => {
                self.requests.pending_open = Some(PendingOpen::Reload(id));
                self.requests.fetch(vec![id]);
            }
            _ => self.status.tell("nothing to reload"),
        }
    }

    /// Asks for the articles that the preview of a speaker shows.
    pub(super) fn fetch_preview(&mut self) {
        if !self.is_searching() {
            return;
        }
        let Some(Target::Person(id)) = self.search.picker.previewed() else { return };
        let Some(person) = self.library.people().get(id) else { return };
        let quotes = newest_first(&self.library, person.quotes);
        let quotes = quotes.iter().skip(self.search.picker.preview().unsigned_abs()).take(PREVIEWED);
        let wanted = |id: &ArticleId| self.library.article(*id).is_none() && !self.requests.awaits(*id);
        let mut ids: Vec<ArticleId> = quotes.map(|quote| quote.article).filter(wanted).collect();
        ids.dedup();
        if !ids.is_empty() {
            self.requests.fetch(ids);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Settings;
    use super::super::testing::{article, kept, notice, press};
    use super::*;
    use crate::app::picker::Tab;
    use sayso_library::search::Results;
    use sayso_library::{Library, QuoteId};

    /// A catalogue of these articles, with the hash of each.
    fn catalogue(articles: &[(&Article, u64)]) -> Arc<Catalogue> {
        let mut library = Library::default();
        library.learn_all(articles.iter().map(|(article, _)| Article::clone(article)));
        let hashes = articles.iter().map(|(_, hash)| *hash);
        let entries = library.entries().zip(hashes).map(|((_, entry), hash)| Some(Entry { hash, ..entry }));
        Arc::new(Catalogue::of(entries, library.people().clone()))
    }

    fn model() -> Model {
        let mut model = Model::new(Settings::default());
        model.update(Input::Resize(120, 30));
        model
    }

    const A: ArticleId = ArticleId(0);
    const B: ArticleId = ArticleId(1);

    #[test]
    fn what_is_not_at_hand_is_asked_for_and_opened_when_it_comes() {
        let (a, b) = (article("a.md", "# A\n\n“[Q1 Yes],” [C1 said] [S1 Ann Lee]."), article("b.md", "# B\n\nNo."));
        let mut model = model();
        let effects = model.update(Input::Catalogue(catalogue(&[(&a, 1), (&b, 1)])));
        assert_eq!(effects, [Effect::Fetch(vec![A])], "the first one is opened by itself");
        assert_eq!(model.open_article(), None);
        model.update(Input::Fetched(vec![(A, a.clone())]));
        assert_eq!(model.open_article(), Some(A));
        assert_eq!(press(&mut model, "J"), [Effect::Fetch(vec![B])]);
        assert_eq!(model.open_article(), Some(A), "until the other one comes");
        model.update(Input::Fetched(vec![(B, b)]));
        assert_eq!(model.open_article(), Some(B));
        assert_eq!(press(&mut model, "K"), [], "it is still at hand");
        assert_eq!(model.open_article(), Some(A));
    }

    #[test]
    fn articles_that_come_for_rows_stay_until_the_rows_are_there() {
        let one = article("a.md", "# A\n\nYes.");
        let mut model = model();
        model.update(Input::Catalogue(catalogue(&vec![(&one, 1); AT_HAND + 40])));
        let ids: Vec<ArticleId> = (0..AT_HAND as u32 + 40).map(ArticleId).collect();
        for come in ids.chunks(40) {
            model.update(Input::Fetched(come.iter().map(|id| (*id, one.clone())).collect()));
            assert!(come.iter().all(|id| model.library.article(*id).is_some()));
        }
        assert!(model.library.articles().len() < AT_HAND, "others went");
    }

    #[test]
    fn a_mark_and_a_clipping_wait_for_their_article_and_leave_the_open_one_where_it_is() {
        let long = |path: &str| {
            let more = "More.\n\n".repeat(60);
            article(
                path,
                &format!("# {path}\n\n“[Q1 Yes],” [C1 said] [S1 Ann].\n\n{more}“[Q2 No],” [C2 said] [S2 Ann]."),
            )
        };
        let (a, b) = (long("a.md"), long("b.md"));
        for keys in ["'m", "A<Enter>"] {
            let mut model = model();
            model.update(Input::Catalogue(catalogue(&[(&a, 1), (&b, 1)])));
            model.update(Input::Fetched(vec![(A, a.clone()), (B, b.clone())]));
            press(&mut model, "gr2]mmaJ");
            model.library.let_go(|id| id == B);
            let before = model.spot();
            assert_eq!(before.map(|spot| spot.article), Some(B));
            assert_eq!(press(&mut model, keys), [Effect::Fetch(vec![A])]);
            assert_eq!(model.spot(), before, "{keys}");
            model.update(Input::Fetched(vec![(A, a.clone())]));
            assert_eq!(model.current_quote(), Some(QuoteId { article: A, quote: 1 }), "{keys}");
        }
    }

    #[test]
    fn a_speaker_whom_the_reader_has_named_is_found_though_no_index_knows_them() {
        let a = article("a.md", "# A\n\n“[Q1 Yes],” [C1 said] [S1 Ann Lee].");
        let mut model = model();
        model.update(Input::Catalogue(catalogue(&[(&a, 1)])));
        model.update(Input::Fetched(vec![(A, a)]));
        press(&mut model, "grcsBo Ek<Enter>");
        // What the index answers: it has the article as it was found.
        let found = |model: &mut Model, query: &str| {
            let asked = press(model, &format!("s{query}"));
            let Some(Effect::Search(ticket, _)) = asked.last() else { panic!("{asked:?}") };
            let results = Results { query: query.to_owned(), ..Results::default() };
            model.update(Input::Found(*ticket, Arc::new(results)));
            press(model, "<Tab><Tab>");
            let name = match model.search.picker.selected() {
                Some(Target::Person(id)) => model.library.people().get(id).map(|person| person.name.to_owned()),
                _ => None,
            };
            let total = model.search.picker.total(Tab::Speakers);
            press(model, "<Esc>");
            (name, total)
        };
        for query in ["bo", "Ek", "bo ek", "xyzzy OR ek"] {
            assert_eq!(found(&mut model, query), (Some("Bo Ek".to_owned()), 1), "{query}");
        }
        for query in ["ann bo", "bo kind:direct", "bo -ek"] {
            assert_eq!(found(&mut model, query), (None, 0), "{query}");
        }
        press(&mut model, "U");
        assert_eq!(found(&mut model, "bo"), (None, 0), "nobody says anything by that name any more");
    }

    #[test]
    fn articles_that_are_not_at_hand_are_unread_too() {
        let (a, b) = (article("a.md", "# A\n\nYes."), article("b.md", "# B\n\nNo."));
        let (mut model, shown) = (model(), catalogue(&[(&a, 1), (&b, 1)]));
        model.update(Input::Catalogue(Arc::clone(&shown)));
        model.update(Input::Fetched(vec![(A, a)]));
        press(&mut model, "gr");
        model.update(Input::Catalogue(shown));
        assert_eq!(model.panes.list.unread, 1);
    }

    #[test]
    fn all_that_the_list_shows_is_marked_as_read_and_unread_again() {
        let (a, b) = (article("a.md", "# Aims\n\nYes."), article("b.md", "# Boats\n\nNo."));
        let mut model = model();
        model.update(Input::Catalogue(catalogue(&[(&a, 1), (&b, 1)])));
        model.update(Input::Fetched(vec![(A, a)]));
        assert_eq!(model.panes.list.unread, 2, "from the start");
        for (keys, unread, told) in [
            ("gl&boats<Enter>gR", 1, "marked as read"),
            ("gR", 2, "marked as unread"),
            ("<Esc>gR", 0, "2 articles marked as read"),
            ("U", 2, "undone: read marks of 2 articles"),
            ("<C-r>", 0, "redone: read marks of 2 articles"),
            ("gR", 2, "2 articles marked as unread"),
            ("r:read-all<Enter>", 0, "marked as read"),
        ] {
            let asked = press(&mut model, keys);
            kept(&mut model, asked);
            assert_eq!((model.panes.list.unread, notice(&model)), (unread, told), "{keys}");
        }
    }

    #[test]
    fn an_article_that_is_renamed_while_open_is_followed_at_once_or_when_it_comes() {
        let text = format!("# A\n\n{}", "Words.\n\n".repeat(90));
        let (old, new) = (article("a.md", &text), article("b.md", &text));
        let other = article("c.md", "# C\n\nNo.");
        let with = |entries: Vec<Option<(&Article, u64)>>| {
            let mut library = Library::default();
            library.learn_all(entries.iter().flatten().map(|(article, _)| Article::clone(article)));
            let mut known = library.entries();
            let entries = entries.iter().map(|entry| Some(Entry { hash: (*entry)?.1, ..known.next()?.1 }));
            Arc::new(Catalogue::of(entries.collect::<Vec<_>>(), sayso_library::People::default()))
        };
        for at_once in [true, false] {
            let mut model = model();
            model.update(Input::Catalogue(catalogue(&[(&old, 1), (&other, 2)])));
            model.update(Input::Fetched(vec![(A, old.clone()), (B, other.clone())]));
            press(&mut model, "gr40j");
            let anchor = model.spot().map(|spot| spot.anchor);
            if !at_once {
                model.update(Input::Catalogue(with(vec![None, Some((&other, 2))])));
                assert_eq!(notice(&model), "this article is no longer there");
            }
            let effects = model.update(Input::Catalogue(with(vec![None, Some((&other, 2)), Some((&new, 1))])));
            assert_eq!(effects, [Effect::Fetch(vec![ArticleId(2)])]);
            assert_eq!(notice(&model), "this article is now b.md");
            model.update(Input::Fetched(vec![(ArticleId(2), new.clone())]));
            assert_eq!((model.open_article(), model.spot().map(|spot| spot.anchor)), (Some(ArticleId(2)), anchor));
            assert_eq!(model.panes.list.selected, Some(ArticleId(2)));
        }
    }

    #[test]
    fn the_whole_text_takes_the_place_of_its_beginning() {
        let begun = article("a.md", "# A\n\nThe first words.");
        let whole = article("a.md", "# A\n\nThe first words.\n\nThe last words.");
        let mut model = model();
        model.update(Input::Catalogue(catalogue(&[(&begun, BEGINNING)])));
        model.update(Input::Fetched(vec![(A, begun.clone())]));
        assert_eq!(model.update(Input::Catalogue(catalogue(&[(&begun, BEGINNING)]))), []);
        assert_eq!(model.update(Input::Catalogue(catalogue(&[(&whole, 2)]))), [Effect::Fetch(vec![A])]);
        model.update(Input::Fetched(vec![(A, whole)]));
        let text = model.panes.reader.as_ref().unwrap().document.text().to_owned();
        assert!(text.contains("last words") && notice(&model).is_empty(), "{text}");
    }

    #[test]
    fn the_open_article_stays_as_it_was_until_it_is_asked_for_again() {
        let old = article("a.md", "# A\n\nOld words.");
        let new = article("a.md", "# A\n\nNew words.");
        let mut model = model();
        model.update(Input::Catalogue(catalogue(&[(&old, 1)])));
        model.update(Input::Fetched(vec![(A, old)]));
        model.update(Input::Catalogue(catalogue(&[(&new, 2)])));
        assert_eq!(notice(&model), "this article has changed (R reloads it)");
        let text = |model: &Model| model.panes.reader.as_ref().unwrap().document.text().to_owned();
        model.update(Input::Fetched(vec![(A, new.clone())]));
        assert!(text(&model).contains("Old words"), "a row of a search that stands in it changes nothing");
        assert_eq!(press(&mut model, "R"), [Effect::Fetch(vec![A])]);
        model.update(Input::Fetched(vec![(A, new)]));
        assert!(text(&model).contains("New words"));
        model.update(Input::Catalogue(Arc::new(Catalogue::of([None], sayso_library::People::default()))));
        assert_eq!(notice(&model), "this article is no longer there");
        assert!(text(&model).contains("New words"));
    }
}
