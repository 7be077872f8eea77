//! In which documents words stand.

use tantivy::postings::{BlockSegmentPostings, Postings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, InvertedIndexReader, TERMINATED};

use super::bits::Bits;
use super::words::{Dictionary, Meant};

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

    /// Gives each document in which the words stand side by side in a group of fields that share their counting.
    pub fn side_by_side(&self, fields: &[Field], words: &[String], mut each: impl FnMut(u32)) -> tantivy::Result<()> {
        for segment in &self.segments {
            let readers: Vec<_> = fields.iter().filter_map(|field| segment.reader(*field)).collect();
            let lists = words.iter().enumerate().map(|(at, word)| Places::open(&readers, at as u32, word));
            let mut lists: Vec<Places> = lists.collect::<tantivy::Result<_>>()?;
            lists.sort_by_key(|places| places.documents);
            if let Some((rarest, others)) = lists.split_first_mut() {
                rarest.follow(others, |doc| each(segment.base + doc));
            }
        }
        Ok(())
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
    /// Where the first word must stand for it, in the document at hand.
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
        for list in self.lists.iter_mut().filter(|list| list.doc() == doc) {
            list.append_positions_with_offset(0, &mut self.starts);
        }
        self.starts.retain_mut(|at| at.checked_sub(self.behind).map(|start| *at = start).is_some());
        self.starts.sort_unstable();
    }

    /// Gives each document that the others have too, all in their places.
    fn follow(&mut self, others: &mut [Self], mut each: impl FnMut(u32)) {
        let mut doc = self.next(0);
        while doc != TERMINATED {
            if others.is_empty() {
                each(doc);
            } else if others.iter_mut().all(|other| other.next(doc) == doc) {
                self.read(doc);
                let stand = others.iter_mut().all(|other| {
                    other.read(doc);
                    self.starts.retain(|start| other.starts.binary_search(start).is_ok());
                    !self.starts.is_empty()
                });
                if stand && !self.starts.is_empty() {
                    each(doc);
                }
            }
            doc = self.next(doc + 1);
        }
    }
}
