//! The keymap as people read it: rows for help, a Markdown table for docs/keys.md.

use super::{Keymap, Mode, notation};
use crate::app::Action;

/// One line of help: every key of one action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyRow {
    /// The keys, as a person reads them: `j`, `Down`, `Ctrl-n`.
    pub keys: Vec<String>,
    /// What they do.
    pub desc: String,
    /// The action.
    pub action: Action,
}

impl Keymap {
    /// The rows of one table of the file, keys of one action together, in the order of the file. What else
    /// holds in the mode stands in its [`Mode::base`].
    pub fn rows(&self, mode: Mode) -> Vec<KeyRow> {
        let mut rows: Vec<KeyRow> = Vec::new();
        for binding in self.bindings.iter().filter(|b| b.mode == mode) {
            let Some(action) = binding.action else { continue };
            let keys = notation::show(&binding.strokes);
            match rows.iter_mut().find(|row| row.action == action) {
                Some(row) => row.keys.push(keys),
                None => rows.push(KeyRow { keys: vec![keys], desc: binding.desc.clone(), action }),
            }
        }
        rows
    }

    /// The first key of `action` in `mode`, as a person reads it; empty where there is none.
    pub fn first_key(&self, mode: Mode, action: Action) -> String {
        let modes = std::iter::once(mode).chain(mode.base());
        let mut rows = modes.flat_map(|mode| self.rows(mode));
        rows.find(|row| row.action == action).and_then(|row| row.keys.into_iter().next()).unwrap_or_default()
    }

    /// Every mode's rows as one Markdown table: where, keys, what they do.
    pub fn markdown(&self) -> String {
        let head = ["| where | keys | what they do |".to_owned(), "|---|---|---|".to_owned()];
        let body = Mode::all().flat_map(|mode| {
            self.rows(mode).into_iter().enumerate().map(move |(at, row)| {
                let place = if at == 0 { mode.title() } else { "" };
                let keys: Vec<String> = row.keys.iter().map(|keys| code(keys)).collect();
                format!("| {place} | {} | {} |", keys.join(" "), row.desc.replace('|', "\\|"))
            })
        });
        head.into_iter().chain(body).map(|line| line + "\n").collect()
    }
}

/// A code span that a table cell can hold.
fn code(keys: &str) -> String {
    let fence = if keys.contains('`') { "`` " } else { "`" };
    let back: String = fence.chars().rev().collect();
    format!("{fence}{}{back}", keys.replace('|', "\\|"))
}
