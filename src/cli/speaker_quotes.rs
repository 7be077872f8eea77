//! `sayso speakers NAME`: all that one person said, over all articles, by date.

use std::collections::HashSet;
use std::path::PathBuf;

use serde::Serialize;

use super::args::SpeakersArgs;
use super::exit::{Outcome, nothing_for};
use super::output::{self, Column, Row};
use super::record::Record;
use super::{address, articles};
use sayso_attribution::text::fold::word_list;
use sayso_library::search::{Index, Query, age, search};
use sayso_library::{Library, PersonId, QuoteId, near_duplicates, wording_diff};

/// Prints what everyone of that name said, one person after the other, the newest words first as on the screen; what
/// was printed again stands under its first print.
pub fn run(name: &str, paths: &[PathBuf], args: &SpeakersArgs) -> anyhow::Result<Outcome> {
    let mut desk = articles::indexed(paths)?;
    let mut people = desk.catalogue().people.called(&word_list(name));
    // Nobody is called all of it: several speakers are meant, to be compared by date.
    let names = args.names();
    let compared = people.is_empty() && names.len() > 1;
    if compared {
        let each: Vec<Vec<PersonId>> =
            names.iter().map(|name| desk.catalogue().people.called(&word_list(name))).collect();
        if let Some(unknown) = names.iter().zip(&each).find(|(_, people)| people.is_empty()) {
            return Ok(nothing_for(unknown.0));
        }
        people = each.concat();
    }
    let (library, people) = desk.heard(&people);
    let about = args.about.as_deref().map(|words| about(&library, words));
    let said = people.iter().flat_map(|person| {
        let own = quotes_of(&library, *person).filter(|id| about.as_ref().is_none_or(|about| about.contains(id)));
        let mut said = near_duplicates::folded(&library, own.collect());
        said.sort_by_key(|(id, _)| library.entry(id.article).map(|entry| age(entry.published)));
        said
    });
    let mut said: Vec<(QuoteId, Vec<QuoteId>)> = said.collect();
    if compared {
        said.sort_by_key(|(id, _)| library.entry(id.article).map(|entry| age(entry.published)));
    }
    let said: Vec<Said> = said.into_iter().filter_map(|(id, again)| Said::of(&library, id, &again)).collect();
    if said.is_empty() {
        let about = args.about.as_deref().map(|words| format!(" about {words}")).unwrap_or_default();
        return Ok(nothing_for(&format!("{name}{about}")));
    }
    output::print(&said, args.format)?;
    Ok(Outcome::Done)
}

fn quotes_of(library: &Library, person: PersonId) -> impl Iterator<Item = QuoteId> {
    library.quotes().map(|(id, _)| id).filter(move |id| library.person_of(*id) == Some(person))
}

/// The quotes that a search for `words` finds.
fn about(library: &Library, words: &str) -> HashSet<QuoteId> {
    let results = search(&Index::of(library), library, &Query::parse(words), library.quotes().count());
    results.quotes.rows.iter().map(|hit| hit.id).collect()
}

/// Something said, and where else it was printed.
#[derive(Debug, Serialize)]
struct Said<'a> {
    #[serde(flatten)]
    record: Record<'a>,
    /// The outlet that printed it first.
    publication: Option<&'a str>,
    /// The same words elsewhere, as `sayso show` takes them.
    also: Vec<String>,
    /// How they differ there.
    wording: Option<String>,
}

impl<'a> Said<'a> {
    fn of(library: &'a Library, id: QuoteId, again: &[QuoteId]) -> Option<Self> {
        Some(Self {
            record: Record::of(library, id)?,
            publication: library.article(id.article)?.document.meta().publication.as_deref(),
            also: address::quotes(library, again),
            wording: wording_diff::elsewhere(library, id, again),
        })
    }
}

impl Row for Said<'_> {
    fn columns() -> Vec<Column<Self>> {
        vec![
            Column::narrow("published", 10, |said| said.record.published.unwrap_or("undated").to_owned()),
            Column::narrow("speaker", 20, |said| said.record.speaker.unwrap_or("?").to_owned()),
            Column::wide("content", |said| said.record.words()),
            Column::narrow("quote", 28, |said| said.record.name()),
            Column::narrow("wording", 24, |said| said.wording.clone().unwrap_or_default()),
            Column::csv("publication", |said| said.publication.unwrap_or_default().to_owned()),
            Column::csv("title", |said| said.record.title.to_owned()),
            Column::csv("kind", |said| said.record.kind.to_owned()),
            Column::csv("paragraph", |said| said.record.paragraph.to_string()),
            Column::csv("line", |said| said.record.line.to_string()),
            Column::csv("confidence", |said| said.record.confidence.to_string()),
            Column::csv("also", |said| said.also.join(" ")),
        ]
    }
}
