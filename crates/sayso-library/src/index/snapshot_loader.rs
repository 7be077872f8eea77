//! Reading the index at a start: its columns become rows, people and quotes in memory.

use std::sync::Arc;

use tantivy::columnar::{Column, StrColumn};
use tantivy::{ReloadPolicy, Searcher, SegmentReader};

use super::analysis_codec::speaker_of_line;
use super::documents::{COLUMN, Told};
use super::fingerprint::Fingerprint;
use super::open::Index;
use super::snapshot::{Numbers, Quote, Row, Snapshot};
use crate::people::Merged;
use crate::search::age;
use crate::{ArticleId, Catalogue, Entry, Lists, People, QuoteId, Rows};
use sayso_attribution::{Reading, Speaker};

/// What is gathered of all segments. Articles are in the order of the index.
pub struct SnapshotLoader<'a> {
    index: &'a Index,
    numbers: &'a mut Numbers,
    columns: Vec<Columns>,
    articles: Vec<Row>,
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
    pub fn told(&self, doc: u32) -> impl Iterator<Item = Told> {
        self.quotes.values_for_doc(doc).map(Told::of_number)
    }
}

impl SnapshotLoader<'_> {
    /// Reads what was committed last.
    pub fn read(index: &Index, numbers: &mut Numbers) -> tantivy::Result<Snapshot> {
        let reader = index.tantivy.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let searcher: Searcher = reader.searcher();
        let (articles, rows, speakers) = (Vec::new(), Rows::default(), Lists::default());
        let mut draft = SnapshotLoader { index, numbers, columns: Vec::new(), articles, rows, speakers, lines: 0 };
        let mut base = 0;
        for segment in searcher.segment_readers() {
            draft.segment(segment, base)?;
            base += segment.max_doc();
        }
        draft.finish(searcher)
    }

    fn segment(&mut self, segment: &SegmentReader, base: u32) -> tantivy::Result<()> {
        let (columns, fast) = (Columns::of(segment, base)?, segment.fast_fields());
        let heads = Heads { rows: fast.str("entry")?, blocks: fast.u64("blocks")?, stamps: fast.u64("stamp")? };
        let mut lines = Lists::default();
        each_line(heads.rows.as_ref(), |line| lines.push(line.bytes()))?;
        let mut doc = 0;
        while doc < segment.max_doc() {
            let blocks = heads.blocks.first(doc).unwrap_or(0) as u32;
            if !segment.is_deleted(doc) {
                self.article((&columns, &heads), &lines, doc, blocks);
            }
            doc += blocks + 1;
        }
        self.lines += columns.speakers.as_ref().map_or(0, |column| column.num_terms() as u32);
        self.columns.push(columns);
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
        let path = self.index.roots.shown(line.split(COLUMN).next().unwrap_or_default());
        let quotes = columns.quotes.values_for_doc(doc).count() as u32;
        let entry = entry(&path, line, quotes, stamp.hash);
        self.rows.push(Entry { reading, ..entry });
        let (id, age) = (self.numbers.of(&path), age(entry.published));
        self.articles.push(Row { id, head: columns.base + doc, blocks, age, order: 0, stamp, reading });
    }

    fn put_in_order(&mut self) {
        let mut paths: Vec<(&str, usize)> = self.rows.paths().zip(0..).collect();
        #[expect(clippy::stable_sort_primitive, reason = "each segment is in order already: only this sort sees that")]
        paths.sort();
        for (order, (_, at)) in (0..).zip(paths) {
            self.articles[at].order = order;
        }
    }

    /// The quotes of the article at a place.
    fn told(&self, at: usize) -> impl Iterator<Item = Told> {
        let head = self.articles[at].head;
        let columns = self.columns.iter().rfind(|columns| columns.base <= head);
        columns.into_iter().flat_map(move |columns| columns.told(head - columns.base))
    }

    fn finish(mut self, searcher: Searcher) -> tantivy::Result<Snapshot> {
        self.put_in_order();
        let Merged { names, people, sure } = self.index.merged(&searcher, &self.speakers, self.lines)?;
        let quote = |at: usize, told: Told| {
            let line = told.speaker.and_then(|speaker| self.speakers.get(at).get(usize::from(speaker)));
            Quote::of(told, &self.articles[at], line.map(|line| people[*line as usize]))
        };
        let all = 0..self.articles.len();
        let quotes: Lists<Quote> = all.map(|at| self.told(at).map(move |told| quote(at, told))).collect();
        let mut places = vec![None; self.numbers.met()];
        for (at, row) in self.articles.iter().enumerate() {
            places[row.id.0 as usize] = Some(at as u32);
        }
        let said = (0..).zip(&places).flat_map(|(id, place)| {
            let quotes = (0..).zip(place.map_or(&[][..], |at| quotes.get(at as usize)));
            let id = move |quote| QuoteId { article: ArticleId(id), quote };
            quotes.filter_map(move |(at, quote)| Some((quote.person()?, id(at))))
        });
        let said = People::sorted(&names, said);
        let lines = |place: &Option<u32>| place.map_or(&[][..], |at| self.speakers.get(at as usize));
        let speakers = places.iter().map(|place| lines(place).iter().map(|line| people[*line as usize])).collect();
        let sure = places.iter().map(|place| lines(place).iter().map(|line| sure[*line as usize])).collect();
        let catalogue = Arc::new(Catalogue::new(self.rows, places, People::new(names, (speakers, sure), said)));
        let Self { index, columns, articles, .. } = self;
        let roots = index.roots.clone();
        let (fields, damage) = (index.fields, index.damage().clone());
        Ok(Snapshot { searcher, columns, fields, catalogue, articles, quotes, roots, damage })
    }
}

/// All values of a column, in the order of their numbers.
pub fn each_line(column: Option<&StrColumn>, mut each: impl FnMut(&str)) -> tantivy::Result<()> {
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
    Entry { path, title, author, publication, published, quotes, hash, reading: Reading::First }
}
