//! Styles by what they mean. Meaning never hangs on colour: every style that carries one has a modifier or a
//! mark beside it, and without colours only those are left.

use ratatui::style::{Color, Modifier, Style};

use crate::app::Settings;

/// How things look on this terminal.
#[derive(Clone, Copy, Debug)]
pub struct Theme {
    colour: bool,
}

/// Speakers in turn; the letter beside each tells those apart that share one. No blue: many terminals show it too
/// dark to read on black.
const VOICES: [Color; 5] = [Color::Cyan, Color::Green, Color::Yellow, Color::Magenta, Color::Red];

impl Theme {
    /// For these settings.
    pub fn new(settings: &Settings) -> Self {
        Self { colour: settings.colour }
    }

    /// Running text.
    pub fn plain() -> Style {
        Style::new()
    }

    /// Labels, rules, furniture.
    pub fn dim() -> Style {
        Style::new().add_modifier(Modifier::DIM)
    }

    /// Headings, names, cues.
    pub fn bold() -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// Captions, emphasis.
    pub fn italic() -> Style {
        Style::new().add_modifier(Modifier::ITALIC)
    }

    /// The words of the current quote, links.
    pub fn underlined() -> Style {
        Style::new().add_modifier(Modifier::UNDERLINED)
    }

    /// The words that name a source.
    pub fn source() -> Style {
        Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED)
    }

    /// The chosen row where the keys go, and the status line.
    pub fn chosen() -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// Found words.
    pub fn found(self) -> Style {
        if self.colour { Style::new().fg(Color::Black).bg(Color::Yellow) } else { Self::chosen() }
    }

    /// The tag and the bar of a speaker.
    pub fn voice(self, speaker: Option<usize>) -> Style {
        match speaker {
            Some(index) if self.colour => Style::new().fg(VOICES[index % VOICES.len()]),
            _ => Style::new(),
        }
    }
}
