//! In which documents words stand.

use std::ops::Range;

use tantivy::postings::{BlockSegmentPostings, Postings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, InvertedIndexReader, TERMINATED};

use super::bits::Bits;
use super::words::{Dictionary, Meant};

/// The documents of a segment are gone through in so many pieces.
const PIECES: u32 = 8;

impl Dictionary {
    /// Gives each document that has one of `words` in `field`, and the word; a document may come more than once.
    pub fn each<'a>(
        &self,
        field: Field,
        words: &'a [Meant],
        mut each: impl FnMut(u32, &'a Meant),
    ) -> tantivy::Result<()> {
        for (at, segment) in self.segments.iter().enumerate() {
            let Some(reader) = segment.reader(field) else { continue };
            let mut cursor: Option<BlockSegmentPostings> = None;
            let lists = |word: &'a Meant| word.lists.iter().filter(move |list| (list.0, list.1) == (at, field));
            for (word, (.., info)) in words.iter().flat_map(|word| lists(word).map(move |list| (word, list))) {
                if let Some(postings) = &mut cursor {
                    reader.reset_block_postings_from_terminfo(info, postings)?;
                }
                let opened = || reader.read_block_postings_from_terminfo(info, IndexRecordOption::Basic);
                let postings = cursor.take().map_or_else(opened, Ok)?;
                let postings = cursor.insert(postings);
                while !postings.docs().is_empty() {
                    postings.docs().iter().for_each(|doc| each(segment.base + doc, word));
                    postings.advance();
                }
            }
        }
        Ok(())
    }

    /// The documents in which the words stand side by side in a group of fields that share their counting; and whether
    /// all of them do in the first of these fields.
    pub fn side_by_side(&self, fields: &[Field], words: &[String]) -> tantivy::Result<Vec<(u32, bool)>> {
        let mut all = Vec::new();
        for segment in &self.segments {
            let readers: Vec<_> = fields.iter().filter_map(|field| segment.reader(*field)).collect();
            let of_piece = |within: Range<u32>| {
                let lists = (0..).zip(words).map(|(at, word)| Places::open(&readers, at, word));
                let mut lists: Vec<Places> = lists.collect::<tantivy::Result<_>>()?;
                lists.sort_by_key(|places| places.documents);
                let mut found = Vec::new();
                if let Some((rarest, others)) = lists.split_first_mut() {
                    rarest.follow(others, within, |doc, first| found.push((segment.base + doc, first)));
                }
                Ok(found)
            };
            let piece = segment.documents.div_ceil(PIECES).max(1);
            let pieces = (0..segment.documents).step_by(piece as usize).map(|from| from..from + piece);
            all.extend(self.executor.map(of_piece, pieces)?.concat());
        }
        Ok(all)
    }

    /// The documents, of so many, that have every one of `wanted` in `field`: as a word, as the beginning of one, or
    /// mistyped.
    pub fn having(&self, documents: usize, field: Field, wanted: &[String]) -> tantivy::Result<Bits> {
        let mut all = Bits::new(documents, true);
        for word in wanted {
            let mut some = Bits::new(documents, false);
            for words in [self.spelt(&[field], word, true)?, self.mistyped(&[field], word, false)?] {
                self.each(field, &words, |doc, _| some.put(doc as usize))?;
            }
            all.and(&some);
        }
        Ok(all)
    }
}

/// Where one word of several stands.
struct Places {
    /// How far behind the first word it stands.
    behind: u32,
    /// In one field each.
    lists: Vec<SegmentPostings>,
    /// How many documents it is in, each field counted by itself.
    documents: u32,
    /// Where the first word must stand for it, in the document at hand; twice, and one more where it is not in the
    /// first of the fields.
    starts: Vec<u32>,
}

impl Places {
    fn open(readers: &[&InvertedIndexReader], behind: u32, word: &str) -> tantivy::Result<Self> {
        let mut lists = Vec::new();
        for reader in readers {
            if let Some(info) = reader.terms().get(word)? {
                lists.push(reader.read_postings_from_terminfo(&info, IndexRecordOption::WithFreqsAndPositions)?);
            }
        }
        let documents = lists.iter().map(SegmentPostings::doc_freq).sum();
        Ok(Self { behind, lists, documents, starts: Vec::new() })
    }

    /// The next document from `doc` on; [`TERMINATED`] for none.
    fn next(&mut self, doc: u32) -> u32 {
        let next = self.lists.iter_mut().map(|list| if list.doc() < doc { list.seek(doc) } else { list.doc() });
        next.min().unwrap_or(TERMINATED)
    }

    /// Reads the places in a document that it has come to.
    fn read(&mut self, doc: u32) {
        self.starts.clear();
        for (list, field) in self.lists.iter_mut().zip(0..).filter(|(list, _)| list.doc() == doc) {
            let before = self.starts.len();
            list.append_positions_with_offset(0, &mut self.starts);
            // Before the beginning there is no place: what is less than 0 is more than all others.
            let start = |place: u32| place.wrapping_sub(self.behind) << 1 | u32::from(field > 0);
            self.starts[before..].iter_mut().for_each(|place| *place = start(*place));
        }
        if self.lists.len() > 1 {
            self.starts.sort_unstable();
        }
    }

    /// Keeps the places where the other word stands too.
    fn retain(&mut self, other: &Self) {
        self.starts.retain_mut(|start| {
            let found = other.starts.binary_search_by_key(&(*start >> 1), |start| start >> 1);
            found.map(|at| *start |= other.starts[at]).is_ok()
        });
    }

    /// Gives each of these documents that the others have too, all in their places; and whether they are all in the
    /// first of the fields.
    fn follow(&mut self, others: &mut [Self], within: Range<u32>, mut each: impl FnMut(u32, bool)) {
        let mut doc = self.next(within.start);
        while doc < within.end {
            if others.iter_mut().all(|other| other.next(doc) == doc) {
                self.read(doc);
                for other in others.iter_mut() {
                    other.read(doc);
                    self.retain(other);
                }
                if !self.starts.is_empty() {
                    each(doc, self.starts.iter().any(|start| start & 1 == 0));
                }
            }
            doc = self.next(doc + 1);
        }
    }
}
