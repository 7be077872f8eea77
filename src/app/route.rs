//! From an action to the verb of the pane it is for.

use super::layers::Layer;
use super::motion::Motion;
use super::narrow::AGAIN;
use super::{Action, Effect, Model, Pane, layout, take};

impl Model {
    /// Runs `action`. `notice` is the line the status showed when the key was pressed.
    pub(super) fn run(
        &mut self,
        action: Action,
        count: Option<u32>,
        arg: Option<char>,
        notice: Option<&str>,
    ) -> Vec<Effect> {
        let cancels = matches!(action, Action::Close | Action::CancelOrQuit) && !self.mode().types();
        if let Some(effects) = cancels.then(|| self.stop_programs()).flatten() {
            return effects;
        }
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
            Action::Close => self.done(Self::close),
            Action::CancelOrQuit => self.cancel_or_quit(notice == Some(AGAIN)),
            Action::SearchAll => self.search(""),
            Action::SearchSpeaker => self.search_speaker(),
            Action::SearchResume => self.search_resume(),
            Action::FocusSpeakers => self.search_speakers(),
            _ if take::is_yank(action) => self.yank(action),
            Action::Mark => self.mark(arg),
            Action::ReadToggle => self.toggle_read(),
            Action::ClipAdd => self.clip(),
            Action::Undo => self.step(false),
            Action::Redo => self.step(true),
            Action::OpenUrl => self.open_url(),
            Action::Reload => self.done(Self::reload_open),
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
            Action::WidthReset => self.set_width(layout::MEASURE),
            Action::Find => self.ask_find(),
            Action::FindNext => self.find_by(n, false),
            Action::FindPrev => self.find_by(-n, false),
            Action::Filter => self.ask_filter(),
            Action::SourceCard => self.layers.push(Layer::Card { row: 0 }),
            Action::ArticleInfo => self.layers.push(Layer::Info { top: 0 }),
            Action::Correct => self.correct(),
            Action::Select => self.select_words(),
            Action::Help => self.layers.push(Layer::help(self.mode())),
            Action::Command => self.ask_command(),
            Action::Pipe => self.ask_pipe(),
            Action::Clippings => self.show_clippings(),
            _ => {}
        }
    }
}
