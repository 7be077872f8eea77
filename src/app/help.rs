//! Help: the marks on the screen, and the keys that hold in a mode, in groups; among them those that match what is typed.

use super::find::Needle;
use super::keymap::{KeyRow, Mode};
use super::{Action, Action as A, Model};

/// One line of help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HelpLine {
    /// A heading over keys or marks.
    Heading(&'static str),
    /// A mark on the screen and what it means.
    Mark(&'static str, &'static str),
    /// Keys and what they do.
    Keys(KeyRow),
}

/// What the marks on the screen mean.
const MARKS: &[(&str, &str)] = &[
    ("B2", "quote 2 of the article, by speaker B"),
    ("–2", "quote 2, nobody is named"),
    ("▌", "words in quotation marks, all or some of them"),
    ("┆", "reported speech, without quotation marks"),
    ("~", "check this quote: it or its speaker is doubtful"),
    (">", "the current article, line or quote"),
    ("•", "an article not read yet"),
    ("+2", "the same words in 2 other articles"),
    ("+ Ann Lee", "the quotes of Ann Lee are folded"),
    ("¶5/22", "paragraph 5 of 22"),
    ("¶ …", "in a search: words around the quote, not in it"),
];

/// The groups of the keys that hold everywhere, in the order they are shown. What is in no other is in the last.
const GROUPS: &[(&str, &[Action])] = &[
    (
        "Quotes",
        &[
            A::QuoteNext,
            A::QuotePrev,
            A::QuoteNextSame,
            A::QuotePrevSame,
            A::SpeakerSolo,
            A::SourceCard,
            A::PanelGroup,
            A::OnlyNext,
            A::Surer,
        ],
    ),
    (
        "Search",
        &[
            A::SearchAll,
            A::SearchSpeaker,
            A::SearchResume,
            A::FocusSpeakers,
            A::Voices,
            A::Find,
            A::FindNext,
            A::FindPrev,
            A::Filter,
        ],
    ),
    (
        "Copy",
        &[
            A::YankQuote,
            A::YankWords,
            A::YankCitation,
            A::YankMarkdown,
            A::YankJson,
            A::YankParagraph,
            A::YankLink,
            A::Pipe,
            A::OpenUrl,
        ],
    ),
    ("Keep", &[A::ClipAdd, A::Clippings, A::ReadToggle, A::ReadAll, A::Mark, A::MarkGoto]),
    ("Correct", &[A::Correct, A::Undo, A::Redo, A::Reload]),
    (
        "View",
        &[A::PanelToggle, A::Zen, A::WidthMore, A::WidthLess, A::WidthReset, A::ArticleInfo, A::Skipped, A::Redraw],
    ),
    ("Program", &[A::Help, A::Command, A::BackOrQuit, A::Close, A::Quit, A::CancelOrQuit, A::Suspend]),
    ("Move", &[]),
];

impl Model {
    /// The lines of help for `mode` that match what is typed, headings over them: its own keys, the marks, and the keys
    /// that hold everywhere in their groups.
    pub(crate) fn help_lines(&self, mode: Mode, typed: &str) -> Vec<HelpLine> {
        let needle = Needle::new(typed);
        let wanted = |text: &str| needle.is_empty() || needle.matches(text);
        let mut lines = Vec::new();
        let mut section = |heading, rows: Vec<HelpLine>| {
            if !rows.is_empty() {
                lines.push(HelpLine::Heading(heading));
                lines.extend(rows);
            }
        };
        let marks = MARKS.iter().filter(|(mark, meaning)| wanted(&format!("{mark} {meaning}")));
        let keys = |rows: Vec<KeyRow>| {
            let rows = rows.into_iter().filter(|row| wanted(&format!("{} {}", row.keys.join(" "), row.desc)));
            rows.map(HelpLine::Keys).collect::<Vec<_>>()
        };
        section("Marks", marks.map(|(mark, meaning)| HelpLine::Mark(mark, meaning)).collect());
        section(mode.title(), keys(self.settings.keymap.rows(mode)));
        for (heading, rows) in self.base_rows(mode) {
            section(heading, keys(rows));
        }
        lines
    }

