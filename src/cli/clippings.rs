//! `sayso clippings`: what the reader kept, in the reader's order.

use std::collections::BTreeSet;

use super::args::{ClippingsArgs, ClippingsFormat, Format};
use super::articles;
use super::exit::{Outcome, nothing, print};
use super::output::{self, Column, Row};
use super::session;
use sayso_attribution::Analyzer;
use sayso_library::address::split_part;
use sayso_library::cite::{Cited, Form, needs_article};
use sayso_library::files::path_of;
use sayso_library::state::State;
use sayso_library::{Article, Library, Read};

/// Prints all clippings.
pub fn run(args: &ClippingsArgs) -> anyhow::Result<Outcome> {
    let state = session::state(&[])?;
    let library = articles_of(&state);
    let now = |clip| Cited::of_clipping(clip, state.corrections(), &library);
    let list: Vec<Cited> = state.clippings().iter().map(|clipping| now(&clipping.clip)).collect();
    if list.is_empty() {
        return Ok(nothing("no clippings yet; press a on a quote in the reader to clip it"));
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

/// The articles that alone can tell who a clipping is credited to now, as far as they are still where they were.
fn articles_of(state: &State) -> Library {
    let mut library = Library::default();
    library.keep(state.events());
    let needed = state.clippings().iter().map(|clipping| &clipping.clip);
    let needed = needed.filter(|clip| needs_article(clip, state.corrections()));
    let paths: BTreeSet<&str> = needed.map(|clip| split_part(&clip.article.path).0).collect();
    for path in paths.into_iter().filter(|path| !path.is_empty() && *path != "-") {
        let read = articles::documents(&path_of(path)).unwrap_or_default().into_iter();
        library.learn_all(read.map(|Read { path, document, .. }| {
            Article::of(path, document, |_, document| Analyzer::default().analyze(document))
        }));
    }
    library
}

impl Row for Cited {
    fn columns() -> Vec<Column<Self>> {
        vec![
            Column::whole("quote", |c| c.address.clone()),
            Column::narrow("speaker", 24, |c| c.speaker.clone().unwrap_or_else(|| "?".to_owned())),
            Column::note("was", 24, |c| c.was.clone().unwrap_or_default()),
            Column::wide("claim", Self::told),
            Column::note("note", 24, |c| c.note.clone().unwrap_or_default()),
        ]
    }
}
