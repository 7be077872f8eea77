//! An article as documents of the index.

use tantivy::TantivyDocument;
use tantivy::schema::Field;
use zerocopy::{FromBytes, Immutable, IntoBytes};

use super::analysis_codec::{pack, place_of, speaker_line};
use super::common_bigrams::Pairs;
use super::fingerprint::Fingerprint;
use super::schema::{Fields, Words};
use super::word_list::WordList;
use crate::Article;
use crate::search::is_searched;
use sayso_attribution::document::Document;
use sayso_attribution::text::{Span, Spans, fold};
use sayso_attribution::{Act, Analysis, Attribution, Kind, Status};

/// What parts the columns of a row.
pub const COLUMN: char = '\u{1e}';

/// The document of the article, then one for each paragraph. `key` is its path inside the folder, escaped.
pub fn documents(fields: &Fields, key: &str, stamp: Fingerprint, article: &Article) -> Vec<TantivyDocument> {
    let (document, analysis) = (&*article.document, &*article.analysis);
    let blocks = blocks(document, analysis);
    let told: Vec<QuoteNumber> = analysis.attributions.iter().map(|quote| QuoteNumber::of(quote, &blocks)).collect();
    let mut quotes: Vec<Vec<&Attribution>> = vec![Vec::new(); blocks.len()];
    for (quote, told) in analysis.attributions.iter().zip(&told) {
        let from = told.first as usize;
        quotes.iter_mut().skip(from).take(1 + usize::from(told.more)).for_each(|here| here.push(quote));
    }
    let mut all = vec![head(fields, key, stamp, article, &told)];
    all[0].add_u64(fields.blocks, blocks.len() as u64);
    let paragraphs = blocks.iter().zip(&quotes);
    all.extend(paragraphs.map(|(block, quotes)| paragraph(fields, document, *block, quotes)));
    all
}

/// One attribution as the index tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuoteNumber {
    /// Place of the speaker among those of the article, if any.
    pub speaker: Option<u16>,
    /// Its first paragraph, and how many more there are.
    pub first: u32,
    /// Paragraphs after the first.
    pub more: u8,
    /// Kind, act and status.
    pub sort: Sort,
    /// 0 to 100.
    pub confidence: u8,
}

/// Kind, act and status of an attribution as one number below 36.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromBytes, IntoBytes, Immutable)]
#[repr(transparent)]
pub struct Sort(u8);

impl Sort {
    /// The number of a quote.
    pub fn of(quote: &Attribution) -> Self {
        let [kinds, acts] = [Kind::ALL.len() as u8, Act::ALL.len() as u8];
        let [kind, act] = [place_of(&Kind::ALL, &quote.kind) as u8, place_of(&Act::ALL, &quote.act) as u8];
        Self(kind + kinds * (act + acts * place_of(&Status::ALL, &quote.status) as u8))
    }

    /// The number.
    #[cfg(feature = "postgres")]
    pub fn number(self) -> u8 {
        self.0
    }

    /// Every one of them.
    #[cfg(feature = "postgres")]
    pub fn all() -> impl Iterator<Item = Self> {
        (0..(Kind::ALL.len() * Act::ALL.len() * Status::ALL.len()) as u8).map(Self)
    }

    /// What the number stands for; `None` for one that no quote has.
    #[inline]
    pub fn parts(self) -> Option<(Kind, Act, Status)> {
        let (rest, kind) = (usize::from(self.0) / Kind::ALL.len(), usize::from(self.0) % Kind::ALL.len());
        let status = Status::ALL.get(rest / Act::ALL.len())?;
        Some((Kind::ALL[kind], Act::ALL[rest % Act::ALL.len()], *status))
    }
}

