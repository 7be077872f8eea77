//! The program's own key, so that no floor but the runtime knows the terminal library.

/// One key press.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// Which key.
    pub code: KeyCode,
    /// With Ctrl held. (Shift is in the character; Alt is not used by the defaults.)
    pub ctrl: bool,
    /// With Alt held.
    pub alt: bool,
}

/// Which key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyCode {
    /// A character as typed, shift applied.
    Char(char),
    /// F1 to F24.
    F(u8),
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Shift and Tab.
    BackTab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Insert.
    Insert,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
}

impl Key {
    /// A plain key.
    pub fn plain(code: KeyCode) -> Self {
        Self { code, ctrl: false, alt: false }
    }

    /// A plain character.
    pub fn char(c: char) -> Self {
        Self::plain(KeyCode::Char(c))
    }

    /// Ctrl and a character.
    pub fn ctrl(c: char) -> Self {
        Self { code: KeyCode::Char(c), ctrl: true, alt: false }
    }

    /// The key as a terminal sends it: Ctrl knows no capitals, and Ctrl-I, Ctrl-M, Ctrl-[ and Ctrl-H are
    /// Tab, Enter, Esc and Backspace.
    #[must_use]
    pub fn as_sent(self) -> Self {
        let KeyCode::Char(c) = self.code else { return self };
        if !self.ctrl {
            return self;
        }
        let named = match c.to_ascii_lowercase() {
            'i' => KeyCode::Tab,
            'm' => KeyCode::Enter,
            '[' => KeyCode::Esc,
            'h' => KeyCode::Backspace,
            lower => return Self { code: KeyCode::Char(lower), ..self },
        };
        Self { code: named, ctrl: false, alt: self.alt }
    }
}
