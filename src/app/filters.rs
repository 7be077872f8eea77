//! What narrows a pane (a filter, solo, found words), and the keys that take it off again.

use super::find::Needle;
use super::info::count;
use super::quotes::{QuoteIndex, Quotes};
use super::{Action, Effect, Mode, Model, Pane};

/// Ctrl-C at the root says this first, and quits when it is pressed again.
pub(super) const AGAIN: &str = "Ctrl-c again quits";

impl Model {
    /// Closes the top layer; in a pane, takes off one of what narrows it: found words, the filter, the speaker alone.
    pub(super) fn close(&mut self) {
        if self.overlays.pop().is_some() {
            return;
        }
        let found = self.search.drop_find_in(self.panes.focus);
        if self.panes.focus != Pane::List
            && let Some(reader) = &mut self.panes.reader
        {
            reader.found = None;
        }
        if !found && !self.unfilter() && self.panes.focus != Pane::List {
            self.unsolo();
        }
    }

    /// Closes the top layer; in a pane, takes its filter off; with neither, quits.
    pub(super) fn close_or_quit(&mut self) -> Vec<Effect> {
        if self.overlays.pop().is_some() || self.unfilter() { Vec::new() } else { vec![Effect::Quit] }
    }

    /// Drops what is under way: a layer, or in every pane all that narrows it and what hides quotes; with nothing
    /// left, the second press quits.
    pub(super) fn cancel_or_quit(&mut self, again: bool) -> Vec<Effect> {
        if self.overlays.pop().is_some() {
            return Vec::new();
        }
        if again {
            return vec![Effect::Quit];
        }
        let usual = self.usually_wanted();
        let hiding = self.panes.panel.wanted != usual;
        let dropped = [self.unfilter_list(), self.unfilter_panel(), self.unsolo(), self.search.drop_find(), hiding];
        if !dropped.contains(&true) {
            self.status.tell(AGAIN);
        }
        if hiding {
            self.want(usual);
        }
        Vec::new()
    }

    /// Shows only rows with these words in this pane; from the text, in that of the quotes.
    pub(super) fn filter(&mut self, text: &str) {
        if self.panes.focus == Pane::List {
            self.panes.list.filter = Needle::new(text);
            self.panes.list.rebuild(&self.library);
        } else {
            self.panes.panel.filter = Needle::new(text);
            self.panes.rebuild_panel();
        }
    }

    /// Says what a filter leaves of the quotes.
    pub(super) fn tell_filter(&mut self) {
        let (panel, all) = (&self.panes.panel, self.panes.reader.as_ref().map_or(0, |r| r.quotes.len()));
        if self.panes.focus != Pane::List && !panel.filter.is_empty() {
            self.status.tell(match panel.shown().len() {
                0 => panel.filter.nothing(),
                n => format!("quotes with ‘{}’: {n} of {all} (Esc shows all)", panel.filter.typed()),
            });
        }
    }

    /// Ends a line that begins `no quote`, where a filter may be why.
    pub(super) fn that_matches(&self) -> String {
        let panel = &self.panes.panel;
        match &panel.filter {
            filter if !filter.is_empty() => format!(" matches &{} (Esc shows all)", filter.typed()),
            _ if panel.solo.is_some() => " by this speaker (Esc shows all)".to_owned(),
            _ if panel.hidden() > 0 => format!(" ({} hidden: only {})", panel.hidden(), panel.wanted.words()),
            _ => String::new(),
        }
    }

    /// Why a quote of the open article cannot be gone to.
    pub(super) fn why_not_shown(&self, quote: QuoteIndex) -> String {
        let number = quote.number();
        let quotes = self.panes.reader.as_ref().map(|reader| &reader.quotes);
        let all = quotes.map_or(0, Quotes::len);
        let Some(quotes) = quotes.filter(|quotes| quotes.get(quote).is_some()) else {
            return format!("no quote {number}: the article has {}", count(all, "quote"));
        };
        let panel = &self.panes.panel;
        let key = self.settings.keymap.first_key(Mode::Normal, Action::CancelOrQuit);
        let solo = panel.solo.filter(|voice| quotes.speaker(quote) != *voice);
        if quotes.get(quote).is_some_and(|quote| !panel.wanted.has(quote)) {
            format!("quote {number} is hidden: only {} ({key} shows all)", panel.wanted.words())
        } else if let Some(voice) = solo {
            format!("quote {number} is hidden: only {} (Esc shows all)", quotes.name(voice))
        } else {
            format!("no quote {number}{}", self.that_matches())
        }
    }

    fn unfilter(&mut self) -> bool {
        if self.panes.focus == Pane::List { self.unfilter_list() } else { self.unfilter_panel() }
    }

    fn unfilter_list(&mut self) -> bool {
        let filtered = !std::mem::take(&mut self.panes.list.filter).is_empty();
        if filtered {
            self.panes.list.rebuild(&self.library);
        }
        filtered
    }

    fn unfilter_panel(&mut self) -> bool {
        let filtered = !std::mem::take(&mut self.panes.panel.filter).is_empty();
        if filtered {
            self.panes.rebuild_panel();
        }
        filtered
    }

    fn unsolo(&mut self) -> bool {
        let alone = self.panes.panel.solo.take().is_some();
        if alone {
            self.panes.rebuild_panel();
        }
        alone
    }
}

