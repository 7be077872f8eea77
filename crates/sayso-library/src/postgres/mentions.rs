//! The speakers of all articles of a team, and the article and speaker rows that follow from who they are.
//!
//! A family name alone may stand for one person in one article and for another in the next. Such a name has a speaker row
//! for each of them, and an article and its quotes refer to the row of the person that is meant there.

use std::collections::{BTreeMap, HashMap};

use postgres::Transaction;
use postgres::fallible_iterator::FallibleIterator;
use postgres::types::ToSql;
use sayso_attribution::Speaker;

use super::copy::array;
use super::error::PostgresError;
use super::rows::speaker_id;
use crate::index::speaker_of_line;
use crate::people::{ArticleSpeakers, Merged};
use crate::{Lists, PersonId};

/// Number of the person for a speaker whose words name nobody. `NULL` is a speaker who was not linked yet.
const NO_PERSON: i64 = 0;

/// Number of rows that are updated by one statement.
const AT_ONCE: usize = 10_000;

/// The speakers of all articles of a team.
#[derive(Default)]
pub struct Mentions {
    /// The speakers as articles name them, one a line.
    lines: Vec<String>,
    /// The year and number of each article.
    keys: Vec<(i32, i64)>,
    /// Outlet and date of each article, as places in `texts`.
    printed: Vec<[Option<u32>; 2]>,
    texts: Vec<String>,
    /// For each article its speakers, as places in `lines`.
    speakers: Lists<u32>,
    /// The numbers of the speakers of each article that are not those of their lines, by article and line.
    variants: HashMap<(u32, u32), i64>,
}

/// A speaker row: a line, and the person it stands for.
struct SpeakerRow {
    line: u32,
    person: PersonId,
    /// Number of articles that have it.
    articles: u32,
    /// The sum over these articles of how sure that is, in hundredths.
    sure: u64,
}

/// The speaker rows of a library, by their numbers, and the numbers of its people.
pub struct Numbered {
    rows: BTreeMap<i64, SpeakerRow>,
    /// The number of each person.
    pub people: Vec<i64>,
    /// The numbers of the speakers of each article that are not those of their lines.
    variants: HashMap<(u32, u32), i64>,
}

impl Mentions {
    /// Reads the speakers of all articles of a team.
    ///
    /// # Errors
    ///
    /// [`PostgresError::Server`].
    pub fn read(from: &mut Transaction, team: i32) -> Result<Self, PostgresError> {
        let mut all = Self::default();
        // The number of a speaker, with the place of the line and whether it is the number of the line itself.
        let (mut known, mut places) = (HashMap::new(), HashMap::new());
        for row in
            from.query("SELECT id, line FROM sayso.speaker WHERE team = $1 ORDER BY line COLLATE \"C\", id", &[&team])?
        {
            let (id, line): (i64, String) = (row.get(0), row.get(1));
            let is_own = speaker_id(&line) == id;
            let place = *places.entry(line).or_insert_with_key(|line| {
                all.lines.push(line.clone());
                all.lines.len() as u32 - 1
            });
            known.insert(id, (place, is_own));
        }
        let mut texts = HashMap::new();
        let articles = "SELECT year, id, publication, published, speakers FROM sayso.article
            WHERE team = $1 ORDER BY year, id";
        let mut rows = from.query_raw(articles, [&team as &(dyn ToSql + Sync)])?;
        while let Some(row) = rows.next()? {
            let article = all.keys.len() as u32;
            all.keys.push((row.get(0), row.get(1)));
            let printed = [2, 3].map(|at| row.get::<_, Option<String>>(at));
            all.printed.push(printed.map(|text| {
                text.map(|text| {
                    *texts.entry(text).or_insert_with_key(|text| {
                        all.texts.push(text.clone());
                        all.texts.len() as u32 - 1
                    })
                })
            }));
            let ids: Vec<i64> = row.get(4);
            let own = ids.iter().filter_map(|id| Some((*id, *known.get(id)?)));
            let variants = own.clone().filter(|(_, (_, is_own))| !is_own);
            all.variants.extend(variants.map(|(id, (place, _))| ((article, place), id)));
            all.speakers.push(own.map(|(_, (place, _))| place));
        }
        Ok(all)
    }

