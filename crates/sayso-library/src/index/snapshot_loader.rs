//! Reading the index at a start: its columns become rows, people and quotes, which are kept beside it for the next one.

use std::sync::Arc;

use tantivy::columnar::{Column, StrColumn};
use tantivy::{ReloadPolicy, Searcher, SegmentReader};

use super::analysis_codec::speaker_of_line;
use super::catalogue_file::{Kept, Table, state_of};
use super::documents::{COLUMN, QuoteNumber};
use super::fingerprint::Fingerprint;
use super::merged::{each_line, merged};
use super::numbers::Numbers;
use super::open::Index;
use super::roots::Roots;
use super::row::{ArticleRow, Quote};
use super::snapshot::Snapshot;
use crate::people::{Everybody, Linker};
use crate::search::age;
use crate::{ArticleId, Catalogue, Entry, Lists, Numbering, People, QuoteId, Rows};
use sayso_attribution::{Reading, Speaker};

/// What is gathered of all segments. Articles are in the order of the index.
pub struct SnapshotLoader<'a> {
    roots: &'a Roots,
    articles: Vec<ArticleRow>,
    rows: Rows,
    /// The speakers of each article as lines, all of them counted over all segments.
    speakers: Lists<u32>,
    lines: u32,
}

/// The columns of one segment that are wanted with each article.
pub struct Columns {
    /// Its documents are counted from here.
    base: u32,
    speakers: Option<StrColumn>,
    quotes: Column<u64>,
}

/// Those that are read but once.
struct Heads {
    rows: Option<StrColumn>,
    blocks: Column<u64>,
    stamps: Column<u64>,
}

impl Columns {
    fn of(segment: &SegmentReader, base: u32) -> tantivy::Result<Self> {
        let fast = segment.fast_fields();
        Ok(Self { base, speakers: fast.str("speakers")?, quotes: fast.u64("quotes")? })
    }

    /// The speakers of the article of a document, in its own order; `None` where the column tells of none.
    pub fn speakers(&self, doc: u32) -> Option<Vec<Speaker>> {
        let Some(column) = &self.speakers else { return Some(Vec::new()) };
        let mut line = String::new();
        let speaker = |ord| column.ord_to_str(ord, &mut line).ok().and_then(|_| speaker_of_line(&line));
        column.term_ords(doc).map(speaker).collect()
    }

    /// The quotes of the article of a document.
    pub fn told(&self, doc: u32) -> impl Iterator<Item = QuoteNumber> {
        self.quotes.values_for_doc(doc).map(QuoteNumber::of_number)
    }
}

impl Snapshot {
    /// Reads what was committed last: who is who and all rows where they are kept beside the index, else out of it.
    pub(super) fn load(index: &Index, numbers: &mut Numbers) -> tantivy::Result<Self> {
        let reader = index.tantivy.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let searcher: Searcher = reader.searcher();
        let (mut columns, mut base) = (Vec::new(), 0);
        for segment in searcher.segment_readers() {
            columns.push(Columns::of(segment, base)?);
            base += segment.max_doc();
        }
        let segments = searcher.segment_readers().iter();
        let state = state_of(segments.map(|segment| (segment.segment_id(), segment.num_docs())));
        let linker = &mut numbers.linker;
        let mut find_out = || SnapshotLoader::read(&index.roots, (&searcher, &mut *linker), &columns);
        let kept = index.folder().map_or(Kept::Missing, |folder| Table::kept(folder, &state, &index.roots));
        let table = match kept {
            Kept::Whole(table) => *table,
            Kept::OtherOrder => find_out()?,
            Kept::Missing => {
                let table = find_out()?;
                let keep = |folder| table.keep((folder, index.access()), &state, &index.roots);
                index.folder().and_then(keep).unwrap_or(table)
            }
        };
        let rows = Arc::new(table.rows);
        let numbering = numbers.number(&rows, &table.sorted);
        let (names, speakers, sure) = (table.names, table.speakers, table.sure);
        let quotes = if numbering.is_in_order() { table.said } else { renumbered(&table.said, &numbering) };
        let everybody = Everybody { names, numbering: Arc::clone(&numbering), speakers, sure, quotes, said: None };
        let catalogue = Arc::new(Catalogue::new(rows, Arc::clone(&numbering), everybody.into()));
        let (articles, quotes, roots) = (table.articles, table.quotes, index.roots.clone());
        let (fields, damage) = (index.fields, index.damage().clone());
        Ok(Self { searcher, columns, fields, catalogue, articles, numbering, quotes, roots, damage })
    }
}

/// The quotes of each person, by the numbers of their articles instead of the rows.
fn renumbered(said: &Lists<QuoteId>, numbering: &Numbering) -> Lists<QuoteId> {
    let quotes = said.items().iter().map(|quote| QuoteId { article: numbering.id(quote.article.0 as usize), ..*quote });
    Lists::new(quotes.collect::<Vec<_>>().into(), said.ends().clone())
}

