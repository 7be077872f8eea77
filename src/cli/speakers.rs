//! `sayso speakers`: everyone who is credited with something; of one of them, all of it.

use std::collections::HashMap;

use serde::Serialize;

use super::all::All;
use super::args::SpeakersArgs;
use super::outcome::{Outcome, nothing};
use super::rows::{self, Column, Row};
use super::{name, said};
use crate::attribution::{Kind, SpeakerKind};
use crate::library::people::Forms;
use crate::library::{ArticleId, Person};

/// Prints all of them, whoever says most first; or all that one of them said.
pub fn run(args: &SpeakersArgs) -> anyhow::Result<Outcome> {
    let (name, paths) = args.name_and_paths();
    if !name.is_empty() || args.about.is_some() {
        return said::run(&name, &paths, args);
    }
    let all = All::of(&paths)?;
    let places: HashMap<ArticleId, usize> = all.ids().iter().enumerate().map(|(place, id)| (*id, place)).collect();
    // Whose words were all put right to be another's says nothing.
    let people = all.library().people().iter().filter(|(_, person)| !person.quotes.is_empty());
    let mut speakers: Vec<SpeakerRow> = people.map(|(_, person)| row(&all, &places, person)).collect();
    // Whoever is met first of those of one name comes first.
    let order = |row: &SpeakerRow| (row.first, row.kind);
    speakers.sort_by(|a, b| {
        b.quotes.cmp(&a.quotes).then_with(|| a.speaker.cmp(b.speaker)).then_with(|| order(a).cmp(&order(b)))
    });
    if speakers.is_empty() {
        return Ok(nothing("nobody is credited with anything here"));
    }
    rows::print(&speakers, args.format)?;
    Ok(Outcome::Done)
}

/// One speaker across articles, in the field order of the JSON Lines format.
#[derive(Debug, Serialize)]
struct SpeakerRow<'a> {
    speaker: &'a str,
    kind: &'static str,
    roles: Forms<'a>,
    also: Forms<'a>,
    quotes: usize,
    direct: usize,
    mixed: usize,
    indirect: usize,
    articles: Vec<&'a str>,
    /// Place of the first article.
    #[serde(skip)]
    first: Option<usize>,
}

/// `places` are those of the articles in the order of the files.
fn row<'a>(all: &'a All, places: &HashMap<ArticleId, usize>, person: Person<'a>) -> SpeakerRow<'a> {
    let kinds: Vec<Kind> = person.quotes.iter().filter_map(|&id| all.kind(id)).collect();
    let count = |kind| kinds.iter().filter(|&&k| k == kind).count();
    let mut articles: Vec<usize> = person.quotes.iter().filter_map(|id| places.get(&id.article)).copied().collect();
    articles.sort_unstable();
    articles.dedup();
    let path = |place: usize| all.library().entry(all.ids()[place]).map(|entry| entry.path);
    SpeakerRow {
        first: articles.first().copied(),
        speaker: person.name,
        kind: kind_name(person.kind),
        roles: person.roles,
        also: person.also,
        quotes: kinds.len(),
        direct: count(Kind::Direct),
        mixed: count(Kind::Mixed),
        indirect: count(Kind::Indirect),
        articles: articles.into_iter().filter_map(path).collect(),
    }
}

impl Row for SpeakerRow<'_> {
    fn columns() -> Vec<Column<Self>> {
        vec![
            Column::narrow("speaker", 32, |r| r.speaker.to_owned()),
            Column::csv("kind", |r| r.kind.to_owned()),
            Column::csv("also", |r| r.also.join("; ")),
            Column::narrow("quotes", 6, |r| r.quotes.to_string()),
            Column::narrow("direct", 6, |r| r.direct.to_string()),
            Column::narrow("mixed", 6, |r| r.mixed.to_string()),
            Column::narrow("indirect", 8, |r| r.indirect.to_string()),
            Column::narrow("roles", 30, |r| r.roles.join("; ")),
            Column::wide("articles", |r| r.articles.iter().map(|path| name::stem(path)).collect::<Vec<_>>().join(", ")),
        ]
    }
}

/// The word for a sort of speaker.
pub fn kind_name(kind: SpeakerKind) -> &'static str {
    match kind {
        SpeakerKind::Person => "person",
        SpeakerKind::Organisation => "organisation",
        SpeakerKind::Place => "place",
        SpeakerKind::Document => "document",
        SpeakerKind::Group => "group",
    }
}
