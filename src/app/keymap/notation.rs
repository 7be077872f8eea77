//! How keys are written: `gg`, `<C-x>`, `<Enter>`, `<lt>`, `m<char>`.

use crate::app::{Key, KeyCode};
use sayso_library::suggest::guess;

/// One key press of a sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stroke {
    /// This key.
    Key(Key),
    /// Any one character, handed to the action.
    Any,
}

impl Stroke {
    /// Returns `true` if this key matches.
    pub(super) fn takes(self, key: Key) -> bool {
        match self {
            Self::Key(own) => own == key,
            Self::Any => matches!(key, Key { code: KeyCode::Char(_), ctrl: false, alt: false }),
        }
    }

    /// Returns `true` if one key can match both. A key written out is distinct from `<char>`: it comes first.
    pub(super) fn overlaps(self, other: Self) -> bool {
        match (self, other) {
            (Self::Key(a), Self::Key(b)) => a == b,
            (Self::Any, Self::Key(key)) | (Self::Key(key), Self::Any) => Self::Any.takes(key),
            (Self::Any, Self::Any) => true,
        }
    }
}

const NAMES: [(&str, KeyCode); 19] = [
    ("Enter", KeyCode::Enter),
    ("Esc", KeyCode::Esc),
    ("Tab", KeyCode::Tab),
    ("S-Tab", KeyCode::BackTab),
    ("Space", KeyCode::Char(' ')),
    ("Backspace", KeyCode::Backspace),
    ("Delete", KeyCode::Delete),
    ("Insert", KeyCode::Insert),
    ("Up", KeyCode::Up),
    ("Down", KeyCode::Down),
    ("Left", KeyCode::Left),
    ("Right", KeyCode::Right),
    ("Home", KeyCode::Home),
    ("End", KeyCode::End),
    ("PageUp", KeyCode::PageUp),
    ("PageDown", KeyCode::PageDown),
    ("lt", KeyCode::Char('<')),
    // Names other programs use for the same keys.
    ("BS", KeyCode::Backspace),
    ("CR", KeyCode::Enter),
];

/// Keys that cannot be bound.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum KeysError {
    /// A name is not finished.
    #[error("`<` begins the name of a key, but there is no `>`; write <lt> for the character itself")]
    Open,
    /// There is nothing.
    #[error("no key given")]
    None,
    /// No key has that name; with a guess.
    #[error("unknown key `<{name}>`{near}")]
    Unknown { name: String, near: String },
    /// `<char>` stands alone.
    #[error("`<char>` must follow another key: m<char>")]
    AnyFirst,
    /// The key is typed into a line in that mode.
    #[error("`{key}` is text in [{mode}]; use a named key or Ctrl")]
    Text { key: char, mode: &'static str },
    /// The key is a digit.
    #[error("`{0}` is part of a count; bind another key")]
    Count(char),
}

/// Reads a sequence.
pub(super) fn read(written: &str) -> Result<Vec<Stroke>, KeysError> {
    let mut strokes = Vec::new();
    let mut rest = written;
    while let Some(first) = rest.chars().next() {
        let (stroke, used) = match rest.strip_prefix('<') {
            None => (plain(first), first.len_utf8()),
            Some(name) => {
                let end = name.find('>').ok_or(KeysError::Open)?;
                (named(&name[..end])?, end + 2)
            }
        };
        strokes.push(stroke);
        rest = &rest[used..];
    }
    if strokes.is_empty() { Err(KeysError::None) } else { Ok(strokes) }
}

fn plain(c: char) -> Stroke {
    Stroke::Key(Key::char(c))
}

fn named(name: &str) -> Result<Stroke, KeysError> {
    if name.eq_ignore_ascii_case("char") {
        return Ok(Stroke::Any);
    }
    let (mut ctrl, mut alt, mut rest) = (false, false, name);
    while let Some((modifier, more)) = rest.split_at_checked(2) {
        match modifier {
            _ if more.is_empty() => break,
            "C-" | "c-" => ctrl = true,
            "A-" | "a-" | "M-" | "m-" => alt = true,
            _ => break,
        }
        rest = more;
    }
    let code = code(rest).ok_or_else(|| {
        let known = NAMES.iter().map(|(known, _)| *known).chain(["char"]);
        KeysError::Unknown { name: name.to_owned(), near: guess(rest, known) }
    })?;
    Ok(Stroke::Key(Key { code, ctrl, alt }.as_sent()))
}

fn code(name: &str) -> Option<KeyCode> {
    if let Some((_, code)) = NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)) {
        return Some(*code);
    }
    let mut chars = name.chars();
    match (chars.next()?, chars.as_str()) {
        (c, "") => Some(KeyCode::Char(c)),
        ('F' | 'f', number) => number.parse().ok().filter(|n| (1..=24).contains(n)).map(KeyCode::F),
        _ => None,
    }
}

/// As in the file: `<C-x>`, `gg`, `<lt>`.
pub(super) fn write(strokes: &[Stroke]) -> String {
    spell(strokes, |name| format!("<{name}>"), |c| if c == '<' { "<lt>".to_owned() } else { c.to_string() })
}

/// As a person reads it: `Ctrl-x`, `gg`, `<`, `Ctrl-t y`, `m<char>`.
pub(super) fn show(strokes: &[Stroke]) -> String {
    let person = |name: String| match name.as_str() {
        "char" => "<char>".to_owned(),
        name => name.replace("C-", "Ctrl-").replace("A-", "Alt-").replace("S-", "Shift-"),
    };
    let each = strokes.iter().map(|stroke| spell(&[*stroke], person, |c| c.to_string()));
    let plain = strokes.iter().all(|stroke| Stroke::Any.overlaps(*stroke));
    each.collect::<Vec<_>>().join(if plain { "" } else { " " })
}

fn spell(strokes: &[Stroke], named: impl Fn(String) -> String, plain: impl Fn(char) -> String) -> String {
    let one = |stroke: &Stroke| match stroke {
        Stroke::Any => named("char".to_owned()),
        Stroke::Key(Key { code: KeyCode::Char(c), ctrl: false, alt: false }) if *c != ' ' => plain(*c),
        Stroke::Key(key) => {
            let modifiers = [(key.ctrl, "C-"), (key.alt, "A-")];
            let prefix: String = modifiers.iter().filter(|(held, _)| *held).map(|(_, name)| *name).collect();
            named(format!("{prefix}{}", base(key.code)))
        }
    };
    strokes.iter().map(one).collect()
}

fn base(code: KeyCode) -> String {
    match NAMES.iter().find(|(_, known)| *known == code) {
        Some((name, _)) => (*name).to_owned(),
        None => match code {
            KeyCode::Char(c) => c.to_string(),
            KeyCode::F(n) => format!("F{n}"),
            other => format!("{other:?}"),
        },
    }
}
