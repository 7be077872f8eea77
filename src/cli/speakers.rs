//! `sayso speakers`: everyone who is credited with something; of one of them, all of it.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashMap;

use serde::Serialize;

use super::args::SpeakersArgs;
use super::article_iter::All;
use super::articles::Engine;
use super::exit::{Outcome, nothing};
use super::output::{self, Column, Row};
use super::speaker_quotes;
use sayso_attribution::{Kind, Status};
use sayso_library::people::Forms;
use sayso_library::search::Manner;
use sayso_library::{ArticleId, Person, QuoteId};

/// Prints all of them, whoever says most first; or all that one of them said.
pub fn run(args: &SpeakersArgs) -> anyhow::Result<Outcome> {
    let (name, paths) = args.name_and_paths();
    if !name.is_empty() || args.about.is_some() {
        return speaker_quotes::run(&name, &paths, args);
    }
    let all = All::read_by(&paths, &Engine::of(args.engine))?;
    let places: HashMap<ArticleId, usize> = all.ids().iter().enumerate().map(|(place, id)| (*id, place)).collect();
    // Whose words were all put right to be another's says nothing.
    let people = all.library().people().iter().filter(|(_, person)| !person.quotes.is_empty());
    let mut speakers: Vec<SpeakerRow> = people.map(|(_, person)| row(&all, &places, person)).collect();
    speakers.sort_by(|a, b| order(a).cmp(&order(b)));
    if speakers.is_empty() {
        return Ok(nothing("no quotes found here"));
    }
    output::print(&speakers, args.format)?;
    Ok(Outcome::Done)
}

/// One speaker across articles, in the field order of the JSON Lines format.
#[derive(Debug, Serialize)]
pub struct Voice<'a> {
    /// The name.
    pub speaker: &'a str,
    kind: &'static str,
    /// Offices and trades.
    pub roles: Forms<'a>,
    also: Forms<'a>,
    /// How many quotes say something that is theirs: what they deny, would say or are said to have said is not counted.
    pub quotes: usize,
}

impl<'a> Voice<'a> {
    /// All that is told of a person wherever one is found; `manner` tells how each quote was said.
    pub fn of(person: Person<'a>, manner: impl Fn(QuoteId) -> Option<Manner>) -> Self {
        let Person { name, kind, roles, also, quotes, .. } = person;
        let said = quotes.iter().filter_map(|id| manner(*id)).filter(|manner| manner.status == Status::Asserted);
        Self { speaker: name, kind: kind.name(), roles, also, quotes: said.count() }
    }
}

/// A speaker with what the list of all tells more.
#[derive(Debug, Serialize)]
struct SpeakerRow<'a> {
    #[serde(flatten)]
    voice: Voice<'a>,
    direct: usize,
    mixed: usize,
    indirect: usize,
    denied: usize,
    hypothetical: usize,
    second_hand: usize,
    articles: Vec<&'a str>,
    /// Names of the articles for `sayso show`.
    #[serde(skip)]
    names: Vec<Cow<'a, str>>,
    /// Place of the first article.
    #[serde(skip)]
    first: Option<usize>,
}

/// Of those of one name, whoever is met first comes first.
fn order<'a>(row: &'a SpeakerRow) -> impl Ord + 'a {
    (Reverse(row.voice.quotes), row.voice.speaker, row.first, row.voice.kind)
}

/// `places` are those of the articles in the order of the files.
fn row<'a>(all: &'a All, places: &HashMap<ArticleId, usize>, person: Person<'a>) -> SpeakerRow<'a> {
    let manners: Vec<Manner> = person.quotes.iter().filter_map(|&id| all.manner(id)).collect();
    let of_status = |status| manners.iter().filter(move |manner| manner.status == status);
    let count = |kind| of_status(Status::Asserted).filter(|manner| manner.kind == kind).count();
    let mut articles: Vec<usize> = person.quotes.iter().filter_map(|id| places.get(&id.article)).copied().collect();
    articles.sort_unstable();
    articles.dedup();
    let path = |place: &usize| all.library().entry(all.ids()[*place]).map(|entry| entry.path);
    let first = articles.first().copied();
    let articles: Vec<&str> = articles.iter().filter_map(path).collect();
    SpeakerRow {
        first,
        voice: Voice::of(person, |id| all.manner(id)),
        direct: count(Kind::Direct),
        mixed: count(Kind::Mixed),
        indirect: count(Kind::Indirect),
        denied: of_status(Status::Denied).count(),
        hypothetical: of_status(Status::Hypothetical).count(),
        second_hand: of_status(Status::SecondHand).count(),
        names: articles.iter().map(|path| all.library().catalogue().name(path)).collect(),
        articles,
    }
}

impl Row for SpeakerRow<'_> {
    fn columns() -> Vec<Column<Self>> {
        vec![
            Column::narrow("speaker", 32, |r| r.voice.speaker.to_owned()),
            Column::csv("kind", |r| r.voice.kind.to_owned()),
            Column::csv("also", |r| r.voice.also.join("; ")),
            Column::count("quotes", |r| r.voice.quotes.to_string()),
            Column::count("direct", |r| r.direct.to_string()),
            Column::count("mixed", |r| r.mixed.to_string()),
            Column::count("indirect", |r| r.indirect.to_string()),
            Column::count("denied", |r| r.denied.to_string()),
            Column::csv("hypothetical", |r| r.hypothetical.to_string()),
            Column::csv("second_hand", |r| r.second_hand.to_string()),
            Column::narrow("roles", 30, |r| r.voice.roles.join("; ")),
            Column::spare("articles", 60, |r| r.names.join(", ")),
        ]
    }
}
