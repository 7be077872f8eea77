//! The second reading of the open article: asked for once it is open, and put in place of the first one.

use std::sync::Arc;

use super::quotes::QuoteIndex;
use super::{Effect, Model};
use crate::config::SecondReadingMode;
use sayso_attribution::Reading;
use sayso_library::address::split_part;
use sayso_library::index::BEGINNING;
use sayso_library::{Article, ArticleId, Entry};

impl Model {
    /// Asks for the second reading of the open article, once for each time it is opened or its file changes.
    pub(super) fn ask_second_reading(&mut self) {
        let Some(id) = self.open_article().filter(|_| self.settings.second_reading != SecondReadingMode::Off) else {
            return;
        };
        // An article without a hash is not from an index, or is still being read for the first time.
        let held = self.panes.reader.as_ref().map(|reader| reader.quotes.analysis().reading);
        let is_read_once = |e: &Entry| {
            e.hash != 0 && e.hash != BEGINNING && e.reading == Reading::First && held == Some(Reading::First)
        };
        let Some(entry) = self.library.entry(id).filter(is_read_once) else { return };
        let wanted = Some((id, entry.hash));
        if self.requests.second.asked != wanted {
            self.requests.second.asked = wanted;
            let file = split_part(entry.path).0.to_owned();
            self.requests.ask(Effect::ReadAgain(file));
            self.ask_other_second_readings();
        }
    }

    /// Asks for the second reading of the articles that nobody has opened, where that is set; again with each article
    /// that is opened, for by then others are read.
    pub(super) fn ask_other_second_readings(&mut self) {
        if self.settings.second_reading == SecondReadingMode::Idle && !self.status.loading {
            self.requests.ask(Effect::ReadAllAgain);
        }
    }

    /// Fetches the open article, of which the index has the second reading now.
    pub(super) fn fetch_second_reading(&mut self, id: ArticleId) {
        self.requests.second.awaited = Some(id);
        self.requests.fetch(vec![id]);
    }

