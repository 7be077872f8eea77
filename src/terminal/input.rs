//! From the terminal library's events to the program's own inputs.

use std::path::Path;
use std::sync::mpsc::Sender;
use std::time::Duration;
use std::{io, thread};

use crossterm::event::{self, Event, KeyCode as TheirCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::Wake;
use crate::app::{Input, Key, KeyCode};
use sayso_library::files as store;

/// Keys that arrive within this time share a frame: a burst over a slow line is one draw, and nobody feels it.
const TOGETHER: Duration = Duration::from_millis(1);

/// Reads the terminal on a thread of its own and sends what comes, bursts in one piece.
pub fn listen(wakes: Sender<Wake>) -> io::Result<()> {
    let read = move || {
        loop {
            let wake = match burst() {
                Ok(inputs) => Wake::Inputs(inputs),
                Err(error) => Wake::Lost(error),
            };
            let lost = matches!(wake, Wake::Lost(_));
            if wakes.send(wake).is_err() || lost {
                return;
            }
        }
    };
    thread::Builder::new().name("keys".to_owned()).spawn(read).map(drop)
}

/// Returns `true` if keys can be read although standard input is no terminal.
pub fn terminal_opens() -> bool {
    store::opens(Path::new("/dev/tty"))
}

fn burst() -> io::Result<Vec<Input>> {
    let mut inputs = Vec::from_iter(input(event::read()?));
    while event::poll(TOGETHER)? {
        inputs.extend(input(event::read()?));
    }
    Ok(inputs)
}

/// What an event is to the program, if anything.
fn input(event: Event) -> Option<Input> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => own_key(key).map(Input::Key),
        Event::Paste(text) => Some(Input::Paste(text)),
        Event::Resize(columns, rows) => Some(Input::Resize(columns, rows)),
        _ => None,
    }
}

fn own_key(key: KeyEvent) -> Option<Key> {
    let held = |modifier| key.modifiers.contains(modifier);
    if held(KeyModifiers::SUPER) || held(KeyModifiers::HYPER) || held(KeyModifiers::META) {
        return None;
    }
    let code = own_code(key.code)?;
    Some(Key { code, ctrl: held(KeyModifiers::CONTROL), alt: held(KeyModifiers::ALT) }.as_sent())
}

fn own_code(code: TheirCode) -> Option<KeyCode> {
    Some(match code {
        TheirCode::Char(c) => KeyCode::Char(c),
        TheirCode::F(n) => KeyCode::F(n),
        TheirCode::Enter => KeyCode::Enter,
        TheirCode::Esc => KeyCode::Esc,
        TheirCode::Tab => KeyCode::Tab,
        TheirCode::BackTab => KeyCode::BackTab,
        TheirCode::Backspace => KeyCode::Backspace,
        TheirCode::Delete => KeyCode::Delete,
        TheirCode::Insert => KeyCode::Insert,
        TheirCode::Up => KeyCode::Up,
        TheirCode::Down => KeyCode::Down,
        TheirCode::Left => KeyCode::Left,
        TheirCode::Right => KeyCode::Right,
        TheirCode::Home => KeyCode::Home,
        TheirCode::End => KeyCode::End,
        TheirCode::PageUp => KeyCode::PageUp,
        TheirCode::PageDown => KeyCode::PageDown,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_as_the_keymap_names_them() {
        let key = |code, modifiers| own_key(KeyEvent::new(code, modifiers));
        assert_eq!(key(TheirCode::Char('G'), KeyModifiers::SHIFT), Some(Key::char('G')));
        assert_eq!(key(TheirCode::Char('x'), KeyModifiers::CONTROL), Some(Key::ctrl('x')));
        // Some terminals send Ctrl-H for Backspace.
        assert_eq!(key(TheirCode::Char('h'), KeyModifiers::CONTROL), Some(Key::plain(KeyCode::Backspace)));
        assert_eq!(key(TheirCode::Char('x'), KeyModifiers::SUPER), None);
        assert_eq!(key(TheirCode::CapsLock, KeyModifiers::NONE), None);
    }
}
