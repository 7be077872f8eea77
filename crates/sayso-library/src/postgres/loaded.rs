//! What a session has met of a library: rows of articles, people, and the texts that were asked for last.

use std::collections::HashMap;

use postgres::Row;
use sayso_attribution::{Analyzer, Reading, Speaker};

use super::called::PersonRow;
use super::candidate::ArticleNumber;
use super::error::PostgresError;
use super::prepared::PreparedClient;
use crate::address::split_part;
use crate::analysed_article::{document_of, quote_numbers, unpack_analysis};
use crate::index::{QuoteNumber, speaker_of_line};
use crate::people::Names;
use crate::search::Manner;
use crate::service::parallel::READING;
use crate::{Article, ArticleId, Catalogue, Entry, Lists, People, PersonId, QuoteId};

/// Maximum number of texts that are kept: a query that is typed on mostly wants those of the query before.
const TEXTS: usize = 200;

/// The columns of a row without its text.
const ROW: &str = "id, year, path, title, author, publication, published, substring(analysis FROM 1 FOR 4 + 8 * quotes), speakers, day";

/// The keys of some articles; each is looked up in its own year.
const KEYS: &str = "unnest($1::int[], $2::bigint[]) AS key (y, k)";

/// One article as a row.
struct MetArticle {
    key: ArticleNumber,
    path: String,
    title: String,
    told: [Option<String>; 3],
    /// Numbers of its speakers, in the order of its analysis.
    speakers: Vec<i64>,
    quotes: Vec<QuoteNumber>,
    day: i32,
}

/// A speaker of an article: as the article has them, who that is, and how sure that is, in hundredths.
struct LoadedSpeaker {
    speaker: Speaker,
    person: PersonId,
    sure: u8,
}

/// All that was met. Numbers of articles and people hold for the life of the session.
#[derive(Default)]
pub struct Loaded {
    articles: Vec<MetArticle>,
    ids: HashMap<i64, ArticleId>,
    paths: HashMap<String, ArticleId>,
    people: Vec<PersonRow>,
    person_ids: HashMap<i64, PersonId>,
    speakers: HashMap<i64, LoadedSpeaker>,
    texts: HashMap<ArticleId, (u64, Article)>,
    requests: u64,
}

impl Loaded {
    /// The numbers of these articles here, of those that are still in the library.
    ///
    /// # Errors
    ///
    /// [`PostgresError::Server`].
    pub fn meet(
        &mut self,
        client: &mut PreparedClient,
        team: i32,
        keys: &[ArticleNumber],
    ) -> Result<Vec<ArticleId>, PostgresError> {
        let new: Vec<&ArticleNumber> = keys.iter().filter(|key| !self.ids.contains_key(&key.id)).collect();
        if !new.is_empty() {
            let ids: Vec<i64> = new.iter().map(|key| key.id).collect();
            let years: Vec<i32> = new.iter().map(|key| key.year).collect();
            let rows = format!("SELECT {ROW} FROM {KEYS} JOIN sayso.article ON year = y AND id = k");
            let rows = client.query(&rows, &[&years, &ids])?;
            self.add_rows(client, team, &rows)?;
        }
        Ok(keys.iter().filter_map(|key| self.ids.get(&key.id)).copied().collect())
    }

    /// The next articles of the list, newest first, behind `last`.
    ///
    /// # Errors
    ///
    /// [`PostgresError::Server`].
    pub fn page(
        &mut self,
        client: &mut PreparedClient,
        team: i32,
        last: Option<ArticleId>,
        most: i64,
    ) -> Result<Vec<ArticleId>, PostgresError> {
        let last = last.and_then(|id| self.articles.get(id.0 as usize));
        let (day, path) = last.map_or((i32::MAX, ""), |last| (last.day, last.path.as_str()));
        let rows = format!(
            "SELECT {ROW} FROM sayso.article WHERE team = $1 AND (day < $2 OR day = $2 AND path > $3) ORDER BY day DESC, path LIMIT $4"
        );
        let rows = client.query(&rows, &[&team, &day, &path, &most])?;
        self.add_rows(client, team, &rows)?;
        Ok(rows.iter().filter_map(|row| self.ids.get(&row.get::<_, i64>(0))).copied().collect())
    }

