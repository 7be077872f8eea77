//! Less of the quotes: only sure ones, only of some kinds and acts.

use super::Model;
use sayso_library::{Only, Wanted};

impl Model {
    /// Only surer quotes: the next step, or those of `percent` and more.
    pub(super) fn surer(&mut self, percent: Option<u32>) {
        let now = self.panes.panel.wanted;
        let least = |percent: u32| Wanted { least: percent.min(100) as f32 / 100.0, ..now };
        self.want_aloud(percent.map_or(now.surer(), least));
    }

    /// Only the next of the kinds and acts that can be told apart.
    pub(super) fn only_next(&mut self) {
        self.want_aloud(self.panes.panel.wanted.other());
    }

    /// What is wanted until a key says otherwise.
    pub(super) fn usually_wanted(&self) -> Wanted {
        let only = if self.settings.hide_intended { Only::Claims } else { Only::All };
        Wanted { least: self.settings.least, only }
    }

    /// Shows the quotes that are wanted, and no others, in panel, text and search.
    pub(super) fn want(&mut self, wanted: Wanted) {
        self.panes.panel.want(wanted);
        self.search.picker.wanted = wanted;
        self.panes.rebuild_panel();
    }

    fn want_aloud(&mut self, wanted: Wanted) {
        self.want(wanted);
        let words = wanted.words();
        let hidden = self.panes.panel.hidden();
        self.status.notice =
            Some(if words.is_empty() { "all quotes".to_owned() } else { format!("only {words} · {hidden} hidden") });
    }
}
