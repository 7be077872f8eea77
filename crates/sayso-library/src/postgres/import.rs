//! Articles into the library: analysed here, copied in batches, safe to repeat.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::sync::Mutex;

use postgres::{Client, Transaction};
use sayso_attribution::Analyzer;
use sayso_attribution::document::{Document, WantedParts, to_markdown};

use super::address::LibraryAddress;
use super::copy::{Value, copy, row};
use super::error::PostgresError;
use super::import_lock::lock_imports;
use super::merge;
use super::rows::{ArticleRows, year};
use super::schema::check_owner;
use crate::files::ArticleFile;
use crate::service::parallel::INDEXING;
use crate::{AnalysedArticle, PackedArticle, UnpackError, documents};

/// Number of files that are written in one transaction.
const BATCH: usize = 256;

/// Bytes of files that are written in one transaction: 64 MiB. A larger file is written alone.
const BATCH_BYTES: usize = 64 << 20;

/// Minimum number of files that are loaded into an empty library before its indexes of words are made: with these in place
/// a load takes several times as long.
const BULK: usize = 2_000;

/// Maximum bytes of the name of an article: the server has names in an index, which takes 2,704 bytes for a row.
const LONGEST_NAME: usize = 2_000;

/// What became of the files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Articles that were written.
    pub written: usize,
    /// Files that were there already, with the same bytes and analysed by the same engine.
    pub unchanged: usize,
    /// Their quotes.
    pub quotes: usize,
}

/// One file to import.
pub struct ImportFile {
    /// Its name in the library.
    name: String,
    /// A hash of its bytes.
    digest: String,
    source: ImportSource,
}

enum ImportSource {
    File(ArticleFile),
    /// The Markdown of an article.
    Markdown(String),
    /// An article that was analysed elsewhere, on this line of the input.
    Packed(Box<PackedArticle>, u64),
}

impl ImportFile {
    /// A file that was read.
    pub fn file(file: ArticleFile) -> Self {
        Self { name: file.name.clone(), digest: digest(&file.bytes), source: ImportSource::File(file) }
    }

    /// A document that is one article.
    pub fn document(name: String, document: &Document) -> Self {
        let markdown = to_markdown(document, &[]);
        Self { name, digest: digest(markdown.as_bytes()), source: ImportSource::Markdown(markdown) }
    }

    /// An article that was analysed elsewhere, from this line of the input. It counts as the same as the document that it
    /// was made of.
    ///
    /// # Errors
    ///
    /// [`UnpackError`] where another version analysed it, or it was changed since.
    pub fn packed(name: String, packed: PackedArticle, line: u64) -> Result<Self, UnpackError> {
        packed.check(&Analyzer::default().id())?;
        let digest = digest(packed.markdown.as_bytes());
        Ok(Self { name, digest, source: ImportSource::Packed(Box::new(packed), line) })
    }

    /// About how many bytes of memory it takes.
    fn len(&self) -> usize {
        match &self.source {
            ImportSource::File(file) => file.bytes.len(),
            ImportSource::Markdown(markdown) => markdown.len(),
            ImportSource::Packed(packed, _) => packed.len(),
        }
    }

    /// The articles, analysed, and lines to show: what was not read.
    fn articles(self) -> (Vec<AnalysedArticle>, Vec<String>) {
        let (name, analyzer) = (self.name, Analyzer::default());
        match self.source {
            ImportSource::Markdown(markdown) => {
                (vec![AnalysedArticle::of_markdown(name, markdown, &analyzer)], Vec::new())
            }
            ImportSource::Packed(packed, line) => match packed.unpack(name) {
                Ok(article) => (vec![article], Vec::new()),
                Err(why) => (Vec::new(), vec![format!("line {line}: {why}")]),
            },
            ImportSource::File(file) => match documents(&file, WantedParts::All) {
                Ok(articles) => {
                    let told = articles.iter().flat_map(|read| &read.left_out);
                    let told = told.map(|told| format!("{name}: {told}")).collect();
                    let articles = articles.into_iter();
                    (articles.map(|read| AnalysedArticle::of(read.path, &read.document, &analyzer)).collect(), told)
                }
                Err(unread) => (Vec::new(), vec![unread.to_string()]),
            },
        }
    }
}

