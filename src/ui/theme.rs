//! Styles by what they mean. Meaning never hangs on colour: every style that carries one has a modifier or a
//! mark beside it, and without colours only those are left.

use ratatui::style::{Color, Modifier, Style};

use crate::app::Settings;
use crate::config::{Colour, Palette};

/// How things look on this terminal.
#[derive(Clone, Copy, Debug)]
pub struct Theme<'a> {
    /// `None` without colours.
    palette: Option<&'a Palette>,
}

impl<'a> Theme<'a> {
    /// For these settings.
    pub fn new(settings: &'a Settings) -> Self {
        Self { palette: settings.colour.then_some(&settings.theme) }
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
        let found = self.palette.map(|palette| palette.found);
        found.map_or_else(Self::chosen, |(letters, behind)| Style::new().fg(shown(letters)).bg(shown(behind)))
    }

    /// The tag and the bar of a speaker.
    pub fn voice(self, speaker: Option<usize>) -> Style {
        let colours = self.palette.map_or(&[][..], |palette| &palette.speakers);
        let own = speaker.and_then(|index| colours.get(index % colours.len().max(1)));
        own.map_or_else(Style::new, |colour| Style::new().fg(shown(*colour)))
    }
}

/// A colour as the renderer names it. The terminal's own have names: they are written shorter than by number.
fn shown(colour: Colour) -> Color {
    const OWN: [Color; 16] = [
        Color::Black,
        Color::Red,
        Color::Green,
        Color::Yellow,
        Color::Blue,
        Color::Magenta,
        Color::Cyan,
        Color::Gray,
        Color::DarkGray,
        Color::LightRed,
        Color::LightGreen,
        Color::LightYellow,
        Color::LightBlue,
        Color::LightMagenta,
        Color::LightCyan,
        Color::White,
    ];
    match colour {
        Colour::Own(at) => OWN[usize::from(at) % OWN.len()],
        Colour::Rgb(r, g, b) => Color::Rgb(r, g, b),
    }
}
