//! Where keys are pressed: one table of `keymap.toml` each.

/// Where keys are pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// What holds in every pane; never itself where a key is pressed, except in help.
    Normal,
    /// The list of articles.
    List,
    /// The text.
    Reader,
    /// The quotes.
    Quotes,
    /// Words of the text being selected.
    Select,
    /// Who said a quote is being put right.
    Correct,
    /// The source card.
    Card,
    /// The list of clippings.
    Clippings,
    /// Who is quoted, counted.
    Voices,
    /// The search over everything: letters are text.
    Picker,
    /// A line being typed (find, filter, command): letters are text.
    Line,
}

/// Mode, its name in the file, its heading in help.
const TABLE: [(Mode, &str, &str); 11] = [
    (Mode::Normal, "normal", "Everywhere"),
    (Mode::List, "list", "List of articles"),
    (Mode::Reader, "reader", "Text"),
    (Mode::Quotes, "quotes", "Panel"),
    (Mode::Select, "select", "Selecting words"),
    (Mode::Correct, "correct", "Correcting"),
    (Mode::Card, "card", "Source card"),
    (Mode::Clippings, "clippings", "Clippings"),
    (Mode::Voices, "voices", "Who is quoted"),
    (Mode::Picker, "picker", "Search"),
    (Mode::Line, "line", "Typing a line"),
];

impl Mode {
    /// All modes, in the order of the file.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|row| row.0)
    }

    /// Its name in the file.
    pub fn name(self) -> &'static str {
        TABLE[self as usize].1
    }

    /// Its heading in help.
    pub fn title(self) -> &'static str {
        TABLE[self as usize].2
    }

    /// The mode with this name in the file.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::all().find(|mode| mode.name() == name)
    }

    /// Returns `true` if letters are text here and digits are not counts.
    pub fn types(self) -> bool {
        matches!(self, Self::Picker | Self::Line)
    }

    /// The mode whose rows hold here too: a selection or a correction is not lost to a key of another pane.
    pub fn base(self) -> Option<Self> {
        (!matches!(self, Self::Normal | Self::Select | Self::Correct) && !self.types()).then_some(Self::Normal)
    }
}
