//! Words to take away: the current quote, or the row of the search, in the form that a key asks for.

use super::overlay::Layer;
use super::picker::Target;
use super::{Action, Effect, Model, Pane};
use sayso_attribution::text::Spans;
use sayso_library::cite::{Cannot, Cited, Styles};
use sayso_library::{ArticleId, QuoteId};

/// How words are written for one action.
type Write = fn(&Styles, &Cited) -> Result<String, Cannot>;

/// Each way to copy.
const FORMS: &[(Action, Write)] = &[
    (Action::YankQuote, Styles::quote),
    (Action::YankWords, |_, cited| Ok(cited.bare())),
    (Action::YankCitation, Styles::source),
    (Action::YankMarkdown, Styles::markdown),
    (Action::YankJson, |_, cited| Ok(cited.json())),
    (Action::YankParagraph, |_, cited| Ok(cited.words.clone())),
    (Action::YankLink, |_, cited| {
        cited
            .command()
            .ok_or_else(|| Cannot("standard input has no address; save the article to a file first".to_owned()))
    }),
];

fn nothing() -> Cannot {
    Cannot("no quote to copy".to_owned())
}

/// Returns `true` if it copies something.
pub fn is_yank(action: Action) -> bool {
    FORMS.iter().any(|(yank, _)| *yank == action)
}

impl Model {
    /// Copies what the action asks for, once it is known to be the article's own words; else says why not.
    pub(super) fn yank(&mut self, action: Action) -> Vec<Effect> {
        let cited = if action == Action::YankParagraph { self.paragraph() } else { self.cited() };
        let write = FORMS.iter().find(|(yank, _)| *yank == action).map(|(_, write)| write);
        let text =
            cited.and_then(|cited| write.map_or(Ok(String::new()), |write| write(&self.settings.styles, &cited)));
        match text {
            Ok(text) => {
                self.leave_selection();
                vec![Effect::Copy(text)]
            }
            Err(Cannot(why)) => self.say(why),
        }
    }

    /// The words that are meant: of a clipping, of the selection, of the search's row, of the current quote.
    pub(super) fn cited(&self) -> Result<Cited, Cannot> {
        if let Some(clipping) = self.clipping().filter(|_| !self.takes_from_search()) {
            return self.cited_clipping(&clipping.clip);
        }
        if let Some((id, span)) = self.selected() {
            let spans: Option<Spans> = span.into();
            let (article, spans) = self.library.article(id).zip(spans).ok_or_else(nothing)?;
            return Cited::of_words(&article.path, &article.document, &spans);
        }
        Cited::of(&self.library, self.quote_meant().ok_or_else(nothing)?)
    }

    /// The quote that is meant, where no words are selected.
    pub(super) fn quote_meant(&self) -> Option<QuoteId> {
        let of_row = || self.search.picker.selected().and_then(Target::quote);
        if self.takes_from_search() { of_row() } else { self.current_quote() }
    }

    /// Words that were taken need not stay selected.
    pub(super) fn leave_selection(&mut self) {
        if matches!(self.overlays.top(), Some(Layer::Select(_))) {
            self.overlays.pop();
        }
    }

    /// The paragraph that is meant: under the cursor in the text, else the quote's own.
    fn paragraph(&self) -> Result<Cited, Cannot> {
        let place = self.place_to_take().and_then(|(id, offset)| Some((self.library.article(id)?, offset)));
        let (article, offset) = place.ok_or_else(|| Cannot("no paragraph to copy".to_owned()))?;
        Cited::of_paragraph(&article.path, &article.document, offset)
    }

    fn place_to_take(&self) -> Option<(ArticleId, usize)> {
        if self.takes_from_search() {
            return self.search.picker.selected()?.place(&self.library).map(|(article, span)| (article, span.start()));
        }
        let reader = self.panes.reader.as_ref()?;
        let of_quote =
            reader.current.filter(|_| self.panes.focus == Pane::Quotes).map(|quote| reader.quotes.start(quote));
        Some((reader.article, of_quote.unwrap_or(reader.anchor().1)))
    }

    fn takes_from_search(&self) -> bool {
        matches!(self.overlays.top(), Some(Layer::Picker))
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{answer, model, notice, press, two_articles, wide};
    use super::*;

    fn copied(model: &mut Model, keys: &str) -> String {
        match &press(model, keys)[..] {
            [Effect::Copy(text)] => text.clone(),
            other => panic!("{keys}: {other:?}, {:?}", model.status.notice),
        }
    }

    #[test]
    fn each_key_copies_its_form_from_the_text_and_from_the_panel() {
        let mut model = wide("<Enter>]]]]]");
        let words = "extra cautious on the issue of military security … history of aggression";
        let source = "D. Bartlett, “NATO looks to Asia”, Asian Affairs, 2023-07, ¶9, articles/asia.md";
        for pane in ["gr", "gq"] {
            press(&mut model, pane);
            assert_eq!(copied(&mut model, "yq"), words);
            assert_eq!(copied(&mut model, "yc"), source);
            assert_eq!(copied(&mut model, "yy"), format!("“{words}” — Mao Ning, in {source}"));
            assert!(copied(&mut model, "ym").starts_with(&format!("> {words}\n>\n> — Mao Ning")));
            assert!(copied(&mut model, "yl").ends_with("/articles/asia.md#extra-cautious-on-the-issue'"));
            let json: serde_json::Value = serde_json::from_str(&copied(&mut model, "yj")).unwrap();
            assert_eq!((&json["words"], &json["speaker"]), (&words.into(), &"Mao Ning".into()));
            let paragraph = copied(&mut model, "yp");
            assert!(paragraph.starts_with("Japan should be ‘extra") && paragraph.ends_with("‘history of aggression’."));
        }
    }

    #[test]
    fn the_search_copies_its_row() {
        let mut model = model(two_articles(), (120, 40));
        let effects = press(&mut model, "salliance open");
        answer(&mut model, effects);
        assert_eq!(copied(&mut model, "<C-t>q"), "said that the alliance would stay open");
        let quote = copied(&mut model, "<C-y>");
        assert!(quote.starts_with("Jens Stoltenberg said that the alliance would stay open, in “Partners"), "{quote}");
        assert_eq!(copied(&mut model, "<C-t>p"), "Jens Stoltenberg said that the alliance would stay open.");
        let link = copied(&mut model, "<C-t>l");
        assert!(
            link.starts_with("sayso show '/") && link.ends_with("/articles/partners.md#the-alliance-would-stay-open'")
        );
    }

    #[test]
    fn what_is_denied_is_copied_with_its_verb_by_every_key() {
        let mut model = model(two_articles(), (120, 40));
        let effects = press(&mut model, "sdenied");
        answer(&mut model, effects);
        press(&mut model, "<Enter>");
        for key in ["yy", "yq", "ym", "yj"] {
            let text = copied(&mut model, key);
            assert!(text.contains("denied all of it") && !text.contains("“all of it"), "{key}: {text}");
        }
    }

    #[test]
    fn where_there_is_no_quote_the_keys_say_so() {
        let mut model = model(vec![super::super::testing::article("a.md", "Nobody says a word.")], (80, 24));
        assert_eq!(press(&mut model, "yy"), []);
        assert_eq!(notice(&model), "no quote to copy");
        assert_eq!(copied(&mut model, "yp"), "Nobody says a word.");
    }
}