    /// The speaker of each line.
    ///
    /// # Errors
    ///
    /// [`PostgresError::Server`] for a line that cannot be read.
    pub fn speakers(&self) -> Result<Vec<Speaker>, PostgresError> {
        let all: Option<_> = self.lines.iter().map(|line| speaker_of_line(line)).collect();
        let unread = "a speaker of the library cannot be read; import its articles again";
        all.ok_or_else(|| PostgresError::Server(unread.to_owned()))
    }

    /// In how many articles each line stands.
    pub fn times(&self) -> Vec<u32> {
        let mut times = vec![0; self.lines.len()];
        self.speakers.items().iter().for_each(|line| times[*line as usize] += 1);
        times
    }

    /// What of the articles helps to tell whom their speakers are.
    pub fn articles(&self) -> Vec<ArticleSpeakers<'_>> {
        let text = |at: Option<u32>| at.map(|at| self.texts[at as usize].as_str());
        let printed = self.printed.iter().zip(0..);
        let article = |([outlet, published], at): (&[Option<u32>; 2], usize)| ArticleSpeakers {
            lines: self.speakers.get(at),
            outlet: text(*outlet),
            published: text(*published),
        };
        printed.map(article).collect()
    }

    /// The speaker rows of lines that were linked so.
    pub fn number(&self, merged: &Merged) -> Numbered {
        let mut used: BTreeMap<(u32, PersonId), SpeakerRow> = BTreeMap::new();
        for (article, at) in (0..).zip(0..self.keys.len()) {
            for &line in self.speakers.get(at) {
                let (person, sure) = merged.of(article, line);
                let row = SpeakerRow { line, person, articles: 0, sure: 0 };
                let row = used.entry((line, person)).or_insert(row);
                row.articles += 1;
                row.sure += u64::from(sure);
            }
        }
        let main = main_people(used.values());
        let own = |line: u32| speaker_id(&self.lines[line as usize]);
        let people = people_numbers(merged.names.count(), used.values(), &main, own);
        let id = |line: u32, person: PersonId| {
            let is_main = main.get(&line).is_some_and(|(_, main)| *main == person);
            if is_main { own(line) } else { variant(&self.lines[line as usize], number_of(&people, person)) }
        };
        let variants = merged.mentions.iter().filter(|((_, line), (person, _))| id(*line, *person) != own(*line));
        let variants = variants.map(|(at, (person, _))| (*at, id(at.1, *person))).collect();
        let rows = used.into_values().map(|row| (id(row.line, row.person), row)).collect();
        Numbered { rows, people, variants }
    }

    /// Writes the speaker rows, and to articles and quotes which of them are theirs.
    ///
    /// # Errors
    ///
    /// [`PostgresError::Server`].
    pub fn write(&self, to: &mut Transaction, team: i32, new: &Numbered) -> Result<(), PostgresError> {
        let rows = || new.rows.iter();
        let variants = rows().filter(|(id, row)| **id != speaker_id(&self.lines[row.line as usize]));
        let (ids, lines): (Vec<i64>, Vec<&str>) =
            variants.map(|(id, row)| (*id, self.lines[row.line as usize].as_str())).unzip();
        let insert = "INSERT INTO sayso.speaker (team, id, line) SELECT $1, * FROM unnest($2::bigint[], $3::text[])
            ON CONFLICT DO NOTHING";
        to.execute(insert, &[&team, &ids, &lines])?;
        let ids: Vec<i64> = rows().map(|(id, _)| *id).collect();
        let people: Vec<i64> = rows().map(|(_, row)| number_of(&new.people, row.person)).collect();
        // Rounded down: what is not certain in one of the articles must not look certain.
        let sure: Vec<i32> = rows().map(|(_, row)| (row.sure / u64::from(row.articles.max(1))) as i32).collect();
        to.execute(
            "UPDATE sayso.speaker s SET person = new.person, sure = new.sure
             FROM unnest($2::bigint[], $3::bigint[], $4::int[]) AS new (id, person, sure)
             WHERE s.team = $1 AND s.id = new.id AND (s.person, s.sure) IS DISTINCT FROM (new.person, new.sure)",
            &[&team, &ids, &people, &sure],
        )?;
        self.write_articles(to, new)?;
        let unused = "DELETE FROM sayso.speaker s WHERE team = $1
            AND NOT EXISTS (SELECT FROM unnest($2::bigint[]) AS used (id) WHERE used.id = s.id)";
        to.execute(unused, &[&team, &ids])?;
        Ok(())
    }

    /// Writes the articles and quotes whose speakers are other ones than before.
    fn write_articles(&self, to: &mut Transaction, new: &Numbered) -> Result<(), PostgresError> {
        let places = self.variants.keys().chain(new.variants.keys());
        let mut changed: Vec<(u32, u32)> =
            places.filter(|at| self.variants.get(at) != new.variants.get(at)).copied().collect();
        changed.sort_unstable();
        changed.dedup();
        let id = |variants: &HashMap<_, i64>, at: (u32, u32)| {
            variants.get(&at).copied().unwrap_or_else(|| speaker_id(&self.lines[at.1 as usize]))
        };
        for some in changed.chunks(AT_ONCE) {
            let (years, articles): (Vec<i32>, Vec<i64>) = some.iter().map(|at| self.keys[at.0 as usize]).unzip();
            let before: Vec<i64> = some.iter().map(|at| id(&self.variants, *at)).collect();
            let after: Vec<i64> = some.iter().map(|at| id(&new.variants, *at)).collect();
            to.execute(
                "UPDATE sayso.quote q SET speaker = new.after
                 FROM unnest($1::int[], $2::bigint[], $3::bigint[], $4::bigint[]) AS new (year, article, before, after)
                 WHERE q.year = new.year AND q.article = new.article AND q.speaker = new.before",
                &[&years, &articles, &before, &after],
            )?;
        }
        let mut articles: Vec<u32> = changed.iter().map(|at| at.0).collect();
        articles.dedup();
        for some in articles.chunks(AT_ONCE) {
            let (years, ids): (Vec<i32>, Vec<i64>) = some.iter().map(|at| self.keys[*at as usize]).unzip();
            let speakers = some.iter().map(|article| {
                let lines = self.speakers.get(*article as usize).iter();
                array(&lines.map(|line| id(&new.variants, (*article, *line))).collect::<Vec<_>>())
            });
            let speakers: Vec<String> = speakers.collect();
            to.execute(
                "UPDATE sayso.article a SET speakers = new.speakers::bigint[]
                 FROM unnest($1::int[], $2::bigint[], $3::text[]) AS new (year, id, speakers)
                 WHERE a.year = new.year AND a.id = new.id",
                &[&years, &ids, &speakers],
            )?;
        }
        Ok(())
    }
}