/// A line to show for an article whose name is too long.
fn too_long(name: &str) -> String {
    let start: String = name.chars().take(60).collect();
    format!("{start}…: the name has {} bytes and may have {LONGEST_NAME}; give it a shorter one", name.len())
}

fn digest(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..32].to_owned()
}

/// What is told while files are imported.
pub enum ImportEvent {
    /// The counts so far.
    Progress(Imported),
    /// A line to show: something was not read.
    Unread(String),
    /// The files are in; speakers are merged and indexes made.
    Finishing,
}

/// Writes into the library of an address.
pub struct Importer<'a> {
    client: Client,
    team: i32,
    engine: String,
    done: Imported,
    tell: &'a mut dyn FnMut(ImportEvent),
}

/// A file as its batch knows it.
struct Written {
    name: String,
    digest: String,
    articles: Vec<ArticleRows>,
}

impl<'a> Importer<'a> {
    /// Opens the library to write about so many files into it, if that is known.
    ///
    /// # Errors
    ///
    /// As those of opening a library; [`PostgresError::NoOwner`].
    pub fn open(
        address: &LibraryAddress,
        files: Option<usize>,
        tell: &'a mut dyn FnMut(ImportEvent),
    ) -> Result<Self, PostgresError> {
        let (mut client, team) = address.open_to_write()?;
        check_owner(&mut client, &address.shown)?;
        let is_empty: bool = client.query_one("SELECT NOT EXISTS (SELECT FROM sayso.article)", &[])?.get(0);
        // Other teams search the same tables: they keep their indexes.
        if is_empty && files.is_none_or(|files| files >= BULK) {
            client.batch_execute("SELECT sayso.drop_indexes()")?;
        }
        Ok(Self { client, team, engine: Analyzer::default().id(), done: Imported::default(), tell })
    }

    /// Imports all of these files. What cannot be read is told and left out.
    ///
    /// # Errors
    ///
    /// [`PostgresError::Server`] if the server refuses something. What was written before stays; importing again goes on
    /// from there.
    pub fn import<E: Display>(
        &mut self,
        files: impl Iterator<Item = Result<ImportFile, E>>,
    ) -> Result<Imported, PostgresError> {
        let (mut batch, mut bytes) = (Vec::new(), 0);
        for file in files {
            match file {
                Ok(file) if file.name.len() > LONGEST_NAME => (self.tell)(ImportEvent::Unread(too_long(&file.name))),
                Ok(file) => {
                    bytes += file.len();
                    batch.push(file);
                }
                Err(unread) => (self.tell)(ImportEvent::Unread(unread.to_string())),
            }
            if batch.len() >= BATCH || bytes >= BATCH_BYTES {
                bytes = 0;
                self.batch(std::mem::take(&mut batch))?;
            }
        }
        self.batch(batch)?;
        (self.tell)(ImportEvent::Finishing);
        merge::people(&mut self.client, self.team)?;
        self.client.batch_execute("SELECT sayso.make_indexes()")?;
        if self.done.written > 0 {
            // Only now the server knows how many rows it has; readers ask for that again.
            let told = "UPDATE sayso.team SET changes = changes + 1, linked = linked + 1 WHERE id = $1";
            self.client.execute(told, &[&self.team])?;
        }
        Ok(self.done)
    }

    fn batch(&mut self, mut batch: Vec<ImportFile>) -> Result<(), PostgresError> {
        // Of two files of one name the last counts.
        let mut names = BTreeSet::new();
        batch.reverse();
        batch.retain(|file| names.insert(file.name.clone()));
        batch.reverse();
        let all = batch.len();
        let known = self.known(&batch)?;
        batch.retain(|file| !known.contains(&(file.name.clone(), file.digest.clone())));
        self.done.unchanged += all - batch.len();
        if batch.is_empty() {
            return Ok(());
        }
        let written = self.analysed(batch);
        let mut transaction = self.client.transaction()?;
        write(&mut transaction, self.team, &self.engine, &written)?;
        transaction.commit()?;
        let articles = || written.iter().flat_map(|file| &file.articles);
        self.done.written += articles().count();
        self.done.quotes += articles().map(|article| article.quotes.len()).sum::<usize>();
        (self.tell)(ImportEvent::Progress(self.done));
        Ok(())
    }

