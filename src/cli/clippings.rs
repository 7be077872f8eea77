//! `sayso clippings`: what the reader kept, in the reader's order.

use super::args::{ClippingsArgs, ClippingsFormat, Format};
use super::exit::{Outcome, nothing, print};
use super::output::{self, Column, Row};
use super::session;
use sayso_library::cite::{Cited, Form};
use sayso_library::state::State;

/// Prints all clippings.
pub fn run(args: &ClippingsArgs) -> anyhow::Result<Outcome> {
    let state = State::of(session::events());
    let list: Vec<Cited> = state.clippings().iter().map(|clipping| Cited::of_clip(&clipping.clip)).collect();
    if list.is_empty() {
        return Ok(nothing("no clippings yet: a on a quote in the reader keeps it"));
    }
    let form = match args.format {
        ClippingsFormat::Table => {
            output::print(&list, Format::Table)?;
            return Ok(Outcome::Done);
        }
        ClippingsFormat::Md => Form::Markdown,
        ClippingsFormat::Jsonl => Form::JsonLines,
        ClippingsFormat::Csv => Form::Csv,
        ClippingsFormat::Bibtex => Form::BibTex,
        ClippingsFormat::CslJson => Form::CslJson,
    };
    print(form.write(&list))
}

impl Row for Cited {
    fn columns() -> Vec<Column<Self>> {
        vec![
            Column::narrow("quote", 28, |c| c.address.clone()),
            Column::narrow("speaker", 24, |c| c.speaker.clone().unwrap_or_else(|| "?".to_owned())),
            Column::wide("words", |c| c.words.clone()),
            Column::narrow("note", 24, |c| c.note.clone().unwrap_or_default()),
        ]
    }
}