#[cfg(test)]
mod tests {
    use crate::app::testing::{notice, press, shown, wide};
    use crate::app::{Effect, Pane};

    #[test]
    fn a_filter_is_off_again_by_an_empty_one_by_esc_and_by_q() {
        for (pane, off) in [("gq", "&<Enter>"), ("gq", "<Esc>"), ("gq", "q"), ("gr", "<Esc>"), ("gr", "q")] {
            let mut model = wide("gr");
            press(&mut model, &format!("{pane}&ning<Enter>"));
            assert_eq!(shown(&model), [4, 5], "{pane}");
            assert_eq!(press(&mut model, off), [], "{pane} {off}");
            assert_eq!(shown(&model).len(), 7, "{pane} {off}");
        }
        for off in ["&<Enter>", "<Esc>", "q", "<C-c>"] {
            let mut model = wide("gl&riac<Enter>");
            assert_eq!(model.panes.list.rows().len(), 1);
            assert_eq!(press(&mut model, off), [], "{off}");
            assert_eq!(model.panes.list.rows().len(), 2, "{off}");
            assert_eq!(press(&mut model, "q"), [Effect::Quit], "{off}");
        }
    }

    #[test]
    fn esc_in_a_pane_shows_all_of_it_again_and_never_quits() {
        let mut model = wide("gr*&nato<Enter>/nato<Enter>");
        let alone = shown(&model).len();
        let after = |model: &mut crate::app::Model| {
            press(model, "<Esc>");
            (model.search.find.is_some(), model.panes.panel.filter.is_empty(), model.panes.panel.solo.is_some())
        };
        assert_eq!(after(&mut model), (false, false, true));
        assert_eq!(after(&mut model), (false, true, true), "{alone}");
        assert_eq!(after(&mut model), (false, true, false));
        assert_eq!(shown(&model).len(), 7);
        assert_eq!(press(&mut model, "<Esc><Esc>"), []);
        press(&mut model, "gl/nato<Enter>gr<Esc>");
        assert!(model.search.find.is_some(), "words found in another pane stay");
    }

    #[test]
    fn a_filter_from_the_text_is_of_the_panel_and_the_keys_stay() {
        let mut model = wide("gr&ning<Enter>");
        assert_eq!((model.panes.focus, shown(&model)), (Pane::Reader, vec![4, 5]));
        assert_eq!(notice(&model), "quotes with ‘ning’: 2 of 7 (Esc shows all)");
        assert_eq!(model.panes.panel.marked().len(), 7, "bars in the text stay");
        press(&mut model, "]]]");
        assert_eq!(notice(&model), "no quote after this one matches &ning (Esc shows all)");
        press(&mut model, "3<Enter>");
        assert_eq!(notice(&model), "no quote 3 matches &ning (Esc shows all)");
        press(&mut model, "&xyzzy<Enter>");
        assert_eq!(notice(&model), "nothing matches &xyzzy (Esc clears)");
    }

    #[test]
    fn a_quote_that_cannot_be_gone_to_says_whether_it_is_hidden() {
        let told = |keys: &str| notice(&wide(keys)).to_owned();
        assert_eq!(told("gr20<Enter>"), "no quote 20: the article has 7 quotes");
        assert_eq!(told("gq20G"), "no quote 20: the article has 7 quotes");
        assert_eq!(told("gr*3<Enter>"), "quote 3 is hidden: only Jens Stoltenberg (Esc shows all)");
        assert_eq!(told("gr*9]]"), "no quote after this one by this speaker (Esc shows all)");
        let hidden = told("gr95%3<Enter>");
        assert!(hidden.starts_with("quote 3 is hidden: only ") && hidden.ends_with(" (Ctrl-c shows all)"), "{hidden}");
        let hidden = told("gr95%9]]");
        assert!(hidden.contains(" hidden: only "), "{hidden}");
    }

    #[test]
    fn a_command_or_key_that_is_none_says_so() {
        let mut model = wide("gr:foo<Enter>");
        assert_eq!(notice(&model), "no command ‘foo’");
        assert_eq!(press(&mut model, ":latest<Enter>"), []);
        assert_eq!(notice(&model), "no command ‘latest’ (↓ selects one whose description matches)");
        assert_eq!(press(&mut model, ":<Enter>"), []);
        assert_eq!(press(&mut model, ":quit<Enter>"), [Effect::Quit], "a name");
        assert_eq!(press(&mut model, ":qui<Enter>"), [Effect::Quit], "some letters of one");
        press(&mut model, "x");
        assert_eq!(notice(&model), "x does nothing here (? shows the keys)");
        let before = model.generation();
        press(&mut model, "x");
        assert_eq!(model.generation(), before, "the same again costs no frame");
        press(&mut model, "gx");
        assert_eq!(notice(&model), "");
    }

    #[test]
    fn the_width_says_where_it_ends() {
        let mut model = wide("gr9-");
        assert_eq!(notice(&model), "text width: 38 columns");
        press(&mut model, "-");
        assert_eq!(notice(&model), "text width: 38 columns, the minimum");
        press(&mut model, "99+");
        let widest = notice(&model).to_owned();
        press(&mut model, "+");
        assert_eq!(notice(&model), widest + ", the maximum here");
        press(&mut model, "=");
        assert!(notice(&model).ends_with(" columns"));
    }
}
