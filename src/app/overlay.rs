//! What lies over the panes: the source card, the article's info, help, a line being typed.

use std::sync::Arc;

use super::correct::{Card, Purpose};
use super::history::Spot;
use super::keymap::Mode;
use super::prompt::{Earlier, Prompt};
use super::selection::Selection;
use sayso_library::voices::Voices;

/// What lies over the panes, and what is remembered of lines typed there.
#[derive(Debug, Default)]
pub struct Overlays {
    layers: Vec<Layer>,
    /// What a speaker is being chosen for.
    pub choosing: Option<Purpose>,
    /// The speaker of another sort with whom the reader was asked to merge one: the second Enter does it.
    pub asked: Option<String>,
    /// For each kind of line the ones typed before.
    earlier: [Earlier; PromptKind::ALL.len()],
}

/// One layer. The topmost takes the keys.
#[derive(Clone, Debug)]
pub enum Layer {
    /// The evidence for the current quote's speaker.
    Card {
        /// The chosen row.
        row: usize,
    },
    /// What is known of the article.
    Info {
        /// First row shown.
        top: usize,
    },
    /// The keys of a mode, those that match what is typed.
    Help {
        /// Whose keys.
        of: Mode,
        /// What is typed.
        prompt: Prompt,
        /// First row shown.
        top: usize,
    },
    /// Who said a quote is being put right.
    Correct(Card),
    /// Words of the text being selected.
    Select(Selection),
    /// All clippings.
    Clippings {
        /// The chosen row.
        row: usize,
    },
    /// Who is quoted, counted.
    Voices {
        /// The counts, once they are there.
        counted: Option<Arc<Voices>>,
        /// The chosen row.
        row: usize,
    },
    /// The search over everything; its state is the model's, so that it can be resumed.
    Picker,
    /// What another program printed.
    Output {
        /// What the user calls it.
        name: String,
        /// Its lines, fit for the screen.
        lines: Vec<String>,
        /// First line shown.
        top: usize,
    },
    /// A line being typed.
    Line {
        /// What for.
        ask: PromptKind,
        /// The line.
        prompt: Prompt,
        /// The chosen one of what it offers.
        row: usize,
        /// Where the reader was when it was opened.
        from: Option<Spot>,
    },
}

/// What a line is typed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PromptKind {
    /// Words to find in this pane.
    Find,
    /// Words that rows must have to be shown.
    Filter,
    /// An action by its name.
    Command,
    /// A speaker.
    Who,
    /// A program to pipe to.
    Pipe,
    /// A note to a clipping.
    Note,
    /// A file to write all clippings to.
    Write,
}

impl Overlays {
    /// All layers, the topmost last.
    pub fn layers(&self) -> &[Layer] {
        &self.layers
    }

    /// Returns `true` if nothing lies over the panes.
    pub fn is_empty(&self) -> bool {
        self.layers.is_empty()
    }

    /// The layer that takes the keys.
    pub fn top(&self) -> Option<&Layer> {
        self.layers.last()
    }

    /// The layer that takes the keys, to be changed.
    pub fn top_mut(&mut self) -> Option<&mut Layer> {
        self.layers.last_mut()
    }

    /// Puts a layer over the others.
    pub fn push(&mut self, layer: Layer) {
        self.layers.push(layer);
    }

    /// Takes off the topmost layer.
    pub fn pop(&mut self) -> Option<Layer> {
        self.layers.pop()
    }

    /// Takes off all layers.
    pub fn clear(&mut self) {
        self.layers.clear();
    }

    /// Takes off what a quote is corrected on.
    pub fn close_cards(&mut self) {
        self.layers.retain(|layer| !matches!(layer, Layer::Correct(_) | Layer::Select(_)));
    }

    /// The row of the source card, if that is open.
    pub fn card_row(&self) -> Option<usize> {
        self.layers.iter().find_map(|layer| match layer {
            Layer::Card { row } => Some(*row),
            _ => None,
        })
    }

    /// Returns `true` if the search is on the screen.
    pub fn has_search(&self) -> bool {
        self.layers.iter().any(|layer| matches!(layer, Layer::Picker))
    }

    /// Shows the counts of who is quoted, if somebody still looks at that.
    pub fn show_voices(&mut self, voices: Arc<Voices>) {
        let view = self.layers.iter_mut().rev().find(|layer| matches!(layer, Layer::Voices { .. }));
        if let Some(Layer::Voices { counted, row }) = view {
            (*counted, *row) = (Some(voices), 0);
        }
    }

    /// Keeps a line that was typed.
    pub fn keep_line(&mut self, kind: PromptKind, line: &str) {
        self.earlier[kind as usize].keep(line);
    }

    /// Puts the line of the same kind typed before into the topmost line. Returns `true` if there is one.
    pub fn recall_line(&mut self) -> bool {
        let Some(Layer::Line { ask, prompt, .. }) = self.layers.last_mut() else { return false };
        let before = self.earlier[*ask as usize].before(prompt.text());
        before.map(|line| *prompt = Prompt::new(line)).is_some()
    }
}

impl PromptKind {
    /// All kinds, in the order of the enum, and what their lines are called in the journal.
    pub const ALL: [(Self, &str); 7] = [
        (Self::Find, "find"),
        (Self::Filter, "filter"),
        (Self::Command, "command"),
        (Self::Who, "who"),
        (Self::Pipe, "pipe"),
        (Self::Note, "note"),
        (Self::Write, "write"),
    ];

    /// What its lines are called in the journal.
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

impl Layer {
    /// Help for `mode`.
    pub fn help(mode: Mode) -> Self {
        Self::Help { of: mode, prompt: Prompt::default(), top: 0 }
    }

    /// Which table of the keymap holds while this layer is on top.
    pub fn mode(&self) -> Mode {
        match self {
            Self::Card { .. } | Self::Info { .. } | Self::Output { .. } => Mode::Card,
            Self::Clippings { .. } => Mode::Clippings,
            Self::Voices { .. } => Mode::Voices,
            Self::Correct(_) => Mode::Correct,
            Self::Select(_) => Mode::Select,
            Self::Picker | Self::Help { .. } | Self::Line { ask: PromptKind::Command | PromptKind::Who, .. } => {
                Mode::Picker
            }
            Self::Line { .. } => Mode::Line,
        }
    }

    /// The line that is typed in it.
    pub fn prompt(&mut self) -> Option<&mut Prompt> {
        match self {
            Self::Help { prompt, .. } | Self::Line { prompt, .. } => Some(prompt),
            _ => None,
        }
    }

    /// The row or the scroll that up and down move.
    pub fn row(&mut self) -> Option<&mut usize> {
        match self {
            Self::Voices { row, .. } => Some(row),
            Self::Card { row } | Self::Clippings { row } | Self::Line { row, .. } | Self::Correct(Card { row, .. }) => {
                Some(row)
            }
            Self::Info { top } | Self::Help { top, .. } | Self::Output { top, .. } => Some(top),
            Self::Picker | Self::Select(_) => None,
        }
    }
}
