//! Selecting words of the text: `v`, then words, rows, sentences or paragraphs, as in vim.

use super::overlay::Layer;
use super::selection::Selection;
use super::{Action, Effect, Model, Pane};
use sayso_attribution::text::sentence::{sentences, span_of};
use sayso_attribution::text::token::tokens;
use sayso_attribution::text::{Span, word};
use sayso_library::ArticleId;

impl Model {
    /// Begins a selection at the words found last, or at the first word of the cursor's row.
    pub(super) fn select_words(&mut self) {
        self.focus_on(Pane::Reader);
        self.panes.settle();
        let Some(reader) = &mut self.panes.reader else { return };
        let row = reader.cursor_span();
        let at = reader.found.map_or(row.start(), Span::start);
        let Some(first) = word::after(reader.document.text(), at) else { return };
        self.overlays.push(Layer::Select(Selection::at(first)));
    }

    /// The selected words, and their article.
    pub(crate) fn selected(&self) -> Option<(ArticleId, Span)> {
        let Some(Layer::Select(selection)) = self.overlays.top() else { return None };
        Some((self.open_article()?, selection.span()))
    }

    /// Does what a key asks of the selection; `None` if it is no such action.
    pub(super) fn run_in_selection(&mut self, action: Action, count: Option<u32>) -> Option<Vec<Effect>> {
        let n = count.unwrap_or(1).min(MOST);
        match action {
            Action::WordNext => self.step_words(n, |text, head| word::after(text, head.end())),
            Action::WordPrev => self.step_words(n, |text, head| word::before(text, head.start())),
            Action::Down => self.step_rows(n as isize),
            Action::Up => self.step_rows(-(n as isize)),
            Action::LineStart => self.row_end(true),
            Action::LineEnd => self.row_end(false),
            Action::SentenceNext => (0..n).for_each(|_| self.take_sentence(true)),
            Action::SentencePrev => (0..n).for_each(|_| self.take_sentence(false)),
            Action::ParagraphNext => (0..n).for_each(|_| self.take_paragraph(true)),
            Action::ParagraphPrev => (0..n).for_each(|_| self.take_paragraph(false)),
            Action::SelectSwap => self.change_selection(|_, s| s.swap()),
            Action::Accept | Action::Correct => return Some(self.select_accept()),
            _ => return None,
        }
        Some(Vec::new())
    }

    /// Changes the selection and brings its moving end onto the screen.
    fn change_selection(&mut self, change: impl FnOnce(&str, &mut Selection)) {
        let (Some(Layer::Select(selection)), Some(reader)) = (self.overlays.top_mut(), &mut self.panes.reader) else {
            return;
        };
        change(reader.document.text(), selection);
        reader.go(selection.head().start());
    }

    fn step_words(&mut self, count: u32, next: impl Fn(&str, Span) -> Option<Span>) {
        self.change_selection(|text, selection| {
            for _ in 0..count {
                selection.put(next(text, selection.head()));
            }
        });
    }

    /// The word in the same column, some rows on.
    fn step_rows(&mut self, rows: isize) {
        let (Some(Layer::Select(selection)), Some(reader)) = (self.overlays.top_mut(), &mut self.panes.reader) else {
            return;
        };
        reader.go(selection.head().start());
        let column = selection.head().start().saturating_sub(reader.cursor_span().start());
        reader.move_rows(rows);
        let row = reader.cursor_span();
        let at = (row.start() + column + 1).min(row.end());
        let text = reader.document.text();
        let word = word::before(text, sayso_attribution::text::span::floor(text, at))
            .filter(|word| word.start() >= row.start());
        selection.put(word.or_else(|| word::after(text, row.start())));
    }

    fn row_end(&mut self, start: bool) {
        let Some(reader) = &mut self.panes.reader else { return };
        let row = reader.cursor_span();
        self.change_selection(|text, selection| {
            let word = if start { word::after(text, row.start()) } else { word::before(text, row.end()) };
            selection.put(word.filter(|word| row.overlaps(*word)));
        });
    }

    fn take_sentence(&mut self, down: bool) {
        self.take(down, |text, block, at| {
            let tokens = tokens(text, block);
            let all: Vec<Span> = sentences(text, &tokens).into_iter().map(|range| span_of(&tokens, range)).collect();
            all.into_iter().rfind(|sentence| sentence.start() <= at)
        });
    }

    fn take_paragraph(&mut self, down: bool) {
        self.take(down, |_, block, _| Some(block));
    }

    /// Takes in the whole piece at the moving end, or the next one where that is taken already.
    fn take(&mut self, down: bool, piece: impl Fn(&str, Span, usize) -> Option<Span>) {
        let Some(document) = self.panes.reader.as_ref().map(|r| std::sync::Arc::clone(&r.document)) else { return };
        self.change_selection(|text, selection| {
            let blocks = document.blocks();
            let here = if down { selection.span().end().saturating_sub(1) } else { selection.span().start() };
            let find = |at: usize| {
                let block = blocks.get(document.block_at(at)?)?.span.trim(text);
                piece(text, block, at)
            };
            let next = if down { word::after(text, here + 1) } else { word::before(text, here) };
            let first = find(here).filter(|found| !selection.span().covers(*found));
            if let Some(found) = first.or_else(|| find(next?.start())) {
                selection.widen(found, down);
            }
        });
    }
}

/// Steps that one key may make.
const MOST: u32 = 1_000;

#[cfg(test)]
mod tests {
    use crate::app::Model;
    use crate::app::testing::{press, wide};

    fn selected(model: &Model) -> String {
        let span = model.selected().map(|(_, span)| span).unwrap_or_default();
        model.panes.reader.as_ref().unwrap().document.slice(span).to_owned()
    }

    /// At the row with these words.
    fn at(words: &str) -> Model {
        wide(&format!("gr/{words}<Enter>"))
    }

    #[test]
    fn words_are_selected_one_by_one_from_both_ends() {
        let mut model = at("minister took");
        for (keys, want) in [
            ("v", "minister"),
            ("w", "minister took"),
            ("3w", "minister took up the theme"),
            ("bb", "minister took up"),
            ("ob", "defence minister took up"),
            ("ob", "defence minister took"),
            ("bbb", "The defence"),
        ] {
            press(&mut model, keys);
            assert_eq!(selected(&model), want, "after {keys}");
        }
        press(&mut model, "<Esc>");
        assert_eq!(model.selected(), None);
    }

    #[test]
    fn sentences_paragraphs_and_rows() {
        let mut model = at("strongest");
        press(&mut model, "v)");
        let first = "The ‘strongest, most successful alliance in history’, in the words of Jens Stoltenberg, is NATO.";
        assert_eq!(selected(&model), &first[first.find("The").unwrap()..]);
        press(&mut model, ")");
        assert_eq!(selected(&model), format!("{first} War has since quickened the pace."));
        let mut model = at("summer fling");
        press(&mut model, "v}");
        let whole = selected(&model);
        assert!(whole.starts_with("Ramon Pacheco Pardo puts") && whole.ends_with("courtship.’"), "{whole}");
        let mut model = at("Ramon");
        press(&mut model, "v$");
        assert!(selected(&model).starts_with("Ramon Pacheco Pardo puts it"), "{}", selected(&model));
        let row = selected(&model);
        press(&mut model, "j^k");
        assert_eq!(selected(&model), "Ramon", "{row}");
    }
}