    fn add_rows(&mut self, client: &mut PreparedClient, team: i32, rows: &[Row]) -> Result<(), PostgresError> {
        for row in rows.iter().filter(|row| !self.ids.contains_key(&row.get::<_, i64>(0))).collect::<Vec<_>>() {
            self.add(MetArticle {
                key: ArticleNumber { id: row.try_get(0)?, year: row.try_get(1)? },
                path: row.try_get(2)?,
                title: row.try_get(3)?,
                told: [row.try_get(4)?, row.try_get(5)?, row.try_get(6)?],
                quotes: quote_numbers(row.try_get(7)?).0,
                speakers: row.try_get(8)?,
                day: row.try_get(9)?,
            });
        }
        let wanted: Vec<i64> = rows.iter().flat_map(|row| row.get::<_, Vec<i64>>(8)).collect();
        self.meet_speakers(client, team, wanted)
    }

    /// Adds an article. One that was imported again has another number on the server and keeps its own here.
    fn add(&mut self, met: MetArticle) {
        let next = ArticleId(self.articles.len() as u32);
        let id = *self.paths.entry(met.path.clone()).or_insert(next);
        if let Some(known) = self.articles.get_mut(id.0 as usize) {
            self.ids.remove(&known.key.id);
            self.texts.remove(&id);
            self.ids.insert(met.key.id, id);
            *known = met;
        } else {
            self.ids.insert(met.key.id, id);
            self.articles.push(met);
        }
    }

    /// Reads again what an import may have replaced: articles that are gone, by their paths, and who the speakers are.
    ///
    /// # Errors
    ///
    /// [`PostgresError::Server`].
    pub fn refresh(&mut self, client: &mut PreparedClient, team: i32) -> Result<(), PostgresError> {
        let (years, ids): (Vec<i32>, Vec<i64>) = self.articles.iter().map(|met| (met.key.year, met.key.id)).unzip();
        let there = format!("SELECT id, speakers FROM {KEYS} JOIN sayso.article ON year = y AND id = k");
        let there = client.query(&there, &[&years, &ids])?;
        let there: HashMap<i64, Vec<i64>> = there.iter().map(|row| (row.get(0), row.get(1))).collect();
        for met in &mut self.articles {
            // A name may stand for another person since other articles have come.
            there.get(&met.key.id).into_iter().for_each(|speakers| met.speakers.clone_from(speakers));
        }
        let gone = self.articles.iter().filter(|met| !there.contains_key(&met.key.id));
        let paths: Vec<&str> = gone.map(|met| met.path.as_str()).collect();
        // The day may have changed, and only files have an index besides: that of an article, or its path as a whole.
        let files: Vec<&str> = paths.iter().flat_map(|path| [*path, split_part(path).0]).collect();
        let rows = format!("SELECT {ROW} FROM sayso.article WHERE team = $1 AND file = ANY ($2) AND path = ANY ($3)");
        let rows = client.query(&rows, &[&team, &files, &paths])?;
        self.refresh_people(client, team)?;
        let before = std::mem::take(&mut self.speakers);
        let read = self.add_rows(client, team, &rows).and_then(|()| {
            let speakers = self.articles.iter().flat_map(|met| met.speakers.iter().copied()).collect();
            self.meet_speakers(client, team, speakers)
        });
        if read.is_err() {
            let new = std::mem::replace(&mut self.speakers, before);
            self.speakers.extend(new);
        }
        read
    }

    /// Reads again what is known of the people who were met. Nothing is said by one who is gone.
    fn refresh_people(&mut self, client: &mut PreparedClient, team: i32) -> Result<(), PostgresError> {
        let ids: Vec<i64> = self.people.iter().map(|person| person.id).collect();
        let rows = "SELECT id, line, said, asserted FROM sayso.person WHERE team = $1 AND id = ANY ($2)";
        let rows = client.query(rows, &[&team, &ids])?;
        for person in &mut self.people {
            (person.said, person.asserted) = (0, 0);
        }
        for row in rows {
            let Some(speaker) = speaker_of_line(row.try_get(1)?) else { continue };
            let [said, asserted] = [2, 3].map(|at| row.get::<_, i32>(at).cast_unsigned());
            self.person(PersonRow { id: row.try_get(0)?, speaker, said, asserted });
        }
        Ok(())
    }

