//! Clippings: quotes kept from any article, in an order of the reader's own, each with a note (`a`, `A`).

use super::overlay::{Layer, PromptKind};
use super::prompt::Prompt;
use super::requests::PendingOpen;
use super::{Action, Effect, Model, Pane};
use sayso_attribution::text::Spans;
use sayso_library::ArticleId;
use sayso_library::cite::{Cannot, Cited, Form, differs, needs_article};
use sayso_library::state::{Anchor, Clip, Clipping, EventKind, Id, Place};

impl Model {
    /// Keeps the quote or the selection that is meant; lets go of it where it is kept already.
    pub(super) fn clip(&mut self) -> Vec<Effect> {
        let clip = match self.clip_meant() {
            Ok(clip) => clip,
            Err(Cannot(why)) => return self.say(why),
        };
        self.leave_selection();
        let kept = self.clippings().iter().find(|c| same(&c.clip, &clip)).map(|c| c.id);
        vec![Effect::record(kept.map_or(EventKind::Clip { clip, after: None }, |clip| EventKind::ClipRemove { clip }))]
    }

    /// Shows all clippings, or closes them.
    pub(super) fn show_clippings(&mut self) {
        if matches!(self.overlays.top(), Some(Layer::Clippings { .. })) {
            self.overlays.pop();
        } else {
            self.overlays.push(Layer::Clippings { row: 0 });
            self.fetch_for_clippings();
        }
    }

    /// All of them, in their order.
    pub(crate) fn clippings(&self) -> &[Clipping] {
        self.library.state().clippings()
    }

    /// What the list of clippings does with an action; `None` if it is no such action.
    pub(super) fn run_in_clippings(&mut self, action: Action) -> Option<Vec<Effect>> {
        let chosen = self.clipping().cloned();
        let Some(chosen) = chosen else {
            let needs = matches!(action, Action::Accept | Action::ClipNote | Action::ClipWrite | Action::ClipAdd);
            return needs.then(|| self.say("no clippings yet (a on a quote clips it)"));
        };
        Some(match action {
            Action::Accept => self.done(|m| m.open_clipping(chosen.id)),
            Action::ClipNote => self.done(|m| m.ask(PromptKind::Note, Prompt::new(&chosen.clip.note), 0)),
            Action::ClipWrite => self.done(|m| m.ask(PromptKind::Write, Prompt::offering("clippings.md"), 0)),
            Action::ClipAdd | Action::ClipRemove => vec![Effect::record(EventKind::ClipRemove { clip: chosen.id })],
            Action::ClipUp => self.move_clipping(chosen.id, -1),
            Action::ClipDown => self.move_clipping(chosen.id, 1),
            _ => return None,
        })
    }

    /// The clipping under the cursor, where the list of them is open.
    pub(super) fn clipping(&self) -> Option<&Clipping> {
        let row = self.overlays.layers().iter().find_map(|layer| match layer {
            Layer::Clippings { row } => Some(*row),
            _ => None,
        });
        let all = self.clippings();
        all.get(row?.min(all.len().saturating_sub(1)))
    }

    /// The clipping under the cursor to take away: compared with its article, where that is at hand.
    pub(super) fn cited_clipping(&self, clip: &Clip) -> Result<Cited, Cannot> {
        let cited = self.cited_as_now(clip);
        let article = self.library.called(&clip.article).and_then(|id| self.library.article(id));
        let Some(document) = article.map(|article| &article.document) else { return Ok(cited) };
        let lost = |error| Cannot(format!("not copied: {error} ({})", document.meta().title));
        let spans = Anchor::find_all(&clip.words, document.text()).map_err(lost)?;
        let differs = differs(document, &spans, &clip.whole());
        differs.map_or(Ok(cited), |difference| Err(Cannot(format!("not copied: {difference}"))))
    }