impl QuoteNumber {
    /// Of a quote in an article with these paragraphs.
    pub fn of(quote: &Attribution, blocks: &[Span]) -> Self {
        let hull = quote.content.hull();
        let first = blocks.partition_point(|b| b.end() <= hull.start());
        let end = blocks.partition_point(|b| b.start() < hull.end());
        Self {
            speaker: quote.speaker.and_then(|s| u16::try_from(s).ok()),
            first: first as u32,
            more: end.saturating_sub(first + 1).min(255) as u8,
            sort: Sort::of(quote),
            confidence: (quote.confidence * 100.0).round() as u8,
        }
    }

    /// As the index keeps it: in few bits, for the largest number of a column says how many all of them take.
    pub fn number(self) -> u64 {
        let sort = u64::from(self.sort.0) | u64::from(self.confidence) << SORT;
        let speaker = self.speaker.map_or(0, |s| u64::from(s) + 1);
        sort | braid([speaker, u64::from(self.first), u64::from(self.more)]) << (SORT + CONFIDENCE)
    }

    /// 0 to 1, in hundredths as an analysis has it.
    pub fn confidence(self) -> f32 {
        f32::from(self.confidence) / 100.0
    }

    /// What a number of the column tells.
    pub fn of_number(n: u64) -> Self {
        let [speaker, first, more] = unbraid(n >> (SORT + CONFIDENCE));
        Self {
            speaker: speaker.checked_sub(1).and_then(|s| u16::try_from(s).ok()),
            first: first as u32,
            more: more as u8,
            sort: Sort((n & ((1 << SORT) - 1)) as u8),
            confidence: (n >> SORT & ((1 << CONFIDENCE) - 1)) as u8,
        }
    }
}

/// Bits of kind, act and status.
const SORT: u32 = 6;

/// Bits of the confidence.
const CONFIDENCE: u32 = 7;

/// Bits of the speaker, of the first paragraph and of how many more there are: all that the others leave of 64.
const BRAIDED: [u32; 3] = [17, 26, 8];

/// The bits of several numbers in turn, the low ones first: while all are small, so is this.
fn braid(numbers: [u64; 3]) -> u64 {
    strands().zip(0..).map(|((number, bit), at)| (numbers[number] >> bit & 1) << at).sum()
}

fn unbraid(braid: u64) -> [u64; 3] {
    // Nearly all are so small that every third bit is of the same number; a library has a million to read at a start.
    if braid < 1 << (3 * BRAIDED[2]) {
        return [0, 1, 2].map(|number| every_third(braid >> number));
    }
    let mut numbers = [0; 3];
    for ((number, bit), at) in strands().zip(0..).take((u64::BITS - braid.leading_zeros()) as usize) {
        numbers[number] |= (braid >> at & 1) << bit;
    }
    numbers
}

/// Of 24 bits the first, the fourth and so on: a Morton code taken apart, which moves halves of what is left at once.
fn every_third(bits: u64) -> u64 {
    let mut bits = bits & 0x24_9249;
    for (by, kept) in [(2, 0x0c_30c3), (4, 0x00_f00f), (8, 0x00_00ff)] {
        bits = (bits | bits >> by) & kept;
    }
    bits
}

/// For each bit of a braid which number it is of, and which of its bits.
fn strands() -> impl Iterator<Item = (usize, u32)> {
    (0..26).flat_map(|bit| (0..3).filter(move |&number| bit < BRAIDED[number]).map(move |number| (number, bit)))
}

/// The searched paragraphs, and where quotes stand outside of these, their own places.
pub fn blocks(document: &Document, analysis: &Analysis) -> Vec<Span> {
    let searched = document.blocks().iter().filter(|b| is_searched(b)).map(|b| b.span);
    let mut blocks: Vec<Span> = searched.collect();
    let own = blocks.len();
    for quote in &analysis.attributions {
        let hull = quote.content.hull();
        let next = blocks[..own].partition_point(|b| b.end() <= hull.start());
        if !blocks[..own].get(next).is_some_and(|b| b.overlaps(hull)) {
            blocks.push(hull);
        }
    }
    match Spans::new(std::mem::take(&mut blocks)) {
        Some(spans) => spans.as_slice().to_vec(),
        None => Vec::new(),
    }
}

