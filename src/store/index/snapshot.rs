//! The index as it stood after one commit.

use std::collections::HashMap;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
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
use crate::attribution::{Analysis, Kind, Speaker};
use crate::library::people::Merged;
use crate::library::search::age;
use crate::library::{ArticleId, Catalogue, Entry, Lists, People, PersonId, QuoteId, Rows};

/// The numbers of articles: one that is met again has the number it had. Paths are known by a hash, keyed anew in each
/// run: two of a hundred thousand meet once in a thousand million runs.
#[derive(Debug, Default)]
pub struct Numbers {
    known: HashMap<u64, ArticleId>,
    hasher: RandomState,
}

impl Numbers {
    fn of(&mut self, path: &str) -> ArticleId {
        let next = ArticleId(self.known.len() as u32);
        *self.known.entry(self.hasher.hash_one(path)).or_insert(next)
    }

    /// The number of a path, if it was met.
    pub fn get(&self, path: &str) -> Option<ArticleId> {
        self.known.get(&self.hasher.hash_one(path)).copied()
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
        let mut draft = Draft {
            index,
            numbers,
            articles: Vec::new(),
            rows: Rows::default(),
            speakers: Lists::default(),
            lines: 0,
            quotes: Lists::default(),
        };
        let searcher: Searcher = reader.searcher();
        let mut base = 0;
        for segment in searcher.segment_readers() {
            draft.segment(segment, base)?;
            base += segment.max_doc();
        }
        draft.finish(searcher)
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
        let place = self.catalogue.place(id)?;
        let address = self.address(self.articles.get(place)?.head)?;
        let doc: TantivyDocument = self.searcher.doc(address).ok()?;
        let segment = self.searcher.segment_reader(address.segment_ord);
        let speakers = speakers(segment.fast_fields().str("speakers").ok()?.as_ref(), address.doc_id)?;
        let told: Vec<Told> = self.quotes_of(place).iter().map(|quote| quote.told).collect();
        unpack(doc.get_first(self.fields.analysis)?.as_bytes()?, speakers, &told, len)
    }

    /// The kind of a quote, without its article.
    pub fn kind(&self, id: QuoteId) -> Option<Kind> {
        let quote = self.quotes_of(self.catalogue.place(id.article)?).get(id.quote as usize)?;
        Kind::ALL.get(usize::from(quote.told.kind)).copied()
    }

    /// Puts articles in the order of their paths.
    pub fn sort(&self, articles: &mut [ArticleId]) {
        articles.sort_by_key(|id| self.row(*id).map(|row| row.order));
    }

    /// The quotes of the article at a place, which stand together.
    fn quotes_of(&self, place: usize) -> &[Quote] {
        let first = self.quotes.partition_point(|quote| (quote.article as usize) < place);
        let count = self.quotes[first..].partition_point(|quote| quote.article as usize == place);
        &self.quotes[first..first + count]
    }

    fn row(&self, id: ArticleId) -> Option<&Row> {
        self.articles.get(self.catalogue.place(id)?)
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

/// What is gathered of all segments. Articles and quotes are in the order of the index.
struct Draft<'a> {
    index: &'a Index,
    numbers: &'a mut Numbers,
    articles: Vec<Row>,
    rows: Rows,
    /// The speakers of each article as lines, all of them counted over all segments.
    speakers: Lists<u32>,
    lines: u32,
    quotes: Lists<Told>,
}

/// The columns of one segment.
struct Columns {
    rows: Option<StrColumn>,
    speakers: Option<StrColumn>,
    blocks: Column<u64>,
    stamps: Column<u64>,
    quotes: Column<u64>,
}

impl Columns {
    fn of(segment: &SegmentReader) -> tantivy::Result<Self> {
        let fast = segment.fast_fields();
        Ok(Self {
            rows: fast.str("entry")?,
            speakers: fast.str("speakers")?,
            blocks: fast.u64("blocks")?,
            stamps: fast.u64("stamp")?,
            quotes: fast.u64("quotes")?,
        })
    }
}

impl Draft<'_> {
    fn segment(&mut self, segment: &SegmentReader, base: u32) -> tantivy::Result<()> {
        let columns = Columns::of(segment)?;
        let mut lines = Lines::default();
        each_line(columns.rows.as_ref(), |line| lines.push(line))?;
        let mut doc = 0;
        while doc < segment.max_doc() {
            let blocks = columns.blocks.first(doc).unwrap_or(0) as u32;
            if !segment.is_deleted(doc) {
                self.article(&columns, &lines, doc, base, blocks);
            }
            doc += blocks + 1;
        }
        self.lines += columns.speakers.map_or(0, |column| column.num_terms() as u32);
        Ok(())
    }

