//! `sayso speakers NAME`: all that one person said, over all articles, by date.

use std::collections::HashSet;
use std::path::PathBuf;

use serde::Serialize;

use super::address;
use super::args::SpeakersArgs;
use super::articles::{self, Engine};
use super::exit::{Outcome, nothing_for, warn};
use super::opened::Opened;
use super::output::{self, Column, Row};
use super::record::{Record, joined};
use sayso_attribution::text::fold::word_list;
use sayso_library::correction::Verdict;
use sayso_library::near_duplicates::NearDuplicates;
use sayso_library::search::{Index, Query, age, has_words, search};
use sayso_library::{Library, PersonId, QuoteId, near_duplicates, wording_diff};

/// Maximum number of speakers that are named where a name fits several.
const NAMED: usize = 8;

/// Prints what everyone with that name said, one speaker after the other, newest first. Words that were printed again
/// are in the row of their first print. If there are several speakers, a line names them.
///
/// # Errors
///
/// Fails if there is nothing to read, or the index cannot be read.
pub fn run(name: &str, paths: &[PathBuf], args: &SpeakersArgs) -> anyhow::Result<Outcome> {
    let mut opened = articles::indexed(paths, &Engine::of(args.engine))?;
    let wanted = wanted(&mut opened, name, args)?;
    let mut near = Vec::new();
    for name in &wanted {
        let typed = word_list(name);
        let mut called = opened.called(&typed)?;
        called.extend(credited_elsewhere(opened.library(), &typed));
        if called.is_empty() {
            return Ok(nothing_for(name));
        }
        near.extend(called);
    }
    let library = opened.printed(&near)?;
    let about = args.about.as_deref().map(|words| about(&library, words));
    let date = |id: QuoteId| library.entry(id.article).map(|entry| age(entry.published));
    let mut quotes: Vec<(QuoteId, Vec<QuoteId>)> = Vec::new();
    let mut names: Vec<String> = Vec::new();
    for person in wanted.iter().flat_map(|name| library.people().called(&word_list(name))) {
        let own = quotes_of(&library, person).filter(|id| about.as_ref().is_none_or(|about| about.contains(id)));
        let mut own = near_duplicates::folded(&library, own.collect());
        own.sort_by_key(|(id, _)| date(*id));
        if !own.is_empty() {
            let name = library.people().get(person).map_or("", |person| person.name);
            names.push(format!("{name} ({} different)", own.len()));
        }
        quotes.extend(own);
    }
    if wanted.len() > 1 {
        quotes.sort_by_key(|(id, _)| date(*id));
    }
    let others = NearDuplicates::among(&library, library.quotes().map(|(id, _)| id));
    let said =
        quotes.into_iter().filter_map(|(id, again)| Said::of(&library, id, &all_prints(&library, &others, id, again)));
    let said: Vec<Said> = said.collect();
    if said.is_empty() {
        let about = args.about.as_deref().map(|words| format!(" about {words}")).unwrap_or_default();
        return Ok(nothing_for(&format!("{name}{about}")));
    }
    if names.len() > 1 {
        let more = names.len().saturating_sub(NAMED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let shown = names[..names.len().min(NAMED)].join(", ");
        warn(&format_args!("{name}: {} speakers: {shown}{more}", names.len()));
    }
    output::print(&said, args.format)?;
    Ok(Outcome::Done)
}

/// The names that are meant: all of the words are one name, unless nobody is called so or one argument is several words.
/// Then each argument is a name, and the speakers are compared by date.
fn wanted(opened: &mut Opened, name: &str, args: &SpeakersArgs) -> anyhow::Result<Vec<String>> {
    let names = args.names();
    let quoted = names.iter().any(|name| name.trim().contains(' '));
    let each = names.len() > 1 && (quoted || opened.called(&word_list(name))?.is_empty());
    Ok(if each { names } else { vec![name.to_owned()] })
}

/// Those who were credited with words that a correction gives to somebody called so, or takes from them: other prints of
/// these words may still be theirs.
fn credited_elsewhere(library: &Library, typed: &[String]) -> Vec<PersonId> {
    let corrections = library.state().corrections().iter().map(|(_, made)| made);
    let pairs = corrections.filter_map(|made| match &made.verdict {
        Verdict::Speaker { speaker: Some(speaker), .. } => Some((speaker, made.was.as_ref()?)),
        _ => None,
    });
    let others = pairs.filter_map(|(now, was)| match [now, was].map(|name| has_words(name, typed)) {
        [true, false] => Some(was),
        [false, true] => Some(now),
        _ => None,
    });
    let others: HashSet<&str> = others.map(String::as_str).collect();
    let people = library.people().iter().filter(|(_, person)| others.contains(person.name));
    people.map(|(id, _)| id).collect()
}

/// The later prints of a quote, and those that credit somebody else.
fn all_prints(library: &Library, others: &NearDuplicates, id: QuoteId, mut again: Vec<QuoteId>) -> Vec<QuoteId> {
    let person = library.person_of(id);
    again.extend(others.of(library, id).into_iter().filter(|other| library.person_of(*other) != person));
    again
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
    /// Addresses of other prints of the words, as `sayso show` takes them.
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
            Column::narrow("speaker", 20, |said| said.record.quote.speaker.unwrap_or("?").to_owned()),
            Column::wide("claim", |said: &Self| said.record.told.clone()).not_in_csv(),
            Column::whole("quote", |said| said.record.name()),
            Column::note("wording", 24, |said| said.wording.clone().unwrap_or_default()),
            Column::csv("content", |said| said.record.words()),
            Column::csv("claim", |said| said.record.claim.clone()),
            Column::csv("publication", |said| said.publication.unwrap_or_default().to_owned()),
            Column::csv("title", |said| said.record.title.to_owned()),
            Column::csv("kind", |said| said.record.quote.kind.to_owned()),
            Column::csv("status", |said| said.record.quote.status.to_owned()),
            Column::csv("cue", |said| joined(&said.record.quote.cue)),
            Column::csv("paragraph", |said| said.record.quote.paragraph.to_string()),
            Column::csv("line", |said| said.record.line.to_string()),
            Column::csv("confidence", |said| said.record.quote.confidence.to_string()),
            Column::csv("also", |said| said.also.join(" ")),
        ]
    }
}