    /// Finds out who the speakers of these numbers are.
    fn meet_speakers(
        &mut self,
        client: &mut PreparedClient,
        team: i32,
        mut wanted: Vec<i64>,
    ) -> Result<(), PostgresError> {
        wanted.retain(|id| !self.speakers.contains_key(id));
        wanted.sort_unstable();
        wanted.dedup();
        if wanted.is_empty() {
            return Ok(());
        }
        let rows = client.query(
            "SELECT s.id, s.line, s.sure, p.id, p.line, p.said, p.asserted FROM sayso.speaker s
             LEFT JOIN LATERAL (SELECT * FROM sayso.person WHERE team = s.team AND id = s.person OFFSET 0) p ON true
             WHERE s.team = $1 AND s.id = ANY ($2)",
            &[&team, &wanted],
        )?;
        for row in rows {
            let Some(speaker) = speaker_of_line(row.try_get(1)?) else { continue };
            // Before the speakers are merged after an import, each is somebody of their own.
            let id: i64 = row.try_get::<_, Option<i64>>(3)?.unwrap_or(row.try_get(0)?);
            let line: Option<&str> = row.try_get(4)?;
            let [said, asserted] = [5, 6].map(|at| row.get::<_, Option<i32>>(at).unwrap_or(0).cast_unsigned());
            let named = line.and_then(speaker_of_line).unwrap_or_else(|| speaker.clone());
            let person = || self.person(PersonRow { id, speaker: named, said, asserted });
            let person = if speaker.is_somebody() { person() } else { PersonId::NOBODY };
            let sure = u8::try_from(row.try_get::<_, i32>(2)?).unwrap_or(100);
            self.speakers.insert(row.try_get(0)?, LoadedSpeaker { speaker, person, sure });
        }
        Ok(())
    }

    /// The number of a person here.
    pub fn person(&mut self, row: PersonRow) -> PersonId {
        let next = PersonId(self.people.len() as u32);
        let id = *self.person_ids.entry(row.id).or_insert(next);
        match self.people.get_mut(id.0 as usize) {
            Some(known) => *known = row,
            None => self.people.push(row),
        }
        id
    }

    /// What is known of a person.
    pub fn person_row(&self, id: PersonId) -> Option<&PersonRow> {
        self.people.get(id.0 as usize)
    }

    /// The articles of these numbers; those that are gone are left out.
    ///
    /// # Errors
    ///
    /// [`PostgresError::Server`].
    pub fn texts(
        &mut self,
        client: &mut PreparedClient,
        ids: &[ArticleId],
    ) -> Result<Vec<(ArticleId, Article)>, PostgresError> {
        self.requests += 1;
        let missing: Vec<ArticleId> = ids.iter().copied().filter(|id| !self.texts.contains_key(id)).collect();
        let keys: Vec<ArticleNumber> =
            missing.iter().filter_map(|id| self.articles.get(id.0 as usize)).map(|met| met.key).collect();
        if !keys.is_empty() {
            let years: Vec<i32> = keys.iter().map(|key| key.year).collect();
            let numbers: Vec<i64> = keys.iter().map(|key| key.id).collect();
            let rows = format!("SELECT id, markdown, analysis FROM {KEYS} JOIN sayso.article ON year = y AND id = k");
            let rows = client.query(&rows, &[&years, &numbers])?;
            let raw: Vec<(ArticleId, String, Vec<u8>)> = rows
                .iter()
                .filter_map(|row| Some((*self.ids.get(&row.get::<_, i64>(0))?, row.get(1), row.get(2))))
                .collect();
            let read = READING.map(&raw, |(id, markdown, analysis)| (*id, self.article(*id, markdown, analysis)));
            for (id, article) in read.into_iter().flatten() {
                self.texts.insert(id, (self.requests, article));
            }
        }
        let found: Vec<(ArticleId, Article)> = ids
            .iter()
            .filter_map(|id| {
                let (wanted, article) = self.texts.get_mut(id)?;
                *wanted = self.requests;
                Some((*id, article.clone()))
            })
            .collect();
        self.forget();
        Ok(found)
    }

