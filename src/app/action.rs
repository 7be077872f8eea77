//! Everything a key can do. One table: the keymap names actions by it, help and docs/keys.md are printed from it.

macro_rules! actions {
    ($($(#[$doc:meta])* $variant:ident = $name:literal;)*) => {
        /// What a key can do. The words behind each are its name in `keymap.toml`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Action {
            $($(#[$doc])* $variant,)*
        }

        impl Action {
            /// Every action with its name, in the order of the table.
            pub const ALL: &'static [(Action, &'static str)] = &[$((Action::$variant, $name),)*];
        }
    };
}

actions! {
    /// Help for this pane.
    Help = "help";
    /// Close the top layer; at the root, quit.
    BackOrQuit = "back-or-quit";
    /// Quit now.
    Quit = "quit";
    /// Cancel what is under way; twice in a row quits.
    CancelOrQuit = "cancel-or-quit";
    /// Suspend to the shell.
    Suspend = "suspend";
    /// Paint everything again.
    Redraw = "redraw";
    /// Go to the next pane.
    PaneNext = "pane-next";
    /// Go to the previous pane.
    PanePrev = "pane-prev";
    /// Go one pane left.
    PaneLeft = "pane-left";
    /// Go one pane right.
    PaneRight = "pane-right";
    /// Go to the list of articles.
    FocusList = "focus-list";
    /// Go to the text.
    FocusReader = "focus-reader";
    /// Go to the quotes.
    FocusQuotes = "focus-quotes";
    /// Who is quoted in all articles, counted.
    Voices = "voices";
    /// All speakers of all articles.
    FocusSpeakers = "focus-speakers";
    /// One line down.
    Down = "down";
    /// One line up.
    Up = "up";
    /// Half a page down.
    HalfDown = "half-down";
    /// Half a page up.
    HalfUp = "half-up";
    /// A page down.
    PageDown = "page-down";
    /// A page up.
    PageUp = "page-up";
    /// A page down; at the end, the next article.
    PageDownOrNext = "page-down-or-next";
    /// To the top; with a count, to that line, row or paragraph.
    Top = "top";
    /// To the bottom; with a count, to that line, row or paragraph.
    Bottom = "bottom";
    /// Next paragraph.
    ParagraphNext = "para-next";
    /// Previous paragraph.
    ParagraphPrev = "para-prev";
    /// Next article, from any pane.
    ArticleNext = "article-next";
    /// Previous article, from any pane.
    ArticlePrev = "article-prev";
    /// Read the article under the cursor.
    Open = "open";
    /// Read the article under the cursor; when it is open already, page on.
    OpenOrPage = "open-or-page";
    /// Next sort order of the list.
    Sort = "sort";
    /// Back to where you were.
    JumpBack = "jump-back";
    /// Forward again.
    JumpForward = "jump-forward";
    /// Back to before the last jump, and there again.
    JumpLast = "jump-last";
    /// Set a mark.
    Mark = "mark";
    /// Go to a mark.
    MarkGoto = "mark-goto";
    /// Next quote.
    QuoteNext = "quote-next";
    /// Previous quote.
    QuotePrev = "quote-prev";
    /// Next quote of the same speaker.
    QuoteNextSame = "quote-next-same";
    /// Previous quote of the same speaker.
    QuotePrevSame = "quote-prev-same";
    /// Only this speaker, and back.
    SpeakerSolo = "speaker-solo";
    /// From the text to the quote under the cursor in the panel; with a count, to that quote.
    QuoteFocus = "quote-focus";
    /// From the panel to the quote in the text.
    QuoteGoto = "quote-goto";
    /// Put a second speaker beside the one whose words are listed.
    Compare = "compare";
    /// Show every quote of the panel whole, or cut long ones again.
    QuotePeek = "quote-peek";
    /// Fold or unfold the speaker's group in the panel.
    GroupToggle = "group-toggle";
    /// The source card of the current quote.
    SourceCard = "source-card";
    /// What is known of the article: words, warnings, hidden characters.
    ArticleInfo = "article-info";
    /// Show or hide the quotes.
    PanelToggle = "panel-toggle";
    /// Group the quotes by order, speaker or kind.
    PanelGroup = "panel-group";
    /// Only quotes of one kind or act: quoted, said, believed, intended, all.
    OnlyNext = "only-next";
    /// Only likely quotes, only sure ones, all; with a count, those of so many percent and more.
    Surer = "surer";
    /// The text alone.
    Zen = "zen";
    /// Wider text.
    WidthMore = "width-more";
    /// Narrower text.
    WidthLess = "width-less";
    /// The text's own width again.
    WidthReset = "width-reset";
    /// Find in this pane.
    Find = "find";
    /// Next match.
    FindNext = "find-next";
    /// Previous match.
    FindPrev = "find-prev";
    /// Show only matching rows.
    Filter = "filter";
    /// Search everything.
    SearchAll = "search-all";
    /// Search everything this speaker said.
    SearchSpeaker = "search-speaker";
    /// The last search as it was left.
    SearchResume = "search-resume";
    /// Copy the quote with its citation.
    YankQuote = "yank-quote";
    /// Copy the words of the quote only.
    YankWords = "yank-words";
    /// Copy the citation only.
    YankCitation = "yank-citation";
    /// Copy the quote as Markdown.
    YankMarkdown = "yank-markdown";
    /// Copy the quote as JSON.
    YankJson = "yank-json";
    /// Copy the paragraph.
    YankParagraph = "yank-paragraph";
    /// Copy the command that shows the quote again.
    YankLink = "yank-link";
    /// Mark the article as read, or as unread.
    ReadToggle = "read-toggle";
    /// Mark all articles of the list as read, or as unread.
    ReadAll = "read-all";
    /// Show which files were not read, and why.
    Skipped = "skipped";
    /// Take back the newest change.
    Undo = "undo";
    /// Do again what was taken back.
    Redo = "redo";
    /// Put right who said the current quote.
    Correct = "correct";
    /// Somebody else said it, by name.
    CorrectSpeaker = "correct-speaker";
    /// All that hangs on the same pronouns too.
    CorrectChain = "correct-chain";
    /// The quote is right as it is.
    CorrectRight = "correct-right";
    /// It is nobody's words.
    CorrectNotQuote = "correct-not-quote";
    /// Move the edges of the quote.
    CorrectEdges = "correct-edges";
    /// The speaker is the same as another.
    CorrectMerge = "correct-merge";
    /// The speaker is another of the same name.
    CorrectSplit = "correct-split";
    /// Select words of the text.
    Select = "select";
    /// On by a word.
    WordNext = "word-next";
    /// Back by a word.
    WordPrev = "word-prev";
    /// Take in the sentence, then the next one.
    SentenceNext = "sentence-next";
    /// Take in the sentence, then the one before.
    SentencePrev = "sentence-prev";
    /// Move the other end of the selection.
    SelectSwap = "select-swap";
    /// Open the article's web address.
    OpenUrl = "open-url";
    /// Keep the quote, or let go of it.
    ClipAdd = "clip-add";
    /// Show all clippings.
    Clippings = "clippings";
    /// Write a note to the clipping.
    ClipNote = "clip-note";
    /// Move the clipping down.
    ClipDown = "clip-down";
    /// Move the clipping up.
    ClipUp = "clip-up";
    /// Remove the clipping.
    ClipRemove = "clip-remove";
    /// Write all clippings to a file.
    ClipWrite = "clip-write";
    /// Give the article or a quote to another program.
    Pipe = "pipe";
    /// Read the open article again, which has changed on disk.
    Reload = "reload";
    /// Type a command.
    Command = "command";
    /// Take the row, run what is typed.
    Accept = "accept";
    /// Close this layer.
    Close = "close";
    /// Complete the word being typed; where there is nothing to complete, one character on.
    Complete = "complete";
    /// Next tab.
    TabNext = "tab-next";
    /// Previous tab.
    TabPrev = "tab-prev";
    /// Preview down.
    PreviewDown = "preview-down";
    /// Preview up.
    PreviewUp = "preview-up";
    /// Clear the line.
    LineClear = "line-clear";
    /// Delete a word.
    WordDelete = "word-delete";
    /// To the start of the line.
    LineStart = "line-start";
    /// To the end of the line.
    LineEnd = "line-end";
    /// Earlier line of the history.
    HistoryPrev = "history-prev";
}