impl Numbered {
    /// The number of each speaker row, and the person it stands for.
    pub fn speakers(&self) -> impl Iterator<Item = (i64, PersonId)> {
        self.rows.iter().map(|(id, row)| (*id, row.person))
    }
}

fn number_of(people: &[i64], person: PersonId) -> i64 {
    people.get(person.0 as usize).copied().unwrap_or(NO_PERSON)
}

/// The number of a speaker row for a line that stands for another person in most articles.
fn variant(line: &str, person: i64) -> i64 {
    speaker_id(&format!("{line}\t{person}"))
}

/// For each line the person whom it stands for in most articles, and their number: that row keeps the number of the line.
fn main_people<'r>(rows: impl Iterator<Item = &'r SpeakerRow>) -> HashMap<u32, (u32, PersonId)> {
    let mut main: HashMap<u32, (u32, PersonId)> = HashMap::new();
    for row in rows {
        let known = main.entry(row.line).or_insert((row.articles, row.person));
        if row.articles > known.0 {
            *known = (row.articles, row.person);
        }
    }
    main
}

/// The number of each person: that of the line in most articles that stands for them, so that it seldom changes. Who is
/// meant by no line in most of its articles has a number of their own.
fn people_numbers<'r>(
    count: usize,
    rows: impl Iterator<Item = &'r SpeakerRow>,
    main: &HashMap<u32, (u32, PersonId)>,
    own: impl Fn(u32) -> i64,
) -> Vec<i64> {
    let mut best: Vec<Option<(bool, u32, i64)>> = vec![None; count];
    for row in rows {
        let Some(best) = best.get_mut(row.person.0 as usize) else { continue };
        let is_main = main.get(&row.line).is_some_and(|(_, main)| *main == row.person);
        *best = (*best).max(Some((is_main, row.articles, own(row.line))));
    }
    let number = |(is_main, _, id): (bool, u32, i64)| if is_main { id } else { speaker_id(&format!("{id}\t")) };
    best.into_iter().map(|best| best.map_or(NO_PERSON, number)).collect()
}