fn head(fields: &Fields, key: &str, stamp: Fingerprint, article: &Article, told: &[QuoteNumber]) -> TantivyDocument {
    let meta = article.document.meta();
    let mut doc = TantivyDocument::new();
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let row = [key, &meta.title, &text(&meta.author), &text(&meta.publication), &text(&meta.published)];
    doc.add_text(fields.key, key);
    doc.add_text(fields.entry, row.join(&COLUMN.to_string()));
    let reading = article.analysis.reading as u64;
    stamp.numbers().into_iter().chain([reading]).for_each(|n| doc.add_u64(fields.stamp, n));
    for speaker in &article.analysis.speakers {
        doc.add_text(fields.speakers, speaker_line(speaker));
    }
    for quote in told {
        doc.add_u64(fields.quotes, quote.number());
    }
    doc.add_bytes(fields.analysis, &pack(&article.analysis, article.document.text()));
    let Words { title, author, publication, path, .. } = fields.words;
    put(&mut doc, title, |say| say_all(&meta.title, say));
    put(&mut doc, path, |say| say_all(key, say));
    for (field, text) in [(author, &meta.author), (publication, &meta.publication)] {
        put(&mut doc, field, |say| say_all(text.as_deref().unwrap_or_default(), say));
    }
    doc
}

pub(super) fn paragraph(fields: &Fields, document: &Document, block: Span, quotes: &[&Attribution]) -> TantivyDocument {
    let mut doc = TantivyDocument::new();
    let (mut said, mut around, mut pairs) = (WordList::default(), WordList::default(), Pairs::default());
    let mut position = 0;
    let contents = Spans::new(quotes.iter().flat_map(|q| pieces_in(&q.content, block)));
    let mut contents = contents.iter().flat_map(Spans::iter).peekable();
    fold::words(document.text(), block, |word, at| {
        // Words and contents are in order: both are walked once.
        while contents.next_if(|content| content.end() <= at.start()).is_some() {}
        let is_said = contents.peek().is_some_and(|content| content.overlaps(at));
        pairs.take(word, is_said);
        let of = if is_said { &mut said } else { &mut around };
        of.push(word, position);
        position += 1;
    });
    let Words { said: said_field, around: around_field, pairs: pairs_field, cue, via, .. } = fields.words;
    add(&mut doc, said_field, said);
    add(&mut doc, around_field, around);
    put(&mut doc, pairs_field, |say| pairs.terms().for_each(|pair| say(&pair)));
    put(&mut doc, cue, |say| {
        let cues = quotes.iter().filter_map(|q| q.cue.as_ref()).flat_map(Spans::iter);
        cues.for_each(|at| fold::words(document.text(), at, |word, _| say(word)));
    });
    put(&mut doc, via, |say| {
        quotes.iter().filter_map(|q| q.via.as_ref()).for_each(|relay| say_all(&relay.name, say));
    });
    doc
}

/// The pieces that reach into a block, cut to it.
pub fn pieces_in(spans: &Spans, block: Span) -> impl Iterator<Item = Span> {
    let pieces = spans.as_slice();
    let from = pieces.partition_point(|piece| piece.end() <= block.start());
    pieces[from..].iter().map_while(move |piece| piece.intersect(block))
}

fn say_all(text: &str, say: &mut dyn FnMut(&str)) {
    fold::words(text, Span::new(0, text.len()), |word, _| say(word));
}

pub(super) fn put(doc: &mut TantivyDocument, field: Field, words: impl FnOnce(&mut dyn FnMut(&str))) {
    let mut list = WordList::default();
    words(&mut |word| list.push_next(word));
    add(doc, field, list);
}

fn add(doc: &mut TantivyDocument, field: Field, words: WordList) {
    if let Some(text) = words.into_text() {
        doc.add_text(field, text);
    }
}

#[cfg(test)]
mod tests;
