//! Who is who over all articles of a team, found out after each import.

use std::collections::HashMap;

use postgres::{Client, Transaction};
use sayso_attribution::text::{Span, fold};
use sayso_attribution::{Act, Kind, Speaker};

use super::copy::{Value, copy, row};
use super::error::PostgresError;
use super::import_lock::lock_imports;
use super::lexemes::{Lexemes, Weight};
use super::mentions::{Mentions, Numbered};
use crate::index::speaker_line;
use crate::people::{Everybody, Linker, Merged};
use crate::{People, Person};

/// What is credited to a speaker: all of it, and what is theirs without what they deny or would say.
#[derive(Clone, Copy, Default)]
struct Said {
    all: i64,
    asserted: i64,
}

/// Links the speakers of all articles of a team to people, as the index of one machine does, if an import has changed
/// articles since this was done.
///
/// # Errors
///
/// [`PostgresError::Server`].
pub fn people(client: &mut Client, team: i32) -> Result<(), PostgresError> {
    let mut to = client.transaction()?;
    // Two imports write the same rows; the second waits, so that they cannot wait for each other.
    lock_imports(&mut to)?;
    let is_linked = to.query_one("SELECT linked = changes FROM sayso.team WHERE id = $1", &[&team])?;
    if is_linked.get(0) {
        return Ok(());
    }
    let mentions = Mentions::read(&mut to, team)?;
    let merged = Linker::default().merge(&mentions.speakers()?, &mentions.times(), &mentions.articles());
    let numbered = mentions.number(&merged);
    mentions.write(&mut to, team, &numbered)?;
    write_people(&mut to, team, merged, &numbered)?;
    to.execute("UPDATE sayso.team SET changes = changes + 1, linked = changes + 1 WHERE id = $1", &[&team])?;
    to.commit()?;
    Ok(())
}

fn write_people(to: &mut Transaction, team: i32, merged: Merged, numbered: &Numbered) -> Result<(), PostgresError> {
    let said = said(to, team)?;
    let mut all = vec![Said::default(); numbered.people.len()];
    let mut speakers: Vec<Vec<i64>> = vec![Vec::new(); numbered.people.len()];
    for (id, person) in numbered.speakers() {
        let at = person.0 as usize;
        speakers.get_mut(at).into_iter().for_each(|speakers| speakers.push(id));
        if let (Some(all), Some(own)) = (all.get_mut(at), said.get(&id)) {
            *all = Said { all: all.all + own.all, asserted: all.asserted + own.asserted };
        }
    }
    let people = People::from(Everybody { names: merged.names, ..Everybody::default() });
    let mut rows = String::new();
    for ((_, person), ((id, said), speakers)) in people.iter().zip(numbered.people.iter().zip(&all).zip(&speakers)) {
        person_row(&mut rows, (team, *id), &person, (*said, speakers));
    }
    to.execute("DELETE FROM sayso.person WHERE team = $1", &[&team])?;
    copy(to, "sayso.person", &rows)
}

/// How much is credited to each speaker.
fn said(to: &mut Transaction, team: i32) -> Result<HashMap<i64, Said>, PostgresError> {
    // The statuses are the highest part of the number; the first is `asserted`.
    let asserted = (Kind::ALL.len() * Act::ALL.len()) as i32;
    let rows = to.query(
        "SELECT speaker, count(*), count(*) FILTER (WHERE sort < $2) FROM sayso.quote
         WHERE team = $1 AND speaker IS NOT NULL GROUP BY speaker",
        &[&team, &asserted],
    )?;
    Ok(rows.iter().map(|row| (row.get(0), Said { all: row.get(1), asserted: row.get(2) })).collect())
}

fn person_row(out: &mut String, (team, id): (i32, i64), person: &Person, (said, speakers): (Said, &[i64])) {
    let list = |forms: crate::people::Forms| forms.iter().map(str::to_owned).collect();
    let line = speaker_line(&Speaker {
        name: person.name.to_owned(),
        kind: person.kind,
        roles: list(person.roles),
        also: list(person.also),
    });
    let mut words = Lexemes::default();
    let names = person.names().map(|name| (name, Weight::A));
    for (text, weight) in names.chain(person.roles.iter().map(|role| (role, Weight::D))) {
        fold::words(text, Span::new(0, text.len()), |word, _| words.push(word, weight));
        words.end_text();
    }
    let values = [
        Value::Number(team.into()),
        Value::Number(id),
        Value::Text(&line),
        Value::Number(said.all),
        Value::Number(said.asserted),
        Value::Text(&words.to_tsvector()),
        Value::Numbers(speakers),
    ];
    row(out, &values);
}