    /// All clippings to take away.
    pub(super) fn cited_clippings(&self) -> Vec<Cited> {
        self.clippings().iter().map(|clipping| self.cited_as_now(&clipping.clip)).collect()
    }

    /// A clipping with the speaker that corrections give it.
    pub(crate) fn cited_as_now(&self, clip: &Clip) -> Cited {
        Cited::of_clipping(clip, self.library.state().corrections(), &self.library)
    }

    /// Fetches the articles that alone can tell who a clipping is credited to now.
    fn fetch_for_clippings(&mut self) {
        let corrections = self.library.state().corrections();
        let needed = self.clippings().iter().filter(|clipping| needs_article(&clipping.clip, corrections));
        let mut ids: Vec<ArticleId> =
            needed.filter_map(|clipping| self.library.called(&clipping.clip.article)).collect();
        ids.retain(|id| self.library.article(*id).is_none() && !self.requests.awaits(*id));
        ids.dedup();
        if !ids.is_empty() {
            self.requests.fetch(ids);
        }
    }

    /// Keeps the note that was typed.
    pub(super) fn note(&mut self, note: &str) -> Vec<Effect> {
        let note = note.trim().to_owned();
        let changed = self.clipping().filter(|clipping| clipping.clip.note != note).map(|clipping| clipping.id);
        changed.map(|clip| Effect::record(EventKind::ClipNote { clip, note })).into_iter().collect()
    }

    /// Writes all clippings to the file that was typed; its ending tells the form.
    pub(super) fn write_clippings(&mut self, file: &str) -> Vec<Effect> {
        let file = file.trim();
        match Form::of_file(file) {
            Some(form) => vec![Effect::Save(file.to_owned(), form.write(&self.cited_clippings()))],
            None => self.say(format!("not written: the name ends in {}", Form::endings())),
        }
    }

    /// The cursor goes with a clipping that was moved.
    pub(super) fn clippings_changed(&mut self, deed: &EventKind) {
        let EventKind::ClipMove { clip, .. } = deed else { return };
        let at = self.clippings().iter().position(|c| c.id == *clip);
        if let (Some(Layer::Clippings { row }), Some(at)) = (self.overlays.top_mut(), at) {
            *row = at;
        }
    }

    fn move_clipping(&mut self, clip: Id, by: isize) -> Vec<Effect> {
        let all = self.clippings();
        let from = all.iter().position(|c| c.id == clip).unwrap_or(0);
        let to = from.saturating_add_signed(by);
        if to == from || to >= all.len() {
            return Vec::new();
        }
        let before = if by > 0 { Some(to) } else { to.checked_sub(1) };
        let after = before.and_then(|at| all.get(at)).map(|c| c.id);
        vec![Effect::record(EventKind::ClipMove { clip, after })]
    }

    /// Opens the article at the clipped words.
    pub(super) fn open_clipping(&mut self, of: Id) {
        let Some(Clipping { clip, .. }) = self.clippings().iter().find(|kept| kept.id == of).cloned() else { return };
        let Some(id) = self.library.called(&clip.article) else {
            self.status.tell(format!("article not found: {}", clip.path));
            return;
        };
        self.overlays.clear();
        if !self.has_for(PendingOpen::Clipping(id, of)) {
            return;
        }
        let place = clip.words.first().map(|words| Place {
            article: clip.article.clone(),
            paragraph: clip.paragraph,
            top: words.clone(),
            cursor: words.clone(),
            quote: Some(words.clone()),
            search: None,
        });
        let Some(spot) = place.and_then(|place| self.spot_of(&place)) else { return };
        self.remember();
        match spot.quote {
            Some(quote) => self.go_to_quote(quote.of(spot.article)),
            None => self.go_to_words(spot.article, spot.anchor.1, clip.words.first()),
        }
    }

