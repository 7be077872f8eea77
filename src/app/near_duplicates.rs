//! Where else the words of the current quote are printed: in the articles at hand at once, in all others when the
//! source card asks.

use super::overlay::Layer;
use super::picker::Target;
use super::{Effect, Input, Model};
use sayso_library::QuoteId;
use sayso_library::near_duplicates::{Duplicate, elsewhere};

impl Model {
    /// The same words in other articles, as far as they are known.
    pub(crate) fn echoes(&self) -> &[Duplicate] {
        self.duplicates.of(self.meant_quote())
    }

    /// The quote that is looked at: in the search the one in the preview, else the current one.
    fn meant_quote(&self) -> Option<QuoteId> {
        if !self.is_searching() {
            return self.current_quote();
        }
        self.search.picker.previewed().and_then(Target::quote)
    }

    /// What changes articles may change quotes and their numbers: all is looked for anew.
    pub(super) fn doubt_echoes(&mut self, input: &Input) {
        use Input::{Catalogue, Fetched, Loaded, Recorded, Told, ToldByOthers};
        if matches!(input, Loaded(_) | Catalogue(_) | Fetched(_) | Recorded(..) | Told(_) | ToldByOthers(_)) {
            self.duplicates.forget();
        }
    }

    /// Looks for another quote's words in the articles at hand, and asks for all others once its card is open.
    pub(super) fn ask_echoes(&mut self) {
        let Some(id) = self.meant_quote() else { return };
        if !self.duplicates.knows(id) {
            self.duplicates.learn(id, elsewhere(&self.library, id), false);
        }
        let timeline = self.is_searching() && !self.search.picker.voices().is_empty();
        let is_wanted = timeline || matches!(self.overlays.top(), Some(Layer::Card { .. }));
        if is_wanted && self.duplicates.ask_once() {
            self.requests.ask(Effect::NearDuplicates(id));
        }
    }

    /// The answer came; one for a quote that is no longer the current one is dropped.
    pub(super) fn learn_echoes(&mut self, of: QuoteId, found: Vec<Duplicate>) {
        self.offer_prints(of, &found);
        if self.meant_quote() == Some(of) {
            self.duplicates.learn(of, found, true);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{article, model, press};
    use super::*;
    use sayso_library::ArticleId;

    #[test]
    fn the_card_asks_where_the_words_stand_and_leads_there() {
        let said =
            |title: &str| format!("# {title}\n\n“[Q1 Yes],” [C1 said] [S1 Ann Lee]. “[Q2 No],” [C2 said] [S2 Bo].");
        let mut model = model(vec![article("a.md", &said("A")), article("b.md", &said("B"))], (120, 40));
        let quote = |article, quote| QuoteId { article: ArticleId(article), quote };
        assert_eq!(press(&mut model, "gr"), [], "nobody asks before the card is open");
        assert_eq!(press(&mut model, "i"), [Effect::NearDuplicates(quote(0, 0))]);
        let also = |model: &Model| {
            let rows = model.card_rows().into_iter().filter(|row| row.label == "same in");
            rows.map(|row| row.text).collect::<Vec<_>>()
        };
        assert_eq!(also(&model), [""; 0]);
        let echo =
            |difference: &str| vec![Duplicate { id: quote(1, 0), difference: difference.to_owned(), credit: None }];
        model.update(Input::NearDuplicates(quote(0, 1), echo("of another quote")));
        assert_eq!(also(&model), [""; 0]);
        let before = model.generation();
        model.update(Input::NearDuplicates(quote(0, 0), echo("adds “sir”")));
        assert!(model.generation() > before);
        assert_eq!(also(&model), ["B · adds “sir”"]);
        assert_eq!(press(&mut model, "j"), [], "it is asked once");
        let row = model.card_rows().iter().position(|row| row.label == "same in").unwrap();
        press(&mut model, &format!("{}j<Enter>", row - 1));
        assert_eq!(model.current_quote(), Some(quote(1, 0)));
        assert_eq!(press(&mut model, "i"), [Effect::NearDuplicates(quote(1, 0))]);
        assert_eq!(also(&model), [""; 0], "what was told of one quote is not told of the next");
    }
}