    /// Puts away the texts that were not wanted for longest.
    fn forget(&mut self) {
        if self.texts.len() > TEXTS {
            let mut wanted: Vec<u64> = self.texts.values().map(|(wanted, _)| *wanted).collect();
            wanted.sort_unstable();
            let least = wanted[wanted.len() - TEXTS];
            let last = self.requests;
            self.texts.retain(|_, (wanted, _)| *wanted > least || *wanted == last);
        }
    }

    /// An article as it is kept: its text, and who said what in it. What cannot be read is found anew.
    fn article(&self, id: ArticleId, markdown: &str, analysis: &[u8]) -> Article {
        let met = &self.articles[id.0 as usize];
        let document = document_of(markdown);
        let speakers = met.speakers.iter().map(|id| self.speakers.get(id).map(|known| known.speaker.clone()));
        let speakers: Option<Vec<Speaker>> = speakers.collect();
        let kept = speakers.and_then(|speakers| unpack_analysis(analysis, speakers, document.text(), |_| true));
        Article::of(met.path.clone(), document, |_, document| {
            kept.unwrap_or_else(|| Analyzer::default().analyze(document))
        })
    }

    /// All articles that were met, and who speaks in them.
    pub fn catalogue(&self) -> Catalogue {
        let entries = self.articles.iter().map(|met| {
            let [author, publication, published] = met.told.each_ref().map(Option::as_deref);
            let quotes = met.quotes.len() as u32;
            let hash = met.key.id.cast_unsigned();
            let (path, title, reading) = (met.path.as_str(), met.title.as_str(), Reading::First);
            Some(Entry { path, title, author, publication, published, quotes, hash, reading })
        });
        Catalogue::of(entries, self.everybody())
    }

    fn everybody(&self) -> People {
        let mut names = Names::default();
        for PersonRow { speaker: Speaker { name, kind, roles, also }, .. } in &self.people {
            names.push(name, *kind, roles, also);
        }
        let known = |id: &i64| self.speakers.get(id).map_or((PersonId::NOBODY, 0), |known| (known.person, known.sure));
        let speakers: Lists<PersonId> =
            self.articles.iter().map(|met| met.speakers.iter().map(|id| known(id).0)).collect();
        let sure: Lists<u8> = self.articles.iter().map(|met| met.speakers.iter().map(|id| known(id).1)).collect();
        let said = self.articles.iter().enumerate().flat_map(|(at, met)| {
            met.quotes.iter().enumerate().filter_map(move |(quote, told)| {
                let person = self.speakers.get(met.speakers.get(usize::from(told.speaker?))?)?.person;
                Some((person, QuoteId { article: ArticleId(at as u32), quote: quote as u32 }))
            })
        });
        let said = People::sorted(&names, said);
        People::of_part(names, (speakers, sure), said, self.people.iter().map(|person| person.said).collect())
    }

    /// How a quote was said; `None` for one of an article that was not met.
    pub fn manner(&self, id: QuoteId) -> Option<Manner> {
        let told = self.articles.get(id.article.0 as usize)?.quotes.get(id.quote as usize)?;
        let (kind, act, status) = told.sort.parts()?;
        Some(Manner { kind, act, status, confidence: told.confidence() })
    }

    /// The articles that quote one of these people.
    ///
    /// # Errors
    ///
    /// [`PostgresError::Server`].
    pub fn quoting(
        &mut self,
        client: &mut PreparedClient,
        team: i32,
        people: &[PersonId],
    ) -> Result<Vec<ArticleId>, PostgresError> {
        let people: Vec<i64> =
            people.iter().filter_map(|id| self.people.get(id.0 as usize)).map(|person| person.id).collect();
        let rows = client.query("SELECT article, year FROM sayso.quoting($1, $2)", &[&team, &people])?;
        let keys: Vec<ArticleNumber> =
            rows.iter().map(|row| ArticleNumber { id: row.get(0), year: row.get(1) }).collect();
        self.meet(client, team, &keys)
    }

    /// Puts articles in the order of their paths, which is that of equals.
    pub fn sort(&self, ids: &mut [ArticleId]) {
        ids.sort_by(|a, b| self.articles[a.0 as usize].path.cmp(&self.articles[b.0 as usize].path));
    }
}