    fn go_to_words(&mut self, article: ArticleId, offset: usize, words: Option<&Anchor>) {
        self.open(article);
        self.focus_on(Pane::Reader);
        self.panes.settle();
        let Some(reader) = &mut self.panes.reader else { return };
        reader.reveal(offset);
        match words.map(|words| words.find(reader.document.text())) {
            Some(Ok(span)) => reader.found = Some(span),
            Some(Err(lost)) => self.status.tell(lost.to_string()),
            None => {}
        }
        self.panes.follow();
    }

    /// What a key that clips means: the selected words, the row of the search, or the current quote.
    fn clip_meant(&self) -> Result<Clip, Cannot> {
        let cited = self.cited()?;
        let (id, spans) = self.words_meant().ok_or_else(|| Cannot("no quote to clip".to_owned()))?;
        let article = self.library.article(id).zip(self.key_of(id));
        let (article, key) = article.ok_or_else(|| Cannot("this article is not available".to_owned()))?;
        Ok(cited.clip(key, Anchor::of_all(article.document.text(), &spans)))
    }

    fn words_meant(&self) -> Option<(ArticleId, Spans)> {
        if let Some((article, span)) = self.selected() {
            return Some((article, Option::from(span)?));
        }
        let id = self.quote_meant()?;
        self.library.quote(id).map(|quote| (id.article, quote.content.clone()))
    }
}

