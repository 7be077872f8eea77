//! Reading `keymap.toml`, with a place for every fault.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Binding, Mode, notation};
use crate::app::Action;
use crate::app::KeyCode;
use crate::app::keymap::notation::{KeysError, Stroke};
use sayso_library::fault::{Fault, Place};
use sayso_library::suggest::guess;

type Value<'i> = Spanned<DeValue<'i>>;

/// The rows of the file in order, and what is wrong with the others.
pub(super) fn read(text: &str) -> (Vec<Binding>, Vec<Fault>) {
    let (root, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader { text, rows: Vec::new(), faults: Vec::new() };
    for error in errors {
        reader.fault(error.span().unwrap_or_default(), error.message().to_owned());
    }
    for (name, value) in root.get_ref() {
        if let Some(mode) = Mode::of_name(name.get_ref()) {
            reader.table(mode, value);
        } else {
            let known = guess(name.get_ref(), Mode::all().map(Mode::name));
            reader.fault(name.span(), format!("unknown mode `{}`{known}", name.get_ref()));
        }
    }
    (reader.rows, reader.faults)
}

struct Reader<'t> {
    text: &'t str,
    rows: Vec<Binding>,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn fault(&mut self, at: Range<usize>, message: String) {
        self.faults.push(Place::of(self.text, at.start).fault(message));
    }

    fn table(&mut self, mode: Mode, value: &Value) {
        let Some(table) = value.get_ref().as_table() else {
            return self.fault(value.span(), format!("`{}` must be a table: [{0}]", mode.name()));
        };
        for (name, value) in table {
            match (name.get_ref().as_ref(), value.get_ref().as_array()) {
                ("keymap", Some(rows)) => rows.iter().for_each(|row| self.row(mode, row)),
                ("keymap", None) => {
                    self.fault(value.span(), "`keymap` must be a list of rows: keymap = [ … ]".to_owned());
                }
                (other, _) => {
                    self.fault(name.span(), format!("unknown key `{other}`{}", guess(other, ["keymap"])));
                }
            }
        }
    }

    fn row(&mut self, mode: Mode, value: &Value) {
        match self.binding(mode, value) {
            Ok(binding) => self.rows.push(binding),
            Err((at, message)) => self.fault(at, message),
        }
    }

    fn binding(&self, mode: Mode, value: &Value) -> Result<Binding, (Range<usize>, String)> {
        let whole = || value.span();
        let table = value.get_ref().as_table();
        let table =
            table.ok_or_else(|| (whole(), "a row must be { on = \"…\", run = \"…\", desc = \"…\" }".to_owned()))?;
        if let Some((name, _)) = table.iter().find(|(name, _)| !FIELDS.contains(&name.get_ref().as_ref())) {
            return Err((
                name.span(),
                format!("a row has no field `{0}`{1}", name.get_ref(), guess(name.get_ref(), FIELDS)),
            ));
        }
        let field = |name: &str| table.iter().find(|(key, _)| key.get_ref() == name).map(|(_, value)| value);
        let words = |name: &str| match field(name) {
            Some(value) => match value.get_ref().as_str() {
                Some(words) => Ok(Some((value.span(), words))),
                None => Err((value.span(), format!("`{name}` must be in quotation marks"))),
            },
            None => Ok(None),
        };
        let needed = |name: &str| words(name)?.ok_or_else(|| (whole(), format!("the field `{name}` is missing")));
        let (on_at, on) = needed("on")?;
        let (run_at, run) = needed("run")?;
        let strokes = notation::read(on).and_then(|s| fits(mode, s)).map_err(|error| (on_at, error.to_string()))?;
        let action = action(run).map_err(|error| (run_at, error.to_string()))?;
        let desc = words("desc")?.map_or(run, |(_, words)| words).to_owned();
        let place = Some(Place::of(self.text, whole().start));
        Ok(Binding { mode, strokes, action, desc, place })
    }
}

const FIELDS: [&str; 3] = ["on", "run", "desc"];

/// A name that no action has; with a guess.
#[derive(Debug, thiserror::Error)]
#[error("unknown action `{name}`{near}")]
struct UnknownAction {
    name: String,
    near: String,
}

fn action(name: &str) -> Result<Option<Action>, UnknownAction> {
    if name == "none" {
        return Ok(None);
    }
    let action = Action::ALL.iter().find(|(_, known)| *known == name);
    action.map(|(action, _)| Some(*action)).ok_or_else(|| {
        let near = guess(name, Action::ALL.iter().map(|(_, known)| *known));
        UnknownAction { name: name.to_owned(), near }
    })
}

/// Keys that could never be pressed in this mode are a fault.
fn fits(mode: Mode, strokes: Vec<Stroke>) -> Result<Vec<Stroke>, KeysError> {
    let letter = match strokes.first() {
        Some(Stroke::Key(key)) if !key.ctrl && !key.alt => match key.code {
            KeyCode::Char(c) => Some(c),
            _ => None,
        },
        Some(Stroke::Any) => return Err(KeysError::AnyFirst),
        _ => None,
    };
    match letter {
        Some(c) if mode.types() => Err(KeysError::Text { key: c, mode: mode.name() }),
        Some(c) if c.is_ascii_digit() => Err(KeysError::Count(c)),
        _ => Ok(strokes),
    }
}