    /// The files that are in the library with these bytes, analysed by this engine.
    fn known(&mut self, batch: &[ImportFile]) -> Result<BTreeSet<(String, String)>, PostgresError> {
        let names: Vec<&str> = batch.iter().map(|file| file.name.as_str()).collect();
        let rows = self.client.query(
            "SELECT file, digest FROM sayso.article WHERE team = $1 AND file = ANY ($2) AND engine = $3",
            &[&self.team, &names, &self.engine],
        )?;
        Ok(rows.iter().map(|row| (row.get(0), row.get(1))).collect())
    }

    fn analysed(&mut self, batch: Vec<ImportFile>) -> Vec<Written> {
        let batch: Vec<Mutex<Option<ImportFile>>> = batch.into_iter().map(|file| Some(file).into()).collect();
        let analysed = INDEXING.map(&batch, |file| {
            let file = file.lock().ok().and_then(|mut file| file.take())?;
            let (name, digest) = (file.name.clone(), file.digest.clone());
            let (mut articles, mut told) = file.articles();
            // That of a part of a file is longer than that of the file.
            let long = articles.extract_if(.., |kept| kept.article.path.len() > LONGEST_NAME);
            told.extend(long.map(|kept| too_long(&kept.article.path)));
            let articles = articles.into_iter().map(|article| ArticleRows::of(&name, article)).collect();
            Some((Written { name, digest, articles }, told))
        });
        let mut written = Vec::new();
        for file in analysed {
            match file {
                Ok(Some((file, told))) => {
                    for line in told {
                        (self.tell)(ImportEvent::Unread(line));
                    }
                    // A file that cannot be read any more stays as it was.
                    written.extend((!file.articles.is_empty()).then_some(file));
                }
                Ok(None) => {}
                Err(panicked) => (self.tell)(ImportEvent::Unread(panicked.to_string())),
            }
        }
        written
    }
}

/// Replaces the articles of these files.
fn write(to: &mut Transaction, team: i32, engine: &str, files: &[Written]) -> Result<(), PostgresError> {
    // Imports run one at a time: two must not both insert the same article, and they would lock the tables in different
    // orders.
    lock_imports(to)?;
    let articles = || files.iter().flat_map(|file| &file.articles);
    let years: Vec<i32> = articles().map(|article| year(article.day)).collect::<BTreeSet<_>>().into_iter().collect();
    to.execute("SELECT sayso.make_years($1)", &[&years])?;
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    let count = articles().count() as i64;
    let quotes_count = articles().map(|article| article.quotes.len()).sum::<usize>() as i64;
    to.execute(
        "WITH gone AS (DELETE FROM sayso.article WHERE team = $1 AND file = ANY ($2) RETURNING id, year, quotes),
         unsaid AS (DELETE FROM sayso.quote q USING gone WHERE q.year = gone.year AND q.article = gone.id)
         UPDATE sayso.team SET changes = changes + 1, articles = articles + $3 - (SELECT count(*) FROM gone),
             quotes = quotes + $4 - (SELECT coalesce(sum(gone.quotes), 0) FROM gone) WHERE id = $1",
        &[&team, &names, &count, &quotes_count],
    )?;
    let ids = to.query("SELECT nextval('sayso.article_id') FROM generate_series(1, $1::bigint)", &[&count])?;
    let ids: Vec<i64> = ids.iter().map(|row| row.get(0)).collect();
    let (mut rows, mut quotes) = (String::new(), String::new());
    let owned = files.iter().flat_map(|file| file.articles.iter().map(move |article| (file, article)));
    for ((file, article), id) in owned.zip(&ids) {
        article_row(&mut rows, (team, *id), (&file.digest, engine), article);
        article.quotes.iter().zip(0..).for_each(|(quote, n)| {
            let day = i64::from(article.day);
            row(
                &mut quotes,
                &[
                    Value::Number(team.into()),
                    Value::Number(year(article.day).into()),
                    Value::Number(*id),
                    Value::Number(n),
                    Value::Number(day),
                    Value::number(quote.speaker),
                    Value::Number(quote.sort.into()),
                    Value::Number(quote.confidence.into()),
                    Value::Text(&quote.words),
                ],
            );
        });
    }
    copy(to, "sayso.article", &rows)?;
    copy(to, "sayso.quote", &quotes)?;
    speakers(to, team, articles())?;
    words(to, team, articles())
}

