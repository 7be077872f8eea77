//! From an action to the verb of the pane it is for.

use super::layers::Layer;
use super::motion::Motion;
use super::{Action, Effect, Model, Pane, layout};

/// Ctrl-C at the root says this first, and quits when it is pressed again.
const AGAIN: &str = "Ctrl-C again quits";

impl Model {
    /// Runs `action`. `notice` is the line the status showed when the key was pressed.
    pub(super) fn run(
        &mut self,
        action: Action,
        count: Option<u32>,
        arg: Option<char>,
        notice: Option<&str>,
    ) -> Vec<Effect> {
        if let Some(effects) = self.run_in_layer(action, count) {
            return effects;
        }
        if let Some(motion) = Motion::of(action) {
            return self.done(|m| m.motion(motion, count));
        }
        match action {
            Action::Quit => vec![Effect::Quit],
            Action::Suspend => vec![Effect::Suspend],
            Action::Redraw => vec![Effect::Redraw],
            Action::BackOrQuit => self.close_or_quit(),
            Action::Close => self.done(|m| drop(m.layers.pop())),
            Action::CancelOrQuit => self.cancel_or_quit(notice == Some(AGAIN)),
            Action::SearchAll => self.search(""),
            Action::SearchSpeaker => self.search_speaker(),
            Action::SearchResume => self.search_resume(),
            Action::FocusSpeakers => self.search_speakers(),
            Action::YankQuote => self.yank_quote(),
            Action::OpenUrl => self.open_url(),
            _ => self.done(|m| m.run_quietly(action, count, arg)),
        }
    }

    /// The actions that ask nothing of the world.
    fn run_quietly(&mut self, action: Action, count: Option<u32>, arg: Option<char>) {
        let n = count.unwrap_or(1) as isize;
        match action {
            Action::PaneNext => self.focus_by(1, true),
            Action::PanePrev => self.focus_by(-1, true),
            Action::PaneLeft => self.focus_by(-1, false),
            Action::PaneRight => self.focus_by(1, false),
            Action::FocusList => self.focus_on(Pane::List),
            Action::FocusReader => self.focus_on(Pane::Reader),
            Action::FocusQuotes => self.focus_on(Pane::Quotes),
            Action::Open => self.open_selected(),
            Action::OpenOrPage => self.open_or_page(),
            Action::PageDownOrNext => self.page_down_or_next(),
            Action::ArticleNext => self.article_by(n),
            Action::ArticlePrev => self.article_by(-n),
            Action::ParagraphNext => self.paragraph_by(n),
            Action::ParagraphPrev => self.paragraph_by(-n),
            Action::JumpBack => self.jump_back(),
            Action::JumpForward => self.jump_forward(),
            Action::JumpLast => self.jump_last(),
            Action::Mark => self.mark(arg),
            Action::MarkGoto => self.mark_goto(arg),
            Action::Sort => self.sort(),
            _ => self.run_on_quotes(action, n, count),
        }
    }

    fn run_on_quotes(&mut self, action: Action, n: isize, count: Option<u32>) {
        match action {
            Action::QuoteNext => self.walk(n, false),
            Action::QuotePrev => self.walk(-n, false),
            Action::QuoteNextSame => self.walk(n, true),
            Action::QuotePrevSame => self.walk(-n, true),
            Action::SpeakerSolo => self.solo(),
            Action::QuoteFocus => self.quote_focus(count),
            Action::QuoteGoto => self.quote_goto(),
            Action::QuotePeek => self.peek(),
            Action::GroupToggle => self.fold_group(),
            Action::PanelGroup => self.regroup(),
            Action::OnlyNext => self.only_next(),
            Action::Surer => self.surer(count),
            Action::PanelToggle => self.toggle_panel(),
            Action::Zen => self.toggle_zen(),
            Action::WidthMore => self.widen(4 * n),
            Action::WidthLess => self.widen(-4 * n),
            Action::WidthReset => self.view.measure = layout::MEASURE,
            Action::Find => self.ask_find(),
            Action::FindNext => self.find_by(n, false),
            Action::FindPrev => self.find_by(-n, false),
            Action::Filter => self.ask_filter(),
            Action::SourceCard => self.layers.push(Layer::Card { row: 0 }),
            Action::ArticleInfo => self.layers.push(Layer::Info { top: 0 }),
            Action::Help => self.layers.push(Layer::help(self.mode())),
            Action::Command => self.ask_command(),
            _ => {}
        }
    }

    fn close_or_quit(&mut self) -> Vec<Effect> {
        if self.layers.pop().is_some() { Vec::new() } else { vec![Effect::Quit] }
    }

    /// Drops what is under way: a layer, solo, a filter, what hides quotes, found words; with nothing left, the second press quits.
    fn cancel_or_quit(&mut self, again: bool) -> Vec<Effect> {
        if self.layers.pop().is_some() {
            return Vec::new();
        }
        if again {
            return vec![Effect::Quit];
        }
        let usual = self.usually_wanted();
        let mut narrowed = self.panel.wanted != usual;
        narrowed |= self.panel.solo.take().is_some();
        narrowed |= !std::mem::take(&mut self.panel.filter).is_empty();
        if narrowed {
            self.want(usual);
        }
        if self.find.take().is_none() && !narrowed {
            self.notice = Some(AGAIN.to_owned());
        }
        Vec::new()
    }
}