impl<'a> SnapshotLoader<'a> {
    /// Reads every column of the index.
    fn read(
        roots: &'a Roots,
        (searcher, linker): (&Searcher, &mut Linker),
        columns: &[Columns],
    ) -> tantivy::Result<Table> {
        let (articles, rows, speakers) = (Vec::new(), Rows::default(), Lists::default());
        let mut draft = Self { roots, articles, rows, speakers, lines: 0 };
        for (segment, columns) in searcher.segment_readers().iter().zip(columns) {
            draft.segment(segment, columns)?;
        }
        draft.finish((searcher, linker), columns)
    }

    fn segment(&mut self, segment: &SegmentReader, columns: &Columns) -> tantivy::Result<()> {
        let fast = segment.fast_fields();
        let heads = Heads { rows: fast.str("entry")?, blocks: fast.u64("blocks")?, stamps: fast.u64("stamp")? };
        let mut lines = Lists::default();
        each_line(heads.rows.as_ref(), |line| lines.push(line.bytes()))?;
        let mut doc = 0;
        while doc < segment.max_doc() {
            let blocks = heads.blocks.first(doc).unwrap_or(0) as u32;
            if !segment.is_deleted(doc) {
                self.article((columns, &heads), &lines, doc, blocks);
            }
            doc += blocks + 1;
        }
        self.lines += columns.speakers.as_ref().map_or(0, |column| column.num_terms() as u32);
        Ok(())
    }

    fn article(&mut self, (columns, heads): (&Columns, &Heads), lines: &Lists<u8>, doc: u32, blocks: u32) {
        let ord = heads.rows.as_ref().and_then(|column| column.term_ords(doc).next());
        let line = ord.and_then(|ord| std::str::from_utf8(lines.get(ord as usize)).ok());
        let Some(line) = line.filter(|line| !line.is_empty()) else { return };
        let ords = columns.speakers.as_ref().into_iter().flat_map(|column| column.term_ords(doc));
        self.speakers.push(ords.map(|ord| self.lines + ord as u32));
        let mut stamps = heads.stamps.values_for_doc(doc);
        let stamp = Fingerprint::of_numbers(&mut stamps).unwrap_or_default();
        let reading = if stamps.next() == Some(Reading::Second as u64) { Reading::Second } else { Reading::First };
        let path = self.roots.shown(line.split(COLUMN).next().unwrap_or_default());
        let quotes = columns.quotes.values_for_doc(doc).count() as u32;
        let entry = entry(&path, line, quotes, stamp.hash);
        self.rows.push(Entry { reading, ..entry });
        let age = age(entry.published);
        self.articles.push(ArticleRow::of((columns.base + doc, blocks), age, stamp, reading));
    }

    /// The places of the articles in the order of their paths.
    fn put_in_order(&mut self) -> Vec<u32> {
        let mut sorted: Vec<u32> = (0..self.rows.len() as u32).collect();
        // Each segment is in order already, which a stable sort sees.
        sorted.sort_by_key(|at| self.rows.path(*at as usize));
        for (order, at) in (0..).zip(&sorted) {
            self.articles[*at as usize].order = order;
        }
        sorted
    }

    fn finish(mut self, (searcher, linker): (&Searcher, &mut Linker), columns: &[Columns]) -> tantivy::Result<Table> {
        let sorted = self.put_in_order();
        let merged = merged(searcher, linker, (&self.rows, &self.speakers), self.lines)?;
        let linked = |at: usize, line: u32| merged.of(at as u32, line);
        let lines = |at: usize| self.speakers.get(at);
        let quote = |at: usize, told: QuoteNumber| {
            let line = told.speaker.and_then(|speaker| lines(at).get(usize::from(speaker)));
            Quote::of(told, &self.articles[at], line.map(|line| linked(at, *line).0))
        };
        let of_article = |at: usize| told(columns, self.articles[at].head).map(move |told| (at, told));
        let all = 0..self.articles.len();
        let quotes: Lists<Quote> =
            all.clone().map(|at| of_article(at).map(|(at, told)| quote(at, told)).collect::<Vec<_>>()).collect();
        let said = all.clone().flat_map(|at| {
            let id = move |quote| QuoteId { article: ArticleId(at as u32), quote };
            (0..).zip(quotes.get(at)).filter_map(move |(at, quote)| Some((quote.person()?, id(at))))
        });
        let said = People::sorted(&merged.names, said);
        let speakers = all.clone().map(|at| lines(at).iter().map(move |line| linked(at, *line).0)).collect();
        let sure = all.map(|at| lines(at).iter().map(move |line| linked(at, *line).1)).collect();
        let names = merged.names;
        let Self { rows, articles, .. } = self;
        Ok(Table { rows, articles: articles.into(), sorted: sorted.into(), quotes, names, speakers, sure, said })
    }
}

/// The quotes of the article of a document, counted over all segments.
fn told(columns: &[Columns], head: u32) -> impl Iterator<Item = QuoteNumber> {
    let columns = columns.iter().rfind(|columns| columns.base <= head);
    columns.into_iter().flat_map(move |columns| columns.told(head - columns.base))
}

fn entry<'a>(path: &'a str, line: &'a str, quotes: u32, hash: u64) -> Entry<'a> {
    let mut columns = line.split(COLUMN).skip(1);
    let title = columns.next().unwrap_or_default();
    let mut told = || columns.next().filter(|text| !text.is_empty());
    let (author, publication, published) = (told(), told(), told());
    Entry { path, title, author, publication, published, quotes, hash, reading: Reading::First }
}
