//! From key presses to an action: counts, sequences, a character for a mark.

use super::notation::{self, Stroke};
use super::{Keymap, Mode};
use crate::app::{Action, Key, KeyCode};

/// Keys pressed that no action has taken yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pending {
    count: Option<u32>,
    keys: Vec<Key>,
}

/// What a key press came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// More keys are needed.
    Wait,
    /// Do this; the count if one was typed, the character if the row ends in `<char>`.
    Run(Action, Option<u32>, Option<char>),
    /// No row takes it: text, where letters are text.
    None,
}

/// The largest count; larger ones stop here.
const MOST: u32 = 99_999;

impl Pending {
    /// Returns `true` if nothing was pressed yet.
    pub fn is_empty(&self) -> bool {
        self.count.is_none() && self.keys.is_empty()
    }

    /// Returns `true` if a key was pressed that others may follow. A count alone is none.
    pub fn is_prefix(&self) -> bool {
        !self.keys.is_empty()
    }

    /// What was pressed so far, for the status line: `12g`.
    pub fn shown(&self) -> String {
        let keys: Vec<Stroke> = self.keys.iter().map(|key| Stroke::Key(*key)).collect();
        self.count.map(|n| n.to_string()).unwrap_or_default() + &notation::show(&keys)
    }

    /// Takes a digit of a count; false if it is none.
    fn digit(&mut self, key: Key) -> bool {
        let Key { code: KeyCode::Char(c), ctrl: false, alt: false } = key else { return false };
        let digit = c.to_digit(10).filter(|digit| *digit > 0 || self.count.is_some());
        let Some(digit) = digit.filter(|_| self.keys.is_empty()) else { return false };
        self.count = Some((self.count.unwrap_or(0) * 10 + digit).min(MOST));
        true
    }
}

impl Key {
    /// As a person reads it: `x`, `Ctrl-x`.
    pub fn name(self) -> String {
        notation::show(&[Stroke::Key(self)])
    }
}

impl Keymap {
    /// Takes one key in `mode`. Esc and Ctrl-C drop a sequence or count half typed and do nothing else.
    pub fn press(&self, mode: Mode, pending: &mut Pending, key: Key) -> Outcome {
        if !pending.is_empty() && (key.code == KeyCode::Esc || key == Key::ctrl('c')) {
            *pending = Pending::default();
            return Outcome::None;
        }
        if !mode.types() && pending.digit(key) {
            return Outcome::Wait;
        }
        pending.keys.push(key);
        let outcome = self.look_up(mode, pending);
        if outcome != Outcome::Wait {
            *pending = Pending::default();
        }
        outcome
    }

    /// What the keys pressed so far may go on with in `mode`: the keys that are missing, and what they do.
    pub fn continuations(&self, mode: Mode, pending: &Pending) -> Vec<(String, String)> {
        let fits = |strokes: &[Stroke]| strokes.iter().zip(&pending.keys).all(|(stroke, key)| stroke.takes(*key));
        let mut found: Vec<(String, String)> = Vec::new();
        for row in self.active(mode).filter(|row| row.strokes.len() > pending.keys.len() && fits(&row.strokes)) {
            let keys = notation::show(&row.strokes[pending.keys.len()..]);
            if row.action.is_some() && !found.iter().any(|(other, _)| *other == keys) {
                found.push((keys, row.desc.clone()));
            }
        }
        found
    }

    fn look_up(&self, mode: Mode, pending: &Pending) -> Outcome {
        let fits = |strokes: &[Stroke]| strokes.iter().zip(&pending.keys).all(|(stroke, key)| stroke.takes(*key));
        let (mut wait, mut taken_away, mut any) = (false, false, None);
        for row in self.active(mode).filter(|row| fits(&row.strokes)) {
            if row.strokes.len() != pending.keys.len() {
                wait |= row.strokes.len() > pending.keys.len() && row.action.is_some();
                continue;
            }
            match (row.action, row.strokes.last()) {
                // A key spelt out comes before `<char>`.
                (Some(action), Some(Stroke::Any)) => any = any.or(Some(action)),
                (Some(action), _) if !taken_away => return Outcome::Run(action, pending.count, None),
                // Taken away in this mode, so the base mode's row is covered too.
                _ => taken_away = true,
            }
        }
        let typed = pending.keys.last().and_then(|key| match key.code {
            KeyCode::Char(c) => Some(c),
            _ => None,
        });
        match any {
            Some(action) => Outcome::Run(action, pending.count, typed),
            None if wait => Outcome::Wait,
            None => Outcome::None,
        }
    }
}
