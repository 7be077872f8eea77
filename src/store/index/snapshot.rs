//! The index as it stood after one commit.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use tantivy::columnar::{Column, StrColumn};
use tantivy::schema::Value;
use tantivy::{DocAddress, ReloadPolicy, Searcher, SegmentReader, TantivyDocument};

use super::documents::{COLUMN, Told};
use super::open::Index;
use super::pack::{speaker_of_line, unpack};
use super::schema::Fields;
use super::stamp::Stamp;
use crate::attribution::{Analysis, Speaker, SpeakerKind};
use crate::document::Meta;
use crate::library::search::age;
use crate::library::{ArticleId, Catalogue, Entry, People, PersonId, Voices};

/// The numbers of articles: one that is met again has the number it had.
#[derive(Debug, Default)]
pub struct Numbers(HashMap<String, ArticleId>);

impl Numbers {
    fn of(&mut self, path: &str) -> ArticleId {
        if let Some(id) = self.0.get(path) {
            return *id;
        }
        let id = ArticleId(self.0.len() as u32);
        self.0.insert(path.to_owned(), id);
        id
    }

    /// The number of a path, if it was met.
    pub fn get(&self, path: &str) -> Option<ArticleId> {
        self.0.get(path).copied()
    }
}

/// The index after one commit: all that may be asked without reading an article.
pub struct Snapshot {
    pub(super) searcher: Searcher,
    pub(super) fields: Fields,
    /// The rows of the list, and the people.
    pub catalogue: Arc<Catalogue>,
    /// The articles in the order of the index.
    pub(super) articles: Vec<Row>,
    /// The quotes in the order of the index.
    pub(super) quotes: Vec<Quote>,
    /// By [`ArticleId`] the place in `articles`.
    by_id: Vec<Option<u32>>,
}

/// An article in the index.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    pub id: ArticleId,
    /// Its document, counted over all segments; its paragraphs follow.
    pub head: u32,
    pub blocks: u32,
    /// Smaller for newer ones.
    pub age: u32,
    /// Place in the order of the paths: of equals the first one comes first.
    pub order: u32,
    pub stamp: Stamp,
}

/// A quote in the index.
#[derive(Clone, Copy, Debug)]
pub struct Quote {
    /// Place among the articles.
    pub article: u32,
    /// Who said it.
    pub person: Option<PersonId>,
    /// Where and how; paragraphs are counted in the article.
    pub told: Told,
}

impl Row {
    /// Its documents.
    pub fn documents(&self) -> Range<usize> {
        self.head as usize..self.head as usize + 1 + self.blocks as usize
    }
}

impl Quote {
    /// The documents of its paragraphs, in its article.
    pub fn documents(&self, article: &Row) -> Range<usize> {
        let first = article.head as usize + 1 + self.told.first as usize;
        let end = article.documents().end;
        first.min(end)..(first + 1 + usize::from(self.told.more)).min(end)
    }
}

impl Snapshot {
    /// Reads what was committed last.
    pub fn read(index: &Index, numbers: &mut Numbers) -> tantivy::Result<Self> {
        let reader = index.tantivy.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let mut draft = Draft { index, numbers, articles: Vec::new(), rows: Vec::new(), speakers: Vec::new() };
        let searcher: Searcher = reader.searcher();
        let mut base = 0;
        for segment in searcher.segment_readers() {
            draft.segment(segment, base)?;
            base += segment.max_doc();
        }
        Ok(draft.finish(searcher))
    }

    /// How many documents the index has, those of removed articles among them.
    pub fn documents(&self) -> usize {
        self.searcher.segment_readers().iter().map(|segment| segment.max_doc() as usize).sum()
    }

    /// The file of an article as it was when it was read.
    pub fn stamp(&self, id: ArticleId) -> Option<Stamp> {
        Some(self.row(id)?.stamp)
    }

    /// Who said what in an article whose text has `len` bytes.
    pub fn analysis(&self, id: ArticleId, len: usize) -> Option<Analysis> {
        let address = self.address(self.row(id)?.head)?;
        let doc: TantivyDocument = self.searcher.doc(address).ok()?;
        unpack(doc.get_first(self.fields.analysis)?.as_bytes()?, len)
    }

    /// Puts articles in the order of their paths.
    pub fn sort(&self, articles: &mut [ArticleId]) {
        articles.sort_by_key(|id| self.row(*id).map(|row| row.order));
    }

    fn row(&self, id: ArticleId) -> Option<&Row> {
        self.articles.get((*self.by_id.get(id.0 as usize)?)? as usize)
    }

    fn address(&self, mut doc: u32) -> Option<DocAddress> {
        for (segment, reader) in self.searcher.segment_readers().iter().enumerate() {
            if doc < reader.max_doc() {
                return Some(DocAddress::new(segment as u32, doc));
            }
            doc -= reader.max_doc();
        }
        None
    }
}

struct Draft<'a> {
    index: &'a Index,
    numbers: &'a mut Numbers,
    articles: Vec<Row>,
    rows: Vec<(Entry, Voices, Vec<Told>)>,
    speakers: Vec<Speaker>,
}

