//! Who is who over all articles of a team, found out after each import.

use std::collections::HashMap;

use postgres::{Client, Transaction};
use sayso_attribution::text::{Span, fold};
use sayso_attribution::{Act, Kind, Speaker};

use super::copy::{Value, copy, row};
use super::error::PostgresError;
use super::lexemes::{Lexemes, Weight};
use crate::index::{speaker_line, speaker_of_line};
use crate::people::{Everybody, Merged, merge};
use crate::{People, Person, PersonId};

/// Number of the person for a speaker whose words name nobody. `NULL` is a speaker who was not merged yet.
const NO_PERSON: i64 = 0;

/// What is credited to a speaker: all of it, and what is theirs without what they deny or would say.
#[derive(Clone, Copy, Default)]
struct Said {
    all: i64,
    asserted: i64,
}

/// Merges the speakers of all articles of a team.
///
/// # Errors
///
/// [`PostgresError::Server`].
pub fn people(client: &mut Client, team: i32) -> Result<(), PostgresError> {
    let mut to = client.transaction()?;
    // Two imports write the same rows; the second waits, so that they cannot wait for each other.
    to.execute("SELECT pg_advisory_xact_lock(hashtext('sayso import'))", &[])?;
    let rows = to.query(
        "SELECT s.id, s.line, count(*)::int FROM sayso.speaker s
         JOIN (SELECT unnest(speakers) AS id FROM sayso.article WHERE team = $1) AS used USING (id)
         WHERE s.team = $1 GROUP BY s.id, s.line ORDER BY s.id",
        &[&team],
    )?;
    let ids: Vec<i64> = rows.iter().map(|row| row.get(0)).collect();
    let times: Vec<u32> = rows.iter().map(|row| row.get::<_, i32>(2).cast_unsigned()).collect();
    let speakers: Option<Vec<Speaker>> = rows.iter().map(|row| speaker_of_line(row.get(1))).collect();
    let unread =
        || PostgresError::Server("a speaker of the library cannot be read; import its articles again".to_owned());
    let merged = merge(&speakers.ok_or_else(unread)?, &times);
    let numbers = numbers(&merged, &ids, &times);
    let said = said(&mut to, team)?;
    let mut all = vec![Said::default(); numbers.len()];
    for (id, person) in ids.iter().zip(&merged.people) {
        if let (Some(all), Some(own)) = (all.get_mut(person.0 as usize), said.get(id)) {
            *all = Said { all: all.all + own.all, asserted: all.asserted + own.asserted };
        }
    }
    write_speakers(&mut to, team, &ids, &merged, &numbers)?;
    let people = People::from(Everybody { names: merged.names, ..Everybody::default() });
    let mut rows = String::new();
    for (((_, person), id), said) in people.iter().zip(&numbers).zip(&all) {
        person_row(&mut rows, (team, *id), &person, *said);
    }
    to.execute("DELETE FROM sayso.person WHERE team = $1", &[&team])?;
    copy(&mut to, "sayso.person", &rows)?;
    to.execute("UPDATE sayso.team SET changes = changes + 1 WHERE id = $1", &[&team])?;
    to.commit()?;
    Ok(())
}

/// The number of each person: that of the speaker in most articles who is them, so that it seldom changes.
fn numbers(merged: &Merged, ids: &[i64], times: &[u32]) -> Vec<i64> {
    let mut best: Vec<Option<(u32, i64)>> = vec![None; merged.names.count()];
    for ((person, id), times) in merged.people.iter().zip(ids).zip(times) {
        if let Some(best) = best.get_mut(person.0 as usize) {
            *best = (*best).max(Some((*times, *id)));
        }
    }
    best.into_iter().map(|best| best.map_or(NO_PERSON, |(_, id)| id)).collect()
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

fn write_speakers(
    to: &mut Transaction,
    team: i32,
    ids: &[i64],
    merged: &Merged,
    numbers: &[i64],
) -> Result<(), PostgresError> {
    let number = |person: &PersonId| numbers.get(person.0 as usize).copied().unwrap_or(NO_PERSON);
    let people: Vec<i64> = merged.people.iter().map(number).collect();
    let sure: Vec<i32> = merged.sure.iter().map(|sure| i32::from(*sure)).collect();
    to.execute(
        "UPDATE sayso.speaker s SET person = new.person, sure = new.sure
         FROM unnest($2::bigint[], $3::bigint[], $4::int[]) AS new (id, person, sure)
         WHERE s.team = $1 AND s.id = new.id AND (s.person, s.sure) IS DISTINCT FROM (new.person, new.sure)",
        &[&team, &ids, &people, &sure],
    )?;
    Ok(())
}

fn person_row(out: &mut String, (team, id): (i32, i64), person: &Person, said: Said) {
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
    ];
    row(out, &values);
}