fn article_row(out: &mut String, (team, id): (i32, i64), (digest, engine): (&str, &str), article: &ArticleRows) {
    let speakers: Vec<i64> = article.speakers.iter().map(|(id, _)| *id).collect();
    let [title, author, publication, published] = &article.told;
    row(
        out,
        &[
            Value::Number(team.into()),
            Value::Number(year(article.day).into()),
            Value::Number(id),
            Value::Number(article.day.into()),
            Value::Text(&article.paths[0]),
            Value::Text(&article.paths[1]),
            Value::Text(title.as_deref().unwrap_or_default()),
            Value::text(author.as_deref()),
            Value::text(publication.as_deref()),
            Value::text(published.as_deref()),
            Value::Text(digest),
            Value::Text(engine),
            Value::Number(article.quotes.len() as i64),
            Value::Text(&article.markdown),
            Value::Bytes(&article.analysis),
            Value::Numbers(&speakers),
            Value::Text(&article.words[0]),
            Value::Text(&article.words[1]),
        ],
    );
}

fn speakers<'r>(
    to: &mut Transaction,
    team: i32,
    articles: impl Iterator<Item = &'r ArticleRows>,
) -> Result<(), PostgresError> {
    let all: BTreeMap<i64, &String> =
        articles.flat_map(|article| article.speakers.iter().map(|(id, line)| (*id, line))).collect();
    let (ids, lines): (Vec<i64>, Vec<&str>) = all.into_iter().map(|(id, line)| (id, line.as_str())).unzip();
    let insert = "INSERT INTO sayso.speaker (team, id, line) SELECT $1, * FROM unnest($2::bigint[], $3::text[]) ON CONFLICT DO NOTHING";
    to.execute(insert, &[&team, &ids, &lines])?;
    Ok(())
}

/// Counts the words. Those of articles that were replaced are counted again, which only makes them look commoner.
fn words<'r>(
    to: &mut Transaction,
    team: i32,
    articles: impl Iterator<Item = &'r ArticleRows>,
) -> Result<(), PostgresError> {
    // In one order in every session: two that write at once must not wait for each other.
    let mut counts: BTreeMap<&str, [i32; 4]> = BTreeMap::new();
    for (word, [heads, quotes, said]) in articles.flat_map(|article| &article.vocabulary) {
        let all = counts.entry(word).or_default();
        all.iter_mut().zip([1, *heads, *quotes, *said]).for_each(|(all, more)| *all += more);
    }
    let words: Vec<&str> = counts.keys().copied().collect();
    let of = |at: usize| counts.values().map(|counts| counts[at]).collect::<Vec<i32>>();
    let insert = "INSERT INTO sayso.word AS known (team, word, documents, heads, quotes, said)
        SELECT $1, * FROM unnest($2::text[], $3::int[], $4::int[], $5::int[], $6::int[])
        ON CONFLICT (team, word) DO UPDATE SET documents = known.documents + excluded.documents,
            heads = known.heads + excluded.heads, quotes = known.quotes + excluded.quotes, said = known.said + excluded.said";
    to.execute(insert, &[&team, &words, &of(0), &of(1), &of(2), &of(3)])?;
    Ok(())
}