    /// The keys that hold in `mode` as everywhere, in groups.
    fn base_rows(&self, mode: Mode) -> Vec<(&'static str, Vec<KeyRow>)> {
        let keymap = &self.settings.keymap;
        let own = keymap.rows(mode);
        let mut rows = mode.base().map_or(Vec::new(), |base| keymap.rows(base));
        for row in &mut rows {
            // A key that the mode takes for itself does nothing else there.
            row.keys.retain(|key| !own.iter().any(|row| row.keys.contains(key)));
        }
        rows.retain(|row| !row.keys.is_empty());
        let group = |row: &KeyRow| GROUPS.iter().position(|(_, actions)| actions.contains(&row.action));
        let of = |at: usize| rows.iter().filter(move |row| group(row).unwrap_or(GROUPS.len() - 1) == at).cloned();
        GROUPS.iter().enumerate().map(|(at, (heading, _))| (*heading, of(at).collect())).collect()
    }

    /// What the keys pressed so far may go on with, once no key came for a moment; empty otherwise.
    pub(crate) fn continuations(&self) -> Vec<(String, String)> {
        let shown = self.keys.continues.then(|| self.settings.keymap.continuations(self.mode(), &self.keys.pending));
        shown.unwrap_or_default()
    }

    /// What somebody who has never used the program is told first.
    pub fn welcome(&mut self) {
        if self.newest_event().is_none() && self.status.notice.is_none() {
            let keys = [A::SearchAll, A::QuoteNext, A::Help];
            let [search, next, help] = keys.map(|action| self.settings.keymap.first_key(Mode::Normal, action));
            self.status.notice =
                Some(format!("{search} finds who said it · {next} goes from quote to quote · {help} shows the keys"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::HelpLine;
    use crate::app::testing::{notice, press, wide};
    use crate::app::{Input, Mode};

    #[test]
    fn help_begins_with_the_marks_and_has_keys_in_groups() {
        let lines = wide("").help_lines(Mode::Reader, "");
        let headings = lines.iter().filter_map(|line| if let HelpLine::Heading(h) = line { Some(*h) } else { None });
        let headings: Vec<&str> = headings.collect();
        assert_eq!(
            headings,
            ["Marks", "Text", "Quotes", "Search", "Copy", "Keep", "Correct", "View", "Program", "Move"]
        );
    }

    #[test]
    fn help_closes_by_the_key_that_goes_back_unless_something_is_typed() {
        let mut model = wide("?");
        press(&mut model, "xq");
        assert_eq!(model.overlays.layers().len(), 1, "q is a letter");
        press(&mut model, "<Backspace><Backspace>q");
        assert!(model.overlays.is_empty());
    }

    #[test]
    fn marks_are_found_by_themselves_and_by_their_meaning() {
        let model = wide("");
        for typed in ["▌", "quotation"] {
            let lines = model.help_lines(Mode::Reader, typed);
            assert!(lines.contains(&HelpLine::Mark("▌", "words in quotation marks, all or some of them")), "{typed}");
        }
        let doubtful = model.help_lines(Mode::Reader, "doubtful");
        assert_eq!(doubtful.len(), 2, "{doubtful:?}");
    }

    #[test]
    fn after_a_prefix_and_a_pause_its_continuations_are_shown_until_the_next_key() {
        let mut model = wide("gr");
        press(&mut model, "y");
        assert_eq!(model.continuations(), []);
        assert!(model.awaits_pause());
        model.update(Input::Paused);
        let shown = model.continuations();
        assert!(shown.contains(&("y".to_owned(), "Copy the quote with its citation".to_owned())), "{shown:?}");
        assert!(shown.iter().all(|(keys, _)| keys.chars().count() == 1), "{shown:?}");
        assert!(!model.awaits_pause());
        press(&mut model, "l");
        assert_eq!(model.continuations(), []);
    }

    #[test]
    fn who_starts_for_the_first_time_is_told_three_keys() {
        let mut model = wide("");
        model.welcome();
        assert_eq!(notice(&model), "s finds who said it · ] goes from quote to quote · ? shows the keys");
        let mut model = wide("gra");
        model.status.notice = None;
        model.welcome();
        assert_eq!(notice(&model), "", "a clipping was made before");
    }
}