    fn article(&mut self, columns: &Columns, lines: &Lines, doc: u32, base: u32, blocks: u32) {
        let ord = columns.rows.as_ref().and_then(|column| column.term_ords(doc).next());
        let Some(line) = ord.and_then(|ord| lines.get(ord as usize)) else { return };
        let ords = columns.speakers.as_ref().into_iter().flat_map(|column| column.term_ords(doc));
        self.speakers.push(ords.map(|ord| self.lines + ord as u32));
        self.quotes.push(columns.quotes.values_for_doc(doc).map(Told::of_number));
        let stamp = Stamp::of_numbers(columns.stamps.values_for_doc(doc)).unwrap_or_default();
        let path = self.index.roots.shown(line.split(COLUMN).next().unwrap_or_default());
        let quotes = self.quotes.get(self.articles.len()).len() as u32;
        let entry = entry(&path, line, quotes, stamp.hash);
        self.rows.push(entry);
        let (id, age) = (self.numbers.of(&path), age(entry.published));
        self.articles.push(Row { id, head: base + doc, blocks, age, order: 0, stamp });
    }

    fn put_in_order(&mut self) {
        let path = |at: &u32| self.rows.get(*at as usize).map(|entry| entry.path);
        let mut paths: Vec<u32> = (0..self.articles.len() as u32).collect();
        paths.sort_unstable_by(|a, b| path(a).cmp(&path(b)));
        for (order, at) in paths.into_iter().enumerate() {
            self.articles[at as usize].order = order as u32;
        }
    }

    fn finish(mut self, searcher: Searcher) -> tantivy::Result<Snapshot> {
        self.put_in_order();
        let Merged { names, people } = self.index.merged(&searcher, &self.speakers, self.lines)?;
        let mut places = vec![None; self.numbers.known.len()];
        for (at, row) in self.articles.iter().enumerate() {
            places[row.id.0 as usize] = Some(at as u32);
        }
        let speakers_of = |place: &Option<u32>| {
            let lines = place.map_or(&[][..], |at| self.speakers.get(at as usize));
            lines.iter().map(|line| people[*line as usize])
        };
        let speakers: Lists<PersonId> = places.iter().map(speakers_of).collect();
        let told = places.iter().enumerate().filter_map(|(id, place)| Some((id, self.quotes.get((*place)? as usize))));
        let told = told.flat_map(|(id, told)| {
            let told = told.iter().enumerate();
            told.map(move |(at, told)| (ArticleId(id as u32), at as u32, told.speaker.map(usize::from)))
        });
        let people = People::new(names, speakers, told);
        let quotes = self.articles.iter().enumerate().flat_map(|(at, row)| {
            let speakers = people.speakers(row.id);
            let person = |told: &Told| speakers.get(usize::from(told.speaker?)).copied();
            self.quotes.get(at).iter().map(move |told| Quote { article: at as u32, person: person(told), told: *told })
        });
        let quotes = quotes.collect();
        let catalogue = Arc::new(Catalogue::new(self.rows, places, people));
        Ok(Snapshot { searcher, fields: self.index.fields, catalogue, articles: self.articles, quotes })
    }
}

/// The speakers of an article, in its own order.
fn speakers(column: Option<&StrColumn>, doc: u32) -> Option<Vec<Speaker>> {
    let Some(column) = column else { return Some(Vec::new()) };
    let mut line = String::new();
    let speaker = |ord| column.ord_to_str(ord, &mut line).ok().and_then(|_| speaker_of_line(&line));
    column.term_ords(doc).map(speaker).collect()
}

/// Lines by their numbers, in one piece of memory.
#[derive(Default)]
struct Lines {
    text: String,
    ends: Vec<usize>,
}

impl Lines {
    fn push(&mut self, line: &str) {
        self.text += line;
        self.ends.push(self.text.len());
    }

    fn get(&self, at: usize) -> Option<&str> {
        let start = at.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        self.text.get(start..*self.ends.get(at)?)
    }
}

/// All values of a column, in the order of their numbers.
pub(super) fn each_line(column: Option<&StrColumn>, mut each: impl FnMut(&str)) -> tantivy::Result<()> {
    let Some(column) = column else { return Ok(()) };
    let mut values = column.dictionary().stream()?;
    while values.advance() {
        each(&String::from_utf8_lossy(values.key()));
    }
    Ok(())
}

fn entry<'a>(path: &'a str, line: &'a str, quotes: u32, hash: u64) -> Entry<'a> {
    let mut columns = line.split(COLUMN).skip(1);
    let title = columns.next().unwrap_or_default();
    let mut told = || columns.next().filter(|text| !text.is_empty());
    let (author, publication, published) = (told(), told(), told());
    Entry { path, title, author, publication, published, quotes, hash }
}