    /// Shows the second reading that came: the line, the current quote and the voice alone stay what they were. While a
    /// card, a prompt or a menu is open, the first reading stays.
    pub(super) fn show_second_reading(&mut self) {
        let is_free = self.overlays.is_empty() || self.overlays.has_search();
        if !is_free || self.requests.pending_open.is_some() {
            return;
        }
        let Some((id, article)) = self.requests.second.came.take() else { return };
        let Some(reader) = self.panes.reader.as_ref().filter(|reader| reader.article == id) else {
            self.library.hold(id, article);
            return;
        };
        if reader.document.text() != article.document.text() {
            // The file has changed, which the reader is told.
            return;
        }
        let first = Arc::clone(reader.quotes.analysis());
        if first.reading == Reading::Second {
            return;
        }
        let document = Arc::clone(&reader.document);
        self.library.hold(id, Article { document, ..article });
        self.requote();
        if let Some(reader) = &mut self.panes.reader {
            let fresh = Arc::clone(reader.quotes.analysis());
            reader.quotes.set_first_reading(&first);
            let start = |quote: QuoteIndex| first.attributions.get(quote.place()).map(|q| q.content.start());
            self.history.requote(id, |quote| fresh.starting_at(start(quote)?).map(QuoteIndex::new));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{article, notice, press};
    use super::super::{Input, Settings};
    use super::*;
    use sayso_attribution::Analysis;
    use sayso_library::{Catalogue, Library, QuoteId};

    const A: ArticleId = ArticleId(0);
    const FIRST: &str = "# A\n\nRain fell. She said it would stop.\n\n“[Q1 Yes],” [C1 said] [S1 Ann Lee].";
    const SECOND: &str =
        "# A\n\nRain fell. [S1 She] [C1 said] [Q1 it would stop].\n\n“[Q2 Yes],” [C2 said] [S2 Ann Lee].";

    fn second() -> Article {
        let article = article("a.md", SECOND);
        let analysis = Analysis { reading: Reading::Second, ..Analysis::clone(&article.analysis) };
        Article { analysis: Arc::new(analysis), ..article }
    }

    fn catalogue(article: &Article) -> Arc<Catalogue> {
        let mut library = Library::default();
        library.learn(article.clone());
        let entries: Vec<_> = library.entries().map(|(_, entry)| Some(Entry { hash: 7, ..entry })).collect();
        Arc::new(Catalogue::of(entries, library.people().clone()))
    }

    fn opened() -> (Model, Vec<Effect>) {
        let first = article("a.md", FIRST);
        let mut model = Model::new(Settings { second_reading: SecondReadingMode::Open, ..Settings::default() });
        model.update(Input::Resize(120, 30));
        model.update(Input::Catalogue(catalogue(&first)));
        let effects = model.update(Input::Fetched(vec![(A, first)]));
        (model, effects)
    }

    #[test]
    fn the_second_reading_takes_the_place_of_the_first_one_and_nothing_moves() {
        let (mut model, effects) = opened();
        assert_eq!(effects, [Effect::ReadAgain("a.md".to_owned())]);
        press(&mut model, "gr]");
        assert_eq!(model.current_quote(), Some(QuoteId { article: A, quote: 0 }));
        let anchor = model.spot().map(|spot| spot.anchor);
        assert_eq!(model.update(Input::Catalogue(catalogue(&second()))), [Effect::Fetch(vec![A])]);
        assert_eq!(model.update(Input::Fetched(vec![(A, second())])), []);
        assert_eq!(model.current_quote(), Some(QuoteId { article: A, quote: 1 }), "the same words");
        assert_eq!(model.spot().map(|spot| spot.anchor), anchor);
        let quotes = &model.panes.reader.as_ref().unwrap().quotes;
        let told: Vec<_> = (0..2).map(|at| quotes.first_reading_of(at)).collect();
        assert_eq!(told, [Some("did not find it".to_owned()), Some("Ann Lee".to_owned())]);
    }

    #[test]
    fn a_correction_made_meanwhile_holds_for_the_second_reading() {
        let (mut model, _) = opened();
        press(&mut model, "gr]");
        model.update(Input::Catalogue(catalogue(&second())));
        press(&mut model, "cs");
        model.update(Input::Fetched(vec![(A, second())]));
        let reading = |model: &Model| model.library.article(A).unwrap().analysis.reading;
        assert_eq!(reading(&model), Reading::First, "while the name is typed");
        press(&mut model, "Bo Ek<Enter>");
        assert_eq!((reading(&model), notice(&model).contains("Bo Ek")), (Reading::Second, true));
        let corrected = model.library.name_of(QuoteId { article: A, quote: 1 });
        assert_eq!(corrected, Some("Bo Ek"));
        assert_eq!(model.library.name_of(QuoteId { article: A, quote: 0 }), Some("She"));
    }

    #[test]
    fn a_second_reading_that_the_index_does_not_keep_is_shown_and_not_asked_for_again() {
        let (mut model, _) = opened();
        assert_eq!(model.update(Input::Fetched(vec![(A, second())])), []);
        assert_eq!(model.library.article(A).map(|article| article.analysis.reading), Some(Reading::Second));
        assert_eq!(model.library.catalogue().quotes(), 2, "counted too");
        let first = article("a.md", FIRST);
        assert_eq!(model.update(Input::Catalogue(catalogue(&first))), []);
        assert_eq!(model.library.catalogue().quotes(), 2);
    }

    #[test]
    fn all_others_are_asked_for_once_they_are_listed_where_that_is_set() {
        let first = article("a.md", FIRST);
        let mut model = Model::new(Settings { second_reading: SecondReadingMode::Idle, ..Settings::default() });
        model.update(Input::Catalogue(catalogue(&first)));
        assert_eq!(model.update(Input::LoadingDone), [Effect::Fetch(vec![A]), Effect::ReadAllAgain]);
        let opened = model.update(Input::Fetched(vec![(A, first)]));
        assert_eq!(opened, [Effect::ReadAgain("a.md".to_owned()), Effect::ReadAllAgain]);
    }

    #[test]
    fn without_the_setting_nothing_is_asked() {
        let first = article("a.md", FIRST);
        let mut model = Model::new(Settings::default());
        model.update(Input::Catalogue(catalogue(&first)));
        assert_eq!(model.update(Input::Fetched(vec![(A, first)])), []);
    }
}