/// The columns of one segment.
struct Columns {
    rows: Option<StrColumn>,
    speakers: Option<StrColumn>,
    blocks: Column<u64>,
    stamps: Column<u64>,
    quotes: Column<u64>,
}

impl Draft<'_> {
    fn segment(&mut self, segment: &SegmentReader, base: u32) -> tantivy::Result<()> {
        let fast = segment.fast_fields();
        let columns = Columns {
            rows: fast.str("entry")?,
            speakers: fast.str("speakers")?,
            blocks: fast.u64("blocks")?,
            stamps: fast.u64("stamp")?,
            quotes: fast.u64("quotes")?,
        };
        let first = self.speakers.len() as u32;
        for line in lines(columns.speakers.as_ref())? {
            let nobody = || Speaker { name: line.clone(), kind: SpeakerKind::Group, roles: vec![], also: vec![] };
            self.speakers.push(speaker_of_line(&line).unwrap_or_else(nobody));
        }
        let lines = lines(columns.rows.as_ref())?;
        let mut doc = 0;
        while doc < segment.max_doc() {
            let blocks = columns.blocks.first(doc).unwrap_or(0) as u32;
            if !segment.is_deleted(doc) {
                self.article(&columns, &lines, first, doc, base, blocks);
            }
            doc += blocks + 1;
        }
        Ok(())
    }

    fn article(&mut self, columns: &Columns, lines: &[String], first: u32, doc: u32, base: u32, blocks: u32) {
        let ords = |column: &Option<StrColumn>| match column {
            Some(column) => column.term_ords(doc).collect::<Vec<u64>>(),
            None => Vec::new(),
        };
        let Some(line) = ords(&columns.rows).first().and_then(|&ord| lines.get(ord as usize)) else { return };
        let told: Vec<Told> = columns.quotes.values_for_doc(doc).map(Told::of_number).collect();
        let voices = Voices {
            speakers: ords(&columns.speakers).into_iter().map(|ord| first + ord as u32).collect(),
            quotes: told.iter().map(|told| told.speaker).collect(),
        };
        let stamp = Stamp::of_numbers(columns.stamps.values_for_doc(doc)).unwrap_or_default();
        let entry = entry(&self.index.root, line, told.len(), stamp.hash);
        let (id, age) = (self.numbers.of(&entry.path), age(entry.meta.published.as_deref()));
        self.articles.push(Row { id, head: base + doc, blocks, age, order: 0, stamp });
        self.rows.push((entry, voices, told));
    }

    fn put_in_order(&mut self) {
        let mut paths: Vec<(&str, usize)> =
            self.rows.iter().enumerate().map(|(at, (entry, ..))| (entry.path.as_str(), at)).collect();
        paths.sort_unstable();
        for (order, (_, at)) in paths.into_iter().enumerate() {
            self.articles[at].order = order as u32;
        }
    }

    fn finish(mut self, searcher: Searcher) -> Snapshot {
        self.put_in_order();
        let all = self.numbers.0.len();
        let (mut entries, mut voices, mut by_id) = (vec![None; all], vec![Voices::default(); all], vec![None; all]);
        let mut told_by = Vec::with_capacity(self.rows.len());
        for (at, (row, (entry, own, told))) in self.articles.iter().zip(self.rows).enumerate() {
            let id = row.id.0 as usize;
            (entries[id], voices[id], by_id[id]) = (Some(entry), own, Some(at as u32));
            told_by.push(told);
        }
        let people = People::merge(&self.speakers, &voices);
        let mut quotes = Vec::with_capacity(told_by.iter().map(Vec::len).sum());
        for (at, (row, told)) in self.articles.iter().zip(told_by).enumerate() {
            let person = |told: &Told| told.speaker.and_then(|s| people.of_speaker(row.id, usize::from(s)));
            quotes.extend(told.into_iter().map(|told| Quote { article: at as u32, person: person(&told), told }));
        }
        Snapshot {
            searcher,
            fields: self.index.fields,
            catalogue: Arc::new(Catalogue::new(entries, people)),
            articles: self.articles,
            quotes,
            by_id,
        }
    }
}

/// All values of a column, by their numbers.
fn lines(column: Option<&StrColumn>) -> tantivy::Result<Vec<String>> {
    let mut lines = Vec::new();
    if let Some(column) = column {
        let mut values = column.dictionary().stream()?;
        while values.advance() {
            lines.push(String::from_utf8_lossy(values.key()).into_owned());
        }
    }
    Ok(lines)
}

fn entry(root: &str, line: &str, quotes: usize, hash: u64) -> Entry {
    let mut columns = line.split(COLUMN);
    let path = format!("{root}{}", columns.next().unwrap_or_default());
    let title = columns.next().unwrap_or_default().to_owned();
    let mut told = || columns.next().filter(|text| !text.is_empty()).map(str::to_owned);
    let meta = Meta { title, author: told(), publication: told(), published: told(), ..Meta::default() };
    Entry { path, meta, quotes: quotes as u32, hash }
}