/// Returns `true` if both are the same words of the same article.
fn same(a: &Clip, b: &Clip) -> bool {
    let words = |clip: &Clip| clip.words.iter().map(|words| (words.start, words.exact.clone())).collect::<Vec<_>>();
    a.article.name == b.article.name && a.article.title == b.article.title && words(a) == words(b)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{answer, model, notice, press, two_articles, wide};
    use super::*;

    fn words(model: &Model) -> Vec<&str> {
        model.clippings().iter().map(|c| c.clip.words[0].exact.as_str()).collect()
    }

    /// Three clippings, of two articles, in the order they were made.
    fn three() -> Model {
        let mut model = wide("gr]aJ]a");
        press(&mut model, "K]]a");
        assert_eq!(model.clippings().len(), 3, "{:?}", words(&model));
        model
    }

    #[test]
    fn a_row_of_the_search_is_kept() {
        let mut model = wide("");
        let asked = press(&mut model, "ssummer fling");
        answer(&mut model, asked);
        press(&mut model, "<C-t>a");
        assert_eq!(
            words(&model),
            [
                "Korea’s love affair with NATO is not a summer fling – it is part of a long-lasting and well-calibrated courtship"
            ]
        );
    }

    #[test]
    fn a_keeps_the_quote_and_lets_go_of_it_again() {
        let mut model = wide("gra");
        assert_eq!(words(&model), ["strongest, most successful alliance in history"]);
        assert!(notice(&model).contains("clipped"), "{:?}", model.status.notice);
        let clip = &model.clippings()[0].clip;
        assert_eq!((clip.speaker.as_deref(), clip.path.as_str()), (Some("Jens Stoltenberg"), "articles/asia.md"));
        press(&mut model, "a");
        assert!(words(&model).is_empty());
        press(&mut model, "U");
        assert_eq!(words(&model), ["strongest, most successful alliance in history"]);
    }

    #[test]
    fn the_list_moves_notes_removes_and_undoes() {
        let mut model = three();
        let [a, b, c] = [0, 1, 2].map(|at| words(&model)[at].to_owned());
        press(&mut model, "AJ");
        assert_eq!(words(&model), [&b, &a, &c]);
        press(&mut model, "J");
        assert_eq!(words(&model), [&b, &c, &a], "the cursor goes along");
        press(&mut model, "KK");
        assert_eq!(words(&model), [&a, &b, &c]);
        press(&mut model, "jeask again<Enter>");
        assert_eq!(model.clippings()[1].clip.note, "ask again");
        press(&mut model, "x");
        assert_eq!(words(&model), [&a, &c]);
        press(&mut model, "UU");
        assert_eq!((words(&model), model.clippings()[1].clip.note.as_str()), (vec![&*a, &*b, &*c], ""));
        press(&mut model, "A");
        assert!(model.overlays.is_empty());
    }

    #[test]
    fn a_clipping_leads_to_its_words_and_is_copied_as_a_quote_is() {
        let mut model = three();
        press(&mut model, "Aj");
        let wanted = model.clippings()[1].clip.clone();
        let [Effect::Copy(copied)] = &press(&mut model, "yq")[..] else { panic!("{:?}", model.status.notice) };
        assert_eq!(*copied, "denied all of it");
        press(&mut model, "<Enter>");
        let reader = model.panes.reader.as_ref().unwrap();
        assert_eq!(reader.document.meta().title, wanted.article.title);
        let quote = reader.quotes.get(reader.current.unwrap()).unwrap();
        assert_eq!(quote.content.text(reader.document.text()), wanted.words[0].exact);
    }

    #[test]
    fn a_clipping_whose_words_have_gone_is_kept_and_not_copied() {
        let mut model = three();
        let edited = super::super::testing::article(
            "articles/partners.md",
            "---\ntitle: Partners far from home\n---\n\nAll is changed.",
        );
        model.update(crate::app::Input::Loaded(vec![edited]));
        press(&mut model, "Aj");
        assert_eq!(press(&mut model, "yq"), []);
        assert!(notice(&model).starts_with("not copied: the words are no longer in the article"));
        assert_eq!(model.clippings().len(), 3);
    }

    #[test]
    fn a_clipping_follows_a_later_correction_and_its_undoing() {
        let mut model = wide("<Enter>]]]]]a");
        let now = |model: &Model| {
            let cited = model.cited_clippings().remove(0);
            (cited.speaker.unwrap_or_default(), cited.was.unwrap_or_default())
        };
        assert_eq!(now(&model), ("Mao Ning".to_owned(), String::new()));
        press(&mut model, "cA<Enter>");
        assert_eq!(now(&model), ("Jens Stoltenberg".to_owned(), "Mao Ning".to_owned()));
        let effects = press(&mut model, "Aw<C-u>mine.csv<Enter>");
        let [Effect::Save(_, text)] = &effects[..] else { panic!("{effects:?} {:?}", model.status.notice) };
        assert!(text.contains("Jens Stoltenberg") && text.contains("Mao Ning"), "{text}");
        press(&mut model, "<Esc>U");
        assert_eq!(now(&model), ("Mao Ning".to_owned(), String::new()));
    }

    #[test]
    fn all_are_written_in_the_form_of_the_files_name() {
        let mut model = three();
        let effects = press(&mut model, "Aw<C-u>mine.jsonl<Enter>");
        let [Effect::Save(file, text)] = &effects[..] else { panic!("{effects:?} {:?}", model.status.notice) };
        assert_eq!((file.as_str(), text.lines().count()), ("mine.jsonl", 3));
        assert_eq!(press(&mut model, "w<C-u>mine.doc<Enter>"), []);
        assert!(notice(&model).contains(".bib BibTeX"), "{:?}", model.status.notice);
    }

    #[test]
    fn selected_words_are_copied_and_kept_as_the_articles_own() {
        let mut model = model(two_articles(), (120, 40));
        let effects = press(&mut model, "gr/minister took<Enter>v3wy");
        let [Effect::Copy(copied)] = &effects[..] else { panic!("{effects:?} {:?}", model.status.notice) };
        assert!(copied.starts_with("“minister took up the”, in D. Bartlett, “NATO looks to Asia”"), "{copied}");
        assert!(model.overlays.is_empty(), "the selection is over");
        press(&mut model, "gr/minister took<Enter>vwa");
        let clip = &model.clippings()[0].clip;
        assert_eq!((clip.words[0].exact.as_str(), clip.speaker.as_deref()), ("minister took", None));
    }
}
