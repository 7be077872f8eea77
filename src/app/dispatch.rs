//! Dispatch of an action to the method of the pane or overlay that handles it.

use super::filters::AGAIN;
use super::motion::Motion;
use super::overlay::Layer;
use super::{Action, Action as A, Effect, Model, Pane, layout};

impl Model {
    /// Runs `action`. `notice` is the status line that was shown when the key was pressed.
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
        self.dispatch(action, count, arg, notice == Some(AGAIN))
    }

    /// Runs an action outside the overlays. `again` tells that the key to quit is
    /// pressed a second time. Every action is listed, so that one without a handler does not compile.
    #[expect(clippy::match_same_arms, reason = "arms of one body are split so that no line is too long")]
    fn dispatch(&mut self, action: A, count: Option<u32>, arg: Option<char>, again: bool) -> Vec<Effect> {
        let n = count.unwrap_or(1) as isize * direction(action);
        match action {
            A::Quit => return vec![Effect::Quit],
            A::Suspend => return vec![Effect::Suspend],
            A::Redraw => return vec![Effect::Redraw],
            A::BackOrQuit => return self.close_or_quit(),
            A::CancelOrQuit => return self.cancel_or_quit(again),
            A::SearchAll => return self.search(""),
            A::SearchSpeaker => return self.search_speaker(),
            A::SearchResume => return self.search_resume(),
            A::FocusSpeakers => return self.search_speakers(),
            A::Voices => return self.show_voices(),
            A::Mark => return self.mark(arg),
            A::ReadToggle => return self.toggle_read(),
            A::ReadAll => self.toggle_all_read(),
            A::Skipped => self.show_skipped(),
            A::ClipAdd => return self.clip(),
            A::Undo | A::Redo => return self.step(action == A::Redo),
            A::OpenUrl => return self.open_url(),
            A::YankQuote | A::YankWords | A::YankCitation => return self.yank(action),
            A::YankMarkdown | A::YankJson => return self.yank(action),
            A::YankParagraph | A::YankLink => return self.yank(action),
            A::Close => self.close(),
            A::Reload => self.reload_open(),
            A::Sort => self.sort(),
            A::Open => self.open_selected(),
            A::OpenOrPage => self.open_or_page(),
            A::MarkGoto => self.mark_goto(arg),
            A::PaneNext => self.focus_by(1, true),
            A::PanePrev => self.focus_by(-1, true),
            A::PaneLeft => self.focus_by(-1, false),
            A::PaneRight => self.focus_by(1, false),
            A::FocusList => self.focus_on(Pane::List),
            A::FocusReader => self.focus_on(Pane::Reader),
            A::FocusQuotes => self.focus_on(Pane::Quotes),
            A::PageDownOrNext => self.page_down_or_next(),
            A::ArticleNext | A::ArticlePrev => self.article_by(n),
            A::ParagraphNext | A::ParagraphPrev => self.panes.paragraph_by(n),
            A::JumpBack => self.jump_back(),
            A::JumpForward => self.jump_forward(),
            A::JumpLast => self.jump_last(),
            A::QuoteNext | A::QuotePrev => self.walk(n, false),
            A::QuoteNextSame | A::QuotePrevSame => self.walk(n, true),
            A::SpeakerSolo => self.solo(),
            A::QuoteFocus => self.quote_focus(count),
            A::QuoteGoto => self.quote_goto(),
            A::QuotePeek => self.peek(),
            A::GroupToggle => self.panes.fold_group(),
            A::PanelGroup => self.regroup(),
            A::OnlyNext => self.only_next(),
            A::Surer => self.surer(count),
            A::PanelToggle => self.panes.toggle_panel(),
            A::Zen => self.panes.toggle_zen(),
            A::WidthMore | A::WidthLess => self.widen(4 * n),
            A::WidthReset => self.set_width(layout::MEASURE),
            A::Find => self.ask_find(),
            A::FindNext | A::FindPrev => self.find_by(n, false),
            A::Filter => self.ask_filter(),
            A::SourceCard => self.overlays.push(Layer::Card { row: 0 }),
            A::ArticleInfo => self.overlays.push(Layer::Info { top: 0 }),
            A::Correct => self.correct(),
            A::Select => self.select_words(),
            A::Help => self.overlays.push(Layer::help(self.mode())),
            A::Command => self.ask_command(),
            A::Pipe => self.ask_pipe(),
            A::Clippings => self.show_clippings(),
            // Motions go to the focused pane.
            A::Down | A::Up | A::HalfDown | A::HalfUp | A::PageDown | A::PageUp | A::Top | A::Bottom => {
                if let Some(motion) = Motion::of(action) {
                    self.motion(motion, count);
                }
            }
            // These act in an overlay only, and `run_in_layer` handles them there.
            A::CorrectSpeaker | A::CorrectChain | A::CorrectRight | A::CorrectNotQuote | A::CorrectEdges => {}
            A::CorrectMerge | A::CorrectSplit | A::WordNext | A::WordPrev | A::SentenceNext | A::SentencePrev => {}
            A::SelectSwap | A::ClipNote | A::ClipDown | A::ClipUp | A::ClipRemove | A::ClipWrite | A::Accept => {}
            A::Compare | A::Complete | A::TabNext | A::TabPrev | A::PreviewDown | A::PreviewUp | A::LineClear => {}
            A::WordDelete | A::LineStart | A::LineEnd | A::HistoryPrev => {}
        }
        Vec::new()
    }
}

/// -1 for an action that goes back or makes something smaller, 1 for the others.
fn direction(action: A) -> isize {
    match action {
        A::ArticlePrev | A::ParagraphPrev | A::QuotePrev | A::QuotePrevSame | A::FindPrev | A::WidthLess => -1,
        _ => 1,
    }
}
